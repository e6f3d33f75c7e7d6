"""The schemas that stand alone: the same verdicts, what may be chosen, and our words for editors."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import jsonschema
import pytest

from communs import kinds as kinds_
from communs import pipeline, territories
from communs.catalogue import Catalogue
from communs.exports import schemas
from communs.judge import judge
from tests.conftest import ROOT, real, real_kinds

COMMON = '{"$defs": {"texte": {"type": "string", "title": "Texte", "maxLength": 9}, "ouvert": {"properties": {"a": {}}}}}'


@lru_cache
def catalogue() -> Catalogue:
    return real().catalogue


@lru_cache
def published() -> dict[str, Any]:
    return {address: json.loads(data) for address, data in schemas.files(catalogue())}


@lru_cache
def copies() -> dict[str, Any]:
    return {name: json.loads(data) for name, data in schemas.copies(catalogue())}


def alone(schema: dict[str, Any]) -> dict[str, Any]:
    """The copy of a schema of our own, in a catalogue without entries."""
    kind = kinds_.read("essais", json.dumps(schema), COMMON)
    made = Catalogue(kinds={"essais": kind}, entries={}, vocabularies={}, territories=territories.load())
    found: dict[str, Any] = json.loads(dict(schemas.copies(made))["essais.json"])
    return found


@pytest.mark.slow
@pytest.mark.parametrize("kind", real_kinds())
def test_both_are_sound_schemas_and_point_nowhere(kind: str) -> None:
    for schema in (published()[f"schemas/{kind}.json"], copies()[f"{kind}.json"]):
        jsonschema.Draft202012Validator.check_schema(schema)
        assert "$ref" not in json.dumps(schema)


@pytest.mark.parametrize("kind", real_kinds())
def test_every_entry_is_valid_against_its_copy(kind: str) -> None:
    told = judge(copies()[f"{kind}.json"])
    for entry in catalogue().by_kind[kind]:
        assert [error.message for error in told.iter_errors(entry.data)] == [], entry.path


@pytest.mark.parametrize("kind", real_kinds())
def test_the_published_one_judges_as_the_kind_does(kind: str) -> None:
    judged = judge(published()[f"schemas/{kind}.json"])
    for entry in catalogue().by_kind[kind]:
        assert judged.is_valid(entry.data) == catalogue().kinds[kind].gate(entry.data), entry.path


def spoiled(data: dict[str, Any]) -> list[dict[str, Any]]:
    """An entry with one field less, one too many, and each field with a value of another sort."""
    lost = [{name: value for name, value in data.items() if name != gone} for gone in data]
    return [*lost, {**data, "inconnu": 1}, *({**data, name: 12.5} for name in data)]


@pytest.mark.parametrize("kind", real_kinds())
def test_a_copy_refuses_what_the_kind_refuses(kind: str) -> None:
    told, gate = judge(copies()[f"{kind}.json"]), catalogue().kinds[kind].gate
    whole = [entry.data for entry in catalogue().by_kind[kind] if "brouillon" not in entry.data]
    for data in whole[:3]:
        for faulty in spoiled(dict(data)):
            assert told.is_valid(faulty) == gate(faulty), faulty


def test_values_have_their_meaning_beside_them() -> None:
    family = copies()["organisations.json"]["properties"]["famille"]["items"]
    meaning = dict(zip(family["enum"], family["enumDescriptions"], strict=True))
    assert meaning["tiers-lieu"] == "Tiers-lieu"
    assert meaning["plateforme-cooperative"].startswith("Plateforme coopérative\u00a0: Un service en ligne")
    holder = published()["schemas/offres.json"]["properties"]["portee_par"]["items"]
    assert holder["enumDescriptions"][holder["enum"].index("mobicoop")] == "Mobicoop"


def test_keys_that_may_be_chosen_are_fields() -> None:
    criteria = copies()["organisations.json"]["properties"]["criteres"]
    assert criteria["properties"]["gouvernance-partagee"]["title"] == "Gouvernance partagée"
    assert "gouvernance-partagee" in criteria["propertyNames"]["enum"]


@pytest.mark.parametrize(
    ("territory", "valid"),
    [("france", True), ("region:32", True), ("commune:59350", True), ("pays:BE", True), ("epci:200093201", True),
     ("marseille", False), ("region:99", False), ("commune:5935", False)],
)  # fmt: skip
def test_the_main_territories_are_listed_and_codes_pass(territory: str, valid: bool) -> None:
    told, plain = copies()["organisations.json"], published()["schemas/organisations.json"]
    assert judge(told["properties"]["territoires"]["items"]).is_valid(territory) == valid
    assert judge(plain["properties"]["territoires"]["items"]).is_valid(territory) == valid


def test_words_stay() -> None:
    name = copies()["organisations.json"]["properties"]["nom"]
    assert (name["title"], name["examples"], name["x-en"]["title"]) == ("Nom", ["Mobicoop"], "Name")
    assert name["description"] == "Le nom d’usage, tel que les gens le connaissent."


def test_rules_on_both_sides_of_a_reference_count() -> None:
    made = alone(
        {"properties": {"mot": {"$ref": "commun.json#/$defs/texte", "maxLength": 20, "title": "Mot"}}}
    )
    assert judge(made).is_valid({"mot": "neuf"})
    assert not judge(made).is_valid({"mot": "plus de neuf"})
    closed = alone(
        {"$ref": "commun.json#/$defs/ouvert", "properties": {"b": {}}, "unevaluatedProperties": False}
    )
    assert judge(closed).is_valid({"a": 1, "b": 2})
    assert not judge(closed).is_valid({"c": 3})


def test_an_id_of_two_kinds_can_be_named_outright(tmp_path: Any) -> None:
    for kind in ("organisations", "alliances"):
        (tmp_path / "catalogue" / kind).mkdir(parents=True)
        (tmp_path / "catalogue" / kind / "a.yml").write_text(f"nom: A {kind}\n", encoding="utf-8")
    (tmp_path / "schemas").symlink_to(ROOT / "schemas")
    made = dict(schemas.copies(pipeline.check(tmp_path).catalogue))
    holder = json.loads(made["offres.json"])["properties"]["portee_par"]["items"]
    assert dict(zip(holder["enum"], holder["enumDescriptions"], strict=True)) == {
        "a": "A organisations",
        "alliances/a": "A alliances",
    }
