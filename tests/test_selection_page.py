"""A selection is in its address; the browser keeps it only when asked, and nothing of an address is trusted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser import Open
from tests.test_accessibility import everywhere

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow
TWO = "selection/?fiches=offres/framaspace,offres/mobicoop-covoiturage"
BOTH = ("Framaspace", "Covoiturer avec Mobicoop")


def shows(page: Page, *entries: str) -> None:
    """The page shows a selection of these, in this order: until an entry is read, its address stands for its name."""
    expect(page.locator("#fiches h2")).to_have_text(entries, timeout=30_000)


def test_an_address_is_never_trusted(reader: Open) -> None:
    entries = ("offres/framaspace", "javascript:alert(1)", "//ailleurs.example/x", "offres/../../etc", "inconnus/x",
               "offres/framaspace", "OFFRES/X", "offres/<img src=x>", "offres/mobicoop-covoiturage")  # fmt: skip
    page = reader().page(f"selection/?fiches={','.join(entries)}&titre=<b onclick=alert(1)>ici</b>")
    shows(page, *BOTH)
    assert page.locator("h1").inner_text() == "<b onclick=alert(1)>ici</b>"
    assert page.locator("h1 b").count() == 0
    assert page.url.split("?")[1].startswith("fiches=offres/framaspace,offres/mobicoop-covoiturage&titre=")


def test_what_is_gone_is_said(reader: Open) -> None:
    ours = reader()
    page = ours.page("selection/?fiches=offres/framaspace,offres/rien-de-tel")
    page.get_by_text("Cette fiche n’existe plus, ou a changé d’adresse.").wait_for()
    shows(page, "Framaspace", "offres/rien-de-tel")
    assert len(ours.wrong) == 1 and "404" in ours.wrong.pop()


def test_by_the_keyboard_alone(reader: Open) -> None:
    page = reader().page(TWO)
    shows(page, *BOTH)
    keys, focused = page.keyboard, page.locator(":focus")
    page.locator("#titre").focus()
    for label in ("Framaspace", "Descendre Framaspace"):  # what cannot go up has no stop
        keys.press("Tab")
        assert (focused.get_attribute("aria-label") or focused.inner_text()) == label
    keys.press("Enter")
    shows(page, "Covoiturer avec Mobicoop", "Framaspace")
    assert focused.get_attribute("aria-label") == "Monter Framaspace"
    assert page.locator("#dit").inner_text().replace("\u00a0", " ") == "Framaspace : place 2."
    keys.press("Tab")
    keys.press("Enter")
    shows(page, "Covoiturer avec Mobicoop")
    assert focused.get_attribute("aria-label") == "Retirer Covoiturer avec Mobicoop"
    keys.press("Enter")
    assert focused.inner_text() == "Parcourir les offres"
    assert page.url.endswith("/selection/")


def test_a_browser_keeps_what_it_is_told_and_forgets_it(reader: Open) -> None:
    ours = reader()
    page = ours.page(TWO)
    shows(page, *BOTH)
    assert page.evaluate("localStorage.length") == 0
    page.get_by_role("button", name="Garder dans ce navigateur").click()
    page.get_by_role("button", name="Retirer Framaspace").click()
    page.goto(ours.site.address + "selection/")
    shows(page, "Covoiturer avec Mobicoop")
    page.goto(ours.site.address + "selection/?fiches=offres/framaspace")
    shows(page, "Framaspace")
    assert "Ce navigateur garde une autre sélection." in page.locator("#ou").inner_text()
    page.get_by_role("button", name="Reprendre ma sélection gardée").click()
    shows(page, "Covoiturer avec Mobicoop")
    page.get_by_role("button", name=re.compile("^Oublier")).click()
    assert page.evaluate("localStorage.length") == 0
    page.goto(ours.site.address + "selection/")
    assert page.get_by_text("Votre sélection est vide.").is_visible()
    assert everywhere(page) == []


def test_in_english_french_says_so(reader: Open) -> None:
    page = reader(lang="en").page("en/" + TWO)
    shows(page, *BOTH)
    assert page.locator("#fiches p[lang=fr]").count() == 2
    assert page.locator("#fiches h2 a").first.evaluate("a => a.pathname") == "/en/offres/framaspace/"
    assert page.get_by_role("button", name="Move down Framaspace").is_visible()


def test_without_script_it_says_how_to_do_the_same(reader: Open) -> None:
    ours = reader(javascript=False)
    page = ours.page(TWO)
    said = page.locator("noscript p")  # the driver looks for no text there
    assert said.is_visible() and "gardez une liste des adresses qui vous intéressent" in said.inner_text()
    assert page.locator("#selection").is_hidden()
    page.goto(ours.site.address + "offres/framaspace/")
    assert page.locator(".cm-choisir").is_hidden()
    page.goto(ours.site.address + "affiches/territoires/departement-59/")
    assert page.get_by_role("button", name="Imprimer").count() == 0
    assert page.locator(".cm-affiche h1").is_visible()


def test_paper_has_no_menus_and_says_where_the_page_is(reader: Open) -> None:
    page = reader().page("offres/mobicoop-covoiturage/")
    assert page.locator(".cm-imprime").is_hidden()
    page.emulate_media(media="print")
    for gone in ("header.cm-entete", ".cm-choisir", ".cm-pied nav", ".cm-liens"):
        assert page.locator(gone).first.is_hidden()
    said = page.locator(".cm-imprime").inner_text().replace("\u00a0", " ")
    assert said == "Cette page, à jour : https://communs.example.org/offres/mobicoop-covoiturage/"
    after = page.locator(".cm-action a").first.evaluate("one => getComputedStyle(one, '::after').content")
    assert after == '" (https://www.mobicoop.fr)"'
