"""Two days, either of them perhaps unknown → the time between them in words: « de mars à juin 2027 »."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from babel.dates import format_date

_NEXT_DAY = datetime.timedelta(days=1)


def told(start: str, end: str, lang: str, translate: Callable[[str], str]) -> str:
    """« du 15 mars au 20 juin 2027 », « dès mars 2027 », « jusqu’en juin 2027 »; whole months go without days."""
    first, last = (datetime.date.fromisoformat(one) if one else None for one in (start, end))
    whole = (first is None or first.day == 1) and (last is None or (last + _NEXT_DAY).day == 1)
    say = _month if whole else day
    begun, ended = (say(one, lang) if one else "" for one in (first, last))
    if first is None or last is None:
        words = _open(translate, begun, whole) if begun or ended else ""
    elif not whole:
        words = translate("du {debut} au {fin}")
    elif first.replace(day=1) == last.replace(day=1):
        words = translate("en {fin}")
    else:
        words = translate("d’{debut} à {fin}") if begun[0] in "ao" else translate("de {debut} à {fin}")
    if first and last and first.year == last.year:
        begun = begun.removesuffix(f" {first.year}")
    return words.format(debut=begun, fin=ended)


def day(one: datetime.date, lang: str) -> str:
    """« 18 juin 2021 », « 1er octobre 2026 »."""
    words = str(format_date(one, "d MMMM y", locale=lang))
    return words.replace("1", "1er", 1) if lang == "fr" and one.day == 1 else words


def _month(one: datetime.date, lang: str) -> str:
    return str(format_date(one, "MMMM y", locale=lang))


def _open(translate: Callable[[str], str], begun: str, whole: bool) -> str:
    """The words of a time with no end, or with no beginning."""
    if begun:
        return translate("dès {debut}") if whole else translate("dès le {debut}")
    return translate("jusqu’en {fin}") if whole else translate("jusqu’au {fin}")
