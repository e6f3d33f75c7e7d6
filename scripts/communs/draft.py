"""A kind, an id and some values → the text of a new commented entry."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from communs.entries import ID, MAX_ID, slug
from communs.findings import Path, short, text
from communs.given import Refused, Values
from communs.kinds import Field, Kind
from communs.reading.decoding import MAX_BYTES
from communs.written import dump

Ids = Mapping[str, Collection[str]]  # what exists, by what `x-link` calls it: a kind or `vocabulaires/…`
_PLACEHOLDERS = {"uri": "https://www.exemple.fr", "email": "contact@exemple.fr"}


def required(kind: Kind) -> list[Field]:
    """The fields an entry of a member must have, in the schema's order."""
    return [field for field in kind.fields.values() if field.required]


def named(identifier: str) -> str:
    """An id that can be the name of an entry's file. Raises Refused."""
    if not ID.fullmatch(identifier) or len(identifier) > MAX_ID:
        raise Refused(
            text(
                "« {nom} » ne peut pas être le nom d’une fiche. Essayez « {proche} ».",
                nom=short(identifier),
                proche=slug(identifier.removesuffix(".yml")),
            )
        )
    return identifier


def write(
    kind: Kind,
    identifier: str,
    values: Mapping[Path, Any],
    day: datetime.date,
    ids: Ids | None = None,
    later: Collection[str] = (),
) -> str:
    """The whole text: what is required with its value or an example, the rest as comments. Raises Refused.

    `ids` says what exists, so that an example never leads nowhere; what is left for `later` has no example.
    """
    given = nested({**defaults(kind, named(identifier), day, values), **values})
    given = {name: value for name, value in given.items() if name not in later}
    needed = _needed(kind, given, later)
    for name in needed:
        given[name] = _known(placeholder(kind.fields[name]), kind.fields[name], ids or {})
    must = {*needed, *later, *(field.name for field in required(kind))}
    content = "\n".join(_lines(kind, given, must, {*kind.root.lasting, *given})) + "\n"
    if len(content.encode()) > MAX_BYTES:
        raise Refused(
            text("La fiche serait trop grosse : plus de {taille} Mo.", taille=MAX_BYTES // 1_000_000)
        )
    return content


def filled(kind: Kind, value: Mapping[str, Any]) -> str:
    """The text of an entry that a form has filled: what is required and still missing stays as a comment."""
    must = {field.name for field in required(kind)}
    ordered = in_order(value, kind.root)
    rest = {name: item for name, item in ordered.items() if name not in kind.fields}
    return "\n".join([*_lines(kind, ordered, must, {*ordered, *must}), *dump(rest)]) + "\n"


def in_order(value: Any, field: Field | None) -> Any:
    """The same value, its fields in the order of the schema."""
    if isinstance(value, list):
        return [in_order(item, field.item if field else None) for item in value]
    if not isinstance(value, dict) or field is None:
        return value
    names = [name for name in field.children if name in value]
    names += [name for name in value if name not in field.children]
    return {name: in_order(value[name], field.children.get(name, field.item)) for name in names}


def defaults(kind: Kind, identifier: str, day: datetime.date, values: Mapping[Path, Any]) -> Values:
    """What can be told of an entry before anybody fills it in."""
    found: Values = {}
    if values.get(("origine",)) != "pre-remplie":
        found[("verifie_le",)] = day.isoformat()
    for name in ("nom", "titre"):
        if name in kind.fields:
            found[(name,)] = identifier.replace("-", " ").capitalize()
    for name, field in kind.fields.items():
        if field.required and "x-expires" in field.schema:
            found[(name,)] = _after(day, field.schema["x-expires"]["months"]).isoformat()
    return found | from_id(kind, identifier)


def from_id(kind: Kind, identifier: str) -> Values:
    """The fields that the file's name is made of (`x-id`)."""
    pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(str(kind.schema.get("x-id", ""))))
    found = re.fullmatch(pattern, identifier)
    return {(name,): value for name, value in found.groupdict().items()} if found else {}


def _after(day: datetime.date, months: int) -> datetime.date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(day.day, last))


def nested(values: Mapping[Path, Any]) -> dict[str, Any]:
    """Values by path → fields inside fields; whole numbers in a path count the rows of a list."""
    found: dict[Any, Any] = {}
    for path, value in values.items():
        place = found
        for part in path[:-1]:
            inner = place.get(part)
            place[part] = inner if isinstance(inner, dict) else {}
            place = place[part]
        place[path[-1]] = value
    return {name: _rows(value) for name, value in found.items()}


def _rows(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    inside = {name: _rows(item) for name, item in value.items()}
    return [inside[n] for n in sorted(inside)] if all(isinstance(n, int) for n in inside) else inside


def lacking(kind: Kind, value: Mapping[str, Any]) -> list[list[str]]:
    """The fields that the judge misses; those that can stand for one another together."""
    found = []
    for error in kind.judge.iter_errors(value):
        limit: Any = error.validator_value
        if not error.absolute_path and error.validator == "required":
            found += [[name] for name in limit if name not in value]
        elif not error.absolute_path and error.validator == "anyOf":
            names = [name for part in limit for name in part.get("required", ()) if name not in value]
            found.append([name for name in names if name in kind.root.lasting])
    order = list(kind.fields)
    unique = {tuple(names): names for names in found if names and names[0] in order}
    return sorted(unique.values(), key=lambda names: order.index(names[0]))


def _needed(kind: Kind, filled: Mapping[str, Any], later: Collection[str]) -> list[str]:
    """The fields without which the judge refuses an entry that has these values."""
    needed = [field.name for field in required(kind) if field.name not in (*filled, *later)]
    while True:
        whole = {name: placeholder(kind.fields[name]) for name in needed} | dict(filled)
        more = [names[0] for names in lacking(kind, whole) if names[0] not in (*needed, *later)]
        if not more:
            return needed
        needed += more


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


def _lines(
    kind: Kind, filled: Mapping[str, Any], needed: Collection[str], shown: Collection[str]
) -> Iterator[str]:
    yield f"# yaml-language-server: $schema=../../.cache/schemas/{kind.name}.json"
    yield f"# {kind.singular()} : {kind.schema.get('description', '')}"
    if any(name not in filled for name in shown):
        yield "# Les lignes qui commencent par « # » expliquent : retirez le « # » pour remplir un champ."
    for name, field in kind.fields.items():
        if name not in shown:
            continue
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
