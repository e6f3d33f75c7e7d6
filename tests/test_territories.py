"""Territories: exact ids, what contains what, and what a wrong id meant."""

from __future__ import annotations

import pytest

from communs import territories
from communs.territories import Commune, Territories, Territory, distance_km, in_france, words_of

REAL = territories.load()


def test_a_region_by_its_code() -> None:
    assert REAL.get("region:32") == Territory(
        id="region:32",
        level="region",
        code="32",
        name="Hauts-de-France",
        wikidata="Q18677767",
        parents=("france",),
    )


def test_a_commune_by_its_insee_code() -> None:
    assert REAL.commune("59350") == Commune(
        code="59350",
        name="Lille",
        departement="59",
        postal_codes=("59000", "59160", "59260", "59777", "59800"),
        latitude=50.63,
        longitude=3.05,
        groups=("200093201",),
    )


@pytest.mark.parametrize(
    ("id", "name", "parents"),
    [
        ("france", "France", ()),
        ("departement:59", "Nord", ("region:32", "france")),
        ("departement:2A", "Corse-du-Sud", ("region:94", "france")),
        ("departement:987", "Polynésie française", ("france",)),
        ("epci:200093201", "Métropole Européenne de Lille", ("departement:59", "region:32", "france")),
        ("epci:200054781", "Métropole du Grand Paris", ("region:11", "france")),
        (
            "ept:200057867",
            "Plaine Commune",
            ("epci:200054781", "departement:93", "region:11", "france"),
        ),
        ("commune:59350", "Lille", ("epci:200093201", "departement:59", "region:32", "france")),
        (
            "commune:93066",
            "Saint-Denis",
            ("ept:200057867", "epci:200054781", "departement:93", "region:11", "france"),
        ),
        (
            "commune:75111",
            "Paris 11e Arrondissement",
            ("commune:75056", "epci:200054781", "departement:75", "region:11", "france"),
        ),
        ("commune:98818", "Nouméa", ("departement:988", "france")),
        ("pays:BE", "Belgique", ()),
    ],
)
def test_names_and_what_contains_them(id: str, name: str, parents: tuple[str, ...]) -> None:
    found = REAL.get(id)
    assert found is not None
    assert (found.name, found.parents) == (name, parents)


@pytest.mark.parametrize(
    "id", ["", "Lille", "region", "region:", "region: 32", "FRANCE", "france:", "pays:be"]
)
@pytest.mark.parametrize("prefix", ["", " "])
def test_ids_are_strict(prefix: str, id: str) -> None:
    assert REAL.get(prefix + id) is None


@pytest.mark.parametrize(
    "id", ["departement:590", "region:987", "commune:14011", "ept:200093201", "pays:EU", "pays:XK"]
)
def test_well_formed_ids_of_nothing_on_the_list(id: str) -> None:
    assert REAL.get(id) is None


def test_a_former_code_is_no_commune() -> None:
    assert REAL.commune("14011") is None


def test_every_region_and_departement_of_the_republic_has_its_wikidata_id() -> None:
    regions = [f"region:{n:02}" for n in (1, 2, 3, 4, 6, 11, 24, 27, 28, 32, 44, 52, 53, 75, 76, 84, 93, 94)]
    corsica = [f"departement:{code}" for code in ("2A", "2B")]
    others = [f"departement:{n:02}" for n in (*range(1, 20), *range(21, 96), *range(971, 975), 976)]
    found = [REAL.get(id) for id in regions + corsica + others]
    assert len(found) == 18 + 101
    assert all(territory and territory.wikidata for territory in found)


def test_every_parent_and_every_group_is_a_territory() -> None:
    ids = [*REAL._tabled, *(f"commune:{code}" for code in REAL._lines)]
    parents = {parent for id in ids if (territory := REAL.get(id)) for parent in territory.parents}
    assert [parent for parent in sorted(parents) if REAL.get(parent) is None] == []


def test_slugs_are_addresses() -> None:
    slugs = [found.slug for id in ("region:32", "france", "pays:BE") if (found := REAL.get(id))]
    assert slugs == ["region-32", "france", "pays-BE"]


@pytest.mark.parametrize(
    ("id", "french", "english"),
    [
        ("pays:BE", "Belgique", "Belgium"),
        ("francophonie", "Francophonie", "French-speaking world"),
        ("region:53", "Bretagne", "Bretagne"),
    ],
)
def test_names_by_language(id: str, french: str, english: str) -> None:
    territory = REAL.get(id)
    assert territory is not None
    assert (REAL.name_in(territory, "fr"), REAL.name_in(territory, "en")) == (french, english)


def test_the_countries_are_those_of_iso_3166() -> None:
    assert len(territories.countries("fr")) == 249


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Lille", ["commune:59350", "epci:200093201"]),
        ("hauts-de-france", ["region:32"]),
        ("region:Hauts de France", ["region:32"]),
        ("Région Bretagne", ["region:53"]),
        ("Pays de la Loire", ["region:52"]),
        ("region-32", ["region:32"]),
        ("departement:590", ["departement:59", "departement:50", "departement:90"]),
        ("département 59", ["departement:59"]),
        ("departement:1", ["departement:01"]),
        ("epci:200093200", ["epci:200093201"]),
        ("epci:Plaine Commune", ["ept:200057867"]),
        ("commune:59000", ["commune:59350"]),  # a postal code
        ("commune:14011", ["commune:14581"]),  # taken in by Aurseulles in 2017
        ("st-denis", ["commune:11339", "commune:30247", "commune:93066", "commune:97411", "departement:93"]),
        ("Marseile", ["commune:13055"]),
        ("pays:be", ["pays:BE"]),
        ("Belgium", ["pays:BE"]),
        ("monde", ["international"]),
        ("commune:99999", []),
        ("nulle part", []),
        ("", []),
        (":", []),
    ],
)
def test_what_a_wrong_id_meant(text: str, ids: list[str]) -> None:
    assert REAL.suggest(text) == ids


def test_communes_are_read_only_when_one_is_asked_for() -> None:
    def never() -> str:
        raise AssertionError("read")

    lazy = Territories("# comment\nregion\t32\tHauts-de-France\tQ18677767\tfrance\n", never)
    assert lazy.get("region:32") is not None
    assert lazy.get("region:33") is None
    with pytest.raises(AssertionError, match="read"):
        lazy.commune("59350")


def test_a_distance() -> None:
    assert distance_km(48.8566, 2.3522, 50.6292, 3.0573) == pytest.approx(203.51, abs=0.01)  # Paris, Lille
    assert distance_km(1.0, 2.0, 1.0, 2.0) == 0
    assert distance_km(0.0, 0.0, 0.0, 180.0) == pytest.approx(20015.11, abs=0.01)


@pytest.mark.parametrize(
    ("place", "latitude", "longitude", "inside"),
    [
        ("Lille", 50.63, 3.05, True),
        ("Ouessant", 48.46, -5.10, True),
        ("Bonifacio", 41.39, 9.16, True),
        ("Saint-Denis de La Réunion", -20.88, 55.45, True),
        ("Mata-Utu", -13.28, -176.17, True),
        ("latitude and longitude swapped", 3.05, 50.63, False),
        ("no place at all", 0.0, 0.0, False),
        ("Montréal", 45.50, -73.57, False),
        ("London", 51.51, -0.13, False),
    ],
)
def test_the_boxes_of_france(place: str, latitude: float, longitude: float, inside: bool) -> None:
    assert in_france(latitude, longitude) is inside


def test_every_commune_lies_in_a_box() -> None:
    known = [commune for code in REAL._lines if (commune := REAL.commune(code)) and commune.latitude]
    outside = [c.name for c in known if c.longitude is None or not in_france(c.latitude or 0, c.longitude)]
    assert outside == []
    assert len(known) == 34971  # of 35,014


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("L'Abergement-Clémenciat", "l abergement clemenciat"),
        ("Val-d’Œuilly", "val d oeuilly"),
        ("St-Étienne", "saint etienne"),
        ("CC du Perche", "communaute de communes du perche"),
    ],
)
def test_words_forgive_spelling(name: str, words: str) -> None:
    assert words_of(name) == words


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("lill", "commune:27369"),
        ("Lille", "commune:59350"),
        ("hauts de f", "region:32"),
        ("59350", "commune:59350"),
        ("region:3", "region:32"),
        ("Fra", "france"),
        ("", None),
        ("!", None),
    ],
)
def test_what_begins_so(typed: str, first: str | None) -> None:
    assert next(REAL.beginning(typed), None) == first
