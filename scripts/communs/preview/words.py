"""A text as it was and as it is → one text in which what went and what came are marked, word by word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

from markupsafe import Markup, escape

from communs.findings import Text, short, text
from communs.preview.fields import Pieces

Say = Callable[[Text], str]
_GONE, _COME = text("Retiré :"), text("Ajouté :")

_WORDS = re.compile(r"\s+|[\w’'-]+|[^\w\s]")
# Words of a piece that are compared one by one: the time of a comparison grows with their square.
_MOST = 1500
_LONGEST = 12_000  # signs of a piece that are shown
_ALIKE = 0.5  # likeness under which two pieces are two texts, not one that was corrected
_SHORT = 6  # words of a piece that is quicker to read whole, before and after


def marked(before: Pieces, after: Pieces, say: Say) -> list[Markup]:
    """The pieces, each on a line of its own: as it is, gone, come, or with marks inside."""
    found: list[Markup] = []
    for tag, i, j, k, n in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found += map(escape, map(_cut, before[i:j]))
        else:
            found += _swapped(before[i:j], after[k:n], say)
    return found


def _swapped(before: Sequence[str], after: Sequence[str], say: Say) -> Iterator[Markup]:
    """Pieces that took the place of others, side by side as far as there are both."""
    for old, new in zip(before, after, strict=False):
        yield _inside(_cut(old), _cut(new), say)
    for old in before[len(after) :]:
        yield gone(_cut(old), say)
    for new in after[len(before) :]:
        yield come(_cut(new), say)


def _inside(before: str, after: str, say: Say) -> Markup:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    few = min(len(old), len(new)) < 2 * _SHORT
    if few or max(len(old), len(new)) > _MOST:
        return gone(before, say) + " " + come(after, say)
    compared = SequenceMatcher(None, old, new, autojunk=False)
    if compared.ratio() < _ALIKE:
        return gone(before, say) + " " + come(after, say)
    parts = []
    for tag, i, j, k, n in compared.get_opcodes():
        if tag == "equal":
            parts.append(escape("".join(old[i:j])))
        else:
            parts += [
                mark("".join(words), say) for mark, words in ((gone, old[i:j]), (come, new[k:n])) if words
            ]
    return Markup().join(parts)


def gone(words: str, say: Say) -> Markup:
    """Words that are no longer there."""
    return Markup('<del><span class="cm-cache">{} </span>{}</del>').format(say(_GONE), words)


def come(words: str, say: Say) -> Markup:
    """Words that were not there."""
    return Markup('<ins><span class="cm-cache">{} </span>{}</ins>').format(say(_COME), words)


def _cut(words: str) -> str:
    return short(words, _LONGEST)


def around(before: str, after: str, most: int) -> tuple[str, str]:
    """Two texts cut to what holds in so many signs, from a little before the place where they part."""
    same = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    start = max(0, same - most // 4) if max(len(before), len(after)) > most else 0
    return _from(before, start, most), _from(after, start, most)


def _from(words: str, start: int, most: int) -> str:
    return short(("…" if start else "") + words[start:], most)
