"""What happens after the form, in a real browser: sending, confirming, ending, taking over, withdrawing."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from communs import draft, sending
from communs.settings import Forge, Settings
from communs.words import translation
from tests.browser import CONTACT, FORGE, PHONE, TODAY, Open, Site, value_of, violations
from tests.conftest import ROOT, real_kinds
from tests.form_page import Form, downloaded, eventually

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.slow
MINE = "contribuer/mes-fiches/la-navette-du-vallon/"
DAY = TODAY.date().isoformat()
LETTER = sending.letters(translation("fr"), "nouvelle")["nouvelle"]
GITHUB = Settings(contact=CONTACT, forge=Forge(type="github", repository=FORGE))
FORGEJO = replace(GITHUB, forge=Forge(type="forgejo", repository="https://codeberg.org/essai/catalogue"))
PATH = "catalogue/offres/essai.yml"
POST = ROOT / "scripts" / "communs" / "assets" / "form" / "post.mjs"
HOSTILE = "a: \"1 & 2\"\n# é + % {path}\n<script>alert('x')</script>?value=#\U0001f331"
ORGANISATION = {
    "nom": "Le Four du Hameau",
    "resume": "Des habitants remettent en marche le four de leur hameau.",
    "famille": ["cooperative"],
    "territoires": ["departement:26"],
    "site_web": "https://four.example.org",
}


def post(page: Page, name: str, *asked: Any) -> Any:
    """What a function of `post.mjs` answers."""
    script = "async ([name, asked]) => (await import('/assets/form/post.mjs'))[name](...asked)"
    return page.evaluate(script, [name, asked])


def body(href: str) -> str:
    """The body of an e-mail, as a mail program shows it."""
    return parse_qs(urlsplit(href).query)["body"][0].replace("\r\n", "\n")


def href(link: Locator) -> str:
    return link.get_attribute("href") or ""


@pytest.fixture
def page(reader: Open) -> Page:
    """A page that can also fetch `post.mjs` by itself: the site holds it inside the scripts that use it."""
    page = reader().page(MINE)
    page.route("**/assets/form/post.mjs", lambda route: route.fulfill(path=POST))
    return page


def test_the_browser_fills_an_address_as_the_command_does(page: Page) -> None:
    ways = sending.ways(FORGEJO)
    sent = post(page, "toForge", ways, PATH, [HOSTILE], True)
    assert sent["whole"] is True
    assert unquote(sent["to"]) == unquote(
        sending.fill(ways["forge"]["edit"]["filled"], path=PATH, text=HOSTILE)
    )
    assert parse_qs(urlsplit(sent["to"]).query) == {"value": [HOSTILE]}
    written = post(page, "toMail", ways, LETTER, {"nom": HOSTILE, "fichier": PATH, "qui": "{nom}"}, [""], "")
    assert (
        unquote(written["to"])
        == unquote(sending.mail(FORGEJO, LETTER, nom=HOSTILE, fichier=PATH, qui="{nom}")) + "\r\n"
    )


def test_half_a_character_breaks_no_address(page: Page) -> None:
    script = "async ([ways]) => (await import('/assets/form/post.mjs')).toForge(ways, 'a.yml', ['nom: \\ud83c'], false)"
    assert page.evaluate(script, [sending.ways(GITHUB)])["to"].endswith("nom%3A%20%EF%BF%BD")


@pytest.mark.parametrize(("size", "whole"), [(0, True), (1, False)])
def test_a_forge_takes_8190_bytes(page: Page, size: int, whole: bool) -> None:
    ways = sending.ways(GITHUB)
    room = sending.FORGE_LIMIT - len(sending.fill(ways["forge"]["new"]["filled"], path=PATH, text=""))
    text = "é" * (room // 6) + "a" * (room % 6 + size)
    sent = post(page, "toForge", ways, PATH, [text], False)
    assert sent["whole"] is whole
    assert (len(sent["to"]) == sending.FORGE_LIMIT) is whole
    assert whole or sent["to"] == f"{FORGE}/new/main?filename={PATH}"


def test_what_is_too_long_goes_without_its_explanations_first(page: Page) -> None:
    text = "nom: Essai\n"
    sent = post(page, "toForge", sending.ways(GITHUB), PATH, ["# é\n" * 2000 + text, text], False)
    assert sent == {"to": f"{FORGE}/new/main?filename={PATH}&value=nom%3A%20Essai%0A", "whole": True}


def test_github_takes_no_text_for_a_file_that_exists(page: Page) -> None:
    sent = post(page, "toForge", sending.ways(GITHUB), PATH, ["nom: Essai\n"], True)
    assert sent == {"to": f"{FORGE}/edit/main/{PATH}", "whole": False}


@pytest.mark.parametrize("kind", sorted(real_kinds()))
def test_an_entry_says_the_same_without_its_explanations(page: Page, kind: str) -> None:
    text = draft.write(real_kinds()[kind], "ma-fiche", {}, TODAY.date())
    text += "autre: |\n  # Un titre\n\n  Un paragraphe.\n\n  #Un mot-dièse\n"
    lean = post(page, "lean", text)
    assert value_of(lean) == value_of(text)
    assert [line for line in lean.splitlines() if line.startswith("#")] == text.splitlines()[:1]
    assert "\n\n  #Un mot" in lean


def test_a_new_entry_is_sent_by_mail_by_the_forge_or_as_a_file(reader: Open, site: Site) -> None:
    form = Form(reader(PHONE).page("contribuer/nouvelle-fiche/organisations/"))
    form.tell(ORGANISATION)
    form.comes_to(ORGANISATION | {"verifie_le": DAY})
    section = form.page.locator("#envoi")
    letter = body(href(section.locator("[data-voie=courriel] [data-entier] a")))
    assert letter.startswith(
        "Bonjour,\n\nJe propose cette fiche.\n\nFichier\u00a0: catalogue/organisations/le-four-du-hameau.yml\n"
    )
    assert value_of(letter.split("qui\u00a0: \n")[-1].split("nom de\u00a0: \n\n")[-1]) == form.value()
    section.get_by_label("Sur GitHub").check()
    link = section.locator("[data-voie=forge] [data-entier] a")
    query = parse_qs(urlsplit(href(link)).query)
    assert query["filename"] == ["catalogue/organisations/le-four-du-hameau.yml"]
    assert value_of(query["value"][0]) == form.value()
    section.get_by_label("En fichier").check()
    name, text = downloaded(form.page, section.locator("[data-fichier]"))
    assert (name, text) == ("le-four-du-hameau.yml", form.yaml())
    site.accepts({f"catalogue/organisations/{name}": text})
    assert violations(form.page) == []


def test_what_is_too_long_is_copied_in_two_steps(reader: Open) -> None:
    one = reader()
    one.context.grant_permissions(["clipboard-read", "clipboard-write"])
    form = Form(one.page("contribuer/nouvelle-fiche/organisations/"))
    form.tell(ORGANISATION | {"description": "Un four à pain, réparé à plusieurs. " * 300})
    form.page.locator("[data-voie=courriel] [data-copie]").wait_for()
    section = form.page.locator("#envoi")
    assert body(href(section.locator("[data-voie=courriel] [data-copie] a"))).endswith(
        "(Collez la fiche ici.)"
    )
    section.locator("[data-voie=courriel] [data-copier]").click()
    section.get_by_text("Copiée.").wait_for()
    assert form.page.evaluate("() => navigator.clipboard.readText()") == form.yaml()
    section.get_by_label("Sur GitHub").check()
    assert href(section.locator("[data-voie=forge] [data-copie] a")) == (
        f"{FORGE}/new/main?filename=catalogue/organisations/le-four-du-hameau.yml"
    )


def test_copying_works_without_the_clipboard_of_the_browser(reader: Open) -> None:
    one = reader()
    one.context.add_init_script("delete Navigator.prototype.clipboard")
    form = Form(one.page("contribuer/nouvelle-fiche/organisations/"))
    form.page.locator("#envoi").get_by_label("En fichier").check()
    form.page.evaluate(
        "() => document.addEventListener('copy', () => { window.taken = String(document.activeElement.value) })"
    )
    form.page.get_by_role("button", name="Copier son texte").click()
    form.page.locator("#envoi").get_by_text("Copiée.").wait_for()
    assert form.page.evaluate("() => window.taken") == form.yaml()
    form.page.evaluate("() => { document.execCommand = () => false }")
    form.page.get_by_role("button", name="Copier son texte").click()
    form.page.locator("#envoi").get_by_text("Le texte est sélectionné").wait_for()
    assert (
        form.page.evaluate("() => getSelection().toString() || document.activeElement.value") == form.yaml()
    )


def test_errors_do_not_forbid_sending_but_are_said(reader: Open) -> None:
    form = Form(reader().page("contribuer/nouvelle-fiche/organisations/"))
    form.tell({name: value for name, value in ORGANISATION.items() if name not in ("resume", "famille")})
    told = form.page.locator("[data-fautes] a")
    told.get_by_text("Il reste 2 erreurs\u00a0: la vérification les signalera.").wait_for()
    told.click()
    form.page.locator("#fautes:focus").wait_for()


@pytest.mark.parametrize(
    ("act", "kind", "told", "said"),
    [
        (
            "confirmer",
            "offres",
            "La fiche dit maintenant qu’elle a été relue aujourd’hui.",
            {"verifie_le": DAY},
        ),
        (
            "terminer",
            "offres",
            "La fiche dit maintenant que c’est terminé",
            {"statut": "termine", "date_fin": DAY},
        ),
    ],
)
def test_an_act_of_the_page_before_waits_to_be_sent(
    reader: Open, site: Site, act: str, kind: str, told: str, said: dict[str, str]
) -> None:
    form = Form(
        reader(PHONE).page(f"contribuer/nouvelle-fiche/{kind}/?fiche=velos-du-vallon&geste={act}#envoi")
    )
    form.page.locator("[data-acte]:focus").get_by_text(told).wait_for()
    assert said.items() <= form.value().items()
    letter = body(href(form.way("courriel").locator("[data-entier] a")))
    assert f"Page\u00a0: https://communs.example.org/{kind}/velos-du-vallon/" in letter
    assert form.yaml() in letter
    assert href(form.way("forge").locator("[data-copie] a")) == f"{FORGE}/edit/main/{form.path()}"
    site.accepts({form.path(): form.yaml()})


def rows(page: Page) -> list[Locator]:
    return page.locator("[data-fiche]").all()


def test_5_five_entries_are_confirmed_in_five_clicks_and_one_letter(reader: Open) -> None:
    page = reader(PHONE).page(MINE)
    for row in rows(page)[:5]:
        row.get_by_text("Toujours exact", exact=True).click()
        row.get_by_text("«\u00a0Toujours exact\u00a0»\u00a0: prêt, partira dans le courriel.").wait_for()
        assert row.locator(":focus").text_content() == "Toujours exact"
    link = page.locator("#tout a")
    assert link.inner_text() == "Tout en un seul courriel (5 fiches)"
    letter = body(href(link))
    told = [line for line in letter.splitlines() if line.startswith("- ")]
    assert told == [
        f"- Toujours exact\u00a0: {row.get_attribute('data-nom')} (catalogue/{row.get_attribute('data-fiche')}.yml)"
        for row in rows(page)[:5]
    ]
    rows(page)[0].get_by_role("button", name="Annuler").click()
    page.get_by_text("(4 fiches)").wait_for()
    assert "catalogue/organisations/la-navette-du-vallon.yml" not in body(href(link))
    assert violations(page) == []


def test_5_five_entries_are_confirmed_in_five_files(reader: Open, site: Site) -> None:
    page = reader().page(MINE)
    page.get_by_label("En fichier").check()
    files = {}
    for row in rows(page)[:5]:
        _, text = downloaded(page, row.get_by_text("Toujours exact", exact=True))
        files[f"catalogue/{row.get_attribute('data-fiche')}.yml"] = text
    for path, text in files.items():
        before = (site.root / path).read_text(encoding="utf-8")
        assert text == before.replace("verifie_le: 2025-11-02", f"verifie_le: {DAY}") != before
    site.accepts(files)


def test_5_what_has_ended_is_proposed_on_the_forge(reader: Open, site: Site) -> None:
    one = reader()
    one.leaves(FORGE)
    one.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = one.page(MINE)
    page.get_by_label("Sur GitHub").check()
    row = page.locator('[data-fiche="offres/velos-du-vallon"]')
    with page.expect_popup() as opened:
        row.get_by_text("C’est terminé").click()
    assert opened.value.url == f"{FORGE}/edit/main/catalogue/offres/velos-du-vallon.yml"
    row.get_by_text("prêt et copié").wait_for()
    assert href(row.get_by_role("link", name="Ouvrir l’éditeur")) == opened.value.url
    page.bring_to_front()
    text = page.evaluate("() => navigator.clipboard.readText()")
    site.accepts({"catalogue/offres/velos-du-vallon.yml": text})
    assert value_of(text)["statut"] == "termine"
    assert value_of(text)["date_fin"] == DAY


def test_correcting_leads_to_the_form(page: Page) -> None:
    first = page.locator('[data-fiche="offres/velos-du-vallon"]')
    assert href(first.get_by_text("Corriger")).endswith(
        "contribuer/nouvelle-fiche/offres/?fiche=velos-du-vallon"
    )


def test_an_entry_that_cannot_be_read_says_which_way_is_left(reader: Open) -> None:
    one = reader()
    page = one.page(MINE)
    page.route("**/donnees/**", lambda route: route.fulfill(status=404))
    page.get_by_label("En fichier").check()
    row = rows(page)[0]
    row.get_by_text("Toujours exact", exact=True).click()
    row.get_by_text("La fiche n’a pas pu être lue. Passez par le courriel.").wait_for()
    one.wrong.clear()  # the browser tells of the 404 too


def test_without_javascript_each_act_is_a_letter(reader: Open) -> None:
    page = reader(javascript=False).page(MINE)
    links = page.locator("[data-geste]").all()
    assert len(links) == 18
    for link in links:
        assert urlsplit(href(link)).path == CONTACT
        assert "La Navette du Vallon" in body(href(link))
    assert not page.locator("#voies").is_visible()


def test_a_name_is_found_whatever_its_accents(reader: Open) -> None:
    page = reader(PHONE).page("contribuer/mes-fiches/")
    page.get_by_label("Chercher un nom").fill("epicerie DU")
    page.get_by_text("1 nom", exact=True).wait_for()
    assert [link.text_content() for link in page.locator("#noms a").all() if link.is_visible()] == [
        "L’Épicerie du Vallon"
    ]
    page.get_by_label("Chercher un nom").fill("zzz")
    page.get_by_text("Aucun nom ne correspond.").wait_for()
    assert violations(page) == []


def test_a_withdrawal_is_asked_from_the_page_itself(reader: Open) -> None:
    page = reader(PHONE).page("offres/velos-du-vallon/")
    page.get_by_role("link", name="Demander le retrait").click()
    page.wait_for_url("**/retrait/?fiche=offres/velos-du-vallon")
    address = page.url.split("retrait/")[0] + "offres/velos-du-vallon/"
    eventually(lambda: page.get_by_label("Adresse de la page").input_value(), address, page)
    page.get_by_label("À quel titre écrivez-vous").fill("Coprésidente & trésorière")
    letter = body(href(page.get_by_role("link", name="Ouvrir le courriel")))
    assert letter.splitlines()[4:6] == [
        f"Page\u00a0: {address}",
        "À quel titre j’écris\u00a0: Coprésidente & trésorière",
    ]
    assert page.locator("#demande-texte").text_content() == letter.rstrip("\n") + "\n"
    ticket = page.get_by_role("link", name="Ouvrir un ticket sur GitHub")
    asked = parse_qs(urlsplit(href(ticket)).query)
    assert (asked["title"], asked["body"]) == (
        [f"Demande de retrait\u00a0: {address}"],
        [letter.rstrip("\n") + "\n"],
    )
    page.get_by_label("Oui\u00a0: effacez-le aussi de l’historique").check()
    assert not ticket.is_visible()
    assert (
        body(href(page.get_by_role("link", name="Ouvrir le courriel")))
        .rstrip()
        .endswith("personnelles\u00a0: oui")
    )
    assert violations(page) == []


def test_without_javascript_a_withdrawal_is_a_letter(reader: Open) -> None:
    page = reader(javascript=False).page("retrait/")
    link = page.get_by_role("link", name="Écrire la demande par courriel")
    assert link.is_visible()
    assert "Je demande le retrait de cette page." in body(href(link))
    assert not page.locator("#retrait").is_visible()


def test_the_words_of_a_page_are_data(page: Page) -> None:
    told = json.loads(page.locator("#mes-fiches").text_content() or "")
    assert told["ways"] == sending.ways(GITHUB)
