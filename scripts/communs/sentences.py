"""One keyword of JSON Schema that a value does not obey → the rule's name, a French sentence, a hint."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from communs import mended
from communs.findings import Text, text
from communs.kinds import Field
from communs.written import inline

Sentence = tuple[str, Text, Text | None]

FORMATS: dict[str, tuple[Text, Text]] = {
    "date": (
        text("« {valeur} » n’est pas une date complète qui existe."),
        text("Écrivez l’année, le mois et le jour : 2026-11-23"),
    ),
    "date-partielle": (
        text("« {valeur} » n’est pas une date qui existe."),
        text("Écrivez une année (\"2018\", entre guillemets), un mois (2018-11) ou un jour (2018-11-23)."),
    ),
    "uri": (
        text("« {valeur} » n’est pas une adresse web publique."),
        text("Écrivez l’adresse entière, sans espace ni mot de passe : https://www.exemple.fr/page"),
    ),
    "email": (
        text("« {valeur} » n’est pas une adresse de courriel."),
        text("Écrivez par exemple : contact@exemple.fr"),
    ),
    "siren": (
        text("« {valeur} » n’est pas un SIREN : neuf chiffres dont la clé est juste."),
        text("Recopiez-le depuis l’Annuaire des entreprises, entre guillemets et sans espaces."),
    ),
    "siret": (
        text("« {valeur} » n’est pas un SIRET : quatorze chiffres dont la clé est juste."),
        text("Recopiez-le depuis l’Annuaire des entreprises, entre guillemets et sans espaces."),
    ),
    "rna": (
        text("« {valeur} » n’est pas un numéro d’association (RNA)."),
        text("Il s’écrit W et neuf caractères, par exemple W751000000."),
    ),
    "qid": (
        text("« {valeur} » n’est pas un identifiant Wikidata."),
        text("Il s’écrit Q suivi de chiffres, par exemple Q3350149."),
    ),
    "code-insee": (
        text("« {valeur} » n’est pas un code INSEE de commune."),
        text("Il a cinq caractères, par exemple \"59350\" pour Lille ; ce n’est pas le code postal."),
    ),
    "code-postal": (
        text("« {valeur} » n’est pas un code postal."),
        text("Il a cinq chiffres, entre guillemets, par exemple \"59000\"."),
    ),
    "spdx": (
        text("« {valeur} » n’est pas un identifiant de licence SPDX."),
        text("Écrivez par exemple AGPL-3.0-or-later ou ODbL-1.0 ; LicenseRef-Nom pour une autre licence."),
    ),
    "opening-hours": (
        text("« {valeur} » n’est pas un horaire au format d’OpenStreetMap."),
        text("Écrivez par exemple : Mo-Fr 09:00-18:00; Sa 10:00-12:00"),
    ),
}  # fmt: skip

_TYPES: dict[str, tuple[Text, Text]] = {
    "string": (
        text("« {champ} » attend un texte."),
        text("Écrivez par exemple : {champ}: {exemple}"),
    ),
    "array": (
        text("« {champ} » attend une liste."),
        text("Écrivez ses valeurs entre crochets, ou une par ligne après un tiret : {champ}: {exemple}"),
    ),
    "object": (
        text("« {champ} » attend un groupe de champs."),
        text("Écrivez ses champs en dessous, décalés de deux espaces : {champs}."),
    ),
    "number": (
        text("« {champ} » attend un nombre."),
        text("Écrivez un nombre sans guillemets ni espace, avec un point : 12.5"),
    ),
    "integer": (
        text("« {champ} » attend un nombre entier."),
        text("Écrivez un nombre entier sans guillemets : 12"),
    ),
    "boolean": (
        text("« {champ} » attend oui ou non."),
        text("Écrivez true (oui) ou false (non), sans guillemets."),
    ),
}


_FILES: dict[str, tuple[Text, Text]] = {
    "array": (
        text("Ce fichier attend une liste."),
        text("Commencez chaque élément par un tiret : - {element}"),
    ),
    "object": (
        text("Ce fichier attend des lignes « champ: valeur »."),
        text("Les champs possibles sont : {champs}."),
    ),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """One error of the judge, as the sentences need it."""

    keyword: str
    limit: Any  # what the schema asks
    value: Any  # what its author wrote
    written: str = ""  # the same, letter for letter
    name: str  # the field's
    whole: bool = False  # the file itself rather than a field of it
    field: Field | None = None

    @property
    def shown(self) -> str:
        """The value in a sentence."""
        return short(self.value)


def of(fault: Fault) -> Sentence:
    """The rule's name, the sentence and the hint."""
    return _BY_KEYWORD.get(fault.keyword, _other)(fault)


def short(value: Any, most: int = 80) -> str:
    """A value cut to what a sentence can hold."""
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= most else shown[: most - 1] + "…"


def rule(keyword: str, limit: Any) -> str:
    """The name under which a keyword's fault is known, where the schema brings its own sentence."""
    if keyword == "anyOf" and not all("required" in part for part in limit):
        return "forme"
    return _NAMES.get(keyword, "regle-du-schema")


_NAMES = {
    "required": "champ-manquant",
    "anyOf": "champ-manquant",
    "dependentRequired": "champ-manquant",
    "type": "type",
    "pattern": "forme",
    "format": "forme",
    "enum": "valeur-inconnue",
    "const": "valeur-inconnue",
}


def _format(fault: Fault) -> Sentence:
    if fault.limit not in FORMATS:
        return _other(fault)
    message, hint = FORMATS[fault.limit]
    if (right := mended.value(fault.limit, str(fault.value))) is not None:
        hint = text("Écrivez : {valeur}", valeur=short(inline(right)))
    return f"format-{fault.limit}", message.about(valeur=fault.shown), hint


def _type(fault: Fault) -> Sentence:
    wanted = fault.limit if isinstance(fault.limit, str) else fault.limit[0]
    if fault.value is None:
        return _empty(fault)
    if wanted == "string" and isinstance(fault.value, (bool, int, float)):
        raw = short(fault.written or fault.value)
        message = text("« {champ} » attend un texte : il manque les guillemets.", champ=fault.name)
        return "type", message, text("Écrivez : {valeur}", valeur=f'"{raw}"')
    message, hint = (_FILES if fault.whole else _TYPES).get(wanted, _TYPES["string"])
    words = {
        "champ": fault.name,
        "exemple": inline(fault.field.example) if fault.field is not None else "…",
        "champs": ", ".join(fault.field.children) if fault.field is not None else "…",
        "element": inline(fault.field.item.example) if fault.field is not None and fault.field.item else "…",
    }
    return "type", message.about(**words), hint.about(**words)


def _empty(fault: Fault) -> Sentence:
    message = text("« {champ} » est vide.", champ=fault.name)
    if fault.field is not None and fault.field.required:
        example = inline(fault.field.example)
        hint = text("Écrivez par exemple : {champ}: {exemple}", champ=fault.name, exemple=example)
        return "vide", message, hint
    return "vide", message, text("Écrivez une valeur, ou retirez la ligne si vous ne savez pas.")


def _pattern(fault: Fault) -> Sentence:
    if fault.limit == "\\S" or not str(fault.value).strip():
        return _empty(fault)
    field = fault.field
    message = text(
        "« {valeur} » n’a pas la forme attendue pour « {champ} ».", valeur=fault.shown, champ=fault.name
    )
    if field is not None and isinstance(example := field.schema.get("examples", [None])[0], str):
        return "forme", message, text("Écrivez par exemple : {exemple}", exemple=inline(example))
    if field is not None and field.help():
        return "forme", message, Text(fr=field.help(), en=field.help("en"))
    return "forme", message, text("Écrivez des minuscules sans accent, des chiffres et des tirets.")


def _too_long(fault: Fault) -> Sentence:
    size = len(fault.value)
    return (
        "trop-long",
        text(
            "« {champ} » est trop long : {n} signes, {max} au plus.",
            champ=fault.name,
            n=size,
            max=fault.limit,
        ),
        text("Retirez au moins {trop} signes.", trop=size - fault.limit),
    )


def _twice(fault: Fault) -> Sentence:
    twice = next((item for n, item in enumerate(fault.value) if item in fault.value[:n]), "")
    return (
        "valeur-en-double",
        text("« {valeur} » est écrit deux fois dans « {champ} ».", valeur=short(twice), champ=fault.name),
        text("Gardez-en un seul."),
    )


def _too_small(fault: Fault) -> Sentence:
    message = text("{valeur} est trop petit pour « {champ} ».", valeur=fault.shown, champ=fault.name)
    if fault.keyword == "exclusiveMinimum":
        return "trop-petit", message, text("Écrivez un nombre au-dessus de {limite}.", limite=fault.limit)
    return "trop-petit", message, text("Écrivez au moins {limite}.", limite=fault.limit)


def _too_great(fault: Fault) -> Sentence:
    message = text("{valeur} est trop grand pour « {champ} ».", valeur=fault.shown, champ=fault.name)
    return "trop-grand", message, text("Écrivez au plus {limite}.", limite=fault.limit)


def _not_listed(fault: Fault) -> Sentence:
    allowed = fault.limit if isinstance(fault.limit, list) else [fault.limit]
    return (
        "valeur-inconnue",
        text("« {valeur} » n’est pas une valeur de « {champ} ».", valeur=fault.shown, champ=fault.name),
        text("Choisissez parmi : {liste}.", liste=", ".join(inline(item) for item in allowed)),
    )


def _one_of_fields(fault: Fault) -> Sentence:
    options = [part["required"] for part in fault.limit if isinstance(part, dict) and "required" in part]
    if not options:
        return _other(fault)
    names = ", ".join(name for names in options for name in names)
    return (
        "champ-manquant",
        text("Il manque un champ."),
        text("Ajoutez l’un de ceux-ci : {liste}.", liste=names),
    )


def _other(fault: Fault) -> Sentence:
    message = text(
        "« {champ} » ne suit pas la règle « {regle} » du schéma.", champ=fault.name, regle=fault.keyword
    )
    return "regle-du-schema", message, text("Comparez avec l’exemple du type de fiche.")


_BY_KEYWORD: dict[str, Callable[[Fault], Sentence]] = {
    "format": _format,
    "type": _type,
    "pattern": _pattern,
    "maxLength": _too_long,
    "minLength": _empty,
    "minItems": _empty,
    "minProperties": _empty,
    "uniqueItems": _twice,
    "minimum": _too_small,
    "exclusiveMinimum": _too_small,
    "maximum": _too_great,
    "exclusiveMaximum": _too_great,
    "enum": _not_listed,
    "const": _not_listed,
    "anyOf": _one_of_fields,
}
