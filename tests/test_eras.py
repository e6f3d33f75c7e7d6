"""Times of Wikidata become words, no more exact than they are known."""

from __future__ import annotations

from typing import Any

import pytest

from communs import typography
from communs.display import Display
from communs.pages import eras
from communs.words import translation
from tests.test_pages import TEXTS, catalogue


def said(claim: dict[str, Any], lang: str) -> str:
    say = translation(lang)
    display = Display(catalogue=catalogue(TEXTS), lang=lang, translate=say)
    return eras.say(claim, lang, lambda words: typography.say(words, lang, say), display.date)


@pytest.mark.parametrize(
    ("claim", "french", "english"),
    [
        ({"value": "2018"}, "2018", "2018"),
        ({"value": "2018-06"}, "juin 2018", "June 2018"),
        ({"value": "2018-06-18", "precision": 11}, "18 juin 2018", "18 June 2018"),
        ({"value": "1810", "precision": 8}, "années 1810", "1810s"),
        ({"value": "1815", "precision": 8}, "années 1810", "1810s"),
        ({"value": "1900", "precision": 7}, "XIXe siècle", "19th century"),
        ({"value": "1801", "precision": 7}, "XIXe siècle", "19th century"),
        ({"value": "2001", "precision": 7}, "XXIe siècle", "21st century"),
        ({"value": "1101", "precision": 7}, "XIIe siècle", "12th century"),
        ({"value": "0100", "precision": 7}, "Ier siècle", "1st century"),
        ({"value": "2000", "precision": 6}, "IIe millénaire", "2nd millennium"),
        ({"value": "-0300", "precision": 7}, "IIIe siècle avant notre ère", "3rd century BCE"),
        ({"value": "-0500"}, "500 avant notre ère", "500 BCE"),
        ({"value": "0079"}, "79", "79"),
        (
            {"value": "1582-10-04", "julian": True},
            "4 octobre 1582 (calendrier julien)",
            "4 October 1582 (Julian calendar)",
        ),
        (
            {"value": "-13798000000", "precision": 3},
            "vers 13 798 000 000 avant notre ère",
            "around 13,798,000,000 BCE",
        ),
        ({"value": "un jour", "precision": 8}, "un jour", "un jour"),
        ({"value": "2018-99-99"}, "2018-99-99", "2018-99-99"),
    ],
)
def test_a_time_in_words(claim: dict[str, Any], french: str, english: str) -> None:
    assert said(claim, "fr").replace("\u202f", " ") == french
    assert said(claim, "en") == english
