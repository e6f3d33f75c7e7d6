"""French days and hours become those of OpenStreetMap; what is not understood stays, and is not valid."""

from __future__ import annotations

import pytest

from communs.formats import FORMATS
from communs.mending import hours


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("Lu-Ve 09:00-18:00", "Mo-Fr 09:00-18:00"),
        ("Mo-Fr 9h-18h", "Mo-Fr 09:00-18:00"),
        ("du lundi au vendredi de 9h à 18h", "Mo-Fr 09:00-18:00"),
        ("Mardi et jeudi 9h – 12h, 14 h – 18h30", "Tu,Th 09:00-12:00,14:00-18:30"),
        ("les mercredis 14h-17h", "We 14:00-17:00"),
        ("dim. 10h-12h", "Su 10:00-12:00"),
    ],
)
def test_plain(written: str, right: str) -> None:
    assert hours.plain(written) == right
    assert FORMATS["opening-hours"](right)


def test_other_words_stay() -> None:
    assert hours.plain("fermé le lundi") == "fermé Mo"
