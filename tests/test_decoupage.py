"""The rebuild of the tables, on a few records cut from its sources. No network."""

from __future__ import annotations

import io
import tarfile
from typing import Any

import pytest

from communs import decoupage
from communs.decoupage import Package

REGIONS = [
    {"code": "32", "nom": "Hauts-de-France", "zone": "metro"},
    {"code": "11", "nom": "Île-de-France", "zone": "metro"},
    {"code": "988", "nom": "Nouvelle-Calédonie", "zone": "com"},
]
DEPARTEMENTS = [
    {"code": "59", "nom": "Nord", "region": "32", "zone": "metro"},
    {"code": "62", "nom": "Pas-de-Calais", "region": "32", "zone": "metro"},
    {"code": "75", "nom": "Paris", "region": "11", "zone": "metro"},
    {"code": "988", "nom": "Nouvelle-Calédonie", "region": "988", "zone": "com"},
]
EPCI = [
    {"code": "245901160", "nom": "CA Valenciennes Métropole", "membres": [{"code": "59606"}]},
    {"code": "200044048", "nom": "CC Flandre Lys", "membres": [{"code": "59268"}, {"code": "62491"}]},
    {
        "code": "200054781",
        "nom": "Métropole du Grand Paris",
        "membres": [{"code": "75056"}, {"code": "93066"}],
    },
]
EPT = [{"code": "200057867", "nom": "Plaine Commune", "membres": [{"code": "93066"}]}]
COMMUNES: list[dict[str, Any]] = [
    {"code": "93066", "nom": "Saint-Denis", "type": "commune-actuelle", "codesPostaux": ["93210", "93200"]},
    {
        "code": "14581",
        "nom": "Aurseulles",
        "type": "commune-actuelle",
        "codesPostaux": ["14240"],
        "anciensCodes": ["14267", "14011"],
    },
    {"code": "14011", "nom": "Anctoville", "type": "commune-deleguee", "chefLieu": "14581"},
    {"code": "14666", "nom": "Sannerville", "type": "commune-actuelle", "codesPostaux": ["14940"]},
    {"code": "75056", "nom": "Paris", "type": "commune-actuelle", "codesPostaux": ["75001"]},
    {
        "code": "75101",
        "nom": "Paris 1er Arrondissement",
        "type": "arrondissement-municipal",
        "commune": "75056",
        "codesPostaux": ["75001"],
    },
    {"code": "98818", "nom": "Nouméa", "type": "commune-actuelle", "codesPostaux": ["98800"]},
    {"code": "98411", "nom": "Îles Saint-Paul et Nouvelle-Amsterdam", "type": "commune-actuelle"},
]
CENTRES: list[dict[str, Any]] = [
    {"code": "93066", "nom": "Saint-Denis", "centre": {"coordinates": [2.3580, 48.9356]}},
    {"code": "14011", "nom": "Aurseulles", "centre": {"coordinates": [-0.6839, 49.1022]}},
    {"code": "75056", "nom": "Paris", "centre": {"coordinates": [2.347, 48.8589]}},
    {"code": "98818", "nom": "Nouméa"},
]
PLACES = [
    {
        "name": "Sannerville",
        "lat": "49.17815",
        "lng": "-0.22346",
        "country": "FR",
        "admin1": "28",
        "admin2": "14",
    },
    {"name": "Sannerville", "lat": "47.0", "lng": "2.0", "country": "FR", "admin1": "27", "admin2": "58"},
    {"name": "Nouméa", "lat": "-22.27", "lng": "166.44", "country": "NC", "admin1": "02", "admin2": "98818"},
    {"name": "Magenta", "lat": "-22.25", "lng": "166.48", "country": "NC", "admin1": "02", "admin2": "98818"},
]


def test_territories_wider_first_with_what_contains_them() -> None:
    known = {("region", "32"): "Q18677767"}
    assert decoupage.territoires_rows(REGIONS, DEPARTEMENTS, EPCI, EPT, known) == [
        ["region", "11", "Île-de-France", "", "france"],
        ["region", "32", "Hauts-de-France", "Q18677767", "france"],
        ["departement", "59", "Nord", "", "region:32 france"],
        ["departement", "62", "Pas-de-Calais", "", "region:32 france"],
        ["departement", "75", "Paris", "", "region:11 france"],
        ["departement", "988", "Nouvelle-Calédonie", "", "france"],
        ["epci", "200044048", "Communauté de communes Flandre Lys", "", "region:32 france"],
        ["epci", "200054781", "Métropole du Grand Paris", "", "france"],  # 93 is not in this sample
        [
            "epci",
            "245901160",
            "Communauté d'agglomération Valenciennes Métropole",
            "",
            "departement:59 region:32 france",
        ],
        ["ept", "200057867", "Plaine Commune", "", "epci:200054781 departement:93 france"],
    ]


def test_communes_by_code_with_groups_postal_codes_point_and_former_codes() -> None:
    points = decoupage.points(COMMUNES, CENTRES, PLACES)
    assert decoupage.communes_rows(COMMUNES, EPCI, EPT, points) == [
        ["14581", "Aurseulles", "", "14240", "49.10", "-0.68", "14011 14267"],
        ["14666", "Sannerville", "", "14940", "49.18", "-0.22", ""],
        ["75056", "Paris", "200054781", "75001", "48.86", "2.35", ""],
        ["75101", "Paris 1er Arrondissement", "200054781", "75001", "48.86", "2.35", ""],
        ["93066", "Saint-Denis", "200057867 200054781", "93200 93210", "48.94", "2.36", ""],
        ["98411", "Îles Saint-Paul et Nouvelle-Amsterdam", "", "", "", "", ""],
        ["98818", "Nouméa", "", "98800", "-22.26", "166.46", ""],
    ]


def test_a_name_shared_by_two_places_of_a_departement_gives_no_point() -> None:
    twice = [PLACES[0], {**PLACES[0], "lat": "48.90"}]
    assert "14666" not in decoupage.points(COMMUNES, CENTRES, twice)


@pytest.mark.parametrize(
    ("point", "written"),
    [((48.8589, 2.347), ("48.86", "2.35")), ((-0.001, 179.999), ("0.00", "180.00")), (None, ("", ""))],
)
def test_degrees_to_a_hundredth(point: tuple[float, float] | None, written: tuple[str, str]) -> None:
    assert decoupage.degrees(point) == written


def test_a_table_credits_its_sources() -> None:
    source = Package(name="exemple", version="1.0.0", integrity="", licence="CC0")
    assert decoupage.table("Exemple", [source], "niveau code", [["region", "32"]]) == (
        "# Exemple. Fichier refait par « python -m communs.decoupage ».\n"
        "# Source : npm exemple 1.0.0 (CC0).\n"
        "# niveau\tcode\n"
        "region\t32\n"
    )


def test_wikidata_ids_outlive_a_rebuild() -> None:
    table = "# niveau\tcode\nregion\t32\tHauts-de-France\tQ18677767\tfrance\nepci\t1\tX\t\tfrance\n"
    assert decoupage.wikidata_ids(table) == {("region", "32"): "Q18677767"}


def test_a_json_file_of_a_package() -> None:
    bytes = io.BytesIO()
    with tarfile.open(fileobj=bytes, mode="w:gz") as tar:
        member = tarfile.TarInfo("package/data/regions.json")
        member.size = len(b'[{"code": "32"}]')
        tar.addfile(member, io.BytesIO(b'[{"code": "32"}]'))
    bytes.seek(0)
    with tarfile.open(fileobj=bytes) as tar:
        assert decoupage.read(tar, "/regions.json") == [{"code": "32"}]


def test_a_package_with_other_bytes_is_refused() -> None:
    empty = "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg=="
    package = Package(name="exemple", version="1.0.0", integrity=empty, licence="CC0")
    decoupage.check(package, b"")
    with pytest.raises(SystemExit, match=r"^exemple 1\.0\.0 : empreinte inattendue sha512-"):
        decoupage.check(package, b"other")


def test_the_tables_name_their_sources() -> None:
    for name, packages in (
        (decoupage.TERRITOIRES, [decoupage.DECOUPAGE]),
        (decoupage.COMMUNES, [decoupage.DECOUPAGE, decoupage.CENTRES, decoupage.PLACES]),
    ):
        text = (decoupage.TABLES / name).read_text("utf-8")
        comments = [line for line in text.splitlines() if line.startswith("# Source")]
        expected = [f"# Source : npm {p.name} {p.version} ({p.licence})." for p in packages]
        assert comments == expected
        assert len(text.encode()) < 1_900_000
