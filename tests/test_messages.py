"""The judge's errors become findings: the right field, the right place, the schema's words where it has some."""

from __future__ import annotations

import json
from typing import Any

import pytest

from communs import entries, located
from communs.findings import Finding, Severity
from communs.kinds import read

RULE = {"fr": "Il faut un bec.", "en": "A beak is needed.", "hint": {"fr": "Ajoutez « bec »."}}
SCHEMA = {
    "type": "object",
    "properties": {
        "nom": {"type": "string", "pattern": "\\S"},
        "genre": {"enum": ["oiseau", "poisson"]},
        "bec": {"type": "object", "properties": {"couleur": {"type": "string"}}, "additionalProperties": False},
        "point": {"type": "object", "properties": {"x": {}, "y": {}}, "dependentRequired": {"x": ["y"], "y": ["x"]}},
        "cles": {"type": "object", "propertyNames": {"pattern": "^[a-z]+$"}},
        "taille": {"type": "integer", "exclusiveMinimum": 0, "maximum": 9},
        "horaire": {"type": "string", "format": "time"},
        "nombre": {"multipleOf": 2},
        "vol": {"type": ["boolean", "string"]},
    },
    "required": ["nom"],
    "allOf": [
        {"if": {"properties": {"genre": {"const": "oiseau"}}, "required": ["genre"]},
         "then": {"required": ["bec"], "properties": {"taille": {"maximum": 5}}, "x-message": RULE},
         "else": {"properties": {"bec": False}}},
        {"if": {"required": ["vol"]}, "then": {"anyOf": [{"required": ["bec"]}, {"required": ["taille"]}]}},
    ],
    "unevaluatedProperties": False,
}  # fmt: skip
KIND = read("animaux", json.dumps(SCHEMA), "{}")


def _findings(content: str, *, draft: bool = False) -> list[Finding]:
    document = located.read(content.encode(), "f.yml")
    return list(entries.judge(KIND, document.value, document, draft=draft))


def _told(content: str) -> list[tuple[int, int, str, str, str]]:
    return [
        (f.span.line, f.span.column, f.rule, str(f.message), str(f.hint or "")) for f in _findings(content)
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("nom: A\n", []),
        ("genre: poisson\n", [(1, 1, "champ-manquant", "Il manque le champ « nom ».", "Ajoutez par exemple : nom: …")]),
        ("nom: A\ngenre: oiseau\n", [(1, 1, "champ-manquant", "Il faut un bec.", "Ajoutez « bec ».")]),
        ("nom: A\nbec: {}\n", [(2, 1, "champ-interdit", "Le champ « bec » n’a pas sa place ici.", "Retirez cette ligne.")]),
        (
            "nom: A\ngenre: oiseau\nbec:\n  coulleur: rouge\n",
            [(4, 3, "champ-inconnu", "Le champ « coulleur » n’existe pas ici.", "Vouliez-vous écrire « couleur » ?")],
        ),
        (
            "nom: A\npoint: {x: 1}\n",
            [(2, 1, "champ-manquant", "Il manque le champ « y ».", "Ajoutez par exemple : y: …")],
        ),
        (
            "nom: A\ncles:\n  B b: 1\n",
            [(3, 3, "forme", "« B b » n’a pas la forme attendue pour « cles ».",
              "Écrivez des minuscules sans accent, des chiffres et des tirets.")],
        ),
        (
            "nom: A\ntaille: 0\n",
            [(2, 9, "trop-petit", "0 est trop petit pour « taille ».", "Écrivez un nombre au-dessus de 0.")],
        ),
        ("nom: A\ntaille: 12\n", [(2, 9, "trop-grand", "12 est trop grand pour « taille ».", "Écrivez au plus 9.")]),
        (
            "nom: A\ntaille: 2.5\n",
            [(2, 9, "type", "« taille » attend un nombre entier.", "Écrivez un nombre entier sans guillemets : 12")],
        ),
        (
            "nom: A\nnombre: 3\n",
            [(2, 9, "regle-du-schema", "« nombre » ne suit pas la règle « multipleOf » du schéma.",
              "Comparez avec l’exemple du type de fiche.")],
        ),
        (
            "nom: A\ngenre: chat\n",
            [(2, 8, "valeur-inconnue", "« chat » n’est pas une valeur de « genre ».",
              "Choisissez parmi : oiseau, poisson.")],
        ),
        ("nom: A\nvol: true\n", [(1, 1, "champ-manquant", "Il manque un champ.", "Ajoutez l’un de ceux-ci : bec, taille.")]),
        ("nom: A\ngenre: oiseau\nbec: {}\ntaille: 7\n", [(4, 9, "regle-du-schema", "Il faut un bec.", "Ajoutez « bec ».")]),
        ("nom: A\nhoraire: midi\n", []),
        ("nom: 2.10\n", [(1, 6, "type", "« nom » attend un texte : il manque les guillemets.", 'Écrivez : "2.10"')]),
        ("nom:\n", [(1, 5, "vide", "« nom » est vide.", "Écrivez par exemple : nom: …")]),
        ("nom: A\nnom: [B]\n", []),
    ],
)  # fmt: skip
def test_told(content: str, told: list[Any]) -> None:
    assert _told(content) == told


@pytest.mark.parametrize(
    ("content", "severity"),
    [
        ("genre: poisson\n", "warning"),
        ("nom: A\nvol: true\n", "warning"),
        ("nom: A\npoint: {x: 1}\n", "error"),
        ("nom: [A]\n", "error"),
    ],
)
def test_a_draft_may_miss_what_an_entry_must_have(content: str, severity: Severity) -> None:
    assert [finding.severity for finding in _findings(content, draft=True)] == [severity]


def test_a_thousand_unknown_fields_are_not_all_named() -> None:
    assert len(_findings("nom: A\n" + "".join(f"champ{n}: 1\n" for n in range(1000)))) == 50


def test_the_english_of_the_schema_comes_along() -> None:
    (finding,) = _findings("nom: A\ngenre: oiseau\n")
    assert finding.message.en == "A beak is needed."
