"""What items said before, and say now → which of them lost something, and whether that is too many to be true."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from communs.facts import Facts
from communs.facts.filling import Source, said
from communs.findings import text
from communs.report import Report

_NAMED = 5  # items that are told one by one
_NEVER = "0001-01-01"
_TOO_MANY = (
    text("{n} élément sur {total} a perdu un fait ou changé de nom. C’est plus que les {part} % admis :"),
    text("{n} éléments sur {total} ont perdu un fait ou changé de nom. C’est plus que les {part} % admis :"),
)
_MORE = (text("… et {n} autre élément"), text("… et {n} autres éléments"))
_LOST, _RENAMED, _NAMELESS = (
    text("{un}, plus rien sous {quoi}"),
    text("{un}, maintenant « {nom} »"),
    text("{un}, sans nom maintenant"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Loss:
    """An item that says less than before: no value under some properties, or another name (`now`)."""

    qid: str
    name: str
    properties: tuple[str, ...] = ()
    now: str | None = None

    def said(self, report: Report) -> str:
        """Which item, and what of it."""
        one = f"{self.qid} ({self.name})" if self.name else self.qid
        if self.properties:
            return report.say(_LOST, un=one, quoi=", ".join(self.properties))
        return report.say(_RENAMED, un=one, nom=self.now) if self.now else report.say(_NAMELESS, un=one)


@dataclass(frozen=True, kw_only=True, slots=True)
class Anomaly:
    """More losses than a catalogue takes from one refresh: of `known` items, `most` per cent."""

    losses: tuple[Loss, ...]
    known: int
    most: int

    def lines(self, report: Report) -> Iterator[str]:
        """How many, and some of them."""
        n, left = len(self.losses), len(self.losses) - _NAMED
        yield report.say(_TOO_MANY[n > 1], n=n, total=self.known, part=self.most)
        yield from (f"  {loss.said(report)}" for loss in self.losses[:_NAMED])
        if left > 0:
            yield f"  {report.number(_MORE, left)}"


def lost(before: Facts, after: Facts) -> Loss | None:
    """What an item no longer says of what was looked for both times. One that goes missing loses all it had."""
    if before.missing_since and after.missing_since:
        return None
    day = datetime.date.fromisoformat(max(after.retrieved, after.missing_since or "", _NEVER))
    gone = tuple(name for name in before.properties if _had(before, name, day) and _lacks(after, name, day))
    was, now = next(_renamed(before, after), ("", None))
    name = was or next(iter(before.labels.values()), "")
    return Loss(qid=before.requested, name=name, properties=gone, now=now) if gone or was else None


def refused(pairs: Iterable[tuple[Facts, Facts]], most: int) -> Anomaly | None:
    """Whether more than `most` per cent of the items known before, each with what it says now, lost something."""
    told = list(pairs)
    losses = tuple(loss for before, after in told if (loss := lost(before, after)))
    too_many = 100 * len(losses) > most * len(told)
    return Anomaly(losses=losses, known=len(told), most=most) if too_many else None


def _had(facts: Facts, path: str, day: datetime.date) -> bool:
    return bool(said(facts, Source(paths=(tuple(path.split("/")),)), day))


def _lacks(after: Facts, path: str, day: datetime.date) -> bool:
    return bool(after.missing_since) or (path in after.properties and not _had(after, path, day))


def _renamed(before: Facts, after: Facts) -> Iterator[tuple[str, str]]:
    """A name before and now; one that every language now shares is the same name."""
    shared = after.labels.get("mul", "")
    for lang, name in before.labels.items():
        if (now := after.labels.get(lang, shared)) != name:
            yield name, now
