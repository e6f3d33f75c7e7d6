"""The entries of a kind → what narrows them: a facet for each field that its schema marks so."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from communs import near
from communs.concepts import CONCEPTS
from communs.entries import Entry
from communs.kinds import Field, Kind, Pattern, select
from communs.pages import facet_places
from communs.pages.edition import Edition
from communs.pages.facet import FIRST, MOST, NAMES, Facet, Value

_UNSAFE = re.compile(r"[^a-z0-9.]+")


def of(edition: Edition, kind: Kind, entries: Sequence[Entry]) -> tuple[Facet, ...]:
    """What narrows these entries, in the schema's order; not what they all have alike."""
    found: dict[str, Facet] = {}
    for pattern, field in kind.having("x-show") if len(entries) > 1 else ():
        if field.show.get("facet"):
            facet = _Marked(edition=edition, kind=kind, pattern=pattern, field=field).facet(entries)
            if any(value.count < len(entries) for value in facet.values):
                found.setdefault(facet.name, facet)
    return tuple(found.values())


def rows(facets: Sequence[Facet]) -> list[tuple[tuple[int, ...], ...]]:
    """For each entry the places of its values, facet after facet."""
    return list(zip(*(facet.rows for facet in facets), strict=True))


def places(facets: Sequence[Facet]) -> dict[str, Any]:
    """Which facet is that of territories, and what its values lie in: what a script counts with."""
    at = next((at for at, facet in enumerate(facets) if facet.within), -1)
    return {"at": at, "within": facets[at].within, "wide": facets[at].wide} if at >= 0 else {"at": at}


@dataclass(frozen=True, kw_only=True)
class _Marked:
    """A field of a kind that narrows."""

    edition: Edition
    kind: Kind
    pattern: Pattern
    field: Field

    @cached_property
    def one(self) -> Field:
        """The field of one value."""
        return self.field.item or self.field

    @cached_property
    def target(self) -> str:
        """The list that its values are of, if any."""
        return next((to.removeprefix("vocabulaires/").partition("/")[0] for to in self.one.links_to), "")

    @cached_property
    def name(self) -> str:
        """Its name in the schema: of `membre_de`, `*`, `alliance` the last."""
        return [part for part in self.pattern if part.isidentifier()][-1]

    @cached_property
    def concept(self) -> bool:
        """Whether each value has a page that lists all that has it."""
        return self.target in CONCEPTS and "default" not in self.field.schema

    def facet(self, entries: Sequence[Entry]) -> Facet:
        """Its values, and which entries have them."""
        told = [list(dict.fromkeys(self._told(entry))) for entry in entries]
        if self.target == facet_places.LIST:
            before = "commune:" if "territoires/commune" in self.one.links_to else ""
            named = [[before + id_ for id_ in row] for row in told]
            return facet_places.facet(self.edition, named)
        own: defaultdict[str, list[int]] = defaultdict(list)
        words: dict[str, str] = {}
        for at, row in enumerate(told):
            for written in row:
                step = _UNSAFE.sub("-", written.lower()).strip("-.")
                words.setdefault(step, written)
                own[step].append(at)
        values = self._ordered({step: tuple(dict.fromkeys(own[step])) for step in own if step}, words)
        rows: list[list[int]] = [[] for _ in entries]
        for at, value in enumerate(values):
            for row_at in own[value.id]:
                rows[row_at].append(at)
        return Facet(
            name=NAMES.get(self.target, self.name),
            label=self.field.label(self.edition.lang),
            values=tuple(values),
            rows=tuple(map(tuple, rows)),
        )

    def _told(self, entry: Entry) -> Iterator[str]:
        """The ids of an entry; where it says nothing, what the schema says that this means."""
        found = [value for _, value in select(entry.data, self.pattern)] or [self.field.schema.get("default")]
        for value in found:
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, bool):
                    yield "oui" if one else "non"
                elif isinstance(one, str) and one.strip():
                    yield one

    def _ordered(self, own: Mapping[str, tuple[int, ...]], words: Mapping[str, str]) -> list[Value]:
        """In the order of their list, else by name; where they are many, the most used first."""
        listed = [id_ for to in self.one.links_to for id_ in self.edition.catalogue.terms(to)]
        rank = {id_: at for at, id_ in enumerate(listed)}
        values = [self._value(step, words[step], own[step]) for step in own]
        values.sort(key=lambda value: (rank.get(value.id, len(rank)), near.fold(value.label)))
        return values if len(values) <= FIRST else sorted(values, key=lambda value: -value.count)[:MOST]

    def _value(self, step: str, written: str, own: tuple[int, ...]) -> Value:
        say, lang = self.edition.say, self.edition.lang
        if "boolean" in self.field.types:
            label = say(written).capitalize()
            full = f"{self.field.label(lang)}{say(' : ')}{say(written)}"
        else:
            label = full = self.edition.display.word(self.one, written)
        return Value(
            id=step,
            label=label,
            full=full,
            said=say("pour {besoin}").format(besoin=_uncapped(label)) if self.target == "besoins" else "",
            to=self._page(step) if self.concept else f"{self.kind.name}/{self.name}/{step}/",
            count=len(own),
            own=() if self.concept else own,
        )

    def _page(self, id_: str) -> str:
        """The page of a concept, where the entries of this kind begin."""
        return f"{self.target}/{id_}/#{self.kind.name}"


def _uncapped(words: str) -> str:
    """« se déplacer »: as inside a sentence."""
    return words[:1].lower() + words[1:]
