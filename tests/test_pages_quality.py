"""`/qualite/`: what each side says, in words, with the way to the editor of either."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest

from communs import facts, located, vocabularies
from communs.facts import Facts
from communs.pages import quality
from communs.settings import Settings, Wikidata
from tests.browser import DESKTOP, FORGE, PHONE, Open, Site, serving, settings, violations
from tests.command import communs
from tests.form_page import Form, follow
from tests.test_doubts import COOP, SAME, entry, read
from tests.test_pages import edition
from tests.wikibase.documents import MADE

WRONG = SAME.replace('"2018-06"', '"2017"')
GUIDE = "organisations/guide"
SITE = "site_web: https://guide.example.org"
EDITOR = "../contribuer/nouvelle-fiche/organisations/?fiche=coop-exemple"
ITEM = "https://www.wikidata.org/wiki/"


def body(texts: Mapping[str, str], known: Mapping[str, Facts], lang: str = "fr") -> str:
    return quality.page(replace(edition(texts, lang), facts=known)).body()


def words(told: str, section: str) -> str:
    """What is read in a section, without its links’ hidden words."""
    found = re.search(rf'<section id="{section}">.*?</section>', told, re.DOTALL)
    plain = re.sub(r'<span class="cm-cache">.*?</span>', "", found[0] if found else "")
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", plain)).split())


def test_a_disagreement_leads_to_the_editor_of_either_side() -> None:
    told = body({COOP: WRONG}, read(MADE))
    assert words(told, "desaccords") == (
        "Désaccords (1) Coop Exemple Organisation"
        " Création : la fiche dit 2017, Wikidata dit juin 2018."
        " Corriger la fiche Corriger sur Wikidata"
    )
    assert f'<a href="{EDITOR}">' in told
    assert f'<a href="{ITEM}{MADE}#P571" rel="noopener noreferrer nofollow">' in told


def test_a_disagreement_in_english() -> None:
    assert words(body({COOP: WRONG}, read(MADE), "en"), "desaccords") == (
        "Disagreements (1) Coop Exemple Organisation"
        " Founded: the entry says 2017, Wikidata says June 2018."
        " Correct the entry Correct it at Wikidata"
    )


def test_the_items_of_another_wikibase_are_read_there() -> None:
    mine = Settings(wikidata=Wikidata(pages="https://base.example/wiki/"))
    told = quality.page(replace(edition({COOP: WRONG}), facts=read(MADE), settings=mine)).body()
    assert f"https://base.example/wiki/{MADE}#P571" in told
    assert "wikidata.org" not in told


def test_a_likely_wrong_item_says_why() -> None:
    told = body({GUIDE: entry("Le Guide", "Q42")}, read("Q42"))
    assert words(told, "mauvais-elements").startswith(
        "Sans doute un autre élément (1) Le Guide Organisation"
        " L’élément s’appelle « Douglas Adams ». Wikidata le range parmi « être humain »."
    )
    assert f'{ITEM}Q42#P31"' in told


def test_merged_missing_and_ended_items() -> None:
    texts = {
        "organisations/pierres": entry("Les Pierres", "Q53265341"),
        "organisations/perdue": entry("Perdue", "Q10908976"),
        "organisations/finie": entry("Finie là-bas", "Q7"),
    }
    known = {
        "Q10908976": Facts(requested="Q10908976", resolved="Q10908976", missing_since="2026-11-20"),
        "Q7": Facts(requested="Q7", resolved="Q7", claims={"P576": ({"value": "2020-05"},)}),
    }
    told = body(texts, read("Q53265341") | known)
    assert "Q53265341 est devenu Q11036 : écrivez le nouveau numéro." in words(told, "fusions")
    assert "Q10908976 : absent de Wikidata, constaté le 20 novembre 2026." in words(told, "absents")
    assert "Wikidata dit que c’est fini : mai 2020. La fiche ne le dit pas." in words(told, "terminees")
    assert f'{ITEM}Q7#P576"' in told


def test_a_merged_item_of_a_term_is_corrected_in_its_list_on_the_forge() -> None:
    path = "catalogue/vocabulaires/statuts_juridiques.yml"
    content = "titre: {fr: Statuts, en: Forms}\ntermes:\n  - id: scic\n    libelle: {fr: SCIC, en: SCIC}\n"
    document = located.read(f"{content}    correspondances: {{wikidata: [Q1]}}\n".encode(), path)
    listed, _ = vocabularies.read("statuts_juridiques", document)
    one = edition({COOP: SAME})
    known = {"Q1": Facts(requested="Q1", resolved="Q2")}
    tied = replace(
        one, catalogue=replace(one.catalogue, vocabularies={"statuts_juridiques": listed}), facts=known
    )
    told = quality.page(tied).body()
    assert words(told, "fusions").startswith("Éléments fusionnés (1) SCIC Statuts Q1 est devenu Q2")
    assert f'<a href="https://github.com/exemple/catalogue/edit/main/{path}">' in told


def test_the_last_day_on_which_wikidata_was_read() -> None:
    known = {
        q: Facts(requested=q, resolved=q, retrieved=f"2026-11-{day}")
        for q, day in (("Q1", "02"), ("Q2", "12"))
    }
    told = body({COOP: SAME}, known)
    assert "<dt>Dernière lecture de Wikidata</dt><dd>12 novembre 2026</dd>" in told
    assert "Les fiches et Wikidata s’accordent sur tout ce qu’ils disent tous deux." in told


def test_before_anything_was_read() -> None:
    told = body({COOP: WRONG}, {})
    assert "<dt>Dernière lecture de Wikidata</dt><dd>jamais rafraîchi</dd>" in told
    assert "communs enrich" in told
    assert 'id="desaccords"' not in told


def test_entries_without_an_item_can_be_given_one() -> None:
    texts = {"organisations/sans": entry("Sans & seul", "Q7").replace("wikidata: Q7", "osm: node/1")}
    told = body(texts, {})
    assert '<span>Organisations</span> <span class="cm-nombre">1</span>' in told
    assert 'href="../contribuer/nouvelle-fiche/organisations/?fiche=sans"' in told
    assert f'href="{ITEM}Special:Search?search=Sans%20%26%20seul"' in told


def test_what_wikidata_says_is_shown_as_it_is_and_never_runs() -> None:
    evil = '<img src=x onerror="alert(1)">{{ 7 * 7 }}'
    known = Facts(
        requested=MADE, resolved=MADE, labels={"fr": evil, "mul": "x" * 500},
        claims={"P856": ({"value": "javascript:alert(1)"}, {"value": "https://moi@piege.example"}),
                "P571": ({"value": evil},), "P31": ({"item": "Q5", "labels": {"fr": evil}},),
                "P576": ({"value": "-0500"},)},
    )  # fmt: skip
    told = body({COOP: WRONG}, {MADE: known})
    assert "<img" not in told
    assert "{{ 7 * 7 }}" in told
    assert not re.search(r'href="(javascript:|https://moi@)', told)
    assert html.escape(evil, quote=False).replace('"', "&#34;") in told


@pytest.fixture(scope="module")
def doubtful(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A small catalogue with two invented entries, and what recorded items say of them."""
    root = tmp_path_factory.mktemp("doutes")
    with serving(root, settings("github", FORGE), entries=False) as served:
        for name, text in {COOP: WRONG, GUIDE: entry("Le Guide", "Q42", SITE)}.items():
            (root / "catalogue" / f"{name}.yml").write_text(text, encoding="utf-8")
        for one in read(MADE, "Q42").values():
            (root / one.path).parent.mkdir(exist_ok=True)
            (root / one.path).write_bytes(facts.write(one))
        done = communs(root, "build")
        assert done.returncode == 0, done.stdout + done.stderr
        yield served


@pytest.mark.slow
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_7_whoever_reads_a_disagreement_corrects_the_right_side(
    reader: Open, doubtful: Site, width: int
) -> None:
    one = reader(width, site=doubtful)
    one.leaves("https://www.wikidata.org/")
    page = one.page("qualite/")
    line = page.locator("#desaccords li", has_text="Création : la fiche dit 2017, Wikidata dit juin 2018")
    there = line.get_by_role("link", name="Corriger sur Wikidata").get_attribute("href")
    assert there == f"{ITEM}{MADE}#P571"
    follow(page, "contribuer/nouvelle-fiche/organisations/?fiche=coop-exemple")
    form = Form(page).ready()
    assert form.shown()["date_creation"] == "2017"
    form.write("date_creation", "2018")
    doubtful.accepts({form.path(): form.yaml()})
    assert 'date_creation: "2018"' in form.yaml()


@pytest.mark.slow
@pytest.mark.parametrize("address", ["qualite/", "en/qualite/"])
def test_axe_has_nothing_to_say(reader: Open, doubtful: Site, address: str) -> None:
    for dark in (False, True):
        for width in (PHONE, DESKTOP):
            page = reader(width, dark=dark, site=doubtful, lang=address[:2]).page(address)
            page.locator("details").first.click()
            assert violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") == width
