"""The marks that our schemas carry beside JSON Schema's own words, and the form each must have."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

_DATA = {"examples", "enum", "const", "default"}  # what stands below is a value, not a schema


def faults(node: Any, place: str = "#") -> Iterator[str]:
    """What is wrong with the marks of a schema (bundled), at any depth: « place : what is expected »."""
    if isinstance(node, list):
        for number, item in enumerate(node):
            yield from faults(item, f"{place}/{number}")
    if not isinstance(node, dict):
        return
    for name, value in node.items():
        if name in _FORMS and not place.endswith("/properties"):
            wanted, holds = _FORMS[name]
            if not holds(value):
                yield f"{place} : « {name} » attend {wanted}."
        elif name not in _DATA:
            yield from faults(value, f"{place}/{name}")


def _words(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("fr"), str)


def _message(value: Any) -> bool:
    return _words(value) and (value.get("hint") is None or _words(value["hint"]))


def _link(value: Any) -> bool:
    to = value.get("to") if isinstance(value, dict) else None
    return (
        isinstance(to, list)
        and bool(to)
        and all(isinstance(name, str) for name in to)
        and isinstance(value.get("except", []), list)
        and ("backlink" not in value or _words(value["backlink"]))
    )


def _local(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("#")  # never an address: nothing is fetched


def _regular(value: Any) -> bool:
    try:
        re.compile(value)
    except (TypeError, re.error):
        return False
    return True


def _months(value: Any) -> bool:
    return isinstance(value, dict) and type(value.get("months")) is int


_FORMS: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "$ref": ("une adresse dans ce fichier ou dans commun.json", _local),
    "pattern": ("une expression régulière", _regular),
    "x-link": ("« to », une liste de types de fiche ou de listes", _link),
    "x-message": ("« fr » et « en », avec ou sans « hint »", _message),
    "x-expires": ("« months » et un nombre", _months),
    "x-show": ("un objet", lambda value: isinstance(value, dict)),
    "x-en": ("un objet", lambda value: isinstance(value, dict)),
    "x-after": ("le nom d’un champ", lambda value: isinstance(value, str)),
    "x-id": ("un modèle comme {champ}--{autre}", lambda value: isinstance(value, str)),
    "x-prefill": ("true ou false", lambda value: isinstance(value, bool)),
    "x-wikidata": ("une propriété comme P856", lambda value: isinstance(value, str)),
}
