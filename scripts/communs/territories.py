"""The text of two tables → territories by id, communes by INSEE code, and what a wrong id meant.

The tables (`data/territoires.tsv`, `data/communes.tsv`) are made by `python -m communs.decoupage`;
their first lines name their sources and licences. Names of countries come from CLDR, through babel.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt

from babel import Locale
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

EARTH_RADIUS_KM = 6371.0088  # mean radius R1 of GRS80 (Moritz, Geodetic Reference System 1980)

_WIDE = {  # id: French, English, Wikidata
    "france": ("France", "France", "Q142"),
    "europe": ("Europe", "Europe", "Q46"),
    "francophonie": ("Francophonie", "French-speaking world", None),
    "international": ("International", "International", None),
}
# What CLDR names beside the countries of ISO 3166-1: exceptional reservations, unions, pseudo-codes.
_NOT_ISO = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"}
_ALSO = {
    "monde": "international",
    "mondial": "international",
    "national": "france",
    "union europeenne": "europe",
    "ue": "europe",
}
_SHORT = {
    "st": "saint",
    "ste": "sainte",
    "cc": "communaute de communes",
    "ca": "communaute d agglomeration",
    "cu": "communaute urbaine",
}
WHOLES = {
    "751": "75056",
    "6938": "69123",
    "132": "13055",
}  # how the codes of arrondissements begin: their commune
_LEVELS = ("region", "departement", "epci", "ept", "commune", "pays")
_MOST = 5  # suggestions: more would no longer help

# South, west, north, east: areas of use of the EPSG dataset (IOGP), named by one of their systems. Most reach
# over the sea. The Terres australes, without inhabitants, have no box.
_BOXES = (
    (41.31, -5.16, 51.14, 9.63),  # France métropolitaine, EPSG:4275, widened to the west: Ouessant
    (14.08, -63.66, 18.53, -57.52),  # Guadeloupe, Martinique, Saint-Martin, Saint-Barthélemy, EPSG:5489
    (2.11, -54.61, 8.88, -49.45),  # Guyane, EPSG:4624
    (-21.42, 55.16, -20.81, 55.91),  # La Réunion, EPSG:3727
    (-13.05, 44.98, -12.61, 45.35),  # Mayotte, EPSG:4632
    (43.41, -57.1, 47.37, -55.9),  # Saint-Pierre-et-Miquelon, EPSG:4466
    (-15.94, -180.0, -9.84, -174.27),  # Wallis-et-Futuna, EPSG:8903, cut at the 180th meridian
    (-31.24, -158.13, -4.52, -131.97),  # Polynésie française, EPSG:4687
    (-26.45, 156.25, -14.83, 174.28),  # Nouvelle-Calédonie, EPSG:4749
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Territory:
    """A place that an entry may name: `region:32`, `commune:59350`, `france`."""

    id: str
    level: str
    code: str = ""
    name: str
    wikidata: str | None = None
    parents: tuple[str, ...] = ()  # ids of what wholly contains it, nearest first

    @property
    def slug(self) -> str:
        """The last step of the page's address: /territoires/<slug>/."""
        return self.id.replace(":", "-")


@dataclass(frozen=True, kw_only=True, slots=True)
class Commune:
    """A commune or arrondissement municipal, with the centre of its area to a hundredth of a degree."""

    code: str
    name: str
    departement: str
    postal_codes: tuple[str, ...]  # none for CEDEX
    latitude: float | None
    longitude: float | None
    groups: tuple[str, ...]  # SIREN of its EPT and EPCI, nearest first


class Territories:
    """Every territory, by id. The communes are read when one is first asked for."""

    def __init__(self, table: str, communes: Callable[[], str]) -> None:
        self._tabled = {t.id: t for t in map(_territory, _lines(table))}
        self._communes_text = communes

    def get(self, id: str) -> Territory | None:
        """The territory of exactly this id."""
        if id in _WIDE:
            name, _, wikidata = _WIDE[id]
            return Territory(id=id, level=id, name=name, wikidata=wikidata)
        level, _, code = id.partition(":")
        if level == "commune":
            return self._commune_territory(code)
        if level == "pays":
            name = countries("fr").get(code, "")
            return Territory(id=id, level=level, code=code, name=name) if name else None
        return self._tabled.get(id)

    def main(self) -> list[Territory]:
        """The few that a list can show: the wide ones, the régions and the départements."""
        wide = [Territory(id=id, level=id, name=name) for id, (name, _, _) in _WIDE.items()]
        return wide + [t for t in self._tabled.values() if t.level in ("region", "departement")]

    def commune(self, code_insee: str) -> Commune | None:
        """The commune of this INSEE code today; a former code has none."""
        line = self._lines.get(code_insee)
        return _commune(line.split("\t")) if line else None

    def communes_of(self, territory: Territory) -> list[Commune]:
        """A commune itself; those of an intercommunalité. None for what is wider: they would be too many to name."""
        return [_commune(line.split("\t")) for line in self._members.get(territory.code, ())]

    def name_in(self, territory: Territory, lang: str) -> str:
        """The name for people, in French or English; the names of French places are the same in both."""
        if lang == "en" and territory.id in _WIDE:
            return _WIDE[territory.id][1]
        if territory.level == "pays":
            return countries(lang).get(territory.code, territory.name)
        return territory.name.replace("'", "’").replace(
            "Coeur", "Cœur"
        )  # the tables write with a keyboard's signs

    def suggest(self, text: str) -> list[str]:
        """Ids that a wrong text may have meant, likeliest first, five at most."""
        level, wanted = split(text)
        found = list(dict.fromkeys(self._meant(level, wanted))) or list(self._near(level, wanted))
        return ([id for id in found if id.startswith(level)] or found)[:_MOST]

    def beginning(self, text: str) -> Iterator[str]:
        """Ids whose code, whose name or a word of whose name begins so: the shortest comes first."""
        code, wanted = text.strip().lower(), words_of(text)
        if code:
            yield from (id for id in self._names if id.startswith(code) or id.endswith(f":{code}"))
        if wanted:
            begun = [id for id, name in self._names.items() if name.startswith(wanted)]
            yield from sorted(begun, key=lambda id: len(self._names[id]))
            yield from (id for id, name in self._names.items() if f" {wanted}" in name)

    def _meant(self, level: str, wanted: str) -> Iterator[str]:
        """By code, by former code, by postal code, by the exact name, by its words."""
        code = wanted.upper()
        ids = [code.lower(), *(f"{level}:{c}" for level in _LEVELS for c in (code, code.zfill(2)))]
        yield from (id for id in ids if self.get(id))
        if code in self._former:
            yield f"commune:{self._former[code]}"
        if re.fullmatch("[0-9]{5}", code):
            yield from (f"commune:{row[0]}" for row in self._rows() if code in row[3])
        yield from self._named(words_of(wanted))

    def _named(self, name: str) -> Iterator[str]:
        if name in _ALSO:
            yield _ALSO[name]
        yield from (id for id, other in self._names.items() if other == name)
        yield from (f"pays:{code}" for code, other in countries("en").items() if words_of(other) == name)
        words = set(name.split())  # « Lille » is also in the name of its metropolis
        yield from (id for id in self._tabled if words and words <= set(self._names[id].split()))

    def _near(self, level: str, wanted: str) -> Iterable[str]:
        """One slip away. Not for the codes of communes: there the next number is another place."""
        if any(c.isdigit() for c in wanted):
            codes = {id: t.code for id, t in self._tabled.items() if level in ("", t.level)}
            near = process.extract(wanted, codes, scorer=OSA.distance, score_cutoff=1, limit=_MOST)
            return sorted((id for _, _, id in near), key=lambda id: not wanted.startswith(codes[id]))
        name = words_of(wanted)
        alike = process.extract(name, self._names, scorer=fuzz.ratio, score_cutoff=85, limit=_MOST)
        return [id for _, _, id in alike]

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """id → folded name, wider territories first."""
        names = {id: name for id, (name, _, _) in _WIDE.items()}
        names |= {id: t.name for id, t in self._tabled.items()}
        names |= {f"commune:{row[0]}": row[1] for row in self._rows()}
        names |= {f"pays:{code}": name for code, name in countries("fr").items()}
        return {id: words_of(name) for id, name in names.items()}

    @cached_property
    def _members(self) -> Mapping[str, list[str]]:
        """The lines of the communes under their own code and under the SIREN of their groups."""
        found: dict[str, list[str]] = {}
        for code, line in self._lines.items():
            for key in (code, *line.split("\t", 3)[2].split()):
                found.setdefault(key, []).append(line)
        return found

    @cached_property
    def _former(self) -> dict[str, str]:
        """Former INSEE code → the code of the commune that took it in."""
        return {old: row[0] for row in self._rows() for old in row[6].split()}

    @cached_property
    def _lines(self) -> dict[str, str]:
        """INSEE code → line of the table; a line is cut into cells only when it is asked for."""
        return {line.partition("\t")[0]: line for line in _lines(self._communes_text())}

    def _rows(self) -> Iterator[list[str]]:
        return (line.split("\t") for line in self._lines.values())

    def _commune_territory(self, code: str) -> Territory | None:
        commune = self.commune(code)
        if commune is None:
            return None
        whole = _whole_of(code)
        departement = self._tabled[f"departement:{commune.departement}"]
        groups = (
            id for siren in commune.groups for id in (f"ept:{siren}", f"epci:{siren}") if id in self._tabled
        )
        return Territory(
            id=f"commune:{code}",
            level="commune",
            code=code,
            name=commune.name,
            parents=(*whole, *groups, departement.id, *departement.parents),
        )


@lru_cache(maxsize=1)
def load() -> Territories:
    """The territories of the package's own tables."""
    data = files(__package__) / "data"
    return Territories(
        (data / "territoires.tsv").read_text("utf-8"), lambda: (data / "communes.tsv").read_text("utf-8")
    )


@lru_cache(maxsize=4)
def countries(lang: str) -> Mapping[str, str]:
    """ISO 3166-1 alpha-2 code → name of the country in a language (CLDR)."""
    names = Locale(lang).territories
    return {code: names[code] for code in sorted(names) if len(code) == 2 and code not in _NOT_ISO}


def departement_of(code_insee: str) -> str:
    """The département or overseas collectivity whose code opens an INSEE code."""
    return code_insee[: 3 if code_insee.startswith(("97", "98")) else 2]


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in kilometres between two points in degrees (haversine formula, Sinnott 1984)."""
    south, north, turn = radians(lat1), radians(lat2), radians(lon2 - lon1)
    h = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(turn / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, h)))


def in_france(lat: float, lon: float) -> bool:
    """Whether a point in degrees falls in one of the boxes around metropolitan and overseas France."""
    return any(south <= lat <= north and west <= lon <= east for south, west, north, east in _BOXES)


def words_of(name: str) -> str:
    """The words of a name without case, accent, hyphen, apostrophe or ligature; « St » is « saint »."""
    bare = unicodedata.normalize("NFKD", name.casefold().replace("œ", "oe").replace("æ", "ae"))
    words = re.findall("[a-z0-9]+", "".join(c for c in bare if not unicodedata.combining(c)))
    return " ".join(_SHORT.get(word, word) for word in words)


def _lines(table: str) -> Iterator[str]:
    """The lines that are not comments."""
    return (line for line in table.split("\n") if line and line[0] != "#")


def _territory(line: str) -> Territory:
    level, code, name, wikidata, parents = line.split("\t")
    return Territory(
        id=f"{level}:{code}",
        level=level,
        code=code,
        name=name,
        wikidata=wikidata or None,
        parents=tuple(parents.split()),
    )


def _commune(row: list[str]) -> Commune:
    code, name, groups, postal_codes, latitude, longitude, _ = row
    return Commune(
        code=code,
        name=name,
        departement=departement_of(code),
        postal_codes=tuple(postal_codes.split()),
        latitude=float(latitude) if latitude else None,
        longitude=float(longitude) if longitude else None,
        groups=tuple(groups.split()),
    )


def _whole_of(code: str) -> tuple[str, ...]:
    """The commune of an arrondissement municipal: Paris, Lyon or Marseille."""
    return tuple(f"commune:{whole}" for prefix, whole in WHOLES.items() if code.startswith(prefix))


def split(text: str) -> tuple[str, str]:
    """« Département:590 » → ("departement", "590"), and « region-32 » too; an unknown level is left out."""
    before, colon, after = text.strip().partition(":")
    if not colon:
        before, _, after = text.strip().replace(" ", "-").partition("-")
    level = words_of(before)
    is_country = level != "pays" or colon or len(after) == 2  # « Pays de la Loire » is none
    if level in _LEVELS and after and is_country:
        return level, after.strip()
    return "", (after if colon else text).strip()
