"""The territories that entries name → a facet: each keeps what is inside it, and what comes there from further."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from communs import near
from communs.pages import where
from communs.pages.edition import Edition
from communs.pages.facet import MOST, NAMES, Facet, Value
from communs.territories import Territory

LIST = "territoires"
_MAIN = ("france", "europe", "francophonie", "international", "region", "departement")
_LEVELS = (*_MAIN, "epci", "ept", "commune", "pays")
Bits = Mapping[str, int]  # the entries under an id: a bit for each


def facet(edition: Edition, named: Sequence[Sequence[str]]) -> Facet:
    """The facet of the territories that each entry names, by id."""
    rows = [[place for id_ in ids if (place := edition.territories.get(id_))] for ids in named]
    direct, inside = _bits(edition, rows)
    values = _values(edition, inside)
    at = {place.id: number for number, place in enumerate(values)}
    return Facet(
        name=NAMES[LIST],
        label=edition.say("Territoires"),
        values=tuple(_value(edition, place, direct, inside) for place in values),
        rows=tuple(tuple(dict.fromkeys(n for place in row for n in _number(place, at))) for row in rows),
        within=tuple(tuple(at[id_] for id_ in place.parents if id_ in at) for place in values),
        wide=tuple(at[place.id] for place in values if not place.code),
    )


def _bits(edition: Edition, rows: Sequence[Sequence[Territory]]) -> tuple[Bits, Bits]:
    """Which entries name each place, and which are in it; what holds nearly all has only those that name it."""
    direct: defaultdict[str, int] = defaultdict(int)
    inside: defaultdict[str, int] = defaultdict(int)
    for number, row in enumerate(rows):
        for place in row:
            direct[place.id] |= 1 << number
            for id_ in (place.id, *place.parents):
                holder = edition.territories.get(id_)
                if holder and (holder.code or holder is place):
                    inside[id_] |= 1 << number
    return direct, inside


def _values(edition: Edition, inside: Bits) -> list[Territory]:
    """The most used first, a wider one before what it holds; of many, régions and départements before the rest."""

    def used(place: Territory) -> tuple[int, int, str]:
        return -inside[place.id].bit_count(), _LEVELS.index(place.level), near.fold(place.name)

    found = sorted((edition.territories[id_] for id_ in inside), key=used)
    kept = sorted(found, key=lambda place: place.level not in _MAIN)[:MOST]
    return sorted(kept, key=used)


def _value(edition: Edition, place: Territory, direct: Bits, inside: Bits) -> Value:
    name = edition.catalogue.territories.name_in(place, edition.lang)
    wider = 0
    for id_ in place.parents:
        wider |= direct.get(id_, 0)
    return Value(
        id=place.slug,
        label=name,
        full=name,
        said=where.said(place, name, edition.lang),
        to=f"{LIST}/{place.slug}/",
        count=(inside[place.id] | wider).bit_count(),
    )


def _number(place: Territory, at: Mapping[str, int]) -> list[int]:
    """The value of a place, or of the nearest one that holds it."""
    if place.id in at:
        return [at[place.id]]
    return [-1 - at[id_] for id_ in place.parents if id_ in at][:1]
