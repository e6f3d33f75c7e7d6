"""Plain scalars: what is text stays text."""

from __future__ import annotations

import pytest

from communs.reading.scalars import scalar


@pytest.mark.parametrize(
    "raw",
    ["NO", "no", "on", "yes", "01000", "12:30", "2022-09-20", "0x1F", "0o17", "1_000", ".5", "5.", "+5",
     "1e999", ".inf", ".nan", "-", "2A004", "01", "1234567890123456", "TrUe", "nil"],
)  # fmt: skip
def test_text_stays_text(raw: str) -> None:
    assert scalar(raw) == raw


@pytest.mark.parametrize(
    ("raw", "value"),
    [("true", True), ("False", False), ("null", None), ("~", None), ("", None), ("0", 0), ("-12", -12),
     ("59350", 59350), ("12.50", 12.5), ("1e3", 1000.0), ("-0.5", -0.5)],
)  # fmt: skip
def test_the_short_table_of_what_is_not(raw: str, value: object) -> None:
    assert scalar(raw) == value and type(scalar(raw)) is type(value)
