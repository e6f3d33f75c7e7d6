"""A territory → how a sentence says that something is there: « en Bretagne », « dans le Nord », « à Lille »."""

from __future__ import annotations

import re
from collections.abc import Mapping

from communs.territories import Territory

# The codes whose name has an article, or a preposition of its own; the names of other ones follow « en ».
_REGIONS = {"dans les": "32 52", "dans le": "44", "à": "04 06"}
_DEPARTEMENTS = {
    "à": "75 974 976",
    "dans l’": "01 02 03 10 11 12 27 34 36 60 61 89 91",
    "dans la": "23 26 42 50 51 55 58 72 80 86",
    "dans le": "14 15 18 25 29 30 32 39 41 45 46 47 49 56 59 62 63 67 68 69 81 82 83 84 90 94 95",
    "dans les": "04 05 06 08 13 22 40 64 65 66 78 79 88 92",
}
_WIDE = {
    "fr": {"france": "dans toute la France", "europe": "en Europe"},
    "en": {"france": "all over France", "europe": "in Europe"},
}
_MERGED = (("à Le ", "au "), ("à Les ", "aux "))


def said(territory: Territory, name: str, lang: str) -> str:
    """The words, or nothing where no grammar is sure."""
    if territory.id in _WIDE.get(lang, {}):
        return _WIDE[lang][territory.id]
    if territory.level not in ("region", "departement", "commune"):
        return ""
    if lang != "fr":
        return f"in {name}"
    if territory.level == "commune":
        return _merged(f"à {name}")
    before = _before(_REGIONS if territory.level == "region" else _DEPARTEMENTS, territory.code)
    return re.sub("’ ", "’", f"{before} {name}")


def _before(table: Mapping[str, str], code: str) -> str:
    return next((words for words, codes in table.items() if code in codes.split()), "en")


def _merged(words: str) -> str:
    for apart, together in _MERGED:
        if words.startswith(apart):
            return words.replace(apart, together, 1)
    return words
