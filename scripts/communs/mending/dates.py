"""A date as people write it in French → the same as ISO 8601 writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from babel import Locale

from communs.near import fold

_DAY = re.compile(r"([0-9]{1,2})[/. -]([0-9]{1,2})[/. -]([0-9]{4})")
_MONTH = re.compile(r"([0-9]{1,2})[/. -]([0-9]{4})")
_LOOSE = re.compile(r"([0-9]{4})[/. -]([0-9]{1,2})(?:[/. -]([0-9]{1,2}))?")
_TIGHT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_SPELT = re.compile(r"(?:le )?(?:([0-9]{1,2})(?:er)? )?([^\W\d_]+)\.? ([0-9]{4})", re.IGNORECASE)
_MIDNIGHT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]00:00(:00)?(\.0+)?Z?")
_CLOCK = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9]{2}:[0-9:.Z+-]*")


def sure(written: str) -> Iterator[str]:
    """What it can only mean: « 2 novembre 2026 » → 2026-11-02. The day comes before the month where both may."""
    if found := _DAY.fullmatch(written):
        one, two, year = found.groups()
        yield _joined(year, two, one)
        yield _joined(year, one, two)
    if found := _MONTH.fullmatch(written):
        yield _joined(found[2], found[1])
    if found := _LOOSE.fullmatch(written) or _TIGHT.fullmatch(written):
        yield _joined(*found.groups())
    if (found := _SPELT.fullmatch(written)) and (month := _months().get(fold(found[2]))):
        yield _joined(found[3], month, found[1])
    if found := _MIDNIGHT.fullmatch(written):
        yield found[1]


def likely(written: str) -> Iterator[str]:
    """What it may mean, less an hour or a word: « vers 2018 » → 2018."""
    if found := _CLOCK.fullmatch(written):
        yield found[1]
    numbers = re.findall("[0-9]+", written)
    if len(numbers) == 1 and len(numbers[0]) == 4:
        yield numbers[0]


def _joined(*parts: str | None) -> str:
    return "-".join(f"{part:0>2}" for part in parts if part)


@lru_cache(maxsize=1)
def _months() -> Mapping[str, str]:
    """« novembre » and « nov » → 11 (CLDR)."""
    months = Locale("fr").months["format"]
    return {fold(name): str(n) for width in ("wide", "abbreviated") for n, name in months[width].items()}
