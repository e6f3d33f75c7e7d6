"""A schema and the shared definitions make one sound schema, or a sentence that says which file is broken."""

from __future__ import annotations

import json

import pytest

from communs.bundle import BrokenSchema, bundle, resolve

COMMON = json.dumps({"$defs": {"nom": {"type": "string", "title": "Nom"}}})
OWN = json.dumps({"properties": {"nom": {"$ref": "../commun.json#/$defs/nom", "title": "Titre"}}})


def test_every_reference_becomes_local() -> None:
    schema = bundle(OWN, COMMON, "schemas/x/schema.json")
    assert schema["properties"]["nom"]["$ref"] == "#/$defs/nom"
    assert schema["$defs"] == {"nom": {"type": "string", "title": "Nom"}}


def test_what_stands_beside_a_reference_wins() -> None:
    schema = bundle(OWN, COMMON, "schemas/x/schema.json")
    assert resolve(schema["properties"]["nom"], schema) == {"type": "string", "title": "Titre"}


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ("{", "schemas/x/schema.json:1:2 : JSON : Expecting property name enclosed in double quotes"),
        ("[]", "schemas/x/schema.json : un schéma est un objet JSON."),
        ('{"type": 3}', "schemas/x/schema.json : type : 3 is not valid under any of the given schemas"),
        (
            '{"allOf": [{"$ref": "../commun.json#/$defs/absent"}]}',
            "schemas/x/schema.json : le « $ref » #/$defs/absent ne mène à aucune définition.",
        ),
    ],
)
def test_broken(own: str, said: str) -> None:
    with pytest.raises(BrokenSchema) as raised:
        bundle(own, COMMON, "schemas/x/schema.json")
    assert str(raised.value) == said


def test_a_broken_pattern_is_told_before_any_entry_is_read() -> None:
    with pytest.raises(BrokenSchema, match=r"^schemas/x/schema\.json : (#/not : « pattern »|not/pattern)"):
        bundle('{"not": {"pattern": "("}}', COMMON, "schemas/x/schema.json")


def test_broken_shared_definitions_name_their_own_file() -> None:
    with pytest.raises(BrokenSchema, match=r"^schemas/commun\.json:1:1 : JSON"):
        bundle("{}", "pas du JSON", "schemas/x/schema.json")
