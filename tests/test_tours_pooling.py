"""Two tours: backup space for a small co-operative (5); who signed, what each pledged, whether it was kept (9)."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser import DESKTOP, PHONE, Open, violations
from tests.form_page import Form, follow

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow
POOL = "mutualisations/sauvegarde-de-serveurs/"
OFFER = "ressources/sauvegarde-du-vallon/"
NEW = "contribuer/nouvelle-fiche/ressources/"


def found(page: Page, words: str, address: str) -> None:
    """Type in the header's search and open one of its results."""
    page.locator("input[type=search]:visible").first.fill(words)
    page.locator(f'#resultats a[href*="{address}"]').first.click()
    page.wait_for_url(f"**/{address}")


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_5_the_pool_is_found_with_its_state_and_how_to_join(reader: Open, width: int) -> None:
    page = reader(width).page()
    found(page, "sauvegarde", POOL)
    main = page.locator("main")
    assert "Amorçage" in main.inner_text()
    assert "Qui y participe reste à préciser." in main.inner_text()
    assert violations(page) == []
    letter = urlsplit(
        main.locator('section[aria-labelledby="rejoindre"] a[href^="mailto:"]').get_attribute("href") or ""
    )
    assert "Sauvegarde mutualisée de serveurs" in parse_qs(letter.query)["subject"][0]


def test_5_or_an_offer_that_is_there_answers(reader: Open) -> None:
    page = reader(PHONE, javascript=False).page("mutualiser/")
    page.locator('main a[href="#ressources-informatiques"]').first.click()
    assert "même territoire" not in page.locator("#materiel").inner_text()
    assert "de mars à juin 2027" in page.locator("#ressources-informatiques").inner_text()
    assert "Une salle pour vingt personnes" not in page.locator("main").inner_text()
    follow(page, OFFER)
    facing = page.locator('section[aria-labelledby="en-face"]')
    assert "Un endroit où garder nos copies de sauvegarde" in facing.inner_text()
    assert page.locator('.cm-bref a[href^="mailto:contact@atelier.example.org?subject="]').count() == 1


def test_5_or_one_offers_disk_space(reader: Open) -> None:
    page = reader().page(POOL)
    page.locator(f'main a[href*="{NEW}?sens=propose"]').first.click()
    form = Form(page).ready()
    assert form.control("sens").input_value() == "propose"
    assert form.control("type").input_value() == "ressources-informatiques"


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_9_who_signed_what_each_pledged_and_whether_it_was_kept(reader: Open, lang: str) -> None:
    page = reader(PHONE, lang=lang).page(("" if lang == "fr" else "en/") + "declarations/")
    follow(page, "declarations/declaration-du-vallon/")
    told = page.locator('section[aria-labelledby="signataires"]')
    words = told.inner_text().replace("\u00a0", " ")
    assert (
        "5 engagements : 1 annoncé, 1 en cours, 2 tenus, 1 abandonné"
        if lang == "fr"
        else "5 pledges: 1 announced"
    ) in words
    row = told.locator("tr", has_text="Deux jours pour mesurer le poids de nos pages.")
    assert ("Tenu" if lang == "fr" else "Kept") in row.inner_text()
    assert row.locator('a[href="https://atelier.example.org/mesure"]').count() == 1
    assert told.locator('a[href="https://atelier.example.org/conseil"]').count() == 1
    assert violations(page) == []
    with page.expect_download() as download:
        told.locator('a[href$="donnees/signatures.csv"]').click()
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text(encoding="utf-8-sig"))))
    assert {row["organisation"] for row in rows} == {"l-atelier-du-vallon", "la-radio-du-vallon"}
    page.goto(page.url.replace("declarations/declaration-du-vallon", "objectifs/sobriete-numerique"))
    assert violations(page) == []
