"""One entry by itself: its name, its words, and values of any type without a fall."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from communs import entries, located, territories
from communs.entries import Entry, misnamed, slug
from communs.kinds import Kind
from communs.rules import World
from tests.conftest import real_kinds

WORLD = World(today=datetime.date(2026, 11, 23), territories=territories.load())


def _entry(kind: Kind, content: str) -> Entry:
    document = located.read(content.encode(), "catalogue/x/essai.yml")
    return Entry(kind=kind, id="essai", data=document.value, document=document)


def test_what_an_entry_says_of_itself(kinds: dict[str, Kind]) -> None:
    entry = _entry(kinds["offres"], "nom: {fr: Été, en: Summer}\nstatut: termine\norigine: pre-remplie\n")
    assert (entry.ref, entry.path) == (("offres", "essai"), "catalogue/x/essai.yml")
    assert (entry.draft, entry.prefilled, entry.ended) == (False, True, True)
    assert (entry.text("nom"), entry.text("nom", "en"), entry.text("resume")) == ("Été", "Summer", "")


@pytest.mark.parametrize("name", ["essai", "a", "a-b", "a--b", "2a-3", "x" * 96])
def test_a_good_name(name: str) -> None:
    assert list(misnamed("p", name)) == []


@pytest.mark.parametrize(
    ("name", "near"),
    [("Essai", "essai"), ("été", "ete"), ("a_b", "a-b"), ("a---b", "a-b"), ("-a", "a"),
     ("a b.c", "a-b-c"), ("日本", "ma-fiche")],
)  # fmt: skip
def test_a_bad_name_has_a_good_one_near(name: str, near: str) -> None:
    (finding,) = misnamed("p", name)
    assert str(finding.message) == f"« {name} » ne peut pas être le nom d’une fiche."
    assert f"« {near}.yml »" in str(finding.hint)
    assert slug(name) == near


@pytest.mark.parametrize("kind", real_kinds().values(), ids=lambda kind: kind.name)
def test_each_schema_has_an_example_that_its_judge_accepts(kind: Kind) -> None:
    document = located.read(kind.example.encode(), "exemple.yml")
    entry = Entry(kind=kind, id="exemple", data=document.value, document=document)
    found: list[Any] = [
        f for f in [*document.findings, *entries.check(entry, WORLD)] if f.rule != "nom-de-fichier"
    ]
    assert [f for f in found if f.severity == "error"] == []
