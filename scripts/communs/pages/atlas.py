"""`/carte/`: a map of France, the same figures as a table, and the places by commune."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communs.entries import Entry
from communs.mapping.markers import Place, marks
from communs.mapping.projection import OVERSEAS
from communs.near import fold
from communs.pages.choropleth import choropleth
from communs.pages.edition import Edition
from communs.pages.page import Page
from communs.territories import Commune, Territory

_MOST = 500  # places told one by one; beyond, each commune leads to its own page


@dataclass(frozen=True, kw_only=True)
class Group:
    """The places of a région, by commune."""

    territory: Territory
    communes: Sequence[Sequence[Place]]


def page(edition: Edition) -> Page:
    """`/carte/`: the body draws the map when it is asked for."""
    title = edition.say("Carte de l’offre commune")
    description = edition.say(
        "Les offres de chaque région, et les lieux où on les trouve, commune par commune."
    )
    return Page(
        address="carte/",
        title=title,
        description=description,
        body=lambda: _body(edition, title, description),
    )


def _body(edition: Edition, title: str, description: str) -> str:
    places = list(_places(edition))
    return edition.render(
        "carte.html", "carte/", title=title, description=description,
        france=choropleth(edition, marks(places), detailed=True),
        groups=_groups(edition, places), places=places, brief=len(places) > _MOST,
    )  # fmt: skip


def _places(edition: Edition) -> Iterator[Place]:
    for entry in edition.live("lieux"):
        if commune := edition.catalogue.territories.commune(str(entry.data.get("code_insee", ""))):
            yield _place(edition, entry, commune)


def _place(edition: Edition, entry: Entry, commune: Commune) -> Place:
    known = edition.catalogue.territories
    own = entry.data.get("latitude"), entry.data.get("longitude")
    north, east = own if None not in own else (commune.latitude, commune.longitude)
    return Place(
        entry=entry,
        commune=commune,
        town=known.name_in(edition.territories[f"commune:{commune.code}"], edition.lang),
        exact=None not in own,
        point=None if north is None or east is None else edition.sheet.at(commune.departement, north, east),
        frame=commune.departement if commune.departement in OVERSEAS else "",
    )


def _groups(edition: Edition, places: Sequence[Place]) -> list[Group]:
    """By région, then by commune, each in the order of names."""
    held: dict[str, dict[str, list[Place]]] = {}
    for place in sorted(places, key=lambda one: (fold(one.town), fold(edition.name(one.entry)))):
        held.setdefault(_top(edition, place.commune), {}).setdefault(place.commune.code, []).append(place)
    groups = [
        Group(territory=edition.territories[id_], communes=list(communes.values()))
        for id_, communes in held.items()
    ]
    return sorted(groups, key=lambda group: fold(group.territory.name))


def _top(edition: Edition, commune: Commune) -> str:
    """The id of its région, or of the collectivity that stands for one."""
    departement = f"departement:{commune.departement}"
    parents = edition.territories[departement].parents
    return next((up for up in parents if up.startswith("region:")), departement)
