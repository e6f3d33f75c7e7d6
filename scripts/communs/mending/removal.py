"""A place of a document → the edit that takes it away with what only belonged to it, and nothing else."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from communs import located
from communs.findings import Path, TextEdit
from communs.kinds import at
from communs.lines import line_starts, range_of
from communs.located import Document
from communs.mending import edits

_BEFORE = re.compile(r"[ \t]*(-[ \t]+)?")  # what may stand on a line before an item, or before a field
_AFTER = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r|\Z)")
_COMMA = re.compile(r"\s*,\s*")


def without(value: Any, path: Path) -> Any:
    """The same value less what stands at a path."""
    left = deepcopy(value)
    del at(left, path[:-1])[path[-1]]
    return left


def removing(document: Document, path: Path) -> TextEdit | None:
    """The edit that takes away a field, or an item of a list; None where its writing does not let it be cut out."""
    place = (
        _in_line(document, path) if document.written(path[:-1])[:1] in ("[", "{") else _lines(document, path)
    )
    if place is None:
        return None
    edit = edits.replacing(document.text, *place, "")
    left = located.read(edits.applied(document.text, [edit]).encode(), document.path)
    return edit if left.value == without(document.value, path) else None


def _range(document: Document, path: Path) -> tuple[int, int, int]:
    """Where the line begins of the name of a field or of an item, where itself, and where its value ends."""
    starts, opening = line_starts(document.text), document.span(path, key=isinstance(path[-1], str))
    end = range_of(starts, document.span(path))[1]
    return starts[opening.line - 1], range_of(starts, opening)[0], end


def _lines(document: Document, path: Path) -> tuple[int, int] | None:
    """The whole lines of a field, or of an item with its dash."""
    line, start, end = _range(document, path)
    before, after = _BEFORE.fullmatch(document.text, line, start), _AFTER.match(document.text, end)
    if before is None or after is None or bool(before[1]) != isinstance(path[-1], int):
        return None
    return line, after.end()


def _in_line(document: Document, path: Path) -> tuple[int, int]:
    """A part of what stands between brackets, with its comma."""
    _, start, end = _range(document, path)
    if comma := _COMMA.match(document.text, end):
        return start, comma.end()
    before = re.search(r"\s*,\s*\Z", document.text[:start])
    return (before.start() if before else start), end
