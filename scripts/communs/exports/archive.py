"""The tables of every kind → one archive beside them, the same bytes for the same tables."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator

ADDRESS = "donnees/catalogue-csv.zip"
_LONG_AGO = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # the first day that a ZIP knows: the day of the build is no part of the data


def beside(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """The files as they come, then the archive of the tables among them."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for address, data in files:
            yield address, data
            if address.endswith(".csv"):
                told = zipfile.ZipInfo(address.rpartition("/")[2], _LONG_AGO)
                told.compress_type, told.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                archive.writestr(told, data)
    yield ADDRESS, packed.getvalue()
