"""The catalogue, its freshness and its facts → `/qualite/`: what to read again, and where to correct it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from communs import draft
from communs.display import Node
from communs.entries import Entry
from communs.facts import Claim, Facts, doubts
from communs.facts.doubts import Disagreement, Misfit, Over
from communs.facts.enriched import finest
from communs.facts.filling import END, TYPE, Fill, plain, source
from communs.facts.items import Mention
from communs.findings import short
from communs.kinds import Field
from communs.pages.edition import Edition
from communs.pages.page import Page, to_root

ADDRESS = "qualite/"
_BASE = to_root(ADDRESS)
_BARE = Fill(field=Field(name="", schema={}), source=source(TYPE))  # for what no field asks for


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing to read again: where it is corrected here and at Wikidata, and what its sentence tells."""

    name: str
    to: str
    what: str
    here: str
    there: str
    told: Mapping[str, Any]
    lang: str | None = None  # of the name, if not the page’s


def page(edition: Edition) -> Page:
    """`/qualite/`: what was confirmed when, what is missing, and where Wikidata says otherwise."""
    entries = list(edition.catalogue.entries.values())
    found = doubts.of(edition.catalogue, edition.facts, edition.day)
    return edition.page(
        "qualite.html", ADDRESS, edition.say("Qualité des fiches"),
        edition.say("Ce qui a été confirmé par les membres, ce qui vieillit, ce qui manque."),
        total=len(entries),
        prefilled=[entry for entry in entries if entry.prefilled],
        confirmed=[entry for entry in entries if edition.confirmed(entry)],
        doubtful=[entry for entry in entries if not entry.draft and edition.doubtful(entry)],
        drafts=[(entry, _lacking(edition, entry)) for entry in entries if entry.draft],
        read=max((facts.retrieved for facts in edition.facts.values()), default=""),
        disagreements=[_disagreement(edition, one) for one in found.disagreements],
        misfits=[_misfit(edition, one) for one in found.misfits],
        over=[_over(edition, one) for one in found.over],
        merged=[_mention(edition, *one) for one in found.merged],
        missing=[_mention(edition, *one) for one in found.missing],
        untied=[(edition.catalogue.kinds[kind], list(_untied(edition, some))) for kind, some in found.untied.items()],
    )  # fmt: skip


def _lacking(edition: Edition, entry: Entry) -> list[str]:
    """The fields that a draft still misses, by their names for people."""
    either = edition.say(" ou ")
    return [
        either.join(entry.kind.fields[name].label(edition.lang) for name in names)
        for names in draft.lacking(entry.kind, entry.data)
    ]


def _line(edition: Edition, entry: Entry, there: str, **told: Any) -> Line:
    return Line(
        name=edition.name(entry),
        lang=edition.name_lang(entry),
        to=f"{_BASE}{entry.kind.name}/{entry.id}/",
        what=entry.kind.singular(edition.lang),
        here=f"{_BASE}contribuer/nouvelle-fiche/{entry.kind.name}/?fiche={entry.id}",
        there=there,
        told=told,
    )


def _disagreement(edition: Edition, one: Disagreement) -> Line:
    said, fill = one.said, one.said.fill
    return _line(
        edition,
        one.entry,
        edition.settings.wikidata.item(one.facts.resolved, said.property),
        label=fill.field.label(edition.lang) if fill.source.part else edition.claimed.label(said, one.entry),
        ours=edition.display.node(fill.field, one.stated),
        theirs=_values(edition, said.claims, fill),
    )


def _values(edition: Edition, claims: Sequence[Claim], fill: Fill = _BARE) -> list[Node]:
    """What is claimed, each once; what would fit no page is shown as it was read, cut."""
    return list(dict.fromkeys(_value(edition, claim, fill) for claim in finest(claims)))


def _value(edition: Edition, claim: Claim, fill: Fill) -> Node:
    half = plain(claim, fill.source) if fill.source.part else None
    if half is not None:
        return edition.display.node(fill.field, half)
    return edition.claimed.value(fill, claim) or Node(text=short(claim.get("value", "")))


def _misfit(edition: Edition, one: Misfit) -> Line:
    return _line(
        edition,
        one.entry,
        edition.settings.wikidata.item(one.facts.resolved, TYPE if one.natures else ""),
        theirs=_values(edition, one.natures),
        called=_called(edition, one.facts) if one.misnamed else None,
    )


def _called(edition: Edition, facts: Facts) -> Node:
    """Its label, else its first other name."""
    others = (name for names in facts.aliases.values() for name in names)
    return edition.claimed.words(facts.labels) or Node(text=next(others, facts.resolved))


def _over(edition: Edition, one: Over) -> Line:
    there = edition.settings.wikidata.item(one.facts.resolved, END)
    return _line(edition, one.entry, there, theirs=_values(edition, one.claims))


def _mention(edition: Edition, mention: Mention, facts: Facts) -> Line:
    """An item that was merged or is gone; the editor of a term is that of its list, on the forge."""
    there = edition.settings.wikidata.item(facts.resolved)
    told = {"qid": mention.qid, "right": facts.resolved, "day": facts.missing_since}
    if isinstance(mention.owner, Entry):
        return _line(edition, mention.owner, there, **told)
    vocabulary, term = mention.owner
    forge = edition.settings.forge
    here = forge.edit(vocabulary.path) if forge else ""
    what = vocabulary.title(edition.lang)
    return Line(name=term.label(edition.lang), to="", what=what, here=here, there=there, told=told)


def _untied(edition: Edition, entries: Iterable[Entry]) -> Iterator[Line]:
    for entry in entries:
        yield _line(edition, entry, edition.settings.wikidata.search(edition.name(entry)))
