"""The marks that our schemas carry beside JSON Schema's own words, and the form each must have."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from communs import property_marks, retired_marks, schema_org_marks
from communs.findings import Path, Text, text

DIALECT = "https://json-schema.org/draft/2020-12/schema"
REGULAR = text("{lieu} : « pattern » attend une expression régulière.")
_DATA = {"examples", "enum", "const", "default"}  # what stands below is a value, not a schema


def faults(node: Any, at: Path = ()) -> Iterator[tuple[Path, Text]]:
    """What is wrong with the marks of a schema (bundled), at any depth: the place, and what is expected."""
    if isinstance(node, list):
        for number, item in enumerate(node):
            yield from faults(item, (*at, number))
    if not isinstance(node, dict):
        return
    yield from retired_marks.among(node.get("properties"), node, (*at, "properties"))
    for name, value in node.items():
        if name == "x-wikidata" and at[-1:] != ("properties",):
            yield from property_marks.faults(value, node, (*at, name))
        elif name == schema_org_marks.MARK and at[-1:] != ("properties",):
            yield from schema_org_marks.faults(value, node, (*at, name))
        elif name == retired_marks.MARK and at[-1:] != ("properties",):
            yield from retired_marks.faults(value, node, (*at, name))
        elif name in _FORMS and at[-1:] != ("properties",):
            wanted, holds = _FORMS[name]
            if not holds(value):
                yield (*at, name), wanted
            elif name == "x-renamed":
                yield from _lost(value, node, (*at, name))
        elif name not in _DATA:
            yield from faults(value, (*at, name))


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
        and isinstance(value.get("owner", False), bool)
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


def _show(value: Any) -> bool:
    return isinstance(value, dict) and type(value.get("order", 0)) is int


def _renamed(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(name, str) for name in value.values())


def _lost(renamed: dict[str, str], node: dict[str, Any], at: Path) -> Iterator[tuple[Path, Text]]:
    """The new names that are no field beside the mark."""
    fields = node.get("properties", {})
    for old, new in renamed.items():
        if isinstance(fields, dict) and new not in fields:  # what else it may be is told by the judge
            why = text("{lieu} : « x-renamed » mène à « {champ} », qui n’est pas un champ d’ici.", champ=new)
            yield (*at, old), why


def _is(wanted: type) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, wanted)


def _never(_: Any) -> bool:
    return False


_ELSEWHERE = text("{lieu} : ce mot mène hors du dépôt, et rien ne se lit ailleurs : retirez-le.")

_FORMS: dict[str, tuple[Text, Callable[[Any], bool]]] = {
    "$schema": (
        text("{lieu} : « $schema » attend {adresse}.", adresse=DIALECT),
        lambda value: value == DIALECT,
    ),
    "$id": (_ELSEWHERE, _never),
    "$dynamicRef": (_ELSEWHERE, _never),
    "$ref": (text("{lieu} : « $ref » attend une adresse dans ce fichier ou dans commun.json."), _local),
    "pattern": (REGULAR, _regular),
    "x-link": (text("{lieu} : « x-link » attend « to », une liste de types de fiche ou de listes."), _link),
    "x-message": (text("{lieu} : « x-message » attend « fr » et « en », avec ou sans « hint »."), _message),
    "x-expires": (text("{lieu} : « x-expires » attend « months » et un nombre."), _months),
    "x-show": (text("{lieu} : « x-show » attend un groupe, et « order » un nombre entier."), _show),
    "x-en": (text("{lieu} : « x-en » attend un groupe entre accolades."), _is(dict)),
    "x-why": (text("{lieu} : « x-why » attend « fr » et « en »."), _words),
    "x-after": (text("{lieu} : « x-after » attend le nom d’un champ."), _is(str)),
    "x-id": (text("{lieu} : « x-id » attend un modèle comme {champ}--{autre}."), _is(str)),
    "x-prefill": (text("{lieu} : « x-prefill » attend true ou false."), _is(bool)),
    "x-renamed": (
        text("{lieu} : « x-renamed » attend un groupe de noms, chacun avec le nom d’un champ d’ici."),
        _renamed,
    ),
}
