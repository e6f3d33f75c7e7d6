"""Things that stand at points of the sheet → marks far enough apart to be told and tapped one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import dist

from communs.entries import Entry
from communs.mapping.outlines import Point
from communs.territories import Commune

APART = 250  # units of the sheet: 25 pixels on a phone


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A place in a commune, and where it stands: at a point of its own, or at the centre of the commune."""

    entry: Entry
    commune: Commune
    town: str  # the name of the commune, for people
    exact: bool
    point: Point | None
    frame: str  # the code of an overseas box, empty for the mainland


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """Places so near each other that one mark stands for them all."""

    point: Point
    places: Sequence[Place]

    @property
    def towns(self) -> list[str]:
        """The names of their communes, once each."""
        return list(dict.fromkeys(place.town for place in self.places))


def marks(places: Iterable[Place]) -> list[Mark]:
    """From the north to the south. The communes with most places come first to their point."""
    many = list(places)
    count = Counter(place.commune.code for place in many)
    found: list[tuple[Point, str, list[Place]]] = []
    for place in sorted(many, key=lambda one: (-count[one.commune.code], one.commune.code)):
        if (point := place.point) is None:
            continue
        near = [one for one in found if one[1] == place.frame and dist(one[0], point) < APART]
        if near:
            min(near, key=lambda one: dist(one[0], point))[2].append(place)
        else:
            found.append((point, place.frame, [place]))
    return [Mark(point=point, places=held) for point, _, held in sorted(found, key=lambda one: one[0][::-1])]
