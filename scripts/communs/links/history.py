"""What was remembered of links and what they answer today → what to remember, and which have failed long enough.

An address is remembered by its fingerprint alone: what comes back from an issue that anybody may have edited can
name no other address than those of the catalogue, and takes little room.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from communs import formats
from communs.links.answers import Answer

ENOUGH = 3  # failures in a row
LONG = 60  # days without one good answer
MOST = 300  # failures remembered
_HIDDEN = re.compile(r"<!-- liens (\{[^<>]*\}) -->\s*\Z")
_HIGHEST = 9999


@dataclass(frozen=True, kw_only=True, slots=True)
class Failing:
    """How many runs in a row an address has failed, nought where none is sure; since which day, and the last one."""

    times: int
    since: str
    last: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Memory:
    """The addresses that fail, by their fingerprint."""

    failing: Mapping[str, Failing] = field(default_factory=dict)

    def of(self, address: str) -> Failing | None:
        """What is remembered of an address."""
        return self.failing.get(fingerprint(address))

    def told(self, address: str) -> bool:
        """Whether it has failed long enough to be told."""
        known = self.of(address)
        return known is not None and known.times >= ENOUGH

    def lingers(self, address: str) -> bool:
        """Whether no answer was good for long, though it has not failed often enough to be told."""
        known = self.of(address)
        if known is None or known.times >= ENOUGH:
            return False
        return (date.fromisoformat(known.last) - date.fromisoformat(known.since)).days >= LONG


def fingerprint(address: str) -> str:
    """What stands for an address."""
    return hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def after(memory: Memory, answers: Mapping[str, Answer], day: date) -> Memory:
    """What is remembered once a run is over; two runs of one day count as one.

    What answers is forgotten, with what was not asked; an unsure answer is no failure, but it may last.
    """
    found: dict[str, Failing] = {}
    for address, answer in answers.items():
        known = memory.of(address)
        if answer.state == "cassé":
            found[fingerprint(address)] = _once_more(known, day.isoformat())
        elif answer.ill:
            found[fingerprint(address)] = _still(known, day.isoformat())
        elif answer.state == "incertain" and known is not None:
            found[fingerprint(address)] = known
    longest = sorted(found.items(), key=lambda one: -one[1].times)[:MOST]
    return Memory(failing=dict(longest))


def _once_more(known: Failing | None, day: str) -> Failing:
    if known is None:
        return Failing(times=1, since=day, last=day)
    times = known.times + (day != known.last)
    return Failing(times=min(times, _HIGHEST), since=known.since, last=day)


def _still(known: Failing | None, day: str) -> Failing:
    return replace(known, last=day) if known is not None else Failing(times=0, since=day, last=day)


def outage(answers: Mapping[str, Answer]) -> bool:
    """Whether so many addresses are mute at once that the fault is likely ours."""
    mute = sum(answer.mute for answer in answers.values())
    return mute >= 5 and mute * 2 > len(answers)


def written(memory: Memory) -> str:
    """As JSON."""
    rows = {key: [one.times, one.since, one.last] for key, one in memory.failing.items()}
    return json.dumps(rows, separators=(",", ":"))


def hidden(memory: Memory) -> str:
    """As the last line of an issue, that nobody sees."""
    return f"<!-- liens {written(memory)} -->"


def seen(body: str) -> Memory:
    """What the last line of an issue remembers; nothing where somebody broke it."""
    found = _HIDDEN.search(body)
    return read(found[1]) if found else Memory()


def read(said: str) -> Memory:
    """What JSON remembers, less what is not of its form."""
    try:
        rows = json.loads(said)
    except (ValueError, RecursionError):
        rows = None
    kept = {key: row for key, row in rows.items() if _sound(key, row)} if isinstance(rows, dict) else {}
    return Memory(
        failing={
            key: Failing(times=row[0], since=row[1], last=row[2]) for key, row in list(kept.items())[:MOST]
        }
    )


def _sound(key: str, row: Any) -> bool:
    return (
        re.fullmatch("[0-9a-f]{16}", key) is not None
        and isinstance(row, list)
        and len(row) == 3
        and type(row[0]) is int
        and 0 <= row[0] <= _HIGHEST
        and all(isinstance(day, str) and formats.date(day) for day in row[1:])
    )
