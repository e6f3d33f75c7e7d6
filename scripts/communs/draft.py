"""A kind, an id and some values → the text of a new commented entry."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from communs.entries import ID, MAX_ID, slug
from communs.findings import Path
from communs.kinds import Field, Kind
from communs.located import scalar
from communs.written import dump

Values = dict[Path, Any]
Ids = Mapping[str, Collection[str]]  # what exists, by what `x-link` calls it: a kind or `vocabulaires/…`
_PLACEHOLDERS = {"uri": "https://www.exemple.fr", "email": "contact@exemple.fr"}


class Refused(Exception):
    """An id or a value that cannot stand in an entry; the message says what to write instead."""


def required(kind: Kind) -> list[Field]:
    """The fields an entry of a member must have, in the schema's order."""
    return [field for field in kind.fields.values() if field.required]


def parse(given: Iterable[str], kind: Kind) -> Values:
    """`champ=valeur` → values by path: dots lead inside a field, commas part a list. Raises Refused."""
    values: Values = {}
    for item in given:
        name, equals, value = item.partition("=")
        path: Path = tuple(int(part) if part.isdecimal() else part for part in name.strip().split("."))
        field = kind.field_at(path)
        if not equals or field is None:
            fields = ", ".join(kind.fields)
            raise Refused(f"« {item} » : écrivez --set champ=valeur ; les champs sont {fields}.")
        values[path] = _value(name, value, field)
    return values


def _value(name: str, raw: str, field: Field) -> Any:
    if "string" in field.types:
        return True if raw == "true" and "boolean" in field.types else raw
    if "array" in field.types:
        return [part.strip() for part in raw.split(",") if part.strip()]
    if field.children:
        inside = " ou ".join(f"--set {name}.{child}=…" for child in field.children)
        raise Refused(f"« {name} » est un groupe de champs : écrivez {inside}.")
    found = scalar(raw)
    if isinstance(found, bool) != ("boolean" in field.types) or isinstance(found, str | None):
        wanted = "true ou false" if "boolean" in field.types else "un nombre, par exemple 12.5"
        raise Refused(f"« {name}={raw} » : écrivez {wanted}.")
    return found


def write(
    kind: Kind, identifier: str, values: Mapping[Path, Any], day: datetime.date, ids: Ids | None = None
) -> str:
    """The whole text: what is required with its value or an example, the rest as comments. Raises Refused.

    `ids` says what exists, so that an example never leads nowhere.
    """
    if not ID.fullmatch(identifier) or len(identifier) > MAX_ID:
        raise Refused(
            f"« {identifier} » ne peut pas être le nom d’une fiche. Essayez « {slug(identifier)} »."
        )
    filled = _nest({**_defaults(kind, identifier, day, values), **values})
    needed = _needed(kind, filled)
    for name in needed:
        filled[name] = _known(placeholder(kind.fields[name]), kind.fields[name], ids or {})
    return "\n".join(_lines(kind, filled, {*needed, *(field.name for field in required(kind))})) + "\n"


def _defaults(kind: Kind, identifier: str, day: datetime.date, values: Mapping[Path, Any]) -> Values:
    found: Values = {}
    if values.get(("origine",)) != "pre-remplie":
        found[("verifie_le",)] = day.isoformat()
    for name in ("nom", "titre"):
        if name in kind.fields:
            found[(name,)] = identifier.replace("-", " ").capitalize()
    for name, field in kind.fields.items():
        if field.required and "x-expires" in field.schema:
            found[(name,)] = _after(day, field.schema["x-expires"]["months"]).isoformat()
    return found | _from_id(kind, identifier)


def _from_id(kind: Kind, identifier: str) -> Values:
    """The fields that the file's name is made of (`x-id`)."""
    pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(str(kind.schema.get("x-id", ""))))
    found = re.fullmatch(pattern, identifier)
    return {(name,): value for name, value in found.groupdict().items()} if found else {}


def _after(day: datetime.date, months: int) -> datetime.date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(day.day, last))


def _nest(values: Mapping[Path, Any]) -> dict[str, Any]:
    """Values by path → fields inside fields; whole numbers in a path count the rows of a list."""
    nested: dict[Any, Any] = {}
    for path, value in values.items():
        place = nested
        for part in path[:-1]:
            inner = place.get(part)
            place[part] = inner if isinstance(inner, dict) else {}
            place = place[part]
        place[path[-1]] = value
    return {name: _rows(value) for name, value in nested.items()}


def _rows(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    inside = {name: _rows(item) for name, item in value.items()}
    return [inside[n] for n in sorted(inside)] if all(isinstance(n, int) for n in inside) else inside


def _needed(kind: Kind, filled: Mapping[str, Any]) -> list[str]:
    """The fields without which the judge refuses an entry that has these values."""
    needed = [field.name for field in required(kind) if field.name not in filled]
    while True:
        whole = {name: placeholder(kind.fields[name]) for name in needed} | dict(filled)
        missing = (
            error.validator_value if error.validator == "required" else error.validator_value[0]["required"]
            for error in kind.judge.iter_errors(whole)
            if not error.absolute_path and error.validator in ("required", "anyOf")
        )
        more = [name for names in missing for name in names if name not in whole]
        if not more:
            return needed
        needed = list(dict.fromkeys([*needed, *more]))


def _known(value: Any, field: Field, ids: Ids) -> Any:
    """A placeholder whose ids lead somewhere: the first known one instead of an unknown one."""
    if isinstance(value, dict):
        return {
            key: _known(item, field.children[key], ids) if key in field.children else item
            for key, item in value.items()
        }
    if isinstance(value, list) and field.item is not None:
        return [_known(item, field.item, ids) for item in value]
    known = [id_ for to in field.links_to for id_ in ids.get(to, ())]
    excepted = field.schema.get("x-link", {}).get("except", ())
    return value if not known or value in known or value in excepted else known[0]


def _lines(kind: Kind, filled: Mapping[str, Any], needed: Collection[str]) -> Iterator[str]:
    yield f"# yaml-language-server: $schema=../../schemas/{kind.name}/schema.json"
    yield f"# {kind.singular()} : {kind.schema.get('description', '')}"
    yield "# Les lignes qui commencent par « # » expliquent : retirez le « # » pour remplir un champ."
    for name, field in kind.fields.items():
        must = " (obligatoire)" if name in needed or (name == "verifie_le" and name in filled) else ""
        yield ""
        yield f"# {field.label()}{must}" + (f" : {field.help()}" if field.help() else "")
        if name in filled:
            yield from dump({name: filled[name]})
        else:
            yield from (f"# {line}" for line in dump({name: field.example}))


def placeholder(field: Field) -> Any:
    """What stands in a required field until its author writes: valid, and plainly to be replaced."""
    schema = field.schema
    if "string" in field.types and not field.links_to:
        shaped = "format" in schema or schema.get("pattern", "\\S") != "\\S"
        return _PLACEHOLDERS.get(schema.get("format", ""), field.example) if shaped else "À compléter"
    if "examples" in schema:
        return field.example
    if field.children:
        return {name: placeholder(child) for name, child in field.children.items() if child.required} or (
            field.example
        )
    return [placeholder(field.item)] if field.item is not None else field.example
