"""The parser in plain Python reads as the one in C does, and complains in the same places with the same words."""

from __future__ import annotations

from typing import Any

import pytest
from yaml._yaml import CParser as InC
from yaml.error import MarkedYAMLError

from communs.plain_yaml import CParser as Plain
from communs.reading.characters import FORBIDDEN
from tests.conftest import CASES, ROOT

_FILES = [*sorted((ROOT / "catalogue").glob("*/*.yml")), *sorted(CASES.rglob("*.yml"))]
_TEXTS = [
    "a: b\tc\n",
    "a:\tb\n",
    "- a\n\t- b\n",
    "a: [https://exemple.fr/?x=1, b?]\n",
    "a: {b:c, d: e}\n",
    "a: [b:,]\n",
    "a: b\n  c\n\n  d\n\te\n",
    "a: |\n  b\n\n c\n",
    'a: "b\\qc"\n',
    "a: 'it''s'\n--- b\n",
    "a: b: c\n",
    "a: [b\nc: d\n",
    "? a\n: b\n",
    "a: !!str b\n*c : d\n",
    "a: >x\n  b\n",
    "[a]\nb\n",
    "a: b\n- c\n",
    "a: - b\n",
    "%YAML 1.1\n---\na: \U0001f600 é\n",
    "a: @b\n",
    "",
]


def _told(parser: Any) -> tuple[list[Any], tuple[Any, ...]]:
    """The events with their places, then the complaint."""
    events = []
    try:
        while parser.check_event():
            event = parser.get_event()
            parts = (
                getattr(event, name, None) or "" for name in ("value", "anchor", "tag", "style", "flow_style")
            )
            events.append((type(event).__name__, event.start_mark.index, event.end_mark.index, *parts))
    except MarkedYAMLError as error:
        assert error.problem_mark is not None
        since = error.context_mark or error.problem_mark
        return [], (error.problem, error.problem_mark.index, since.index)
    return events, ()


def _same(content: str) -> bool:
    events, complaint = _told(Plain(content))
    wanted, said = _told(InC(content))
    words = str(said[0]).replace("block mapping", "mapping") if said else ""
    return events == wanted and complaint[1:] == said[1:] and (not said or words in str(complaint[0]))


@pytest.mark.parametrize("content", _TEXTS)
def test_a_text(content: str) -> None:
    assert _same(content), (_told(Plain(content)), _told(InC(content)))


def test_every_file_of_ours() -> None:
    contents = [path.read_bytes().decode("utf-8", "replace") for path in _FILES]
    apart = [content for content in contents if not FORBIDDEN.search(content) and not _same(content)]
    assert apart == []
