"""Links lead somewhere or are told, and every one is known from both ends."""

from __future__ import annotations

from typing import Any

import pytest

from communs import catalogue, located, territories, vocabularies
from communs.catalogue import Catalogue, Ref
from communs.entries import Entry
from communs.findings import MOST, Finding
from communs.kinds import Kind

BESOINS = """titre: {fr: Besoins}
termes:
  - {id: se-deplacer, libelle: {fr: Se déplacer, en: Getting around}}
  - {id: se-nourrir}
""".encode()


def _link(
    kinds: dict[str, Kind], *written: str, unread: tuple[Ref, ...] = ()
) -> tuple[Catalogue, list[Finding]]:
    """Entries written « kind/id content », linked."""
    entries = {}
    for each in written:
        address, _, content = each.partition(" ")
        kind, _, identifier = address.partition("/")
        document = located.read(content.encode(), f"catalogue/{address}.yml")
        entries[kind, identifier] = Entry(
            kind=kinds[kind], id=identifier, data=document.value, document=document
        )
    besoins, _ = vocabularies.read("besoins", located.read(BESOINS, "besoins.yml"))
    return catalogue.link(kinds, entries, {"besoins": besoins}, territories.load(), unread)


def _told(found: list[Finding]) -> list[tuple[str, str, str]]:
    return [(f.rule, str(f.message), str(f.hint)) for f in found]


def test_a_link_is_known_from_both_ends(kinds: dict[str, Kind]) -> None:
    linked, found = _link(kinds, "organisations/a {nom: A}", "offres/b {nom: B, portee_par: [a]}")
    (link,) = linked.backlinks["organisations", "a"]
    assert (link.source.ref, link.path, link.field.schema["x-link"]["backlink"]["fr"], found) == (
        ("offres", "b"), ("portee_par", 0), link.field.schema["x-link"]["backlink"]["fr"], [],
    )  # fmt: skip


def test_the_first_kind_that_has_the_id_wins_and_a_folder_names_it_outright(kinds: dict[str, Kind]) -> None:
    linked, found = _link(
        kinds, "organisations/a {nom: A}", "alliances/a {nom: Bis}",
        "offres/b {nom: B, portee_par: [a, alliances/a]}",
    )  # fmt: skip
    assert found == []
    assert {ref: len(links) for ref, links in linked.backlinks.items()} == {
        ("organisations", "a"): 1,
        ("alliances", "a"): 1,
    }


def test_an_entry_that_could_not_be_read_still_exists(kinds: dict[str, Kind]) -> None:
    _, found = _link(kinds, "offres/b {nom: B, portee_par: [a]}", unread=(("organisations", "a"),))
    assert found == []


def test_of_many_links_that_lead_nowhere_the_rest_is_not_told(kinds: dict[str, Kind]) -> None:
    many = ", ".join(f"x{number}" for number in range(500))
    _, found = _link(
        kinds, f"offres/b {{nom: B, portee_par: [{many}]}}", "offres/c {nom: C, portee_par: [y]}"
    )
    assert [finding.rule for finding in found] == ["lien-inconnu"] * MOST + ["trop-de-fautes", "lien-inconnu"]


def test_a_literal_exception_is_no_link(kinds: dict[str, Kind]) -> None:
    _, found = _link(kinds, "bouquets/b {nom: B, compose_par: equipe-du-catalogue}")
    assert found == []


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("mobicop", "Vouliez-vous écrire « mobicoop » ?"),
        ("Mobicoop", "Vouliez-vous écrire « mobicoop » ?"),
        ("Coopérative de covoiturage", "Vouliez-vous écrire « mobicoop » ?"),
        ("covoiturer", "« covoiturer » est dans catalogue/offres/."),
        ("zzz", "Créez d’abord cette fiche, ou retirez la ligne."),
    ],
)
def test_a_link_that_leads_nowhere(kinds: dict[str, Kind], value: str, hint: str) -> None:
    _, found = _link(
        kinds, "organisations/mobicoop {nom: Coopérative de covoiturage}", "offres/covoiturer {nom: C}",
        f"offres/b {{nom: B, portee_par: [{value}]}}",
    )  # fmt: skip
    message = f"Aucune fiche ne s’appelle « {value} » : catalogue/organisations/, catalogue/alliances/."
    assert _told(found) == [("lien-inconnu", message, hint)]


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("Se déplacer", "Vouliez-vous écrire « se-deplacer » ?"),
        ('"se-deplacer, se-nourrir"', "Écrivez chaque valeur à part : se-deplacer, se-nourrir."),
        ("Getting around", "Vouliez-vous écrire « se-deplacer » ?"),
        ("se_deplacer", "Vouliez-vous écrire « se-deplacer » ?"),
        ("bricoler", "Choisissez parmi : se-deplacer, se-nourrir."),
    ],
)
def test_a_value_outside_its_list(kinds: dict[str, Kind], value: str, hint: str) -> None:
    _, found = _link(kinds, f"offres/b {{nom: B, besoins: [{value}]}}")
    said = value.strip('"')
    assert _told(found) == [("valeur-inconnue", f"« {said} » n’est pas une valeur de « besoins ».", hint)]


def test_a_list_that_is_missing(kinds: dict[str, Kind]) -> None:
    _, found = _link(kinds, "offres/b {nom: B, frais: gratuit}")
    hint = "La liste catalogue/vocabulaires/frais.yml manque ou est vide."
    assert _told(found) == [("valeur-inconnue", "« gratuit » n’est pas une valeur de « frais ».", hint)]


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("Lille", "Vouliez-vous écrire « commune:59350 » ou « epci:200093201 » ?"),
        ("Hauts de France", "Vouliez-vous écrire « region:32 » ?"),
        ("zzzzzz", "Écrivez par exemple france, region:32, departement:59, epci:200093201 ou commune:59350."),
    ],
)
def test_an_unknown_territory(kinds: dict[str, Kind], value: str, hint: str) -> None:
    _, found = _link(kinds, f"offres/b {{nom: B, territoires: [{value}]}}")
    assert _told(found) == [("territoire-inconnu", f"« {value} » n’est pas un territoire connu.", hint)]


def test_a_commune_is_proposed_as_it_must_be_written(kinds: dict[str, Kind]) -> None:
    _, found = _link(kinds, "lieux/b {nom: B, code_insee: Lille}")
    assert str(found[0].hint) == 'Vouliez-vous écrire « "59350" » ?'


@pytest.mark.parametrize("value", ["3", "[[3]]", "{a: [b]}", "null", '""', "[null, 3]"])
def test_what_is_no_text_is_no_link(kinds: dict[str, Kind], value: str) -> None:
    _, found = _link(
        kinds, f"offres/b {{nom: B, portee_par: {value}, besoins: {value}, territoires: {value}}}"
    )
    assert found == []


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        (
            '{identifiants: {siren: "732829320"}}',
            '{identifiants: {siren: "732829320"}}',
            [("error", "SIREN")],
        ),
        (
            "{identifiants: {wikidata: Q1}}",
            "{identifiants: {wikidata: Q1}}",
            [("error", "identifiant Wikidata")],
        ),
        ("{site_web: https://www.a.fr/}", "{site_web: http://A.fr}", [("warning", "site web")]),
        ("{site_web: https://a.fr/b}", "{site_web: https://a.fr}", []),
        ("{nom: La Coop}", "{nom: la-coop !}", [("warning", "nom")]),
        (
            "{identifiants: 3, nom: [a], site_web: {b: c}}",
            "{identifiants: 3, nom: [a], site_web: {b: c}}",
            [],
        ),
    ],
)
def test_twins(kinds: dict[str, Kind], one: str, two: str, found: list[Any]) -> None:
    _, findings = _link(kinds, f"organisations/un {one}", f"organisations/deux {two}")
    assert [(f.severity, str(f.message)) for f in findings if f.rule == "doublon"] == [
        (severity, f"La fiche « un » a le même {what}.") for severity, what in found
    ]


def test_entries_of_different_kinds_are_no_twins(kinds: dict[str, Kind]) -> None:
    _, found = _link(kinds, "organisations/a {nom: A}", "alliances/a {nom: A}")
    assert found == []


def test_names_follow_the_schema(kinds: dict[str, Kind]) -> None:
    linked, _ = _link(
        kinds, "organisations/lille {nom: '{organisation}'}", "organisations/citiz {nom: Citiz}",
        "cooperations/c {collectivite: lille, organisation: citiz}", "cooperations/d {collectivite: 3}",
    )  # fmt: skip
    name = {entry.id: linked.name(entry) for entry in linked.entries.values()}
    assert name["c"] == "{organisation} aide Citiz"
    assert linked.name(linked.entries["cooperations", "c"], "en") == "{organisation} helps Citiz"
    assert name["d"] == "3 aide d"


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("besoins: [Se déplacer]", "se-deplacer"),
        ("besoins: [se-deplacr]", "se-deplacer"),
        ("besoins: [bricoler]", None),
        ("portee_par: [Mobi coop]", "mobicoop"),
        ("portee_par: [Coopérative de covoiturage]", "mobicoop"),
        ("portee_par: [mobicop]", None),  # near, but another organisation may well be one letter away
        ("portee_par: [mobicoop.yml]", "mobicoop"),
        ("territoires: [France]", "france"),
        ("territoires: ['Région:32']", "region:32"),
        ("territoires: [Hauts de France]", "region:32"),
        ("territoires: [Lille]", None),
        ("territoires: [monde]", None),
    ],
)
def test_what_is_surely_meant_can_be_written(kinds: dict[str, Kind], written: str, right: str | None) -> None:
    _, (finding,) = _link(
        kinds, "organisations/mobicoop {nom: Coopérative de covoiturage}", f"offres/b {{nom: B, {written}}}"
    )
    assert (finding.fix.text.strip("'") if finding.fix else None) == right
