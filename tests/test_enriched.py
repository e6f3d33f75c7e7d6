"""Wikidata speaks where an entry is silent, and nowhere else."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from communs import located, vocabularies
from communs.entries import Entry
from communs.facts import Claim, Facts, Media, claims, filling
from communs.facts.enriched import IMAGE, Enriched
from tests.conftest import real_kinds
from tests.test_pages import catalogue
from tests.wikibase import documents

DAY = datetime.date(2026, 11, 23)
MADE = documents.MADE
HEAD = f"nom: Coop\nresume: Une coopérative inventée.\nidentifiants: {{wikidata: {MADE}}}\n"
LOGO = Media(
    file=f"{MADE}-P154.png", stored_sha1="0" * 40, sha1="1" * 40, width=330, height=120, author="Une autrice",
    licence="CC BY 4.0", licence_url="https://creativecommons.org/licenses/by/4.0/",
    page="https://commons.wikimedia.org/wiki/File:Logo.svg",
)  # fmt: skip


def made() -> Facts:
    """What the recorded document says of all that an organisation is asked."""
    return claims.reduce(documents.document(MADE), MADE, filling.paths(real_kinds()["organisations"]), DAY)


def enriched(texts: Mapping[str, str], *known: Facts, medias: frozenset[str] = frozenset()) -> Enriched:
    facts = {one.requested: one for one in known}
    return Enriched(catalogue=catalogue(texts), day=DAY, facts=facts, medias=medias)


def of(text: str, known: Facts | None = None, **medias: frozenset[str]) -> tuple[Enriched, Entry]:
    """An organisation of this text, beside the recorded item or another one."""
    found = enriched({"organisations/coop": text}, known or made(), **medias)
    return found, found.catalogue.entries["organisations", "coop"]


def plain(text: str, known: Facts | None = None) -> dict[str, Any]:
    found, entry = of(text, known)
    return found.plain(entry)


def said(**told: list[Claim]) -> Facts:
    return Facts(requested=MADE, resolved=MADE, claims={name: tuple(those) for name, those in told.items()})


def test_a_silent_entry_is_told_of_by_its_item() -> None:
    assert plain(HEAD) == {
        "sigle": "CoopEx",
        "date_creation": "2018-06",
        "identifiants.siren": "839736391",
        "site_web": "https://example.org/",
    }


def test_what_the_entry_says_is_never_touched() -> None:
    entry = HEAD + 'sigle: CE\ndate_creation: "2017"\nsite_web: https://coop.example.org\n'
    assert plain(entry) == {"identifiants.siren": "839736391"}


def test_an_entry_without_an_item_or_with_an_unknown_one_says_what_it_says() -> None:
    assert plain(HEAD.replace(MADE, "Q42")) == {}
    assert plain("nom: Coop\nresume: Une coopérative inventée.\n") == {}


def test_of_two_times_the_one_that_tells_more_exactly_stays() -> None:
    known = said(P571=[{"value": "2018"}, {"value": "2018-06"}, {"value": "2019"}])
    found, entry = of(HEAD, known)
    assert [one.claims for one in found.blanks(entry)] == [({"value": "2018-06"}, {"value": "2019"})]


def test_networks_are_completed_one_by_one() -> None:
    known = said(P4033=[{"value": "coop@social.example.org"}], P12361=[{"value": "coop.example.org"}])
    entry = HEAD + "reseaux: {mastodon: https://piaille.fr/@coop}\n"
    assert plain(HEAD, known) == {
        "reseaux.mastodon": "https://social.example.org/@coop",
        "reseaux.bluesky": "https://bsky.app/profile/coop.example.org",
    }
    assert plain(entry, known) == {"reseaux.bluesky": "https://bsky.app/profile/coop.example.org"}


def test_a_list_takes_all_values_and_a_rough_date_or_an_unsafe_address_none() -> None:
    known = said(
        P3215=[{"value": "73282932000074"}, {"value": "73282932000082"}],
        P571=[{"value": "2010", "precision": 8}],
        P856=[{"value": "javascript:alert(1)"}],
    )
    assert plain(HEAD, known) == {"identifiants.siret": ["73282932000074", "73282932000082"]}


def test_an_item_becomes_the_term_of_ours_that_names_it() -> None:
    found, entry = of(HEAD, said(P1454=[{"item": "Q3491834"}]))
    assert found.plain(entry) == {}
    words = "termes: [{id: scic, libelle: {fr: Scic, en: Scic}, correspondances: {wikidata: [Q3491834]}}]\n"
    document = located.read(words.encode(), "catalogue/vocabulaires/statuts_juridiques.yml")
    lists = {"statuts_juridiques": vocabularies.read("statuts_juridiques", document)[0]}
    scic = Facts(requested="Q3491834", resolved="Q3491834")
    linked = replace(found.catalogue, vocabularies=lists)
    found = replace(found, catalogue=linked, facts={**found.facts, "Q3491834": scic})
    assert found.plain(entry) == {"statut_juridique": "scic"}
    assert found.of_term("statuts_juridiques", "scic") == [scic]
    assert found.of_term("statuts_juridiques", "sas") == []


def test_facts_beside_the_fields_give_way_to_the_field_that_says_them() -> None:
    known = said(P463=[{"item": "Q90"}], P452=[{"item": "Q7"}])
    found, entry = of(HEAD, known)
    assert [one.property for one in found.blanks(entry)] == ["P452", "P463"]
    texts = {
        "organisations/coop": HEAD + "membre_de: [{alliance: ensemble}]\n",
        "alliances/ensemble": "nom: Ensemble\nresume: Une alliance.\ntype: reseau\n",
    }
    found = enriched(texts, known)
    assert [one.property for one in found.blanks(found.catalogue.entries["organisations", "coop"])] == [
        "P452"
    ]


@pytest.mark.parametrize("named", ["Q5", "Q6"])
def test_a_merged_item_is_found_by_both_its_ids(named: str) -> None:
    known = replace(said(P856=[{"value": "https://example.org/"}]), requested="Q5", resolved="Q6")
    assert plain(HEAD.replace(MADE, named), known) == {"site_web": "https://example.org/"}


def test_a_logo_is_the_entry_s_own_then_that_of_its_item_if_its_file_is_there() -> None:
    known = replace(made(), media={"Coop Exemple – logo (2018).svg": LOGO})
    own = HEAD + "logo: {fichier: coop.svg, credit: Atelier, licence: CC0-1.0}\n"
    found, entry = of(own, known, medias=frozenset({LOGO.file, "coop.svg"}))
    logo = found.logo(entry)
    assert logo is not None
    assert (logo.file, logo.author, logo.licence, logo.page) == ("coop.svg", "Atelier", "CC0-1.0", "")
    found, entry = of(own, known, medias=frozenset({LOGO.file}))
    assert found.logo(entry) is None
    found, entry = of(HEAD, known, medias=frozenset({LOGO.file}))
    logo = found.logo(entry)
    assert logo is not None
    assert (logo.file, logo.page, logo.width) == (LOGO.file, LOGO.page, 330)
    assert found.picture(known, IMAGE) is None
    found, entry = of(HEAD, known)
    assert found.logo(entry) is None
