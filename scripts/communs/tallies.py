"""Rows that each have a state → how many stand where, in words: « 3 engagements : 1 tenu, 2 en cours »."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from communs.display import Display
from communs.kinds import Field, say


def told(display: Display, field: Field, rows: Sequence[Mapping[str, Any]]) -> str:
    """The count of the rows of a field that its schema marks `tally`; empty where there is none."""
    marks = field.show.get("tally")
    if not marks or not rows or field.item is None:
        return ""
    state = field.item.children[marks["by"]]
    counts = Counter(standing(state, row) for row in rows)
    known = [id_ for target in state.links_to for id_ in display.catalogue.terms(target)]
    words = [f"{counts[id_]} {_agreed(display, state, id_, counts[id_])}" for id_ in known if counts[id_]]
    noun = say(marks["one" if len(rows) == 1 else "many"], display.lang)
    return f"{len(rows)} {noun}" + (display.translate(" : ") + ", ".join(words) if words else "")


def standing(state: Field, row: Mapping[str, Any]) -> str:
    """The state of a row: what it says, else what the schema takes for granted."""
    return str(row.get(state.name) or state.schema.get("default", ""))


def _agreed(display: Display, state: Field, id_: str, number: int) -> str:
    """« tenu », « tenus », « en cours »: a French word alone agrees, several do not."""
    word = display.word(state, id_).lower()
    return (
        f"{word}s"
        if display.lang == "fr" and number > 1 and " " not in word and word[-1] not in "sxz"
        else word
    )
