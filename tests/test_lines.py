"""Characters → lines and columns, as editors count them."""

from __future__ import annotations

from communs.findings import Span
from communs.lines import line_starts, range_of, span_of


def test_each_kind_of_line_end() -> None:
    assert line_starts("a\nb\r\nc\rd") == [0, 2, 5, 7]


def test_a_span_over_two_lines() -> None:
    starts = line_starts("nom: é\nœuf: x\n")
    assert span_of(starts, 5, 10) == Span(line=1, column=6, end_line=2, end_column=4)


def test_the_end_of_the_text() -> None:
    assert span_of(line_starts("a\n"), 2, 2) == Span(line=2, column=1, end_line=2, end_column=1)


def test_back_to_characters() -> None:
    starts = line_starts("nom: é\r\nœuf: x\n")
    assert range_of(starts, span_of(starts, 5, 11)) == (5, 11)
