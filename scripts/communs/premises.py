"""What an entry says of where it stands → the lines of an address, and where a free map shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MAP = "https://www.openstreetmap.org/"
FIELDS = ("adresse", "voie", "code_postal", "code_insee", "latitude", "longitude")


@dataclass(frozen=True, kw_only=True, slots=True)
class Premises:
    """A street, a postcode, a commune by its code, and the address of a map."""

    street: str
    postcode: str
    commune: str
    map: str


def of(data: Mapping[str, Any]) -> Premises | None:
    """The premises of an entry, told field by field or in a group; None where only a commune is known, or less."""
    group = isinstance(data.get("adresse"), dict)
    holder, street = (data["adresse"], "voie") if group else (data, "adresse")
    shown = _map(holder, (data.get("identifiants") or {}).get("osm"))
    if not (holder.get(street) or shown):
        return None
    return Premises(
        street=holder.get(street, ""),
        postcode=holder.get("code_postal", ""),
        commune=holder.get("code_insee", ""),
        map=shown,
    )


def _map(holder: Mapping[str, Any], osm: str | None) -> str:
    """The object that members of OpenStreetMap look after, else a pin at the point."""
    if osm:
        return f"{MAP}{osm}"
    north, east = holder.get("latitude"), holder.get("longitude")
    if north is None or east is None:
        return ""
    return f"{MAP}?mlat={north}&mlon={east}#map=18/{north}/{east}"
