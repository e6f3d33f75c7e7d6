"""What a server says of its patience → how long to wait before asking again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_SECONDS = re.compile(r"\s*(\d+(\.\d+)?)\s*")


def asked(headers: Mapping[str, str]) -> float:
    """The seconds of `Retry-After`, a number or a date; 0 where it says nothing that can be used.

    A date is compared with the answer's own `Date`, so that no clock has to be right.
    """
    said = headers.get("Retry-After", "")
    if number := _SECONDS.fullmatch(said):
        return float(number[1])
    now, then = _moment(headers.get("Date", "")), _moment(said)
    return max(0.0, (then - now).total_seconds()) if now and then else 0.0


def wait(said: float, failures: int, *, first: float, most: float, dice: float) -> float:
    """Seconds before the next try, `most` at most: what the server said, or more after each failure.

    `first` is what the first failure costs where the server says nothing; `dice`, from 0 to 1, spreads those
    who fail together.
    """
    longer = first * 2.0 ** min(failures - 1, 30)
    return float(min(most, max(said, longer) * (1 + dice / 4)))


def _moment(date: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(date)
    except (TypeError, ValueError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
