"""A form knows what it is given: what it says, proposes and writes with that, and what it asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from communs import form, located
from communs.form import Form
from communs.pipeline import Checked
from tests.conftest import CASES, lay
from tests.test_doors import files_of

Open = Callable[..., Form]
GOOD = {
    "nom": "La Navette",
    "resume": "Des minibus partagés.",
    "famille": ["plateforme-cooperative"],
    "territoires": ["departement:59"],
    "site_web": "https://navette.example.org",
    "verifie_le": "2026-11-23",
}


@pytest.fixture
def files(tmp_path: Path, check: Callable[[Path], Checked]) -> dict[str, Any]:
    checked = check(lay(CASES / "invalides" / "http", tmp_path))
    withdrawn = [{"adresse": "organisations/partie", "le": "2026-10-01"}]
    return files_of(replace(checked, withdrawn=withdrawn))


@pytest.fixture
def opened(files: dict[str, Any]) -> Open:
    def open_(kind: str = "organisations", lang: str = "fr") -> Form:
        known = {name: files[name] for name in form.first(kind, lang)}
        return form.opened(known, kind, lang, "2026-11-23")

    return open_


def fed(one: Form, files: Mapping[str, Any], value: Any) -> Form:
    """The form once it has what it asks for."""
    while wanted := one.needs(value):
        one = one.learning({name: files[name] for name in wanted})
    return one


def test_a_form_that_says_nothing_lacks_what_is_required_each_at_its_place(opened: Open) -> None:
    found = opened().check("", {})
    assert [told["path"] for told in found] == [
        ["nom"], ["resume"], ["famille"], ["territoires"], ["site_web"], ["verifie_le"]
    ]  # fmt: skip
    assert found[0] == {
        "path": ["nom"],
        "key": False,
        "rule": "champ-manquant",
        "severity": "error",
        "message": "Il manque le champ «\xa0nom\xa0».",
        "hint": "Ajoutez par exemple\xa0: nom: Mobicoop",
        "fix": None,
    }


@pytest.mark.parametrize(
    ("changes", "path", "message", "fix"),
    [
        ({"nom": "x" * 201}, ["nom"], "« nom » est trop long : 201 signes, 200 au plus.", None),
        ({"besoins": ["se-deplace"]}, ["besoins", 0], "« se-deplace » n’est pas une valeur de « besoins ».", "se-deplacer"),
        ({"territoires": ["Lille"]}, ["territoires", 0], "« Lille » n’est pas un territoire connu.", None),
        ({"famille": "plateforme-cooperative"}, ["famille"], "« famille » attend une liste.", ["plateforme-cooperative"]),
        ({"url": "x"}, ["url"], "Le champ « url » s’appelle ici « site_web ».", None),
        ({"descripton": "x"}, ["descripton"], "Le champ « descripton » n’existe pas ici.", "description"),
        ({"membre_de": [{"alliance": "alliees", "depuis": "2021"}, {"depuis": "2020"}]},
         ["membre_de", 1, "alliance"], "Il manque le champ « alliance ».", None),
        ({"contact": {"courriel": "jean.dupont@gmail.com"}}, ["contact", "courriel"],
         "« jean.dupont@gmail.com » ressemble à l’adresse d’une personne.", None),
        ({"statut": "termine"}, ["date_fin"], "Le statut est « termine », mais la date de fin manque.", None),
        ({"communs_utilises": ["zzz"]}, ["communs_utilises", 0],
         "Aucune fiche ne s’appelle « zzz » : catalogue/communs/.", None),
        ({"nom": "A\u2028B"}, ["nom"], "Il y a ici un caractère invisible interdit (U+2028).", None),
        ({"site_web": "http://exemple.fr"}, ["site_web"], "Le site exemple.fr répond aussi en « https:// ».",
         "https://exemple.fr"),
    ],
)  # fmt: skip
def test_each_mistake_has_its_place_its_sentence_and_its_correction(
    opened: Open, files: dict[str, Any], changes: dict[str, Any], path: list[Any], message: str, fix: Any
) -> None:
    value = {**GOOD, **changes}
    one = fed(opened(), {**files, "hotes.json": ["exemple.fr"]}, value)
    found = one.check("la-navette", value)
    assert [(told["path"], told["message"].replace("\xa0", " "), told["fix"]) for told in found] == [
        (path, message, fix)
    ]


@pytest.mark.parametrize(
    ("identifier", "own", "said"),
    [
        ("la-navette", "", []),
        ("covoit", "", ["La fiche « covoit » existe déjà."]),
        ("covoit", "covoit", []),
        ("La Navette", "", ["« La Navette » ne peut pas être le nom d’une fiche."]),
        ("partie", "", ["La fiche de cette adresse a été retirée le 2026-10-01, sur demande."]),
    ],
)
def test_a_name_is_free_and_well_made(
    opened: Open, files: dict[str, Any], identifier: str, own: str, said: list[str]
) -> None:
    found = fed(opened(), files, GOOD).correcting(own).check(identifier, GOOD)
    assert [told["message"].replace("\xa0", " ") for told in found] == said
    assert all(told["path"] == ["_id"] for told in found)


def test_an_entry_is_not_its_own_twin(opened: Open, files: dict[str, Any]) -> None:
    value = {**GOOD, "nom": "Covoit"}
    one = fed(opened(), files, value)
    assert [told["rule"] for told in one.check("covoit-bis", value)] == ["doublon"]
    assert one.correcting("covoit").check("covoit", value) == []


def test_an_english_form_speaks_english(opened: Open) -> None:
    found = opened(lang="en").check("", {"nom": ""})
    assert found[0]["message"] == "“nom” is empty."
    assert found[-1]["hint"] == "Add today’s date, for example “verifie_le: 2026-11-23”."


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ({}, []),
        ({"territoires": ["france", "", 5]}, []),
        ({"territoires": ["region:32"]}, ["territoires.json"]),
        ({"territoires": ["epci:200093201"]}, ["intercommunalites.tsv"]),
        ({"territoires": ["pays:BE"]}, ["pays.json"]),
        ({"territoires": ["commune:2A004"]}, ["territoires.json", "communes/2A.tsv"]),
        ({"territoires": ["commune:99999"]},
         ["territoires.json", "intercommunalites.tsv", "pays.json"]),
        ({"territoires": ["Saint-Malo"]},
         ["territoires.json", "intercommunalites.tsv", "pays.json", "noms/saint-m.tsv"]),
        ({"adresse": {"code_insee": "97411"}}, ["territoires.json", "communes/974.tsv"]),
        ({"membre_de": [{"alliance": "alliees"}]}, ["fiches-alliances.json"]),
        ({"site_web": "http://a.fr"}, ["hotes.json"]),
    ],
)  # fmt: skip
def test_nothing_is_fetched_before_it_is_needed(
    opened: Open, files: dict[str, Any], value: Any, names: list[str]
) -> None:
    first = opened()
    known = fed(first, files, value).known
    assert [name for name in known if name not in first.known] == names


def test_a_link_that_leads_nowhere_is_looked_for_everywhere(opened: Open, files: dict[str, Any]) -> None:
    value = {"membre_de": [{"alliance": "covoiturer"}]}
    one = fed(opened(), files, value)
    assert {f"fiches-{kind}.json" for kind in one.facts["types"]} <= one.known.keys()
    assert one.check("x", value)[-2]["hint"] == "«\xa0covoiturer\xa0» est dans catalogue/offres/."


def test_what_cannot_be_had_is_done_without(opened: Open) -> None:
    value = {**GOOD, "territoires": ["departement:59"]}
    one = opened()
    while wanted := one.needs(value):
        one = one.losing(wanted)
    assert one.check("x", value) == []


def _asked(one: Form, files: Mapping[str, Any], path: list[Any], typed: str) -> Form:
    while wanted := one.asked(tuple(path), typed):
        one = one.learning({name: files[name] for name in wanted})
    return one


@pytest.mark.parametrize(
    ("kind", "path", "typed", "value"),
    [
        ("organisations", ["nom"], "  La   Navette ", "La Navette"),
        ("organisations", ["description"], "Un.\r\n\r\nDeux.  ", "Un.\n\nDeux."),
        ("organisations", ["territoires", 0], "hauts de france", "region:32"),
        ("organisations", ["territoires", 0], "Lezennes", "commune:59346"),
        ("organisations", ["adresse", "code_insee"], "Lezennes", "59346"),
        ("organisations", ["date_creation"], "02/11/2026", "2026-11-02"),
        ("organisations", ["chiffres", 0, "valeur"], "1 200", 1200),
        ("organisations", ["chiffres", 0, "valeur"], "12,5", 12.5),
        ("organisations", ["chiffres", 0, "valeur"], "1,200", "1,200"),
        ("organisations", ["membre_de", 0, "alliance"], "Alliées", "alliees"),
        ("organisations", ["site_web"], "navette.example.org", "https://navette.example.org"),
        ("communs", ["licence"], "agpl-3.0-or-later", "AGPL-3.0-or-later"),
        ("organisations", ["inconnu"], " x ", "x"),
    ],
)
def test_what_is_typed_stands_for_a_value(
    opened: Open, files: dict[str, Any], kind: str, path: list[Any], typed: str, value: Any
) -> None:
    assert _asked(opened(kind), files, path, typed).value(tuple(path), typed) == value


def test_what_may_be_meant_is_proposed_by_name(opened: Open, files: dict[str, Any]) -> None:
    one = _asked(opened(), files, ["territoires", 0], "lezen")
    assert one.proposals(("territoires", 0), "lezen") == [{"id": "commune:59346", "label": "Lezennes (59)"}]
    assert one.shown(("territoires", 0), "commune:59346") == "Lezennes (59)"
    assert one.proposals(("besoins", 0), "deplac") == [{"id": "se-deplacer", "label": "Se déplacer"}]
    assert one.shown(("nom",), "x") == ""


def test_the_places_of_a_commune_are_the_same_by_its_code_and_by_its_name(files: dict[str, Any]) -> None:
    for name in ("Saint-Malo", "Le Havre", "L'Abergement-Clémenciat", "Lille", "Œuilly", "Y"):
        begun = files[f"noms/{form.shards.beginning(name)}.tsv"].split("\n")
        line = next(line for line in begun if line.split("\t")[1] == name)
        departement = form.shards.departement_of(line)
        assert line in files[f"communes/{departement}.tsv"].split("\n")


@pytest.mark.parametrize(
    ("kind", "value", "identifier"),
    [
        ("organisations", {"nom": "L’Été à Lille"}, "l-ete-a-lille"),
        ("organisations", {"nom": "…"}, ""),
        ("organisations", {}, ""),
        ("evenements", {"titre": "Forum 2026"}, "forum-2026"),
        ("signatures", {"declaration": "d-2022"}, ""),
        ("signatures", {"declaration": "d-2022", "organisation": "covoit"}, "d-2022--covoit"),
        ("organisations", {"nom": "a" * 95 + " b"}, "a" * 95),
    ],
)
def test_the_name_of_an_entry_is_drawn_from_its_fields(
    opened: Open, kind: str, value: dict[str, Any], identifier: str
) -> None:
    assert opened(kind).named(value) == identifier


def test_a_new_entry_is_written_in_the_order_of_its_schema_with_a_word_on_each_field(opened: Open) -> None:
    value = {
        "description": "Un.\n\nDeux : « # ».",
        "resume": {"en": "B", "fr": "A"},
        "nom": "2018",
        "autre": 1,
    }
    text = opened().text(value)
    assert text.replace("\xa0", " ") == (
        "# yaml-language-server: $schema=../../.cache/schemas/organisations.json\n"
        "# Organisation : Une coopérative, une association, une collectivité, un financeur… : qui sont les alliés.\n"
        "# Les lignes qui commencent par « # » expliquent : retirez le « # » pour remplir un champ.\n"
        "\n"
        "# Nom (obligatoire) : Le nom d’usage, tel que les gens le connaissent.\n"
        'nom: "2018"\n'
        "\n"
        "# Résumé (obligatoire) : Une ou deux phrases simples, 280 signes au plus : ce que c’est, pour qui.\n"
        "resume:\n"
        "  fr: A\n"
        "  en: B\n"
        "\n"
        "# Présentation : Texte libre, en Markdown.\n"
        "description: |-\n"
        "  Un.\n"
        "\n"
        "  Deux : « # ».\n"
        "\n"
        "# Famille (obligatoire) : Les familles d’acteurs dont vous vous réclamez.\n"
        "# famille: [plateforme-cooperative]\n"
        "\n"
        "# Territoires (obligatoire) : "
        "Où cela s’adresse : france, region:32, departement:59, epci:200093201, commune:59350…\n"
        "# territoires: [france]\n"
        "autre: 1\n"
    )
    assert located.read(text.encode(), "f.yml").value == value


def test_an_entry_that_exists_keeps_the_lines_that_do_not_change(opened: Open) -> None:
    source = "# Nous\nnom: A   # avant\nresume: B\n"
    after = {"resume": "B", "nom": "C", "sigle": "C"}
    found = opened().patched(source, {"nom": "A", "resume": "B"}, after)
    assert found == "# Nous\nnom: C   # avant\nsigle: C\nresume: B\n"


def test_what_nobody_sees_is_left_out() -> None:
    pasted = {"nom": "Le\u2028Four\ufeff du\x07 Hameau\x85", "sources": [{"note": "a\n b "}], "quantite": 2}
    told = {"nom": "Le Four du Hameau", "sources": [{"note": "a\n b "}], "quantite": 2}
    assert form.cleaned(pasted) == told
