"""The catalogue and what was read at Wikidata → where they part, for a person to say which side is right."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from communs.catalogue import Catalogue
from communs.entries import Entry
from communs.facts import Claim, Facts, items, naming
from communs.facts.agreement import agrees
from communs.facts.enriched import Said
from communs.facts.filling import answer, fills, over, tied, unfit
from communs.facts.items import Mention
from communs.kinds import select


@dataclass(frozen=True, kw_only=True)
class Disagreement:
    """What an entry states in a field, and its item says otherwise."""

    entry: Entry
    facts: Facts
    stated: Any
    said: Said


@dataclass(frozen=True, kw_only=True)
class Misfit:
    """An item that is likely not the entry's: what it is and cannot be, and whether its names are others."""

    entry: Entry
    facts: Facts
    natures: tuple[Claim, ...]
    misnamed: bool


@dataclass(frozen=True, kw_only=True)
class Over:
    """An entry that runs here, and whose item has come to its end."""

    entry: Entry
    facts: Facts
    claims: tuple[Claim, ...]


@dataclass(frozen=True, kw_only=True)
class Doubts:
    """All of them. `untied` are the entries without an item, of each kind that may have some."""

    disagreements: Sequence[Disagreement]
    misfits: Sequence[Misfit]
    over: Sequence[Over]
    merged: Sequence[tuple[Mention, Facts]]
    missing: Sequence[tuple[Mention, Facts]]
    untied: Mapping[str, Sequence[Entry]]


def of(catalogue: Catalogue, facts: Mapping[str, Facts], day: datetime.date) -> Doubts:
    """What is to be read again, in the order of files. Of an item that is gone nothing else is said."""
    named = items.mentions(catalogue)
    known = [(mention, facts[mention.qid]) for mention in named if mention.qid in facts]
    terms = list(items.of_terms(catalogue, facts))
    pairs = [
        (mention.owner, told)
        for mention, told in known
        if isinstance(mention.owner, Entry) and not told.missing_since
    ]
    return Doubts(
        disagreements=[one for entry, told in pairs for one in _disagreements(entry, told, terms, day)],
        misfits=[one for entry, told in pairs if (one := misfit(catalogue, entry, told, day))],
        over=[end for entry, told in pairs if (end := _over(entry, told, day))],
        merged=[(mention, told) for mention, told in known if told.merged and not told.missing_since],
        missing=[(mention, told) for mention, told in known if told.missing_since],
        untied=dict(_untied(catalogue)),
    )


def _disagreements(
    entry: Entry, facts: Facts, terms: Collection[tuple[str, str, str]], day: datetime.date
) -> Iterator[Disagreement]:
    for fill in fills(entry.kind):
        name, claims = answer(facts, fill.source, day)
        if not claims:
            continue
        lists = (fill.field.item or fill.field).links_to
        own = {(term, qid) for of_list, term, qid in terms if of_list in lists}
        for _, stated in select(entry.data, fill.pattern):
            if agrees(stated, claims, fill, own) is False:
                told = Said(fill=fill, property=name, claims=claims)
                yield Disagreement(entry=entry, facts=facts, stated=stated, said=told)


def misfit(catalogue: Catalogue, entry: Entry, facts: Facts, day: datetime.date) -> Misfit | None:
    """Whether an item is likely not the entry's."""
    natures = unfit(facts, entry.kind, day)
    misnamed = naming.alike(naming.of_entry(catalogue, entry), naming.of_item(facts, day)) is False
    if not natures and not misnamed:
        return None
    return Misfit(entry=entry, facts=facts, natures=natures, misnamed=misnamed)


def _over(entry: Entry, facts: Facts, day: datetime.date) -> Over | None:
    ends = over(facts, day)
    return Over(entry=entry, facts=facts, claims=ends) if ends and not entry.ended else None


def _untied(catalogue: Catalogue) -> Iterator[tuple[str, list[Entry]]]:
    for name, entries in catalogue.by_kind.items():
        if tied(catalogue.kinds[name]):
            waiting = (entry for entry in entries if not entry.draft and not entry.ended)
            yield name, [entry for entry in waiting if entry.identifier("wikidata") is None]
