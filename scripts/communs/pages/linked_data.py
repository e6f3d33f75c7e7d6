"""A page, and what the schemas say of its entry in schema.org's words → its data for programs (JSON-LD)."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from posixpath import normpath
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from communs import licence
from communs import schema_org_marks as marks
from communs.concepts import CONCEPTS
from communs.entries import Entry
from communs.findings import Path
from communs.kinds import Field, Kind, Pattern, at, say, select
from communs.pages.page import Page

if TYPE_CHECKING:
    from communs.pages.edition import Edition

Node = dict[str, Any]
_TRAIL = re.compile(r'<p class="cm-fil">(.*?)</p>', re.DOTALL)
_STEP = re.compile(r'<a href="([^"#?]*)"[^>]*>(.*?)</a>', re.DOTALL)
# what would end the element, or the line, of the script that holds it
_UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
_LEVELS = {"france": "Country", "pays": "Country"} | dict.fromkeys(
    ("francophonie", "europe", "international"), "Place"
)
_DAY, _SPAN = "(?:Mo|Tu|We|Th|Fr|Sa|Su)", "[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]"
_HOURS = re.compile(f"{_DAY}(?:[-,]{_DAY})* {_SPAN}(?:,{_SPAN})*")


def script(edition: Edition, page: Page, body: str) -> Markup:
    """All that is told of a page, to stand in a script."""
    home = edition.link(page.address, "")
    site: Node = {"@type": "WebSite", "@id": f"{home}#site", "name": edition.settings.title(edition.lang)}
    told = _page(edition, page, body) | {"isPartOf": site} if page.address else site | _site(edition, page)
    whole = {"@context": "https://schema.org", **told, **page.linked()}
    if "description" in whole.get("mainEntity", ()):
        del whole["description"]  # it is the same
    written = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return Markup(written.translate(_UNSAFE))  # noqa: S704 - no sign of HTML is left


def _page(edition: Edition, page: Page, body: str) -> Node:
    here = edition.link(page.address, page.address)
    trail = [
        {"@type": "ListItem", "position": number, "name": name, "item": edition.link(page.address, address)}
        for number, (name, address) in enumerate(_trail(edition, page, body), 1)
    ]
    return {
        "@type": "CollectionPage" if _lists(edition, page) else "WebPage",
        "@id": here, "url": here, "name": page.title, "description": page.description,
        "inLanguage": edition.lang, "breadcrumb": {"@type": "BreadcrumbList", "itemListElement": trail},
    }  # fmt: skip


def _lists(edition: Edition, page: Page) -> bool:
    """Whether a page lists entries: those of a kind, of a term or of a territory."""
    names = {*edition.catalogue.kinds, *CONCEPTS, "territoires"}
    return page.source is None and page.address.partition("/")[0] in names


def _site(edition: Edition, page: Page) -> Node:
    """Home stands for the whole site, and says how to search it."""
    words = f"{edition.link('', 'recherche/')}?mot={{search_term_string}}"
    return {
        "url": edition.link("", ""), "description": page.description, "inLanguage": edition.lang,
        "license": licence.listed(edition.settings.licence),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": words},
            "query-input": "required name=search_term_string",
        },
    }  # fmt: skip


def _trail(edition: Edition, page: Page, body: str) -> Iterator[tuple[str, str]]:
    """The way from home to the page: what its body shows above its title is what people see."""
    yield edition.say("Accueil"), ""
    shown = _TRAIL.search(body)
    for href, name in _STEP.findall(shown[1]) if shown else ():
        address = normpath(f"{page.address}{href}")
        if address != "." and not address.startswith(".."):
            yield html.unescape(name), f"{address}/"
    yield page.title, page.address


def summary(edition: Edition) -> str:
    """What the catalogue as files is, in a sentence."""
    said = edition.say("Tout le catalogue en fichiers ouverts, sous licence {licence}.")
    return said.replace("{licence}", edition.settings.licence_name)


def of_site(edition: Edition) -> Node:
    """How the catalogue as files says what it is."""
    files = {"json": "application/json", "csv": "text/csv"}
    kinds = ("catalogue.json", *(f"{kind}.{end}" for kind in edition.catalogue.kinds for end in files))
    return {
        "@type": "Dataset", "name": edition.settings.title(edition.lang),
        "description": summary(edition),
        "inLanguage": "fr", "isAccessibleForFree": True, "license": licence.listed(edition.settings.licence),
        "distribution": [
            {
                "@type": "DataDownload", "encodingFormat": files[name.rpartition(".")[2]],
                "contentUrl": edition.link("donnees/", f"donnees/{name}", "fr"),
            }
            for name in kinds
        ],
    }  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class _Told:
    """What a mark does with the values of a field: the place where they go, and in which form."""

    pattern: Pattern
    field: Field
    steps: marks.Steps
    types: tuple[str, ...] = ()
    values: Mapping[str, Any] | None = None
    form: str = ""


def _told(kind: Kind) -> Iterator[_Told]:
    """The marks of a kind's fields. Those of the fields inside a marked group start from where it stands."""
    groups: dict[Pattern, marks.Steps] = {}
    for pattern, field in kind.having(marks.MARK):
        if not pattern:
            continue
        mark = field.schema[marks.MARK]
        told: Mapping[str, Any] = {"property": mark} if isinstance(mark, str) else mark
        outer = next(
            (groups[pattern[:end]] for end in range(len(pattern), 0, -1) if pattern[:end] in groups), ()
        )
        steps = (*outer, *marks.steps(told["property"]))
        if steps[-1][1]:
            groups[pattern] = steps
        else:
            yield _Told(
                pattern=pattern, field=field, steps=steps, types=tuple(told.get("for", ())),
                values=told.get("values"), form=told.get("as", ""),
            )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class LinkedData:
    """What the entries of an edition are, in schema.org's words."""

    edition: Edition

    @cached_property
    def _told(self) -> Mapping[str, tuple[_Told, ...]]:
        return {name: tuple(_told(kind)) for name, kind in self.edition.catalogue.kinds.items()}

    def page(self, entry: Entry) -> Node:
        """What the page of an entry tells: when it was confirmed, and what it is about.

        What has ended is no more what its kind says; nothing is told of it beyond its name.
        """
        told: Node = {}
        if isinstance(day := entry.data.get("verifie_le"), str):
            told["lastReviewed"] = day
        if not entry.ended and (node := self.entry(entry)):
            told["mainEntity"] = node
        return told

    def entry(self, entry: Entry) -> Node:
        """The thing that an entry describes; nothing where schema.org has no honest word for it."""
        type_ = _type(entry)
        if not type_:
            return {}
        here = f"{entry.kind.name}/{entry.id}/"
        node = self._named(entry, here, type_)
        if summary := entry.text("resume", self.edition.lang):
            node["description"] = summary
        for told in self._told[entry.kind.name]:
            if told.types and type_ not in told.types:
                continue
            for path, value in select(entry.data, told.pattern):
                if self._still(entry, path):
                    for one in value if isinstance(value, list) else [value]:
                        _put(node, told.steps, self._value(told, one, here))
        return node

    def _named(self, entry: Entry, here: str, type_: str) -> Node:
        link = self.edition.link(here, f"{entry.kind.name}/{entry.id}/")
        return {"@type": type_, "@id": f"{link}#fiche", "name": self.edition.name(entry)}

    def _still(self, entry: Entry, path: Path) -> bool:
        """Whether no group around a value says that it has ended."""
        groups = (at(entry.data, path[:end]) for end in range(1, len(path)))
        day = self.edition.day.isoformat()
        return all(not isinstance(one, dict) or str(one.get("jusqu_a", "9")) >= day for one in groups)

    def _value(self, told: _Told, value: Any, here: str) -> Any:
        """A value as schema.org wants it; None where there is no sure way to say it."""
        field = told.field.item or told.field
        if told.values is not None:
            return told.values.get(value if isinstance(value, str) else json.dumps(value))
        if told.form:
            return told.form.replace("{id}", str(value))
        if isinstance(value, str) and field.links_to:
            return self._linked(field.links_to, value, here)
        match field.schema.get("format"):
            case "qid":
                return self.edition.settings.wikidata.item(value)
            case "opening-hours":
                return _hours(value)
            case "spdx":
                return licence.listed(value)
        return say(value, self.edition.lang) or None if isinstance(value, dict) else value

    def _linked(self, to: tuple[str, ...], value: str, here: str) -> Any:
        """What an id means: an entry by its name and address, a territory, or a word."""
        catalogue = self.edition.catalogue
        if ref := catalogue.find(to, value):
            entry = catalogue.entries[ref]
            return None if entry.draft else self._named(entry, here, _type(entry) or "Thing")
        word = catalogue.word(to, value, self.edition.lang)
        if "territoires" in to and (territory := catalogue.territories.get(value)):
            return {"@type": _LEVELS.get(territory.level, "AdministrativeArea"), "name": word}
        return word


def _type(entry: Entry) -> str:
    """The type of what an entry describes: its kind's, or the one that a field decides."""
    mark = entry.kind.schema.get(marks.MARK, {})
    found = mark.get("type")
    for name, types in mark.get("types", {}).items():
        if isinstance(value := entry.data.get(name), str):
            found = types.get(value, found)
    return found or ""


def _put(node: Node, steps: marks.Steps, value: Any) -> None:
    """Lay a value at its place, beside those that are there."""
    if value is None:
        return
    for name, type_ in steps[:-1]:
        node = node.setdefault(name, {"@type": type_})
    name = steps[-1][0]
    for one in value if isinstance(value, list) else [value]:
        before = node.get(name)
        node[name] = one if before is None else [*(before if isinstance(before, list) else [before]), one]


def _hours(written: str) -> list[str] | None:
    """Opening hours in the few words that schema.org shares with OpenStreetMap; None where there are others."""
    rules = [rule.strip() for rule in written.split(";") if rule.strip() not in ("", "PH off")]
    return rules if rules and all(_HOURS.fullmatch(rule) for rule in rules) else None
