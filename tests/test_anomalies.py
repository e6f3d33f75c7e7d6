"""What an item lost between two readings, and when that is too much of a catalogue to be believed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from communs.facts import Facts
from communs.facts.anomalies import Loss, lost, refused
from communs.report import Report

SITE: Any = {"value": "https://exemple.fr/"}
BEFORE = Facts(
    requested="Q7",
    resolved="Q7",
    retrieved="2026-11-01",
    properties=("P159", "P159/P281", "P571", "P856"),
    labels={"fr": "Élan", "en": "Momentum"},
    claims={
        "P159": ({"item": "Q90", "qualifiers": {"P281": [{"value": "75011"}]}},),
        "P856": (SITE,),
    },
)
AFTER = replace(BEFORE, retrieved="2026-11-23", revision=8)


def test_an_item_that_says_as_much_lost_nothing() -> None:
    assert lost(BEFORE, BEFORE) is None
    assert lost(BEFORE, AFTER) is None
    assert lost(BEFORE, replace(AFTER, claims=AFTER.claims | {"P571": ({"value": "2018"},)})) is None
    assert (
        lost(BEFORE, replace(AFTER, claims=AFTER.claims | {"P856": ({"value": "https://autre.fr/"},)}))
        is None
    )


def test_a_property_without_value_is_lost() -> None:
    assert lost(BEFORE, replace(AFTER, claims={})) == Loss(
        qid="Q7", name="Élan", properties=("P159", "P159/P281", "P856")
    )
    seat: Any = {"item": "Q90"}
    after = replace(AFTER, claims=AFTER.claims | {"P159": (seat,)})
    assert lost(BEFORE, after) == Loss(qid="Q7", name="Élan", properties=("P159/P281",))


def test_what_is_not_looked_for_any_more_is_not_lost() -> None:
    assert lost(BEFORE, replace(AFTER, claims={}, properties=("P571",))) is None


def test_a_value_that_ended_since_is_not_lost() -> None:
    before = replace(BEFORE, claims=BEFORE.claims | {"P856": (SITE | {"until": "2026-11-10"},)})
    after = replace(AFTER, claims={"P159": BEFORE.claims["P159"]})
    assert lost(before, after) is None


def test_an_item_that_goes_missing_is_gone() -> None:
    gone = replace(BEFORE, missing_since="2026-11-23")
    assert lost(BEFORE, gone) == Loss(qid="Q7", name="Élan", gone=True)
    assert lost(gone, gone) is None
    assert lost(gone, AFTER) is None


@pytest.mark.parametrize(
    ("labels", "now"),
    [
        ({"fr": "Élan", "en": "Momentum", "mul": "Elan"}, None),
        ({"fr": "Vide", "en": "Momentum"}, "Vide"),
        ({"fr": "Élan", "en": "Void"}, "Void"),
        ({"fr": "Élan"}, ""),
        ({}, ""),
    ],
)
def test_another_name_is_told(labels: dict[str, str], now: str | None) -> None:
    found = lost(BEFORE, replace(AFTER, labels=labels))
    assert (found.now if found else None) == now


def test_a_name_that_all_languages_now_share_is_the_same() -> None:
    before = replace(BEFORE, labels={"fr": "Élan", "en": "Élan"})
    assert lost(before, replace(AFTER, labels={"mul": "Élan"})) is None
    assert lost(before, replace(AFTER, labels={"mul": "Elan"})) == Loss(qid="Q7", name="Élan", now="Elan")


def pairs(changed: int, total: int, **change: Any) -> list[tuple[Facts, Facts]]:
    """Items of which the first ones changed."""
    before = [replace(BEFORE, requested=f"Q{number}") for number in range(1, total + 1)]
    return [(one, replace(one, **change) if place < changed else one) for place, one in enumerate(before)]


@pytest.mark.parametrize(("changed", "over"), [(0, False), (20, False), (21, True), (100, True)])
def test_a_refresh_is_refused_over_the_share_that_is_set(changed: int, over: bool) -> None:
    assert bool(refused(pairs(changed, 100, claims={}), 20)) is over


def test_an_empty_catalogue_loses_nothing() -> None:
    assert refused([], 0) is None


@pytest.mark.parametrize(
    "change", [{"missing_since": "2026-11-23"}, {"resolved": "Q8", "labels": {"fr": "X"}}]
)
@pytest.mark.parametrize(
    ("total", "changed", "over"), [(2, 2, False), (3, 3, True), (100, 20, False), (100, 21, True)]
)
def test_items_that_leave_count_where_there_are_many(
    change: dict[str, Any], total: int, changed: int, over: bool
) -> None:
    assert bool(refused(pairs(changed, total, **change), 20)) is over


def test_two_that_merged_and_two_that_went_are_not_four() -> None:
    gone, merged = {"missing_since": "2026-11-23"}, {"resolved": "Q8", "labels": {}}
    assert refused([*pairs(2, 2, **gone), *pairs(2, 2, **merged)], 20) is None


def test_the_refusal_names_some_items() -> None:
    found = refused(pairs(7, 10, claims={"P159": BEFORE.claims["P159"]}), 20)
    assert found is not None
    assert list(found.lines(Report(findings=[]))) == [
        "7 éléments sur 10 ont perdu un fait, changé de nom ou disparu. C’est plus que les 20\u00a0% admis\u00a0:",
        "  Q1 (Élan), plus rien sous P856",
        "  Q2 (Élan), plus rien sous P856",
        "  Q3 (Élan), plus rien sous P856",
        "  Q4 (Élan), plus rien sous P856",
        "  Q5 (Élan), plus rien sous P856",
        "  … et 2 autres éléments",
    ]


@pytest.mark.parametrize(
    ("change", "fr", "en"),
    [
        (
            {"labels": {"mul": "Vide"}},
            "  Q1 (Élan), maintenant «\u00a0Vide\u00a0»",
            "  Q1 (Élan), now “Vide”",
        ),
        ({"labels": {}}, "  Q1 (Élan), sans nom maintenant", "  Q1 (Élan), without a name now"),
        (
            {"claims": {"P159": BEFORE.claims["P159"]}},
            "  Q1 (Élan), plus rien sous P856",
            "  Q1 (Élan), nothing left under P856",
        ),
    ],
)
def test_what_happened_is_said_in_both_languages(change: dict[str, Any], fr: str, en: str) -> None:
    found = refused(pairs(1, 2, **change), 20)
    assert found is not None
    assert list(found.lines(Report(findings=[])))[1:] == [fr]
    assert list(found.lines(Report(findings=[], lang="en"))) == [
        "1 item out of 2 has lost a fact, changed its name or gone. This is more than the 20% allowed:",
        en,
    ]


def test_what_is_gone_is_said_in_both_languages() -> None:
    gone = Loss(qid="Q7", name="Élan", gone=True)
    assert gone.said(Report(findings=[])) == "Q7 (Élan), introuvable maintenant"
    assert gone.said(Report(findings=[], lang="en")) == "Q7 (Élan), missing now"


def test_an_item_without_a_name_is_its_number() -> None:
    before = replace(BEFORE, labels={})
    found = lost(before, replace(before, claims={"P159": before.claims["P159"]}))
    assert found is not None
    assert found.said(Report(findings=[])) == "Q7, plus rien sous P856"
