"""`champ=valeur`, as given on the command line → values by the path of their field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from communs.findings import CannotWork, Path, Text, short, text
from communs.kinds import ANY, KEY, Field, Kind
from communs.near import nearest
from communs.reading.characters import FORBIDDEN
from communs.reading.scalars import scalar

Values = dict[Path, Any]
_ROW = re.compile("[0-9]{1,4}")  # of a list, in a path


class Refused(CannotWork):
    """An id or a value that cannot stand in an entry; the sentence says what to write instead."""


def parse(given: Iterable[str], kind: Kind) -> Values:
    """`champ=valeur` → values by path: dots lead inside a field, commas part a list. Raises Refused."""
    values: Values = {}
    for item in given:
        name, equals, raw = item.partition("=")
        name = name.strip()
        path: Path = tuple(int(part) if _ROW.fullmatch(part) else part for part in name.split("."))
        field = _field_at(kind, path)
        if field is None or not equals:
            raise Refused(_unknown(item, name, kind, known=field is not None))
        values[path] = _value(name, raw, field)
    _apart(values)
    return values


def _field_at(kind: Kind, path: Path) -> Field | None:
    """The field that a path means: a number for a row of a list, a name for what is inside a group."""
    found: Field | None = kind.root
    for part in path:
        if found is None:
            return None
        listed = "array" in found.types
        if isinstance(part, int):
            found = found.item if listed else None
        else:
            found = found.children.get(part, None if listed else found.item)
    return found


def _unknown(item: str, name: str, kind: Kind, *, known: bool) -> Text:
    """What to say of a `--set` that leads nowhere, or that has no « = »."""
    shown = short(item)
    if not known and (near := nearest(name, _names(kind), most=1)):
        return text("« {donne} » : essayez plutôt --set {champ}=…", donne=shown, champ=near[0])
    fields = ", ".join(kind.root.lasting)
    return text(
        "« {donne} » : écrivez --set champ=valeur ; les champs sont {champs}.", donne=shown, champs=fields
    )


def _names(kind: Kind) -> Iterator[str]:
    """Every field as `--set` names it, the rows of a list by their first."""
    for pattern, _ in kind.annotated:
        path: Path = tuple(0 if part == ANY else part for part in pattern)
        if path and KEY not in path and _field_at(kind, path) is not None:
            yield _dotted(path)


def _dotted(path: Path) -> str:
    return ".".join(str(part) for part in path)


def _apart(values: Values) -> None:
    """Nothing is said twice: once whole, once by its parts."""
    for path in values:
        for cut in range(1, len(path)):
            if path[:cut] in values:
                raise Refused(
                    text(
                        "« {tout} » et « {partie} » parlent du même champ : gardez l’un des deux.",
                        tout=_dotted(path[:cut]),
                        partie=_dotted(path),
                    )
                )


def _value(name: str, raw: str, field: Field) -> Any:
    if inside := _inside(field):
        names = ", ".join(f"--set {name}.{part}=…" for part in inside)
        raise Refused(
            text(
                "« {champ} » est un groupe de champs : écrivez ce qu’il contient, {liste}.",
                champ=name,
                liste=names,
            )
        )
    if not raw.strip(" ,"):
        raise Refused(text("« {champ}= » : il manque la valeur, après le signe « = ».", champ=name))
    if hidden := FORBIDDEN.search(raw):
        raise Refused(
            text(
                "« {champ} » contient un signe invisible (U+{code}) : retirez-le.",
                champ=name,
                code=f"{ord(hidden[0]):04X}",
            )
        )
    if "array" in field.types and ("string" not in field.types or "," in raw):
        parts = [part.strip() for part in raw.split(",") if part.strip()]
        return [_value(name, part, field.item) if field.item is not None else part for part in parts]
    if "string" in field.types:
        return True if raw == "true" and "boolean" in field.types else raw
    found = scalar(raw)
    if isinstance(found, bool) != ("boolean" in field.types) or isinstance(found, str | None):
        wanted = (
            text("« {donne} » : écrivez true ou false.")
            if "boolean" in field.types
            else text("« {donne} » : écrivez un nombre, par exemple 12.5.")
        )
        raise Refused(wanted.about(donne=short(f"{name}={raw}")))
    return found


def _inside(field: Field) -> list[str]:
    """How to name what is inside a group, a list of groups or a map with free keys; nothing for a value."""
    if "string" in field.types:
        return []
    if "array" in field.types:
        return [f"0.{part}" for part in _inside(field.item)] if field.item is not None else []
    return list(field.children or field.example) if "object" in field.types else []
