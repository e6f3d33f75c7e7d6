"""A territory → what a person who stands there can use: its own, what is inside it, what comes from further."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from communs.concepts import of_kind
from communs.entries import Entry
from communs.pages.edition import Edition
from communs.territories import Territory


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


def around(edition: Edition, territory: Territory) -> Around:
    """Who acts here; places and co-operations are those of the territory and of all that it holds."""
    here = edition.concepts.entries("territoires", territory.id)
    known = {entry.ref for entry in here}
    inner = _of(edition, edition.inside.get(territory.id, ()))
    inside = [entry for entry in inner if not entry.ended and entry.ref not in known]
    live = [entry for entry in here if not entry.ended]
    authorities = {entry.id for entry in (*here, *inner) if entry.kind.name == "organisations"}
    return Around(
        here=here,
        inside=tuple(inside),
        wider=tuple(_wider(edition, territory)),
        places=tuple(of_kind((*live, *inside), "lieux")),
        cooperations=tuple(
            entry for entry in edition.shown("cooperations") if entry.data.get("collectivite") in authorities
        ),
    )


def _of(edition: Edition, territories: Iterable[Territory]) -> list[Entry]:
    """The entries that name one of them, once each."""
    found = (entry for one in territories for entry in edition.concepts.entries("territoires", one.id))
    return list({entry.ref: entry for entry in found}.values())


def _wider(edition: Edition, territory: Territory) -> Iterator[tuple[Territory, tuple[Entry, ...]]]:
    for id_ in territory.parents:
        parent = edition.territories.get(id_)
        offers = of_kind(edition.concepts.entries("territoires", id_), "offres")
        live = tuple(entry for entry in offers if not entry.ended)
        if parent and live:
            yield parent, live
