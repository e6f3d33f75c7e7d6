"""Opening hours as OpenStreetMap writes them → the same in words, a line for each set of days."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from babel import Locale

from communs.findings import Text, text

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_RULE = re.compile(
    r"(?:(?P<days>(?:[A-Z][A-Za-z])(?:[-,] ?[A-Z][A-Za-z])*):? ?)?(?P<hours>[0-9:,\- +]+|off|closed|open)?"
)
_SPAN = re.compile(r"([0-9]{1,2}):([0-9]{2})(?:-([0-9]{1,2}):([0-9]{2})|\+)")
_ELSE = {"PH": text("Jours fériés"), "SH": text("Vacances scolaires")}

Say = Callable[[Text], str]


def lines(value: str, lang: str, say: Say) -> list[str]:
    """« Du lundi au vendredi : 9 h – 12 h »; nothing where it says more than this can tell."""
    if value.strip() == "24/7":
        return [say(text("Jour et nuit, tous les jours"))]
    try:
        return [_line(rule.strip(), lang, say) for rule in value.split(";") if rule.strip()]
    except ValueError:
        return []


def _line(rule: str, lang: str, say: Say) -> str:
    """Raises ValueError for what it cannot tell."""
    found = _RULE.fullmatch(rule)
    if found is None or not found["hours"]:
        raise ValueError(rule)
    days = ", ".join(_days(found["days"], lang, say)) if found["days"] else say(text("Tous les jours"))
    return say(
        text(
            "{jours} : {heures}", jours=days[:1].upper() + days[1:], heures=_hours(found["hours"], lang, say)
        )
    )


def _days(written: str, lang: str, say: Say) -> Iterator[str]:
    names = Locale(lang).days["format"]["wide"]
    for part in re.split(", ?", written):
        first, _, last = part.partition("-")
        if part in _ELSE:
            yield say(_ELSE[part]).lower()
        elif last:
            yield say(
                text("du {jour} au {autre}", jour=names[_DAYS.index(first)], autre=names[_DAYS.index(last)])
            )
        else:
            yield names[_DAYS.index(first)]


def _hours(written: str, lang: str, say: Say) -> str:
    if written in ("off", "closed"):
        return say(text("fermé"))
    if written == "open":
        return say(text("ouvert"))
    return ", ".join(_span(part.strip(), lang, say) for part in written.split(","))


def _span(written: str, lang: str, say: Say) -> str:
    found = _SPAN.fullmatch(written)
    if found is None:
        raise ValueError(written)
    begin, end = _hour(found[1], found[2], lang), found[3] and _hour(found[3], found[4], lang)
    return f"{begin} – {end}" if end else say(text("à partir de {heure}", heure=begin))


def _hour(hour: str, minute: str, lang: str) -> str:
    """« 9 h », « 18 h 30 »; in other languages « 9:00 »."""
    if lang != "fr":
        return f"{int(hour)}:{minute}"
    return f"{int(hour)}\u00a0h" + (f"\u00a0{minute}" if minute != "00" else "")
