"""The claims of an item → what a page shows of them: small nodes, each with the place where Wikidata says it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from babel.numbers import format_decimal

from communs import formats, typography
from communs.display import Display, Node
from communs.entries import Entry
from communs.facts import Claim, Facts, filling
from communs.facts.enriched import Enriched, Said, usable
from communs.facts.filling import Fill
from communs.findings import Text, short, text
from communs.kinds import Field
from communs.pages import eras
from communs.settings import Wikidata
from communs.territories import Territory

MOST, LONG = 5, 300  # values of one fact, signs of one value
REL = "noopener noreferrer nofollow"  # what others wrote: seen, not recommended
_NO_LANG = {"mul", "mis", "und", "zxx"}
_NUMBER = re.compile(r"[+-]?[0-9]{1,18}(\.[0-9]{1,9})?")
_ELSEWHERE = {
    "fr": text("Article de Wikipédia en français"),
    "en": text("Article de Wikipédia en anglais"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class About:
    """An item as a page names it: `label` where it is another name than the page's, `read` to follow « Wikidata ».

    `claims` is where it is corrected, `missing` the day since when it is gone.
    """

    label: Node | None
    description: Node | None
    articles: tuple[Node, ...]
    read: str
    item: str
    claims: str
    missing: str


@dataclass(frozen=True, kw_only=True)
class Claimed:
    """What Wikidata says, in one language. `territories` are those that have a page."""

    enriched: Enriched
    display: Display
    wikidata: Wikidata
    territories: Mapping[str, Territory]

    def facts(self, entry: Entry) -> Iterator[tuple[str, Node]]:
        """What fills the blanks of an entry: the field's path with dots (or nothing), and what to show."""
        known = self.enriched.of(entry)
        if known is None:
            return
        name = self.enriched.catalogue.name(entry, self.display.lang)
        names = [name, str(entry.data.get("sigle")), *known.labels.values()]
        for said in self.enriched.blanks(entry):
            # a point stands at its latitude, whole
            if said.fill.source.part != "longitude" and (node := self._fact(said, known, entry)):
                names.append(node.text)
                yield ".".join(said.fill.pattern), node
        if entry.data.get("noms_alternatifs") is None and (node := self._others(known, names)):
            yield "", node

    def _fact(self, said: Said, known: Facts, entry: Entry) -> Node | None:
        proof = self.wikidata.item(known.resolved, said.property)
        return self._together(self._values(said), self.label(said, entry), proof)

    def _others(self, known: Facts, names: Iterable[str]) -> Node | None:
        """Its other names in the reader's language, or in all of them: not those that the page says."""
        said = {name.casefold() for name in names}
        others = (name for lang in (self.display.lang, "mul") for name in known.aliases.get(lang, ()))
        nodes = (Node(text=short(name, LONG)) for name in others if name.casefold() not in said)
        return self._together(nodes, self._say(text("Aussi appelé")), self.wikidata.item(known.resolved))

    def _together(self, nodes: Iterable[Node], label: str, proof: str) -> Node | None:
        """Each once, five at most; None where there is nothing to show."""
        found = list(dict.fromkeys(nodes))
        if len(found) < 2:
            return replace(found[0], label=label, proof=proof) if found else None
        if len(found) > MOST:
            more = Node(shape="link", text=self._say(text("et d’autres")), href=proof, rel=REL)
            found[MOST:] = [more]
        return Node(shape="list", items=tuple(found), label=label, proof=proof)

    def _say(self, words: Text) -> str:
        return typography.say(words, self.display.lang, self.display.translate)

    def label(self, said: Said, entry: Entry) -> str:
        """The name of the field; of one of a group's keys, that of the key."""
        if said.fill.source.part:
            return self._say(text("Coordonnées"))
        *above, name = said.fill.pattern or ("",)
        inside = entry.kind.field_at(tuple(above)) if above else None
        if inside is not None and name not in inside.children:
            word = self.display.key(inside, name)
            return word[:1].upper() + word[1:]
        return said.fill.field.label(self.display.lang)

    def _values(self, said: Said) -> Iterator[Node]:
        """Each claim; of texts in several languages, those in the reader's if there are some."""
        own = [claim for claim in said.claims if claim.get("lang", "mul") in ("mul", self.display.lang)]
        for claim in own or said.claims:
            node = self.value(said.fill, claim)
            if node is not None:
                yield node

    def value(self, fill: Fill, claim: Claim) -> Node | None:
        """One of its values; None where there is nothing to show."""
        if "item" in claim:
            return self._item(fill.field, claim)
        if "latitude" in claim:
            return self._point(claim)
        if "amount" in claim:
            return self._amount(claim)
        return self._words(fill, claim) if "value" in claim else None  # pictures stand elsewhere

    def _words(self, fill: Fill, claim: Claim) -> Node | None:
        words = claim["value"]
        address = filling.plain(claim, fill.source)
        if isinstance(address, str) and formats.uri(address):
            return Node(shape="link", text=self.display.short(address), href=address, rel=REL)
        if "precision" in claim or "julian" in claim or (eras.TIME.fullmatch(words) and not words.isdigit()):
            return Node(text=eras.say(claim, self.display.lang, self._say, self.display.date))
        if fill.source.url or not usable(fill.field, words):
            return None
        return Node(text=short(words, LONG), lang=self._foreign(claim.get("lang", "mul")))

    def _foreign(self, lang: str) -> str | None:
        """The language to mark words with, unless they are in the page's."""
        return None if lang in _NO_LANG or lang == self.display.lang else lang

    def _item(self, asking: Field, claim: Claim) -> Node:
        """Another item: a term of the field's list, an entry or a territory of ours, else its label."""
        qid = claim["item"]
        term = self.enriched.term(asking, qid)
        if term is not None:
            word, address = self.display.word(asking, term), self.display.address(asking, term)
            return Node(shape="link", text=word, to=address)
        if qid in self._places:
            return self._places[qid]
        return self.words(claim.get("labels", {})) or Node(
            shape="link", text=qid, href=self.wikidata.item(qid), rel=REL
        )

    @cached_property
    def _places(self) -> Mapping[str, Node]:
        """The entries and the territories of the catalogue, by item: what is no draft comes first."""
        catalogue, lang = self.enriched.catalogue, self.display.lang
        found: dict[str, Node] = {}
        for entry in sorted(catalogue.entries.values(), key=lambda one: (one.draft, one.kind.order)):
            qid = entry.identifier("wikidata")
            known = self.enriched.item(qid)
            node = Node(
                shape="link", text=catalogue.name(entry, lang), to=f"{entry.kind.name}/{entry.id}/",
                lang=catalogue.name_lang(entry, lang),
            )  # fmt: skip
            for same in (qid, known.resolved if known else qid):
                found.setdefault(str(same), node)
        for one in self.territories.values():
            name, address = catalogue.territories.name_in(one, lang), f"territoires/{one.slug}/"
            found.setdefault(str(one.wikidata), Node(shape="link", text=name, to=address))
        return found

    def words(self, told: Mapping[str, str]) -> Node | None:
        """A label or a description: in the page's language, in all of them, else in the other one."""
        for lang in (self.display.lang, "mul", "fr", "en"):
            if told.get(lang):
                return Node(text=short(told[lang], LONG), lang=self._foreign(lang))
        return None

    def about(self, known: Facts | None, name: str) -> About | None:
        """What an item is, and who says so since when; None of one of which nothing was ever read."""
        if known is None or not (known.labels or known.descriptions or known.aliases or known.claims):
            return None
        label = self.words(known.labels)
        told = [text(", révision {n}", n=known.revision)] if known.revision else []
        if known.retrieved:
            told.append(text(", lue le {date}", date=self.display.date(known.retrieved)))
        return About(
            label=label if label and label.text.casefold() != name.casefold() else None,
            description=self.words(known.descriptions),
            articles=tuple(self._articles(known)),
            read="".join(map(self._say, told)),
            item=self.wikidata.item(known.resolved),
            claims=self.wikidata.item(known.resolved, "claims"),
            missing=known.missing_since or "",
        )

    def _articles(self, known: Facts) -> Iterator[Node]:
        """Its articles of Wikipedia, the reader's language first."""
        own = self.display.lang
        for lang in sorted(known.sitelinks, key=lambda lang: (lang != own, lang)):
            if formats.uri(known.sitelinks[lang]):
                words = text("Article de Wikipédia") if lang == own else _ELSEWHERE[lang]
                yield Node(shape="link", text=self._say(words), href=known.sitelinks[lang], rel=REL)

    def _point(self, claim: Claim) -> Node:
        """« 48,6921° N, 6,1844° E », as exact as it is known, on the map."""
        degrees = claim["latitude"], claim["longitude"]
        signs = ("N" if degrees[0] >= 0 else "S", "E" if degrees[1] >= 0 else self._say(text("O")))
        digits = _digits(claim.get("precision"))
        shape = "0." + "#" * digits if digits else "0"
        said = ", ".join(
            f"{format_decimal(abs(number), format=shape, locale=self.display.lang)}°\u00a0{sign}"
            for number, sign in zip(degrees, signs, strict=True)
        )
        latitude, longitude = (round(number, digits) for number in degrees)
        href = f"https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}"
        return Node(shape="link", text=said, href=href, rel=REL)

    def _amount(self, claim: Claim) -> Node | None:
        """A number; not one whose unit we cannot name."""
        told = claim["amount"]
        if "unit" in claim or not _NUMBER.fullmatch(told):
            return None
        return Node(text=format_decimal(Decimal(told), locale=self.display.lang))


def _digits(precision: object) -> int:
    """How many figures after the point are worth showing; four where it is not said (about ten metres)."""
    if not isinstance(precision, (int, float)) or precision <= 0:
        return 4
    return min(max(math.ceil(-math.log10(precision)), 0), 5)
