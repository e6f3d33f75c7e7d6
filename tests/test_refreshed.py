"""What a refresh did, in the words that somebody reads."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from communs.facts import Facts, Media, refreshed
from communs.facts.refreshed import Refreshed
from communs.findings import Text, text
from communs.report import Report

BUSY = text("trop de monde ({code}).", code="HTTP 503")
ODD = text("réponse étrange")
SEAT: Any = {"item": "Q90", "labels": {"fr": "Paris"}, "qualifiers": {"P131": [{"item": "Q142"}]}}
LOGO: Any = {"file": "Logo.svg"}
MEDIA = Media(
    file="Q7-P154.png", stored_sha1="a" * 40, sha1="b" * 40, width=1, height=1, author="Jeanne", licence="CC0",
    licence_url="", page="https://commons.wikimedia.org/wiki/File:Logo.svg",
)  # fmt: skip
KNOWN = Facts(
    requested="Q7",
    resolved="Q7",
    properties=("P154", "P159", "P159/P281", "P856"),
    labels={"fr": "Élan"},
    claims={"P159": (SEAT,), "P154": (LOGO,)},
    media={"Logo.svg": MEDIA},
)


def done(**told: Any) -> Refreshed:
    empty: dict[str, Any] = {
        "known": {},
        "facts": {},
        "pictures": {},
        "late": {},
        "partly": {},
        "refused": {},
    }
    return Refreshed(**empty | {"wanted": told.get("late", ()), "asked": 3} | told)


def left(refresh: Refreshed, lang: str = "fr") -> list[str]:
    return [line.replace("\u00a0", " ") for line in refresh.left(Report(findings=(), lang=lang))]


def test_what_is_late_is_listed_under_its_reason() -> None:
    late: dict[str, Text] = {"Q1": BUSY, "Q2": ODD, "Q3": BUSY}
    assert left(done(late=late)) == [
        "3 éléments n’ont pas pu être rafraîchis ; leurs anciens faits restent :",
        "  trop de monde (HTTP 503).",
        "    Q1, Q3",
        "  réponse étrange",
        "    Q2",
    ]
    assert left(done(late={"Q1": BUSY}, wanted=("Q1", "Q2"), partly={"Q2": ODD}), "en") == [
        "1 item could not be refreshed; its old facts stay:",
        "  trop de monde (HTTP 503).",
        "    Q1",
        "1 item was read in part only; the next refresh will read it again:",
        "  réponse étrange",
        "    Q2",
    ]


def test_where_all_is_well_nothing_is_left() -> None:
    assert left(done()) == []
    assert done().complete
    assert not done(late={"Q1": BUSY}).complete
    assert not done(partly={"Q1": BUSY}).complete


def test_pictures_that_nothing_names_any_more_are_dropped() -> None:
    bare = replace(KNOWN, media={})
    assert done(known={"Q7": KNOWN}, facts={"Q7": bare}).dropped == ["catalogue/_medias/Q7-P154.png"]
    assert done(known={"Q7": KNOWN}, facts={"Q7": KNOWN}).dropped == []
    assert done(known={"Q7": KNOWN}).dropped == []


def test_what_changed_is_compared() -> None:
    now = replace(KNOWN, labels={})
    other = replace(KNOWN, requested="Q8", resolved="Q8")
    assert list(done(known={"Q7": KNOWN, "Q8": other}, facts={"Q7": now}).pairs) == [
        (KNOWN, now),
        (other, other),
    ]


@pytest.mark.parametrize(
    ("waiting", "properties"),
    [
        ({"Q1"}, ("P154", "P159", "P159/P281", "P856")),
        ({"Q90"}, ("P154", "P856")),
        ({"Q142"}, ("P154", "P856")),
        ({"Logo.svg"}, ("P159", "P159/P281", "P856")),
    ],
)
def test_what_waits_counts_as_not_looked_for(waiting: set[str], properties: tuple[str, ...]) -> None:
    assert refreshed.without(KNOWN, waiting) == replace(KNOWN, properties=properties)


def test_the_names_that_a_file_tells() -> None:
    assert refreshed.names(KNOWN) == {"Q7": {"fr": "Élan"}, "Q90": {"fr": "Paris"}}
