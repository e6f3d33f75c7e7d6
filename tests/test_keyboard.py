"""The first tour of members, by the keyboard alone: from the home page to a file."""

from __future__ import annotations

import pytest

from tests.browser import Open, Site
from tests.form_page import Form
from tests.test_tours_members import CONFIRMED, FILE, NEW, ORGANISATION

pytestmark = pytest.mark.slow
HERE = """([selector, end]) => document.activeElement.matches(selector)
  && (!end || document.activeElement.href.endsWith(end))"""


def test_an_organisation_is_proposed_without_a_pointer(reader: Open, site: Site) -> None:
    page = reader().page()
    keys = page.keyboard

    def reach(selector: str, end: str = "") -> None:
        for _ in range(300):
            keys.press("Tab")
            if page.evaluate(HERE, [selector, end]):
                return
        raise AssertionError(f"the Tab key never reaches {selector}{end}")

    def type_in(path: str, words: str) -> None:
        reach(f'#fiche [data-path="{path}"] [name]')
        keys.type(words)

    for address in ("contribuer/", NEW, f"{NEW}organisations/"):
        reach("a", address)
        keys.press("Enter")
        page.wait_for_url(f"**/{address}")
    form = Form(page).ready()
    type_in("nom", ORGANISATION["nom"])
    type_in("resume", ORGANISATION["resume"])
    type_in("famille.0", "Coop")  # the letters of a choice choose it
    type_in("territoires.0", "Drôme")
    page.locator("#propositions [role=option]").first.wait_for()
    keys.press("ArrowDown")
    keys.press("Enter")
    type_in("site_web", "sur la place")
    reach("#fiche [type=submit]")
    keys.press("Enter")
    page.locator("#fautes:focus").wait_for()
    reach("#fautes a")
    keys.press("Enter")
    page.locator('#fiche [name="site_web"]:focus').wait_for()
    keys.press("ControlOrMeta+a")
    keys.type(ORGANISATION["site_web"])
    form.comes_to(CONFIRMED)
    reach("#envoi [name=_voie]")
    keys.press("ArrowUp")  # from the first way around to the last
    page.locator('#envoi [value="fichier"]:checked').wait_for()
    reach("#envoi [data-fichier]")
    with page.expect_download() as coming:
        keys.press("Enter")
    assert coming.value.suggested_filename == "le-four-du-hameau.yml"
    site.accepts({FILE: form.yaml()})
