"""A place of a document and what should stand there → the edit of its text; edits → the text they make."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from communs.findings import Path, TextEdit
from communs.lines import line_starts, range_of, span_of
from communs.written import inline

if TYPE_CHECKING:
    from communs.sheet import Judged


def writing(document: Judged, path: Path, value: Any, *, key: bool = False) -> TextEdit | None:
    """The edit that writes a value (or a key) at a path, with the quotes of its author where it had some.

    None where what stands there goes over several lines: how to cut the new value is for its author to say.
    """
    old = document.written(path, key=key)
    if not old or re.search(r"[\r\n]", old):
        return None
    new = inline(value)
    if old[0] in "\"'" and isinstance(value, str) and "\\" not in new and not set(value) & {'"', "'"}:
        new = f"{old[0]}{value}{old[0]}"
    return TextEdit(span=document.span(path, key=key), text=new, value=value)


def replacing(content: str, start: int, end: int, new: str) -> TextEdit:
    """The edit that puts a text in place of some characters, counted from 0."""
    return TextEdit(span=span_of(line_starts(content), start, end), text=new)


def line_end(content: str) -> str:
    """How the lines of a text end: as its first one does."""
    found = re.search(r"\r\n|\n|\r", content)
    return found[0] if found else "\n"


def disjoint(wanted: Iterable[TextEdit]) -> list[TextEdit]:
    """The edits that can be made together, in the order of the text: of two that overlap, the first."""
    kept: list[TextEdit] = []
    for edit in sorted(set(wanted), key=order):
        if not kept or order(edit)[:2] >= order(kept[-1])[2:4]:
            kept.append(edit)
    return kept


def order(edit: TextEdit) -> tuple[int, int, int, int, str]:
    """What sorts edits as they stand in their text."""
    span = edit.span
    return span.line, span.column, span.end_line, span.end_column, edit.text


def applied(content: str, wanted: Iterable[TextEdit]) -> str:
    """The text once its edits are made; every other character stays."""
    starts, parts, reached = line_starts(content), [], 0
    for edit in disjoint(wanted):
        start, end = range_of(starts, edit.span)
        parts += [content[reached:start], edit.text]
        reached = end
    return "".join([*parts, content[reached:]])
