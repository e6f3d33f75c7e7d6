"""The catalogue and what was read at Wikidata → where they part, for a person to say which side is right."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from communs.catalogue import Catalogue
from communs.entries import Entry
from communs.facts import Claim, Facts, items
from communs.facts.agreement import agrees, namesakes
from communs.facts.enriched import Said
from communs.facts.filling import END, TYPE, answer, fills, never, said, source, tied
from communs.facts.items import Mention
from communs.kinds import select

_NAME = "P1813"  # the short name


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
    named = list(items.mentions(catalogue))
    known = [(mention, facts[mention.qid]) for mention in named if mention.qid in facts]
    terms = _terms(named, facts)
    pairs = [
        (mention.owner, told)
        for mention, told in known
        if isinstance(mention.owner, Entry) and not told.missing_since
    ]
    return Doubts(
        disagreements=[one for entry, told in pairs for one in _disagreements(entry, told, terms, day)],
        misfits=[one for entry, told in pairs if (one := _misfit(catalogue, entry, told, day))],
        over=[end for entry, told in pairs if (end := _over(entry, told, day))],
        merged=[(mention, told) for mention, told in known if told.merged and not told.missing_since],
        missing=[(mention, told) for mention, told in known if told.missing_since],
        untied=dict(_untied(catalogue)),
    )


def _terms(named: Iterable[Mention], facts: Mapping[str, Facts]) -> Mapping[tuple[str, str], set[str]]:
    """The items of each term, as they are written and as they are today, by its list and its id."""
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for mention in named:
        if not isinstance(mention.owner, Entry):
            vocabulary, term = mention.owner
            found[f"vocabulaires/{vocabulary.id}", term.id] |= {mention.qid, mention.become(facts)}
    return found


def _disagreements(
    entry: Entry, facts: Facts, terms: Mapping[tuple[str, str], set[str]], day: datetime.date
) -> Iterator[Disagreement]:
    for fill in fills(entry.kind):
        name, claims = answer(facts, fill.source, day)
        if not claims:
            continue
        lists = (fill.field.item or fill.field).links_to
        own = {term: meant for (of_list, term), meant in terms.items() if of_list in lists}
        for _, stated in select(entry.data, fill.pattern):
            if agrees(stated, claims, fill, own) is False:
                told = Said(fill=fill, property=name, claims=claims)
                yield Disagreement(entry=entry, facts=facts, stated=stated, said=told)


def _misfit(catalogue: Catalogue, entry: Entry, facts: Facts, day: datetime.date) -> Misfit | None:
    natures = tuple(
        claim for claim in said(facts, source(TYPE), day) if claim.get("item") in never(entry.kind)
    )
    misnamed = namesakes(_names(catalogue, entry), _names_of_item(facts, day)) is False
    if not natures and not misnamed:
        return None
    return Misfit(entry=entry, facts=facts, natures=natures, misnamed=misnamed)


def _names(catalogue: Catalogue, entry: Entry) -> list[str]:
    others = entry.data.get("noms_alternatifs")
    found = [entry.data.get("sigle"), *(others if isinstance(others, list) else ())]
    return [
        *(catalogue.name(entry, lang) for lang in ("fr", "en")),
        *(n for n in found if isinstance(n, str)),
    ]


def _names_of_item(facts: Facts, day: datetime.date) -> list[str]:
    short = (claim.get("value", "") for claim in said(facts, source(_NAME), day))
    return [*facts.labels.values(), *(name for names in facts.aliases.values() for name in names), *short]


def _over(entry: Entry, facts: Facts, day: datetime.date) -> Over | None:
    past = tuple(
        claim
        for claim in said(facts, source(END), day)
        if claim.get("value", "~") + "~" < day.isoformat()  # « 2026 » lasts until its last day
    )
    return Over(entry=entry, facts=facts, claims=past) if past and not entry.ended else None


def _untied(catalogue: Catalogue) -> Iterator[tuple[str, list[Entry]]]:
    for name, entries in catalogue.by_kind.items():
        if tied(catalogue.kinds[name]):
            waiting = (entry for entry in entries if not entry.draft and not entry.ended)
            yield name, [entry for entry in waiting if entry.identifier("wikidata") is None]
