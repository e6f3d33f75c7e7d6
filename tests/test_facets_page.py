"""People narrow an index until they find: by ticking, by the keyboard, from a shared address, without script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import FORGE, PHONE, Open, Site, click_through, serving, settings, violations, weighed
from tests.test_accessibility import everywhere

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.slow
MANY = 320
INDEX = 130_000  # bytes, an index of 300 entries with all that it loads
OFFER = """\
nom: Trajet numéro {n:03}
resume: Un trajet inventé, le numéro {n}.
portee_par: [la-navette-du-vallon]
besoins: [{need}]
territoires: [{place}]
lien: https://navette.example.org/trajet-{n}
frais: {price}
verifie_le: 2026-11-02
"""


def box(page: Page, facet: str, value: str) -> Locator:
    return page.locator(f"#filtres input[name={facet}][value={value}]")


def count(page: Page, facet: str, value: str) -> int:
    return int(page.locator(f"#filtres li:has(input[name={facet}][value={value}]) .cm-nombre").inner_text())


def text(one: Locator) -> str:
    return one.inner_text().replace("\u00a0", " ")


def status(page: Page) -> str:
    return text(page.locator("#compte"))


def shows(page: Page, cards: int) -> None:
    page.wait_for_function(f"document.querySelectorAll('#liste .cm-carte').length === {cards}")


def cards(page: Page) -> list[str]:
    return page.locator("#liste .cm-carte-nom").all_inner_texts()


def number(page: Page) -> int:
    return int(status(page).split()[0])


def test_from_all_offers_to_one_that_comes_to_lille(reader: Open) -> None:
    """The second half of tour 1."""
    page = reader().page("offres/")
    whole = len(cards(page))
    expected = count(page, "besoin", "se-deplacer")
    box(page, "besoin", "se-deplacer").check()
    assert status(page) == f"{expected} offres pour se déplacer"
    assert len(cards(page)) == expected < whole
    expected = count(page, "territoire", "region-32")
    box(page, "territoire", "region-32").check()
    told = re.fullmatch(
        r"(\d+) offres pour se déplacer dans les Hauts-de-France, dont (\d+) qui viennent de plus large",
        status(page),
    )
    assert told and int(told[1]) == expected == len(cards(page))
    page.wait_for_url("**/offres/?besoin=se-deplacer&territoire=region-32")
    page.locator(".cm-large input").uncheck()
    assert number(page) == expected - int(told[2])
    page.get_by_role("button", name="Sans ce qui vient de plus large").click()
    assert number(page) == expected
    assert everywhere(page) == []

    click_through(page.locator("#liste .cm-carte", has_text="Covoiturer avec Mobicoop").get_by_role("link"))
    assert page.get_by_text("Gratuit").count() and page.get_by_role("link", name="Utiliser").count()
    page.go_back()
    assert len(cards(page)) == expected
    page.go_back()  # what was unticked, ticked and unticked again
    page.go_back()
    page.go_back()
    page.wait_for_url("**/offres/?besoin=se-deplacer")
    page.wait_for_function("document.querySelector('#compte').textContent.endsWith('se déplacer')")
    page.go_back()
    shows(page, whole)
    page.go_forward()
    page.wait_for_function("document.querySelector('#compte').textContent.endsWith('se déplacer')")
    assert box(page, "besoin", "se-deplacer").is_checked()


def test_a_shared_address_with_several_values(reader: Open) -> None:
    page = reader().page("offres/?besoin=se-deplacer&besoin=se-nourrir&frais=gratuit&frais=inconnu")
    assert re.fullmatch(r"\d+ offres pour se déplacer ou pour se nourrir \(Gratuit\)", status(page))
    assert page.locator(".cm-actifs button").count() == 4
    before = cards(page)
    page.reload()
    assert cards(page) == before
    page.get_by_role("button", name="Enlever ce filtre : Gratuit").click()
    assert len(cards(page)) > len(before)
    page.locator(".cm-actifs button:focus").wait_for()
    page.get_by_role("button", name="Tout effacer").click()
    page.wait_for_url("**/offres/")
    page.locator(".cm-actifs:empty").wait_for(state="attached")


def test_nothing_fits_and_what_to_loosen(reader: Open) -> None:
    page = reader().page("offres/?besoin=se-nourrir&frais=prix-libre")
    assert number(page) == 0
    assert "Aucune fiche n’a tout cela à la fois." in page.locator(".cm-vide").inner_text()
    way = page.locator(".cm-desserrer button").first
    assert violations(page) == []
    gives = re.search(r"(\d+) offres?$", way.inner_text())
    way.click()
    assert gives and len(cards(page)) == number(page) == int(gives[1])


def test_a_long_list_of_values_can_be_searched(reader: Open) -> None:
    page = reader().page("organisations/")
    places = page.locator("[data-champ=territoire]")
    places.get_by_text("Tout montrer").click()
    places.get_by_label("Trouver dans cette liste").fill("métropole eur")
    assert places.locator("details li:visible").all_inner_texts() != []
    assert all("Métropole Eur" in one for one in places.locator("details li:visible").all_inner_texts())


def test_on_a_phone_by_the_keyboard_alone(reader: Open) -> None:
    page = reader(PHONE).page("offres/")
    assert page.locator("#filtres").is_hidden()
    first = page.locator("#liste .cm-carte").first.bounding_box()
    assert first and first["y"] + 80 < 844  # on the first screen
    page.get_by_role("button", name="Filtrer").focus()
    keys = page.keyboard
    keys.press("Enter")
    page.locator("#filtres").wait_for()
    for _ in range(8):
        keys.press("Tab")
        if page.locator("#filtres input:focus").count():
            break
    keys.press("Space")
    assert violations(page) == []
    assert text(page.locator("#voir")) == f"Voir : {number(page)} offres"
    keys.press("Escape")
    assert page.get_by_role("button", name="Filtrer").inner_text().split() == ["Filtrer", "1"]
    assert page.get_by_role("button", name="Filtrer").evaluate("one => one === document.activeElement")
    assert len(cards(page)) == number(page)
    keys.press("Enter")
    page.locator("#voir").focus()
    keys.press("Tab")  # out of the panel, which hides nothing of what follows
    page.locator("#filtres").wait_for(state="hidden")
    for _ in range(9):
        keys.press("Tab")
        if page.locator("#liste .cm-carte a:focus").count():
            break
    name = page.locator("#liste a:focus").inner_text()
    keys.press("Enter")
    page.locator("h1", has_text=name).wait_for()


def test_without_script_filters_are_links_to_whole_lists(reader: Open) -> None:
    page = reader(javascript=False).page("offres/")
    free = page.locator("#filtres a[data-valeur=gratuit]")
    told = int(free.locator(".cm-nombre").inner_text())
    click_through(free)
    assert text(page.locator("h1")) == "Offres : Gratuit"
    assert len(cards(page)) == number(page) == told
    click_through(page.locator(".cm-fil").get_by_role("link", name="Offres"))
    need = page.locator("#filtres a[data-valeur=se-deplacer]")
    told = int(need.locator(".cm-nombre").inner_text())
    click_through(need)
    assert page.locator("#offres .cm-carte").count() == told
    page = reader(PHONE, javascript=False).page("en/offres/")
    page.get_by_role("button", name="Filter").click()
    page.locator("#filtres a[data-valeur=payant]").click()
    assert text(page.locator("h1")) == "Offers: Paid"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """More offers than one page shows, all invented; in French alone."""
    root = tmp_path_factory.mktemp("large") / "catalogue"
    folder: Path = root / "catalogue" / "offres"
    folder.mkdir(parents=True)
    for n in range(MANY):
        need = ("se-deplacer", "se-nourrir", "se-loger")[n % 3]
        place = ('"departement:26"', "france")[n % 2]
        price = ("gratuit", "payant", "prix-libre", "sur-adhesion")[n % 4]
        text = OFFER.format(n=n, need=need, place=place, price=price)
        (folder / f"trajet-{n}.yml").write_text(text, encoding="utf-8")
    told = settings("github", FORGE).replace("langues: [fr, en]", "langues: [fr]")
    with serving(root, told, entries=False) as served:
        yield served


def test_above_300_entries_the_search_index_answers(reader: Open, large: Site) -> None:
    page = reader(site=large).page()
    with weighed(page) as weights:
        page.goto(large.address + "offres/")
        page.wait_for_load_state("networkidle")
    assert sum(weights.values()) <= INDEX, weights
    assert not [url for url in weights if "pagefind" in url or "facettes.json" in url]
    assert page.get_by_role("link", name="Page suivante").count() == 1
    expected = count(page, "frais", "prix-libre")
    box(page, "frais", "prix-libre").check()
    page.wait_for_function(f"document.querySelector('#compte').textContent.startsWith('{expected} ')")
    assert expected == MANY // 4
    shows(page, 24)
    assert page.locator(".cm-pages").is_hidden()
    page.get_by_role("button", name="Montrer la suite").click()
    shows(page, 48)
    page.locator("#liste li:nth-child(25) a:focus").wait_for()
    expected = count(page, "besoin", "se-loger")
    box(page, "besoin", "se-loger").check()
    page.wait_for_function(
        f"document.querySelector('#compte').textContent === '{expected} offres pour se loger (Prix libre)'"
    )
    page.wait_for_function(
        "document.querySelector('#liste .cm-carte-nom').textContent === 'Trajet numéro 002'"
    )
    assert everywhere(page) == []
    page.locator("#liste .cm-carte a").first.click()
    page.wait_for_url("**/offres/trajet-2/")
    page.go_back()
    page.wait_for_function(
        "document.querySelector('#liste .cm-carte-nom').textContent === 'Trajet numéro 002'"
    )
    page.get_by_role("button", name="Tout effacer").click()
    shows(page, 300)
    assert page.get_by_role("link", name="Page suivante").is_visible()
