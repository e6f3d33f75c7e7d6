"""`x-wikidata` of the schemas → which property of Wikidata says what a field says, and what to ask for."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from communs.catalogue import Catalogue
from communs.concepts import gather, used_territories
from communs.entries import Entry
from communs.facts import Claim, Facts, ended, items, past
from communs.findings import Text
from communs.kinds import Field, Kind, Pattern

TYPE, END = "P31", "P576"
_BASE = frozenset({(TYPE,), (END,)})  # what every item is asked: its nature, and whether it is over


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Where Wikidata says it: the first of `paths` that the item has, `("P159", "P281")` being a qualifier.

    `part` is the half of a point that is meant; `url` a template that makes an address of an identifier
    (`{id}`, or `{user}` and `{host}` around its @); `latest` the qualifier that dates the values where only the
    last one is meant; `give`: it may be given back to Wikidata.
    """

    paths: tuple[tuple[str, ...], ...]
    part: str = ""
    url: str = ""
    latest: str = ""
    give: bool = False

    @property
    def asked(self) -> frozenset[tuple[str, ...]]:
        """All that must be read of an item."""
        return frozenset({*self.paths} | {(path[0], self.latest) for path in self.paths if self.latest})


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
    """What an `x-wikidata` means: `"P856"`, or `{"property": "P856" | [path, …], part, url, latest, give}`."""
    told = mark if isinstance(mark, Mapping) else {"property": mark}
    among = told["property"]
    paths = (among,) if isinstance(among, str) else among
    return Source(
        paths=tuple(tuple(path.split("/")) for path in paths),
        part=told.get("part", ""),
        url=told.get("url", ""),
        latest=told.get("latest", ""),
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
    asked = (fill.source.asked for fill in (*fills(kind), *beside(kind)))
    return _BASE.union(*asked)


def wanted(catalogue: Catalogue) -> Mapping[str, frozenset[tuple[str, ...]]]:
    """Every item that the catalogue names, with what to look for in it: entries, terms, territories in use."""
    found: defaultdict[str, frozenset[tuple[str, ...]]] = defaultdict(frozenset)
    asked = {name: paths(kind) for name, kind in catalogue.kinds.items()}
    for mention in items.mentions(catalogue):
        owner = mention.owner
        found[mention.qid] |= asked[owner.kind.name] if isinstance(owner, Entry) else _BASE
    for qid in _of_territories(catalogue):
        found[qid] |= _BASE
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
            return path[0], (_last(claims, source.latest),) if source.latest else tuple(claims)
    return "", ()


def _last(claims: Sequence[Claim], dated: str) -> Claim:
    """The one with the latest date; of those without any, the one with the highest numbers: 10.2 is above 9.4."""

    def age(claim: Claim) -> tuple[str, list[int]]:
        times = (str(one.get("value", "")) for one in claim.get("qualifiers", {}).get(dated, ()))
        numbers = re.findall(r"[0-9]+", str(claim.get("value", "")))
        return max(times, default=""), [int(number) for number in numbers]

    return max(claims, key=age)


def unfit(facts: Facts, kind: Kind, day: datetime.date) -> tuple[Claim, ...]:
    """What an item is that no entry of a kind can be."""
    return tuple(claim for claim in said(facts, source(TYPE), day) if claim.get("item") in never(kind))


def over(facts: Facts, day: datetime.date) -> tuple[Claim, ...]:
    """The ends that an item has come to."""
    return tuple(claim for claim in said(facts, source(END), day) if "value" in claim and past(claim, day))


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


def identifier(address: str, source: Source) -> str:
    """What the template of a source makes this very address of; an empty text where it cannot."""
    holes = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/?#@]+)", re.escape(source.url))
    found = re.fullmatch(holes, address)
    parts = found.groupdict() if found else {}
    return parts.get("id") or "@".join(parts[name] for name in ("user", "host") if name in parts)


def _of_territories(catalogue: Catalogue) -> Iterator[str]:
    """Those that have a page."""
    for territory in used_territories(catalogue, gather(catalogue)).values():
        if territory.wikidata:
            yield territory.wikidata
