"""What the package alone decides of a site → the same, kept under `.cache/` until the package changes.

Whoever builds several catalogues with one package can give them one place: `COMMUNS_CACHE`.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from communs import disk
from communs.exports import forms

_READ = (".py", ".mjs", ".tsv", ".po")  # what translated rules and tables are made of
_PACKAGES = ("babel", "packaging", "pyyaml")


def common(root: Path) -> Iterator[tuple[str, bytes]]:
    """`forms.common`, from the last build where nothing has changed since: translating takes a second."""
    folder = Path(os.environ.get("COMMUNS_CACHE") or root / ".cache")
    place = folder / "navigateurs" / f"{_digest()}.json"
    with contextlib.suppress(OSError, ValueError):
        yield from ((address, text.encode()) for address, text in json.loads(place.read_bytes()).items())
        return
    made = list(forms.common())
    with contextlib.suppress(OSError):  # a place where nothing can be written builds all the same
        for old in place.parent.glob("*.json"):
            old.unlink()
        disk.write(place, json.dumps({address: data.decode() for address, data in made}).encode())
    yield from made


def _digest() -> str:
    package = Path(str(files("communs")))
    found = hashlib.sha256(" ".join(map(version, _PACKAGES)).encode())
    for path in sorted(path for path in package.rglob("*") if path.suffix in _READ):
        found.update(f"\0{path.relative_to(package)}\0".encode() + path.read_bytes())
    return found.hexdigest()
