"""Our own rules for one entry: the borders between right and wrong (the sentences are in `cases/`)."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from communs import located, rules, territories
from communs.kinds import Kind
from communs.rules import Context, World, months_between

DAY = datetime.date(2026, 11, 23)
WORLD = World(today=DAY, territories=territories.load())


def _rules(kind: Kind, content: str, world: World = WORLD, identifier: str = "essai") -> list[str]:
    document = located.read(content.encode(), "f.yml")
    context = Context(kind=kind, id=identifier, data=document.value, document=document, world=world)
    return [finding.rule for rule in rules.RULES for finding in rule(context)]


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [("2026-05-23", "2026-11-23", 6), ("2026-05-24", "2026-11-23", 5), ("2024-11-23", "2026-11-23", 24),
     ("2026-01-31", "2026-02-28", 0), ("2026-11-24", "2026-11-23", -1)],
)  # fmt: skip
def test_whole_months(start: str, end: str, months: int) -> None:
    assert months_between(datetime.date.fromisoformat(start), datetime.date.fromisoformat(end)) == months


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("verifie_le: 2026-11-23", []),
        ("verifie_le: 2026-11-24", ["date-future"]),
        ("verifie_le: 2026-05-24", []),
        ("verifie_le: 2026-05-23", ["fraicheur"]),
        ("verifie_le: 2024-11-24", ["fraicheur"]),
        ("verifie_le: 2024-11-23", ["a-verifier"]),
        ("verifie_le: 2020-01-01\nstatut: termine", []),
        ("verifie_le: 2026-13-45", []),
        ("verifie_le: [2026]", []),
    ],
)
def test_freshness(kinds: dict[str, Kind], content: str, found: list[str]) -> None:
    assert _rules(kinds["organisations"], content) == found


def test_the_catalogue_chooses_its_own_thresholds(kinds: dict[str, Kind]) -> None:
    world = World(today=DAY, territories=WORLD.territories, warn_months=1, doubt_months=2)
    assert _rules(kinds["organisations"], "verifie_le: 2026-10-01", world) == ["fraicheur"]
    assert _rules(kinds["organisations"], "verifie_le: 2026-09-01", world) == ["a-verifier"]


def test_events_do_not_age(kinds: dict[str, Kind]) -> None:
    assert _rules(kinds["evenements"], "verifie_le: 2020-01-01") == []


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("debut: 2026-03-10\nfin: 2026-03-09", ["dates-en-ordre"]),
        ("debut: 2026-03-10\nfin: 2026-02-31", []),  # no such day: its format is what is wrong
        ("debut: 2026-03-10\nfin: 2026-03-10", []),
        ("debut: 2026-03\nfin: 2026-03-01", []),
        ('debut: "2026"\nfin: 2026-01', []),
        ('debut: "2026"\nfin: 2025-12', ["dates-en-ordre"]),
        ("fin: 2026-03-10", []),
        ("debut: [2026]\nfin: 2025-12", []),
    ],
)
def test_dates_in_order(kinds: dict[str, Kind], content: str, found: list[str]) -> None:
    assert _rules(kinds["evenements"], content) == found


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("expire_le: 2026-11-22", ["expiree"]),
        ("expire_le: 2026-11-23", []),
        ("verifie_le: 2026-11-02\nexpire_le: 2027-11-02", []),
        ("verifie_le: 2026-11-02\nexpire_le: 2027-11-03", ["expire-trop-tard"]),
        ("expire_le: demain", []),
    ],
)
def test_needs_expire(kinds: dict[str, Kind], content: str, found: list[str]) -> None:
    assert _rules(kinds["ressources"], content) == found


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("contact@exemple.fr", []),
        ("contact.lille@exemple.fr", []),
        ("vie-associative@exemple.fr", []),
        ("covoiturage@exemple.fr", []),
        ("jeanne.dupont@exemple.fr", ["courriel-personnel"]),
        ("jean-luc.dupont@exemple.fr", ["courriel-personnel"]),
        ("j_dupont@exemple.fr", ["courriel-personnel"]),
        ("dupont59@exemple.fr", ["courriel-personnel"]),
        ("lesamis@gmail.com", ["courriel-personnel"]),
        ("contact.lesamis@gmail.com", []),
        ("pas une adresse", []),
    ],
)
def test_personal_looking_addresses(kinds: dict[str, Kind], address: str, found: list[str]) -> None:
    assert _rules(kinds["organisations"], f"contact: {{courriel: {address}}}") == found


@pytest.mark.parametrize(
    ("identifiers", "found"),
    [
        ('{siren: "732829320", siret: ["73282932000074"]}', []),
        ('{siren: "552100554", siret: ["73282932000074"]}', ["siret-siren"]),
        ('{siret: ["73282932000074"]}', []),
        ("3", []),
        ("{siren: 3, siret: 4}", []),
        ('{siren: "552100554", siret: [3, [4]]}', []),
    ],
)
def test_establishments_belong_to_their_company(
    kinds: dict[str, Kind], identifiers: str, found: list[str]
) -> None:
    assert _rules(kinds["organisations"], f"identifiants: {identifiers}") == found


def test_what_only_the_organisation_may_write(kinds: dict[str, Kind]) -> None:
    prefilled = "origine: pre-remplie\ncriteres: {}\naccepte_nouveaux: {}"
    assert _rules(kinds["organisations"], prefilled) == ["jamais-pre-rempli"] * 2
    assert _rules(kinds["organisations"], "origine: membre\ncriteres: {}") == []
    assert _rules(kinds["signatures"], "origine: pre-remplie") == ["jamais-pre-rempli"]


@pytest.mark.parametrize(
    ("identifier", "content", "found"),
    [
        ("d--o", "declaration: d\norganisation: o", []),
        ("o--d", "declaration: d\norganisation: o", ["nom-de-fichier"]),
        ("x", "declaration: d", []),
    ],
)
def test_a_name_made_of_parts(
    kinds: dict[str, Kind], identifier: str, content: str, found: list[Any]
) -> None:
    assert _rules(kinds["signatures"], content, identifier=identifier) == found


def test_each_rule_says_its_reason() -> None:
    assert all(rule.__doc__ for rule in rules.RULES)
