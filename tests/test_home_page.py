"""From the home page, each finds their way: by a word, by a need, by who they are; with the keyboard too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser import DESKTOP, PHONE, Open, click_through

if TYPE_CHECKING:
    from playwright.sync_api import Locator

pytestmark = pytest.mark.slow
FIELD = "header input[type=search]"


def test_an_officer_reads_how_others_helped_and_whom_to_write_to(reader: Open) -> None:
    """Tour 3, from the home page to a worked example."""
    page = reader().page()
    click_through(page.get_by_role("link", name="Collectivité", exact=True))
    assert page.locator("h1").inner_text().replace("\u00a0", " ") == "Collectivités : six façons d’aider"
    page.get_by_role("link", name=re.compile("^Entrer au capital")).click()
    assert page.url.endswith("/collectivites/#entree-au-capital")
    example = page.locator("#entree-au-capital .cm-exemple", has_text="Seine-Saint-Denis").first
    assert re.search(r"25\s000\s€", example.inner_text())
    assert example.get_by_role("link", name="affiches-parisiennes.com").is_visible()
    asked = example.locator(".cm-ecrire a")
    assert asked.get_attribute("href") == "#a-qui-ecrire"
    asked.click()
    assert (
        page.locator("#a-qui-ecrire").get_by_role("link", name="catalogue@communs.example.org").is_visible()
    )
    example.get_by_role("link", name=re.compile("Maze")).click()
    page.wait_for_url("**/cooperations/departement-seine-saint-denis--maze/")
    assert re.search(r"25\s000", page.locator("#contenu").inner_text())


def test_a_resident_goes_from_a_need_to_an_offer_in_two_clicks(reader: Open) -> None:
    page = reader(width=PHONE).page()
    click_through(page.get_by_role("link", name=re.compile(r"^Se déplacer\s+\d+ offres")))
    click_through(page.get_by_role("link", name="Covoiturer avec Mobicoop"))
    assert page.get_by_role("link", name=re.compile("^Utiliser")).first.is_visible()


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_on_a_phone_the_question_its_field_and_needs_stand_above_the_fold(reader: Open, lang: str) -> None:
    page = reader(width=PHONE, lang=lang).page("" if lang == "fr" else "en/")
    seen = [page.get_by_role("heading", level=1), page.locator(FIELD), page.locator(".cm-raccourcis a").first]
    tops = [_bottom(one) for one in (*seen, page.locator(".cm-tuile").nth(3))]
    assert tops == sorted(tops)
    assert tops[-1] < 844
    assert page.locator("input[type=search]").count() == 1
    question = "De quoi avez-vous besoin" if lang == "fr" else "What do you need"
    assert page.get_by_role("searchbox", name=question).count() == 1


def _bottom(found: Locator) -> float:
    box = found.bounding_box()
    assert box is not None
    return box["y"] + box["height"]


def test_the_keyboard_reads_the_menu_then_the_question_then_the_needs(reader: Open) -> None:
    page = reader(width=DESKTOP).page()
    names = []
    for _ in range(20):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))
    told = ["Aller au contenu", "Besoins", "Contribuer", "mot"]
    places = [names.index(name) for name in told]
    assert places == sorted(places)
    assert names[places[-1] + 2].startswith("Se déplacer")  # after the button of the field


def test_without_a_script_every_way_in_is_there(reader: Open) -> None:
    page = reader(javascript=False).page()
    for name in (
        "Habitant, habitante",
        "Tiers-lieu",
        "Collectivité",
        "Financeur",
        "Ajouter mon organisation",
    ):
        assert page.get_by_role("link", name=name, exact=True).is_visible()
    page.locator(".cm-chez-moi-regions summary").click()
    assert page.get_by_role("link", name="Hauts-de-France", exact=True).is_visible()
    page.goto(page.url + "collectivites/")
    page.locator(".cm-suite summary").first.click()
    assert page.locator(".cm-suite .cm-exemple").first.is_visible()
