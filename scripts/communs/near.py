"""Did-you-mean: a word somebody wrote → the nearest known names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

_NEAR = 72  # likeness out of 100 from which a name is worth proposing
_LIKE = 60  # … and when both begin with the same three letters: « publique », « publics »
_LONG = 4  # letters from which the beginning of a name says enough
_WORDS = re.compile(r"[^\W_]+")


@lru_cache(maxsize=8192)
def fold(word: str) -> str:
    """Lower case, no accents, letters and digits only: « Se Déplacer » and « se-deplacer » are one."""
    plain = unicodedata.normalize("NFKD", word.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(letter for letter in plain if letter.isalnum())


@lru_cache(maxsize=8192)
def singular(word: str) -> str:
    """The same without the plural of its words: « Tiers-lieux » and « tiers lieu » are one."""
    words = map(fold, _WORDS.findall(word))
    return "".join(re.sub("[sx]$", "", part) if len(part) >= _LONG else part for part in words)


def nearest(word: str, known: Iterable[str], *, most: int = 3) -> list[str]:
    """The known names that a slip of the hand turns into `word`, best first."""
    names = list(dict.fromkeys(known))
    if found := same(word, names) or _beginning(fold(word), names):
        return found[:most]
    folded = {name: fold(name) for name in names}
    wanted = fold(word)
    near = process.extract(wanted, folded, scorer=fuzz.ratio, limit=most, score_cutoff=_LIKE)
    return [name for key, score, name in near if score >= _NEAR or key[:3] == wanted[:3]]


def equal(word: str, names: Iterable[str]) -> list[str]:
    """The names that differ from a word only by case, accents, hyphens and spaces."""
    wanted = fold(word)
    return [name for name in names if wanted and fold(name) == wanted]


def same(word: str, names: Iterable[str]) -> list[str]:
    """The `equal` names, else those that differ by a plural too."""
    among, wanted = list(names), singular(word)
    return equal(word, among) or [name for name in among if wanted and singular(name) == wanted]


def slips(word: str, names: Collection[str]) -> list[str]:
    """The names that are one slip of the finger away from a word, two where it is long; `same` ones if any."""
    wanted = fold(word)
    most = 0 if len(wanted) <= _LONG else 1 if len(wanted) <= 2 * _LONG else 2
    return same(word, names) or [
        name for name in names if most and OSA.distance(wanted, fold(name), score_cutoff=most) <= most
    ]


def meant(word: str, names: Collection[str]) -> list[str]:
    """The names that a word can only mean: `slips`, else the words of which it is the beginning.

    A name of several words says more than its first one: « réseau » is no « réseau d’accompagnement ».
    """
    wanted = fold(word)
    alone = [name for name in names if len(_WORDS.findall(name)) == 1] if len(wanted) >= _LONG else []
    return slips(word, names) or [name for name in alone if fold(name).startswith(wanted)]


def _beginning(wanted: str, names: Iterable[str]) -> list[str]:
    """The names that begin with a word, shortest first; else those of which one word does."""
    if len(wanted) < _LONG:
        return []
    starting = [name for name in names if fold(name).startswith(wanted)]
    inside = [name for name in names if any(fold(part).startswith(wanted) for part in _WORDS.findall(name))]
    return sorted(starting or inside, key=len)
