"""What items said before, and say now → which of them lost something, and whether that is too many to be true."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from communs.facts import Facts
from communs.facts.filling import Source, said
from communs.findings import text
from communs.report import Report

_NAMED = 5  # items that are told one by one
_MANY = 3  # items that went missing at once, or merged: fewer are everyday life
_NEVER = "0001-01-01"
_TOO_MANY = (
    text(
        "{n} élément sur {total} a perdu un fait, changé de nom ou disparu. C’est plus que les {part} % admis :"
    ),
    text(
        "{n} éléments sur {total} ont perdu un fait, changé de nom ou disparu. C’est plus que les {part} % admis :"
    ),
)
_MORE = (text("… et {n} autre élément"), text("… et {n} autres éléments"))
_GONE, _LOST, _RENAMED, _NAMELESS = (
    text("{un}, introuvable maintenant"),
    text("{un}, plus rien sous {quoi}"),
    text("{un}, maintenant « {nom} »"),
    text("{un}, sans nom maintenant"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Loss:
    """An item that says less than before: no value under some properties, another name (`now`), or all is `gone`."""

    qid: str
    name: str
    properties: tuple[str, ...] = ()
    now: str | None = None
    gone: bool = False

    def said(self, report: Report) -> str:
        """Which item, and what of it."""
        one = f"{self.qid} ({self.name})" if self.name else self.qid
        if self.gone:
            return report.say(_GONE, un=one)
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
    """What an item no longer says of what was looked for both times; one may also be gone."""
    name = next(iter(before.labels.values()), "")
    if after.missing_since:
        return None if before.missing_since else Loss(qid=before.requested, name=name, gone=True)
    day = datetime.date.fromisoformat(max(after.retrieved, _NEVER))
    lost = tuple(path for path in before.properties if _had(before, path, day) and _lacks(after, path, day))
    was, now = next(_renamed(before, after), ("", None))
    return Loss(qid=before.requested, name=was or name, properties=lost, now=now) if lost or was else None


def refused(pairs: Iterable[tuple[Facts, Facts]], most: int) -> Anomaly | None:
    """Whether more than `most` per cent of the items known before, each with what it says now, lost something.

    A few that went missing do not count, nor a few that merged: they are told by themselves.
    """
    told = list(pairs)
    left = Counter(_left(*pair) for pair in told)
    few = {how for how, number in left.items() if how and number < _MANY}
    losses = tuple(loss for pair in told if _left(*pair) not in few and (loss := lost(*pair)))
    too_many = 100 * len(losses) > most * len(told)
    return Anomaly(losses=losses, known=len(told), most=most) if too_many else None


def _had(facts: Facts, path: str, day: datetime.date) -> bool:
    return bool(said(facts, Source(paths=(tuple(path.split("/")),)), day))


def _lacks(after: Facts, path: str, day: datetime.date) -> bool:
    return path in after.properties and not _had(after, path, day)


def _left(before: Facts, after: Facts) -> str:
    """How an item left, if it did: it went missing, or became another one."""
    if after.missing_since:
        return "" if before.missing_since else "missing"
    return "merged" if before.resolved != after.resolved else ""


def _renamed(before: Facts, after: Facts) -> Iterator[tuple[str, str]]:
    """A name before and now; one that every language now shares is the same name."""
    shared = after.labels.get("mul", "")
    for lang, name in before.labels.items():
        if (now := after.labels.get(lang, shared)) != name:
            yield name, now
