"""Means offered and sought answer each other where type, places, times and ways meet; the nearest come first."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from communs import located, matches
from communs.entries import Entry
from communs.matches import LIMIT, LOOKED, Facing
from communs.territories import load
from tests.conftest import real_kinds

DAY = datetime.date(2026, 11, 23)
OFFER: dict[str, Any] = {
    "sens": "propose", "type": "materiel", "organisation": "un", "expire_le": "2027-05-31",
}  # fmt: skip
NEED = OFFER | {"sens": "cherche", "organisation": "deux"}
LILLE, NORD, REGION, PARIS = "commune:59350", "departement:59", "region:32", "commune:75056"


def means(name: str, data: dict[str, Any]) -> Entry:
    return Entry(
        kind=real_kinds()["ressources"], id=name, data=data, document=located.read(b"a: 1", f"{name}.yml")
    )


def facing(one: dict[str, Any], *others: dict[str, Any]) -> Facing:
    mine = means("celle-ci", one)
    found = [mine, *(means(f"autre-{number}", other) for number, other in enumerate(others))]
    return matches.gather(found, load(), DAY).facing(mine)


def met(one: dict[str, Any], other: dict[str, Any]) -> tuple[str, str, str, str, tuple[str, ...]] | None:
    """Where, when and how two means meet; the same seen from either side."""
    (there, back) = (facing(one, other).matches, facing(other, one).matches)
    assert len(there) == len(back)
    if not there:
        return None
    told = [(m.narrow, m.wide, m.start, m.end, tuple(sorted(m.ways))) for m in (there[0], back[0])]
    assert told[0] == told[1]
    return told[0]


@pytest.mark.parametrize(
    "mine, theirs, where",
    [
        ([REGION], [REGION], (REGION, REGION)),
        ([LILLE], [REGION], (LILLE, REGION)),
        ([LILLE], [PARIS], None),
        ([LILLE], ["france"], (LILLE, "france")),
        (["france"], ["europe"], ("france", "europe")),
        ([LILLE], ["international"], (LILLE, "")),
        ([LILLE], None, (LILLE, "")),
        (None, None, ("", "")),
        ([PARIS, NORD], [LILLE, REGION], (LILLE, NORD)),
    ],
)
def test_places_meet_where_one_holds_the_other(
    mine: list[str] | None, theirs: list[str] | None, where: tuple[str, str] | None
) -> None:
    found = met(
        OFFER | ({"territoires": mine} if mine else {}), NEED | ({"territoires": theirs} if theirs else {})
    )
    assert (found and found[:2]) == where


@pytest.mark.parametrize(
    "mine, theirs, when",
    [
        ({}, {}, ("", "")),
        ({"debut": "2027-01-01", "fin": "2027-06-30"}, {"debut": "2027-03-01"}, ("2027-03-01", "2027-06-30")),
        ({"fin": "2027-02-28"}, {"debut": "2027-03-01"}, None),
        ({"fin": "2027-02-28"}, {}, ("", "2027-02-28")),
        ({"fin": "2026-11-22"}, {}, None),
    ],
)
def test_periods_meet(mine: dict[str, str], theirs: dict[str, str], when: tuple[str, str] | None) -> None:
    found = met(OFFER | {"periode": mine}, NEED | {"periode": theirs})
    assert (found and found[2:4]) == when


@pytest.mark.parametrize(
    "mine, theirs, ways",
    [
        ([], ["don"], ()),
        (["pret", "echange"], ["echange", "don"], ("echange",)),
        (["pret"], ["don"], None),
    ],
)
def test_ways_meet_when_both_say(mine: list[str], theirs: list[str], ways: tuple[str, ...] | None) -> None:
    found = met(OFFER | {"modalite": mine}, NEED | {"modalite": theirs})
    assert (found and found[4]) == ways


@pytest.mark.parametrize(
    "told",
    [
        {"type": "fonds"},
        {"sens": "propose"},
        {"organisation": "un"},
        {"expire_le": "2026-11-22"},
        {"etat": "pourvue"},
        {"etat": "retiree"},
        {"brouillon": True},
        {"statut": "termine"},
    ],
)
def test_what_does_not_answer(told: dict[str, Any]) -> None:
    assert met(OFFER, NEED) == ("", "", "", "", ())
    assert met(OFFER, NEED | told) is None


def test_what_is_in_discussion_may_still_be_answered() -> None:
    assert met(OFFER, NEED | {"etat": "en-discussion", "expire_le": "2026-11-23"})


def test_the_nearest_come_first() -> None:
    places = [None, ["france"], [REGION], [LILLE], [NORD]]
    found = facing(
        OFFER | {"territoires": [LILLE]}, *(NEED | ({"territoires": p} if p else {}) for p in places)
    )
    assert [match.wide for match in found.matches] == [LILLE, NORD, REGION, "france", ""]
    assert found.whole


def test_thousands_stop_early_and_it_is_said() -> None:
    many = facing(OFFER, *[NEED] * (LIMIT + 1))
    assert (len(many.matches), many.whole) == (LIMIT, False)
    none = facing(OFFER | {"modalite": ["don"]}, *[NEED | {"modalite": ["pret"]}] * (LOOKED + 1))
    assert none == Facing(whole=False)


def test_pairs_of_many_are_cut_too() -> None:
    entries = [means("offre", OFFER), *(means(f"besoin-{number}", NEED) for number in range(3))]
    found = matches.gather(entries, load(), DAY)
    assert [len(matches.pairs(found, entries[:1], most)[0]) for most in (2, 3)] == [2, 3]
    assert [matches.pairs(found, entries[:1], most)[1] for most in (2, 3)] == [False, True]
