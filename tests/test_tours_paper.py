"""Two tours that end on paper: a poster with its codes, and the leaflet of a third place."""

from __future__ import annotations

import re
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import expect

from tests.browser import Open, click_through
from tests.test_accessibility import everywhere

pytestmark = pytest.mark.slow
PUBLIC = "https://communs.example.org"
SIX = (
    "offres/mobicoop-covoiturage", "offres/framaspace", "offres/lille-bike-livraison",
    "offres/tenk-abonnement", "lieux/tipimi-fives", "bouquets/un-tiers-lieu-rural-s-equipe",
)  # fmt: skip
# For each poster: its address, and whether its list goes over its foot or out of its sheet
OVERFULL = """async (addresses) => {
  const [here, bad] = [document.querySelector(".cm-affiche"), []];
  const box = one => one.getBoundingClientRect();
  for (const address of addresses) {
    const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
    here.replaceChildren(...page.querySelector(".cm-affiche").childNodes);
    const foot = here.querySelector("footer");
    const over = [...here.children].some(one => one !== foot && box(one).bottom > box(foot).top);
    if (over || here.scrollWidth > here.clientWidth) bad.push(address);
  }
  return bad;
}"""


def paper(data: bytes) -> tuple[int, str, set[str]]:
    """Of a printed page: how many sheets, the words and the codes of the first."""
    document = pypdfium2.PdfDocument(BytesIO(data))
    first = document[0]
    words = " ".join(first.get_textpage().get_text_range().replace("\u00a0", " ").split())
    codes = {found.text for found in zxingcpp.read_barcodes(first.render(scale=3).to_pil())}
    count = len(document)
    document.close()
    return count, words, codes


def test_a_mediator_prints_what_can_be_used_in_the_nord(reader: Open) -> None:
    page = reader().page()
    page.get_by_text("Ou choisissez votre région").click()
    click_through(page.get_by_role("link", name="Hauts-de-France", exact=True).first)
    click_through(page.get_by_role("link", name="Nord", exact=True).first)
    page.get_by_role("link", name="Imprimer l’affiche").click()
    page.wait_for_url("**/affiches/territoires/departement-59/")
    assert page.get_by_role("button", name="Imprimer").is_visible()
    assert everywhere(page) == []
    names = page.locator(".cm-affiche-nom a").all()
    wanted = {
        f"{PUBLIC}/{address}" for address in (link.evaluate("a => a.pathname.slice(1)") for link in names)
    }
    sheets, words, codes = paper(page.pdf(prefer_css_page_size=True, print_background=False))
    assert sheets == 1
    assert codes == {f"{PUBLIC}/territoires/departement-59/", *wanted}
    assert len(wanted) >= 6
    assert words.startswith("Catalogue des communs À utiliser près de chez vous Nord")
    assert "Menu" not in words and "Contribuer" not in words


def test_no_poster_is_overfull(reader: Open) -> None:
    page = reader().page("affiches/")
    links = page.locator("main a[href*='affiches/'], .cm-page a[href*='../affiches/']")
    addresses = links.evaluate_all("all => [...new Set(all.map(one => one.href))]")
    assert len(addresses) > 150
    page.goto(next(address for address in addresses if address.endswith("/departement-59/")))
    assert page.evaluate(OVERFULL, addresses) == []


def test_a_third_place_composes_its_own_shelf(reader: Open) -> None:
    ours = reader()
    page = ours.page(f"{SIX[0]}/")
    for entry in SIX:
        page.goto(ours.site.address + f"{entry}/")
        page.get_by_role("button", name="Ajouter à ma sélection").click()
        page.get_by_role("button", name="Retirer de ma sélection").wait_for()
    assert "dans ce navigateur, nulle part ailleurs" in page.locator(".cm-choisir [role=status]").inner_text()
    page.get_by_role("link", name=re.compile("Voir ma sélection")).click()
    page.get_by_label("Titre de la sélection").fill("L’étagère d’ici")
    page.get_by_role("button", name="Descendre Covoiturer avec Mobicoop").click()
    shared = page.url
    assert shared.split("?")[1].startswith(f"fiches={SIX[1]},{SIX[0]},{SIX[2]}")

    other = reader().page(shared.removeprefix(ours.site.address))
    names = ("Framaspace", "Covoiturer avec Mobicoop", "Tipimi, à Fives")
    expect(other.locator("#fiches h2")).to_contain_text(names, timeout=30_000)
    assert other.locator("h1").inner_text() == "L’étagère d’ici"
    assert other.evaluate("localStorage.length") == 0
    assert everywhere(other) == []
    sheets, words, _ = paper(other.pdf(format="A4"))
    assert sheets == 1
    assert words.startswith("L’étagère d’ici Offre Framaspace")
    for wanted in ("Gratuit · Se déplacer · France · Mobicoop", "Tipimi, à Fives", f"/{SIX[5]}/", "titre="):
        assert wanted in words
    assert "Monter" not in words and "Garder" not in words
