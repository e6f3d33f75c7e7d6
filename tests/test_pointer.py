"""Where a value stands in a JSON text."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communs.findings import Path
from communs.lines import line_starts
from communs.pointer import place

TEXT = """{
  "a": [1, {"b": "é, \\"}", "c" : null}],
  "vide": {}, "liste": [
    [], true
  ]
}
"""


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        ((), 1, 1),
        (("a",), 2, 8),
        (("a", 0), 2, 9),
        (("a", 1, "b"), 2, 18),
        (("a", 1, "c"), 2, 34),
        (("vide",), 3, 11),
        (("liste", 0), 4, 5),
        (("liste", 1), 4, 9),
        (("a", 7), 2, 8),
        (("a", 0, "x"), 2, 9),
        (("absent",), 1, 1),
    ],
)
def test_the_place_of_a_value(path: Path, line: int, column: int) -> None:
    span = place(TEXT, path)
    assert (span.line, span.column) == (line, column)


def test_of_a_name_written_twice_the_last_counts_as_for_json() -> None:
    assert place('{"a": 1, "a": 2}', ("a",)).column == 15


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=4), inside, max_size=4),
    max_leaves=12,
)


@settings(max_examples=100)
@given(VALUES, st.sampled_from([None, 1]))
def test_every_value_is_found_where_it_stands(value: object, indent: int | None) -> None:
    content = json.dumps(value, indent=indent)

    def look(inner: object, path: Path) -> None:
        span = place(content, path)
        start = line_starts(content)[span.line - 1] + span.column - 1
        assert json.JSONDecoder().raw_decode(content, start)[0] == inner
        steps = (
            inner.items() if isinstance(inner, dict) else enumerate(inner) if isinstance(inner, list) else ()
        )
        for step, item in steps:
            look(item, (*path, step))

    look(value, ())
