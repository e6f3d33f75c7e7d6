"""A resident looks for what is near home: by the commune or the need, with or without a script, by keyboard, in English."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser import PHONE, Open, violations
from tests.form_page import follow

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request

pytestmark = pytest.mark.slow
FIELD = "#commune"
PROPOSED = "#propositions [role=option]"
SAID = ".cm-chez-moi [role=status]"
NOTE = ".cm-tete [role=status]"
OFFER = "offres/mobicoop-covoiturage/"
LINK = "https://www.mobicoop.fr"
HERE = """([selector, end]) => document.activeElement.matches(selector)
  && (!end || document.activeElement.href.endsWith(end))"""


def reach(page: Page, selector: str, end: str = "") -> None:
    """The Tab key, until it comes there."""
    for _ in range(300):
        page.keyboard.press("Tab")
        if page.evaluate(HERE, [selector, end]):
            return
    raise AssertionError(f"the Tab key never reaches {selector} {end}")


def tells_cost_and_link(page: Page, cost: str) -> None:
    page.wait_for_url(f"**/{OFFER}")
    assert cost in page.locator("main").inner_text()
    assert page.locator(f'main a[href^="{LINK}"]').first.is_visible()


def test_from_home_to_a_shared_car_in_three_clicks(reader: Open) -> None:
    page = reader().page()
    page.locator(FIELD).fill("lille")
    page.locator(PROPOSED, has_text="Nord (59)").click()
    page.wait_for_url("**/territoires/commune-59350/")
    need = page.locator("#se-deplacer")
    line = need.locator("li", has=page.locator(f'a[href$="{OFFER}"]'))
    assert "Gratuit" in line.inner_text()
    assert "France" in line.inner_text()  # national, and it comes to Lille too
    follow(page, OFFER)
    tells_cost_and_link(page, "Gratuit")


def test_from_home_by_the_need(reader: Open) -> None:
    page = reader().page()
    for address in ("besoins/se-deplacer/", OFFER):
        follow(page, address)
    tells_cost_and_link(page, "Gratuit")


def test_by_keyboard_alone_with_what_is_said(reader: Open) -> None:
    asked: list[str] = []
    one = reader(PHONE)
    one.context.on("request", lambda request: asked.append(_file(request)))
    page = one.page()
    reach(page, FIELD)
    assert not {"territoires.json", "pages.json"} & {*asked}  # nothing before the first key
    page.keyboard.type("59280")
    page.locator(PROPOSED).nth(1).wait_for()
    assert page.locator(PROPOSED).all_inner_texts() == ["Armentières\nNord (59)", "Bois-Grenier\nNord (59)"]
    assert page.locator(SAID).inner_text() == "2 propositions, à parcourir avec les flèches."
    field = page.locator(FIELD)
    assert field.get_attribute("aria-expanded") == "true"
    assert violations(page) == []
    page.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == "proposition-1"
    page.keyboard.press("Enter")
    page.wait_for_url("**/territoires/epci-200093201/?commune=59088")
    page.locator(NOTE).wait_for()
    assert page.locator(NOTE).inner_text().replace("\u00a0", " ") == (
        "Pour Bois-Grenier : voici ce qui se trouve dans « Métropole Européenne de Lille ». "
        "Aucune fiche ne nomme encore Bois-Grenier."
    )
    assert violations(page) == []
    reach(page, "main a", OFFER)
    page.keyboard.press("Enter")
    tells_cost_and_link(page, "Gratuit")
    reach(page, f'main a[href^="{LINK}"]')


def _file(request: Request) -> str:
    return request.url.rpartition("/")[2]


def test_what_cannot_be_found_or_read_is_said(reader: Open) -> None:
    page = reader().page("territoires/?lieu=%3Cimg%20src=x%20onerror=alert(1)%3E")
    page.locator(SAID, has_text="Aucune commune française trouvée").wait_for()
    for hostile in ("commune=%3Cscript%3E", "commune=75056", "commune=__proto__", "region=..%2F..%2Fx"):
        page.goto(f"{page.url.partition('territoires/')[0]}territoires/region-32/?{hostile}")
        page.wait_for_load_state("networkidle")
        assert page.locator(NOTE).count() == 0
    page.route("**/assets/formulaires/territoires.json", lambda route: route.fulfill(body=""))
    page.locator(FIELD).fill("Lille")
    page.locator(SAID, has_text="La liste des communes n’a pas pu se charger.").wait_for()
    page.unroute("**/assets/formulaires/territoires.json")
    page.locator(FIELD).fill("Lill")
    page.locator(PROPOSED).first.wait_for()


def test_without_javascript_by_keyboard_in_english_on_a_phone(reader: Open) -> None:
    page = reader(PHONE, javascript=False, lang="en").page("en/")
    assert not page.locator(FIELD).is_visible()
    reach(page, "main summary")
    page.keyboard.press("Enter")
    for address in ("territoires/region-32/", OFFER):
        reach(page, "main a", address)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/en/{address}")
    tells_cost_and_link(page, "Free of charge")


def test_the_search_of_the_header_finds_the_territory(reader: Open) -> None:
    page = reader().page("recherche/?mot=lille")
    first = page.locator("#resultats a").first
    first.wait_for()
    assert first.get_attribute("href").endswith("/territoires/commune-59350/")  # type: ignore[union-attr]
    for typed, address in (("59000", "commune-59350"), ("armentieres", "epci-200093201")):
        page.goto(page.url.partition("recherche/")[0] + f"recherche/?mot={typed}")
        page.locator(f'#resultats a[href$="/territoires/{address}/"]').wait_for()
