"""A page filled into the shared shell is, byte for byte, the page that the theme renders in full."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jinja2
import pytest

from communs import building
from communs.shell import Shells
from tests.conftest import real

ROOT = Path(__file__).parent.parent


class Recorder(Shells):
    made: list[Shells] = []  # noqa: RUF012 - the class itself collects

    def __init__(self, template: jinja2.Template) -> None:
        super().__init__(template)
        Recorder.made.append(self)


class InFull(Shells):
    def render(self, context: Mapping[str, Any]) -> str:
        return self.template.render(context)


@pytest.mark.slow
def test_every_page_of_the_real_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checked = real()
    for name, shells in (("vite", Recorder), ("entier", InFull)):
        monkeypatch.setattr("communs.site.Shells", shells)
        building.site(checked, tmp_path / name, ["fr"], jobs=1, clean=True)
    assert all(shell is not None for shells in Recorder.made for shell in shells.shells.values())
    quick = {path.relative_to(tmp_path / "vite"): path for path in (tmp_path / "vite").rglob("*.html")}
    assert len(quick) > 500
    for name, path in quick.items():
        assert path.read_bytes() == (tmp_path / "entier" / name).read_bytes(), name
