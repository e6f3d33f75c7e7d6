"""A snak of Wikibase (a property and its value, as the API sends it) → the claim that facts keep."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from communs import formats
from communs.facts import cleaned

Told = dict[str, Any]
_TIME = re.compile(r"([+-])([0-9]{1,16})-([0-9]{2})-([0-9]{2})T[0-9:]+Z")
_DAY = re.compile(r"-?(?!0+(?:-|\Z))[0-9]{4,}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")
_OUR_YEARS = re.compile(r"[0-9]{4}(?![0-9])")  # those that Python's calendar knows
_AMOUNT = re.compile(r"\+?(-?[0-9]{1,60}(?:\.[0-9]{1,60})?)")
_FILE = re.compile(
    r"[^#<>\[\]|{}/\\:]+\.[A-Za-z0-9]{2,5}"
)  # what MediaWiki takes for a title, with its ending
_LANG = re.compile(r"[a-z][a-z0-9-]{1,19}")
_DECADE, _YEAR, _FINEST = 8, 9, 14  # precisions of a time, as Wikibase numbers them
_GREGORIAN, _JULIAN, _EARTH, _NO_UNIT = "Q1985727", "Q1985786", "Q2", "1"


def claim(snak: object) -> Told | None:
    """What a snak says; None where it says nothing (unknown or no value), or nothing that we can use."""
    told = mapping(snak)
    read = _READERS.get(_string(told.get("datatype")))
    if read is None or told.get("snaktype") != "value":
        return None
    return read(mapping(told.get("datavalue")).get("value"))


def mapping(value: object) -> Told:
    """What ought to be a map: an empty one may come as a list, a hostile one as anything."""
    return value if isinstance(value, dict) else {}


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object, most: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and -most <= value <= most


def _entity(value: object) -> str:
    """The id at the end of the address of an entity."""
    return _string(value).rpartition("/")[2]


def _text(value: object) -> Told | None:
    shown = cleaned.words(value)
    return {"value": shown} if shown else None


def _url(value: object) -> Told | None:
    shown = cleaned.address(value)
    return {"value": shown} if formats.uri(shown) else None


def _file(value: object) -> Told | None:
    shown = cleaned.words(value)
    return {"file": shown} if shown == value and _FILE.fullmatch(shown) else None


def _phrase(value: object) -> Told | None:
    told = mapping(value)
    shown, lang = cleaned.words(told.get("text")), _string(told.get("language"))
    return {"value": shown, "lang": lang} if shown and _LANG.fullmatch(lang) else None


def _item(value: object) -> Told | None:
    told = mapping(value)
    number = told.get("numeric-id")  # all that answers of 2015 have
    qid = f"Q{number}" if "id" not in told and isinstance(number, int) else _string(told.get("id"))
    return {"item": qid} if formats.qid(qid) else None


def _time(value: object) -> Told | None:
    """Cut where its precision ends, and never a date of Python's: the year may be any."""
    told = mapping(value)
    found, precision = _TIME.fullmatch(_string(told.get("time"))), told.get("precision")
    calendar = _entity(told.get("calendarmodel"))
    if not found or type(precision) is not int or not 0 <= precision <= _FINEST:
        return None
    parts = [f"{int(found[2]):04}", *found.groups()[2:]][: max(1, precision - _DECADE)]
    while parts[-1] == "00":
        parts.pop()
    shown = found[1].strip("+") + "-".join(parts)
    if not _DAY.fullmatch(shown) or calendar not in (_GREGORIAN, _JULIAN):
        return None
    if calendar == _GREGORIAN and _OUR_YEARS.match(shown) and not formats.date_partielle(shown):
        return None
    rough = {"precision": precision} if precision < _YEAR else {}
    return {"value": shown} | rough | ({"julian": True} if calendar == _JULIAN else {})


def _point(value: object) -> Told | None:
    """On Earth: coordinates on the Moon are nobody's address."""
    told = mapping(value)
    latitude, longitude, precision = (told.get(name) for name in ("latitude", "longitude", "precision"))
    if _entity(told.get("globe")) != _EARTH or not (_number(latitude, 90) and _number(longitude, 180)):
        return None
    known = {"precision": precision} if _number(precision, 360) else {}
    return {"latitude": latitude, "longitude": longitude} | known


def _quantity(value: object) -> Told | None:
    """Without its bounds; a unit that we cannot name makes the number mean nothing."""
    told = mapping(value)
    found, unit = _AMOUNT.fullmatch(_string(told.get("amount"))), told.get("unit")
    qid = _entity(unit)
    if not found or not (unit == _NO_UNIT or formats.qid(qid)):
        return None
    return {"amount": found[1]} | ({} if unit == _NO_UNIT else {"unit": qid})


_READERS: dict[str, Callable[[object], Told | None]] = {
    "string": _text,
    "external-id": _text,
    "url": _url,
    "commonsMedia": _file,
    "monolingualtext": _phrase,
    "wikibase-item": _item,
    "time": _time,
    "globe-coordinate": _point,
    "quantity": _quantity,
}
