"""Entry pages in a real browser: odd entries fit both widths, tours 4 and 7 are walked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communs.pages import entry
from tests.browser import DESKTOP, PHONE, Open, violations
from tests.test_entry_page import ALL
from tests.test_entry_page import edition as edition_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow

HEAD = """\
portee_par: [essai]
besoins: [se-deplacer]
territoires: [france]
lien: https://essai.example
verifie_le: 2026-10-01
"""
LONG = "Un long paragraphe de huit mots, pas plus. " * 1000
ODD = {
    "offres/seule": "nom: Seulement le nécessaire\nresume: Rien de plus.\n" + HEAD,
    "offres/longue": f"nom: {'Interminable' * 16}\nresume: {'Sans' * 60}\n{HEAD}description: {LONG}\n",
    "offres/droite": f"nom: مشاركة السيارة\nresume: سيارة مشتركة في الحي.\n{HEAD}frais_precisions: مجاني\n",
}
WIDER = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
PUT = "html => { document.querySelector('article').outerHTML = html }"


def _alignment(page: Page, selector: str) -> str:
    """On which side the first line of a text starts."""
    return page.evaluate(
        """selector => {
          const node = document.querySelector(selector), range = document.createRange();
          range.selectNodeContents(node);
          const text = range.getClientRects()[0], box = node.getBoundingClientRect();
          return Math.abs(text.left - box.left) < 2 ? "left" : "right";
        }""",
        selector,
    )


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_odd_entries_look_right(reader: Open, width: int) -> None:
    page = reader(width, dark=width == PHONE).page("offres/mobicoop-covoiturage/")
    known = edition_of(ALL | ODD)
    for ref in (*ODD, "organisations/essai", "lieux/cafe", "communs/agenda", "bouquets/bouquet"):
        kind, identifier = ref.split("/")
        page.evaluate(PUT, entry.page(known, known.catalogue.entries[kind, identifier]).body())
        assert not page.evaluate(WIDER), ref
        assert violations(page) == [], ref
        sides = (
            {selector: _alignment(page, selector) for selector in ("h1", ".cm-chapeau")}
            if kind == "offres"
            else {}
        )
        assert set(sides.values()) <= {"right" if identifier == "droite" else "left"}, ref


def test_a_funder_compares_three_organisations(reader: Open) -> None:
    """Tour 4."""
    one = reader()
    seen = []
    for name in ("mobicoop", "enercoop", "coopcycle"):
        labels = one.page(f"organisations/{name}/").locator(".cm-bref dt").all_inner_texts()
        seen.append(labels[labels.index("Membre de") :])
    assert seen[0] == seen[1] == seen[2]
    assert seen[0] == ["Membre de", "Chiffres", "Communs maintenus", "Propose et cherche", "Confirmée le"]


def test_a_researcher_takes_everything(reader: Open) -> None:
    """Tour 7."""
    page = reader().page("donnees/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tout télécharger (CSV)").click()
    assert download.value.suggested_filename == "catalogue-csv.zip"
    assert "données du 23 novembre 2026" in page.locator("#citation").inner_text()
    assert page.get_by_role("link", name="CC0-1.0").get_attribute("href") == "#licence"
    assert violations(page) == []
