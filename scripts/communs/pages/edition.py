"""One language of one catalogue on one day: what every page needs to be written."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from functools import cache, cached_property
from typing import Any

import jinja2
from jinja2.ext import Extension
from markupsafe import Markup, escape

from communs import markup, matches, owners, sending
from communs.catalogue import Catalogue
from communs.concepts import Concepts, gather, live, of_kind, used_territories
from communs.display import Display
from communs.entries import Entry
from communs.facts import Facts
from communs.facts.enriched import Enriched
from communs.kinds import say
from communs.kinship import Kinship
from communs.mapping import france
from communs.mapping.france import Sheet
from communs.pages.card import Card
from communs.pages.card import of as card_of
from communs.pages.claimed import Claimed
from communs.pages.linked_data import LinkedData
from communs.pages.page import Page, to_french_root, to_root
from communs.rules import months_between
from communs.settings import Settings
from communs.territories import Territory
from communs.vocabularies import Term
from communs.words import translation

Icon = Callable[[str], str]


class _Said(Extension):
    """Translates plain sentences when a template is read: an edition has one language and thousands of pages."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        say: Any = self.environment.globals["_"]
        return _SAID.sub(lambda found: str(escape(say(found[1]))), source)


_SAID = re.compile(r'\{\{ _\("([^"]*)"\) \}\}')


class _Compiled(jinja2.BytecodeCache):
    """The templates of a language, compiled once for all its editions: that is slower than to fill them."""

    def __init__(self) -> None:
        self.known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        if bucket.key in self.known:
            bucket.bytecode_from_string(self.known[bucket.key])

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        self.known[bucket.key] = bucket.bytecode_to_string()


@cache
def _compiled(lang: str) -> _Compiled:
    return _Compiled()


@dataclass(frozen=True, kw_only=True)
class Edition:
    """The catalogue in one language. `icon` gives the SVG of a bundled icon by its name."""

    catalogue: Catalogue
    settings: Settings
    day: datetime.date
    lang: str
    icon: Icon
    withdrawn: Sequence[Mapping[str, Any]] = ()
    renamed: Sequence[Mapping[str, Any]] = ()
    facts: Mapping[str, Facts] = dataclass_field(default_factory=dict)
    medias: frozenset[str] = frozenset()
    printed: set[str] = dataclass_field(default_factory=set)  # the posters that are a PDF too
    langs: Sequence[str] = ("fr", "en")  # those that the site is built in
    measures: Mapping[str, Any] = dataclass_field(default_factory=dict)
    changed: Mapping[str, datetime.date] = dataclass_field(default_factory=dict)  # by path, where git tells
    commit: str = ""

    @cached_property
    def _spoken(self) -> dict[str, Edition]:
        return {self.lang: self}

    def speaking(self, lang: str) -> Edition:
        """The same catalogue in a language."""
        if lang not in self._spoken:
            self._spoken[lang] = replace(self, lang=lang)
        return self._spoken[lang]

    @cached_property
    def concepts(self) -> Concepts:
        """Which entries stand under each term and territory."""
        return gather(self.catalogue)

    @cached_property
    def territories(self) -> Mapping[str, Territory]:
        """Those that have a page, by id."""
        return used_territories(self.catalogue, self.concepts)

    @cached_property
    def inside(self) -> Mapping[str, tuple[Territory, ...]]:
        """For each territory, those with a page that it wholly contains."""
        found: defaultdict[str, list[Territory]] = defaultdict(list)
        for territory in self.territories.values():
            for parent in territory.parents:
                found[parent].append(territory)
        return {id_: tuple(held) for id_, held in found.items()}

    @cached_property
    def offers_of(self) -> Mapping[str, tuple[Entry, ...]]:
        """For each territory, the offers that name it and have not ended."""
        named = {id_: self.concepts.entries("territoires", id_) for id_ in self.territories}
        return {id_: tuple(live(of_kind(all_, "offres"))) for id_, all_ in named.items()}

    @cached_property
    def sheet(self) -> Sheet:
        """The map of France, drawn once."""
        return france.sheet(self.catalogue.territories)

    @cached_property
    def kinship(self) -> Kinship:
        """Which entries are near to which."""
        return Kinship(catalogue=self.catalogue)

    @cached_property
    def matches(self) -> matches.Matches:
        """Which means offered answer which that are sought."""
        return matches.gather(self.shown("ressources"), self.catalogue.territories, self.day)

    @cached_property
    def owners(self) -> Mapping[str, tuple[Entry, ...]]:
        """What stands under the name of each organisation or alliance, by its id."""
        return owners.by_owner(self.catalogue)

    @cached_property
    def answering(self) -> frozenset[str]:
        """The kinds whose entries may answer for others."""
        return frozenset(owners.answering(self.catalogue))

    @cached_property
    def display(self) -> Display:
        """How values look here."""
        return Display(
            catalogue=self.catalogue, lang=self.lang, translate=self.say, wikidata=self.settings.wikidata
        )

    @cached_property
    def enriched(self) -> Enriched:
        """What Wikidata says where entries say nothing."""
        return Enriched(catalogue=self.catalogue, day=self.day, facts=self.facts, medias=self.medias)

    @cached_property
    def claimed(self) -> Claimed:
        """How that looks here."""
        return Claimed(
            enriched=self.enriched,
            display=self.display,
            wikidata=self.settings.wikidata,
            territories=self.territories,
        )

    @cached_property
    def linked_data(self) -> LinkedData:
        """What entries are to programs."""
        return LinkedData(edition=self)

    @cached_property
    def say(self) -> Callable[[str], str]:
        """The translation of our own words."""
        return translation(self.lang)

    @cached_property
    def _environment(self) -> jinja2.Environment:
        environment = jinja2.Environment(
            loader=jinja2.PackageLoader("communs"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
            extensions=[_Said],
            bytecode_cache=_compiled(self.lang),
        )
        environment.globals.update(
            edition=self,
            _=self.say,
            lang=self.lang,
            icon=lambda name: Markup(self.icon(name)),  # noqa: S704 - an installed package's own file
            kinds=self.catalogue.kinds,
            sending=sending,
        )
        environment.filters["date"] = self.display.date
        environment.filters["markdown"] = markup.render
        environment.filters["tongue"] = _tongue
        return environment

    @cached_property
    def _templates(self) -> dict[str, jinja2.Template]:
        return {}

    def render(self, template: str, address: str, **values: Any) -> str:
        """The body of the page at an address; templates know the ways to the roots of both sites."""
        found = self._templates.get(template)
        if found is None:
            found = self._templates[template] = self._environment.get_template(template)
        return found.render(base=to_root(address), root=to_french_root(address, self.lang), **values)

    def page(self, template: str, address: str, title: str, description: str = "", **values: Any) -> Page:
        """A page whose body is a template filled when it is asked for."""
        return Page(
            address=address,
            title=title,
            description=description
            or self.say("Ce que le catalogue rassemble sous « {nom} ».").replace("{nom}", title),
            body=lambda: self.render(template, address, title=title, **values),
            bulk=address.count("/") > 1,
        )

    def link(self, here: str, to: str, lang: str = "") -> str:
        """The whole address of a page, in this language or another; the way there while the site has none."""
        lang = lang or self.lang
        root = f"{self.settings.address}/" if self.settings.address else to_french_root(here, self.lang)
        return root + ("" if lang == "fr" else f"{lang}/") + to

    def shown(self, kind: str) -> list[Entry]:
        """The entries of a kind that readers see in lists: no drafts."""
        return [entry for entry in self.catalogue.by_kind.get(kind, ()) if not entry.draft]

    def live(self, kind: str) -> list[Entry]:
        """Those of them that have not ended."""
        return live(self.shown(kind))

    def terms(self, name: str) -> list[Term]:
        """The terms of a list, none where the catalogue has no such list."""
        return list(self.catalogue.terms(f"vocabulaires/{name}").values())

    def name(self, entry: Entry) -> str:
        """An entry's name in this language."""
        return self.catalogue.name(entry, self.lang)

    def name_lang(self, entry: Entry) -> str | None:
        """The language of that name, if not this one."""
        return self.catalogue.name_lang(entry, self.lang)

    def card(self, entry: Entry) -> Card:
        """The card of an entry, made once."""
        found = self._cards.get(entry.ref)
        if found is None:
            found = self._cards[entry.ref] = card_of(self, entry)
        return found

    @cached_property
    def _cards(self) -> dict[tuple[str, str], Card]:
        return {}

    def card_html(
        self, entry: Entry, base: str, level: int = 3, detail: str = "", kind: bool = False
    ) -> Markup:
        """The card as HTML; the same card stands in many lists, so it is made once for each depth."""
        key = (entry.ref, base, level, detail, kind)
        found = self._cards_html.get(key)
        if found is None:
            macros: Any = self._environment.get_template("macros.html").module
            found = self._cards_html[key] = macros.card(self.card(entry), base, level, detail, kind)
        return found

    @cached_property
    def _cards_html(self) -> dict[tuple[Any, ...], Markup]:
        return {}

    def confirmed(self, entry: Entry) -> bool:
        """Whether a person of the organisation confirmed it lately (never so for a pre-filled entry)."""
        age = self.age(entry)
        return age is not None and not entry.prefilled and age < self.settings.warn_months

    def doubtful(self, entry: Entry) -> bool:
        """Whether what still runs was not confirmed for so long that readers are warned."""
        age = self.age(entry)
        return self.ages(entry) and age is not None and age >= self.settings.doubt_months

    def ages(self, entry: Entry) -> bool:
        """Whether time makes it less sure: what still runs, unless its kind keeps true for ever."""
        return entry.kind.show.get("fresh") is not False and not entry.ended

    def awaits(self, entry: Entry) -> bool:
        """Whether a person of the organisation may confirm it as it is."""
        return self.ages(entry) and not entry.draft and not entry.prefilled

    def correction(self, entry: Entry) -> str:
        """The words of the link that opens its form."""
        return say(entry.kind.show.get("correct"), self.lang) or self.say("Corriger")

    def age(self, entry: Entry) -> int | None:
        """Whole months since a person last confirmed it; None where nobody did."""
        day = entry.data.get("verifie_le")
        return months_between(datetime.date.fromisoformat(day), self.day) if isinstance(day, str) else None


def _tongue(lang: str | None) -> Markup:
    """The attribute that says in which language words are, where it is not the page's."""
    return Markup(' lang="{}"').format(lang) if lang else Markup()
