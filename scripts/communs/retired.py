"""A field that the catalogue is giving up (`x-retired`) → until when, what to write instead, and the renaming."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from communs.context import Context
from communs.findings import Finding, Path, Text, text
from communs.kinds import Field, select
from communs.mending import edits

_BOTH = text("« {nouveau} » est déjà là : retirez « {ancien} ».")


def fields(entry: Context) -> Iterator[Finding]:
    """What is given up stays readable for a while, so that nobody has to change everything in a day."""
    for pattern, field in entry.kind.having("x-retired"):
        for path, _ in select(entry.data, pattern):
            new = field.retired.get("use", "")
            taken = new in entry.parent(path)
            fix = None
            if new and not taken and _fits(entry, path, new):
                fix = edits.writing(entry.document, path, new, key=True)
            hint = _BOTH.about(nouveau=new, ancien=field.name) if taken else instead(field)
            yield entry.say(path, "champ-retire", "warning", ends(field), hint, key=True, fix=fix)


def ends(field: Field) -> Text:
    """Until when it may be written: true before that day, and after."""
    return text("Le champ « {champ} » prend fin le {date}.", champ=field.name, date=field.retired["on"])


def instead(field: Field) -> Text:
    """What to write instead, in the words of the schema where it has some."""
    words = field.retired
    if "fr" in words:
        return Text(fr=words["fr"], en=words.get("en"))
    return text("Écrivez « {nouveau} » à la place.", nouveau=words["use"])


def _fits(entry: Context, path: Path, new: str) -> bool:
    """Whether the schema takes under the new name what stands under the former one."""
    value, place = _renamed(entry.data, path, new), (*path[:-1], new)
    if entry.kind.gate(value):
        return True
    return all(
        tuple(error.absolute_path)[: len(place)] != place for error in entry.kind.judge.iter_errors(value)
    )


def _renamed(value: Any, path: Path, new: str) -> Any:
    """The same value, where what stands at a path has another name."""
    head, rest = path[0], path[1:]
    if isinstance(value, list):
        return [_renamed(item, rest, new) if n == head else item for n, item in enumerate(value)]
    if not rest:
        return {new if name == head else name: item for name, item in value.items()}
    return {name: _renamed(item, rest, new) if name == head else item for name, item in value.items()}
