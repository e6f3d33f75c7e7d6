"""What a form holds, and small files that tell the rest → what to say of it, what it may become, and its text.

Translated to JavaScript when the site is built: a form then speaks as the command does. It knows nothing of the
disk or of the network: it says which files it needs, and is given them.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from communs import draft, rules, shards
from communs.answers import Desk
from communs.catalogue import Catalogue, Ref, resolve
from communs.entries import Entry, misnamed, slug
from communs.findings import Finding, Path, Text, text
from communs.kinds import Field, Kind, say, select
from communs.near import fold
from communs.patched import patched
from communs.reading.characters import FORBIDDEN
from communs.sheet import Sheet
from communs.territories import Territories
from communs.typography import say as typeset
from communs.vocabularies import Term, Vocabulary

HOSTS, COUNTRIES, LICENCES, ENGLISH = "hotes.json", "pays.json", "licences.json", "en.json"
_UNSURE = ("lien-inconnu", "territoire-inconnu")  # where a file that could not be had may know better
IDENTIFIERS = ("siren", "wikidata")


def first(kind: str, lang: str) -> list[str]:
    """The files that a form needs before anything else."""
    return [own(kind, lang), listed(kind), *([ENGLISH] if lang == "en" else [])]


def own(kind: str, lang: str) -> str:
    """The file of a kind's schema and lists."""
    return f"{kind}.json" if lang == "fr" else f"{kind}.{lang}.json"


def listed(kind: str) -> str:
    """The file that lists the entries of a kind."""
    return f"fiches-{kind}.json"


def opened(known: Mapping[str, Any], kind: str, lang: str, day: str) -> Form:
    """The form of a kind, from the files that it needs first."""
    facts = known[own(kind, lang)]
    return Form(
        kind=Kind(name=kind, schema=facts["schema"]),
        facts=facts,
        known=known,
        lang=lang,
        day=datetime.date.fromisoformat(day),
    )


def cleaned(value: Any) -> Any:
    """A value without the characters that nobody sees and no file may hold: they come with what is pasted."""
    if isinstance(value, dict):
        return {name: cleaned(held) for name, held in value.items()}
    if isinstance(value, list):
        return [cleaned(held) for held in value]
    if not isinstance(value, str):
        return value
    clean = FORBIDDEN.sub(lambda found: " " if found[0].isspace() else "", value)
    return value if clean == value else clean.strip()


@dataclass(frozen=True, kw_only=True)
class Form:
    """One form, with the files that it was given so far, by their names."""

    kind: Kind
    facts: Mapping[str, Any]
    known: Mapping[str, Any]
    lang: str
    day: datetime.date
    lost: Collection[str] = ()  # files that could not be had: what they would tell is not asked again
    own: str = ""  # the entry that it corrects, if any

    def learning(self, files: Mapping[str, Any]) -> Form:
        """The same form, given more files."""
        return replace(self, known={**self.known, **files})

    def losing(self, names: Iterable[str]) -> Form:
        """The same form, which does without some files."""
        return replace(self, lost=(*self.lost, *names))

    def correcting(self, identifier: str) -> Form:
        """The same form, for an entry that exists."""
        return replace(self, own=identifier)

    # What to fetch before anything is asked

    def needs(self, value: Any) -> list[str]:
        """The files without which not everything could be said of a value; ask again once they are given."""
        wanted: list[str] = []
        for pattern, field in self.kind.links:
            for _, held in select(value, pattern):
                if isinstance(held, str) and held.strip():
                    wanted += self._leading(field, held)
        forms = [(field.schema["format"], held) for field, held in self._texts(value)]
        if any(form == "uri" and held.startswith("http://") for form, held in forms):
            wanted.append(HOSTS)
        if any(form == "spdx" for form, _ in forms):
            wanted.append(LICENCES)
        return self._lacking(wanted)

    def asked(self, path: Path, typed: str) -> list[str]:
        """The files without which not everything could be proposed for what is typed."""
        field = self._field(path)
        wanted = [listed(to) for to in field.links_to if to in self.facts["types"]]
        if _of_territories(field):
            wanted += [*shards.meant(typed), *shards.coded(typed), COUNTRIES]
        return self._lacking([*wanted, *([LICENCES] if field.schema.get("format") == "spdx" else [])])

    def _texts(self, value: Any) -> Iterator[tuple[Field, str]]:
        for pattern, field in self.kind.having("format"):
            for _, held in select(value, pattern):
                if isinstance(held, str):
                    yield field, held

    def _leading(self, field: Field, held: str) -> Iterator[str]:
        """Where a link leads; where it leads nowhere, all that may be near."""
        if any(held in self.desk.catalogue.terms(to) for to in field.links_to):
            return
        near = [listed(to) for to in field.links_to if to in self.facts["types"]]
        if _of_territories(field):
            near += [COUNTRIES] if held.startswith("pays:") else shards.coded(held)
        yield from near
        if self._lacking(near) or resolve(self.desk.catalogue, field, held, ()):
            return
        yield from map(listed, self.facts["types"] if field.links_to[0] in self.facts["types"] else ())
        if _of_territories(field):
            yield from (*shards.meant(held), COUNTRIES)

    def _lacking(self, names: Iterable[str]) -> list[str]:
        table = self.known.get(shards.TABLE)
        existing = dict.fromkeys(shards.existing(names, table))
        return [name for name in existing if name not in self.known and name not in self.lost]

    # What is said

    def check(self, identifier: str, value: Any) -> list[dict[str, Any]]:
        """What `communs validate` says of an entry that has this value, in the order of the form."""
        name = identifier or self.named(value)
        sheet = self.desk.sheet(value, name)
        found = [(_place(place, finding), finding) for place, finding in self.desk.findings(sheet, name)]
        found += [(("_id",), finding) for finding in self._of_name(sheet.path, name)]
        unique = {(place, finding.rule, str(finding.message)): finding for place, finding in found}
        if self.lost:
            unique = {key: finding for key, finding in unique.items() if finding.rule not in _UNSURE}
        told = sorted(unique.items(), key=lambda one: self._order(one[0][0]))
        return [self._told(place, finding) for (place, _, _), finding in told]

    def _of_name(self, path: str, identifier: str) -> Iterator[Finding]:
        """What is wrong with the id."""
        if identifier:
            yield from misnamed(path, identifier)
        if identifier != self.own and (self.kind.name, identifier) in self.desk.catalogue.entries:
            yield Finding(
                path=path,
                rule="nom-de-fichier",
                message=text("La fiche « {nom} » existe déjà.", nom=identifier),
                hint=text("Si c’est la même chose, corrigez celle qui existe ; sinon, prenez un autre nom."),
            )

    def _told(self, place: Path, finding: Finding) -> dict[str, Any]:
        return {
            "path": list(place),
            "key": finding.span.column == 1,
            "rule": finding.rule,
            "severity": finding.severity,
            "message": self.say(finding.message),
            "hint": self.say(finding.hint) if finding.hint is not None else "",
            "fix": finding.fix.value if finding.fix is not None else None,
        }

    def say(self, words: Text) -> str:
        """A sentence in the language of the form."""
        return typeset(words, self.lang, lambda french: str(self.known[ENGLISH].get(french, french)))

    def _order(self, path: Path) -> list[int]:
        """The place of a path among those of the form; what is said of the whole comes first."""
        steps, field = [], self.kind.root if path[:1] != ("_id",) else None
        for part in path:
            names = list(field.children) if field is not None else []
            if isinstance(part, int):
                steps.append(part)
            elif field is not None:
                steps.append(names.index(part) if part in names else len(names))
            field = field and (field.item if isinstance(part, int) else field.children.get(part, field.item))
        return steps

    # What is typed

    def value(self, path: Path, typed: str) -> Any:
        """The value that a typed text stands for; itself where it can be read no other way."""
        field = self._field(path)
        if field.show.get("as") == "markdown" or "\n" in typed:
            return typed.replace("\r\n", "\n").strip()
        return self.desk.value(field, typed)

    def proposals(self, path: Path, typed: str) -> list[dict[str, str]]:
        """The values that what is typed so far may become, each with its name."""
        return [{"id": one.id, "label": one.label} for one in self.desk.proposals(self._field(path), typed)]

    def shown(self, path: Path, value: Any) -> str:
        """The name of a value, where it has one."""
        return self.desk.label(self._field(path), value)

    def _field(self, path: Path) -> Field:
        """The field of a control; of a list, that of its values."""
        field = self.kind.field_at(tuple(path)) or Field(name="", schema={})
        return field.item if field.item is not None and "array" in field.types else field

    # What is written

    def named(self, value: Mapping[str, Any]) -> str:
        """The id that an entry's fields make; nothing where they say too little."""
        if "x-id" in self.kind.schema:
            return rules.made_of_parts(self.kind, value)
        words = next((say(value[name], "fr") for name in ("nom", "titre") if name in value), "")
        return slug(words) if fold(words) else ""

    def text(self, value: dict[str, Any]) -> str:
        """The whole text of a new entry."""
        return draft.filled(self.kind, value)

    def patched(self, source: str, before: dict[str, Any], after: dict[str, Any]) -> str:
        """The text of an entry that exists, where only the fields that changed are written anew."""
        ordered = draft.in_order(after, self.kind.root)
        return patched(source, before, ordered, list(self.kind.fields))

    # What is known

    @cached_property
    def desk(self) -> Desk:
        """Where answers are weighed, with all that is known so far."""
        limits: list[int] = self.facts["mois"]
        return Desk(
            kind=self.kind,
            catalogue=Catalogue(
                kinds={name: self._light(name) for name in self.facts["types"]} | {self.kind.name: self.kind},
                entries={entry.ref: entry for kind in self.facts["types"] for entry in self._entries(kind)},
                vocabularies={name: _vocabulary(name, terms) for name, terms in self.facts["listes"].items()},
                territories=Territories(self._table, lambda: "\n".join(self._communes)),
            ),
            today=self.day,
            withdrawn=self._withdrawn,
            hosts=self.known.get(HOSTS, ()),
            months=(limits[0], limits[1]),
            lang=self.lang,
        )

    def _light(self, kind: str) -> Kind:
        """As much of another kind as its entries need to have a name."""
        name = self.known.get(listed(kind), {}).get("champ", "nom")
        return Kind(name=kind, schema={"properties": {name: {}}, "x-show": {"name": f"{{{name}}}"}})

    def _entries(self, name: str) -> Iterator[Entry]:
        kind, held = self._light(name), self.known.get(listed(name), {"champ": "", "fiches": ()})
        for id_, words, *more in held["fiches"]:
            yield _entry(kind, id_, {held["champ"]: words, **(more[0] if more else {})})

    @property
    def _withdrawn(self) -> Mapping[Ref, str]:
        kinds = ((kind, self.known.get(listed(kind), {"retraits": {}})) for kind in self.facts["types"])
        return {(kind, id_): day for kind, held in kinds for id_, day in held["retraits"].items()}

    @property
    def _table(self) -> str:
        main = self.known.get(shards.TABLE, {"table": ""})["table"]
        return f"{main}\n{self.known.get(shards.GROUPS, '')}"

    @property
    def _communes(self) -> list[str]:
        """The lines of all the files of communes, as they follow each other in the whole table."""
        files = (held for name, held in self.known.items() if name.startswith(("communes/", "noms/")))
        return sorted({line for held in files for line in held.split("\n")})


def _entry(kind: Kind, identifier: str, said: dict[str, Any]) -> Entry:
    """An entry of which little is known: its name, its site, its public identifiers."""
    data = {name: value for name, value in said.items() if name not in IDENTIFIERS}
    data["identifiants"] = {name: said[name] for name in IDENTIFIERS if name in said}
    path = f"catalogue/{kind.name}/{identifier}.yml"
    return Entry(kind=kind, id=identifier, data=data, document=Sheet(path=path, value=data))


def _vocabulary(name: str, terms: Mapping[str, Any]) -> Vocabulary:
    listed_ = {id_: Term(id=id_, data={"libelle": label}) for id_, label in terms.items()}
    return Vocabulary(id=name, path="", data={}, terms=listed_)


def _of_territories(field: Field) -> bool:
    return any(to.startswith("territoires") for to in field.links_to)


def _place(place: Path, finding: Finding) -> Path:
    """The path to show a finding at: its own, that of the field which would do, or that of the entry's name."""
    if finding.rule in ("nom-de-fichier", "fiche-retiree"):
        return ("_id",)
    wanted = finding.message.values.get("un") if finding.rule == "champ-manquant" else None
    return place if wanted is None else (*place, wanted)
