"""Entries and what their items lack → the facts that could be given to Wikidata, each with the source that says it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from communs import formats
from communs.catalogue import Catalogue
from communs.entries import Entry
from communs.facts import Facts, filling
from communs.facts.filling import Fill, Source
from communs.kinds import say, select
from communs.territories import words_of

_WORD = 4  # letters from which a word of a note says what it is about
_MEANT = ('"', "|", "/*", "*/")  # signs that mean something to QuickStatements, wherever they stand
_OURS = re.compile(
    r"(.+\.)?(wikipedia|wikidata|wikimedia)\.org"
)  # no source for Wikidata, which would quote itself


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """A public page that an entry draws on, the day it was read, and what its author says it proves."""

    url: str
    day: str = ""
    note: str = ""


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

    @property
    def reference(self) -> Reference | None:
        """The source that says it best: one whose note names the field, one of the entry's own site, the first.

        A note that names other fields alone proves nothing here, but an address is proved by any page of its site.
        """
        own = {_host(self.entry.data.get("site_web")), _host(self.value)} - {""}
        found = [
            (names, _host(one.url) in own, one)
            for one in _references(self.entry)
            if (names := self._named(one.note)) or not one.note or _host(one.url) == _host(self.value)
        ]
        usable = [one for one in found if one[1] or one[2].day]
        return max(usable, key=lambda one: one[:2])[2] if usable else None

    def _named(self, note: str) -> bool:
        """Whether a note speaks of the field, by a word of its title or of what it stands in."""
        kind, pattern = self.entry.kind, self.fill.pattern
        fields = [kind.field_at(pattern[:depth]) for depth in range(1, len(pattern) + 1)]
        titles = " ".join(field.label() for field in fields if field is not None)
        return any(len(word) >= _WORD for word in {*words_of(titles).split()} & {*words_of(note).split()})


def able(catalogue: Catalogue, wanted: Collection[str], faulty: Collection[str]) -> list[Entry]:
    """The entries of `wanted` items that may give, in the order of files: no drafts, nothing of `faulty` files."""
    return [
        entry
        for _, entry in sorted(catalogue.entries.items())
        if not entry.draft and entry.path not in faulty
        and entry.identifier("wikidata") in wanted and any(True for _ in _stated(entry))
    ]  # fmt: skip


def lacking(entry: Entry, known: Facts) -> list[Fact]:
    """What an entry states, and its item says nothing of where it was looked for."""
    return [
        Fact(entry=entry, fill=fill, qid=known.resolved, value=value)
        for fill, value in _stated(entry)
        if not known.missing_since and _lacks(known, fill.source)
    ]


def _stated(entry: Entry) -> Iterator[tuple[Fill, Any]]:
    for fill in filling.fills(entry.kind):
        if fill.source.give and len(fill.source.paths[0]) == 1:
            for _, found in select(entry.data, fill.pattern):
                yield from ((fill, value) for value in (found if isinstance(found, list) else [found]))


def _lacks(known: Facts, source: Source) -> bool:
    """Whether it was looked for, and the item says nothing of it."""
    return source.paths[0][0] in known.properties and not any(
        path[0] in known.claims for path in source.paths
    )


def _references(entry: Entry) -> Iterator[Reference]:
    for told in entry.data.get("sources", ()):
        one = {"url": told} if isinstance(told, str) else told
        if safe(one["url"]) and not _OURS.fullmatch(_host(one["url"])):
            yield Reference(url=one["url"], day=one.get("lu_le", ""), note=say(one.get("note"), "fr"))


def safe(value: str) -> bool:
    """Whether a text stays whole in a batch."""
    return value.isprintable() and value == value.strip() != "" and not any(sign in value for sign in _MEANT)


def _host(address: Any) -> str:
    """The site of an address; nothing where there is none."""
    found = urlsplit(address).hostname if isinstance(address, str) and formats.uri(address) else None
    return (found or "").removeprefix("www.")
