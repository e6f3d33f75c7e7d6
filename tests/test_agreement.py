"""What an entry and its item say, side by side: the same, something else, or nothing that can be compared."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communs.facts import Facts, filling, naming, read
from communs.facts.agreement import agrees, bare
from communs.facts.filling import Fill, fills, plain
from tests.conftest import real_kinds
from tests.test_facts import CLAIM, FORM, ODD


def fill(kind: str, name: str) -> Fill:
    return next(one for one in fills(real_kinds()[kind]) if ".".join(one.pattern) == name)


FOUNDED, SITE = fill("organisations", "date_creation"), fill("organisations", "site_web")
ACRONYM, SIRET = fill("organisations", "sigle"), fill("organisations", "identifiants.siret")
LEGAL, MASTODON = fill("organisations", "statut_juridique"), fill("organisations", "reseaux.mastodon")
YOUTUBE, LICENCE = fill("organisations", "reseaux.youtube"), fill("communs", "licence")
LATITUDE, LONGITUDE = fill("lieux", "latitude"), fill("lieux", "longitude")
FORMS = [("scic", "Q3491834"), ("scic", "Q1"), ("association", "Q48204")]
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
        ("https://essai.org/fr", [{"value": "https://essai.org"}], SITE, None),
        ("https://essai.org", [{"value": "https://www.essai.org/fr/accueil"}], SITE, None),
        ("https://essai.org", [{"value": "https://essai.organisation"}], SITE, False),
        ("https://forge.org/essai", [{"value": "https://forge.org/essai.git"}], SITE, True),
        ("https://a.org/@moi", [{"value": "Moi@a.org"}], MASTODON, True),
        ("https://b.org/@moi", [{"value": "moi@a.org"}], MASTODON, False),
        ("https://www.youtube.com/@moi", [{"value": "UC123"}], YOUTUBE, None),
        ("https://youtube.com/channel/UC124", [{"value": "UC123"}], YOUTUBE, False),
        ("APES", [{"value": "Apes", "lang": "fr"}], ACRONYM, True),
        ({"fr": "Les Amis", "en": "The Friends"}, [{"value": "the friends"}], ACRONYM, True),
        (["73282932000074"], [{"value": "1"}, {"value": "732 829 320 00074"}], SIRET, True),
        (["73282932000074"], [{"value": "1"}], SIRET, False),
        ("scic", [{"item": "Q1"}], LEGAL, True),
        ("scic", [{"item": "Q48204"}], LEGAL, False),
        ("scic", [{"item": "Q42"}], LEGAL, None),
        ("autre", [{"item": "Q48204"}], LEGAL, None),
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


ASKED = st.sampled_from(["P31", "P571", "P576", "P856", "P625", "P1454", "P4033", "P348", "P1813"])
CLAIMS = st.dictionaries(ASKED, st.lists(CLAIM, min_size=1, max_size=3), min_size=1)
STATED = st.recursive(
    ODD | st.floats() | st.integers() | st.booleans(), lambda inner: st.lists(inner, max_size=2)
)
FILLS = [
    (kind, (*fills(kind), *filling.beside(kind))) for kind in real_kinds().values() if filling.tied(kind)
]
DAY = datetime.date(2026, 11, 23)


@given(CLAIMS, STATED)
def test_whatever_a_file_of_facts_may_hold_can_be_compared(claims: dict[str, Any], stated: Any) -> None:
    told = json.dumps({"requested": "Q7", "resolved": "Q7", "claims": claims}).encode()
    known = read(told, "catalogue/_wikidata/Q7.json", FORM)
    assert isinstance(known, Facts)
    naming.of_item(known, DAY)
    filling.over(known, DAY)
    for kind, among in FILLS:
        filling.unfit(known, kind, DAY)
        for one in among:
            said = filling.said(known, one.source, DAY)
            assert agrees(stated, said, one, FORMS) in (True, False, None)
            assert all(isinstance(plain(claim, one.source), str | int | float | None) for claim in said)
