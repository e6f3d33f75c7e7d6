"""People look for a thing with the words they have, from any page, and find it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser import PHONE, Open
from tests.test_accessibility import everywhere

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page, Request

pytestmark = pytest.mark.slow
ENTRY = "organisations/la-navette-du-vallon/"
FIELD = "header input[type=search]"
FIRST = 150_000  # bytes, all that the first words typed cost; more than half is Pagefind’s engine


def ask(page: Page, words: str) -> Locator:
    """The links to what was found; the field is typed in as people do."""
    page.locator(FIELD).fill("")
    page.locator(FIELD).press_sequentially(words)
    status(page).filter(has_text=re.compile("[«“].*[»”]")).wait_for()
    page.wait_for_timeout(400)  # the last letters
    return page.locator("#resultats a")


def status(page: Page) -> Locator:
    return page.locator(".cm-panneau [role=status]")


@pytest.mark.parametrize("address", ["", ENTRY])
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("hebergements", "Hébergement coopératif Ouvaton"),
        ("velo", "Livraison à vélo à Lille"),
        ("coopératives", "La Coopérative des Tiers-Lieux"),
    ],
)
def test_accents_and_plurals_are_forgiven(reader: Open, address: str, typed: str, found: str) -> None:
    page = reader().page(address)
    links = ask(page, typed)
    assert found in links.all_inner_texts()
    assert page.locator("#resultats mark").count() > 0


def test_a_result_says_its_kind_its_need_and_its_territory(reader: Open) -> None:
    page = reader().page(ENTRY)
    ask(page, "vélo lille")
    one = page.locator(
        "#resultats li", has=page.get_by_role("link", name="Livraison à vélo à Lille", exact=True)
    )
    assert one.locator(".cm-genre").inner_text() == "Offre"
    badges = one.locator(".cm-badge").all_inner_texts()
    assert badges == ["Payant", "Livrer, transporter des marchandises", "Métropole Européenne de Lille"]
    one.get_by_role("link").click()
    page.wait_for_url("**/offres/lille-bike-livraison/")


def test_a_slip_of_the_hand_is_mended_and_said(reader: Open) -> None:
    page = reader().page()
    links = ask(page, "covoiturge")
    assert "Covoiturer avec Mobicoop" in links.all_inner_texts()
    assert "Voici ce que donne « covoiturage »" in status(page).inner_text().replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("typed", "found", "said"),
    [
        (
            "réparer mon vélo",
            "Livraison et réparation de vélos à Grenoble",
            "résultats pour « réparer mon vélo »",
        ),
        ("d’occasion", "Acheter d’occasion sur Label Emmaüs", "résultats pour « d’occasion »"),
        (
            "téléphone reconditioné",
            "Louer un téléphone ou un ordinateur durable",
            "Voici ce que donne « téléphone »",
        ),
    ],
)
def test_a_sentence_finds_what_holds_its_words(reader: Open, typed: str, found: str, said: str) -> None:
    page = reader().page("regles/")
    links = ask(page, typed)
    assert found in links.all_inner_texts()
    assert said in status(page).inner_text().replace("\u00a0", " ")


def test_nothing_found_says_what_to_loosen(reader: Open) -> None:
    page = reader().page()
    assert ask(page, "zzzqqq").count() == 0
    assert "écrivez-le autrement" in status(page).inner_text()
    page.goto(page.url + "recherche/?mot=velo&type=bouquets")
    status(page).filter(has_text="Enlevez un filtre").wait_for()


def test_an_english_page_finds_english(reader: Open) -> None:
    page = reader(lang="en").page("en/")
    links = ask(page, "minibuses")
    addresses = [link.get_attribute("href") for link in links.all()]
    assert "/en/organisations/la-navette-du-vallon/" in addresses
    assert all(str(address).startswith("/en/") for address in addresses)
    assert re.match("One result|[0-9]+ results", status(page).inner_text())


def test_by_the_keyboard_alone(reader: Open) -> None:
    page = reader().page(ENTRY)
    keys = page.keyboard
    for _ in range(6):
        keys.press("Tab")
        if page.locator(f"{FIELD}:focus").count():
            break
    keys.type("velo")
    status(page).filter(has_text="velo").wait_for()
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    assert page.locator("#resultats li:nth-child(2) a:focus").count() == 1
    keys.press("ArrowUp")
    keys.press("Escape")
    assert page.locator(f"{FIELD}:focus").count() == 1
    assert page.locator("#resultats").is_hidden()
    keys.type(" l")
    page.locator("#resultats a").first.wait_for()
    keys.press("Enter")
    page.wait_for_url("**/recherche/?mot=velo+l")
    page.locator("#resultats a").first.wait_for()
    page.locator(FIELD).focus()
    keys.press("ArrowDown")
    name = page.locator("#resultats a:focus").inner_text()
    keys.press("Enter")
    page.wait_for_url(re.compile("(?<!recherche/)$"))
    page.locator("h1", has_text=name).wait_for()


def test_an_address_can_be_shared_with_its_filters(reader: Open) -> None:
    page = reader().page("recherche/?mot=v%C3%A9lo&type=offres&territoire=region-32")
    page.locator("#resultats a").first.wait_for()
    assert {*page.locator("#resultats .cm-genre").all_inner_texts()} == {"Offre"}
    assert "Livraison à vélo à Lille" in page.locator("#resultats a").all_inner_texts()
    assert "Livraison à vélo à Bordeaux" not in page.locator("#resultats a").all_inner_texts()
    page.locator("select[name=territoire]").select_option("France")
    page.get_by_role("button", name="Tout").click()
    page.wait_for_url("**/recherche/?mot=v%C3%A9lo&territoire=france")


def test_nothing_comes_before_the_first_key(reader: Open) -> None:
    page = reader().page("regles/")
    came: list[Request] = []
    page.on(
        "requestfinished", lambda request: came.append(request)
    )  # weights seen from the page leave out those of workers
    page.goto(page.url)
    page.locator(FIELD).focus()
    page.wait_for_load_state("networkidle")
    assert [one.url for one in came if re.search("search|recherche|pagefind", one.url)] == []
    came.clear()
    ask(page, "velo")
    page.wait_for_load_state("networkidle")
    weights = {one.url: one.sizes()["responseBodySize"] for one in came}
    assert any(url.endswith(".pf_index") for url in weights)
    assert sum(weights.values()) <= FIRST, weights


@pytest.mark.parametrize("address", [ENTRY, "en/" + ENTRY, ""])
def test_without_script_the_field_leads_to_lists(reader: Open, address: str) -> None:
    page = reader(javascript=False).page(address)
    page.locator(FIELD).fill("velo")
    page.locator(FIELD).press("Enter")
    page.wait_for_url("**/recherche/?mot=velo")
    main = page.locator("main")
    lang = "en/" if address.startswith("en/") else ""
    for wanted in ("besoins/se-deplacer/", "offres/", "territoires/region-32/"):
        link = main.locator(f'a[href$="/{wanted}"]').first
        assert link.evaluate("link => link.href").endswith(f"/{lang}{wanted}")
        assert link.is_visible()


@pytest.mark.parametrize("address", [ENTRY, "recherche/", "en/"])
def test_results_are_accessible(reader: Open, address: str) -> None:
    page = reader().page(address)
    ask(page, "mobicoop")
    assert everywhere(page) == []


def test_results_fit_a_phone(reader: Open) -> None:
    page = reader(PHONE).page(ENTRY)
    ask(page, "velo")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE
    box = page.locator(".cm-panneau").bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= PHONE


def test_paper_shows_no_field(reader: Open) -> None:
    page = reader().page(ENTRY)
    page.emulate_media(media="print")
    assert page.locator(FIELD).is_hidden()
