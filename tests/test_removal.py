"""What is cut out of a text goes with its dash, its comma and its line, and everything else stays."""

from __future__ import annotations

import pytest

from communs.findings import Path
from communs.located import read
from communs.mending.edits import applied
from communs.mending.removal import removing, without


def _cut(content: str, path: Path) -> str | None:
    edit = removing(read(content.encode(), "f.yml"), path)
    return applied(content, [edit]) if edit is not None else None


@pytest.mark.parametrize(
    ("content", "path", "left"),
    [
        ("a: [x, y] # k\n", ("a", 0), "a: [y] # k\n"),
        ("a: [x, y] # k\n", ("a", 1), "a: [x] # k\n"),
        ("a: [x, 'y, z']\n", ("a", 1), "a: [x]\n"),
        ("a: [x, # de x\n  y]\n", ("a", 0), "a: [# de x\n  y]\n"),
        ("a: [x]\nb: 1\n", ("a",), "b: 1\n"),
        ("a:\n  - x # de x\n  # de y\n  - y\n", ("a", 0), "a:\n  # de y\n  - y\n"),
        ("a:\n- x\n- y", ("a", 1), "a:\n- x\n"),
        ("m:\n  - a: x\n    b: 2\n\n  - a: y\n", ("m", 0), "m:\n\n  - a: y\n"),
        ("m:\n  - a: x\n    b: 2\n", ("m", 0, "b"), "m:\n  - a: x\n"),
        ("m: [{a: x, b: 2}, {a: y}]\n", ("m", 0), "m: [{a: y}]\n"),
        ("m: [{a: x, b: 2}, {a: y}]\n", ("m", 0, "b"), "m: [{a: x}, {a: y}]\n"),
        ("# dit a\na: >-\n  x\n  y\nb: 1\n", ("a",), "# dit a\nb: 1\n"),
        ("a: 1\r\nb: 2\r\n", ("a",), "b: 2\r\n"),
        ("{a: 1, b: 2}\n", ("a",), "{b: 2}\n"),
    ],
)
def test_a_part_is_cut_out(content: str, path: Path, left: str) -> None:
    assert _cut(content, path) == left


@pytest.mark.parametrize(
    ("content", "path"),
    [
        ("m:\n  - a: x\n    b: 2\n", ("m", 0, "a")),  # the dash is on its line
        ("? a\n: b\nc: d\n", ("a",)),
        ("m:\n  -\n    a: x\n  - a: y\n", ("m", 0)),
        ("a:\n- - x\n  - y\n", ("a", 0, 0)),
        ("m:\n  - a\n", ("m", 0)),  # would be no list any more
    ],
)
def test_what_cannot_be_cut_cleanly_is_left_to_a_hand(content: str, path: Path) -> None:
    assert _cut(content, path) is None


def test_a_value_less_one_of_its_parts_is_another_value() -> None:
    value = {"a": [1, {"b": 2}]}
    assert without(value, ("a", 1, "b")) == {"a": [1, {}]}
    assert value == {"a": [1, {"b": 2}]}
