"""Entries → the linked catalogue: every id leads somewhere, every link is known from both ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from communs.entries import Entry
from communs.findings import Finding, Path, Severity, Text, text
from communs.kinds import Field, Kind, say, select
from communs.near import fold, nearest
from communs.territories import Territories
from communs.vocabularies import Vocabulary

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
        kinds = [name for name in to if name in self.kinds]
        folder, slash, identifier = value.partition("/")
        if slash and folder in kinds and (folder, identifier) in self.entries:
            return folder, identifier
        return next(((name, value) for name in kinds if (name, value) in self.entries), None)

    def name(self, entry: Entry, lang: str = "fr") -> str:
        """The entry's name for people: its schema says from which fields."""
        template = entry.kind.name_template
        words = say(template, lang)
        values = {name: self._word(entry, name, lang) for name in entry.kind.fields if f"{{{name}}}" in words}
        return Text(fr=words, values=values).fill(words).strip() or entry.id

    def _word(self, entry: Entry, name: str, lang: str) -> str:
        value = entry.data.get(name)
        field_ = entry.kind.fields[name]
        if isinstance(value, str) and field_.links_to:
            return self.word(field_.links_to, value, lang)
        return say(value, lang) or (entry.id if value is None else str(value))

    def word(self, to: Iterable[str], value: str, lang: str = "fr") -> str:
        """The name of what an id means: an entry, a term or a territory; the id itself if unknown."""
        for target in to:
            if target.startswith("vocabulaires/"):
                vocabulary = self.vocabularies.get(target.removeprefix("vocabulaires/"))
                if vocabulary and value in vocabulary.terms:
                    return vocabulary.terms[value].label(lang)
            elif target == "territoires" and (territory := self.territories.get(value)):
                return self.territories.name_in(territory, lang)
            elif target == "territoires/commune" and (commune := self.territories.commune(value)):
                return commune.name
        ref = self.find(to, value)
        return self.name(self.entries[ref], lang) if ref else value


def link(
    kinds: Mapping[str, Kind],
    entries: Mapping[Ref, Entry],
    vocabularies: Mapping[str, Vocabulary],
    territories: Territories,
    unread: Collection[Ref] = (),
) -> tuple[Catalogue, list[Finding]]:
    """Follow every link. Entries whose text could not be read (`unread`) still count as existing."""
    plain = Catalogue(kinds=kinds, entries=entries, vocabularies=vocabularies, territories=territories)
    backlinks: defaultdict[Ref, list[Link]] = defaultdict(list)
    findings: list[Finding] = []
    known: dict[tuple[tuple[str, ...], str], Ref | bool] = {}
    for entry in entries.values():
        for pattern, field_ in entry.kind.links:
            for path, value in select(entry.data, pattern):
                if not isinstance(value, str) or not value.strip():
                    continue
                key = (field_.links_to, value)
                if key not in known:
                    known[key] = _resolve(plain, field_, value, unread)
                target = known[key]
                if isinstance(target, tuple):
                    backlinks[target].append(Link(source=entry, target=target, path=path, field=field_))
                elif not target:
                    findings.append(_unknown(plain, entry, field_, path, value))
    linked = Catalogue(
        kinds=kinds,
        entries=entries,
        vocabularies=vocabularies,
        territories=territories,
        backlinks={ref: tuple(links) for ref, links in backlinks.items()},
    )
    return linked, [*findings, *_twins(linked)]


def _resolve(catalogue: Catalogue, field_: Field, value: str, unread: Collection[Ref]) -> Ref | bool:
    if value in field_.schema["x-link"].get("except", ()):
        return True
    for target in field_.links_to:
        if target.startswith("vocabulaires/"):
            vocabulary = catalogue.vocabularies.get(target.removeprefix("vocabulaires/"))
            if vocabulary and value in vocabulary.terms:
                return True
        elif target == "territoires":
            if catalogue.territories.get(value):
                return True
        elif target == "territoires/commune":
            if catalogue.territories.commune(value):
                return True
        elif (target, value) in unread:
            return True
    return catalogue.find(field_.links_to, value) or False


def _unknown(catalogue: Catalogue, entry: Entry, field_: Field, path: Path, value: str) -> Finding:
    rule, message, hint = _advice(catalogue, field_, value)
    name = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
    return Finding(
        path=entry.path,
        span=entry.document.span(path),
        rule=rule,
        message=text(message, valeur=value, champ=name),
        hint=hint,
    )


def _advice(catalogue: Catalogue, field_: Field, value: str) -> tuple[str, str, Text]:
    target = field_.links_to[0]
    if target.startswith("vocabulaires/"):
        vocabulary = catalogue.vocabularies.get(target.removeprefix("vocabulaires/"))
        terms = vocabulary.terms if vocabulary else {}
        names = {**{term.label(): id_ for id_, term in terms.items()}, **{id_: id_ for id_ in terms}}
        return (
            "valeur-inconnue",
            "« {valeur} » n’est pas une valeur de « {champ} ».",
            _hint(value, names, list(terms)),
        )
    if target.startswith("territoires"):
        near = catalogue.territories.suggest(value)
        if target == "territoires/commune":
            near = [id_.partition(":")[2] for id_ in near if id_.startswith("commune:")]
        if near:
            return "territoire-inconnu", "« {valeur} » n’est pas un territoire connu.", _maybe(near)
        hint = text("Écrivez par exemple france, region:32, departement:59, epci:200093201 ou commune:59350.")
        return "territoire-inconnu", "« {valeur} » n’est pas un territoire connu.", hint
    refs = [entry for kind in field_.links_to if kind in catalogue.kinds for entry in catalogue.by_kind[kind]]
    names = {**{catalogue.name(entry): entry.id for entry in refs}, **{entry.id: entry.id for entry in refs}}
    folders = " ou ".join(f"catalogue/{kind}/" for kind in field_.links_to)
    near = [names[found] for found in nearest(value, names)]
    absent = text("Créez d’abord la fiche dans {dossiers}, ou retirez la ligne.", dossiers=folders)
    return "lien-inconnu", "« {valeur} » n’est le nom d’aucune fiche.", _maybe(near) if near else absent


def _hint(value: str, names: Mapping[str, str], ids: list[str]) -> Text:
    near = [names[found] for found in nearest(value, names)]
    if near:
        return _maybe(near)
    shown = ", ".join(ids[:20]) + (", …" if len(ids) > 20 else "")
    return text("Choisissez parmi : {liste}.", liste=shown)


def _maybe(near: list[str]) -> Text:
    unique = list(dict.fromkeys(near))
    return text("Vouliez-vous écrire « {proche} » ?", proche=" » ou « ".join(unique))


def _website(entry: Entry) -> Any:
    address = entry.data.get("site_web")
    if not isinstance(address, str):
        return None
    return address.partition("//")[2].lower().removeprefix("www.").rstrip("/") or None


def _identifier(name: str) -> Callable[[Entry], Any]:
    def found(entry: Entry) -> Any:
        known = entry.data.get("identifiants")
        return known.get(name) if isinstance(known, dict) else None

    return found


def _own_name(entry: Entry) -> Any:
    name = entry.data.get("nom")
    return fold(name) or None if isinstance(name, str) else None


_UNIQUE: tuple[tuple[str, Severity, tuple[str, ...], Callable[[Entry], Any]], ...] = (
    ("SIREN", "error", ("identifiants", "siren"), _identifier("siren")),
    ("Wikidata", "error", ("identifiants", "wikidata"), _identifier("wikidata")),
    ("site web", "warning", ("site_web",), _website),
    ("nom", "warning", ("nom",), _own_name),
)


def _twins(catalogue: Catalogue) -> Iterator[Finding]:
    """Entries of one kind that seem to be about the same thing."""
    for label, severity, path, value_of in _UNIQUE:
        seen: dict[tuple[str, Any], Entry] = {}
        for entry in catalogue.entries.values():
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
                    message=text("Même {quoi} que la fiche « {autre} ».", quoi=label, autre=first.id),
                    hint=text(
                        "Si c’est la même chose, complétez {fichier} au lieu d’en faire une deuxième.",
                        fichier=first.path,
                    ),
                )
