"""A line and a place in it → the line as a terminal shows it, and the signs that underline the place."""

from __future__ import annotations

import re

from communs.typography import plain

WIDEST = 100  # signs of a line: with its number, a terminal of 110 columns
BEFORE = 40  # signs kept before the place where a line is cut
TAB = 4
_SPACES = " \t\u00a0\u202f"
_NARROW = re.compile("[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e€→\ufffd]*")


def excerpt(line: str, start: int, end: int) -> tuple[str, str]:
    """The line around `start` to just before `end` (signs from 0), and `^` under them (one at least)."""
    first = max(0, min(start - BEFORE, len(line) - WIDEST))
    last = min(len(line), first + WIDEST)
    before = _shown(line[first:start], "…" if first else "")
    place, after = _place(line[start : min(end, last)]), line[min(end, last) : last]
    shown = before + place + _shown(after) + ("…" if last < len(line) else "")
    return shown, " " * width(before) + "^" * max(1, width(place))


def _shown(piece: str, cut: str = "") -> str:
    return cut + plain(piece.replace("\t", " " * TAB))


def _place(piece: str) -> str:
    """What is underlined; spaces that stand alone become visible."""
    if not piece or piece.strip(_SPACES):
        return _shown(piece)
    return "".join("→".ljust(TAB) if sign == "\t" else "·" for sign in piece)


def width(piece: str) -> int:
    """How many columns of a terminal."""
    if _NARROW.fullmatch(piece):
        return len(piece)
    from wcwidth import wcswidth  # on demand: thirty milliseconds

    columns = wcswidth(piece)
    return columns if columns >= 0 else len(piece)
