"""Opening hours in French words → the same as OpenStreetMap writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from babel import Locale

from communs.near import fold

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_HOUR = re.compile(r"\b([0-9]{1,2}) ?h ?([0-9]{2})?\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+\.?")
_LINKS = {"du": "", "de": "", "le": "", "des": "", "les": "", "au": "-", "a": "-", "et": ","}


def plain(written: str) -> str:
    """« Lu-Ve 9h-18h », « du lundi au vendredi de 9h à 18h » → `Mo-Fr 09:00-18:00`; other words stay."""
    hours = _HOUR.sub(lambda hour: f"{hour[1]:0>2}:{hour[2] or '00'}", written)
    words = _WORD.sub(lambda word: _words().get(fold(word[0]), word[0]), hours)
    tight = re.sub(r" ?([-–,]) ?", r"\1", re.sub(r"\s+", " ", words)).replace("–", "-")
    return tight.strip()


@lru_cache(maxsize=1)
def _words() -> Mapping[str, str]:
    """« lundi », « lun. » and « lu » → `Mo` (CLDR counts the days from Monday)."""
    names = Locale("fr").days["format"]
    widths = ("wide", "abbreviated", "short")
    days = {fold(name): _DAYS[n] for width in widths for n, name in names[width].items()}
    return days | {f"{day}s": short for day, short in days.items() if day.endswith(("di", "che"))} | _LINKS
