"""An entry and the items that a search found → those that it may be, the likeliest first, and why.

The order is lexicographic, from what only one body in the world has to what many share: an official number (SIREN),
an address of its own (website, repository, account), the name, the place, a date. No sum of weights: a hundred
likely things do not outdo a number that differs, and each rank can be said in words.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from communs.catalogue import Catalogue
from communs.entries import Entry
from communs.facts import Facts
from communs.facts.agreement import agrees, namesakes
from communs.facts.filling import END, TYPE, Fill, fills, never, said, source
from communs.findings import Text, text
from communs.kinds import select
from communs.near import equal
from communs.territories import Territory, words_of
from communs.words import LANGUAGES

MOST = 3  # shown to a person, who has to read each
COUNTRY = "P17"
PLACES = ("P159", "P131", COUNTRY)  # headquarters, what it lies in
_NUMBERS, _ADDRESSES, _DATES = {"siren", "siret", "rna"}, {"uri"}, {"date", "date-partielle"}
_PREFIXES: Mapping[tuple[str, ...], str] = {("territoires",): "", ("territoires/commune",): "commune:"}
_WIDE = {"europe", "francophonie", "international"}
SAME_NAME, NEAR_NAME = 2, 1
SAME_PLACE, SAME_COUNTRY, ELSEWHERE = 2, 1, -1


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """An item that an entry may be: the fields that say the `same` in both, and those that say `other` things.

    `name` and `near` are the ranks below; `place` names where both are, or where the item is instead; `over`: the item
    has come to its end, the entry has not.
    """

    facts: Facts
    same: Sequence[Fill]
    other: Sequence[Fill]
    name: int
    near: int
    place: Mapping[str, str]
    over: bool

    @property
    def qid(self) -> str:
        """The item, or the one that it was merged with."""
        return self.facts.resolved

    @property
    def rank(self) -> tuple[int, ...]:
        """What sorts candidates, the highest first. A number that differs is another body; a website may be an old one."""
        number, address, date = (self._weigh(formats) for formats in (_NUMBERS, _ADDRESSES, _DATES))
        return number, max(address, 0), self.name, self.near, date, -len(self.other), -self.over

    @property
    def convincing(self) -> bool:
        """Whether it is worth a person's look."""
        number, address, name, near, date, *_ = self.rank
        alike = name == SAME_NAME or (name == NEAR_NAME and (near > 0 or date > 0))
        return number > 0 or address > 0 or (alike and number == 0)

    @property
    def strong(self) -> bool:
        """Whether it can hardly be another: a number; or an address or the very name, one thing more, nothing against."""
        number, address, name, near, date, *_ = self.rank
        against = bool(self.other) or self.over or near < 0
        backed = (address > 0 and name > 0) or (name == SAME_NAME and (near > 0 or date > 0))
        return number > 0 or (backed and not against)

    def why(self, lang: str) -> Iterator[Text]:
        """What speaks for it, then against it."""
        for fill in self.same:
            shown = text("même date ({champ})") if _form(fill) in _DATES else text("même {champ}")
            yield shown.about(champ=_lower(fill.label(lang)))
        if self.name:
            yield text("même nom") if self.name == SAME_NAME else text("nom proche")
        if self.near:
            places = {SAME_PLACE: text("même lieu ({lieu})"), SAME_COUNTRY: text("même pays ({lieu})")}
            yield places.get(self.near, text("mais ailleurs ({lieu})")).about(lieu=word(self.place, lang))
        for fill in self.other:
            yield text("désaccord : {champ}", champ=_lower(fill.label(lang)))
        if self.over:
            yield text("mais qui n’existe plus")

    def _weigh(self, formats: Collection[str]) -> int:
        if any(_form(fill) in formats for fill in self.same):
            return 1
        return -1 if any(_form(fill) in formats for fill in self.other) else 0


def ranked(catalogue: Catalogue, entry: Entry, found: Iterable[Facts], day: datetime.date) -> list[Candidate]:
    """The candidates that convince, best first. What is found first stays first among equals."""
    items = {facts.resolved: facts for facts in found if not facts.missing_since}
    able = [
        _candidate(catalogue, entry, facts, day) for facts in items.values() if _may_be(entry, facts, day)
    ]
    return sorted((one for one in able if one.convincing), key=lambda one: one.rank, reverse=True)


def sure(candidates: Sequence[Candidate]) -> Candidate | None:
    """The first, where the evidence is strong and no other has the like of it."""
    if not candidates or not candidates[0].strong:
        return None
    first, *rest = candidates
    return None if any(one.rank[:3] == first.rank[:3] for one in rest) else first


def names(catalogue: Catalogue, entry: Entry) -> list[str]:
    """What to search for: its name, its other names, its acronym."""
    others, short = entry.data.get("noms_alternatifs"), entry.data.get("sigle")
    told = [catalogue.name(entry), *(others if isinstance(others, list) else ()), short]
    return list(dict.fromkeys(name.strip() for name in told if isinstance(name, str) and name.strip()))


def _may_be(entry: Entry, facts: Facts, day: datetime.date) -> bool:
    """Whether its nature does not forbid it: no person, no disambiguation page."""
    return not any(claim.get("item") in never(entry.kind) for claim in said(facts, source(TYPE), day))


def _candidate(catalogue: Catalogue, entry: Entry, facts: Facts, day: datetime.date) -> Candidate:
    told = {fill.pattern: (fill, _agrees(entry, facts, fill, day)) for fill in fills(entry.kind)}
    near, place = _place(catalogue, entry, facts, day)
    return Candidate(
        facts=facts,
        same=[fill for fill, same in told.values() if same],
        other=[fill for fill, same in told.values() if same is False],
        name=_name(catalogue, entry, facts),
        near=near,
        place=place,
        over=not entry.ended and bool(said(facts, source(END), day)),
    )


def _agrees(entry: Entry, facts: Facts, fill: Fill, day: datetime.date) -> bool | None:
    if _form(fill) not in _NUMBERS | _ADDRESSES | _DATES:
        return None
    claims = said(facts, fill.source, day)
    told = [agrees(stated, claims, fill, {}) for _, stated in select(entry.data, fill.pattern)]
    return next((same for same in told if same is not None), None)


def _form(fill: Fill) -> str:
    return str((fill.field.item or fill.field).schema.get("format", ""))


def _name(catalogue: Catalogue, entry: Entry, facts: Facts) -> int:
    ours = names(catalogue, entry)
    theirs = [*facts.labels.values(), *(name for found in facts.aliases.values() for name in found)]
    if any(equal(name, theirs) for name in ours if name != entry.data.get("sigle")):
        return SAME_NAME
    return NEAR_NAME if namesakes(ours, theirs) else 0


def _place(
    catalogue: Catalogue, entry: Entry, facts: Facts, day: datetime.date
) -> tuple[int, Mapping[str, str]]:
    """How near they are, and the names of the place that says so."""
    ours = list(_territories(catalogue, entry))
    known = {words_of(catalogue.territories.name_in(one, lang)) for one in ours for lang in LANGUAGES}
    theirs = [(name, labels) for name in PLACES for labels in _labels(facts, name, day)]
    for name, labels in theirs:
        if any(words_of(label) in known for label in labels.values()):
            return (SAME_COUNTRY if name == COUNTRY else SAME_PLACE), labels
    country = [labels for name, labels in theirs if name == COUNTRY]
    bounded = ours and not any(one.id in _WIDE for one in ours)
    return (ELSEWHERE, country[0]) if bounded and country else (0, {})


def _territories(catalogue: Catalogue, entry: Entry) -> Iterator[Territory]:
    """The places that an entry names, and what contains them."""
    for pattern, field in entry.kind.links:
        prefix = _PREFIXES.get(field.links_to)
        for _, value in select(entry.data, pattern) if prefix is not None else ():
            if found := catalogue.territories.get(f"{prefix}{value}"):
                yield found
                yield from filter(None, map(catalogue.territories.get, found.parents))


def _labels(facts: Facts, name: str, day: datetime.date) -> Iterator[Mapping[str, Any]]:
    return (claim["labels"] for claim in said(facts, source(name), day) if claim.get("labels"))


def word(words: Mapping[str, str], lang: str) -> str:
    """A name of an item for people of a language, or an empty text."""
    return next((words[one] for one in (lang, "mul", "fr", "en") if one in words), "")


def _lower(label: str) -> str:
    """« Site web » → « site web », but « SIREN » stays."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
