"""An entry to withdraw → the files that go, the mentions that can be cut out, and what is left to people."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from communs import entries, located
from communs.catalogue import Catalogue, Ref, meant
from communs.entries import Entry
from communs.findings import CannotWork, Path, text
from communs.kinds import at, say, select
from communs.lines import line_starts, lines_of, range_of
from communs.located import Document
from communs.mending import edits, removal
from communs.rules import World
from communs.written import dump, inline

LIST = "catalogue/_retraits.yml"
_NEW = """\
# yaml-language-server: $schema=../schemas/retraits.json
# Les fiches retirées sur demande : leur adresse répond « fiche retirée ».
"""
_MEDIAS = "catalogue/_medias/"
_NAMES = ("nom", "titre", "sigle", "noms_alternatifs")


@dataclass(frozen=True, kw_only=True)
class Mention:
    """An entry that speaks of another: on which lines, and its text once that is cut out.

    `after` is None where the entry does not hold without it (`bound`), or where only a hand can cut it out.
    """

    entry: Entry
    lines: tuple[int, ...]
    bound: bool
    after: str | None = None

    @property
    def ours(self) -> bool:
        """Whether the catalogue's team wrote the entry: it may cut the mention out itself."""
        return self.entry.prefilled


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What withdrawing an entry does, before anything is written.

    `gone` are the files that go, `texts` those that change; `named` are the lines of each file that still
    write its name, for people to read again.
    """

    ref: Ref
    gone: tuple[str, ...]
    texts: Mapping[str, bytes]
    mentions: tuple[Mention, ...]
    named: Mapping[str, tuple[int, ...]]

    @property
    def laid(self) -> dict[str, bytes | None]:
        """What the files are to hold; None for those that go."""
        return {**self.texts, **dict.fromkeys(self.gone)}


@dataclass(frozen=True, kw_only=True)
class Withdrawal:
    """The entry at an address and the catalogue around it. `texts` are all files that may speak of it, by path."""

    catalogue: Catalogue
    world: World
    ref: Ref
    texts: Mapping[str, bytes]

    @property
    def path(self) -> str:
        """Its file."""
        return f"catalogue/{self.ref[0]}/{self.ref[1]}.yml"

    @cached_property
    def entry(self) -> Entry | None:
        """What stands there; None where it cannot be read."""
        return self.catalogue.entries.get(self.ref)

    def plan(self, item: Mapping[str, Any]) -> Plan:
        """All that follows, with what the list of withdrawals is to say. Raises CannotWork."""
        mentions = tuple(filter(None, map(self._mention, self.catalogue.entries.values())))
        cut = {
            found.entry.path: _encoded(found.after, self.texts[found.entry.path])
            for found in mentions if found.ours and found.after is not None
        }  # fmt: skip
        told = {found.entry.path: found.lines for found in mentions if found.entry.path not in cut}
        gone = (self.path, *self._only_its_own())
        left = {path: cut.get(path, data) for path, data in self.texts.items() if path not in gone}
        return Plan(
            ref=self.ref,
            gone=gone,
            texts={LIST: listed(self.texts.get(LIST, b""), item), **cut},
            mentions=mentions,
            named=dict(self._named(left, told)),
        )

    def _mention(self, entry: Entry) -> Mention | None:
        places = list(self._places(entry))
        if not places or entry.ref == self.ref:
            return None
        lines = tuple(sorted({entry.document.span(path).line for path in places}))
        after = located.read(self.texts[entry.path], entry.path)
        while place := next(self._places(replace(entry, data=after.value)), None):
            path = self._least(replace(entry, data=after.value, document=after), place)
            edit = removal.removing(after, path) if path else None
            if edit is None:
                return Mention(entry=entry, lines=lines, bound=not path)
            after = located.read(edits.applied(after.text, [edit]).encode(), entry.path)
        return Mention(entry=entry, lines=lines, bound=False, after=after.text)

    def _places(self, entry: Entry) -> Iterator[Path]:
        """Where an entry names the one that goes."""
        for pattern, field in entry.kind.links:
            for path, value in select(entry.data, pattern) if self.ref[0] in field.links_to else ():
                if isinstance(value, str) and self._means(field.links_to, value):
                    yield path

    def _means(self, to: Iterable[str], value: str) -> bool:
        known = (ref for ref in meant(to, value) if ref == self.ref or ref in self.catalogue.entries)
        return next(known, None) == self.ref

    def _least(self, entry: Entry, place: Path) -> Path:
        """The smallest part around a mention without which the entry is no less sound; () where there is none.

        A list goes with its last item only.
        """
        before = _errors(entry, self.world)
        for length in range(len(place), 0, -1):
            path = place[:length]
            if _errors(replace(entry, data=removal.without(entry.data, path)), self.world) <= before:
                return path
            if isinstance(path[-1], int) and len(at(entry.data, path[:-1])) > 1:
                break
        return ()

    def _only_its_own(self) -> Iterator[str]:
        """Its facts and its pictures, where nothing else speaks of them."""
        own, item = {self.path}, self.entry.identifier("wikidata") if self.entry is not None else None
        facts = f"catalogue/_wikidata/{item}.json"
        users = [entry for entry in self.catalogue.entries.values() if entry.identifier("wikidata") == item]
        if facts in self.texts and len(users) == 1:
            own.add(facts)
            yield facts
        files = {path: data for path, data in self.texts.items() if path.startswith("catalogue/")}
        for path in files:
            if path.startswith(_MEDIAS):
                name = path.rpartition("/")[2].encode()
                speaking = {other for other, data in files.items() if name in data and other != path}
                if speaking and speaking <= own:
                    yield path

    def _named(
        self, texts: Mapping[str, bytes], told: Mapping[str, tuple[int, ...]]
    ) -> Iterator[tuple[str, tuple[int, ...]]]:
        """The lines that write its name or its address, less those already told; its id too, where schemas do."""
        wanted, identifier = _word(self.names), _word({*self.names, self.ref[1]})
        for path, data in texts.items():
            if path.startswith("catalogue/_"):
                continue
            search = (identifier if path.startswith("schemas/") else wanted).search
            lines = enumerate(lines_of(_curled(data.decode("utf-8", "replace"))), 1)
            found = (number for number, line in lines if search(line))
            if numbers := tuple(number for number in found if number not in told.get(path, ())):
                yield path, numbers

    @cached_property
    def names(self) -> set[str]:
        """How people may write of it: its address, its names."""
        data = self.entry.data if self.entry is not None else {}
        found: list[Any] = ["/".join(self.ref)]
        for value in map(data.get, _NAMES):
            found += value if isinstance(value, list) else [say(value, "fr"), say(value, "en")]
        return {_curled(name) for name in found if isinstance(name, str) and len(name.strip()) > 1}


def listed(data: bytes, item: Mapping[str, Any]) -> bytes:
    """The list of withdrawals with one more at its end, once; all else stays. Raises CannotWork."""
    document = located.read(data or _NEW.encode(), LIST)
    old = [] if document.value is None else document.value
    after = _appended(document, dict(item))
    if not isinstance(old, list) or located.read(after.encode(), LIST).value != [*old, item]:
        raise CannotWork(text("{fichier} a des fautes : corrigez-les d’abord.", fichier=LIST))
    known = any(isinstance(one, dict) and one.get("adresse") == item["adresse"] for one in old)
    return data if known else _encoded(after, data)


def _appended(document: Document, item: dict[str, Any]) -> str:
    content, old, break_ = document.text, document.value, edits.line_end(document.text)
    span = document.span(())
    start, end = range_of(line_starts(content), span)
    if old and content[start] == "[":
        kept = content[: end - 1].rstrip(" ,\t\r\n")
        return f"{kept}, {inline(item)}{content[end - 1 :]}"
    if old or old is None:  # after the last item, or after the comments of a file that has none
        start = end = len(content) if old is None else _line_end(content, end)
    before = content[:start]
    if before.strip() and before[-1] not in "\r\n":
        before += break_
    lines = break_.join(dump([item], " " * (span.column - 1)))
    return before + lines + ("" if old == [] else break_) + content[end:]


def _line_end(content: str, place: int) -> int:
    """Where the line ends that holds a place, its sign included."""
    return next((start for start in line_starts(content) if start > place), len(content))


def _errors(entry: Entry, world: World) -> int:
    return sum(finding.severity == "error" for finding in entries.check(entry, world))


def _encoded(content: str, before: bytes) -> bytes:
    """A text as bytes, with the byte-order mark of the file where it had one."""
    return (codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b"") + content.encode()


def _word(names: Iterable[str]) -> re.Pattern[str]:
    """Any of some names, as a word of its own."""
    among = "|".join(re.escape(name) for name in names)
    return re.compile(rf"(?<![\w-])(?:{among})(?![\w-])")


def _curled(words: str) -> str:
    return words.replace("'", "’")
