"""A time of Wikidata, as far as it is known → words: « juin 2018 », « années 1810 », « XIXe siècle »."""

from __future__ import annotations

import re
from collections.abc import Callable

from babel.numbers import format_decimal

from communs.facts import Claim
from communs.findings import Text, text

TIME = re.compile(r"(-?)([0-9]{4,12})((?:-[0-9]{2}){0,2})")
_ROUGH = {  # by Wikibase's number for a precision: what is said, and how many years it counts
    8: (text("années {rang}"), 10),
    7: (text("{rang} siècle"), 100),
    6: (text("{rang} millénaire"), 1000),
}
_YEAR = 9  # Wikibase's number for what is known to the year
_NUMERALS = (("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))


def say(claim: Claim, lang: str, tell: Callable[[Text], str], date: Callable[[str], str]) -> str:
    """The words of a time; `tell` says a sentence, `date` a time that is known to the year or better."""
    found = TIME.fullmatch(claim["value"])
    if found is None:
        return str(claim["value"])
    era, year, rest = found.groups()
    rough = _rough(int(year), claim.get("precision", _YEAR), lang)
    words = tell(rough) if rough else date(year + rest) if rest else str(int(year))
    if era:
        words = tell(text("{date} avant notre ère", date=words))
    return tell(text("{date} (calendrier julien)", date=words)) if "julian" in claim else words


def _rough(year: int, precision: float, lang: str) -> Text | None:
    """What is known to a decade, a century or less well."""
    if precision < 6:
        return text("vers {rang}", rang=format_decimal(year, locale=lang))
    if precision not in _ROUGH:
        return None
    words, years = _ROUGH[int(precision)]
    return words.about(rang=year - year % 10 if years == 10 else _rank(-(-year // years), lang))


def _rank(number: int, lang: str) -> str:
    """« XIXe », "19th"."""
    if lang != "fr":
        ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{number}{ending}"
    left, roman = number, ""
    for sign, worth in _NUMERALS:
        roman += sign * (left // worth)
        left %= worth
    return roman + ("er" if number == 1 else "e")
