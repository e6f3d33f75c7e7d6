"""The map of France: places fall where they are, and neighbours touch."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import product
from math import dist

import pytest

from communs.mapping import coverage, france, outlines, projection
from communs.territories import Commune, load, words_of

CHIEF_TOWNS = {
    "01": "Bourg-en-Bresse", "02": "Laon", "03": "Moulins", "04": "Digne-les-Bains", "05": "Gap", "06": "Nice",
    "07": "Privas", "08": "Charleville-Mézières", "09": "Foix", "10": "Troyes", "11": "Carcassonne", "12": "Rodez",
    "13": "Marseille", "14": "Caen", "15": "Aurillac", "16": "Angoulême", "17": "La Rochelle", "18": "Bourges",
    "19": "Tulle", "21": "Dijon", "22": "Saint-Brieuc", "23": "Guéret", "24": "Périgueux", "25": "Besançon",
    "26": "Valence", "27": "Évreux", "28": "Chartres", "29": "Quimper", "2A": "Ajaccio", "2B": "Bastia",
    "30": "Nîmes", "31": "Toulouse", "32": "Auch", "33": "Bordeaux", "34": "Montpellier", "35": "Rennes",
    "36": "Châteauroux", "37": "Tours", "38": "Grenoble", "39": "Lons-le-Saunier", "40": "Mont-de-Marsan",
    "41": "Blois", "42": "Saint-Étienne", "43": "Le Puy-en-Velay", "44": "Nantes", "45": "Orléans", "46": "Cahors",
    "47": "Agen", "48": "Mende", "49": "Angers", "50": "Saint-Lô", "51": "Châlons-en-Champagne", "52": "Chaumont",
    "53": "Laval", "54": "Nancy", "55": "Bar-le-Duc", "56": "Vannes", "57": "Metz", "58": "Nevers", "59": "Lille",
    "60": "Beauvais", "61": "Alençon", "62": "Arras", "63": "Clermont-Ferrand", "64": "Pau", "65": "Tarbes",
    "66": "Perpignan", "67": "Strasbourg", "68": "Colmar", "69": "Lyon", "70": "Vesoul", "71": "Mâcon",
    "72": "Le Mans", "73": "Chambéry", "74": "Annecy", "75": "Paris", "76": "Rouen", "77": "Melun",
    "78": "Versailles", "79": "Niort", "80": "Amiens", "81": "Albi", "82": "Montauban", "83": "Toulon",
    "84": "Avignon", "85": "La Roche-sur-Yon", "86": "Poitiers", "87": "Limoges", "88": "Épinal", "89": "Auxerre",
    "90": "Belfort", "91": "Évry-Courcouronnes", "92": "Nanterre", "93": "Bobigny", "94": "Créteil", "95": "Cergy",
    "971": "Basse-Terre", "972": "Fort-de-France", "973": "Cayenne", "974": "Saint-Denis", "976": "Mamoudzou",
}  # fmt: skip
KNOWN = load()
SHEET = france.sheet(KNOWN)
SQUARE = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)]


@cache
def commune_of(departement: str) -> Commune:
    name = words_of(CHIEF_TOWNS[departement])
    ids = (id for id in KNOWN.suggest(CHIEF_TOWNS[departement]) if id.startswith("commune:"))
    found = [c for id in ids if (c := KNOWN.commune(id[8:])) and c.departement == departement]
    (commune,) = [
        c for c in found if words_of(c.name) == name and not c.code.startswith(("751", "132", "6938"))
    ]
    return commune


def chief_town(departement: str, south: float = 0, west: float = 0) -> tuple[float, float]:
    """Its centre on the sheet, or a point so many degrees from it."""
    commune = commune_of(departement)
    point = SHEET.at(departement, (commune.latitude or 0) - south, (commune.longitude or 0) - west)
    assert point is not None
    return point


@pytest.mark.parametrize("departement", CHIEF_TOWNS)
def test_each_chief_town_falls_in_its_departement_and_in_no_other(departement: str) -> None:
    """Centres are told to a hundredth of a degree: that of Toulon comes out 100 metres off the coast."""
    near = [chief_town(departement, south, west) for south, west in product((0.005, 0, -0.005), repeat=2)]
    own = SHEET.departements[f"departement:{departement}"]
    assert any(coverage.holds(own.rings, point) for point in near)
    others = [one for one in SHEET.departements.values() if one != own]
    assert not [one.id for one in others if coverage.holds(one.rings, chief_town(departement))]


def test_no_departement_is_forgotten() -> None:
    assert {id.partition(":")[2] for id in SHEET.departements} == CHIEF_TOWNS.keys()
    assert set(SHEET.regions) == {t.id for t in KNOWN.main() if t.level == "region"}


def test_lambert_93_is_that_of_its_definition() -> None:
    assert projection.lambert93(46.5, 3.0) == (0.0, 0.0)
    paris = projection.lambert93(48.8534, 2.3488)  # the zero of French roads, before Notre-Dame
    assert dist(paris, (652.2 - 700, 6862.0 - 6600)) < 1  # Lambert-93 counts from 700 km and 6,600 km


def test_distances_on_the_sheet_are_those_on_the_ground() -> None:
    lille, marseille = chief_town("59"), chief_town("13")
    brest, strasbourg = SHEET.at("29", 48.39, -4.49), SHEET.at("67", 48.58, 7.75)
    assert brest and strasbourg
    assert dist(lille, marseille) / dist(brest, strasbourg) == pytest.approx(834 / 901, rel=0.02)


def test_where_the_sheet_has_no_outline_there_is_no_point() -> None:
    assert SHEET.at("988", -22.27, 166.44) is None


def surface(areas: Iterable[france.Area]) -> float:
    return sum(abs(coverage.area(ring)) for area in areas for ring in area.rings)


def test_regions_hold_what_their_departements_hold_without_a_gap() -> None:
    for id, region in SHEET.regions.items():
        inside = [one for one in SHEET.departements.values() if (t := KNOWN.get(one.id)) and id in t.parents]
        assert surface([region]) == pytest.approx(surface(inside), rel=0.003), id


def test_regions_touch_without_a_gap() -> None:
    whole = coverage.merged(region.rings for region in SHEET.regions.values())
    land = [ring for ring in whole if abs(coverage.area(ring)) > 300]
    assert surface([france.Area(id="france", rings=land)]) == pytest.approx(
        surface(SHEET.regions.values()), rel=0.001
    )


def test_a_line_between_two_areas_is_simplified_once() -> None:
    left = [(0.0, 0.0), (5.0, 0.0), (5.2, 3.0), (4.9, 6.0), (5.0, 9.0), (0.0, 9.0)]
    right = [(5.0, 9.0), (9.0, 9.0), (9.0, 0.0), (5.0, 0.0), (5.2, 3.0), (4.9, 6.0)]
    found = coverage.simplified({"left": [left], "right": [right]}, 1)
    assert found["left"] == [[(0.0, 0.0), (5.0, 0.0), (5.0, 9.0), (0.0, 9.0)]]
    assert found["right"] == [[(5.0, 9.0), (9.0, 9.0), (9.0, 0.0), (5.0, 0.0)]]


def test_points_that_differ_by_a_hair_are_one() -> None:
    found = coverage.joined({"a": [SQUARE], "b": [[(4.05, 0.0), (8.0, 0.0), (3.96, 4.01)]]}, 0.5)
    assert found["b"] == [[(4.0, 0.0), (8.0, 0.0), (4.0, 4.0)]]


def test_what_surrounds_two_areas_leaves_out_the_line_between_them() -> None:
    other = [(4.0, 0.0), (8.0, 0.0), (8.0, 4.0), (4.0, 4.0)]
    (around,) = coverage.merged([[SQUARE], [other[::-1]]])
    assert abs(coverage.area(around)) == 32
    assert len(around) == 6


def test_path_data_is_read_as_svg_tells_it() -> None:
    told = "m 1,2 3,0 c 1,1 2,2 0,3 z m 10,10 l 1,0 0,1e0 z M5.5-2L7 7"
    assert list(outlines.rings(told)) == [
        [(1, 2), (4, 2), (4, 5)], [(11, 12), (12, 12), (12, 13)], [(5.5, -2), (7, 7)],
    ]  # fmt: skip


def test_a_path_is_told_in_few_signs() -> None:
    assert france.Area(id="x", rings=[SQUARE]).path == "M0 0l4 0 0 4-4 0z"


def test_a_figure_stands_clear_of_borders_and_marks() -> None:
    wide = france.Area(id="x", rings=[[(x * 500, y * 500) for x, y in SQUARE]])
    assert dist(wide.clearest(), (1000, 1000)) < 60
    assert dist(wide.clearest([(1000.0, 1000.0)]), (1000, 1000)) > 500
