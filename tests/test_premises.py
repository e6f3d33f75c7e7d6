"""The lines of an address, and the map that shows it."""

from __future__ import annotations

from communs.premises import of


def test_a_place_tells_it_field_by_field_and_an_organisation_in_a_group() -> None:
    told = {"code_postal": "59000", "code_insee": "59350", "latitude": 50.6366, "longitude": 3.0635}
    place = of({"adresse": "1 rue de l’Exemple", **told})
    assert place == of({"adresse": {"voie": "1 rue de l’Exemple", **told}})
    assert place is not None
    assert (place.street, place.postcode, place.commune) == ("1 rue de l’Exemple", "59000", "59350")
    assert place.map == "https://www.openstreetmap.org/?mlat=50.6366&mlon=3.0635#map=18/50.6366/3.0635"


def test_the_object_of_the_map_says_more_than_a_point() -> None:
    place = of({"latitude": 1.0, "longitude": 2.0, "identifiants": {"osm": "node/1234567"}})
    assert place is not None
    assert place.map == "https://www.openstreetmap.org/node/1234567"


def test_a_commune_alone_is_no_address() -> None:
    assert of({"code_insee": "59350"}) is None
    assert of({"adresse": {"code_insee": "59350"}}) is None
    assert of({}) is None
