"""Means offered and means sought → which answer each other, the nearest first: one type, places and times that meet."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from communs.entries import Entry
from communs.territories import Territories

LIMIT = 24  # answers to one means: more would be a list, not an answer
LOOKED = 200  # means tried for one: with thousands of one type, trying each would be quadratic
OTHER = {"propose": "cherche", "cherche": "propose"}
_TAKEN = {"pourvue", "retiree"}
_FRANCE = ("europe", "francophonie")  # what the tables do not say of the parents of France
ANYWHERE = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """A means and one that answers it, where and when both hold; an empty place is anywhere, an empty day any day."""

    one: Entry
    other: Entry
    narrow: str
    wide: str
    start: str = ""
    end: str = ""
    ways: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Facing:
    """What answers one means, the nearest first; `whole` unless the search stopped early."""

    matches: tuple[Match, ...] = ()
    whole: bool = True


@dataclass(kw_only=True, slots=True)
class _Side:
    """The means of one type on one side, by the places that they name, by those that hold them, and all."""

    at: defaultdict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    inside: defaultdict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    all: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Matches:
    """The means that one may still answer, and how to find what answers them."""

    open: tuple[Entry, ...]
    territories: Territories
    day: str
    sides: Mapping[tuple[str, str], _Side]

    def facing(self, entry: Entry) -> Facing:
        """What answers a means: nothing where it is itself over."""
        side = self.sides.get((OTHER.get(_text(entry, "sens"), ""), _text(entry, "type")))
        if side is None or not is_open(entry, self.day):
            return Facing()
        found: dict[str, Match] = {}
        for looked, (narrow, wide, other) in enumerate(self._near(entry, side)):
            if looked == LOOKED or len(found) == LIMIT:
                return Facing(matches=tuple(found.values()), whole=False)
            if other.id not in found and (match := _match(entry, other, narrow, wide, self.day)):
                found[other.id] = match
        return Facing(matches=tuple(found.values()))

    def _near(self, entry: Entry, side: _Side) -> Iterator[tuple[str, str, Entry]]:
        """Those of the other side whose place meets one of this means, the closest first: (narrow, wide, means)."""
        steps = [step for place in _places(entry) for step in self._steps(place, side)]
        steps.sort(key=lambda step: -self._depth(step[0]))
        for wide, narrow, others in steps:
            for other in others:
                yield narrow or self._named(other, wide), wide, other
        for other in side.at.get(ANYWHERE, ()) if _places(entry) else side.all:
            yield next(iter(_places(entry) or _places(other)), ANYWHERE), ANYWHERE, other

    def _steps(self, place: str, side: _Side) -> Iterator[tuple[str, str, Sequence[Entry]]]:
        """(wide, narrow, means) for a place and what holds it; with no narrow place, the other means says it."""
        yield place, place, side.at.get(place, ())
        yield place, "", side.inside.get(place, ())
        for parent in above(self.territories, place):
            yield parent, place, side.at.get(parent, ())

    def _named(self, entry: Entry, wide: str) -> str:
        return next(place for place in _places(entry) if wide in above(self.territories, place))

    def _depth(self, place: str) -> int:
        return len(above(self.territories, place))


def gather(means: Iterable[Entry], territories: Territories, day: datetime.date) -> Matches:
    """Sort the means that are open on a day by side, type and place."""
    today = day.isoformat()
    held = tuple(entry for entry in means if is_open(entry, today))
    sides: defaultdict[tuple[str, str], _Side] = defaultdict(_Side)
    for entry in held:
        side = sides[_text(entry, "sens"), _text(entry, "type")]
        side.all.append(entry)
        for place in _places(entry) or (ANYWHERE,):
            side.at[place].append(entry)
        for parent in {up for place in _places(entry) for up in above(territories, place)}:
            side.inside[parent].append(entry)
    return Matches(open=held, territories=territories, day=today, sides=dict(sides))


def is_open(entry: Entry, day: str) -> bool:
    """Whether one may still answer it: neither a draft, nor taken, nor past."""
    over = min(filter(None, (_text(entry, "expire_le"), _period(entry, "fin"))), default="") < day
    return not (over or entry.draft or entry.ended or entry.data.get("etat") in _TAKEN)


def above(territories: Territories, place: str) -> tuple[str, ...]:
    """The ids of all that wholly holds a place, nearest first."""
    territory = territories.get(place)
    parents = territory.parents if territory else ()
    return (*parents, *_FRANCE) if "france" in (place, *parents) else parents


def _match(one: Entry, other: Entry, narrow: str, wide: str, day: str) -> Match | None:
    """None where both stand under one name, at other times, or in ways that do not meet."""
    start = max(_period(one, "debut"), _period(other, "debut"))
    end = min(filter(None, (_period(one, "fin"), _period(other, "fin"))), default="")
    ways = [set(entry.data.get("modalite", ())) for entry in (one, other)]
    apart = (end and max(start, day) > end) or (all(ways) and not ways[0] & ways[1])
    if apart or one.data.get("organisation") == other.data.get("organisation"):
        return None
    shared = tuple(way for way in one.data.get("modalite", ()) if way in ways[1])
    return Match(one=one, other=other, narrow=narrow, wide=wide, start=start, end=end, ways=shared)


def pairs(matches: Matches, entries: Iterable[Entry], most: int) -> tuple[list[Match], bool]:
    """What answers these means, one line a pair, at most so many; and whether that is all."""
    found = list(islice((match for entry in entries for match in matches.facing(entry).matches), most + 1))
    return found[:most], len(found) <= most


def _places(entry: Entry) -> tuple[str, ...]:
    """The places that a means names; none where it holds anywhere."""
    named: Any = entry.data.get("territoires", ())
    return () if "international" in named else tuple(named)


def _period(entry: Entry, bound: str) -> str:
    period = entry.data.get("periode")
    return str(period.get(bound) or "") if isinstance(period, dict) else ""


def _text(entry: Entry, name: str) -> str:
    return str(entry.data.get(name, ""))
