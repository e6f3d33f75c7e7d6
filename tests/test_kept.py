"""What the package alone decides is made once, and made again when the package changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from communs import engine, kept
from communs.exports import forms

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _own_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COMMUNS_CACHE")


def test_it_is_the_same_from_the_cache(tmp_path: Path) -> None:
    made = dict(kept.common(tmp_path))
    assert made == dict(forms.common()) == dict(kept.common(tmp_path))
    assert "assets/engine/form.mjs" in made
    assert len(list((tmp_path / ".cache" / "navigateurs").iterdir())) == 1


def test_a_change_of_the_package_or_a_cut_file_makes_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = dict(kept.common(tmp_path))
    (place,) = (tmp_path / ".cache" / "navigateurs").iterdir()
    place.write_text("{", encoding="utf-8")
    assert dict(kept.common(tmp_path)) == made
    monkeypatch.setattr(engine, "_APART", {})
    monkeypatch.setattr(kept, "_digest", lambda: "changed")
    engine.files.cache_clear()
    assert dict(kept.common(tmp_path)).keys() < made.keys()
    assert [one.name for one in place.parent.iterdir()] == ["changed.json"]
    engine.files.cache_clear()


def test_catalogues_may_share_what_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMUNS_CACHE", str(tmp_path / "commun"))
    made = dict(kept.common(tmp_path / "un"))
    monkeypatch.setattr(forms, "common", lambda: pytest.fail("it was made twice"))
    assert dict(kept.common(tmp_path / "deux")) == made


def test_where_nothing_can_be_written_it_is_made_all_the_same(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_text("", encoding="utf-8")
    assert dict(kept.common(tmp_path)) == dict(forms.common())
