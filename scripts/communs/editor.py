"""The door to editors: schemas that know this catalogue's values and ids, in `.cache/schemas/`."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

from communs import disk
from communs.catalogue import Catalogue

FOLDER = Path(".cache", "schemas")
_STAMP = "empreinte"
_PACKAGE = Path(__file__).parent


def write(catalogue: Catalogue, root: Path) -> None:
    """Renew the copies that the first line of each entry names; where that cannot be, do without.

    Drawing them takes a tenth of a check, so they are drawn only when what they hold may have changed.
    """
    folder = root / FOLDER
    with contextlib.suppress(OSError, RecursionError):
        folder.mkdir(parents=True, exist_ok=True)
        drawn = _drawn_from(catalogue, root)
        if _read(folder / _STAMP) != f"{drawn} {_state(folder)}":
            from communs.exports import schemas

            for name, data in schemas.copies(catalogue):
                disk.write(folder / name, data)
            disk.write(folder / _STAMP, f"{drawn} {_state(folder)}".encode())


def _drawn_from(catalogue: Catalogue, root: Path) -> str:
    """A fingerprint of all that the copies are drawn from: files as they stand, and the names of entries."""
    places = ((_PACKAGE, "**/*.py"), (_PACKAGE, "data/*"), (root, "schemas/**/*.json"),
              (root, "catalogue/vocabulaires/*.yml"))  # fmt: skip
    files = [_state(folder, pattern) for folder, pattern in places]
    names = [
        (ref, [entry.data.get(field) for field in entry.kind.name_fields])
        for ref, entry in catalogue.entries.items()
    ]
    return hashlib.sha256(repr((files, names)).encode()).hexdigest()


def _state(folder: Path, pattern: str = "*.json") -> str:
    """Some files as they stand, so that whatever touches one is seen."""
    found = sorted((str(path), path.stat()) for path in folder.glob(pattern))
    return " ".join(f"{name}:{stat.st_size}:{stat.st_mtime_ns}" for name, stat in found)


def _read(path: Path) -> str:
    with contextlib.suppress(OSError, UnicodeDecodeError):
        return path.read_text("utf-8")
    return ""
