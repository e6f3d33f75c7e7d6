"""The form page at work: rows, choices, English, previews, drafts, files taken back in; nothing typed is ever lost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser import Open, Site
from tests.form_page import Form, eventually

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow
FORM = "contribuer/nouvelle-fiche/"


def form(page: Page) -> Form:
    return Form(page).ready()


@pytest.fixture
def organisations(reader: Open) -> Form:
    return form(reader().page(f"{FORM}organisations/"))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def says(made: Form, path: str, wanted: Any) -> None:
    """Waits until the entry says something at the first name of a path."""
    eventually(lambda: made.value().get(path), wanted, made.page)


def test_rows_are_added_taken_away_and_put_back_and_numbered_as_they_stand(organisations: Form) -> None:
    page = organisations.page
    for at, term in enumerate(["cooperative", "association", "tiers-lieu"]):
        organisations.write(f"famille.{at}", term)
    organisations.rows("famille").nth(0).locator("[data-remove]").click()
    says(organisations, "famille", ["association", "tiers-lieu"])
    names = page.locator("#c-famille select").evaluate_all("them => them.map(one => one.name + ' ' + one.id)")
    assert names == ["famille.0 c-famille-0", "famille.1 c-famille-1"]
    page.locator("#c-famille [data-restore]:focus").click()
    says(organisations, "famille", ["cooperative", "association", "tiers-lieu"])
    assert page.locator("#c-famille select:focus").get_attribute("name") == "famille.0"


def test_a_map_with_free_names_takes_each_name_from_its_row(organisations: Form) -> None:
    organisations.write("reseaux.mastodon", "https://social.example.org/@nous")
    organisations.write("reseaux.peertube", "https://video.example.org/nous")
    says(
        organisations,
        "reseaux",
        {"mastodon": "https://social.example.org/@nous", "peertube": "https://video.example.org/nous"},
    )


def test_english_stands_beside_french_once_it_is_asked_for(organisations: Form) -> None:
    organisations.write("resume", "Une coopérative.")
    says(organisations, "resume", "Une coopérative.")
    organisations.write("resume.en", "A co-operative.")
    says(organisations, "resume", {"fr": "Une coopérative.", "en": "A co-operative."})


def test_what_is_typed_becomes_what_it_stands_for(organisations: Form) -> None:
    organisations.write("territoires.0", "Hauts-de-France")
    eventually(organisations.control("territoires.0").input_value, "region:32", organisations.page)
    eventually(
        organisations.page.locator("#c-territoires-0-choisi").inner_text,
        "Hauts-de-France",
        organisations.page,
    )
    organisations.write("chiffres.0.valeur", "1 200,5")
    says(organisations, "chiffres", [{"valeur": 1200.5}])
    organisations.write("date_creation", "02/11/2018")
    says(organisations, "date_creation", "2018-11-02")


def test_a_proposal_is_taken_by_keyboard_or_by_hand(organisations: Form) -> None:
    control, page = organisations.control("territoires.0"), organisations.page
    control.press_sequentially("gironde")
    page.locator("[role=option]", has_text="Gironde").first.wait_for()
    assert control.get_attribute("aria-expanded") == "true"
    control.press("Escape")
    assert control.get_attribute("aria-expanded") == "false"
    control.press("ArrowDown")
    page.wait_for_function("document.activeElement.getAttribute('aria-activedescendant')")
    control.press("Enter")
    assert control.input_value() == "departement:33"
    control.fill("landes")
    page.locator("[role=option]", has_text="Landes").first.click()
    says(organisations, "territoires", ["departement:40"])


def test_in_a_list_one_types_a_name_or_an_id(reader: Open) -> None:
    offers = form(reader().page(f"{FORM}offres/"))
    offers.control("besoins.0").press_sequentially("partager-rep")
    says(offers, "besoins", ["partager-reparer"])


def test_a_fault_waits_until_its_field_was_left_and_offers_to_mend(organisations: Form) -> None:
    control, fault = organisations.control("contact.courriel"), organisations.fault("contact.courriel")
    control.press_sequentially("nous@")
    organisations.page.wait_for_timeout(500)
    assert fault.is_hidden()
    control.blur()
    fault.wait_for()
    assert plain(fault.inner_text()).startswith("Erreur : « nous@ »")
    assert control.get_attribute("aria-invalid") == "true"
    control.fill("nous@exemple.org")
    fault.wait_for(state="hidden")
    assert control.get_attribute("aria-invalid") is None


def test_the_summary_takes_the_focus_and_leads_to_each_field(organisations: Form) -> None:
    organisations.write("nom", "Nous")
    assert [plain(one).split(".")[0] for one in sorted(organisations.faults())] == [
        "Il faut au moins un site web ou un contact",
        "Il manque le champ « famille »",
        "Il manque le champ « resume »",
        "Il manque le champ « territoires »",
    ]
    organisations.page.locator("#fautes a").first.click()
    assert organisations.page.locator("*:focus").get_attribute("name") == "resume"
    eventually(organisations.page.locator("#etat").inner_text, "4 erreurs", organisations.page)


def test_a_preview_draws_markdown_and_runs_nothing(organisations: Form) -> None:
    control = organisations.reveal("description")
    control.fill(
        "# Nous\n\nUn **minibus** [ici](https://a.example) <img src=x onerror=alert(1)> [là](javascript:x)\n\n- un\n- deux"
    )
    organisations.place("description").locator("> [data-preview]").click()
    drawn = organisations.place("description").locator("> .cm-apercu")
    expected = (
        '<p class="cm-apercu-titre">Nous</p><p>Un <strong>minibus</strong> '
        '<a href="https://a.example" rel="noopener noreferrer" target="_blank">ici</a> '
        "&lt;img src=x onerror=alert(1)&gt; <span>là</span></p><ul><li>un</li><li>deux</li></ul>"
    )
    eventually(drawn.inner_html, expected, organisations.page)


def test_a_file_comes_back_in_even_where_it_is_partly_wrong(organisations: Form) -> None:
    page = organisations.page
    page.locator("#reprise summary").click()
    page.locator("#reprise-texte").fill(
        "nom: Nous\ncouleur: vert\nfamille: cooperative\ndate_creation: hier\n"
    )
    page.locator("#reprise-lire").click()
    page.locator("#reprise-dite >> text=Le formulaire est rempli.").wait_for()
    assert organisations.control("nom").input_value() == "Nous"
    assert organisations.control("date_creation").input_value() == "hier"
    says(organisations, "couleur", "vert")
    says(organisations, "famille", "cooperative")
    rest = page.locator("#reste")
    assert "couleur" in rest.inner_text()
    rest.locator("li", has_text="couleur").get_by_role("button", name="Retirer").first.click()
    says(organisations, "couleur", None)


def test_a_text_that_is_no_yaml_stays_in_sight(organisations: Form) -> None:
    page = organisations.page
    organisations.write("nom", "Nous")
    page.locator("#reprise summary").click()
    page.locator("#reprise-texte").fill("nom: [Nous\n")
    page.locator("#reprise-lire").click()
    page.locator("#reprise-dite li").first.wait_for()
    assert page.locator("#reprise-texte").input_value() == "nom: [Nous\n"
    assert organisations.control("nom").input_value() == "Nous"


def test_an_entry_that_is_only_opened_keeps_every_byte(reader: Open, site: Site) -> None:
    for path in sorted((site.root / "catalogue" / "lieux").glob("*.yml"))[:3]:
        made = form(reader().page(f"{FORM}lieux/?fiche={path.stem}"))
        made.page.locator("#membre [value=non]").check()
        eventually(made.yaml, path.read_text(encoding="utf-8"), made.page)


def test_a_change_rewrites_only_its_field(reader: Open, site: Site) -> None:
    before = (site.root / "catalogue" / "organisations" / "mobicoop.yml").read_text(encoding="utf-8")
    made = form(reader().page(f"{FORM}organisations/?fiche=mobicoop"))
    assert plain(made.page.locator("h1").inner_text()) == "Modifier : Mobicoop"
    assert not made.control("_id").is_editable()
    made.write("nom", "Mobicoop nouvelle")
    eventually(made.yaml, before.replace("nom: Mobicoop\n", "nom: Mobicoop nouvelle\n", 1), made.page)


def test_taking_an_entry_over_makes_it_the_members_own(reader: Open, site: Site) -> None:
    before = (site.root / "catalogue" / "organisations" / "mobicoop.yml").read_text(encoding="utf-8")
    made = form(reader().page(f"{FORM}organisations/?fiche=mobicoop&geste=reprendre"))
    assert made.page.locator("#membre [value=oui]").is_checked()
    eventually(made.yaml, before.replace("origine: pre-remplie\n", "verifie_le: 2026-11-23\n"), made.page)


def test_the_address_of_the_page_fills_what_it_names(reader: Open) -> None:
    made = form(
        reader().page(
            f"{FORM}organisations/?nom=Nous&famille.1=association&adresse.code_postal=59000&inconnu=x"
        )
    )
    says(made, "nom", "Nous")
    assert made.value()["famille"] == ["association"]
    assert made.value()["adresse"] == {"code_postal": "59000"}
    assert "inconnu" not in made.value()


def test_a_day_that_is_no_day_stays_as_it_was_typed(reader: Open) -> None:
    made = form(reader().page(f"{FORM}signatures/?date=avant-hier"))
    assert made.control("date").input_value() == "avant-hier"
    says(made, "date", "avant-hier")


def test_a_draft_is_kept_only_where_it_was_asked_and_can_be_erased(reader: Open) -> None:
    someone = reader()
    made = form(someone.page(f"{FORM}organisations/"))
    made.write("nom", "Nous")
    assert made.page.evaluate("localStorage.length") == 0
    made.page.locator("#garder").check()
    kept = json.loads(made.page.evaluate("localStorage['communs.fiche.organisations']"))
    assert kept["value"] == {"nom": "Nous"}
    again = form(someone.page(f"{FORM}organisations/"))
    again.page.locator("#garde-reprendre").click()
    says(again, "nom", "Nous")
    again.page.locator("#garder").uncheck()
    assert again.page.evaluate("localStorage.length") == 0


def test_leaving_what_is_kept_nowhere_asks_first(organisations: Form) -> None:
    asked: list[str] = []
    organisations.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    organisations.write("nom", "Nous")
    organisations.page.reload()
    assert asked == ["beforeunload"]


def test_each_change_is_told_to_what_sends_it(organisations: Form) -> None:
    page = organisations.page
    page.evaluate("document.addEventListener('communs:change', ({detail}) => { window.told = detail; })")
    organisations.write("nom", "Nous autres")
    eventually(lambda: page.evaluate("window.told?.path"), "catalogue/organisations/nous-autres.yml", page)
    told = page.evaluate("window.told")
    assert {**told, "yaml": ""} == {
        "kind": "organisations", "id": "nous-autres", "path": "catalogue/organisations/nous-autres.yml", "yaml": "",
        "faults": 4, "source": None,
    }  # fmt: skip
