"""A schema and the shared definitions make one sound schema, or a sentence that says which file is broken."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from communs.bundle import BrokenSchema, bundle, resolve
from communs.kinds import read
from communs.words import messages
from tests.command import communs
from tests.conftest import ROOT, lay

COMMON = json.dumps({"$defs": {"nom": {"type": "string", "title": "Nom"}}})
OWN = json.dumps({"properties": {"nom": {"$ref": "../commun.json#/$defs/nom", "title": "Titre"}}})


def test_every_reference_becomes_local() -> None:
    schema = bundle(OWN, COMMON, "schemas/x/schema.json")
    assert schema["properties"]["nom"]["$ref"] == "#/$defs/nom"
    assert schema["$defs"] == {"nom": {"type": "string", "title": "Nom"}}


def test_what_stands_beside_a_reference_wins() -> None:
    schema = bundle(OWN, COMMON, "schemas/x/schema.json")
    assert resolve(schema["properties"]["nom"], schema) == {"type": "string", "title": "Titre"}


BROKEN = "schemas/x/schema.json"


def _broken(own: str, common: str = COMMON) -> str:
    with pytest.raises(BrokenSchema) as raised:
        read("x", own, common)
    assert raised.value.said.fr in messages("en")
    return str(raised.value.said)


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ("", "1:1 : ici on attend une valeur."),
        ("{", "1:2 : ici on attend un nom entre guillemets doubles."),
        ('{"type": "object",}', "1:19 : ici on attend un nom entre guillemets doubles."),
        ('{"type" "object"}', "1:9 : il manque « : » après un nom."),
        ('{"a": 1\n "b": 2}', "2:2 : il manque ici une virgule ou un signe fermant."),
        ('{"a": oui}', "1:7 : ici on attend une valeur."),
        ('{"a": "oui}', "1:7 : ce guillemet n’est jamais refermé."),
        ('{"a": "o\tui"}', "1:9 : un texte tient sur une ligne, sans tabulation."),
        ('{"a": "\\d"}', "1:8 : « \\ » annonce un signe spécial, et celui-ci n’existe pas."),
        ("{} {}", "1:4 : ce texte est de trop, après la fin du schéma."),
        ("nom: Essai", "1:1 : ici on attend une valeur."),
        ('{"a": ' + "9" * 5000 + "}", "1:1 : ce n’est pas du JSON."),
        ("[" * 100_000, "1:1 : ce schéma est trop imbriqué pour être lu."),
        ('{"not":' * 400 + "{}" + "}" * 400, "1:1 : ce schéma est trop imbriqué pour être lu."),
        ("[]", "1:1 : ici on attend un groupe entre accolades."),
        ('{"$defs": []}', "1:11 : ici on attend un groupe entre accolades."),
    ],
)
def test_a_text_that_is_not_a_schema(own: str, said: str) -> None:
    assert _broken(own) == f"{BROKEN}:{said}"


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"type": 3}, "2:11 : « type » ne peut pas valoir 3."),
        ({"properties": {"nom": {"required": "nom"}}}, '4:19 : « required » ne peut pas valoir "nom".'),
        ({"properties": []}, "2:17 : « properties » ne peut pas valoir []."),
        ({"properties": {"nom": 3}}, "3:12 : « nom » ne peut pas valoir 3."),
        ({"properties": 3, "x-renamed": {"a": "b"}}, "2:17 : « properties » ne peut pas valoir 3."),
        ({"maxLength": -1}, "2:16 : « maxLength » ne peut pas valoir -1."),
        ({"not": {"pattern": "("}}, "3:16 : « pattern » attend une expression régulière."),
        ({"items": {"pattern": "(?P<a>x)(?P=a)"}}, "3:16 : « pattern » attend une expression régulière."),
        ({"patternProperties": {"(": True}}, "3:10 : « pattern » attend une expression régulière."),
        ({"title": "T", "x-after": 3}, "3:14 : « x-after » attend le nom d’un champ."),
        ({"x-show": {"order": "1"}}, "2:13 : « x-show » attend un groupe, et « order » un nombre entier."),
        (
            {"$id": "https://exemple.fr/x", "$ref": "y.json"},
            "2:10 : ce mot mène hors du dépôt, et rien ne se lit ailleurs : retirez-le.",
        ),
        (
            {"allOf": [{"$ref": "../commun.json#/$defs/absent"}]},
            "4:15 : aucune définition ne s’appelle « absent ».",
        ),
        (
            {"$ref": "https://exemple.fr/x.json"},
            "2:11 : « $ref » attend une adresse dans ce fichier ou dans commun.json.",
        ),
        ({"$defs": {"a": {"$ref": "#/$defs/a"}}}, "4:15 : ce « $ref » ramène à lui-même."),
        (
            {"properties": {"a": {"$ref": "#/$defs/a"}}, "$defs": {"a": {"items": {"$ref": "#/$defs/a"}}}},
            "10:17 : ce « $ref » ramène à lui-même.",
        ),
        ({"properties": {"a": {"items": {"$ref": "#"}}}}, "5:17 : ce « $ref » ramène à lui-même."),
    ],
)
def test_a_schema_that_cannot_be_used(own: object, said: str) -> None:
    assert _broken(json.dumps(own, indent=2, ensure_ascii=False)) == f"{BROKEN}:{said}"


@pytest.mark.parametrize(
    ("common", "said"),
    [
        ("pas du JSON", "1:1 : ici on attend une valeur."),
        ('{"$defs": {\n"nom": {"type": "texte"}}}', '2:17 : « type » ne peut pas valoir "texte".'),
        ('{"$defs": {\n"nom": {"x-en": "Name"}}}', "2:17 : « x-en » attend un groupe entre accolades."),
        (
            '{"$defs": {"nom": {"$ref": "#/$defs/sigle"}}}',
            "1:28 : aucune définition ne s’appelle « sigle ».",
        ),
    ],
)
def test_broken_shared_definitions_name_their_own_file(common: str, said: str) -> None:
    assert _broken(OWN, common) == f"schemas/commun.json:{said}"


def test_an_own_definition_that_hides_a_shared_one_is_its_own_fault() -> None:
    assert _broken('{"$defs": {"nom": {"type": 3}}}').startswith(f"{BROKEN}:1:28 : ")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("fr", 'communs : schemas/offres/schema.json:2:9 : « type » ne peut pas valoir "texte".\n'),
        ("en", 'communs : schemas/offres/schema.json:2:9: “type” cannot be "texte".\n'),
    ],
)
def test_the_command_says_which_file_and_line_of_the_schema(lang: str, said: str, tmp_path: Path) -> None:
    root = lay(None, tmp_path)
    shutil.copytree(ROOT / "schemas", root / "schemas")
    (root / "schemas" / "offres" / "schema.json").write_text('{\n"type": "texte"\n}\n')
    done = communs(root, "validate", "--lang", lang)
    assert (done.returncode, done.stdout, done.stderr.replace("\u00a0", " ")) == (2, "", said)


def _junk(node: Any, junk: Any) -> Iterator[Any]:
    """A schema with one of its values replaced, for each of them in turn."""
    steps = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, inner in list(steps):
        for other in (junk, *_junk(inner, junk)):
            copy = node.copy()
            copy[step] = other
            yield copy


@pytest.mark.slow
@pytest.mark.parametrize("junk", [None, 3, "(", [], {}, [{}], True, {"$ref": "#/$defs/x"}], ids=repr)
def test_whatever_is_wrong_is_told(junk: Any) -> None:
    common = (ROOT / "schemas" / "commun.json").read_text(encoding="utf-8")
    schema = json.loads((ROOT / "schemas" / "ressources" / "schema.json").read_text(encoding="utf-8"))
    for own in _junk(schema, junk):
        try:
            read("ressources", json.dumps(own), common)
        except BrokenSchema as error:
            assert str(error).startswith("schemas/ressources/schema.json:1:"), error
