"""Opening hours in words, in both languages."""

from __future__ import annotations

import pytest

from communs import hours, typography
from communs.findings import Text
from communs.words import translation


def lines(written: str, lang: str) -> list[str]:
    def say(words: Text) -> str:
        return typography.say(words, lang, translation(lang))

    return [line.replace("\u00a0", " ") for line in hours.lines(written, lang, say)]


@pytest.mark.parametrize(
    ("written", "french", "english"),
    [
        (
            "Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00",
            ["Du lundi au vendredi : 9 h – 12 h, 14 h – 18 h 30", "Samedi : 8 h 30 – 12 h"],
            ["Monday to Friday: 9:00 – 12:00, 14:00 – 18:30", "Saturday: 8:30 – 12:00"],
        ),
        (
            "Tu,Th 14:00+; PH off",
            ["Mardi, jeudi : à partir de 14 h", "Jours fériés : fermé"],
            ["Tuesday, Thursday: from 14:00", "Public holidays: closed"],
        ),
        ("10:00-18:00", ["Tous les jours : 10 h – 18 h"], ["Every day: 10:00 – 18:00"]),
        ("24/7", ["Jour et nuit, tous les jours"], ["Day and night, every day"]),
    ],
)
def test_what_is_plain_is_said_in_words(written: str, french: list[str], english: list[str]) -> None:
    assert lines(written, "fr") == french
    assert lines(written, "en") == english


@pytest.mark.parametrize(
    "written", ["Mo[1] 10:00-12:00", "Jan-Mar Mo 10:00-12:00", "Mo-Fr", "Mo-Xx 10:00-12:00"]
)
def test_what_says_more_stays_as_it_is_written(written: str) -> None:
    assert lines(written, "fr") == []
