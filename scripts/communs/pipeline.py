"""The story on one screen: text → located document → entry → catalogue → pages and exports."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from communs import (
    catalogue,
    disk,
    drawings,
    entries,
    facts,
    form_reader,
    git,
    kinds,
    layout,
    located,
    medias,
    published,
    redirections,
    rules,
    settings,
    territories,
    vocabularies,
)
from communs.catalogue import Catalogue, Ref
from communs.entries import Entry
from communs.facts import Facts, items
from communs.findings import CannotWork, Finding, in_file_order, text
from communs.kinds import Kind
from communs.located import Document
from communs.mending import fixes, tidiness
from communs.settings import Settings

CONFIG = {
    "settings": "reglages",
    "vocabulary": "vocabulaire",
    "withdrawn": "retraits",
    "renamed": "redirections",
    "facts": "faits",
}


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What a repository holds, and all that is to be said about it."""

    root: Path
    world: rules.World
    settings: Settings
    catalogue: Catalogue
    findings: list[Finding]
    withdrawn: list[dict[str, Any]]
    renamed: list[dict[str, Any]]
    facts: Mapping[str, Facts]  # by Q-id
    medias: frozenset[str]  # the pictures that may be shown

    @property
    def day(self) -> datetime.date:
        """The day of the check."""
        return self.world.today

    @property
    def errors(self) -> list[Finding]:
        """What keeps the site from being built."""
        return [finding for finding in self.findings if finding.severity == "error"]

    @cached_property
    def changed(self) -> Mapping[str, datetime.date]:
        """When each file of the catalogue last changed, where git tells; asked by those who show it."""
        return git.changed(self.root)

    @cached_property
    def commit(self) -> str:
        """The commit that the catalogue is at, where git tells."""
        return git.commit(self.root)

    @property
    def sound(self) -> bool:
        """No error: the site may be built."""
        return not self.errors


def today() -> datetime.date:
    """The day: SOURCE_DATE_EPOCH where set, else today, in UTC. Raises CannotWork."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.datetime.now(datetime.UTC).date()
    try:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        message = text("SOURCE_DATE_EPOCH={valeur} n’est pas un nombre de secondes.", valeur=epoch)
        raise CannotWork(message) from error


Watch = Callable[[Iterable[disk.Source]], Iterable[disk.Source]]
Laid = Mapping[str, bytes | None]  # what files are to hold; None for those that are to go away
NOTHING: Laid = MappingProxyType({})


def check(root: Path, watch: Watch = iter, laid: Laid = NOTHING) -> Checked:
    """Read, check and link everything under a root. Raises CannotWork.

    `watch` sees the files go by, one after the other. What is `laid` over some of them is read in their stead.
    """
    known = read_kinds(root)
    config = {role: _config_kind(root, name) for role, name in CONFIG.items()}
    chosen, findings = read_settings(root, config["settings"], laid)
    shelf = _Shelf(known=known, config=config, findings=findings)
    for source in watch(_sources(root, laid)):
        shelf.put(source)
    world = rules.World(
        today=today(), territories=territories.load(),
        warn_months=chosen.warn_months, doubt_months=chosen.doubt_months,
    )  # fmt: skip
    for entry in shelf.entries.values():
        findings.extend(entries.check(entry, world))
    linked, more = catalogue.link(
        known, shelf.entries, shelf.vocabularies, world.territories, shelf.unread, shelf.withdrawn
    )
    return Checked(
        root=root,
        world=world,
        settings=chosen,
        catalogue=linked,
        findings=in_file_order(
            [
                *findings,
                *more,
                *items.check(linked, shelf.facts),
                *medias.check(linked, shelf.medias),
                *_addresses(shelf, published.standing(linked, shelf.unread), world.today),
            ]
        ),
        withdrawn=shelf.lists["withdrawn"],
        renamed=shelf.lists["renamed"],
        facts=shelf.facts,
        medias=frozenset(name for name, drawn in shelf.medias.items() if drawn),
    )


def _addresses(shelf: _Shelf, here: set[str], day: datetime.date) -> Iterator[Finding]:
    """What is wrong with the addresses that readers may have kept."""
    gone = {item["adresse"] for item in shelf.lists["withdrawn"]}
    renamed = shelf.lists["renamed"]
    yield from redirections.check(shelf.renamed, renamed, here | gone)
    yield from published.lost(shelf.published, here, gone | {item["de"] for item in renamed}, day)


def _sources(root: Path, laid: Laid) -> Iterator[disk.Source]:
    """The files as they are to be."""
    left = dict(laid)
    for source in disk.sources(root):
        if source.path not in laid:
            yield source
        elif (data := left.pop(source.path)) is not None:
            yield replace(source, data=data)
    for path, data in left.items():
        if data is not None and path.startswith("catalogue/"):
            yield disk.Source(path=path, data=data)


def fix(checked: Checked, wanted: Callable[[str], bool]) -> fixes.Fixed:
    """Make the edits that findings carry, in the files whose path is wanted. Raises CannotWork."""
    root = checked.root
    done = fixes.make(
        lambda laid: check(root, laid=laid).findings if laid else checked.findings,
        lambda path: disk.own(root, path) if wanted(path) else None,
    )
    for path, data in done.texts.items():
        disk.rewrite(root / path, data)
    return done


def read_kinds(root: Path) -> dict[str, Kind]:
    """Every folder of `schemas/` that holds a schema, in the order of menus."""
    common = disk.read_text(root / "schemas" / "commun.json")
    found = []
    for path in sorted((root / "schemas").glob("*/schema.json")):
        example = path.with_name("exemple.yml")
        found.append(
            _kind(
                path.parent.name,
                disk.read_text(path),
                common,
                example=disk.read_text(example) if example.exists() else "",
            )
        )
    return {kind.name: kind for kind in sorted(found, key=lambda kind: (kind.order, kind.name))}


def read_settings(root: Path, kind: Kind, laid: Laid = NOTHING) -> tuple[Settings, list[Finding]]:
    """`communs.yml`, checked like everything else; without it, what the surroundings tell."""
    path = root / "communs.yml"
    document = Document(path=path.name)
    if path.exists():
        document = located.read(laid.get(path.name) or disk.read_bytes(path), path.name)
    data, findings = _config(document, kind)
    return settings.read(
        data if isinstance(data, dict) and not findings else {}, os.environ, git.remote(root)
    ), findings


def settings_of(root: Path) -> Settings:
    """`communs.yml` alone, for whoever needs no entry. Raises CannotWork."""
    return read_settings(root, _config_kind(root, CONFIG["settings"]))[0]


@lru_cache(maxsize=64)
def _kind(name: str, own: str, common: str, *, where: str = "", example: str = "") -> Kind:
    """The kind of these texts, made once: a command may check the catalogue again and again."""
    return kinds.read(name, own, common, where=where, example=example)


def _config_kind(root: Path, name: str) -> Kind:
    where = f"schemas/{name}.json"
    common = disk.read_text(root / "schemas" / "commun.json")
    return _kind(name, disk.read_text(root / where), common, where=where)


def _config(document: Document, kind: Kind) -> tuple[Any, list[Finding]]:
    """A file of the house (settings, a list): its value, and what its schema says of it."""
    findings = list(document.findings)
    if document.value is not None:
        findings.extend(entries.judge(kind, document.value, document))
    return document.value, findings


@dataclass(kw_only=True)
class _Shelf:
    """Where each file under `catalogue/` goes, by what its place says it is."""

    known: Mapping[str, Kind]
    config: Mapping[str, Kind]
    findings: list[Finding]

    def __post_init__(self) -> None:
        self.entries: dict[Ref, Entry] = {}
        self.unread: set[Ref] = set()
        self.vocabularies: dict[str, vocabularies.Vocabulary] = {}
        self.lists: dict[str, list[dict[str, Any]]] = {"withdrawn": [], "renamed": []}
        self.renamed = Document(path=redirections.LIST)
        self.published = ""
        self.facts: dict[str, Facts] = {}
        self.medias: dict[str, bool] = {}  # whether they may be shown

    @property
    def withdrawn(self) -> dict[Ref, str]:
        """The day when each address was withdrawn."""
        return {tuple(item["adresse"].split("/")): item["le"] for item in self.lists["withdrawn"]}

    def put(self, source: disk.Source) -> None:
        place = layout.place(source.path, self.known)
        if isinstance(place, Finding) or source.finding is not None:
            self.findings.append(source.finding or place)  # type: ignore[arg-type]  # one of them is a finding
            if not isinstance(place, Finding) and place.role == "entry":
                self.unread.add((place.kind, place.id))
        elif place.role == "entry":
            self._entry(place, located.read(source.data, source.path))
        elif place.role == "facts":
            self._facts(place, source)
        elif place.role == "published":
            self.published = source.data.decode("utf-8", "replace")
        elif place.role == "other":
            self._media(source)
        else:
            self._list(place, located.read(source.data, source.path))

    def _entry(self, place: layout.Place, document: Document) -> None:
        ref = (place.kind, place.id)
        self.findings.extend(form_reader.said(document, place.kind, self.known))
        self.findings.extend(entries.misnamed(document.path, place.id))
        if isinstance(document.value, dict):
            self.entries[ref] = Entry(
                kind=self.known[place.kind], id=place.id, data=document.value, document=document
            )
        else:
            self.unread.add(ref)

    def _facts(self, place: layout.Place, source: disk.Source) -> None:
        found = facts.read(source.data, source.path, self.config["facts"])
        if isinstance(found, Facts):
            self.facts[place.id] = found
        else:
            self.findings.append(found)

    def _media(self, source: disk.Source) -> None:
        name = source.path.removeprefix(facts.MEDIAS)
        if name != source.path and "/" not in name:
            self.medias[name] = not name.endswith(".svg") or drawings.inert(source.data)

    def _list(self, place: layout.Place, document: Document) -> None:
        value, findings = _config(document, self.config[place.role])
        self.findings.extend(findings)
        if place.role == "vocabulary":
            vocabulary, more = vocabularies.read(place.id, document)
            self.vocabularies[place.id] = vocabulary
            self.findings.extend(more)
            self.findings.extend(tidiness.check(document, tidiness.VOCABULARY, self.known))
        elif isinstance(value, list) and not findings:
            self.lists[place.role] = value
            if place.role == "renamed":
                self.renamed = document


def only(findings: Iterable[Finding], paths: Iterable[str]) -> Iterator[Finding]:
    """The findings of some files or folders."""
    wanted = list(paths)
    for finding in findings:
        if under(finding.path, wanted):
            yield finding


def under(path: str, places: Iterable[str]) -> bool:
    """Whether a file is one of some files, or in one of some folders."""
    return any(path == place.rstrip("/") or path.startswith(f"{place.rstrip('/')}/") for place in places)


def since(findings: Iterable[Finding], changes: git.Changes) -> Iterator[Finding]:
    """What a change has to answer for: its own files, and the errors elsewhere where it can reach them."""
    for finding in findings:
        if finding.path in changes.paths or (changes.reach and finding.severity == "error"):
            yield finding
