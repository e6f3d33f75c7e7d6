"""A kind, an id and some values → the text of a new commented entry."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping

from communs.entries import ID, MAX_ID, slug
from communs.kinds import Field, Kind
from communs.located import scalar
from communs.written import dump

Values = dict[tuple[str, ...], object]


class Refused(Exception):
    """An id or a value that cannot stand in an entry; the message says what to write instead."""


def required(kind: Kind) -> list[Field]:
    """The fields an entry of a member must have, in the schema's order."""
    return [field for field in kind.fields.values() if field.required]


def parse(given: Iterable[str], kind: Kind) -> Values:
    """`champ=valeur` (dots for a field inside another) → values by path; a list takes commas. Raises Refused."""
    values: Values = {}
    for item in given:
        name, equals, value = item.partition("=")
        path = tuple(name.strip().split("."))
        field = kind.field_at(path)
        if not equals or field is None:
            raise Refused(
                f"« {item} » : écrivez --set champ=valeur, avec un champ de {kind.name} : {', '.join(kind.fields)}."
            )
        values[path] = _value(value, field)
    return values


def _value(text: str, field: Field) -> object:
    types = field.schema.get("type", "string")
    if "array" in types and "string" not in types:
        return [part.strip() for part in text.split(",") if part.strip()]
    if "boolean" in types or "number" in types or "integer" in types:
        return scalar(text) if text else text
    return text


def write(kind: Kind, identifier: str, values: Mapping[tuple[str, ...], object], day: datetime.date) -> str:
    """The whole text: required fields first with their values or an example, the others as comments. Raises Refused."""
    if not ID.fullmatch(identifier) or len(identifier) > MAX_ID:
        raise Refused(
            f"« {identifier} » ne peut pas être le nom d’une fiche. Essayez « {slug(identifier)} »."
        )
    filled: Values = {("verifie_le",): day.isoformat(), **_defaults(kind, identifier), **values}
    return "\n".join(_lines(kind, filled, _needed(kind, filled))) + "\n"


def _needed(kind: Kind, values: Values) -> set[str]:
    """The fields without which the judge refuses an entry that has these values."""
    needed = {field.name for field in required(kind)}
    while True:
        whole = {name: placeholder(kind.fields[name]) for name in needed} | {path[0]: "…" for path in values}
        missing = [
            (error.validator_value if error.validator == "required" else error.validator_value[0]["required"])
            for error in kind.judge.iter_errors(whole)
            if not error.absolute_path and error.validator in ("required", "anyOf")
        ]
        more = {name for names in missing for name in names if name not in whole}
        if not more:
            return needed
        needed |= more


def _defaults(kind: Kind, identifier: str) -> Values:
    named = "nom" if "nom" in kind.fields else "titre" if "titre" in kind.fields else ""
    return {(named,): identifier.replace("-", " ").capitalize()} if named else {}


def _lines(kind: Kind, values: Mapping[tuple[str, ...], object], needed: set[str]) -> Iterator[str]:
    yield f"# yaml-language-server: $schema=../../schemas/{kind.name}/schema.json"
    yield f"# {kind.singular()} : {kind.schema.get('description', '')}"
    yield "# Les lignes qui commencent par « # » sont des explications : retirez le « # » pour remplir un champ."
    must = needed | {"verifie_le"}
    for name, field in kind.fields.items():
        yield ""
        yield (
            f"# {field.label()}"
            + (" (obligatoire)" if name in must else "")
            + (f" : {field.help()}" if field.help() else "")
        )
        inner = {path[1:]: value for path, value in values.items() if path[0] == name}
        if inner:
            yield from _filled(name, inner)
        elif name in must:
            yield from _shown(name, placeholder(field), "")
        else:
            yield from _shown(name, field.example, "# ")


def _filled(name: str, inner: Mapping[tuple[str, ...], object], indent: str = "") -> Iterator[str]:
    if () in inner:
        yield from (indent + line for line in _shown(name, inner[()], ""))
        return
    yield f"{indent}{name}:"
    for child in dict.fromkeys(path[0] for path in inner):
        below = {path[1:]: value for path, value in inner.items() if path[0] == child}
        yield from _filled(child, below, indent + "  ")


def _shown(name: str, value: object, before: str) -> Iterator[str]:
    yield from (before + line for line in dump({name: value}))


def placeholder(field: Field) -> object:
    """What stands in a required field until its author writes: valid, and plainly to be replaced."""
    schema = field.schema
    if "string" in schema.get("type", ()) and "x-link" not in schema:
        known = {"uri": "https://www.exemple.fr", "email": "contact@exemple.fr"}
        form = schema.get("format")
        return (
            known.get(form, field.example)
            if form or ("pattern" in schema and "examples" in schema and schema["pattern"] != "\\S")
            else "À compléter"
        )
    if field.children and "examples" not in schema:
        inner = {name: placeholder(child) for name, child in field.children.items()}
        return {name: value for name, value in inner.items() if field.children[name].required} or inner
    if field.item is not None and "examples" not in schema:
        return [placeholder(field.item)]
    return field.example
