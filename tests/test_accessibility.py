"""axe, the judge of accessibility, finds nothing to say of the pages on which people write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser import DESKTOP, PHONE, Open, violations
from tests.conftest import ROOT
from tests.form_page import Form

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow
KINDS = sorted(path.parent.name for path in (ROOT / "schemas").glob("*/schema.json"))
FORM = "contribuer/nouvelle-fiche/{}/"
PAGES = [
    "contribuer/",
    "contribuer/nouvelle-fiche/",
    "contribuer/champs/",
    "contribuer/champs/organisations/",
    "contribuer/mes-fiches/",
    "contribuer/mes-fiches/la-navette-du-vallon/",
    "retrait/",
    "recherche/",
    "organisations/la-navette-du-vallon/",
    "organisations/l-epicerie-du-vallon/",
    "declarations/declaration-du-forum-2022/",
]


def everywhere(page: Page) -> list[str]:
    """What axe finds at both widths, light and dark."""
    found = []
    for width in (DESKTOP, PHONE):
        page.set_viewport_size({"width": width, "height": 844})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found += [f"{width} {scheme} {line}" for line in violations(page)]
    return found


@pytest.mark.parametrize("address", PAGES)
def test_a_page(reader: Open, address: str) -> None:
    assert everywhere(reader().page(address)) == []


@pytest.mark.parametrize("kind", [*KINDS, "en/organisations"])
def test_a_form_with_all_its_fields_open(reader: Open, kind: str) -> None:
    lang, _, name = kind.rpartition("/")
    page = reader(lang=lang or "fr").page((f"{lang}/" if lang else "") + FORM.format(name))
    Form(page).ready().unfold()
    assert everywhere(page) == []


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_form_with_mistakes_and_all_ways_to_send(reader: Open, lang: str) -> None:
    page = reader(lang=lang).page(("" if lang == "fr" else "en/") + FORM.format("organisations"))
    form = Form(page).ready()
    form.write("nom", "x")
    form.write("site_web", "sur la place")
    form.faults()
    assert everywhere(page) == []
