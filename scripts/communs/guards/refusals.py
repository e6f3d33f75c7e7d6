"""What keeps a site from being published → the lines that say so, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from communs.findings import Text, text
from communs.report.report import Report

_MORE = text("… et {n} autre."), text("… et {n} autres.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """What is wrong, with whom (the first `shown` of them are named), and what to do."""

    said: Text
    among: Sequence[Text] = ()
    hint: Text
    shown: int = 5


def lines(refusals: Iterable[Refusal], told: Report) -> Iterator[str]:
    """Each refusal with what it names, and once what to do about those of one sort."""
    before: Refusal | None = None
    for refusal in refusals:
        if before is not None and before.hint != refusal.hint:
            yield told.say(before.hint)
        before = refusal
        yield told.say(refusal.said)
        yield from (f"  {told.say(one)}" for one in refusal.among[: refusal.shown])
        if (left := len(refusal.among) - refusal.shown) > 0:
            yield f"  {told.number(_MORE, left)}"
    if before is not None:
        yield told.say(before.hint)
