"""Entries × facts → what Wikidata says where an entry says nothing. The member's word wins, and stays whole."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from communs import formats
from communs.catalogue import Catalogue
from communs.entries import Entry
from communs.facts import Claim, Facts, filling, items
from communs.facts.filling import Fill, Source
from communs.kinds import ANY, Field

LOGO, IMAGE = "P154", "P18"
_MUST = {"uri", "date", "date-partielle"}  # what a reader would stumble on; a wrong number is told as it is


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What an item says of a field or of a fact: its claims, and the property that they are of."""

    fill: Fill
    property: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A file of `catalogue/_medias/`, with whom to thank; without a page where it came from its members."""

    file: str
    author: str
    licence: str
    licence_url: str = ""
    page: str = ""
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, kw_only=True)
class Enriched:
    """A catalogue with the facts that are known of it on a day, by Q-id, and the names of its pictures."""

    catalogue: Catalogue
    day: datetime.date
    facts: Mapping[str, Facts] = field(default_factory=dict)
    medias: frozenset[str] = frozenset()

    def item(self, qid: object) -> Facts | None:
        """What is known of an item, by the id that was asked for or by the one that it has now."""
        return self._by_id.get(qid) if isinstance(qid, str) else None

    @cached_property
    def _by_id(self) -> Mapping[str, Facts]:
        return {found.resolved: found for found in self.facts.values()} | dict(self.facts)

    def of(self, entry: Entry) -> Facts | None:
        """What is known of an entry's item."""
        return self.item(entry.identifier("wikidata"))

    def blanks(self, entry: Entry) -> Iterator[Said]:
        """What the item says of the fields that the entry leaves blank, then of what it has no field for."""
        known = self.of(entry)
        if known is None:
            return
        for fill in filling.fills(entry.kind):
            if _blank(entry, fill):
                yield from self._said(known, fill)
        for fill in filling.beside(entry.kind):
            if entry.data.get(fill.unless) is None:
                yield from self._said(known, fill)

    def _said(self, known: Facts, fill: Fill) -> Iterator[Said]:
        name, claims = filling.answer(known, fill.source, self.day)
        if claims:
            yield Said(fill=fill, property=name, claims=tuple(finest(claims)))

    def plain(self, entry: Entry) -> dict[str, Any]:
        """The blanks that Wikidata fills with values that the fields can hold, by path with dots."""
        found = {}
        for said in self.blanks(entry):
            values = [value for claim in said.claims if (value := self._held(said.fill, claim)) is not None]
            if values and said.fill.pattern:
                found[".".join(said.fill.pattern)] = values if "array" in said.fill.field.types else values[0]
        return found

    def _held(self, fill: Fill, claim: Claim) -> Any:
        if "item" in claim:
            return self.term(fill.field, claim["item"])
        value = filling.plain(claim, fill.source)
        return value if usable(fill.field, value) else None

    def term(self, asking: Field, qid: str) -> str | None:
        """The term of a field's lists that names an item, by its id."""
        lists = _one(asking).links_to
        return next((term for to, term, item in self._terms if to in lists and item == qid), None)

    @cached_property
    def _terms(self) -> Sequence[tuple[str, str, str]]:
        return tuple(items.of_terms(self.catalogue, self.facts))

    def of_term(self, name: str, term: str) -> list[Facts]:
        """What is known of the items that a term of a list names."""
        if not self.facts:
            return []
        named = (qid for *owner, qid in self._terms if owner == [f"vocabulaires/{name}", term])
        return list({known.resolved: known for qid in named if (known := self.item(qid))}.values())

    def logo(self, entry: Entry) -> Picture | None:
        """The logo that the entry gives, else that of its item."""
        own = entry.data.get("logo")
        if isinstance(own, dict):
            file = str(own.get("fichier"))
            author, licence = str(own.get("credit", "")), str(own.get("licence", ""))
            return Picture(file=file, author=author, licence=licence) if file in self.medias else None
        return self.picture(self.of(entry), LOGO)

    def picture(self, known: Facts | None, property_: str) -> Picture | None:
        """The first picture that an item has under a property, of those that were kept."""
        claims = filling.said(known, Source(paths=((property_,),)), self.day) if known else ()
        for claim in claims:
            media = known.media.get(claim.get("file", "")) if known else None
            if media is not None and media.file in self.medias:
                return Picture(
                    file=media.file, author=media.author, licence=media.licence, licence_url=_web(media.licence_url),
                    page=_web(media.page), width=media.width, height=media.height,
                )  # fmt: skip
        return None


def _blank(entry: Entry, fill: Fill) -> bool:
    """Whether the entry says nothing of it. Only groups of things apart (identifiers, networks) are completed."""
    holder: Any = entry.data
    *above, name = fill.pattern
    for step in above:
        holder = holder.get(step) if isinstance(holder, dict) else None
    if ANY in fill.pattern:
        return False
    if not isinstance(holder, dict) or not above:
        return holder is None or holder.get(name) is None
    inside = entry.kind.field_at(tuple(above))
    apart = above == ["identifiants"] or (inside is not None and inside.item is not None)
    return apart and holder.get(name) is None


def finest(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Without the times that another one tells more exactly: of 2018 and 2018-06, the second."""
    times = [value for claim in claims if formats.date_partielle(value := claim.get("value", ""))]
    for claim in claims:
        if not any(time.startswith(f"{claim.get('value')}-") for time in times):
            yield claim


def _one(asked: Field) -> Field:
    """The field itself; of a list, one of its items."""
    return asked.item if asked.item is not None and "array" in asked.types else asked


def usable(asked: Field, value: Any) -> bool:
    """Whether a value may stand for a field: there is one, and what should be an address or a date is one."""
    form = _one(asked).schema.get("format")
    must = form in _MUST and not (isinstance(value, str) and formats.FORMATS[form](value))
    return value is not None and not must


def _web(address: str) -> str:
    return address if formats.uri(address) else ""  # a file of facts may have been written by anybody
