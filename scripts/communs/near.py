"""Did-you-mean: a word somebody wrote → the nearest known names."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from rapidfuzz import fuzz, process

_NEAR = 72  # likeness out of 100 from which a name is worth proposing
_LIKE = 60  # … and when both begin with the same three letters: « publique », « publics »


def fold(word: str) -> str:
    """Lower case, no accents, letters and digits only: « Se Déplacer » and « se-deplacer » are one."""
    plain = unicodedata.normalize("NFKD", word.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(letter for letter in plain if letter.isalnum())


def nearest(word: str, known: Iterable[str], *, most: int = 3) -> list[str]:
    """The known names that a slip of the hand turns into `word`, best first."""
    folded: dict[str, str] = {}
    for name in known:
        folded.setdefault(fold(name), name)
    wanted = fold(word)
    if not wanted:
        return []
    if wanted in folded:
        return [folded[wanted]]
    if len(wanted) >= 4:
        starting = [name for key, name in folded.items() if key.startswith(wanted)]
        if starting:
            return sorted(starting, key=len)[:most]
    found = process.extract(wanted, folded.keys(), scorer=fuzz.ratio, limit=most, score_cutoff=_LIKE)
    return [folded[key] for key, score, _ in found if score >= _NEAR or key[:3] == wanted[:3]]
