"""A YAML text → the events that make its values, until the library gives up: its complaint is raised."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Any

from yaml._yaml import CParser  # libyaml's events: ten times faster than pure Python
from yaml.error import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

Start = MappingStartEvent | SequenceStartEvent
_OF_NODES = (Start, MappingEndEvent, SequenceEndEvent, ScalarEvent, AliasEvent)


def of_nodes(content: str) -> Generator[Event, None, None]:
    """The events of values. Raises MarkedYAMLError where the text is no YAML."""
    yield from (event for event in _all(content) if isinstance(event, _OF_NODES))


def unread(content: str) -> int:
    """How many characters follow the place where the library gives up; none where it reads to the end."""
    try:
        for _ in _all(content):
            pass
    except MarkedYAMLError as error:
        return len(content) - gave_up(error)[0]
    return 0


def gave_up(error: MarkedYAMLError) -> tuple[int, int]:
    """The character where the library gave up, and where what it was reading began (or the same place)."""
    at, since = (
        mark.index if mark is not None else 0
        for mark in (error.problem_mark, error.context_mark or error.problem_mark)
    )
    return at, since


def extent(event: Event) -> tuple[int, int]:
    """From the first character of an event to just before another one."""
    start, end = event.start_mark, event.end_mark
    return (start.index if start is not None else 0), (end.index if end is not None else 0)


def _all(content: str) -> Iterator[Any]:
    parser = CParser(content)
    try:
        while parser.check_event():
            yield parser.get_event()
    finally:
        parser.dispose()
