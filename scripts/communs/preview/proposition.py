"""Two editions of a catalogue and the files that differ → what a proposal changes, for a page and for programs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from communs import layout
from communs.entries import Entry
from communs.facts import FOLDER
from communs.pages.edition import Edition
from communs.preview import fields
from communs.preview.fields import Row
from communs.preview.pages import FAMILIES, Compared, PageChange
from communs.preview.pages import compare as compare_pages
from communs.report import Report

EntryChange = Literal["added", "changed", "removed", "renamed"]
_RANKS: Sequence[EntryChange] = ("removed", "renamed", "added", "changed")


@dataclass(frozen=True, kw_only=True)
class Changed:
    """An entry that is not what it was: what its file held and what it holds, where that can be read.

    `origin` is the address that it had; `withdrawn`, whether it went on request.
    """

    path: str
    kind: str
    id: str
    change: EntryChange
    before: Entry | None
    after: Entry | None
    rows: Sequence[Row]
    origin: str = ""
    withdrawn: bool = False

    @property
    def quiet(self) -> bool:
        """Whether its file alone changes: its words are the same."""
        return self.change == "changed" and not self.rows and None not in (self.before, self.after)

    @property
    def address(self) -> str:
        """Where its page stands, or stood."""
        return f"{self.kind}/{self.id}/"


@dataclass(frozen=True, kw_only=True)
class Proposition:
    """What a proposal changes. `before` is None where what stood there cannot be read.

    `report` holds the findings that the proposal has to answer for; `pages`, those that change beside the pages
    of its entries; `base` and `head` are commits, empty where there is none.
    """

    before: Edition | None
    after: Edition
    report: Report
    changed: Collection[str]
    entries: Sequence[Changed]
    compared: Compared
    base: str = ""
    head: str = ""

    @property
    def pages(self) -> list[PageChange]:
        """The other pages that change, family by family."""
        own = {address for entry in self.entries for address in (entry.address, entry.origin)}
        rank = list(FAMILIES).index
        pages = [page for page in self.compared.pages if page.address not in own]
        return sorted(pages, key=lambda page: rank(page.family))

    @cached_property
    def _tongues(self) -> Mapping[str, str]:
        return {page.address: page.lang for page in self.compared.pages if page.lang}

    def tongue(self, entry: Changed) -> str:
        """The other language that the page of an entry changes in, where its words in ours are the same."""
        return self._tongues.get(entry.address, "")

    def name(self, entry: Changed) -> str:
        """The name of an entry; its id where nothing can be read, or where somebody asked that it be told no more."""
        if entry.withdrawn:
            return entry.id
        if entry.after is not None:
            return self.after.name(entry.after)
        return (
            self.before.name(entry.before)
            if self.before is not None and entry.before is not None
            else entry.id
        )

    @property
    def elsewhere(self) -> list[str]:
        """The files that members do not write."""
        return [
            path
            for path in sorted(self.changed)
            if not path.startswith("catalogue/") or path.startswith(FOLDER)
        ]


def of(
    before: Edition | None,
    after: Edition,
    report: Report,
    changed: Collection[str],
    unread: Collection[str] = (),
    *,
    base: str = "",
    head: str = "",
) -> Proposition:
    """Compare two states of a catalogue. `unread` are the files of entries that stand there and cannot be read."""
    compared = compare_pages(before, after) if before is not None else Compared()
    entries = _in_order(_entries(before, after, changed, unread), after)
    kept = {f"{path.removeprefix('catalogue/').removesuffix('.yml')}/" for path in unread}
    return Proposition(
        before=before, after=after, report=report, changed=changed, base=base, head=head, entries=entries,
        compared=Compared(
            pages=compared.pages,
            lost=tuple(address for address in compared.lost if address not in kept),
            new=compared.new,
        ),
    )  # fmt: skip


def _in_order(entries: Iterator[Changed], after: Edition) -> list[Changed]:
    """Those that go or come first, those whose words stay last; then as menus have it, then by file."""
    kinds = list(after.catalogue.kinds)

    def rank(one: Changed) -> tuple[int, bool, int, str]:
        kind = kinds.index(one.kind) if one.kind in kinds else len(kinds)
        return _RANKS.index(one.change), not one.rows, kind, one.path

    return sorted(entries, key=rank)


def _entries(
    before: Edition | None, after: Edition, changed: Collection[str], unread: Collection[str]
) -> Iterator[Changed]:
    """An entry for each file; the two files of one that moved make one."""
    kinds = {**(before.catalogue.kinds if before else {}), **after.catalogue.kinds}
    places = {path: layout.place(path, kinds) for path in changed if path.startswith("catalogue/")}
    refs = {
        (place.kind, place.id): path
        for path, place in places.items()
        if isinstance(place, layout.Place) and place.role == "entry"
    }
    old = {ref: before.catalogue.entries.get(ref) if before else None for ref in refs}
    new = {ref: after.catalogue.entries.get(ref) for ref in refs}
    gone = {ref for ref in refs if new[ref] is None and refs[ref] not in unread}
    moved = {to: source for source, to in _moves(after, gone, old, new)}
    withdrawn = {item["adresse"] for item in after.withdrawn}
    for ref in refs.keys() - moved.values():
        source = moved.get(ref)
        was, now = old[source or ref], new[ref]
        change: EntryChange = (
            "renamed" if source else "removed" if ref in gone else "added" if was is None else "changed"
        )
        yield Changed(
            path=refs[ref], kind=ref[0], id=ref[1], change=change, before=was, after=now,
            rows=fields.rows(before, after, was, now) if now is not None else (),
            origin="/".join(source) + "/" if source else "",
            withdrawn=ref in gone and "/".join(ref) in withdrawn,
        )  # fmt: skip


Ref = tuple[str, str]


def _moves(
    after: Edition, gone: Collection[Ref], old: Mapping[Ref, Entry | None], new: Mapping[Ref, Entry | None]
) -> Iterator[tuple[Ref, Ref]]:
    """From the address that an entry had to the one that it has: as the redirections say, else by its name."""
    come = {ref for ref in new if old[ref] is None and new[ref] is not None}
    told = {tuple(item["de"].split("/")): tuple(item["vers"].split("/")) for item in after.renamed}
    for ref in sorted(gone):
        named = (to for to in sorted(come) if to[0] == ref[0] and _same(old[ref], new[to]))
        to = told.get(ref) if told.get(ref) in come else next(named, None)
        if to is not None and to in come:
            come.remove((to[0], to[1]))
            yield ref, (to[0], to[1])


def _same(old: Entry | None, new: Entry | None) -> bool:
    """Whether two entries are about the same thing: what names them reads the same."""
    if old is None or new is None or old.kind.name_fields != new.kind.name_fields:
        return False
    return bool(old.kind.name_fields) and all(
        old.data.get(name) is not None and old.data.get(name) == new.data.get(name)
        for name in old.kind.name_fields
    )
