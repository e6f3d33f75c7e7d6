"""What an entry and its item say, side by side: the same, something else, or nothing that can be compared."""

from __future__ import annotations

from typing import Any

import pytest

from communs.facts.agreement import agrees, bare, namesakes
from communs.facts.filling import Fill, fills
from tests.conftest import real_kinds


def fill(kind: str, name: str) -> Fill:
    return next(one for one in fills(real_kinds()[kind]) if ".".join(one.pattern) == name)


FOUNDED, SITE = fill("organisations", "date_creation"), fill("organisations", "site_web")
ACRONYM, SIRET = fill("organisations", "sigle"), fill("organisations", "identifiants.siret")
FORM, MASTODON = fill("organisations", "statut_juridique"), fill("organisations", "reseaux.mastodon")
YOUTUBE, LICENCE = fill("organisations", "reseaux.youtube"), fill("communs", "licence")
LATITUDE, LONGITUDE = fill("lieux", "latitude"), fill("lieux", "longitude")
FORMS = {"scic": ["Q3491834", "Q1"], "association": ["Q48204"]}
POINT = {"latitude": 48.6921, "longitude": 6.1844}


@pytest.mark.parametrize(
    "stated, claims, one, told",
    [
        ("2018", [{"value": "2018-06"}], FOUNDED, True),
        ("2018-06-12", [{"value": "2018"}], FOUNDED, True),
        ("2018-06", [{"value": "2018-07"}], FOUNDED, False),
        ("2018", [{"value": "2017"}], FOUNDED, False),
        ("2018", [{"value": "2017"}, {"value": "2018"}], FOUNDED, True),
        ("2018", [{"value": "2010", "precision": 8}], FOUNDED, True),
        ("2008", [{"value": "2010", "precision": 8}], FOUNDED, True),  # nobody counts decades alike
        ("1998", [{"value": "2010", "precision": 8}], FOUNDED, False),
        ("1998", [{"value": "1800", "precision": 7}], FOUNDED, False),
        ("1998", [{"value": "1000", "precision": 6}], FOUNDED, True),
        ("1918-02-14", [{"value": "1918-02-01", "julian": True}], FOUNDED, True),
        ("2018", [{"value": "-0500"}], FOUNDED, False),
        ("2018", [{"item": "Q42"}], FOUNDED, None),
        ("2018", [], FOUNDED, None),
        ("https://www.essai.org/", [{"value": "http://Essai.org"}], SITE, True),
        ("https://essai.org/index.php", [{"value": "https://essai.org"}], SITE, True),
        ("https://essai.org/fr", [{"value": "https://essai.org/FR"}], SITE, False),
        ("https://essai.org", [{"value": "https://essai.example"}], SITE, False),
        ("https://forge.org/essai", [{"value": "https://forge.org/essai.git"}], SITE, True),
        ("https://a.org/@moi", [{"value": "Moi@a.org"}], MASTODON, True),
        ("https://b.org/@moi", [{"value": "moi@a.org"}], MASTODON, False),
        ("https://www.youtube.com/@moi", [{"value": "UC123"}], YOUTUBE, None),
        ("https://youtube.com/channel/UC124", [{"value": "UC123"}], YOUTUBE, False),
        ("APES", [{"value": "Apes", "lang": "fr"}], ACRONYM, True),
        ({"fr": "Les Amis", "en": "The Friends"}, [{"value": "the friends"}], ACRONYM, True),
        (["73282932000074"], [{"value": "1"}, {"value": "732 829 320 00074"}], SIRET, True),
        (["73282932000074"], [{"value": "1"}], SIRET, False),
        ("scic", [{"item": "Q1"}], FORM, True),
        ("scic", [{"item": "Q48204"}], FORM, False),
        ("scic", [{"item": "Q42"}], FORM, None),
        ("autre", [{"item": "Q48204"}], FORM, None),
        ("CC0-1.0", [{"item": "Q6938433"}], LICENCE, None),
        (48.6925, [POINT], LATITUDE, True),
        (6.1849, [POINT], LONGITUDE, True),
        (48.7, [POINT], LATITUDE, False),
        (6.2, [POINT], LONGITUDE, False),
        (48.7, [POINT | {"precision": 0.1}], LATITUDE, True),
        ("ici", [POINT], LATITUDE, None),
    ],
)
def test_what_is_said_on_both_sides(
    stated: Any, claims: list[dict[str, Any]], one: Fill, told: bool | None
) -> None:
    assert agrees(stated, claims, one, FORMS) is told


@pytest.mark.parametrize(
    "address",
    [
        "https://essai.org",
        "http://www.essai.org/",
        "//ESSAI.org",
        "https://essai.org/index.html",
    ],
)
def test_an_address_without_what_it_may_have_or_not(address: str) -> None:
    assert bare(address) == "essai.org"


@pytest.mark.parametrize(
    "ours, theirs, told",
    [
        (["Enercoop Hauts-de-France"], ["Enercoop"], True),
        (["Ville de Lille"], ["Lille"], True),
        (["Mobicoop"], ["MobiCoop SCIC"], True),
        (["Association des Amis du Vélo"], ["Les amis du velo"], True),
        (["Framasoft"], ["Frammasoft"], True),
        (["Fédération Emmaüs France", "Emmaüs"], ["Emmaus"], True),
        (["Le Guide"], ["Douglas Adams", "Douglas Noël Adams"], False),
        (["Coopérative"], ["Association"], False),
        (["Essai"], [], None),
        (["Essai"], ["東京"], None),
    ],
)
def test_names_that_may_be_of_one_thing(ours: list[str], theirs: list[str], told: bool | None) -> None:
    assert namesakes(ours, theirs) is told
