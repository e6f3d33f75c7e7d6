"""Degrees → where the drawing of pygal_maps_fr has them: Lambert-93 in the mainland, boxes of degrees overseas.

The drawing says nothing of its projection. The scale below puts the centres of 99 communes of the mainland in 100
inside their département (those that fall out lie on a border, or on the coast); `tests/test_map.py` holds it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import atanh, cos, exp, log, pi, radians, sin, sqrt, tan

from communs.mapping.outlines import Point

_FLATTENING = 1 / 298.257222101  # GRS80
_AXIS_KM = 6378.137
_ECCENTRICITY = sqrt(_FLATTENING * (2 - _FLATTENING))
_PARALLELS = (radians(44), radians(49))
_ORIGIN = (46.5, 3.0)  # latitude, longitude

# The drawing: units to a kilometre, and where the origin of Lambert-93 is on it.
_UNITS_A_KM = 1.60607
_ORIGIN_DRAWN = (1072.7, 840.7)


def lambert93(latitude: float, longitude: float) -> Point:
    """Kilometres to the east and the north of the origin (IGN, NTG 71: « projection conique conforme »)."""
    south, north = _PARALLELS
    turn = (log(_scale(south)) - log(_scale(north))) / (log(_isometric(south)) - log(_isometric(north)))
    radius = _AXIS_KM * _scale(south) / turn
    away, origin = (
        radius * (_isometric(radians(degrees)) / _isometric(south)) ** turn
        for degrees in (latitude, _ORIGIN[0])
    )
    angle = turn * radians(longitude - _ORIGIN[1])
    return away * sin(angle), origin - away * cos(angle)


def _scale(latitude: float) -> float:
    return cos(latitude) / sqrt(1 - (_ECCENTRICITY * sin(latitude)) ** 2)


def _isometric(latitude: float) -> float:
    """The exponential of minus the isometric latitude."""
    bent = _ECCENTRICITY * sin(latitude)
    return tan(pi / 4 - latitude / 2) * exp(_ECCENTRICITY * atanh(bent))


def mainland(latitude: float, longitude: float) -> Point:
    """Where the drawing has a point of the mainland or of Corsica."""
    east, north = lambert93(latitude, longitude)
    return _ORIGIN_DRAWN[0] + _UNITS_A_KM * east, _ORIGIN_DRAWN[1] - _UNITS_A_KM * north


@dataclass(frozen=True, kw_only=True, slots=True)
class Extent:
    """The degrees between which an outline lies."""

    south: float
    west: float
    north: float
    east: float

    @property
    def ratio(self) -> float:
        """Its width on the ground for a height of one."""
        width = (self.east - self.west) * cos(radians((self.south + self.north) / 2))
        return width / (self.north - self.south)

    def at(self, latitude: float, longitude: float) -> Point:
        """A point as parts of the width, from the west, and of the height, from the north."""
        across = (longitude - self.west) / (self.east - self.west)
        return across, (self.north - latitude) / (self.north - self.south)


# Overseas each outline fills these degrees, whatever its scale: the drawing stretches Martinique.
OVERSEAS = {
    "971": Extent(south=15.83, west=-61.81, north=16.51, east=-61.0),
    "972": Extent(south=14.39, west=-61.23, north=14.88, east=-60.81),
    "973": Extent(south=2.11, west=-54.6, north=5.78, east=-51.61),
    "974": Extent(south=-21.39, west=55.22, north=-20.87, east=55.84),
    "976": Extent(south=-13.0, west=45.03, north=-12.64, east=45.31),
}
