"""The linked catalogue → files for programs: (address, bytes), the same bytes for the same input and day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from communs.catalogue import Catalogue
from communs.exports import atom, schemas, tables
from communs.settings import Settings


def all_exports(catalogue: Catalogue, settings: Settings, day: datetime.date) -> Iterator[tuple[str, bytes]]:
    """Every export at its address under the site's root. Drafts stay out."""
    yield from tables.files(catalogue, settings, day)
    yield from schemas.files(catalogue)
    yield from atom.files(catalogue, settings, day)
