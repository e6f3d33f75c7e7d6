"""One keyword of JSON Schema that a value does not obey → the rule's name, a French sentence, a hint."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from communs.findings import Text, short, text
from communs.kinds import Field
from communs.mending import corrections, mended
from communs.near import nearest
from communs.wording.forms import EITHER, FILES, FORMATS, INSTEAD, ITEMS, TYPES
from communs.wording.phrases import maybe
from communs.written import inline

Sentence = tuple[str, Text, Text | None]


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
    named: Field | None = None  # the one that bears the name: for an item, its list

    @property
    def shown(self) -> str:
        """The value in a sentence."""
        return short(self.value)

    @property
    def item(self) -> bool:
        """Whether it is one of a list's values: the list bears the name."""
        return self.field is not None and self.named is not None and self.field is not self.named


def of(fault: Fault) -> Sentence:
    """The rule's name, the sentence and the hint: the value to write, where there can be only one."""
    rule, message, hint = _BY_KEYWORD.get(fault.keyword, _other)(fault)
    if (right := corrections.of(fault)) is not None:
        hint = text("Écrivez : {valeur}", valeur=short(inline(right)))
    return rule, message, hint


def rule(keyword: str, limit: Any) -> str:
    """The name under which a keyword's fault is known, where the schema brings its own sentence."""
    if keyword in ("anyOf", "oneOf") and not all("required" in part for part in limit):
        return "forme"
    return _NAMES.get(keyword, "regle-du-schema")


_NAMES = {
    "required": "champ-manquant",
    "anyOf": "champ-manquant",
    "oneOf": "champ-manquant",
    "dependentRequired": "champ-manquant",
    "type": "type",
    "pattern": "forme",
    "format": "forme",
    "not": "forme",
    "contains": "forme",
    "multipleOf": "forme",
    "enum": "valeur-inconnue",
    "const": "valeur-inconnue",
    "uniqueItems": "valeur-en-double",
    "maxLength": "trop-long",
    "maxItems": "trop-long",
    "maxProperties": "trop-long",
    "minLength": "vide",
    "minItems": "vide",
    "minProperties": "vide",
    "minimum": "trop-petit",
    "exclusiveMinimum": "trop-petit",
    "maximum": "trop-grand",
    "exclusiveMaximum": "trop-grand",
}


def _format(fault: Fault) -> Sentence:
    if fault.limit not in FORMATS:
        return _other(fault)
    message, hint = FORMATS[fault.limit]
    return (
        f"format-{fault.limit}",
        message.about(valeur=fault.shown),
        _meant(fault.limit, str(fault.value)) or hint,
    )


def _meant(form: str, written: str) -> Text | None:
    """What to write for a text that is not of a format: the value, or what its author seems to have done."""
    if (right := mended.value(form, written)) is not None:
        return text("Écrivez : {valeur}", valeur=short(inline(right)))
    if near := mended.near(form, written):
        return maybe(near)
    instead = INSTEAD.get(form, ()) if len(written) <= mended.MOST else ()
    return next((hint for pattern, hint in instead if pattern.fullmatch(written)), None)


def _type(fault: Fault) -> Sentence:
    if fault.value is None:
        return _empty(fault)
    if isinstance(fault.value, bool | int | float) and (said := _bare(fault)) is not None:
        return said
    wanted = (
        [fault.limit] if isinstance(fault.limit, str) else [word for word in fault.limit if word != "null"]
    )
    table = FILES if fault.whole else TYPES | ITEMS if fault.item else TYPES
    message, hint = table.get(wanted[0], TYPES["string"])
    if fault.field is None or fault.field.children or "object" not in wanted:
        message = EITHER.get(frozenset(wanted), message)
    if "number" in wanted and (found := mended.measure(str(fault.value))) is not None:
        return "type", message.about(champ=fault.name), text("Écrivez : {valeur}", valeur=found)
    words = {
        "champ": fault.name,
        "exemple": inline(fault.named.example) if fault.named is not None else "…",
        "champs": ", ".join(fault.field.children) if fault.field is not None else "…",
        "element": inline((fault.field.item or fault.field).example) if fault.field is not None else "…",
    }
    return "type", message.about(**words), hint.about(**words)


def _bare(fault: Fault) -> Sentence | None:
    """A number or a boolean where a text is wanted: quotes make it one, unless that text would not do either."""
    if corrections.of(fault) == fault.written:
        message = text("« {champ} » attend un texte : il manque les guillemets.", champ=fault.name)
        return "type", message, None
    schema = fault.field.schema if fault.field is not None else {}
    said = replace(fault, value=fault.written)
    if schema.get("format") in FORMATS:
        return _format(replace(said, limit=schema["format"]))
    return _not_listed(replace(said, limit=schema["enum"])) if "enum" in schema else None


def _empty(fault: Fault) -> Sentence:
    if fault.item:
        message = text("Une valeur de « {champ} » est vide.", champ=fault.name)
        return "vide", message, text("Écrivez-la, ou retirez-la de la liste.")
    message = text("« {champ} » est vide.", champ=fault.name)
    if fault.field is not None and fault.field.required:
        example = inline(fault.field.example)
        hint = text("Écrivez par exemple : {champ}: {exemple}", champ=fault.name, exemple=example)
        return "vide", message, hint
    return "vide", message, text("Écrivez une valeur, ou retirez la ligne si vous ne savez pas.")


def _pattern(fault: Fault) -> Sentence:
    if fault.limit == "\\S" or not str(fault.value).strip():
        return _empty(fault)
    message = text(
        "« {valeur} » n’a pas la forme attendue pour « {champ} ».", valeur=fault.shown, champ=fault.name
    )
    return "forme", message, _model(fault)


def _model(fault: Fault) -> Text:
    """A value that would do: the schema's example, else its words."""
    if found := _ENDINGS.search(str(fault.limit)):
        ends = ", ".join(found[1].split("|"))
        return text("Il faut un fichier {fins}, au nom en minuscules, sans accent ni espace.", fins=ends)
    if fault.field is not None and fault.field.schema.get("examples"):
        return text("Écrivez par exemple : {exemple}", exemple=inline(fault.field.example))
    if fault.field is not None and fault.field.help():
        return Text(fr=fault.field.help(), en=fault.field.help("en"))
    if str(fault.limit).startswith("^[a-z"):
        return text("Écrivez des minuscules sans accent, des chiffres et des tirets.")
    return _COMPARE


_ENDINGS = re.compile(r"\\\.\(([a-z0-9|]+)\)\$$")  # of a pattern for the names of files
_COMPARE = text("Comparez avec l’exemple du type de fiche.")
_SIZES: dict[str, Text] = {
    "maxLength": text("« {champ} » est trop long : {n} signes, {limite} au plus."),
    "maxItems": text("« {champ} » a trop de valeurs : {n}, {limite} au plus."),
    "maxProperties": text("« {champ} » a trop de champs : {n}, {limite} au plus."),
    "minLength": text("« {champ} » est trop court : {n} signes, {limite} au moins."),
    "minItems": text("« {champ} » n’a pas assez de valeurs : {n}, {limite} au moins."),
    "minProperties": text("« {champ} » n’a pas assez de champs : {n}, {limite} au moins."),
}


def _too_long(fault: Fault) -> Sentence:
    more = len(fault.value) - fault.limit
    return "trop-long", _sized(fault), text("Retirez-en au moins {ecart}.", ecart=more)


def _too_short(fault: Fault) -> Sentence:
    if not fault.value or fault.limit <= 1:
        return _empty(fault)
    less = fault.limit - len(fault.value)
    return "trop-petit", _sized(fault), text("Ajoutez-en au moins {ecart}.", ecart=less)


def _sized(fault: Fault) -> Text:
    return _SIZES[fault.keyword].about(champ=fault.name, n=len(fault.value), limite=fault.limit)


def _twice(fault: Fault) -> Sentence:
    seen = Counter(json.dumps(item, sort_keys=True) for item in fault.value)
    twice = next((item for item in fault.value if seen[json.dumps(item, sort_keys=True)] > 1), "")
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
    if fault.value > 10 * fault.limit and fault.field is not None and fault.field.help():  # in another unit
        return "trop-grand", message, Text(fr=fault.field.help(), en=fault.field.help("en"))
    return "trop-grand", message, text("Écrivez au plus {limite}.", limite=fault.limit)


def _not_multiple(fault: Fault) -> Sentence:
    near = round(fault.value / fault.limit) * fault.limit
    return (
        "forme",
        text(
            "« {champ} » attend un multiple de {pas}, et {valeur} n’en est pas un.",
            champ=fault.name, pas=fault.limit, valeur=fault.shown,
        ),
        text("Écrivez par exemple : {exemple}", exemple=f"{near:.12g}"),
    )  # fmt: skip


def _not_listed(fault: Fault) -> Sentence:
    allowed = fault.limit if isinstance(fault.limit, list) else [fault.limit]
    message = text("« {valeur} » n’est pas une valeur de « {champ} ».", valeur=fault.shown, champ=fault.name)
    near = nearest(str(fault.value), [item for item in allowed if isinstance(item, str)], most=1)
    if near:
        return "valeur-inconnue", message, maybe(near)
    listed = ", ".join(inline(item) for item in allowed)
    return "valeur-inconnue", message, text("Choisissez parmi : {liste}.", liste=listed)


def _lacks_a_value(fault: Fault) -> Sentence:
    wanted = fault.limit if isinstance(fault.limit, dict) else {}
    known = [wanted[word] for word in ("const", "default") if word in wanted]
    known += [*wanted.get("enum", ()), *wanted.get("examples", ())]
    hint = text("Ajoutez-y par exemple : {exemple}", exemple=inline(known[0])) if known else _COMPARE
    return "forme", text("Il manque une valeur dans « {champ} ».", champ=fault.name), hint


def _refused(fault: Fault) -> Sentence:
    message = text("« {valeur} » n’est pas admis pour « {champ} ».", valeur=fault.shown, champ=fault.name)
    return "forme", message, _model(fault)


def _one_of_fields(fault: Fault) -> Sentence:
    options = [name for part in fault.limit if isinstance(part, dict) for name in part.get("required", ())]
    if not options:
        return _refused(fault)
    words = {"un": options[0], "deux": options[-1], "liste": ", ".join(options)}
    message = text("Il manque « {un} » ou « {deux} ».") if len(options) == 2 else _NONE_OF
    child = fault.field.children.get(options[0]) if fault.field is not None else None
    example = inline(child.example) if child is not None else "…"
    hint = text("Ajoutez par exemple : {champ}: {exemple}", champ=options[0], exemple=example)
    return "champ-manquant", message.about(**words), hint


_NONE_OF = text("Il manque l’un de ces champs : {liste}.")


def _other(fault: Fault) -> Sentence:
    message = text(
        "« {champ} » ne suit pas la règle « {regle} » du schéma.", champ=fault.name, regle=fault.keyword
    )
    return "regle-du-schema", message, _COMPARE


_BY_KEYWORD: dict[str, Callable[[Fault], Sentence]] = {
    "format": _format,
    "type": _type,
    "pattern": _pattern,
    "maxLength": _too_long,
    "maxItems": _too_long,
    "maxProperties": _too_long,
    "minLength": _too_short,
    "minItems": _too_short,
    "minProperties": _too_short,
    "multipleOf": _not_multiple,
    "contains": _lacks_a_value,
    "not": _refused,
    "uniqueItems": _twice,
    "minimum": _too_small,
    "exclusiveMinimum": _too_small,
    "maximum": _too_great,
    "exclusiveMaximum": _too_great,
    "enum": _not_listed,
    "const": _not_listed,
    "anyOf": _one_of_fields,
    "oneOf": _one_of_fields,
}
