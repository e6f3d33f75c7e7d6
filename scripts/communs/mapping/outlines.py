"""The drawing of France in pygal_maps_fr (LGPL-3.0-or-later) → the rings of each département, as it places them.

Read from the installed package at build time and never copied. Its curves span a kilometre or two: only
the points that they join are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from xml.etree import ElementTree

Point = tuple[float, float]
Ring = list[Point]
Outlines = dict[str, list[Ring]]

MAINLAND, OVERSEAS = "departements", "dom-com"  # its groups; another holds Paris enlarged
_SVG = "{http://www.w3.org/2000/svg}"
_WORD = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?")
_ARGUMENTS = {"m": 2, "l": 2, "c": 6}  # numbers that a command takes; the last two are where it goes


def read(group: str) -> Outlines:
    """Code of département → its rings, in one of the groups of the drawing."""
    drawing = (files("pygal_maps_fr") / "fr.departments.svg").read_text("utf-8")
    found = ElementTree.fromstring(drawing).find(f".//*[@id='{group}']")  # noqa: S314 - an installed package's own file
    areas = found.findall(f"{_SVG}g[@class]") if found is not None else []
    return {
        area.attrib["class"].split()[0].removeprefix("z"): [
            ring for path in area.iter(f"{_SVG}path") for ring in rings(path.attrib["d"])
        ]
        for area in areas
    }


def rings(data: str) -> Iterator[Ring]:
    """The subpaths of SVG path data (SVG 1.1, section 8.3): moves, lines and cubic curves. Raises KeyError."""
    words = iter(_WORD.findall(data))
    ring: Ring = []
    command, here = "", (0.0, 0.0)
    for word in words:
        if word in "zZ":
            here = ring[0]
            continue
        if word.isalpha():
            command, word = word, next(words)
        numbers = [float(word), *(float(next(words)) for _ in range(_ARGUMENTS[command.lower()] - 1))]
        from_x, from_y = here if command.islower() else (0.0, 0.0)
        here = from_x + numbers[-2], from_y + numbers[-1]
        if command in "mM":
            if ring:
                yield ring
            ring, command = [], "l" if command == "m" else "L"  # more pairs after a move are lines
        ring.append(here)
    if ring:
        yield ring
