"""The index of a catalogue: complete, the same each time, and whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from communs import searching
from communs.findings import CannotWork
from tests.test_building import tree
from tests.test_pages import TEXTS, edition

pytestmark = pytest.mark.slow


def test_the_same_catalogue_gives_the_same_index(tmp_path: Path) -> None:
    for number in range(4):
        searching.write(edition(TEXTS), tmp_path / str(number))
    first = tree(tmp_path / "0")
    assert all(tree(tmp_path / str(number)) == first for number in range(1, 4))


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_an_index_holds_what_a_browser_asks_for_and_nothing_more(tmp_path: Path, lang: str) -> None:
    searching.write(edition(TEXTS, lang), tmp_path)
    beside = {path.name for path in (tmp_path / "pagefind").iterdir() if path.is_file()}
    meta = {name for name in beside if name.endswith(".pf_meta")}
    assert len(meta) == 1
    engine = {"pagefind.js", "pagefind-worker.js", "pagefind-entry.json", f"wasm.{lang}.pagefind"}
    assert beside - meta == engine
    told = json.loads((tmp_path / "recherche" / "mots.json").read_bytes())
    fragments = {path.stem for path in (tmp_path / "pagefind" / "fragment").iterdir()}
    assert told["pages"].keys() == fragments
    assert told["words"]["everything"] == {"fr": "Tout", "en": "All"}[lang]


def test_an_engine_that_fails_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching.sys, "executable", "/bin/false")
    with pytest.raises(CannotWork, match="L’index de la recherche n’a pas pu être fait"):
        searching.write(edition(TEXTS), tmp_path)
    assert not (tmp_path / "pagefind").exists()
