"""The rings of areas that touch → the same with fewer points, without a gap between neighbours.

The method is that of TopoJSON: a line between two crossings of borders belongs to both areas, and is simplified once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from math import dist, hypot

from communs.mapping.outlines import Outlines, Point, Ring

Edge = tuple[Point, Point]


def joined(outlines: Outlines, within: float) -> Outlines:
    """Points nearer than this become one, so that neighbours have the same; rings that shrink to nothing go."""
    cells: defaultdict[tuple[int, int], list[Point]] = defaultdict(list)

    def same(point: Point) -> Point:
        column, row = int(point[0] // within), int(point[1] // within)
        around = [(column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        near = [known for cell in around for known in cells.get(cell, ()) if dist(known, point) < within]
        if near:
            return min(near, key=lambda known: dist(known, point))
        cells[column, row].append(point)
        return point

    return {code: _closed(map(same, ring) for ring in rings) for code, rings in outlines.items()}


def simplified(outlines: Outlines, tolerance: float) -> Outlines:
    """Each line by Douglas and Peucker (1973): no point that goes was further than this from what stays."""
    neighbours: defaultdict[Point, set[Point]] = defaultdict(set)
    for start, end in _edges(ring for rings in outlines.values() for ring in rings):
        neighbours[start].add(end)
        neighbours[end].add(start)
    crossings = {point for point, near in neighbours.items() if len(near) != 2}
    kept: set[Point] = set()
    for rings in outlines.values():
        for ring in rings:
            for line in _lines(ring, crossings):
                kept.update(_fewer(line, tolerance))
    return {
        code: _closed((point for point in ring if point in kept) for ring in rings)
        for code, rings in outlines.items()
    }


def merged(areas: Iterable[Iterable[Ring]]) -> list[Ring]:
    """What is around several areas: the edges that only one of them has, put end to end."""
    edges = set(_edges(_turned(ring) for rings in areas for ring in rings))
    onward: defaultdict[Point, list[Point]] = defaultdict(list)
    for start, end in sorted(edges):
        if (end, start) not in edges:
            onward[start].append(end)
    return list(_walks(onward))


def area(ring: Ring) -> float:
    """The area that a ring holds, negative where it turns the other way."""
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in _edges([ring])) / 2


def holds(rings: Iterable[Ring], point: Point) -> bool:
    """Whether a point is inside, by the even-odd rule."""
    x, y = point
    crossed = (
        x < (x1 - x0) * (y - y0) / (y1 - y0) + x0
        for (x0, y0), (x1, y1) in _edges(rings)
        if (y0 > y) != (y1 > y)
    )
    return sum(crossed) % 2 == 1


def _closed(rings: Iterable[Iterable[Point]]) -> list[Ring]:
    """Rings of three points at least, none of which follows itself."""
    bare = ([here for here, after in _edges([list(ring)]) if here != after] for ring in rings)
    return [ring for ring in bare if len(ring) > 2]


def _edges(rings: Iterable[Ring]) -> Iterator[Edge]:
    return (edge for ring in rings for edge in zip(ring, [*ring[1:], *ring[:1]], strict=True))


def _lines(ring: Ring, crossings: set[Point]) -> Iterator[Ring]:
    """The ring cut where borders cross, each piece told in the same direction whoever walks it."""
    corners = [i for i, point in enumerate(ring) if point in crossings] or [ring.index(min(ring))]
    round_ = [*ring[corners[0] :], *ring[: corners[0] + 1]]
    cuts = [i - corners[0] for i in corners] + [len(ring)]
    for start, end in pairwise(cuts):
        line = round_[start : end + 1]
        yield min(line, line[::-1])


def _fewer(line: Ring, tolerance: float) -> Ring:
    start, end = line[0], line[-1]
    furthest = max(range(len(line)), key=lambda i: _away(line[i], start, end))
    if _away(line[furthest], start, end) <= tolerance or len(line) < 3:
        return [start, end]
    return _fewer(line[: furthest + 1], tolerance)[:-1] + _fewer(line[furthest:], tolerance)


def _away(point: Point, start: Point, end: Point) -> float:
    """How far a point is from a straight line, or from both its ends where they are one."""
    along, up = end[0] - start[0], end[1] - start[1]
    if not (along or up):
        return dist(point, start)
    return abs(along * (start[1] - point[1]) - up * (start[0] - point[0])) / hypot(along, up)


def _turned(ring: Ring) -> Ring:
    return ring if area(ring) > 0 else ring[::-1]


def _walks(onward: Mapping[Point, list[Point]]) -> Iterator[Ring]:
    for start in onward:
        while onward[start]:
            ring, here = [start], onward[start].pop()
            while here != start:
                ring.append(here)
                here = onward[here].pop()
            yield ring
