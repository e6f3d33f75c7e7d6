"""What the catalogue counts in each région and département → a map of France whose areas tell it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from communs.concepts import live, of_kind
from communs.mapping.france import Area, Sheet
from communs.mapping.markers import Mark
from communs.mapping.outlines import Point
from communs.mapping.projection import OVERSEAS
from communs.near import fold
from communs.pages.around import around
from communs.pages.edition import Edition
from communs.territories import Territory

_UNPEOPLED = {"departement:984", "departement:989"}  # shown only where an entry names them
_TINTS = 3  # beside that of nothing: more are not told apart in black and white


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What a territory that has a page and all that it holds count together; those of its départements."""

    territory: Territory
    name: str
    offers: int
    places: int
    organisations: int
    inside: Sequence[Figures] = ()


@dataclass(frozen=True, kw_only=True)
class Choropleth:
    """The map: rows by id, the last number of each tint, the collectivities that have no outline."""

    sheet: Sheet
    rows: Mapping[str, Figures]
    bounds: Sequence[int]
    marks: Sequence[Mark] = ()
    elsewhere: Sequence[Territory] = ()
    detailed: bool = False

    @property
    def regions(self) -> list[tuple[Area, Figures | None]]:
        """The areas, with what they tell where they have a page, from the north to the south."""
        known = sorted(
            self.sheet.regions.values(), key=lambda one: min(y for ring in one.rings for _, y in ring)
        )
        return [(area, self.rows.get(area.id)) for area in known]

    @property
    def departements(self) -> list[tuple[Area, Figures | None]]:
        """The same of départements; none on a plain map, and none that are régions too."""
        if not self.detailed:
            return []
        inner = {one.territory.id: one for row in self.rows.values() for one in row.inside}
        mainland = (area for id_, area in self.sheet.departements.items() if id_ not in self.sheet.boxes)
        return [(area, inner.get(area.id)) for area in mainland]

    @property
    def labels(self) -> list[tuple[Point, int]]:
        """Where the number of offers of a région stands, clear of the marks."""
        busy = [mark.point for mark in self.marks]
        told = [(area, row.offers) for area, row in self.regions if row and row.offers]
        return [(area.clearest(busy), offers) for area, offers in told]

    @property
    def sorted_rows(self) -> list[Figures]:
        """The rows of a table, from the most to the least."""
        return sorted(self.rows.values(), key=_order)

    @property
    def legend(self) -> list[tuple[int, int, int]]:
        """Each tint with the first and last number that it stands for."""
        firsts = [1, *(bound + 1 for bound in self.bounds)]
        return [(i, first, last) for i, (first, last) in enumerate(zip(firsts, self.bounds, strict=False), 1)]

    def tint(self, number: int) -> int:
        """Nought for nothing."""
        return sum(number > bound for bound in (0, *self.bounds[:-1]))


def choropleth(edition: Edition, marks: Sequence[Mark] = (), *, detailed: bool = False) -> Choropleth | None:
    """The map, with or without its départements and marks; None where no entry names a part of France."""
    rows = {one.id: _figures(edition, one) for one in _tops(edition)}
    if not rows:
        return None
    most = max(row.offers for row in rows.values())
    known = edition.catalogue.territories
    return Choropleth(
        sheet=edition.sheet,
        rows=rows,
        bounds=sorted({ceil(most * part / _TINTS) for part in range(1, _TINTS + 1)} - {0}),
        marks=marks,
        elsewhere=[
            one for one in known.main() if _apart(one) and (one.id in rows or one.id not in _UNPEOPLED)
        ],
        detailed=detailed,
    )


def _tops(edition: Edition) -> list[Territory]:
    """The régions, and the collectivities that are in none."""
    return [one for one in edition.territories.values() if one.level == "region" or _apart(one)]


def _apart(territory: Territory) -> bool:
    """Whether it is an overseas collectivity, which is in no région."""
    return territory.level == "departement" and territory.parents == ("france",)


def _figures(edition: Edition, territory: Territory) -> Figures:
    found = around(edition, territory)
    active = live((*found.here, *found.inside))
    inside = [
        one
        for one in edition.inside.get(territory.id, ())
        if one.level == "departement" and one.code not in OVERSEAS  # the same land as its région
    ]
    return Figures(
        territory=territory,
        name=edition.catalogue.territories.name_in(territory, edition.lang),
        offers=len(found.offers),
        places=len(found.places),
        organisations=len(of_kind(active, "organisations")),
        inside=sorted((_figures(edition, one) for one in inside), key=_order),
    )


def _order(row: Figures) -> tuple[int, int, int, str]:
    return -row.offers, -row.places, -row.organisations, fold(row.name)
