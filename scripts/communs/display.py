"""A field and its value → what to show, as small nodes that templates turn into HTML."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from functools import cached_property
from typing import Any, Literal

from babel.dates import format_skeleton
from babel.numbers import format_decimal

from communs import formats, hours, markup, periods, typography
from communs.catalogue import Catalogue
from communs.concepts import CONCEPTS
from communs.findings import Text
from communs.kinds import Field, say
from communs.settings import Wikidata

Shape = Literal["text", "html", "link", "list", "group", "lines", "table", "questions", "statements"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Node:
    """One thing to show. `to` is an address of this site, `href` one of another; `lang` if not the page's.

    A table's rows hold an item for each column; questions and statements are groups that are read at length.

    `proof` is where Wikidata says it, of what the entry did not say itself.
    """

    shape: Shape = "text"
    text: str = ""
    to: str | None = None
    href: str | None = None
    lang: str | None = None
    items: tuple[Node, ...] = ()
    label: str = ""
    rel: str = "noopener noreferrer"
    proof: str = ""


@dataclass(frozen=True, kw_only=True)
class Display:
    """How values look in one language of one catalogue."""

    catalogue: Catalogue
    lang: str
    translate: Callable[[str], str]
    wikidata: Wikidata = dataclass_field(default_factory=Wikidata)

    def node(self, field: Field, value: Any, label: str = "") -> Node:
        """What to show for the value of a field."""
        if isinstance(value, bool):
            return Node(text=self.translate("oui") if value else self.translate("non"), label=label)
        if isinstance(value, (int, float)):
            return Node(text=format_decimal(value, locale=self.lang), label=label)
        if isinstance(value, list):
            if field.show.get("as") == "table" and field.item is not None:
                return Node(shape="table", items=tuple(self._rows(field.item, value)), label=label)
            inner = tuple(self.node(field.item or field, item) for item in value if item is not None)
            return Node(shape="list", items=inner, label=label)
        if isinstance(value, dict) and not _localised(field, value):
            items, how = tuple(self._children(field, value)), field.show.get("as")
            if how == "amount":
                foreign = next((item.lang for item in items if item.lang), None)  # « 300 Go »
                return Node(text="\u00a0".join(item.text for item in items), lang=foreign, label=label)
            if how == "period":
                start, end = (value.get(name, "") for name in field.children)
                return Node(text=periods.told(start, end, self.lang, self.translate), label=label)
            if how == "statements":
                return Node(shape=how, items=(*items, *self._unsaid(field, value)), label=label)
            return Node(shape="questions" if how == "questions" else "group", items=items, label=label)
        return self._words(field, value, label)

    def _children(self, field: Field, value: dict[str, Any]) -> Iterator[Node]:
        for name, child in field.children.items():
            if name in value and value[name] is not None:
                yield self.node(child, value[name], self.label(child))
        for name in value:
            if name not in field.children and field.item is not None:
                yield self.node(field.item, value[name], self.key(field, name))

    def _rows(self, row: Field, values: list[Any]) -> Iterator[Node]:
        """Groups with the same items, an empty one where a value is missing."""
        columns = [name for name in row.children if any(name in value for value in values)]
        for value in values:
            items = (
                self.node(child, value.get(name, ""), child.label(self.lang))
                for name, child in row.children.items()
                if name in columns
            )
            yield Node(shape="group", items=tuple(items))

    def _unsaid(self, field: Field, value: dict[str, Any]) -> Iterator[Node]:
        """The statements that the schema names and that nobody made."""
        for name in field.show.get("of", ()):
            if name not in value:
                yield Node(text=self.translate("non précisé"), label=self.key(field, name))

    def label(self, field: Field) -> str:
        """Its title; a commune is kept by its code and read by its name."""
        if "territoires/commune" in field.links_to:
            return self.translate("Commune")
        return field.label(self.lang)

    def key(self, field: Field, name: str) -> str:
        """The name of a key of an open map."""
        return self.word(field.key, name) if field.key is not None else name.capitalize()

    def word(self, field: Field, value: str) -> str:
        """The name of what an id means, in this language."""
        return self.catalogue.word(field.links_to, value, self.lang)

    def _named(self, field: Field, id_: str) -> str | None:
        """The language of the name of an entry, if not the page's."""
        ref = self.catalogue.find(field.links_to, id_)
        return self.catalogue.name_lang(self.catalogue.entries[ref], self.lang) if ref else None

    def _words(self, field: Field, value: Any, label: str) -> Node:
        words = say(value, self.lang)
        if known := field.show.get("words", {}).get(words):
            return Node(text=say(known, self.lang), label=label)
        foreign = "fr" if self.lang != "fr" and not (isinstance(value, dict) and self.lang in value) else None
        how = field.show.get("as")
        if field.links_to:
            return Node(
                shape="link", text=self.word(field, words), to=self.address(field, words),
                lang=self._named(field, words), label=label,
            )  # fmt: skip
        if how == "markdown":
            return Node(shape="html", text=markup.render(words), lang=foreign, label=label)
        form = field.schema.get("format")
        if form == "uri" or formats.uri(words):
            return (
                Node(shape="link", text=self.short(words), href=words, label=label)
                if formats.uri(words)
                else Node(text=words, label=label)
            )
        if how == "courriel" and formats.email(words):
            return Node(shape="link", text=words, href=f"mailto:{words}", label=label)
        if how == "wikidata" and formats.qid(words):
            return Node(shape="link", text=words, href=self.wikidata.item(words), label=label)
        if how == "osm" and re.fullmatch(r"(node|way|relation)/[0-9]+", words):
            return Node(shape="link", text=words, href=f"https://www.openstreetmap.org/{words}", label=label)
        if form == "opening-hours" and (told := hours.lines(words, self.lang, self._sentence)):
            return Node(shape="lines", items=tuple(Node(text=line) for line in told), label=label)
        if form in ("date", "date-partielle"):
            return Node(text=self.date(words), label=label)
        return Node(
            text=words, lang=foreign if isinstance(value, dict) or _free(field) else None, label=label
        )

    def _sentence(self, words: Text) -> str:
        return typography.say(words, self.lang, self.translate)

    @staticmethod
    def short(url: str) -> str:
        """An address as people say it: no scheme, no `www.`, no closing slash, not too long."""
        plain = re.sub(r"^https?://(www\.)?", "", url).rstrip("/")
        return plain if len(plain) <= 60 else plain[:59] + "…"

    def address(self, field: Field, value: str) -> str | None:
        """Where an id leads on this site, if it has a page."""
        ref = self.catalogue.find(field.links_to, value)
        if ref is not None:
            return f"{ref[0]}/{ref[1]}/"
        for target in field.links_to:
            name = target.removeprefix("vocabulaires/")
            if name in CONCEPTS and value in self.catalogue.terms(target):
                return f"{name}/{value}/"
            if target.startswith("territoires"):
                wanted = value if target == "territoires" else f"commune:{value}"
                territory = self.catalogue.territories.get(wanted)
                return f"territoires/{territory.slug}/" if territory else None
        return None

    def weight(self, octets: int) -> str:
        """Bytes as people read them: « 14,7 ko », of 1,000 bytes each."""
        unit = self.translate("ko")
        return f"{format_decimal(octets / 1000, format='#,##0.#', locale=self.lang)}\u00a0{unit}"

    @cached_property
    def _dates(self) -> dict[str, str]:
        return {}

    def date(self, value: str) -> str:
        """A partial date in words: « 2018 », « juin 2021 », « 18 juin 2021 »."""
        if value not in self._dates:
            self._dates[value] = _date(value, self.lang)
        return self._dates[value]


def _date(value: str, lang: str) -> str:
    try:
        day = datetime.date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        return value
    if len(value) == 4:
        return value
    if len(value) == 7:
        return str(format_skeleton("yMMMM", datetime.datetime(day.year, day.month, 1), locale=lang))
    return periods.day(day, lang)


def _localised(field: Field, value: dict[str, Any]) -> bool:
    return "string" in field.schema.get("type", ()) and "fr" in value


def _free(field: Field) -> bool:
    return "object" in field.schema.get("type", ()) or not (
        field.schema.get("format") or field.schema.get("pattern", "\\S") != "\\S"
    )
