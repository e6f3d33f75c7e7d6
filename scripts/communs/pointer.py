"""A JSON text and a path into its value → the place where that value begins."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from communs.findings import Path, Span
from communs.lines import line_starts, span_of

_SPACE = re.compile(r"[ \t\n\r]*")
_value = json.JSONDecoder().raw_decode


def place(content: str, path: Path) -> Span:
    """Where the value at `path` begins, or its nearest parent's; `content` is sound JSON."""
    at = _past_space(content, 0)
    for part in path:
        inside = dict(_members(content, at))
        if part not in inside:
            break
        at = inside[part]
    return span_of(line_starts(content), at, at)


def _members(content: str, at: int) -> Iterator[tuple[str | int, int]]:
    """Each name or number inside the object or list that begins at `at`, and where its value begins."""
    opening, number = content[at], 0
    at = _past_space(content, at + 1)
    while opening in "{[" and content[at] not in "}]":
        name: str | int = number
        if opening == "{":
            name, at = _value(content, at)
            at = _past_space(content, _past_space(content, at) + len(":"))
        yield name, at
        at = _past_space(content, _value(content, at)[1])
        if content[at] == ",":
            at = _past_space(content, at + 1)
        number += 1


def _past_space(content: str, at: int) -> int:
    found = _SPACE.match(content, at)
    return found.end() if found else at
