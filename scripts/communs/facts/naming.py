"""The names of an entry and those of an item → whether they may be of one thing."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from communs.catalogue import Catalogue
from communs.entries import Entry
from communs.facts import Facts
from communs.facts.filling import said, source
from communs.territories import words_of
from communs.words import LANGUAGES

_SHORT = "P1813"
_ALIKE = 80  # likeness out of 100 of two names of one thing
_WEAK = {  # articles and legal forms: they tell no organisation from another
    "a", "and", "au", "aux", "d", "de", "des", "du", "en", "et", "for", "l", "la", "le", "les", "of", "pour", "the",
    "asso", "association", "coop", "cooperative", "sa", "sarl", "sas", "scic", "scop", "societe", "un", "une",
}  # fmt: skip


def of_entry(catalogue: Catalogue, entry: Entry) -> list[str]:
    """Its name in each language, its other names, its acronym last."""
    others = entry.data.get("noms_alternatifs")
    told = [
        *(catalogue.name(entry, lang) for lang in LANGUAGES),
        *(others if isinstance(others, list) else ()),
        entry.data.get("sigle"),
    ]
    return list(dict.fromkeys(name.strip() for name in told if isinstance(name, str) and name.strip()))


def of_item(facts: Facts, day: datetime.date) -> list[str]:
    """Its labels, its other names, its short ones."""
    others = (name for names in facts.aliases.values() for name in names)
    short = (claim.get("value", "") for claim in said(facts, source(_SHORT), day))
    return [*facts.labels.values(), *others, *short]


def word(words: Mapping[str, str], lang: str) -> str:
    """A label or a description of an item for people of a language, or an empty text."""
    return next((words[one] for one in (lang, "mul", "fr", "en") if one in words), "")


def alike(names: Sequence[str], others: Sequence[str]) -> bool | None:
    """Whether a name of some is near a name of others; None where there is none to compare."""
    ours, theirs = _strong(names), _strong(others)
    if not ours or not theirs:
        return None
    return any(_near(one, other) for one in ours for other in theirs)


def _strong(names: Sequence[str]) -> list[tuple[str, ...]]:
    """The words of each that tell it from others."""
    split = [words_of(name).split() for name in names]
    return [tuple(word for word in words if word not in _WEAK) or tuple(words) for words in split if words]


def _near(one: Sequence[str], other: Sequence[str]) -> bool:
    fewer, more = sorted((set(one), set(other)), key=len)
    return fewer <= more or fuzz.ratio("".join(one), "".join(other)) >= _ALIKE
