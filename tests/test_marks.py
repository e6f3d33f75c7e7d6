"""The marks of schemas have a form; a schema that breaks it is told at once."""

from __future__ import annotations

from typing import Any

import pytest

from communs import marks
from communs.findings import Path


@pytest.mark.parametrize(
    ("schema", "path", "said"),
    [
        (
            {"x-link": "organisations"},
            ("x-link",),
            "« x-link » attend « to », une liste de types de fiche ou de listes.",
        ),
        (
            {"x-link": {"to": []}},
            ("x-link",),
            "« x-link » attend « to », une liste de types de fiche ou de listes.",
        ),
        (
            {"x-link": {"to": ["organisations"], "owner": "oui"}},
            ("x-link",),
            "« x-link » attend « to », une liste de types de fiche ou de listes.",
        ),
        (
            {"items": [{"x-expires": 12}]},
            ("items", 0, "x-expires"),
            "« x-expires » attend « months » et un nombre.",
        ),
        (
            {"x-message": {"en": "No."}},
            ("x-message",),
            "« x-message » attend « fr » et « en », avec ou sans « hint ».",
        ),
        (
            {"x-show": {"order": "premier"}},
            ("x-show",),
            "« x-show » attend un groupe, et « order » un nombre entier.",
        ),
        ({"x-after": 3}, ("x-after",), "« x-after » attend le nom d’un champ."),
        ({"x-why": "Pour savoir."}, ("x-why",), "« x-why » attend « fr » et « en »."),
        (
            {"x-renamed": ["site"]},
            ("x-renamed",),
            "« x-renamed » attend un groupe de noms, chacun avec le nom d’un champ d’ici.",
        ),
        (
            {"properties": {"a": {}}, "x-renamed": {"b": "a", "d": "c"}},
            ("x-renamed", "d"),
            "« x-renamed » mène à « c », qui n’est pas un champ d’ici.",
        ),
        ({"x-prefill": "non"}, ("x-prefill",), "« x-prefill » attend true ou false."),
        (
            {"$ref": "https://exemple.fr/x.json"},
            ("$ref",),
            "« $ref » attend une adresse dans ce fichier ou dans commun.json.",
        ),
        (
            {"$schema": "https://exemple.fr/schema"},
            ("$schema",),
            "« $schema » attend https://json-schema.org/draft/2020-12/schema.",
        ),
        (
            {"allOf": [{"$id": "https://exemple.fr/"}]},
            ("allOf", 0, "$id"),
            "ce mot mène hors du dépôt, et rien ne se lit ailleurs : retirez-le.",
        ),
    ],
)
def test_a_wrong_mark(schema: dict[str, Any], path: Path, said: str) -> None:
    assert [(at, str(why)) for at, why in marks.faults(schema)] == [(path, f"{{lieu}} : {said}")]


@pytest.mark.parametrize(
    "schema",
    [
        {"x-link": {"to": ["organisations"], "except": ["equipe"], "backlink": {"fr": "Offres"}}},
        {"properties": {"x-link": {"type": "string"}, "$ref": {"type": "string"}}},
        {"examples": [{"x-show": 3}], "const": {"$ref": "x"}},
    ],
)
def test_nothing_to_say(schema: dict[str, Any]) -> None:
    assert list(marks.faults(schema)) == []
