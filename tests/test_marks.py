"""The marks of schemas have a form; a schema that breaks it is told at once."""

from __future__ import annotations

from typing import Any

import pytest

from communs import marks


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        (
            {"x-link": "organisations"},
            "# : « x-link » attend « to », une liste de types de fiche ou de listes.",
        ),
        ({"x-link": {"to": []}}, "# : « x-link » attend « to », une liste de types de fiche ou de listes."),
        ({"items": [{"x-expires": 12}]}, "#/items/0 : « x-expires » attend « months » et un nombre."),
        ({"x-message": {"en": "No."}}, "# : « x-message » attend « fr » et « en », avec ou sans « hint »."),
        ({"x-after": 3}, "# : « x-after » attend le nom d’un champ."),
        ({"x-prefill": "non"}, "# : « x-prefill » attend true ou false."),
        (
            {"$ref": "https://exemple.fr/x.json"},
            "# : « $ref » attend une adresse dans ce fichier ou dans commun.json.",
        ),
    ],
)
def test_a_wrong_mark(schema: dict[str, Any], said: str) -> None:
    assert list(marks.faults(schema)) == [said]


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
