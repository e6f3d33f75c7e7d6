"""What a server says of its patience, and how long is waited for it."""

from __future__ import annotations

import pytest

from communs.wikidata import pace

DATE = "Mon, 23 Nov 2026 12:00:00 GMT"


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("18", 18),
        ("1.5", 1.5),
        (" 2 ", 2),
        ("Mon, 23 Nov 2026 12:00:39 GMT", 39),
        ("Mon, 23 Nov 2026 13:00:00 +0100", 0),
        ("Sun, 22 Nov 2026 12:00:00 GMT", 0),  # past
        ("", 0),
        ("soon", 0),
        ("-5", 0),
        ("nan", 0),
        ("1e9", 0),
        ("Mon, 99 Nov 2026 12:00:39 GMT", 0),
    ],
)
def test_retry_after_is_a_number_or_a_date(said: str, seconds: float) -> None:
    assert pace.asked({"Retry-After": said, "Date": DATE}) == seconds


def test_a_date_is_compared_with_the_server_s_own_clock() -> None:
    later = {"Retry-After": "Mon, 23 Nov 2026 12:00:39 GMT"}
    assert pace.asked(later | {"Date": "Mon, 23 Nov 2026 12:00:30 GMT"}) == 9
    assert pace.asked(later) == 0


def test_waits_double_where_the_server_says_nothing() -> None:
    waits = [pace.wait(0, failures, first=1, most=60, dice=0) for failures in range(1, 9)]
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]


def test_the_server_is_obeyed_and_never_asked_again_faster_and_faster() -> None:
    assert pace.wait(18, 1, first=1, most=60, dice=0) == 18
    assert pace.wait(0.01, 5, first=1, most=60, dice=0) == 16


def test_the_dice_spread_the_waits_upwards_under_the_cap() -> None:
    assert pace.wait(8, 1, first=1, most=60, dice=1) == 10
    assert pace.wait(59, 1, first=1, most=60, dice=1) == 60
    assert pace.wait(1e300, 10_000, first=1, most=60, dice=1) == 60
