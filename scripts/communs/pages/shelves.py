"""What is around a territory → the shelves of its page, offers by need, then the rest by kind; and these cut into pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from communs.entries import Entry
from communs.pages.around import Around
from communs.pages.edition import Edition

PER_PAGE = 200  # cards; the offers of wider territories and the list of inner ones stand there too
FIRST = ("lieux", "cooperations", "organisations", "alliances")  # what a resident asks next

ByNeed = Mapping[str, Sequence[Entry]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Shelf:
    """Entries under one heading. `further`: as many offers of wider territories stand at its end.

    A shelf of offers answers a need (`is_need`). A long one is cut: the `first` piece has its beginning, the `last` its end.
    """

    id: str
    title: str
    entries: tuple[Entry, ...]
    total: int
    icon: str = ""
    is_need: bool = False
    further: int = 0
    first: bool = True
    last: bool = True

    @property
    def rank(self) -> int:
        """What a reader wants first: what is offered here, places, what only comes from further, the rest."""
        return (0 if self.total else 2) if self.is_need else 1 if self.on_cards else 3

    @property
    def on_cards(self) -> bool:
        """Whether each is told at length; long lists of who acts here are read by name."""
        return self.is_need or self.id == FIRST[0]


def by_need(edition: Edition, offers: Iterable[Entry]) -> ByNeed:
    """Offers under each need that they answer; under no need those that name none."""
    found: dict[str, list[Entry]] = {term.id: [] for term in edition.terms("besoins")}
    for offer in offers:
        for need in [need for need in offer.data.get("besoins", ()) if need in found] or [""]:
            found.setdefault(need, []).append(offer)
    return found


def shelves(edition: Edition, around: Around, wider: Sequence[ByNeed]) -> Iterator[Shelf]:
    """Needs in the order of their list, and kinds; nothing empty."""
    yield from sorted((*_needs(edition, around, wider), *_kinds(edition, around)), key=lambda one: one.rank)


def _kinds(edition: Edition, around: Around) -> Iterator[Shelf]:
    found = _by_kind(around)
    for name in sorted(found, key=lambda name: FIRST.index(name) if name in FIRST else len(FIRST)):
        kind, entries = edition.catalogue.kinds[name], found[name]
        yield Shelf(id=name, title=kind.plural(edition.lang), entries=entries, total=len(entries))


def _needs(edition: Edition, around: Around, wider: Sequence[ByNeed]) -> Iterator[Shelf]:
    ended = [entry for entry in around.here if entry.ended and entry.kind.name == "offres"]
    local = by_need(edition, (*around.offers, *ended))
    words = {term.id: (term.label(edition.lang), term.icon or "") for term in edition.terms("besoins")}
    for need, (title, icon) in {**words, "": (edition.say("Autres offres"), "")}.items():
        entries = tuple(local.get(need, ()))
        further = sum(len(offers.get(need, ())) for offers in wider)
        if entries or further:
            yield Shelf(
                id=need or "offres", title=title, icon=icon, is_need=True,
                entries=entries, total=len(entries), further=further,
            )  # fmt: skip


def _by_kind(around: Around) -> Mapping[str, tuple[Entry, ...]]:
    """What acts here and is no offer; what has ended comes last in its kind."""
    found: dict[str, dict[tuple[str, str], Entry]] = {}
    named = sorted(
        (*around.here, *around.inside, *around.cooperations), key=lambda one: (one.kind.order, one.ended)
    )
    for entry in named:
        if entry.kind.name != "offres":
            found.setdefault(entry.kind.name, {})[entry.ref] = entry
    return {name: tuple(entries.values()) for name, entries in found.items()}


def cut(found: Iterable[Shelf], size: int = PER_PAGE) -> list[list[Shelf]]:
    """The shelves of each page: a page has at most `size` entries, a long shelf goes on on the next one."""
    pages: list[list[Shelf]] = [[]]
    room = size
    for shelf in found:
        rest = shelf.entries
        while rest and room < len(rest):
            if room:
                pages[-1].append(replace(shelf, entries=rest[:room], last=False))
                shelf = replace(shelf, first=False)
            rest, room = rest[room:], size
            pages.append([])
        pages[-1].append(replace(shelf, entries=rest))
        room -= len(rest)
    return pages
