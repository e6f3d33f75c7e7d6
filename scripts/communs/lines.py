"""Characters of a text, counted from 0 → lines and columns, counted from 1 as editors do."""

from __future__ import annotations

import re
from bisect import bisect_right

from communs.findings import Span

_BREAK = re.compile(r"\r\n|\n|\r")  # not U+0085, U+2028, U+2029, where libyaml ends a line and editors don't


def line_starts(content: str) -> list[int]:
    """Where each line begins."""
    return [0, *(found.end() for found in _BREAK.finditer(content))]


def lines_of(content: str) -> list[str]:
    """The lines themselves, without their ends; none in an empty text."""
    return _BREAK.split(content) if content else []


def span_of(starts: list[int], start: int, end: int) -> Span:
    """The span from one character to just before another, in a text whose lines begin at `starts`."""
    first, last = bisect_right(starts, start), bisect_right(starts, end)
    return Span(
        line=first,
        column=start - starts[first - 1] + 1,
        end_line=last,
        end_column=end - starts[last - 1] + 1,
    )


def range_of(starts: list[int], span: Span) -> tuple[int, int]:
    """The characters that a span holds, from 0, in a text whose lines begin at `starts`."""
    return starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1
