"""Entries → the linked catalogue: every id leads somewhere, every link is known from both ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from communs import addresses
from communs.entries import Entry
from communs.findings import Finding, Path, Severity, Text, first, text
from communs.kinds import KEY, Field, Kind, say, select
from communs.near import fold
from communs.territories import Territories
from communs.vocabularies import Term, Vocabulary
from communs.wording.advice import Advice, fits, website

Ref = tuple[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """One mention of an entry by another: where, and by which field."""

    source: Entry
    target: Ref
    path: Path
    field: Field


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """All entries by kind and id, the lists they draw on, and who mentions whom."""

    kinds: Mapping[str, Kind]
    entries: Mapping[Ref, Entry]
    vocabularies: Mapping[str, Vocabulary]
    territories: Territories
    backlinks: Mapping[Ref, tuple[Link, ...]] = field(default_factory=dict)

    @cached_property
    def by_kind(self) -> Mapping[str, tuple[Entry, ...]]:
        """The entries of each kind, in the order of their names."""
        grouped: dict[str, list[Entry]] = {name: [] for name in self.kinds}
        for entry in self.entries.values():
            grouped[entry.kind.name].append(entry)
        return {name: tuple(sorted(found, key=self._order)) for name, found in grouped.items()}

    def _order(self, entry: Entry) -> tuple[str, str]:
        return fold(self.name(entry)), entry.id

    def find(self, to: Iterable[str], value: str) -> Ref | None:
        """The entry an id means, in the first of the kinds that has it; `kind/id` names it outright."""
        return next((ref for ref in meant(to, value) if ref in self.entries), None)

    @cached_property
    def _names(self) -> dict[tuple[Ref, str], str]:
        return {}

    def name(self, entry: Entry, lang: str = "fr") -> str:
        """The entry's name for people: its schema says from which fields."""
        key = (entry.ref, lang)
        if key not in self._names:
            self._names[key] = entry.id  # for names that go round in circles
            words = say(entry.kind.name_template, lang)
            values = {name: self._word(entry, name, lang) for name in entry.kind.name_fields}
            self._names[key] = Text(fr=words, values=values).fill(words).strip() or entry.id
        return self._names[key]

    def name_lang(self, entry: Entry, lang: str) -> str | None:
        """« fr » where the entry has no name in that language: its schema says which names need no translation."""
        told = (entry.data.get(name) for name in entry.kind.name_fields)
        known = lang == "fr" or lang in entry.kind.name_template
        return None if known or any(isinstance(one, dict) and lang in one for one in told) else "fr"

    def _word(self, entry: Entry, name: str, lang: str) -> str:
        value = entry.data.get(name)
        field_ = entry.kind.fields[name]
        if isinstance(value, str) and field_.links_to:
            return self.word(field_.links_to, value, lang)
        return say(value, lang) or (entry.id if value is None else str(value))

    def terms(self, target: str) -> Mapping[str, Term]:
        """The terms by id where a link leads to a list (`vocabulaires/…`), else none."""
        folder, _, name = target.partition("/")
        vocabulary = self.vocabularies.get(name) if folder == "vocabulaires" else None
        return vocabulary.terms if vocabulary else {}

    def word(self, to: Iterable[str], value: str, lang: str = "fr") -> str:
        """The name of what an id means: an entry, a term or a territory; the id itself if unknown."""
        for target in to:
            if term := self.terms(target).get(value):
                return term.label(lang)
            if target == "territoires" and (territory := self.territories.get(value)):
                return self.territories.name_in(territory, lang)
            if target == "territoires/commune" and (commune := self.territories.commune(value)):
                return commune.name.replace("'", "’")
        ref = self.find(to, value)
        return self.name(self.entries[ref], lang) if ref else value


def meant(to: Iterable[str], value: str) -> Iterator[Ref]:
    """The entries that an id may mean, the likeliest first."""
    kinds = tuple(to)
    folder, _, identifier = value.partition("/")
    if identifier and folder in kinds:
        yield folder, identifier
    for kind in kinds:
        yield kind, value


def link(
    kinds: Mapping[str, Kind],
    entries: Mapping[Ref, Entry],
    vocabularies: Mapping[str, Vocabulary],
    territories: Territories,
    unread: Collection[Ref] = (),
    withdrawn: Mapping[Ref, str] | None = None,
) -> tuple[Catalogue, list[Finding]]:
    """Follow every link. Entries whose text could not be read (`unread`) still count as existing.

    `withdrawn` gives the day when what stood at an address was withdrawn.
    """
    plain = Catalogue(kinds=kinds, entries=entries, vocabularies=vocabularies, territories=territories)
    trail = _Trail(catalogue=plain, unread=unread, withdrawn=withdrawn or {}, advice=Advice(plain))
    findings = [finding for entry in entries.values() for finding in first(trail.follow(entry))]
    linked = Catalogue(
        kinds=kinds,
        entries=entries,
        vocabularies=vocabularies,
        territories=territories,
        backlinks={ref: tuple(links) for ref, links in trail.backlinks.items()},
    )
    again = _again(entries, withdrawn or {})
    return linked, [*findings, *again, *_twins(entries.values()), *addresses.plain(entries.values())]


def follow(
    entry: Entry,
    known: Catalogue,
    unread: Collection[Ref] = (),
    withdrawn: Mapping[Ref, str] | None = None,
    hosts: Collection[str] = (),
) -> Iterator[Finding]:
    """What `link` says of one entry, were it put among those that are known, in the place of its former self.

    `hosts` are those that answer in `https://`, beside those that the entries tell.
    """
    whole = replace(known, entries={**known.entries, entry.ref: entry})
    trail = _Trail(catalogue=whole, unread=unread, withdrawn=withdrawn or {}, advice=Advice(whole))
    yield from first(trail.follow(entry))
    yield from _again({entry.ref: entry}, withdrawn or {})
    others = [other for other in known.entries.values() if other.ref != entry.ref]
    alike = [other for other in others if other.kind.name == entry.kind.name]
    yield from (finding for finding in _twins([*alike, entry]) if finding.path == entry.path)
    if "http://" in entry.document.text:
        yield from addresses.unsafe([entry], addresses.safe([*others, entry]) | {*hosts})


@dataclass(kw_only=True, slots=True)
class _Trail:
    """Where the links that were followed lead."""

    catalogue: Catalogue
    unread: Collection[Ref]
    withdrawn: Collection[Ref]
    advice: Advice
    backlinks: defaultdict[Ref, list[Link]] = field(default_factory=lambda: defaultdict(list))
    known: dict[tuple[tuple[str, ...], str], Ref | bool] = field(default_factory=dict)

    def follow(self, entry: Entry) -> Iterator[Finding]:
        """Follow the links of an entry; those that lead nowhere come back."""
        for pattern, field_ in entry.kind.links:
            for path, value in select(entry.data, pattern):
                if not isinstance(value, str) or not value.strip():
                    continue
                key = (field_.links_to, value)
                if key not in self.known:
                    self.known[key] = resolve(self.catalogue, field_, value, self.unread)
                target = self.known[key]
                if isinstance(target, tuple):
                    link = Link(source=entry, target=target, path=path, field=field_)
                    self.backlinks[target].append(link)
                elif not target and any(ref in self.withdrawn for ref in meant(field_.links_to, value)):
                    yield _gone(entry, path, value)
                elif not target and fits(entry, path):
                    yield self.advice.unknown(entry, field_, path, value, pattern[-1] == KEY)


def resolve(catalogue: Catalogue, field_: Field, value: str, unread: Collection[Ref]) -> Ref | bool:
    """What an id means: an entry, or True for what is known and is none; False where nobody knows it."""
    if value in field_.schema["x-link"].get("except", ()):
        return True
    for target in field_.links_to:
        if value in catalogue.terms(target):
            return True
        if target == "territoires":
            if catalogue.territories.get(value):
                return True
        elif target == "territoires/commune":
            if catalogue.territories.commune(value):
                return True
        elif (target, value) in unread:
            return True
    return catalogue.find(field_.links_to, value) or False


def _gone(entry: Entry, path: Path, value: str) -> Finding:
    return Finding(
        path=entry.path,
        span=entry.document.span(path),
        rule="lien-retire",
        severity="warning",
        message=text("La fiche « {valeur} » a été retirée du catalogue, sur demande.", valeur=value),
        hint=text(
            "Retirez ce lien ; si rien ne tient sans lui, cette fiche-ci est peut-être à retirer aussi."
        ),
    )


def _again(entries: Mapping[Ref, Entry], withdrawn: Mapping[Ref, str]) -> Iterator[Finding]:
    """Entries that stand where one was withdrawn: nobody writes it anew without those who asked."""
    for ref, day in withdrawn.items():
        if ref in entries:
            yield Finding(
                path=entries[ref].path,
                rule="fiche-retiree",
                message=text("La fiche de cette adresse a été retirée le {date}, sur demande.", date=day),
                hint=text(
                    "Retirez ce fichier ; si qui l’a demandé veut revenir, "
                    "ôtez d’abord l’adresse de catalogue/_retraits.yml."
                ),
            )


def _own_name(entry: Entry) -> Any:
    name = entry.data.get("nom")
    return fold(name) or None if isinstance(name, str) else None


_UNIQUE: tuple[tuple[Text, Severity, tuple[str, ...], Callable[[Entry], Any]], ...] = (
    (
        text("La fiche « {autre} » a le même SIREN."),
        "error",
        ("identifiants", "siren"),
        lambda entry: entry.identifier("siren"),
    ),
    (
        text("La fiche « {autre} » a le même identifiant Wikidata."),
        "error",
        ("identifiants", "wikidata"),
        lambda entry: entry.identifier("wikidata"),
    ),
    (text("La fiche « {autre} » a le même site web."), "warning", ("site_web",), website),
    (text("La fiche « {autre} » a le même nom."), "warning", ("nom",), _own_name),
)


def _twins(entries: Iterable[Entry]) -> Iterator[Finding]:
    """Entries of one kind that seem to be about the same thing."""
    for message, severity, path, value_of in _UNIQUE:
        seen: dict[tuple[str, Any], Entry] = {}
        for entry in entries:
            value = value_of(entry)
            if not isinstance(value, str):
                continue
            first = seen.setdefault((entry.kind.name, value), entry)
            if first is not entry:
                yield Finding(
                    path=entry.path,
                    span=entry.document.span(path),
                    rule="doublon",
                    severity=severity,
                    message=message.about(autre=first.id),
                    hint=text(
                        "Si c’est la même chose, complétez {fichier} au lieu d’en faire une deuxième.",
                        fichier=first.path,
                    ),
                )
