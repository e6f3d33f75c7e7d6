"""Facts that entries state and Wikidata lacks → a batch of QuickStatements, and what a person has to read again.

The batch is in the first syntax of QuickStatements (V1): one statement a line, its columns between tabs, then the
columns of its reference (S854: address, S813: the day it was read). https://www.wikidata.org/wiki/Help:QuickStatements
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from communs.catalogue import Catalogue
from communs.entries import Entry
from communs.facts import Facts, doubts, filling, gifts
from communs.facts.gifts import Fact, Reference
from communs.findings import Text, text
from communs.report.report import Report
from communs.settings import Wikidata
from communs.typography import plain

_ENDS = {
    4: ("-00-00", 9),
    7: ("-00", 10),
    10: ("", 11),
}  # of a date by its length: what is missing, its precision
_GREGORIAN = "1583"  # before that year nobody knows which calendar an entry means

_UNSAFE = text("Laissés de côté, parce que ces valeurs ne peuvent pas s’écrire là-bas sans risque :")
_BARE = text("Laissés de côté, parce qu’aucune source datée de la fiche ne les dit :")
_DOUBTFUL = text("Laissés de côté, parce que l’élément semble être autre chose :")
_UNREAD = text("Éléments jamais lus : lancez d’abord « communs enrich », pour savoir ce qui leur manque.")
_READ, _FROM = text("d’après {adresse}, lue le {date}"), text("d’après {adresse}")
_GIVEN = (
    text(
        "{n} fait que Wikidata n’a pas. À relire avant de le donner : est-il exact, sa source le dit-elle ?"
    ),
    text(
        "{n} faits que Wikidata n’a pas. À relire avant de les donner : sont-ils exacts, leur source le dit-elle ?"
    ),
)
_NONE = text("Aucun fait à donner à Wikidata.")
_HOW = text(
    "Rien n’est écrit sur Wikidata. Une fois ces lignes relues, collez-les (« V1 ») dans {adresse}, avec votre compte."
)
_TOOL = "https://quickstatements.toolforge.org/#/batch"


@dataclass(frozen=True, kw_only=True, slots=True)
class Gift:
    """A fact as it can be given: written for QuickStatements, with the source that says it."""

    fact: Fact
    written: str
    reference: Reference

    @property
    def line(self) -> str:
        """The statement and its reference."""
        source = self.reference
        read = ("S813", _time(source.day)) if source.day else ()
        return "\t".join((self.fact.qid, self.fact.where, self.written, "S854", f'"{source.url}"', *read))

    def shown(self, report: Report, wikidata: Wikidata) -> Iterator[str]:
        """What a person reads again: the fact, its source and what that is said to prove, the item."""
        source = self.reference
        yield f"    {_said(report, self.fact)}"
        yield f"      {report.say(_READ if source.day else _FROM, adresse=source.url, date=source.day)}"
        if source.note:
            yield f"      {report.say(text('« {note} »'), note=source.note)}"
        yield f"      {wikidata.item(self.fact.qid, self.fact.where)}"


@dataclass(frozen=True, kw_only=True)
class Batch:
    """What can be given, and what cannot: no safe way to write it, no source that says it, an item never read.

    `doubtful` are the entries whose item is likely another thing's.
    """

    gifts: Sequence[Gift]
    unsafe: Sequence[Fact]
    bare: Sequence[Fact]
    doubtful: Sequence[Entry]
    unread: Sequence[Entry]

    @property
    def text(self) -> str:
        """The lines for QuickStatements."""
        return "".join(f"{gift.line}\n" for gift in self.gifts)

    def told(self, report: Report, catalogue: Catalogue, wikidata: Wikidata) -> Iterator[str]:
        """What a person has to read again before running it, what was left out, and how to run it."""
        yield report.number(_GIVEN, len(self.gifts)) if self.gifts else report.say(_NONE)
        for path, among in groupby(self.gifts, key=lambda gift: gift.fact.entry.path):
            first, *more = among
            yield f"  {plain(catalogue.name(first.fact.entry, report.lang))} ({plain(path)})"
            for gift in (first, *more):
                yield from gift.shown(report, wikidata)
        for title, facts in ((_UNSAFE, self.unsafe), (_BARE, self.bare)):
            yield from _list(report, title, ((_said(report, fact), fact.entry) for fact in facts))
        for title, entries in ((_DOUBTFUL, self.doubtful), (_UNREAD, self.unread)):
            yield from _list(report, title, ((_qid(entry), entry) for entry in entries))
        if self.gifts:
            yield report.say(_HOW, adresse=_TOOL)


def batch(
    catalogue: Catalogue,
    facts: Mapping[str, Facts],
    wanted: Collection[str],
    faulty: Collection[str],
    day: datetime.date,
) -> Batch:
    """What the entries of `wanted` items can give, in the order of files; nothing of drafts nor of `faulty` files."""
    able = gifts.able(catalogue, wanted, faulty)
    known = [(entry, facts[_qid(entry)]) for entry in able if _qid(entry) in facts]
    doubtful = [entry for entry, told in known if doubts.misfit(catalogue, entry, told, day)]
    found = [
        (fact, _written(fact), fact.reference)
        for entry, told in known
        if entry not in doubtful
        for fact in gifts.lacking(entry, told)
    ]
    return Batch(
        gifts=[Gift(fact=fact, written=said, reference=ref) for fact, said, ref in found if said and ref],
        unsafe=[fact for fact, said, _ in found if not said],
        bare=[fact for fact, said, ref in found if said and not ref],
        doubtful=[entry for entry in doubtful if gifts.lacking(entry, facts[_qid(entry)])],
        unread=[entry for entry in able if _qid(entry) not in facts],
    )


def _qid(entry: Entry) -> str:
    return str(entry.identifier("wikidata"))


def _said(report: Report, fact: Fact) -> str:
    """« Site web (P856) : https://… »."""
    words = text("{champ} ({propriete}) : {valeur}")
    return report.say(words, champ=fact.fill.label(report.lang), propriete=fact.where, valeur=fact.value)


def _list(report: Report, title: Text, lines: Iterable[tuple[str, Entry]]) -> Iterator[str]:
    shown = [f"  {line} ({plain(entry.path)})" for line, entry in lines]
    yield from (report.say(title), *shown) if shown else ()


def _written(fact: Fact) -> str:
    """A value as QuickStatements takes it; an empty text where no way of writing it is safe."""
    value, source = fact.value, fact.fill.source
    if not isinstance(value, str):
        return ""
    if fact.fill.field.schema.get("format") in ("date", "date-partielle"):
        return _time(value) if value >= _GREGORIAN else ""
    written = filling.identifier(value, source) if source.url else value
    return f'"{written}"' if gifts.safe(written) else ""


def _time(day: str) -> str:
    """`2018` → `+2018-00-00T00:00:00Z/9`."""
    rest, precision = _ENDS[len(day)]
    return f"+{day}{rest}T00:00:00Z/{precision}"
