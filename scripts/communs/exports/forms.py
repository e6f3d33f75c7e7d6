"""The linked catalogue → the files that forms in a browser read: each small, and fetched only when it is needed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files as package_files
from typing import Any

from communs import addresses, engine, engine_data, form, shards
from communs.bundle import Schema
from communs.catalogue import Catalogue
from communs.entries import Entry
from communs.kinds import Kind
from communs.settings import Settings
from communs.words import LANGUAGES, messages

Withdrawn = Mapping[str, Any]  # an item of `_retraits.yml`

FOLDER = "assets/formulaires"
READER_ENGLISH = "lecture.en.json"
ROOTS = ("form", "form_reader", "patched")  # the modules of ours that browsers run
_UNUSED = {"$schema", "x-why", "x-wikidata", "x-schema-org", "default"}
_PARTS = {"x-show": {"as", "fresh", "name"}, "x-link": {"to", "except"}, "x-en": {"description"}}
_HINTED = {
    "pattern",
    "maximum",
    "exclusiveMaximum",
    "not",
}  # what a value does not obey, the description tells


def files(
    catalogue: Catalogue, settings: Settings, withdrawn: Sequence[Withdrawn]
) -> Iterator[tuple[str, bytes]]:
    """What forms read of a catalogue, and each entry as it is written."""
    for name, content in data(catalogue, settings, withdrawn):
        yield f"{FOLDER}/{name}", _encoded(content)
    for entry in catalogue.entries.values():
        yield f"donnees/{entry.kind.name}/{entry.id}.yml", entry.document.text.encode()


def common() -> Iterator[tuple[str, bytes]]:
    """What is the same for every catalogue: the tables, and the rules for browsers."""
    for name, content in tables():
        yield f"{FOLDER}/{name}", _encoded(content)
    for root in ROOTS:
        for name, script in engine.files(f"communs.{root}").items():
            yield f"assets/engine/{name}", script.encode()


def data(
    catalogue: Catalogue, settings: Settings, withdrawn: Sequence[Withdrawn]
) -> Iterator[tuple[str, Any]]:
    """Each file that tells of a catalogue by its name: a text, or a value for JSON."""
    for kind in catalogue.kinds.values():
        for lang in LANGUAGES:
            yield form.own(kind.name, lang), _facts(catalogue, kind, settings, lang)
        yield form.listed(kind.name), _entries(catalogue, kind, withdrawn)
    yield form.HOSTS, sorted(addresses.safe(catalogue.entries.values()))


def tables() -> Iterator[tuple[str, Any]]:
    """The same for what is known of any catalogue."""
    yield form.ENGLISH, _english("form")
    yield READER_ENGLISH, _english("form_reader")
    yield form.COUNTRIES, engine_data.country_names()
    yield form.LICENCES, engine_data.licences()
    folder = package_files("communs") / "data"
    texts = [(folder / f"{name}.tsv").read_text("utf-8") for name in ("territoires", "communes")]
    yield from shards.files(*texts)


def _english(root: str) -> dict[str, str]:
    """The English of the sentences that a bundle holds."""
    bundled = engine.bundled(f"communs.{root}").replace("\\", "")
    return {french: english for french, english in messages("en").items() if french in bundled}


def _facts(catalogue: Catalogue, kind: Kind, settings: Settings, lang: str) -> dict[str, Any]:
    """What the form of a kind knows from the start."""
    targets = sorted({to.partition("/")[2] for _, field in kind.links for to in field.links_to if "/" in to})
    return {
        "types": [*catalogue.kinds],
        "mois": [settings.warn_months, settings.doubt_months],
        "schema": _asked_of(kind, lang),
        "listes": {
            name: {term.id: _by_language(term.label) for term in catalogue.vocabularies[name].terms.values()}
            for name in targets
            if name in catalogue.vocabularies
        },
    }


def _entries(catalogue: Catalogue, kind: Kind, withdrawn: Sequence[Withdrawn]) -> dict[str, Any]:
    """The entries of a kind, in the order of their files: id, name, and what tells one from another."""
    named = "nom" if kind.name_template.get("fr") == "{nom}" else "libelle"
    found = [entry for entry in catalogue.entries.values() if entry.kind.name == kind.name]
    return {
        "champ": named,
        "fiches": [_light(catalogue, entry) for entry in found],
        "retraits": {
            item["adresse"].partition("/")[2]: item["le"]
            for item in withdrawn
            if item["adresse"].startswith(f"{kind.name}/")
        },
    }


def _light(catalogue: Catalogue, entry: Entry) -> list[Any]:
    known = {name: entry.identifier(name) for name in form.IDENTIFIERS}
    told = {name: value for name, value in {"site_web": entry.data.get("site_web"), **known}.items() if value}
    return [entry.id, _by_language(lambda lang: catalogue.name(entry, lang)), *([told] if told else [])]


def _by_language(name: Callable[[str], str]) -> Any:
    """A name, or its French and its English where they differ."""
    return name("fr") if name("fr") == name("en") else {"fr": name("fr"), "en": name("en")}


@lru_cache
def _asked_of(kind: Kind, lang: str) -> Schema:
    """The schema of a kind as forms in a language read it."""
    lean: Schema = _lean(_used(kind.schema), lang)
    return lean


def _used(schema: Schema) -> Schema:
    """A schema with only those of its definitions that something in it points at."""
    kept: dict[str, Any] = {}
    waiting = [{key: value for key, value in schema.items() if key != "$defs"}]
    whole = waiting[0]
    while waiting:
        for name in _pointed(waiting.pop()):
            if name not in kept:
                kept[name] = schema["$defs"][name]
                waiting.append(kept[name])
    return {**whole, "$defs": kept}


def _pointed(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"].removeprefix("#/$defs/")
        node = list(node.values())
    if isinstance(node, list):
        for inner in node:
            yield from _pointed(inner)


def _lean(node: Any, lang: str, at: tuple[str, ...] = ()) -> Any:
    """A schema without what no form in a language asks of it."""
    if isinstance(node, list):
        return [_lean(item, lang, at) for item in node]
    if not isinstance(node, dict) or at[-1:] in (("examples",), ("enum",), ("x-renamed",)):
        return node
    if at[-1:] == ("properties",):
        return {name: _lean(item, lang, (*at, name, "")) for name, item in node.items()}
    kept = {name: item for name, item in node.items() if _asked(name, node, lang, at)}
    for name, wanted in _PARTS.items():
        if name in kept:
            kept[name] = {word: item for word, item in kept[name].items() if word in wanted}
    if lang == "fr" and "x-message" in kept:
        kept["x-message"] = _french(kept["x-message"])
    return {name: _lean(item, lang, (*at, name)) for name, item in kept.items()}


def _asked(name: str, node: Schema, lang: str, at: tuple[str, ...]) -> bool:
    """Whether something asks for a word of a schema: of fields inside groups, hints alone show descriptions."""
    if name in ("title", "description", "x-en"):
        told = at.count("properties") < 2 or not _HINTED.isdisjoint(node)
        return told and (name != "x-en" or lang == "en") and (name != "title" or at.count("properties") < 2)
    return name not in _UNUSED


def _french(words: Any) -> Any:
    return {name: _french(item) if name == "hint" else item for name, item in words.items() if name != "en"}


def _encoded(content: Any) -> bytes:
    """A text as it is, or a value as JSON."""
    text = (
        content
        if isinstance(content, str)
        else json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    )
    return text.encode()
