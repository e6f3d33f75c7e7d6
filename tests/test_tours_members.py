"""What members come to do, each from the home page to a file that `communs validate` accepts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser import CONTACT, DESKTOP, FORGE, PHONE, TODAY, Open, Site, serving, settings
from tests.command import communs
from tests.form_page import Form, downloaded, follow

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow
DAY = TODAY.date().isoformat()
NEW = "contribuer/nouvelle-fiche/"
MINE = "contribuer/mes-fiches/la-navette-du-vallon/"
ORGANISATION: dict[str, Any] = {
    "nom": "Le Four du Hameau",
    "resume": "Des habitants remettent en marche le four de leur hameau.",
    "famille": ["cooperative"],
    "territoires": ["departement:26"],
    "site_web": "https://four.example.org",
}
CONFIRMED = ORGANISATION | {"verifie_le": DAY}
FILE = "catalogue/organisations/le-four-du-hameau.yml"
MISTAKEN = ORGANISATION | {"territoires": ["departement:99"], "site_web": "sur la place"}
HELD = {
    "communs/horaires-du-vallon",
    "mutualisations/garage-du-vallon",
    "offres/minibus-du-vallon",
    "offres/velos-du-vallon",
    "organisations/la-navette-du-vallon",
}
ENDED = "offres/trajets-du-vallon"
OTHERS = {
    "forgejo": "https://codeberg.org/communs-essai/catalogue",
    "gitlab": "https://framagit.org/communs-essai/catalogue",
}


def to_the_form(page: Page, kind: str = "organisations") -> Form:
    """From the home page to a blank form, by the links that one sees."""
    for address in ("contribuer/", NEW, f"{NEW}{kind}/"):
        follow(page, address)
    return Form(page).ready()


def to_mine(page: Page) -> None:
    for address in ("contribuer/", "contribuer/mes-fiches/", MINE):
        follow(page, address)
    page.locator("#voies").wait_for()


def read_by_the_command(site: Site, form: Form, lang: str) -> set[str]:
    """The errors that `communs validate` finds in what the form has written: each with what to do about it."""
    with site.holding({form.path(): form.yaml()}):
        done = communs(site.root, "validate", "--format", "json", "--lang", lang, form.path())
    found = json.loads(done.stdout)["findings"]
    return {f"{one['message']} {one['hint']}".strip() for one in found if one["severity"] == "error"}


def written(site: Site, entry: str) -> str:
    return (site.root / "catalogue" / f"{entry}.yml").read_text(encoding="utf-8")


def changed(before: str, after: str) -> dict[str, str]:
    """The fields of the first level whose lines are others, with these lines."""
    new = [line for line in after.splitlines() if line not in before.splitlines()]
    old = [line for line in before.splitlines() if line not in after.splitlines()]
    assert {line.split(":")[0] for line in old} <= {line.split(":")[0] for line in new}
    return {name: told.strip() for name, told in (line.split(":", 1) for line in new)}


@pytest.mark.parametrize("width, lang", [(PHONE, "fr"), (DESKTOP, "fr"), (DESKTOP, "en")])
def test_1_without_git_a_file_is_downloaded(reader: Open, site: Site, width: int, lang: str) -> None:
    page = reader(width, lang=lang).page("" if lang == "fr" else "en/")
    form = to_the_form(page).tell(MISTAKEN).comes_to(MISTAKEN | {"verifie_le": DAY})
    for path in ("territoires.0", "site_web"):
        form.fault(path).wait_for()
    assert form.faults() == read_by_the_command(site, form, lang)
    page.locator('#fautes a[href="#c-site_web"]').click()
    assert form.control("site_web").evaluate("one => one === document.activeElement")
    form.write("site_web", ORGANISATION["site_web"])
    form.write("territoires.0", "Drôme")
    form.comes_to(CONFIRMED)
    assert form.path() == FILE
    name, text = form.download()
    assert name == "le-four-du-hameau.yml"
    site.accepts({FILE: text})


def test_1_without_git_it_goes_by_mail(reader: Open, site: Site) -> None:
    form = to_the_form(reader(PHONE).page()).tell(ORGANISATION).comes_to(CONFIRMED)
    letter = urlsplit(form.way("courriel").locator("[data-entier] a").get_attribute("href") or "")
    assert (letter.scheme, letter.path) == ("mailto", CONTACT)
    said = parse_qs(letter.query)
    assert said["subject"] == ["Nouvelle fiche\u00a0: organisations/le-four-du-hameau"]
    hello, start, text = said["body"][0].replace("\r\n", "\n").partition("# yaml-language-server")
    assert FILE in hello
    site.accepts({FILE: start + text})


def test_1_without_javascript_there_is_a_text_and_where_to_write(reader: Open) -> None:
    page = reader(javascript=False).page(f"{NEW}organisations/")
    assert page.locator(f'main a[href="mailto:{CONTACT}"]').first.is_visible()
    assert "\nnom:" in page.locator("#yaml").inner_text()
    assert not page.locator("#fiche").is_visible()


@pytest.fixture(scope="module", params=OTHERS)
def elsewhere(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Site]]:
    """A small catalogue on another forge."""
    forge: str = request.param
    with serving(tmp_path_factory.mktemp(forge), settings(forge, OTHERS[forge]), entries=False) as served:
        yield forge, served


def test_2_github_opens_the_file_already_written(reader: Open, site: Site) -> None:
    one = reader()
    one.leaves(FORGE)
    form = to_the_form(one.page()).tell(ORGANISATION).comes_to(CONFIRMED)
    opened = _opened(form)
    assert opened.startswith(f"{FORGE}/new/main?")
    assert len(opened) < 8190
    _accepted(site, opened)


def test_2_another_forge(reader: Open, elsewhere: tuple[str, Site]) -> None:
    forge, site = elsewhere
    one = reader(site=site)
    one.leaves(OTHERS[forge])
    one.context.grant_permissions(["clipboard-read", "clipboard-write"])
    form = to_the_form(one.page()).tell(ORGANISATION).comes_to(CONFIRMED)
    if forge == "forgejo":
        opened = _opened(form)
        assert opened.startswith(f"{OTHERS[forge]}/_new/main/?")
        _accepted(site, opened)
        return
    form.way("forge").locator("[data-copie] [data-copier]").click()
    form.way("forge").get_by_text("Copiée.").wait_for()
    site.accepts({FILE: form.page.evaluate("navigator.clipboard.readText()")})
    assert _opened(form).startswith(f"{OTHERS[forge]}/-/new/main?file_name=")


def _opened(form: Form) -> str:
    """The address that the forge's button opens."""
    with form.page.expect_popup() as coming:
        form.way("forge").locator("[data-aller]:visible").click()
    coming.value.wait_for_load_state()
    return coming.value.url


def _accepted(site: Site, opened: str) -> None:
    told = parse_qs(urlsplit(opened).query)
    assert told["filename"] == [FILE]
    site.accepts({FILE: told["value"][0]})


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_5_five_entries_are_confirmed_in_five_clicks(reader: Open, site: Site, width: int) -> None:
    page = reader(width).page()
    to_mine(page)
    page.locator('[name=_voie][value="fichier"]').check()
    files = {}
    for entry in sorted(HELD):
        button = page.locator(f'[data-fiche="{entry}"] [data-geste="confirmer"]')
        name, text = downloaded(page, button)
        assert name == f"{entry.split('/')[1]}.yml"
        assert changed(written(site, entry), text) == {"verifie_le": DAY}
        files[f"catalogue/{entry}.yml"] = text
    site.accepts(files)


def test_5_an_offer_that_ended_is_closed(reader: Open, site: Site) -> None:
    page = reader().page()
    to_mine(page)
    page.locator('[name=_voie][value="fichier"]').check()
    _, text = downloaded(page, page.locator(f'[data-fiche="{ENDED}"] [data-geste="terminer"]'))
    assert changed(written(site, ENDED), text) == {"statut": "termine", "date_fin": DAY, "verifie_le": DAY}
    site.accepts({f"catalogue/{ENDED}.yml": text})


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_5_an_organisation_is_renamed_and_keeps_its_address(reader: Open, site: Site, width: int) -> None:
    page = reader(width).page()
    to_mine(page)
    entry = "organisations/la-navette-du-vallon"
    page.locator(f'[data-fiche="{entry}"] [data-geste="corriger"]').click()
    form = Form(page).ready()
    form.write("nom", "Les Navettes du Vallon")
    page.locator("#yaml", has_text="Les Navettes du Vallon").wait_for()
    name, text = form.download()
    assert (form.path(), name) == (f"catalogue/{entry}.yml", "la-navette-du-vallon.yml")
    new = changed(written(site, entry), text)
    assert new == {"nom": "Les Navettes du Vallon   # le nom de nos statuts", "verifie_le": DAY}
    site.accepts({form.path(): text})


def test_5_a_pre_filled_entry_becomes_its_members_own(reader: Open, site: Site) -> None:
    entry = "organisations/l-epicerie-du-vallon"
    page = reader(PHONE).page(f"{entry}/")
    follow(page, f"{NEW}organisations/?fiche=l-epicerie-du-vallon&geste=reprendre#envoi")
    form = Form(page).ready()
    _, text = form.download()
    assert "origine:" not in text
    assert f"verifie_le: {DAY}" in text
    site.accepts({f"catalogue/{entry}.yml": text})


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_6_an_organisation_signs_and_pledges_staff_time(reader: Open, site: Site, width: int) -> None:
    page = reader(width).page()
    follow(page, "declarations/declaration-du-forum-2022/")
    page.locator('main a[href*="nouvelle-fiche/signatures/"]:visible').first.click()
    form = Form(page).ready()
    signature = {
        "declaration": "declaration-du-forum-2022",
        "organisation": "la-navette-du-vallon",
        "date": DAY,
        "decision": {"date": "2026-11-16", "lien": "https://navette.example.org/decision"},
        "engagements": [
            {"type": "temps-de-travail", "description": "Un jour par mois pour animer le groupe."},
        ],
    }
    assert form.control("declaration").input_value() == signature["declaration"]
    form.tell({name: value for name, value in signature.items() if name != "declaration"})
    form.comes_to(signature | {"verifie_le": DAY})
    name, text = form.download()
    assert name == "declaration-du-forum-2022--la-navette-du-vallon.yml"
    site.accepts({form.path(): text})
