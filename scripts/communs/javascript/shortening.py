"""Marks for names → the shortest names that nothing else has, the most used ones first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from itertools import count, product
from string import ascii_letters, ascii_uppercase, digits

from communs.javascript.code import MARKS, is_global, property_name

_WORD = re.compile(r"[A-Za-z_$][\w$]*")


def shortened(texts: Mapping[str, str], kept: Collection[str]) -> dict[str, str]:
    """The texts with short names: a capital letter first at the first level, a dollar before a property."""
    whole = "\n".join(texts.values())
    # Whatever word stands in the text as it is keeps its meaning.
    taken = {*_WORD.findall(MARKS.sub(" ", whole)), *(f"${name}" for name in kept)}
    globals_ = (name for name in _names(ascii_uppercase, "") if name not in taken)
    properties = (name for name in _names(ascii_letters, "$") if name not in taken)
    short = {property_name(name): f"${name}" for name in kept}
    for mark, _ in Counter(mark[0] for mark in MARKS.finditer(whole)).most_common():
        found = MARKS.fullmatch(mark)
        if mark not in short and found is not None:
            short[mark] = next(globals_ if is_global(found) else properties)
    return {name: MARKS.sub(lambda mark: short[mark[0]], text) for name, text in texts.items()}


def _names(first: str, prefix: str) -> Iterator[str]:
    """A, B … Aa, Ab …"""
    for length in count(0):
        for head in first:
            for tail in product(ascii_letters + digits, repeat=length):
                yield prefix + head + "".join(tail)
