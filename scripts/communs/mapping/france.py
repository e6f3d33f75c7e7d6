"""The territories of France → one sheet: the mainland with Corsica, and under them the overseas départements in boxes.

A unit of the sheet is a tenth of a pixel on a phone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from math import dist

from communs.mapping import outlines
from communs.mapping.coverage import area, holds, joined, merged, simplified
from communs.mapping.outlines import Outlines, Point, Ring
from communs.mapping.projection import OVERSEAS, mainland
from communs.territories import Territories, Territory

WIDTH = 3600
BOX, GAP, NAME = 680, 50, 170  # side of a box, space between two, room for the name under it
_EDGE = 30  # left empty around an outline
_SAME = 2.0  # neighbours tell a common border with differences smaller than this
_FINE = 5.0  # what is finer is not drawn
_ISLET = 300.0  # square units under which an island is a speck
_SKETCH, _TINY = 25.0, 2000.0  # the same for a map as small as a stamp
_MARK = 130.0  # around the point of a mark, what it hides
_STEP = 50  # between two places where a figure may stand


@dataclass(frozen=True, kw_only=True)
class Area:
    """A région or a département on the sheet. `id` is that of the territory."""

    id: str
    rings: Sequence[Ring]

    @cached_property
    def path(self) -> str:
        """SVG path data in whole units, each point told from the one before."""
        return "".join(map(_path, self.rings))

    def clearest(self, busy: Iterable[Point] = ()) -> Point:
        """Where a figure has most room: inside, far from borders and from what stands there already."""
        border = [point for ring in self.rings for point in ring]
        taken = [(point, 0.0) for point in border] + [(point, _MARK) for point in busy]
        inside = [point for point in _grid(border) if holds(self.rings, point)]
        return max(
            inside or border[:1], key=lambda point: min(dist(point, other) - far for other, far in taken)
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """How the points of a plane come to the sheet: from its corner, drawn to two scales, then moved."""

    corner: Point
    across: float
    down: float
    x: float
    y: float

    def put(self, point: Point) -> Point:
        """The point on the sheet, in whole units."""
        x = self.x + (point[0] - self.corner[0]) * self.across
        return float(round(x)), float(round(self.y + (point[1] - self.corner[1]) * self.down))


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """All that is drawn before anything is counted. `boxes`: left upper corners, by id."""

    height: int
    regions: Mapping[str, Area]
    departements: Mapping[str, Area]
    boxes: Mapping[str, tuple[int, int]]
    frames: Mapping[str, Frame]
    width: int = WIDTH
    box: int = BOX

    @cached_property
    def sketch(self) -> str:
        """SVG path data of the régions, for a map as small as a stamp."""
        coarse = simplified({id_: [*one.rings] for id_, one in self.regions.items()}, _SKETCH)
        return "".join(_path(ring) for rings in coarse.values() for ring in rings if abs(area(ring)) > _TINY)

    def around(self, territory: Territory) -> Area | None:
        """The territory, or the nearest that holds it and has an outline."""
        ids = (territory.id, *territory.parents)
        return next(
            (found for id_ in ids if (found := self.departements.get(id_) or self.regions.get(id_))), None
        )

    def at(self, departement: str, latitude: float, longitude: float) -> Point | None:
        """Where a point in degrees stands; None where the sheet does not reach."""
        if departement in OVERSEAS:
            return self.frames[departement].put(OVERSEAS[departement].at(latitude, longitude))
        if f"departement:{departement}" in self.departements:
            return self.frames[""].put(mainland(latitude, longitude))
        return None


@lru_cache(maxsize=1)
def sheet(known: Territories) -> Sheet:
    """France, drawn once."""
    land = outlines.read(outlines.MAINLAND)
    left, top, right, bottom = _bounds(ring for rings in land.values() for ring in rings)
    scale = (WIDTH - 2 * _EDGE) / (right - left)
    frames = {"": Frame(corner=(left, top), across=scale, down=scale, x=_EDGE, y=_EDGE)}
    row = round((bottom - top) * scale) + 2 * _EDGE + GAP
    places = {code: (i * (BOX + GAP), row) for i, code in enumerate(OVERSEAS)}
    frames |= {code: _in_box(code, *corner) for code, corner in places.items()}
    drawn = _drawn(land, frames[""])
    for code, rings in outlines.read(outlines.OVERSEAS).items():
        if code in frames:
            drawn |= _drawn({code: _parts(rings)}, frames[code])
    departements = {(id_ := f"departement:{code}"): Area(id=id_, rings=drawn[code]) for code in sorted(drawn)}
    return Sheet(
        height=row + BOX + NAME,
        regions=_regions(known, departements),
        departements=departements,
        boxes={f"departement:{code}": corner for code, corner in places.items()},
        frames=frames,
    )


def _drawn(plane: Outlines, frame: Frame) -> Outlines:
    placed = {code: [[*map(frame.put, ring)] for ring in rings] for code, rings in plane.items()}
    seen = simplified(joined(placed, _SAME), _FINE)
    return {code: _seen(rings) for code, rings in seen.items()}


def _seen(rings: Iterable[Ring]) -> list[Ring]:
    return [ring for ring in rings if abs(area(ring)) > _ISLET]


def _in_box(code: str, x: int, y: int) -> Frame:
    """Parts of an extent → the middle of a box, as tall and wide on the sheet as on the ground."""
    room, ratio = BOX - 2 * _EDGE, OVERSEAS[code].ratio
    width, height = room * min(1, ratio), room / max(1, ratio)
    return Frame(
        corner=(0, 0), across=width, down=height, x=x + (BOX - width) / 2, y=y + (BOX - height) / 2,
    )  # fmt: skip


def _parts(rings: list[Ring]) -> list[Ring]:
    """Points as parts of what the rings span together."""
    left, top, right, bottom = _bounds(rings)
    return [[((x - left) / (right - left), (y - top) / (bottom - top)) for x, y in ring] for ring in rings]


def _regions(known: Territories, departements: Mapping[str, Area]) -> dict[str, Area]:
    held: dict[str, list[Sequence[Ring]]] = {}
    for id_, one in departements.items():
        found = known.get(id_)
        for up in found.parents if found else ():
            if up.startswith("region:"):
                held.setdefault(up, []).append(one.rings)
    return {id_: Area(id=id_, rings=_seen(merged(held[id_]))) for id_ in sorted(held)}


def _bounds(rings: Iterable[Ring]) -> tuple[float, float, float, float]:
    points = [point for ring in rings for point in ring]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _grid(points: Sequence[Point]) -> Iterator[Point]:
    left, top, right, bottom = map(int, _bounds([list(points)]))
    return ((float(x), float(y)) for x in range(left, right, _STEP) for y in range(top, bottom, _STEP))


def _path(ring: Ring) -> str:
    told = (f"{round(x1 - x0)} {round(y1 - y0)}" for (x0, y0), (x1, y1) in pairwise(ring))
    return f"M{round(ring[0][0])} {round(ring[0][1])}l{' '.join(told)}z".replace(" -", "-")
