"""The words of a group in an annotation → what is wrong with each: unknown here, or not of its form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from communs.findings import Path, Text

Faults = Iterator[tuple[Path, Text]]
Forms = Mapping[str, tuple[Text, Callable[[Any], bool]]]


def words(group: Mapping[str, Any], forms: Forms, unknown: Text, at: Path) -> Faults:
    """`forms` has for each word what to say and what holds; `unknown` tells of {mot} among {connus}."""
    for word, value in group.items():
        if word not in forms:
            yield (*at, word), unknown.about(mot=word, connus=", ".join(forms))
        elif not forms[word][1](value):
            yield (*at, word), forms[word][0]
