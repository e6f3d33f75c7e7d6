"""The pages of `/contribuer/nouvelle-fiche/`: every field has its control, drawn from the schema alone."""

from __future__ import annotations

import datetime
import gzip
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from html.parser import HTMLParser

import pytest

from communs.kinds import Field, read
from communs.pages import Edition, controls, forms
from communs.settings import Forge, Settings
from tests.conftest import real, real_kinds

DAY = datetime.date(2026, 11, 23)
KINDS = sorted(real_kinds())
FORGE = Forge(type="github", repository="https://github.com/exemple/catalogue")
# What is asked in another way: the origin and the day by « Faites-vous partie… ? »
UNSEEN = {"origine", "verifie_le"}


class Drawn(HTMLParser):
    """The controls of a page with what stands around them."""

    def __init__(self) -> None:
        super().__init__()
        self.controls: dict[str, dict[str, str]] = {}
        self.open: list[str] = []
        self.drawers: dict[str, int] = {}
        self.in_template: set[str] = set()
        self.options: dict[str, list[str]] = {}
        self.ids: Counter[str] = Counter()
        self.named: set[str] = set()
        self.told: set[str] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag in ("details", "template"):
            self.open.append(tag)
        self.ids[given.get("id", "")] += 1
        self.named.update(given.get("for", "").split())
        self.told.update(given.get("aria-describedby", "").split())
        if tag == "option":
            self.options[list(self.controls)[-1]].append(given["value"])
        name = given.get("name", "")
        if tag in ("input", "select", "textarea") and name:
            self.controls[name] = given | {"tag": tag}
            self.options[name] = []
            self.drawers[name] = self.open.count("details")
            if "template" in self.open:
                self.in_template.add(name)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("details", "template"):
            self.open.remove(tag)


@lru_cache
def edition(lang: str = "fr", contact: str = "") -> Edition:
    known = real().catalogue
    settings = Settings(forge=FORGE, contact=contact)
    return Edition(catalogue=known, settings=settings, day=DAY, lang=lang, icon=lambda name: "")


@lru_cache
def body(kind: str, lang: str = "fr", contact: str = "") -> str:
    return forms.form(edition(lang, contact), real_kinds()[kind]).body()


def drawn(html: str) -> Drawn:
    page = Drawn()
    page.feed(html)
    return page


def expected(field: Field, path: str) -> Iterator[str]:
    """The names that the controls of a field should have, drawn from the schema in another way than the form does."""
    terms = [
        term for to in (field.key.links_to if field.key else ()) for term in edition().catalogue.terms(to)
    ]
    if "fr" in field.children or not (field.children or field.item):
        yield path
    elif field.item is not None and terms:
        for term in terms:
            yield from expected(field.item, f"{path}.{term}")
    elif field.item is not None:
        yield from expected(field.item, f"{path}.#")
    for name, child in field.children.items() if "fr" not in field.children else ():
        yield from expected(child, f"{path}.{name}")


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_its_control(kind: str) -> None:
    found = drawn(body(kind)).controls
    wanted = {
        name
        for field in real_kinds()[kind].fields.values()
        if field.name not in UNSEEN
        for name in expected(field, field.name)
    }
    assert wanted - found.keys() == set()


@pytest.mark.parametrize("kind", KINDS)
def test_every_control_is_a_field(kind: str) -> None:
    found = drawn(body(kind)).controls
    rows = (re.sub(r"\.(#|0)(?=\.|$)", ".0", name) for name in found if not name.startswith("_"))
    paths = [tuple(int(part) if part == "0" else part for part in name.split(".")) for name in rows]
    assert [path for path in paths if real_kinds()[kind].field_at(path) is None] == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_required_is_seen_at_once_and_a_list_starts_with_one_row(kind: str) -> None:
    page = drawn(body(kind))
    for field in real_kinds()[kind].fields.values():
        if not field.required:
            continue
        begun = (field.name, f"{field.name}.", f"{field.name}.0")
        controls = [name for name in page.controls if name == field.name or name.startswith(begun[1:])]
        seen = [name for name in controls if name not in page.in_template]
        assert seen, field.name
        assert {page.drawers[name] for name in seen} == {0}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_control_has_one_label_and_descriptions_that_exist(kind: str, lang: str) -> None:
    page = drawn(body(kind, lang))
    wanted = [
        given["id"] for given in page.controls.values() if given.get("type") not in ("radio", "checkbox")
    ]
    assert [id_ for id_ in wanted if id_ not in page.named] == []
    assert page.told - page.ids.keys() == set()
    assert [id_ for id_, times in page.ids.items() if id_ and times > 1] == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_form_is_light(kind: str, lang: str) -> None:
    assert len(gzip.compress(body(kind, lang).encode(), mtime=0)) < 12_600


def test_a_choice_has_names_to_read_and_ids_as_values() -> None:
    html = body("offres")
    assert drawn(html).options["besoins.0"][:2] == ["", "se-deplacer"]
    assert re.search(r'<option value="se-deplacer"[^>]*>Se déplacer</option>', html)
    assert re.search(r'<option value="se-deplacer"[^>]*>Getting around</option>', body("offres", "en"))


def test_a_long_list_an_entry_and_a_territory_are_searched() -> None:
    page = drawn(body("lieux"))
    assert {name for name, given in page.controls.items() if "data-search" in given} == {
        "code_insee", "porte_par", "typologie.#", "offres_relayees.#", "accueille.#",
    }  # fmt: skip


def test_a_field_looks_like_what_it_holds() -> None:
    page = drawn(body("organisations")).controls
    assert page["site_web"]["type"] == "url"
    assert page["contact.courriel"]["type"] == "email"
    assert page["sources.#.lu_le"]["type"] == "date"
    assert page["adresse.latitude"]["inputmode"] == "decimal"
    assert page["resume"]["tag"] == "textarea"
    assert page["resume"]["data-limit"] == "280"
    assert "data-markdown" in page["description"]
    assert page["accepte_nouveaux.usagers"]["tag"] == "select"
    assert page["criteres.gouvernance-partagee.engagement"]["aria-required"] == "true"


def test_a_list_that_may_be_one_value_begins_under_its_own_name() -> None:
    page = drawn(body("mutualisations"))
    assert "type" in page.controls
    assert "type.#" in page.in_template


def test_one_of_several_is_said_before_the_first_of_them() -> None:
    html = body("organisations").replace("\u00a0", " ")
    said = html.index("Au moins un de ceux-ci : Site web, Contact.")
    assert html.index('name="territoires.0"') < said < html.index('name="site_web"')


def test_without_script_there_is_a_blank_entry_and_an_address_to_write_to() -> None:
    html = body("offres", contact="bonjour@exemple.org")
    assert '<code id="yaml"># yaml-language-server: $schema=../../.cache/schemas/offres.json\n' in html
    assert '<a href="mailto:bonjour@exemple.org">bonjour@exemple.org</a>' in html
    assert '<a href="https://github.com/exemple/catalogue" rel="noopener">' in body("offres")


def test_what_the_scripts_need_to_know_is_in_the_page() -> None:
    assert (
        '<script type="application/json" id="reglages">{"assets": "../../../../assets/", "contact": "", "forge": '
        '{"branch": "main", "repository": "https://github.com/exemple/catalogue", "type": "github"}, '
        '"kind": "offres", "lang": "en", "root": "../../../../", "site": ""}</script>'
    ) in body("offres", "en")


def test_words_of_a_schema_never_become_markup() -> None:
    named = '{"type": "string", "title": "<b>Nom</b>", "examples": ["<u>"]}'
    kind = read(
        "essais", f'{{"title": "<s>Type</s>", "type": "object", "properties": {{"nom": {named}}}}}', "{}"
    )
    html = forms.form(edition(), kind).body()
    assert "&lt;b&gt;Nom&lt;/b&gt;" in html
    assert re.findall("<(b|s|u)>", html) == []


def test_the_choice_leads_to_each_form() -> None:
    choice = next(forms.pages(edition())).body()
    assert re.findall(r'href="../../contribuer/nouvelle-fiche/([\w-]+)/"', choice) == list(
        edition().catalogue.kinds
    )


def test_a_row_bears_its_number() -> None:
    made = controls.form(real_kinds()["organisations"], edition().catalogue, "fr")
    members = next(control for control in made.drawers if control.path == "membre_de")
    assert [child.path for child in members.row(3).children][:2] == [
        "membre_de.3.alliance",
        "membre_de.3.depuis",
    ]
