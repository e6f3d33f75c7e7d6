"""Rules about where an entry says it is: its postal code, its commune, its point on the map."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from communs.context import Context
from communs.findings import Finding, Path, text
from communs.territories import Commune, distance_km, in_france

FAR_KM = 30.0  # wider than any commune of metropolitan France
FAR_KM_GUYANE = 150.0  # communes there are as large as départements


def postal_code_of_commune(entry: Context) -> Iterator[Finding]:
    """A postal code belongs to some communes; CEDEX codes are exceptions, hence only a warning."""
    for path, place in _places(entry):
        code, commune = place.get("code_postal"), _commune(entry, place)
        if commune is None or not commune.postal_codes or not isinstance(code, str):
            continue
        if code not in commune.postal_codes:
            known = ", ".join(commune.postal_codes)
            yield entry.say(
                (*path, "code_postal"), "code-postal-commune", "warning",
                text(
                    "« {code} » n’est pas un code postal de {commune} ({insee}).",
                    code=code, commune=commune.name, insee=commune.code,
                ),
                text("Écrivez l’un de ceux-ci, sauf CEDEX : {liste}.", liste=known),
            )  # fmt: skip


def coordinates(entry: Context) -> Iterator[Finding]:
    """A French address lies in France, near its commune; latitude and longitude are easily swapped."""
    for path, place in _places(entry):
        lat, lon = place.get("latitude"), place.get("longitude")
        french = place.get("code_insee") or place.get("code_postal")
        if not french or not isinstance(lat, float | int) or not isinstance(lon, float | int):
            continue
        if abs(lat) > 90 or abs(lon) > 180:
            continue  # its schema says so
        if not in_france(lat, lon):
            yield _abroad(entry, (*path, "latitude"), lat, lon)
        elif commune := _commune(entry, place):
            yield from _far(entry, (*path, "latitude"), lat, lon, commune)


def _abroad(entry: Context, at: Path, lat: float, lon: float) -> Finding:
    hint = (
        text("Latitude et longitude semblent inversées : échangez-les.")
        if in_france(lon, lat)
        else text("En métropole, une latitude va de 41 à 51 et une longitude de -5 à 10.")
    )
    message = text("Ces coordonnées ne sont pas en France : {lat}, {lon}.", lat=lat, lon=lon)
    return entry.say(at, "coordonnees-hors-de-france", "error", message, hint)


def _far(entry: Context, at: Path, lat: float, lon: float, commune: Commune) -> Iterator[Finding]:
    if commune.latitude is None or commune.longitude is None:
        return
    km = distance_km(lat, lon, commune.latitude, commune.longitude)
    if km > (FAR_KM_GUYANE if commune.code.startswith("973") else FAR_KM):
        yield entry.say(
            at, "coordonnees-loin-de-la-commune", "warning",
            text("Ces coordonnées sont à {km} km de {commune}.", km=round(km), commune=commune.name),
            text("Vérifiez le point sur une carte, ou le code INSEE « {insee} ».", insee=commune.code),
        )  # fmt: skip


def _places(entry: Context) -> Iterator[tuple[Path, dict[str, Any]]]:
    for path, place in (((), entry.data), (("adresse",), entry.data.get("adresse"))):
        if isinstance(place, dict):
            yield path, place


def _commune(entry: Context, place: dict[str, Any]) -> Commune | None:
    code = place.get("code_insee")
    return entry.world.territories.commune(code) if isinstance(code, str) else None
