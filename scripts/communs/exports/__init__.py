"""The linked catalogue → files for programs: (address, bytes), the same bytes for the same input and day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from communs.catalogue import Catalogue
from communs.exports import archive, atom, forms, nearby, schemas, tables
from communs.facts import Facts
from communs.settings import Settings

NOTHING: Mapping[str, Facts] = MappingProxyType({})


def all_exports(
    catalogue: Catalogue,
    settings: Settings,
    day: datetime.date,
    withdrawn: Sequence[forms.Withdrawn] = (),
    facts: Mapping[str, Facts] = NOTHING,
) -> Iterator[tuple[str, bytes]]:
    """Every export at its address under the site's root. Drafts stay out, but of what forms correct."""
    written = tables.files(catalogue, settings, day, facts)
    yield from archive.beside(written)
    yield from schemas.files(catalogue)
    yield from atom.files(catalogue, settings, day)
    yield from forms.files(catalogue, settings, withdrawn)
    yield from nearby.files(catalogue)
