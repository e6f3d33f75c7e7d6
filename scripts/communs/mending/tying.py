"""An entry and the item that it is → its text with that item in it, and what changed, for `git apply`."""

from __future__ import annotations

import difflib
import re

from communs import located
from communs.entries import ID, Entry
from communs.lines import line_starts, range_of
from communs.mending import edits
from communs.patched import patched

_LINES = re.compile(r"[^\n]*\n|[^\n]+")


def tied(entry: Entry, qid: str) -> str:
    """The text of an entry that names its item; an empty one where it cannot be said so that all else stays."""
    content, before = entry.document.text, entry.data
    known = before.get("identifiants", {})
    if not ID.fullmatch(entry.id) or not isinstance(known, dict):
        return ""
    after = {**before, "identifiants": {"wikidata": qid, **known}}
    tries = (_inserted(entry, qid) if known else "", patched(content, before, after, list(entry.kind.fields)))
    return next((new for new in tries if new and located.of_text(new, entry.path).value == after), "")


def _inserted(entry: Entry, qid: str) -> str:
    """The text with one more identifier before the first one, on a line of its own or in its braces."""
    content, first = entry.document.text, next(iter(entry.data["identifiants"]))
    span, starts = entry.document.span(("identifiants", first), key=True), line_starts(content)
    start, _ = range_of(starts, span)
    margin = content[starts[span.line - 1] : start]
    rest = ", " if margin.strip() else f"{edits.line_end(content)}{margin}"
    return f"{content[:start]}wikidata: {qid}{rest}{content[start:]}"


def diff(path: str, old: str, new: str) -> str:
    """One file's part of a patch, as `git apply` takes it."""
    lines = difflib.unified_diff(_LINES.findall(old), _LINES.findall(new), f"a/{path}", f"b/{path}")
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )
