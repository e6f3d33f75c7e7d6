"""`x-wikidata` of the schemas → which property of Wikidata says what a field says, and what to ask for."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from communs.catalogue import Catalogue
from communs.concepts import gather, used_territories
from communs.entries import Entry
from communs.facts import Claim, Facts, ended, items
from communs.findings import Text
from communs.kinds import Field, Kind, Pattern

TYPE, END = "P31", "P576"
BASE = frozenset({TYPE, END})  # what every item is asked: its nature, and whether it is over


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Where Wikidata says it: the first of `paths` that the item has, `("P159", "P281")` being a qualifier.

    `part` is the half of a point that is meant; `url` a template that makes an address of an identifier
    (`{id}`, or `{user}` and `{host}` around its @); `give`: it may be given back to Wikidata.
    """

    paths: tuple[tuple[str, ...], ...]
    part: str = ""
    url: str = ""
    give: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Fill:
    """A field of an entry that Wikidata may fill, or a fact beside the fields (its pattern is then empty).

    `unless` is a field that says it already.
    """

    field: Field
    source: Source
    pattern: Pattern = ()
    unless: str = ""

    def label(self, lang: str = "fr") -> str:
        """Its title for people; of a key of an open map, the key."""
        return self.field.label(lang) if "title" in self.field.schema else self.pattern[-1].capitalize()


def source(mark: Any) -> Source:
    """What an `x-wikidata` means: `"P856"`, or `{"property": "P856" | [path, …], part, url, give}`."""
    told = mark if isinstance(mark, Mapping) else {"property": mark}
    among = told["property"]
    paths = (among,) if isinstance(among, str) else among
    return Source(
        paths=tuple(tuple(path.split("/")) for path in paths),
        part=told.get("part", ""),
        url=told.get("url", ""),
        give=told.get("give", False),
    )


def fills(kind: Kind) -> Iterator[Fill]:
    """The fields of a kind that Wikidata may fill, in the schema's order."""
    for pattern, field in kind.having("x-wikidata"):
        mark = field.schema["x-wikidata"]
        if not pattern:
            continue
        if isinstance(mark, Mapping) and "keys" in mark:
            inside = field.item or field
            for key, one in mark["keys"].items():
                yield Fill(field=inside, source=source(one), pattern=(*pattern, key))
        else:
            yield Fill(field=field, source=source(mark), pattern=pattern)


def beside(kind: Kind) -> Iterator[Fill]:
    """The facts that a kind shows and has no field for: each is `{title, x-en, x-wikidata, unless}`."""
    for fact in _root(kind).get("facts", ()):
        field = Field(name=str(fact["title"]), schema=fact)
        yield Fill(field=field, source=source(fact["x-wikidata"]), unless=fact.get("unless", ""))


def tied(kind: Kind) -> bool:
    """Whether entries of a kind may be found at Wikidata."""
    return bool(_root(kind))


def never(kind: Kind) -> Sequence[str]:
    """What an item of this kind cannot be: a person, a disambiguation page."""
    found: Sequence[str] = _root(kind).get("never", ())
    return found


def _root(kind: Kind) -> Mapping[str, Any]:
    found: Mapping[str, Any] = kind.schema.get("x-wikidata", {})
    return found


def paths(kind: Kind) -> frozenset[tuple[str, ...]]:
    """All that is asked of the items of a kind."""
    asked = (path for fill in (*fills(kind), *beside(kind)) for path in fill.source.paths)
    return frozenset({(name,) for name in BASE} | set(asked))


def wanted(catalogue: Catalogue) -> Mapping[str, frozenset[tuple[str, ...]]]:
    """Every item that the catalogue names, with what to look for in it: entries, terms, territories in use."""
    found: defaultdict[str, frozenset[tuple[str, ...]]] = defaultdict(frozenset)
    base = frozenset((name,) for name in BASE)
    for mention in items.mentions(catalogue):
        found[mention.qid] |= paths(mention.owner.kind) if isinstance(mention.owner, Entry) else base
    for qid in _of_territories(catalogue):
        found[qid] |= base
    return dict(sorted(found.items(), key=lambda item: int(item[0][1:])))


def said(facts: Facts, source: Source, day: datetime.date) -> tuple[Claim, ...]:
    """What an item says of it on a day: the claims of the first path that has some, without those that ended."""
    return answer(facts, source, day)[1]


def answer(facts: Facts, source: Source, day: datetime.date) -> tuple[str, tuple[Claim, ...]]:
    """The same, after the property that says it."""
    for path in source.paths:
        claims = [claim for claim in facts.claims.get(path[0], ()) if not ended(claim, day)]
        if len(path) > 1:
            claims = [inner for claim in claims for inner in claim.get("qualifiers", {}).get(path[1], ())]
        if claims:
            return path[0], tuple(claims)
    return "", ()


def plain(claim: Claim, source: Source) -> str | float | None:
    """What a field would hold to say the same; None where it cannot: another item, a rough date, a picture."""
    if source.part:
        part: float | None = claim.get(source.part)
        return part
    if "value" not in claim or "julian" in claim or "precision" in claim:
        return None
    value: str = claim["value"]
    if source.url:
        user, _, host = value.rpartition("@")
        return Text(fr=source.url, values={"id": value, "user": user, "host": host}).fill(source.url)
    return value


def _of_territories(catalogue: Catalogue) -> Iterator[str]:
    """Those that have a page."""
    for territory in used_territories(catalogue, gather(catalogue)).values():
        if territory.wikidata:
            yield territory.wikidata
