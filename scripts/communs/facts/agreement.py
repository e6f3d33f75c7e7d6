"""What an entry says and what its item says → whether they say the same."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from communs.facts import Claim
from communs.facts.filling import Fill, Source, plain
from communs.near import fold
from communs.territories import distance_km

Items = Collection[tuple[str, str]]  # terms by their ids, each with an item that it is
_APART_KM = 0.5  # two points on one site
_DEGREE_KM = 111.2  # of latitude
_SPREAD = {8: 10, 7: 100}  # years that a time of this precision may be away: a decade, a century
_ADDRESS = re.compile(r"(?:https?:)?//(?:www\.)?([^/?#]*)(.*)", re.IGNORECASE | re.DOTALL)
_ENDING = re.compile(r"(?:/(?:index|default)\.[a-z]+|\.git)?/*\Z", re.IGNORECASE)


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
    if (one, item) in terms:
        return True
    known = any(term == one for term, _ in terms) and any(qid == item for _, qid in terms)
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
    """Nobody can tell of another page of one site, nor of an account that is written in another way than ours."""
    ours, theirs = bare(one), bare(said)
    if source.url:
        begins = bare(source.url.partition("{")[0]).casefold()
        return ours.casefold() == theirs.casefold() if ours.casefold().startswith(begins) else None
    above = f"{ours}/".startswith(f"{theirs}/") or f"{theirs}/".startswith(f"{ours}/")
    return ours == theirs or (None if above else False)


def bare(address: str) -> str:
    """An address without what it may have or not: scheme, `www.`, closing slash, name of a default page."""
    found = _ADDRESS.match(address.strip())
    host, rest = found.groups() if found else ("", address)
    return host.lower() + _ENDING.sub("", rest, count=1)
