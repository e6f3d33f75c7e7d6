"""The door of `communs suggest`: entries without an item → the items that they may be, and a patch for the sure ones."""

from __future__ import annotations

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from communs import disk, formats, located
from communs.catalogue import Catalogue, Ref
from communs.entries import ID, Entry
from communs.facts import Facts, candidates, claims, filling, items
from communs.facts.candidates import Candidate
from communs.findings import CannotWork, Text, text
from communs.kinds import select
from communs.lines import line_starts, range_of
from communs.mending import edits
from communs.near import nearest
from communs.patched import patched
from communs.pipeline import Checked
from communs.report import Report
from communs.settings import Wikidata
from communs.typography import plain
from communs.wikidata import api
from communs.wikidata.asking import Watch
from communs.wikidata.client import Client, GaveUp, Unsound

_NUMBERS, _SITE = {"siren", "siret"}, ("P856",)
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_WITH = (text("{n} fiche a une proposition"), text("{n} fiches ont une proposition"))
_WITHOUT = (text("{n} n’en a aucune"), text("{n} n’en ont aucune"))
_LATE = (
    text("{n} fiche n’a pas pu être cherchée jusqu’au bout :"),
    text("{n} fiches n’ont pas pu être cherchées jusqu’au bout :"),
)
_SURE = (
    text("{n} rattachement sûr est écrit dans {fichier}. Relisez-le, puis : git apply {fichier}"),
    text("{n} rattachements sûrs sont écrits dans {fichier}. Relisez-les, puis : git apply {fichier}"),
)
_ACCEPT = text("Pour en accepter une, ajoutez à la fiche : identifiants: {wikidata: Q…}")
_UNSURE = text("Aucune proposition n’est assez sûre : {fichier} n’est pas écrit.")


@dataclass(frozen=True, kw_only=True)
class Suggestions:
    """The candidates of each entry that was searched, best first, and why others could not be."""

    checked: Checked
    found: Mapping[Ref, Sequence[Candidate]]
    late: Mapping[Ref, Text]

    def lines(self, report: Report) -> Iterator[str]:
        """What a person chooses from, and how."""
        for ref, found in self.found.items():
            if found:
                yield from self._shown(report, self.checked.catalogue.entries[ref], found[: candidates.MOST])
        with_ = sum(map(bool, self.found.values()))
        told = [report.number(_WITH, with_), report.number(_WITHOUT, len(self.found) - with_)]
        yield f"{', '.join(told)}."
        if with_:
            yield report.say(_ACCEPT)

    def left(self, report: Report) -> Iterator[str]:
        """What could not be searched, and why."""
        if self.late:
            yield report.number(_LATE, len(self.late))
        for ref, said in self.late.items():
            path = self.checked.catalogue.entries[ref].path
            yield f"  {report.say(text('{fichier} : {quoi}'), fichier=path, quoi=report.say(said))}"

    def patch(self) -> tuple[int, str]:
        """How many entries have one sure candidate, and the diff that names it in each of them."""
        chosen = {
            ref: one.qid
            for ref, found in self.found.items()
            if ref not in self.late and (one := candidates.sure(found))
        }
        often = Counter((kind, qid) for (kind, _), qid in chosen.items())
        pieces = [
            _diff(entry.path, entry.document.text, new)
            for ref, qid in chosen.items()
            if often[ref[0], qid] == 1
            and (entry := self.checked.catalogue.entries[ref])
            and (new := _tied(self.checked.root, entry, qid))
        ]
        return len(pieces), "".join(pieces)

    def _shown(self, report: Report, entry: Entry, found: Sequence[Candidate]) -> Iterator[str]:
        name = self.checked.catalogue.name(entry, report.lang)
        yield f"{plain(name)} ({plain(entry.path)})"
        for one in found:
            label, about = (
                candidates.word(words, report.lang) for words in (one.facts.labels, one.facts.descriptions)
            )
            item = ", ".join(filter(None, (f"{one.qid} {label}".strip(), about)))
            why = ", ".join(report.say(reason) for reason in one.why(report.lang))
            yield f"  {report.say(text('{element} : {raisons}'), element=item, raisons=why)}"
            yield f"    {self.checked.settings.wikidata.item(one.qid)}"


def written(count: int, file: str, report: Report) -> str:
    """What became of the patch."""
    return report.say(_SURE[count > 1] if count else _UNSURE, n=count, fichier=file)


@dataclass(kw_only=True)
class Search:
    """One search, as it learns: every question is asked once, candidates are read fifty at a time."""

    checked: Checked
    client: Client
    at: Wikidata
    watch: Watch

    def __post_init__(self) -> None:
        self.heard: dict[tuple[str, ...], list[str]] = {}
        self.late: dict[Ref, Text] = {}
        self.over: Text | None = None  # why nothing more is to be asked

    def run(self, entries: Sequence[Entry]) -> Suggestions:
        """Search for all, read what was found, and put it in order."""
        watched = self.watch(entries, len(entries), text("Recherche"))
        named = {entry.ref: self._search(entry) for entry in watched}
        facts = self._read(entries, named)
        taken = _taken(self.checked)
        ranked = {
            entry.ref: candidates.ranked(
                self.checked.catalogue, entry,
                [known for qid in named[entry.ref] if (known := facts.get(qid))
                 and (entry.kind.name, known.resolved) not in taken],
                self.checked.day,
            )
            for entry in entries
        }  # fmt: skip
        return Suggestions(checked=self.checked, found=ranked, late=self.late)

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

    def _ask(self, question: tuple[str, ...]) -> list[str]:
        if self.over is not None:
            raise GaveUp(self.over)
        if question not in self.heard:
            how, *words = question
            self.heard[question] = getattr(api, how)(self.client, self.at.api, *words)
        return self.heard[question]

    def _read(self, entries: Sequence[Entry], named: Mapping[Ref, Sequence[str]]) -> dict[str, Facts]:
        """What the candidates say, and the names of the places that they are in."""
        facts: dict[str, Facts] = {}
        paths = {path for entry in entries for path in filling.paths(entry.kind)}
        paths |= {(name,) for name in candidates.PLACES}
        wanted = dict.fromkeys(qid for found in named.values() for qid in found)
        failed: dict[str, Text] = {}
        try:
            if self.over is not None:
                raise GaveUp(self.over)
            for qid, told in api.entities(self.client, self.at.api, wanted):
                try:
                    if isinstance(told, Unsound):
                        raise told
                    if told is not None:
                        facts[qid] = claims.reduce(told, qid, paths, self.checked.day)
                except (Unsound, claims.NoItem) as error:
                    failed[qid] = error.said
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


def _questions(catalogue: Catalogue, entry: Entry) -> Iterator[tuple[bool, tuple[str, ...]]]:
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
            yield True, ("by_statement", fill.source.paths[0][0], value)
    for fill, value in told:
        if fill.source.paths[0] == _SITE and formats.uri(value):
            yield False, ("by_site", value)
    for name in candidates.names(catalogue, entry):
        yield False, ("by_name", name)


def _taken(checked: Checked) -> set[tuple[str, str]]:
    """The items that entries are already tied to, by kind: an item is no two entries of a kind."""
    return {
        (mention.owner.kind.name, mention.become(checked.facts))
        for mention in items.mentions(checked.catalogue)
        if isinstance(mention.owner, Entry)
    }


def _tied(root: Path, entry: Entry, qid: str) -> str:
    """The text of an entry that names its item; an empty one where it cannot be said so that all else stays."""
    content, before = entry.document.text, entry.data
    known = before.get("identifiants", {})
    if (
        not ID.fullmatch(entry.id)
        or disk.own(root, entry.path) != content.encode()
        or not isinstance(known, dict)
    ):
        return ""
    after = {**before, "identifiants": {"wikidata": qid, **known}}
    tries = (_inserted(entry, qid) if known else "", patched(content, before, after, list(entry.kind.fields)))
    return next((new for new in tries if new and located.of_text(new, entry.path).value == after), "")


def _inserted(entry: Entry, qid: str) -> str:
    """The text with one more identifier before the first one, on a line of its own or in its braces."""
    content, first = entry.document.text, next(iter(entry.data["identifiants"]))
    span, starts = entry.document.span(("identifiants", first), key=True), line_starts(content)
    start, _ = range_of(starts, span)
    margin = content[starts[span.line - 1] : start]
    rest = ", " if margin.strip() else f"{edits.line_end(content)}{margin}"
    return f"{content[:start]}wikidata: {qid}{rest}{content[start:]}"


def _diff(path: str, old: str, new: str) -> str:
    """One file's part of a patch, as `git apply` takes it."""
    lines = difflib.unified_diff(_LINES.findall(old), _LINES.findall(new), f"a/{path}", f"b/{path}")
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )
