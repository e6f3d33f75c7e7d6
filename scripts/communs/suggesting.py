"""The door of `communs suggest`: entries without an item → the items that they may be, and a patch for the sure ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from communs import disk, formats
from communs.catalogue import Catalogue, Ref
from communs.entries import Entry
from communs.facts import Facts, candidates, claims, filling, items, naming
from communs.facts.suggested import Suggested
from communs.findings import CannotWork, Text, text
from communs.kinds import select
from communs.mending import tying
from communs.near import nearest
from communs.pipeline import Checked
from communs.settings import Wikidata
from communs.wikidata import api
from communs.wikidata.asking import Watch
from communs.wikidata.client import Client, GaveUp, Unsound

_NUMBERS, _SITE = {"siren", "siret"}, ("P856",)
_PLACES = frozenset((name,) for name in candidates.PLACES)
Question = tuple[Callable[..., list[str]], *tuple[str, ...]]  # a search of the API, and its words


def patch(checked: Checked, done: Suggested) -> tuple[int, str]:
    """How many entries have one sure item, and the diff that names it in each of them."""
    pieces = []
    for ref, qid in done.sure(checked.facts).items():
        entry = checked.catalogue.entries[ref]
        old = entry.document.text
        if (new := tying.tied(entry, qid)) and disk.own(checked.root, entry.path) == old.encode():
            pieces.append(tying.diff(entry.path, old, new))
    return len(pieces), "".join(pieces)


@dataclass(kw_only=True)
class Search:
    """One search, as it learns: every question is asked once, candidates are read fifty at a time."""

    checked: Checked
    client: Client
    at: Wikidata
    watch: Watch

    def __post_init__(self) -> None:
        self.heard: dict[Question, list[str]] = {}
        self.late: dict[Ref, Text] = {}
        self.over: Text | None = None  # why nothing more is to be asked

    def run(self, entries: Sequence[Entry]) -> Suggested:
        """Search for all, read what was found, and put it in order."""
        watched = self.watch(entries, len(entries), text("Recherche"))
        named = {entry.ref: self._search(entry) for entry in watched}
        facts = self._read(entries, named)
        taken = _taken(self.checked)
        found = {
            entry.ref: [
                facts[qid]
                for qid in named[entry.ref]
                if qid in facts and (entry.kind.name, facts[qid].resolved) not in taken
            ]
            for entry in entries
        }
        catalogue, day = self.checked.catalogue, self.checked.day
        ranked = {entry.ref: candidates.ranked(catalogue, entry, found[entry.ref], day) for entry in entries}
        return Suggested(catalogue=catalogue, found=ranked, late=self.late)

    def _search(self, entry: Entry) -> list[str]:
        """The items that may be an entry: those with its number, else those with its site or one of its names."""
        found: list[str] = []
        try:
            for certain, question in _questions(self.checked.catalogue, entry):
                heard = self._ask(question)
                if len(heard) <= api.MOST:  # a site that more of them cite tells nothing of one
                    found += heard
                if certain and found:
                    break
        except Unsound as error:
            self.late[entry.ref] = error.said
        except GaveUp as error:
            self.over = self.late[entry.ref] = error.said
        return list(dict.fromkeys(found))

    def _ask(self, question: Question) -> list[str]:
        if self.over is not None:
            raise GaveUp(self.over)
        if question not in self.heard:
            search, *words = question
            self.heard[question] = search(self.client, self.at.api, *words)
        return self.heard[question]

    def _read(self, entries: Sequence[Entry], named: Mapping[Ref, Sequence[str]]) -> dict[str, Facts]:
        """What the candidates say, and the names of the places that they are in."""
        facts: dict[str, Facts] = {}
        paths = _PLACES.union(*(filling.paths(entry.kind) for entry in entries))
        wanted = dict.fromkeys(qid for found in named.values() for qid in found)
        failed: dict[str, Text] = {}
        try:
            if self.over is not None:
                raise GaveUp(self.over)
            for qid, told in api.entities(self.client, self.at.api, wanted):
                if isinstance(told, Unsound):
                    failed[qid] = told.said
                elif told is not None:
                    with suppress(claims.NoItem):  # what is no item is no candidate
                        facts[qid] = claims.reduce(told, qid, paths, self.checked.day)
            facts = self._placed(facts)
        except GaveUp as error:
            failed |= dict.fromkeys(wanted, error.said)
        for ref, found in named.items():
            if said := next((failed[qid] for qid in found if qid in failed), None):
                self.late.setdefault(ref, said)
        return facts

    def _placed(self, facts: dict[str, Facts]) -> dict[str, Facts]:
        places = dict.fromkeys(
            claim["item"]
            for known in facts.values()
            for name in candidates.PLACES
            for claim in known.claims.get(name, ())
            if "item" in claim
        )
        labels = api.labels(self.client, self.at.api, places) if places else {}
        return {qid: claims.labelled(known, labels) for qid, known in facts.items()}


def waiting(checked: Checked, words: Collection[str] = ()) -> list[Entry]:
    """The entries without an item, of the kinds that may have one: drafts and what has ended too. Raises CannotWork.

    All of them, or those that words name: files, `kind/id`, ids.
    """
    entries = [
        entry
        for _, entry in sorted(checked.catalogue.entries.items())
        if filling.tied(entry.kind) and entry.identifier("wikidata") is None
    ]
    called: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for name in (entry.path, "/".join(entry.ref), entry.id):
            called[name].append(entry)
    named = [entry.ref for word in words for entry in _called(checked.root, word, called)]
    return [entry for entry in entries if not words or entry.ref in named]


def _called(root: Path, word: str, called: Mapping[str, list[Entry]]) -> list[Entry]:
    here = Path(word).resolve()
    name = here.relative_to(root).as_posix() if here.is_relative_to(root) and here.exists() else word
    if name not in called:
        near = nearest(word, called, most=1)
        said = text("Aucune fiche sans élément ne s’appelle « {nom} ».")
        if near:
            said = text("Aucune fiche sans élément ne s’appelle « {nom} ». Vouliez-vous écrire « {un} » ?")
        raise CannotWork(said.about(nom=word, un=near[0] if near else ""))
    return called[name]


def _questions(catalogue: Catalogue, entry: Entry) -> Iterator[tuple[bool, Question]]:
    """What to ask, the surest first; whether its answer, if any, leaves nothing else to ask."""
    told = [
        (fill, value)
        for fill in filling.fills(entry.kind)
        for _, found in select(entry.data, fill.pattern)
        for value in (found if isinstance(found, list) else [found])
        if isinstance(value, str)
    ]
    for fill, value in told:
        form = str((fill.field.item or fill.field).schema.get("format"))
        if form in _NUMBERS and formats.FORMATS[form](value):
            yield True, (api.by_statement, fill.source.paths[0][0], value)
    for fill, value in told:
        if fill.source.paths[0] == _SITE and formats.uri(value):
            yield False, (api.by_site, value)
    for name in naming.of_entry(catalogue, entry):
        yield False, (api.by_name, name)


def _taken(checked: Checked) -> set[tuple[str, str]]:
    """The items that entries are already tied to, by kind: an item is no two entries of a kind."""
    return {
        (mention.owner.kind.name, mention.become(checked.facts))
        for mention in items.mentions(checked.catalogue)
        if isinstance(mention.owner, Entry)
    }
