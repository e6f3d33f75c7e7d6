"""Edits: what is written in a place, and nothing elsewhere."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from communs.located import read
from communs.mending.edits import applied, disjoint, line_end, replacing, writing


@pytest.mark.parametrize(
    ("content", "path", "value", "key", "made"),
    [
        ("a: b # c\n", ("a",), "d", False, "a: d # c\n"),
        ("a: 'b'\n", ("a",), "d", False, "a: 'd'\n"),
        ('a: "b"\n', ("a",), "2018", False, 'a: "2018"\n'),
        ("a: 'b'\n", ("a",), "l'été", False, 'a: "l\'été"\n'.replace('"', "")),
        ("a: 'b'\n", ("a",), "2018", False, "a: '2018'\n"),
        ("a: 'b'\n", ("a",), True, False, "a: true\n"),
        ("a: b\n", ("a",), "2018", False, 'a: "2018"\n'),
        ("a: b\n", ("a",), ["c", "d: e"], False, 'a: [c, "d: e"]\n'),
        ("a: [é, b]\n", ("a", 1), "c", False, "a: [é, c]\n"),
        ("a: b\n", ("a",), "c", True, "c: b\n"),
        ('{"a": b}\n', ("a",), "c", True, '{"c": b}\n'),
        ("? a\n: b\n", ("a",), "c", True, "? c\n: b\n"),
    ],
)
def test_writing(content: str, path: tuple[str | int, ...], value: Any, key: bool, made: str) -> None:
    document = read(content.encode(), "f.yml")
    edit = writing(document, path, value, key=key)
    assert edit is not None
    assert applied(content, [edit]) == made


@pytest.mark.parametrize("content", ["a: |\n  b\n", "a: b\n  c\n", "a: 'b\n  c'\n", "a:\n"])
def test_what_goes_over_several_lines_is_left_to_its_author(content: str) -> None:
    assert writing(read(content.encode(), "f.yml"), ("a",), "d") is None


def test_of_two_that_overlap_the_first_is_made() -> None:
    content = "abcdef\n"
    first, second, insertion = (
        replacing(content, *place) for place in ((1, 4, "X"), (3, 5, "Y"), (4, 4, "Z"))
    )
    assert disjoint([second, insertion, first, first]) == [first, insertion]
    assert applied(content, [second, insertion, first]) == "aXZef\n"


@pytest.mark.parametrize(
    ("content", "end"), [("a\r\nb\n", "\r\n"), ("a\rb\n", "\r"), ("a\n", "\n"), ("a", "\n")]
)
def test_how_lines_end(content: str, end: str) -> None:
    assert line_end(content) == end


TEXTS = st.text(alphabet="aé\n\r ", max_size=30)


@settings(max_examples=200)
@given(TEXTS, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5)), max_size=4))
@example("a\r\nb", [(2, 1)])
def test_every_other_character_stays(content: str, places: list[tuple[int, int]]) -> None:
    kept, made, reached = [], [], 0
    for start, size in sorted(places):
        end = min(start + size, len(content))
        inside_a_break = {content[at - 1 : at + 1] == "\r\n" for at in (start, end) if at}
        if reached <= start <= end and inside_a_break <= {False} and (not made or start > reached):
            kept += [content[reached:start], "<>"]
            made.append(replacing(content, start, end, "<>"))
            reached = end
    assert applied(content, made) == "".join([*kept, content[reached:]])
