"""A territory → what a person who stands there can use: its own, what is inside it, what comes from further."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from communs.concepts import live, of_kind
from communs.entries import Entry
from communs.pages.edition import Edition
from communs.territories import Territory

_EVERYWHERE = ("international",)
_OF_FRANCE = ("francophonie", "europe")  # they hold it, though no table says so


@dataclass(frozen=True, kw_only=True, slots=True)
class Around:
    """Entries that name the territory, that name one inside it, and the offers of wider ones, the nearest first.

    Only `here` and `cooperations` hold what has ended: a finished co-operation is an example still.
    """

    here: tuple[Entry, ...]
    inside: tuple[Entry, ...]
    wider: tuple[tuple[Territory, tuple[Entry, ...]], ...]
    places: tuple[Entry, ...]
    cooperations: tuple[Entry, ...]

    @property
    def offers(self) -> list[Entry]:
        """What is offered in the territory or in a part of it, and has not ended."""
        return of_kind((*live(self.here), *self.inside), "offres")


def around(edition: Edition, territory: Territory) -> Around:
    """Who acts here; places and co-operations are those of the territory and of all that it holds."""
    here = edition.concepts.entries("territoires", territory.id)
    known = {entry.ref for entry in here}
    inner = _of(edition, edition.inside.get(territory.id, ()))
    inside = [entry for entry in live(inner) if entry.ref not in known]
    return Around(
        here=here,
        inside=tuple(inside),
        wider=tuple(_wider(edition, territory)),
        places=tuple(of_kind((*live(here), *inside), "lieux")),
        cooperations=tuple(_cooperations(edition, of_kind((*here, *inner), "organisations"))),
    )


def wider_than(edition: Edition, territory: Territory) -> Iterator[Territory]:
    """The territories with a page that hold it, the nearest first."""
    french = _OF_FRANCE if "france" in (territory.id, *territory.parents) else ()
    for id_ in (*territory.parents, *french, *_EVERYWHERE):
        if id_ != territory.id and id_ in edition.territories:
            yield edition.territories[id_]


def _of(edition: Edition, territories: Iterable[Territory]) -> list[Entry]:
    """The entries that name one of them, once each."""
    found = (entry for one in territories for entry in edition.concepts.entries("territoires", one.id))
    return list({entry.ref: entry for entry in found}.values())


def _wider(edition: Edition, territory: Territory) -> Iterator[tuple[Territory, tuple[Entry, ...]]]:
    for holder in wider_than(edition, territory):
        if offers := edition.offers_of.get(holder.id):
            yield holder, offers


def _cooperations(edition: Edition, authorities: Iterable[Entry]) -> Iterator[Entry]:
    for authority in authorities:
        for link in edition.catalogue.backlinks.get(authority.ref, ()):
            if link.field.name == "collectivite" and not link.source.draft:
                yield link.source
