"""What an entry says and what its item says → whether they say the same."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz

from communs.facts import Claim
from communs.facts.filling import Fill, Source, plain
from communs.near import fold
from communs.territories import distance_km, words_of

Items = Mapping[str, Collection[str]]  # of terms, by their ids
_APART_KM = 0.5  # two points on one site
_DEGREE_KM = 111.2  # of latitude
_SPREAD = {8: 10, 7: 100}  # years that a time of this precision may be away: a decade, a century
_ADDRESS = re.compile(r"(?:https?:)?//(?:www\.)?([^/?#]*)(.*)", re.IGNORECASE | re.DOTALL)
_ENDING = re.compile(r"(?:/(?:index|default)\.[a-z]+|\.git)?/*\Z", re.IGNORECASE)
_ALIKE = 80  # likeness out of 100 of two names of one thing
_WEAK = {  # articles and legal forms: they tell no organisation from another
    "a", "and", "au", "aux", "d", "de", "des", "du", "en", "et", "for", "l", "la", "le", "les", "of", "pour", "the",
    "asso", "association", "coop", "cooperative", "sa", "sarl", "sas", "scic", "scop", "societe", "un", "une",
}  # fmt: skip


def agrees(stated: Any, claims: Sequence[Claim], fill: Fill, terms: Items) -> bool | None:
    """Whether one thing that an entry states is one of those that its item claims; None where nothing can tell.

    `terms` are those that the field draws on, with their items.
    """
    told = [_same(one, claim, fill, terms) for one in _each(stated) for claim in claims]
    return any(told) if any(one is not None for one in told) else None


def _each(stated: Any) -> Iterator[Any]:
    """The values of a list, the languages of a text."""
    if isinstance(stated, list | dict):
        for inner in stated.values() if isinstance(stated, dict) else stated:
            yield from _each(inner)
    elif stated is not None:
        yield stated


def _same(one: Any, claim: Claim, fill: Fill, terms: Items) -> bool | None:
    if fill.source.part:
        return _near(one, claim, fill.source.part)
    if not isinstance(one, str):
        return None
    if "item" in claim:
        return _means(one, claim["item"], terms)
    if fill.field.schema.get("format") in ("date", "date-partielle"):
        return _same_day(one, claim) if "value" in claim else None
    said = plain(claim, fill.source)
    if not isinstance(said, str):
        return None
    return _same_address(one, said, fill.source) if "//" in one else fold(one) == fold(said)


def _near(one: Any, claim: Claim, part: str) -> bool | None:
    """Along one axis: the other half of a point has its own field."""
    if part not in claim or isinstance(one, bool) or not isinstance(one, int | float):
        return None
    moved = {**claim, part: one}
    apart = distance_km(claim["latitude"], claim["longitude"], moved["latitude"], moved["longitude"])
    most: float = max(_APART_KM, claim.get("precision", 0) * _DEGREE_KM)
    return apart <= most


def _means(one: str, item: str, terms: Items) -> bool | None:
    """By the items of the terms; nobody can tell of a term without any, or of an item that no term has."""
    if item in terms.get(one, ()):
        return True
    known = one in terms and any(item in items for items in terms.values())
    return False if known else None


def _same_day(one: str, claim: Claim) -> bool:
    """As far as both are known: 2018 is June 2018; by the year alone where a day would be of another calendar."""
    said: str = claim["value"]
    if "precision" in claim:
        spread = _SPREAD.get(claim["precision"])
        return spread is None or abs(_year(one) - _year(said)) < spread
    common = 4 if "julian" in claim else min(len(one), len(said))
    return one[:common] == said[:common]


def _year(day: str) -> int:
    found = re.match("-?[0-9]+", day)
    return int(found[0]) if found else 0


def _same_address(one: str, said: str, source: Source) -> bool | None:
    """An account that is written in another way than its identifier makes is nobody's to judge."""
    if not source.url:
        return bare(one) == bare(said)
    ours, begins = bare(one).casefold(), bare(source.url.partition("{")[0]).casefold()
    return ours == bare(said).casefold() if ours.startswith(begins) else None


def bare(address: str) -> str:
    """An address without what it may have or not: scheme, `www.`, closing slash, name of a default page."""
    found = _ADDRESS.match(address.strip())
    host, rest = found.groups() if found else ("", address)
    return host.lower() + _ENDING.sub("", rest, count=1)


def namesakes(names: Sequence[str], others: Sequence[str]) -> bool | None:
    """Whether a name of some is near a name of others; None where there is none to compare."""
    ours, theirs = _strong(names), _strong(others)
    if not ours or not theirs:
        return None
    return any(_alike(one, other) for one in ours for other in theirs)


def _strong(names: Sequence[str]) -> list[tuple[str, ...]]:
    """The words of each that tell it from others."""
    split = [words_of(name).split() for name in names]
    return [tuple(word for word in words if word not in _WEAK) or tuple(words) for words in split if words]


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    fewer, more = sorted((set(one), set(other)), key=len)
    return fewer <= more or fuzz.ratio("".join(one), "".join(other)) >= _ALIKE
