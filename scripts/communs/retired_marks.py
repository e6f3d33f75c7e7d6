"""The form of `x-retired`: what is wrong with the one of a field, and with where it leads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from communs import formats
from communs.findings import Path, text
from communs.mark_groups import Faults, Forms, words

MARK = "x-retired"
_GROUP = text("{lieu} : « x-retired » attend un groupe : « on », et « use », ou « fr » et « en ».")
_WORD = text("{lieu} : « x-retired » n’attend pas « {mot} » ici, mais {connus}.")
_FIELD = text("{lieu} : « x-retired » se met sur un champ, à côté de « deprecated: true ».")
_NEW = text("{lieu} : « use » mène à « {champ} », qui n’est pas un champ d’ici, ou qui prend fin aussi.")
_REQUIRED = text("{lieu} : un champ qui prend fin n’est plus obligatoire : retirez-le de « required ».")

_ENOUGH = ({"on", "use"}, {"on", "fr", "en"})


def faults(mark: Any, schema: Mapping[str, Any], at: Path) -> Faults:
    """What is wrong with a mark that stands at a path, in the schema of a field."""
    if not _group(mark) or not any(wanted <= mark.keys() for wanted in _ENOUGH):
        yield at, _GROUP
    else:
        yield from words(mark, _FORMS, _WORD, at)
        if schema.get("deprecated") is not True or at[-3:-2] != ("properties",):
            yield at, _FIELD


def among(fields: Any, group: Mapping[str, Any], at: Path) -> Faults:
    """What is wrong with the marks of the fields of a group, beside one another."""
    known = (
        {name: field for name, field in fields.items() if isinstance(field, dict)} if _group(fields) else {}
    )
    needed = group.get("required")
    for name, field in known.items():
        mark = field.get(MARK)
        new = mark.get("use") if isinstance(mark, dict) else None
        if isinstance(new, str) and (new not in known or MARK in known[new]):
            yield (*at, name, MARK, "use"), _NEW.about(champ=new)
        if mark is not None and isinstance(needed, list) and name in needed:
            yield (*at, name, MARK), _REQUIRED


def _group(value: Any) -> bool:
    return isinstance(value, dict)


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


_FORMS: Forms = {
    "on": (
        text("{lieu} : « on » attend un jour, comme 2027-06-01."),
        lambda value: isinstance(value, str) and formats.date(value),
    ),
    "use": (text("{lieu} : « use » attend le nom d’un champ d’ici."), _text),
    "fr": (text("{lieu} : « fr » attend une phrase : quoi écrire à la place."), _text),
    "en": (text("{lieu} : « en » attend la même phrase en anglais."), _text),
}
