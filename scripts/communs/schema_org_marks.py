"""The form of `x-schema-org`: what is wrong with the one of a schema or of a field, and the way that one tells."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from communs.findings import Path, text
from communs.mark_groups import Faults, Forms, words

MARK = "x-schema-org"
Steps = tuple[tuple[str, str], ...]  # each property, with the type of what stands there, "" for a value
_TYPE = "[A-Z][A-Za-z]*"
_STEP = f"[a-z][A-Za-z0-9]*(?::{_TYPE})?"
_WAY = re.compile(f"(?:[a-z][A-Za-z0-9]*:{_TYPE}/)*{_STEP}")
_WORD = text("{lieu} : « x-schema-org » n’attend pas « {mot} » ici, mais {connus}.")
_OF_A_FIELD = text(
    "{lieu} : « x-schema-org » attend une propriété comme url ou address:PostalAddress/postalCode,"
    " ou un groupe avec « property »."
)
_OF_A_KIND = text("{lieu} : « x-schema-org » d’un type de fiche attend un groupe avec « type » ou « types ».")
_UNKNOWN = text("{lieu} : « types » mène à « {champ} », qui n’est pas un champ d’ici.")


def steps(way: str) -> Steps:
    """`geo:GeoCoordinates/latitude` → the properties that lead there, with their types."""
    parts = (step.partition(":") for step in way.split("/"))
    return tuple((name, type_) for name, _, type_ in parts)


def faults(mark: Any, schema: Mapping[str, Any], at: Path) -> Faults:
    """What is wrong with a mark that stands at a path, in a schema."""
    if at == (MARK,):
        fields = schema.get("properties")
        yield from _kind(mark, fields if isinstance(fields, dict) else (), at)
    elif isinstance(mark, dict):
        yield from words({"property": None, **mark}, _FIELD, _WORD, at)
    elif not _way(mark):
        yield at, _OF_A_FIELD


def _kind(mark: Any, fields: Collection[str], at: Path) -> Faults:
    if not isinstance(mark, dict) or not mark:
        yield at, _OF_A_KIND
        return
    yield from words(mark, _KIND, _WORD, at)
    types = mark.get("types")
    for field in types if isinstance(types, dict) else ():
        if field not in fields:
            yield (*at, "types", field), _UNKNOWN.about(champ=field)


def _way(value: Any) -> bool:
    return isinstance(value, str) and bool(_WAY.fullmatch(value))


def _type(value: Any) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(_TYPE, value))


def _types(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(of, dict) and all(one is None or _type(one) for one in of.values())
        for of in value.values()
    )


_KIND: Forms = {
    "type": (text("{lieu} : « type » attend un type de schema.org comme Organization."), _type),
    "types": (
        text("{lieu} : « types » attend, pour un champ, le type de schema.org de chaque valeur, ou null."),
        _types,
    ),
}
_FIELD: Forms = {
    "property": (_OF_A_FIELD, _way),
    "for": (
        text("{lieu} : « for » attend une liste de types de schema.org."),
        lambda value: isinstance(value, list) and bool(value) and all(map(_type, value)),
    ),
    "values": (
        text("{lieu} : « values » attend un groupe : à chaque valeur, ce qui se dit d’elle."),
        lambda value: isinstance(value, dict),
    ),
    "as": (
        text("{lieu} : « as » attend un modèle comme https://exemple.org/{id}."),
        lambda value: isinstance(value, str) and "{id}" in value,
    ),
}
