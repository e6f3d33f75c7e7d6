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
from communs.facts import Facts, naming
from communs.facts.agreement import agrees
from communs.facts.filling import Fill, fills, over, said, source, unfit
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
        """Whether it can hardly be another: nothing against, and a number, or an address and a name, or the very name
        with a place or a date. A country is too wide a place.
        """
        number, address, name, near, date, *_ = self.rank
        against = bool(self.other) or self.over or near < 0
        backed = (address > 0 and name > 0) or (name == SAME_NAME and (near == SAME_PLACE or date > 0))
        return (number > 0 or backed) and not against

    def why(self, lang: str) -> Iterator[Text]:
        """What speaks for it, the strongest first, then against it."""
        yield from self._shared(text("même {champ}"), _NUMBERS, lang)
        yield from self._shared(text("même {champ}"), _ADDRESSES, lang)
        if self.name:
            yield text("même nom") if self.name == SAME_NAME else text("nom proche")
        if self.near:
            places = {SAME_PLACE: text("même lieu ({lieu})"), SAME_COUNTRY: text("même pays ({lieu})")}
            yield places.get(self.near, text("mais ailleurs ({lieu})")).about(
                lieu=naming.word(self.place, lang)
            )
        yield from self._shared(text("même date ({champ})"), _DATES, lang)
        for fill in self.other:
            yield text("désaccord : {champ}", champ=_lower(fill.label(lang)))
        if self.over:
            yield text("mais qui n’existe plus")

    def _shared(self, words: Text, formats: Collection[str], lang: str) -> Iterator[Text]:
        return (words.about(champ=_lower(fill.label(lang))) for fill in self.same if _form(fill) in formats)

    def _weigh(self, formats: Collection[str]) -> int:
        if any(_form(fill) in formats for fill in self.same):
            return 1
        return -1 if any(_form(fill) in formats for fill in self.other) else 0


def ranked(catalogue: Catalogue, entry: Entry, found: Iterable[Facts], day: datetime.date) -> list[Candidate]:
    """The candidates that convince, best first. What is found first stays first among equals."""
    items = {facts.resolved: facts for facts in found if not facts.missing_since}
    able = [
        _candidate(catalogue, entry, facts, day)
        for facts in items.values()
        if not unfit(facts, entry.kind, day)
    ]
    return sorted((one for one in able if one.convincing), key=lambda one: one.rank, reverse=True)


def sure(candidates: Sequence[Candidate]) -> Candidate | None:
    """The first, where the evidence is strong and no other has the like of it."""
    if not candidates or not candidates[0].strong:
        return None
    first, *rest = candidates
    return None if any(one.rank[:3] == first.rank[:3] for one in rest) else first


def _candidate(catalogue: Catalogue, entry: Entry, facts: Facts, day: datetime.date) -> Candidate:
    told = {fill.pattern: (fill, _agrees(entry, facts, fill, day)) for fill in fills(entry.kind)}
    near, place = _place(catalogue, entry, facts, day)
    return Candidate(
        facts=facts,
        same=[fill for fill, same in told.values() if same],
        other=[fill for fill, same in told.values() if same is False],
        name=_name(catalogue, entry, facts, day),
        near=near,
        place=place,
        over=not entry.ended and bool(over(facts, day)),
    )


def _agrees(entry: Entry, facts: Facts, fill: Fill, day: datetime.date) -> bool | None:
    if _form(fill) not in _NUMBERS | _ADDRESSES | _DATES:
        return None
    claims = said(facts, fill.source, day)
    told = [agrees(stated, claims, fill, ()) for _, stated in select(entry.data, fill.pattern)]
    return next((same for same in told if same is not None), None)


def _form(fill: Fill) -> str:
    return str((fill.field.item or fill.field).schema.get("format", ""))


def _name(catalogue: Catalogue, entry: Entry, facts: Facts, day: datetime.date) -> int:
    ours, theirs = naming.of_entry(catalogue, entry), naming.of_item(facts, day)
    if any(equal(name, theirs) for name in ours if name != entry.data.get("sigle")):
        return SAME_NAME
    return NEAR_NAME if naming.alike(ours, theirs) else 0


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


def _lower(label: str) -> str:
    """« Site web » → « site web », but « SIREN » stays."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
