"""Entries → the linked catalogue: every id leads somewhere, every link is known from both ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from communs.entries import Entry
from communs.findings import Finding, Path, Severity, Text, text
from communs.kinds import KEY, Field, Kind, say, select
from communs.near import fold, nearest
from communs.sentences import short
from communs.territories import Territories
from communs.vocabularies import Term, Vocabulary
from communs.written import inline

Ref = tuple[str, str]
_MOST_SEARCHES = 1000  # for near names: whoever has more unknown links has another problem
_MOST_TERMS = 20  # of a list, in a hint


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

    @cached_property
    def _names(self) -> dict[tuple[Ref, str], str]:
        return {}

    def name(self, entry: Entry, lang: str = "fr") -> str:
        """The entry's name for people: its schema says from which fields."""
        key = (entry.ref, lang)
        if key not in self._names:
            self._names[key] = entry.id  # for names that go round in circles
            words = say(entry.kind.name_template, lang)
            holes = {name: f"{{{name}}}" for name in entry.kind.fields}
            values = {name: self._word(entry, name, lang) for name, hole in holes.items() if hole in words}
            self._names[key] = Text(fr=words, values=values).fill(words).strip() or entry.id
        return self._names[key]

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
    advice = _Advice(plain)
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
                    findings.append(advice.unknown(entry, field_, path, value, pattern[-1] == KEY))
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


class _Advice:
    """What to say of an id that leads nowhere, and which one was perhaps meant."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._names: dict[tuple[str, ...], dict[str, str]] = {}
        self._searches = _MOST_SEARCHES

    def unknown(self, entry: Entry, field_: Field, path: Path, value: str, of_key: bool) -> Finding:
        holder = path[:-1] if of_key else path
        name = next((str(part) for part in reversed(holder) if isinstance(part, str)), "")
        rule, message, hint = self._advise(field_, value, name)
        span = entry.document.span(path, key=of_key)
        return Finding(path=entry.path, span=span, rule=rule, message=message, hint=hint)

    def _advise(self, field_: Field, value: str, name: str) -> tuple[str, Text, Text]:
        shown, target = short(value), field_.links_to[0]
        if target.startswith("vocabulaires/"):
            message = text("« {valeur} » n’est pas une valeur de « {champ} ».", valeur=shown, champ=name)
            return "valeur-inconnue", message, self._term(target, value)
        if target.startswith("territoires"):
            message = text("« {valeur} » n’est pas un territoire connu.", valeur=shown)
            return "territoire-inconnu", message, self._territory(target, value)
        folders = ", ".join(f"catalogue/{kind}/" for kind in field_.links_to)
        message = text("Aucune fiche ne s’appelle « {valeur} » : {dossiers}.", valeur=shown, dossiers=folders)
        return "lien-inconnu", message, self._entry(field_.links_to, value)

    def _term(self, target: str, value: str) -> Text:
        terms = self._catalogue.terms(target)
        if not terms:
            name = target.removeprefix("vocabulaires/")
            return text("La liste catalogue/vocabulaires/{liste}.yml manque ou est vide.", liste=name)
        names = {**{term.label(): id_ for id_, term in terms.items()}, **{id_: id_ for id_ in terms}}
        if near := self._nearest(value, names):
            return _maybe(near)
        shown = ", ".join(list(terms)[:_MOST_TERMS]) + (", …" if len(terms) > _MOST_TERMS else "")
        return text("Choisissez parmi : {liste}.", liste=shown)

    def _territory(self, target: str, value: str) -> Text:
        near = self._catalogue.territories.suggest(value) if self._may_search() else []
        if target == "territoires/commune":
            near = [id_.partition(":")[2] for id_ in near if id_.startswith("commune:")]
            return _maybe(near) if near else text('Écrivez un code INSEE, par exemple "59350" pour Lille.')
        if near:
            return _maybe(near)
        return text("Écrivez par exemple france, region:32, departement:59, epci:200093201 ou commune:59350.")

    def _entry(self, to: tuple[str, ...], value: str) -> Text:
        elsewhere = [kind for kind in self._catalogue.kinds if (kind, value) in self._catalogue.entries]
        if elsewhere:
            return text("« {valeur} » est dans catalogue/{dossier}/.", valeur=value, dossier=elsewhere[0])
        if to not in self._names:
            refs = [e for kind in to if kind in self._catalogue.kinds for e in self._catalogue.by_kind[kind]]
            named = {self._catalogue.name(entry): entry.id for entry in refs}
            self._names[to] = named | {entry.id: entry.id for entry in refs}
        if near := self._nearest(value, self._names[to]):
            return _maybe(near)
        return text("Créez d’abord cette fiche, ou retirez la ligne.")

    def _nearest(self, value: str, names: Mapping[str, str]) -> list[str]:
        found = nearest(value, names) if self._may_search() else []
        return list(dict.fromkeys(names[name] for name in found))

    def _may_search(self) -> bool:
        self._searches -= 1
        return self._searches >= 0


def _maybe(near: list[str]) -> Text:
    one, two, three = ([inline(id_) for id_ in near] + ["", ""])[:3]
    if three:
        return text(
            "Vouliez-vous écrire « {un} », « {deux} » ou « {trois} » ?", un=one, deux=two, trois=three
        )
    if two:
        return text("Vouliez-vous écrire « {un} » ou « {deux} » ?", un=one, deux=two)
    return text("Vouliez-vous écrire « {un} » ?", un=one)


def _website(entry: Entry) -> Any:
    address = entry.data.get("site_web")
    if not isinstance(address, str):
        return None
    return address.partition("//")[2].lower().removeprefix("www.").rstrip("/") or None


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
    (text("La fiche « {autre} » a le même site web."), "warning", ("site_web",), _website),
    (text("La fiche « {autre} » a le même nom."), "warning", ("nom",), _own_name),
)


def _twins(catalogue: Catalogue) -> Iterator[Finding]:
    """Entries of one kind that seem to be about the same thing."""
    for message, severity, path, value_of in _UNIQUE:
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
                    message=message.about(autre=first.id),
                    hint=text(
                        "Si c’est la même chose, complétez {fichier} au lieu d’en faire une deuxième.",
                        fichier=first.path,
                    ),
                )
