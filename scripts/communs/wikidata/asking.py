"""The items that a catalogue names → what a Wikibase says of those that changed, with what had to be left out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from communs.facts import Facts, Media, claims, refreshed
from communs.findings import Text, text
from communs.pipeline import Checked
from communs.settings import Wikidata
from communs.wikidata import api
from communs.wikidata.client import Client, GaveUp, Unsound

T = TypeVar("T")
Wanted = Mapping[str, Collection[tuple[str, ...]]]
Watch = Callable[[Iterable[Any], int, Text], Iterable[Any]]  # things, how many, what is done with them


@dataclass(kw_only=True)
class Asking:
    """What is learnt, as it comes."""

    checked: Checked
    wanted: Wanted
    client: Client
    at: Wikidata
    watch: Watch

    def __post_init__(self) -> None:
        self.facts: dict[str, Facts] = {}
        self.pictures: dict[str, Path] = {}
        self.ahead: set[str] = set()
        self.late: dict[str, Text] = {}
        self.partly: dict[str, Text] = {}
        self.refused: dict[str, Text] = {}
        self.over: Text | None = None  # why nothing more is to be asked

    def changed(self) -> Iterator[str]:
        """The items whose file does not say all that is wanted of them, as it is now."""
        for batch in self.batches(self.wanted, text("Ce qui a changé")):
            ask = partial(api.revisions, space=self.at.space)
            found = self.answer(ask, self.client, self.at.api, batch)
            if isinstance(found, Text):
                self.late |= dict.fromkeys(batch, found)
            else:
                yield from (qid for qid in batch if self._old(qid, found[qid]))

    def _old(self, qid: str, now: api.Revision | None) -> bool:
        known = self.checked.facts.get(qid)
        if known is None or now is None:
            return known is None or known.missing_since is None
        return (
            known.missing_since is not None
            or (known.resolved, known.revision) != (now.target, now.revision)
            or {*known.properties} != {"/".join(path) for path in self.wanted[qid]}
            or not all(map(self.there, known.media.values()))
        )

    def there(self, media: Media) -> bool:
        return media.file in self.checked.medias

    def read(self, qids: Collection[str]) -> None:
        """Keep of each document what is wanted of it, as soon as it comes."""
        for qid, document in self.watch(self._documents(qids), len(qids), text("Lecture des éléments")):
            known = self.checked.facts.get(qid)
            if isinstance(document, Text):
                self.late[qid] = document
            elif document is None:
                known = known or Facts(requested=qid, resolved=qid)
                day = known.missing_since or self.checked.day.isoformat()
                self.facts[qid] = replace(known, missing_since=day)
            else:
                self._reduce(qid, document)

    def _documents(self, qids: Collection[str]) -> Iterator[tuple[str, api.Document | Text | None]]:
        """An answer for each item, or why there is none."""
        left = dict.fromkeys(qids)
        try:
            for qid, document in api.entities(self.client, self.at.api, qids) if self.over is None else ():
                del left[qid]
                yield qid, document.said if isinstance(document, Unsound) else document
        except GaveUp as error:
            self.over = error.said
        yield from ((qid, self.over) for qid in left)

    def _reduce(self, qid: str, document: api.Document) -> None:
        try:
            self.facts[qid] = claims.reduce(document, qid, self.wanted[qid], self.checked.day)
        except claims.NoItem as error:
            self.late[qid] = error.said

    def name(self) -> None:
        """Find the names of the items that were read of, but those that a file tells already."""
        names: dict[str, Mapping[str, str]] = {}
        for facts in (*self.checked.facts.values(), *self.fresh()):
            names |= refreshed.names(facts)
        unknown = {item for facts in self.fresh() for item in claims.linked(facts)} - names.keys()
        waiting: dict[str, Text] = {}
        for batch in self.batches(sorted(unknown), text("Noms des éléments liés")):
            found = self.answer(api.labels, self.client, self.at.api, batch)
            if isinstance(found, Text):
                waiting |= dict.fromkeys(batch, found)
            else:
                names |= found
        for facts in self.fresh():
            self.put(claims.labelled(facts, names), waiting)

    def fresh(self) -> list[Facts]:
        return [facts for facts in self.facts.values() if facts.missing_since is None]

    def put(self, facts: Facts, waiting: Mapping[str, Text]) -> None:
        """Facts, and what they still wait for."""
        whole, qid = facts, facts.requested
        self.facts[qid] = refreshed.without(facts, waiting)
        if self.facts[qid] != whole:
            self.partly[qid] = next(iter(waiting.values()))

    def batches(self, qids: Iterable[str], what: Text) -> Iterator[list[str]]:
        names = list(qids)
        batches = [names[start : start + api.MOST] for start in range(0, len(names), api.MOST)]
        yield from self.watch(batches, len(batches), what)

    def answer(self, ask: Callable[..., T], *about: object) -> T | Text:
        """What there is to know, or why it cannot be known."""
        try:
            if self.over is None:
                return ask(*about)
        except GaveUp as error:
            self.over = error.said
        except Unsound as error:
            return error.said
        return self.over
