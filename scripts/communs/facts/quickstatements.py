"""Facts that entries state and Wikidata lacks → a batch of QuickStatements, and what a person has to read again.

The batch is in the first syntax of QuickStatements (V1): one statement a line, its columns between tabs, then the
columns of its reference (S854: address, S813: the day it was read). https://www.wikidata.org/wiki/Help:QuickStatements
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from communs import formats
from communs.catalogue import Catalogue
from communs.entries import Entry
from communs.facts import Facts, filling
from communs.facts.filling import Fill, Source
from communs.findings import Text, text
from communs.kinds import say, select
from communs.report.report import Report
from communs.settings import Wikidata
from communs.territories import words_of
from communs.typography import plain

_ENDS = {
    4: ("-00-00", 9),
    7: ("-00", 10),
    10: ("", 11),
}  # by the length of a date: what is missing, its precision
_GREGORIAN = "1583"  # before that year nobody knows which calendar an entry means
_MEANT = ('"', "|", "/*", "*/")  # signs that mean something to QuickStatements, wherever they stand
_WORD = 4  # letters from which a word of a note says what it is about

_UNSAFE = text("Laissés de côté, parce que ces valeurs ne peuvent pas s’écrire là-bas sans risque :")
_BARE = text("Laissés de côté, parce qu’aucune source datée de la fiche ne les dit :")
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
class Reference:
    """A public page that an entry draws on, the day it was read, and what its author says it proves."""

    url: str
    day: str = ""
    note: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """As QuickStatements takes it."""
        return ("S854", f'"{self.url}"', *(("S813", _time(self.day)) if self.day else ()))


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """One value of an entry that its item lacks; `qid` is where the item is today."""

    entry: Entry
    fill: Fill
    qid: str
    value: Any

    @property
    def where(self) -> str:
        """The property that it belongs to."""
        return self.fill.source.paths[0][0]

    def said(self, report: Report) -> str:
        """« Site web (P856) : https://… »."""
        words = text("{champ} ({propriete}) : {valeur}")
        return report.say(words, champ=self.fill.label(report.lang), propriete=self.where, valeur=self.value)


@dataclass(frozen=True, kw_only=True, slots=True)
class Gift:
    """A fact as it can be given: written for QuickStatements, with the source that says it."""

    fact: Fact
    written: str
    reference: Reference

    @property
    def line(self) -> str:
        """The statement and its reference."""
        return "\t".join((self.fact.qid, self.fact.where, self.written, *self.reference.columns))

    def shown(self, report: Report, wikidata: Wikidata) -> Iterator[str]:
        """What a person reads again: the fact, its source and what that is said to prove, the item."""
        source = self.reference
        yield f"    {self.fact.said(report)}"
        yield f"      {report.say(_READ if source.day else _FROM, adresse=source.url, date=source.day)}"
        if source.note:
            yield f"      {report.say(text('« {note} »'), note=source.note)}"
        yield f"      {wikidata.item(self.fact.qid, self.fact.where)}"


@dataclass(frozen=True, kw_only=True)
class Batch:
    """What can be given, and what cannot: no safe way to write it, no source that says it, an item never read."""

    gifts: Sequence[Gift]
    unsafe: Sequence[Fact]
    bare: Sequence[Fact]
    unread: Sequence[Entry]

    @property
    def text(self) -> str:
        """The lines for QuickStatements."""
        return "".join(f"{gift.line}\n" for gift in self.gifts)

    def told(self, report: Report, names: Catalogue, wikidata: Wikidata) -> Iterator[str]:
        """What a person has to read again before running it, what was left out, and how to run it."""
        yield report.number(_GIVEN, len(self.gifts)) if self.gifts else report.say(_NONE)
        for path, gifts in groupby(self.gifts, key=lambda gift: gift.fact.entry.path):
            first, *more = gifts
            name = names.name(first.fact.entry, report.lang)
            yield f"  {plain(name)} ({plain(path)})"
            for gift in (first, *more):
                yield from gift.shown(report, wikidata)
        for title, facts in ((_UNSAFE, self.unsafe), (_BARE, self.bare)):
            yield from _list(
                report, title, (f"{fact.said(report)} ({plain(fact.entry.path)})" for fact in facts)
            )
        unread = (f"{entry.identifier('wikidata')} ({plain(entry.path)})" for entry in self.unread)
        yield from _list(report, _UNREAD, unread)
        if self.gifts:
            yield report.say(_HOW, adresse=_TOOL)


def _list(report: Report, title: Text, lines: Iterable[str]) -> Iterator[str]:
    shown = [f"  {line}" for line in lines]
    yield from (report.say(title), *shown) if shown else ()


def batch(
    catalogue: Catalogue, facts: Mapping[str, Facts], wanted: Collection[str], faulty: Collection[str]
) -> Batch:
    """What the entries of `wanted` items can give, in the order of files; nothing of drafts nor of `faulty` files."""
    able = [
        entry
        for _, entry in sorted(catalogue.entries.items())
        if not entry.draft and entry.path not in faulty and _qid(entry) in wanted and _gives(entry)
    ]
    lacking = [fact for entry in able if (known := facts.get(_qid(entry))) for fact in _facts(entry, known)]
    able_to_be = [(fact, _written(fact), _reference(fact)) for fact in lacking]
    return Batch(
        gifts=[
            Gift(fact=fact, written=said, reference=ref) for fact, said, ref in able_to_be if said and ref
        ],
        unsafe=[fact for fact, said, _ in able_to_be if not said],
        bare=[fact for fact, said, ref in able_to_be if said and not ref],
        unread=[entry for entry in able if _qid(entry) not in facts],
    )


def _qid(entry: Entry) -> str:
    return str(entry.identifier("wikidata"))


def _gives(entry: Entry) -> bool:
    return any(True for fill in _giving(entry) for _ in select(entry.data, fill.pattern))


def _giving(entry: Entry) -> Iterator[Fill]:
    return (fill for fill in filling.fills(entry.kind) if fill.source.give and len(fill.source.paths[0]) == 1)


def _facts(entry: Entry, known: Facts) -> Iterator[Fact]:
    for fill in _giving(entry):
        if not known.missing_since and _lacking(known, fill.source):
            for _, found in select(entry.data, fill.pattern):
                for value in found if isinstance(found, list) else [found]:
                    yield Fact(entry=entry, fill=fill, qid=known.resolved, value=value)


def _lacking(known: Facts, source: Source) -> bool:
    """Whether it was looked for, and the item says nothing of it."""
    return source.paths[0][0] in known.properties and not any(
        path[0] in known.claims for path in source.paths
    )


def _written(fact: Fact) -> str:
    """A value as QuickStatements takes it; an empty text where no way of writing it is safe."""
    value, source = fact.value, fact.fill.source
    if not isinstance(value, str):
        return ""
    if fact.fill.field.schema.get("format") in ("date", "date-partielle"):
        return _time(value) if value > _GREGORIAN else ""
    written = identifier(value, source) if source.url else value
    return f'"{written}"' if _safe(written) else ""


def _time(day: str) -> str:
    """`2018` → `+2018-00-00T00:00:00Z/9`."""
    rest, precision = _ENDS[len(day)]
    return f"+{day}{rest}T00:00:00Z/{precision}"


def identifier(address: str, source: Source) -> str:
    """What the template of a source makes this very address of; an empty text where it cannot."""
    holes = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/?#@]+)", re.escape(source.url))
    found = re.fullmatch(holes, address)
    parts = found.groupdict() if found else {}
    return parts.get("id") or "@".join(parts[name] for name in ("user", "host") if name in parts)


def _safe(value: str) -> bool:
    """Whether a text stays one column, whole."""
    return value.isprintable() and value == value.strip() != "" and not any(sign in value for sign in _MEANT)


def _reference(fact: Fact) -> Reference | None:
    """The source that says it best: one whose note names the field, one of the entry's own site, the first.

    A note that names other fields alone proves nothing here, but an address is proved by any page of its site.
    """
    told = (fact.entry.data.get("site_web"), fact.value)
    own = {_host(address) for address in told} - {""}
    found = [
        (names, _host(one.url) in own, one)
        for one in _references(fact.entry)
        if (names := _names(one.note, fact)) or not one.note or _host(one.url) == _host(fact.value)
    ]
    usable = [one for one in found if one[1] or one[2].day]
    return max(usable, key=lambda one: one[:2])[2] if usable else None


def _references(entry: Entry) -> Iterator[Reference]:
    for told in entry.data.get("sources", ()):
        one = {"url": told} if isinstance(told, str) else told
        if _safe(one["url"]):
            yield Reference(url=one["url"], day=one.get("lu_le", ""), note=say(one.get("note"), "fr"))


def _names(note: str, fact: Fact) -> bool:
    """Whether a note speaks of a field, by a word of its title or of what it stands in."""
    kind, pattern = fact.entry.kind, fact.fill.pattern
    fields = [kind.field_at(pattern[:depth]) for depth in range(1, len(pattern) + 1)]
    titles = " ".join(field.label() for field in fields if field is not None)
    return any(len(word) >= _WORD for word in {*words_of(titles).split()} & {*words_of(note).split()})


def _host(address: Any) -> str:
    """The site of an address; nothing where there is none."""
    found = urlsplit(address).hostname if isinstance(address, str) and formats.uri(address) else None
    return (found or "").removeprefix("www.")
