"""The linked catalogue → files for programs: (address, bytes), the same bytes for the same input and day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from communs.catalogue import Catalogue
from communs.exports import atom, forms, schemas, tables
from communs.settings import Settings


def all_exports(
    catalogue: Catalogue, settings: Settings, day: datetime.date, withdrawn: Sequence[forms.Withdrawn] = ()
) -> Iterator[tuple[str, bytes]]:
    """Every export at its address under the site's root. Drafts stay out, but of what forms correct."""
    yield from tables.files(catalogue, settings, day)
    yield from schemas.files(catalogue)
    yield from atom.files(catalogue, settings, day)
    yield from forms.files(catalogue, settings, withdrawn)
