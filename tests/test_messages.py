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
        ("genre: poisson\n", [(1, 1, "champ-manquant", "Il manque le champ « nom ».",
                                 "Ajoutez une ligne « nom: », suivie de sa valeur.")]),
        ("nom: A\ngenre: oiseau\n", [(1, 1, "champ-manquant", "Il faut un bec.", "Ajoutez « bec ».")]),
        ("nom: A\nbec: {}\n", [(2, 1, "champ-interdit", "Le champ « bec » n’a pas sa place ici.", "Retirez cette ligne.")]),
        (
            "nom: A\ngenre: oiseau\nbec:\n  coulleur: rouge\n",
            [(4, 3, "champ-inconnu", "Le champ « coulleur » n’existe pas ici.", "Vouliez-vous écrire « couleur » ?")],
        ),
        (
            "nom: A\npoint: {x: 1}\n",
            [(2, 1, "champ-manquant", "Il manque le champ « y ».", "Ajoutez une ligne « y: », suivie de sa valeur.")],
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
            [(2, 9, "forme", "« nombre » attend un multiple de 2, et 3 n’en est pas un.", "Écrivez par exemple : 4")],
        ),
        (
            "nom: A\ngenre: chat\n",
            [(2, 8, "valeur-inconnue", "« chat » n’est pas une valeur de « genre ».",
              "Choisissez parmi : oiseau, poisson.")],
        ),
        ("nom: A\nvol: true\n", [(1, 1, "champ-manquant", "Il manque « bec » ou « taille ».",
                                     "Ajoutez par exemple : bec: {couleur: …}")]),
        ("nom: A\ngenre: oiseau\nbec: {}\ntaille: 7\n", [(4, 9, "trop-grand", "Il faut un bec.", "Ajoutez « bec ».")]),
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


# One word of JSON Schema after the other, those that other groups may use included.


@pytest.mark.parametrize(
    ("schema", "written", "told"),
    [
        ({"enum": ["oiseau", "poisson"]}, "Oiseaux", ("valeur-inconnue", "« Oiseaux » n’est pas une valeur de « a ».",
                                                      "Écrivez : oiseau")),
        ({"const": "oiseau"}, "chat", ("valeur-inconnue", "« chat » n’est pas une valeur de « a ».",
                                      "Choisissez parmi : oiseau.")),
        ({"enum": [1, 2]}, "3", ("valeur-inconnue", "« 3 » n’est pas une valeur de « a ».", "Choisissez parmi : 1, 2.")),
        ({"type": ["string", "array"]}, "{b: 1}", ("type", "« a » attend un texte ou une liste.",
                                                   "Écrivez par exemple : a: …")),
        ({"type": ["boolean", "string"]}, "[b, c]", ("type", "« a » attend true, false ou un texte.",
                                                     "Écrivez true (oui) ou false (non), sans guillemets.")),
        ({"type": ["string", "object"], "properties": {"fr": {}, "en": {}}}, "[b, c]",
         ("type", "« a » attend un texte, ou les champs fr, en.", "Écrivez par exemple : a: …")),
        ({"minLength": 3}, "bc",
         ("trop-petit", "« a » est trop court : 2 signes, 3 au moins.", "Ajoutez-en au moins 1.")),
        ({"minLength": 1}, '""',
         ("vide", "« a » est vide.", "Écrivez une valeur, ou retirez la ligne si vous ne savez pas.")),
        ({"minItems": 2}, "[b]",
         ("trop-petit", "« a » n’a pas assez de valeurs : 1, 2 au moins.", "Ajoutez-en au moins 1.")),
        ({"maxItems": 1}, "[b, c]", ("trop-long", "« a » a trop de valeurs : 2, 1 au plus.", "Retirez-en au moins 1.")),
        ({"minProperties": 2}, "{b: 1}",
         ("trop-petit", "« a » n’a pas assez de champs : 1, 2 au moins.", "Ajoutez-en au moins 1.")),
        ({"maxProperties": 1}, "{b: 1, c: 2}",
         ("trop-long", "« a » a trop de champs : 2, 1 au plus.", "Retirez-en au moins 1.")),
        ({"prefixItems": [{}], "items": False}, "[b, c, d]", ("trop-long", "« a » a trop de valeurs : 3, 1 au plus.",
                                                              "Retirez-en au moins 2.")),
        ({"prefixItems": [{"type": "string"}]}, "[{b: c}]",
         ("type", "« a » attend un texte.", "Écrivez par exemple : a: …")),
        ({"multipleOf": 0.5}, "1.3", ("forme", "« a » attend un multiple de 0.5, et 1.3 n’en est pas un.",
                                      "Écrivez par exemple : 1.5")),
        ({"contains": {"const": "b"}}, "[c]", ("forme", "Il manque une valeur dans « a ».", "Ajoutez-y par exemple : b")),
        ({"contains": {"minimum": 3}}, "[1]", ("forme", "Il manque une valeur dans « a ».",
                                               "Comparez avec l’exemple du type de fiche.")),
        ({"not": {"const": "b"}, "examples": ["c"]}, "b", ("forme", "« b » n’est pas admis pour « a ».",
                                                           "Écrivez par exemple : c")),
        ({"not": {"required": ["b", "c"]}}, "{b: 1, c: 2}", ("champ-interdit", "Ces champs ne vont pas ensemble : b, c.",
                                                             "Gardez-en un seul.")),
        ({"not": {"required": ["b"]}}, "{b: 1}", ("champ-interdit", "Le champ « b » n’a pas sa place ici.",
                                                  "Retirez cette ligne.")),
        ({"oneOf": [{"required": ["b"]}, {"required": ["c"]}]}, "{b: 1, c: 2}",
         ("champ-interdit", "Ces champs ne vont pas ensemble : b, c.", "Gardez-en un seul.")),
        ({"properties": {"b": {}, "c": {}}, "oneOf": [{"required": ["b"]}, {"required": ["c"]}]}, "{d: 1}",
         ("champ-manquant", "Il manque « b » ou « c ».", "Ajoutez par exemple : b: …")),
        ({"anyOf": [{"required": ["b"]}, {"required": ["c"]}, {"required": ["d"]}]}, "{}",
         ("champ-manquant", "Il manque l’un de ces champs : b, c, d.", "Ajoutez par exemple : b: …")),
        ({"oneOf": [{"minimum": 1}, {"maximum": 5}]}, "3", ("forme", "« 3 » n’est pas admis pour « a ».",
                                                            "Comparez avec l’exemple du type de fiche.")),
        ({"oneOf": [{"type": "string"}, {"type": "object", "properties": {"fr": {}}, "additionalProperties": False}]},
         "{de: b}", ("champ-inconnu", "Le champ « de » n’existe pas ici.", "Les champs possibles sont : fr.")),
        ({"anyOf": [{"type": "string", "format": "uri"}, {"type": "object", "required": ["url"]}]}, "{lien: b}",
         ("champ-manquant", "Il manque le champ « url ».", "Ajoutez une ligne « url: », suivie de sa valeur.")),
        ({"anyOf": [{"type": "string", "format": "uri"}, {"type": "object", "required": ["url"]}]}, "www.b.fr",
         ("format-uri", "« www.b.fr » n’est pas une adresse web publique.", "Écrivez : https://www.b.fr")),
        ({"anyOf": [{"type": "string"}, {"type": "object"}]}, "[b, c]",
         ("type", "« a » attend un texte.", "Écrivez par exemple : a: …")),
        ({"anyOf": [{"const": "b"}, {"enum": ["cerise", "d"]}]}, "cerises",
         ("valeur-inconnue", "« cerises » n’est pas une valeur de « a ».", "Écrivez : cerise")),
        ({"anyOf": [{"format": "email"}, {"format": "uri"}]}, "www.b.fr",
         ("format-uri", "« www.b.fr » n’est pas une adresse web publique.", "Écrivez : https://www.b.fr")),
        ({"oneOf": [{"properties": {"t": {"const": "x"}, "n": {"type": "integer"}}},
                    {"properties": {"t": {"const": "y"}, "n": {"type": "string"}}}]}, "{t: x, n: [b, c]}",
         ("type", "« n » attend un nombre entier.", "Écrivez un nombre entier sans guillemets : 12")),
        ({"if": {"required": ["b"]}, "then": {"required": ["c"]}}, "{b: 1}",
         ("champ-manquant", "Il manque le champ « c ».", "Ajoutez une ligne « c: », suivie de sa valeur.")),
        ({"dependentSchemas": {"b": {"required": ["c"]}}}, "{b: 1}",
         ("champ-manquant", "Il manque le champ « c ».", "Ajoutez une ligne « c: », suivie de sa valeur.")),
        ({"dependentSchemas": {"b": False}}, "{b: 1}", ("champ-interdit", "Le champ « b » n’a pas sa place ici.",
                                                        "Retirez cette ligne.")),
        ({"patternProperties": {"^x": False}}, "{xb: 1}", ("champ-interdit", "Le champ « xb » n’a pas sa place ici.",
                                                           "Retirez cette ligne.")),
        ({"patternProperties": {"^x": {"type": "integer"}}}, "{xb: c}",
         ("type", "« xb » attend un nombre entier.", "Écrivez un nombre entier sans guillemets : 12")),
        ({"patternProperties": {"^x": {}}, "additionalProperties": False}, "{xb: c, d: e}",
         ("champ-inconnu", "Le champ « d » n’existe pas ici.", "Retirez cette ligne.")),
        ({"propertyNames": {"enum": ["mastodon"]}}, "{Mastodon: c}",
         ("valeur-inconnue", "« Mastodon » n’est pas une valeur de « a ».", "Écrivez : mastodon")),
        ({"propertyNames": {"maxLength": 2}}, "{bcd: c}", ("trop-long", "« a » est trop long : 3 signes, 2 au plus.",
                                                           "Retirez-en au moins 1.")),
        ({"propertyNames": False}, "{b: c}", ("champ-interdit", "Le champ « b » n’a pas sa place ici.",
                                              "Retirez cette ligne.")),
        ({"unevaluatedItems": False}, "[b]",
         ("regle-du-schema", "« a » ne suit pas la règle « unevaluatedItems » du schéma.",
                                              "Comparez avec l’exemple du type de fiche.")),
    ],
)  # fmt: skip
def test_each_word_of_the_schema(schema: dict[str, Any], written: str, told: tuple[str, str, str]) -> None:
    kind = read("animaux", json.dumps({"properties": {"a": schema}}), "{}")
    document = located.read(f"a: {written}\n".encode(), "f.yml")
    (finding,) = entries.judge(kind, document.value, document)
    assert (finding.rule, str(finding.message), str(finding.hint)) == told


GROUP = {
    "properties": {
        "nom": {},
        "site_web": {},
        "description": {},
        "contact": {"properties": {"courriel": {}}, "additionalProperties": False},
    },
    "x-renamed": {"site": "site_web"},
    "additionalProperties": False,
}


@pytest.mark.parametrize(
    ("content", "rule", "hint", "fixed"),
    [
        ("Nom: A", "champ-inconnu", "Écrivez « nom » à la place.", "nom"),
        ("nom: A\nNom: B", "champ-inconnu", "« nom » est déjà là : retirez « Nom ».", None),
        ("Site: A", "champ-renomme", "Écrivez « site_web » à la place.", "site_web"),
        ("site_web: A\nsite: B", "champ-renomme", "« site_web » est déjà là : retirez « site ».", None),
        ("descripton: A", "champ-inconnu", "Vouliez-vous écrire « description » ?", "description"),
        ("desc: A", "champ-inconnu", "Vouliez-vous écrire « description » ?", None),
        (
            "courriel: A",
            "champ-inconnu",
            "Mettez « courriel » dans « contact », décalé de deux espaces.",
            None,
        ),
        ("contact: {nom: A}", "champ-inconnu", "Mettez « nom » au premier niveau, sans espace devant.", None),
        ("xyz: A", "champ-inconnu", "Les champs possibles sont : nom, site_web, description, contact.", None),
        (
            "nom: A\nxyz: A",
            "champ-inconnu",
            "Les champs possibles sont : site_web, description, contact.",
            None,
        ),
        (
            "type: A",
            "champ-inconnu",
            "Retirez cette ligne : le dossier et le nom du fichier le disent déjà.",
            None,
        ),
    ],
)
def test_a_field_that_nobody_knows(content: str, rule: str, hint: str, fixed: str | None) -> None:
    kind = read("animaux", json.dumps(GROUP), "{}")
    document = located.read(content.encode(), "f.yml")
    (finding,) = entries.judge(kind, document.value, document)
    assert (finding.rule, str(finding.hint), finding.fix and finding.fix.text) == (rule, hint, fixed)


def test_only_the_first_of_two_takes_the_name() -> None:
    kind = read("animaux", json.dumps(GROUP), "{}")
    document = located.read(b"Nom: A\nNOM: B\n", "f.yml")
    assert [f.fix and f.fix.text for f in entries.judge(kind, document.value, document)] == ["nom", None]


def test_the_list_of_fields_is_said_once() -> None:
    kind = read("animaux", json.dumps(GROUP), "{}")
    document = located.read(b"xyz: A\nzyx: B\n", "f.yml")
    _, second = entries.judge(kind, document.value, document)
    assert str(second.hint) == "Retirez cette ligne, ou prenez l’un des champs de ce type de fiche."


def test_an_empty_group_whose_fields_stand_beside_it() -> None:
    group = {**GROUP["properties"]["contact"], "type": "object"}
    schema = {**GROUP, "properties": {**GROUP["properties"], "contact": group}}
    kind = read("animaux", json.dumps(schema), "{}")
    document = located.read(b"contact:\ncourriel: a@b.fr\n", "f.yml")
    said = {f.rule: str(f.hint) for f in entries.judge(kind, document.value, document)}
    assert said["vide"] == "Décalez de deux espaces les lignes de ce groupe : courriel."


def test_a_whole_entry_inside_one_field_is_one_finding() -> None:
    kind = read("animaux", json.dumps({**GROUP, "required": ["nom", "site_web"]}), "{}")
    document = located.read(b"animal:\n  nom: A\n  site_web: B\n  description: C\n", "f.yml")
    (finding,) = entries.judge(kind, document.value, document)
    assert (finding.span.line, str(finding.message)) == (1, "Toute la fiche est décalée sous « animal ».")


@pytest.mark.parametrize(
    "wanted", [{"required": ["nom"]}, {"anyOf": [{"required": ["nom"]}, {"required": ["contact"]}]}]
)
def test_a_field_under_a_wrong_name_is_not_missing_too(wanted: dict[str, Any]) -> None:
    kind = read("animaux", json.dumps({**GROUP, **wanted}), "{}")
    document = located.read(b"Nom: A\n", "f.yml")
    (finding,) = entries.judge(kind, document.value, document)
    assert (finding.rule, finding.fix and finding.fix.text) == ("champ-inconnu", "nom")


@pytest.mark.parametrize(
    ("schema", "written", "told"),
    [
        ({"items": {"type": "string"}, "examples": [["b"]]}, "[[b, c]]",
         ("type", "Chaque valeur de « a » est un texte.", "Écrivez par exemple : a: [b]")),
        ({"items": {"type": "object", "properties": {"b": {"examples": ["c"]}}, "required": ["b"]}}, "[d e]",
         ("type", "Chaque élément de « a » est un groupe de champs.", "Écrivez par exemple : {b: c}")),
        ({"items": {"type": "string"}}, "[null]",
         ("vide", "Une valeur de « a » est vide.", "Écrivez-la, ou retirez-la de la liste.")),
        ({"type": "string", "format": "date"}, "20261102",
         ("format-date", "« 20261102 » n’est pas une date complète qui existe.", "Écrivez : 2026-11-02")),
        ({"type": "string", "format": "siret"}, "7.3282932E+13",
         ("format-siret", "« 7.3282932E+13 » n’est pas un SIRET : quatorze chiffres dont la clé est juste.",
          "Recopiez-le depuis l’Annuaire des entreprises, entre guillemets et sans espaces.")),
        ({"type": "number"}, "12 %", ("type", "« a » attend un nombre.", "Écrivez : 12")),
        ({"type": "number", "maximum": 90, "description": "En degrés."}, "7059000",
         ("trop-grand", "7059000 est trop grand pour « a ».", "En degrés.")),
        ({"type": "string", "pattern": "^[a-z]+\\.(svg|png)$", "examples": ["b.svg"]}, "b.gif",
         ("forme", "« b.gif » n’a pas la forme attendue pour « a ».",
          "Il faut un fichier svg, png, au nom en minuscules, sans accent ni espace.")),
        ({"format": "uri"}, "moi@b.fr",
         ("format-uri", "« moi@b.fr » n’est pas une adresse web publique.",
          "C’est une adresse de courriel : écrivez ici celle d’une page, qui commence par https://")),
        ({"format": "spdx"}, "GPL", ("format-spdx", "« GPL » n’est pas un identifiant de licence SPDX.",
                                     "Vouliez-vous écrire « GPL-3.0-only » ou « GPL-3.0-or-later » ?")),
    ],
)  # fmt: skip
def test_each_slip_has_its_hint(schema: dict[str, Any], written: str, told: tuple[str, str, str]) -> None:
    test_each_word_of_the_schema(schema, written, told)
