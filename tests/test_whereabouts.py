"""Where an entry says it is: postal codes, communes and points on the map."""

from __future__ import annotations

import pytest

from communs.kinds import Kind
from tests.test_rules import _rules


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ('code_insee: "59350"\ncode_postal: "59000"', []),
        ('code_insee: "59350"\ncode_postal: "75011"', ["code-postal-commune"]),
        ('code_insee: "59999"\ncode_postal: "75011"', []),
        ('code_postal: "75011"', []),
        ('code_insee: 2A004\ncode_postal: "20000"', []),
        ("code_insee: [59350]\ncode_postal: {a: 1}", []),
        ('code_insee: "59350"\nlatitude: 50.63\nlongitude: 3.06', []),
        ('code_insee: "59350"\nlatitude: 3.06\nlongitude: 50.63', ["coordonnees-hors-de-france"]),
        ('code_insee: "59350"\nlatitude: 48.85\nlongitude: 2.35', ["coordonnees-loin-de-la-commune"]),
        ('code_insee: "97411"\nlatitude: -20.88\nlongitude: 55.45', []),
        ('code_insee: "59999"\nlatitude: 48.85\nlongitude: 2.35', []),
        ("latitude: 40.71\nlongitude: -74.0", []),
        ('code_postal: "59000"\nlatitude: 40.71\nlongitude: -74.0', ["coordonnees-hors-de-france"]),
        ('code_postal: "59000"\nlatitude: 7059000\nlongitude: 704000', []),  # too great is said already
        ('code_insee: "59350"\nlatitude: "50"\nlongitude: 3.06', []),
    ],
)
def test_of_a_place(kinds: dict[str, Kind], content: str, found: list[str]) -> None:
    assert _rules(kinds["lieux"], content) == found


def test_of_an_address(kinds: dict[str, Kind]) -> None:
    address = 'adresse: {code_insee: "59350", code_postal: "75011"}'
    assert _rules(kinds["organisations"], address) == ["code-postal-commune"]
