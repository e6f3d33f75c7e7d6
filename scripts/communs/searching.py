"""The door to the search engine: one language of the catalogue → its index, and what its pages load.

What narrows is beside the index, by the id that the engine gives each page: the engine's own filters are written in
an order that changes from one build to the next.
"""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from communs import disk
from communs.findings import CannotWork, text
from communs.pages import Edition, lists, searched
from communs.pages.searched import Searched

FOLDER = "pagefind"
NAMES = "recherche/mots.json"
FACETS = "facettes.json"  # under `/<kind>/`, where the index is split
VOCABULARY = "recherche/vocabulaire.txt"
_ENGINE = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json")


def write(edition: Edition, site_dir: Path) -> None:
    """Put the index of one language in its site, with the names of filters. Raises CannotWork."""
    found = list(searched.records(edition))
    disk.write(site_dir / VOCABULARY, "\n".join(searched.vocabulary(found)).encode())
    with tempfile.TemporaryDirectory(prefix="communs-recherche-") as pages:
        _lay(edition, found, Path(pages))
        _make(Path(pages), site_dir / FOLDER)
    _prune(site_dir / FOLDER, edition.lang)
    ids = {
        _address(path.read_bytes()): path.stem for path in sorted((site_dir / FOLDER / "fragment").iterdir())
    }
    narrowing = dict(searched.facets(edition, found))
    told = {
        "words": searched.words(edition),
        "labels": searched.labels(edition),
        "pages": {id_: narrowing[address] for address, id_ in ids.items()},
    }
    disk.write(site_dir / NAMES, _compact(told))
    for kind, entries, rows in lists.split_indexes(edition):
        cards = [ids[f"{kind}/{entry.id}/"] for entry in entries]
        disk.write(site_dir / kind / FACETS, _compact({"pages": cards, "rows": rows}))


def _compact(told: Mapping[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _address(fragment: bytes) -> str:
    """The address that a part of the index is about: compressed JSON after the engine's mark."""
    plain = gzip.decompress(fragment)
    return str(json.loads(plain[plain.index(b"{") :])["url"]).strip("/") + "/"


def _lay(edition: Edition, found: Sequence[Searched], folder: Path) -> None:
    """Every page as the engine reads it."""
    for record in found:
        place = folder / record.address
        place.mkdir(parents=True)
        (place / "index.html").write_text(searched.document(edition, record), encoding="utf-8")


def _make(pages: Path, index: Path) -> None:
    shutil.rmtree(index, ignore_errors=True)  # its files are named by what they hold: old ones would stay
    command = [
        sys.executable,
        "-m",
        "pagefind_bin",
        "--site",
        str(pages),
        "--output-path",
        str(index),
        "--quiet",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    if done.returncode != 0:
        cause = (done.stderr or done.stdout).strip().rpartition("\n")[2]
        raise CannotWork(text("L’index de la recherche n’a pas pu être fait ({cause}).", cause=cause))


def _prune(index: Path, lang: str) -> None:
    """Leave what browsers ask for: not the engine's own look, nor its other languages."""
    for path in index.iterdir():
        wanted = path.name in (*_ENGINE, f"wasm.{lang}.pagefind") or path.suffix == ".pf_meta"
        if path.is_file() and not wanted:
            path.unlink()
