"""French dates have one reading, or are only likely."""

from __future__ import annotations

import pytest

from communs.formats import FORMATS
from communs.mending import dates


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("02/11/2026", "2026-11-02"),
        ("11/23/2026", "2026-11-23"),
        ("1er août 2020", "2020-08-01"),
        ("le 2 nov. 2026", "2026-11-02"),
        ("Mars 2018", "2018-03"),
        ("11/2018", "2018-11"),
        ("20261102", "2026-11-02"),
        ("2026-11-02 00:00:00", "2026-11-02"),
        ("30/02/2026", None),
        ("18-19 mars 2026", None),
    ],
)
def test_what_it_can_only_mean(written: str, right: str | None) -> None:
    assert next(filter(FORMATS["date-partielle"], dates.sure(written)), None) == right


@pytest.mark.parametrize(
    ("written", "right"),
    [("2026-03-18 09:00", ["2026-03-18"]), ("2018 (environ)", ["2018"]), ("2018-2020", [])],
)
def test_what_it_may_mean(written: str, right: list[str]) -> None:
    assert list(dates.likely(written)) == right
