"""What somebody typed in answer to a question → a value of the field, and what `communs validate` says of it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from communs import catalogue, entries
from communs.catalogue import Catalogue, Ref
from communs.draft import nested
from communs.entries import Entry
from communs.findings import Finding, Path
from communs.formats import FORMATS
from communs.given import Values
from communs.kinds import Field, Kind
from communs.mending import mended
from communs.near import fold, nearest
from communs.rules import World
from communs.sheet import Sheet
from communs.territories import departement_of

UNNAMED = "nouvelle-fiche"  # the id of an entry whose name is not chosen yet
_MOST = 50  # proposals at once
_YES = {"oui", "o", "yes", "y", "true", "vrai"}
_NO = {"non", "n", "no", "false", "faux"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """One value that a field may take, and its name for people."""

    id: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What answers about one new entry are weighed against."""

    kind: Kind
    catalogue: Catalogue
    today: datetime.date
    unread: Collection[Ref] = ()
    withdrawn: Mapping[Ref, str] | None = None  # the day of each
    hosts: Collection[str] = ()  # that answer in https, beside those that the catalogue tells
    months: tuple[int, int] = (6, 24)  # after which an entry is worth a reminder, then a doubt
    lang: str = "fr"

    def choices(self, field: Field) -> list[Choice]:
        """Every value of a field that has a list of them; territories are too many to list."""
        if "boolean" in field.types:
            yes, no = {"en": ("yes", "no")}.get(self.lang, ("oui", "non"))
            return [Choice(id=yes, label=""), Choice(id=no, label="")]
        ids = [*map(str, field.schema.get("enum", ())), *field.schema.get("x-link", {}).get("except", ())]
        for target in field.links_to:
            ids += self.catalogue.terms(target)
            ids += [entry.id for entry in self.catalogue.by_kind.get(target, ())]
        return [self._choice(field, id_) for id_ in dict.fromkeys(ids)]

    def proposals(self, field: Field, typed: str) -> list[Choice]:
        """The values that what is typed so far may become, likeliest first."""
        if any(target.startswith("territoires") for target in field.links_to):
            begun = self._territories(field, self.catalogue.territories.beginning(typed))
            return [self._choice(field, id_) for id_ in islice(begun, _MOST)]
        if field.schema.get("format") in ("date", "date-partielle"):
            today = self.today.isoformat()
            return [Choice(id=today, label="")] if today.startswith(typed.strip()) else []
        return matching(typed, self.choices(field))[:_MOST]

    def named(self, field: Field, typed: str) -> list[str]:
        """The ids that a name, or the id itself however it was typed, stands for."""
        wanted = fold(typed)
        if any(target.startswith("territoires") for target in field.links_to):
            ids: Iterable[str] = self._territories(field, self.catalogue.territories.suggest(typed))
        else:
            ids = [choice.id for choice in self.choices(field)]
        found = list(dict.fromkeys(ids))
        exact = [id_ for id_ in found if id_ == typed]
        return exact or [id_ for id_ in found if wanted in (fold(id_), fold(self._word(field, id_)))]

    def near(self, field: Field, typed: str) -> str | None:
        """The one id that a slip of the hand turned into what was typed; None where there are several."""
        if any(target.startswith("territoires") for target in field.links_to):
            found = list(self._territories(field, self.catalogue.territories.suggest(typed)))
        else:
            names = {name: c.id for c in self.choices(field) for name in (c.label, c.id)}
            found = list(dict.fromkeys(names[name] for name in nearest(typed, names)))
        return found[0] if len(found) == 1 else None

    def value(self, field: Field, typed: str) -> Any:
        """The value that an answer stands for; the answer itself where it can be read no other way."""
        plain = " ".join(typed.split())
        form = field.schema.get("format")
        if not (field.links_to or form or field.types[0] != "string"):
            return plain
        bare = re.sub(r"^([\"'])(.*)\1$", r"\2", plain)  # our hints show codes in quotes, as files have them
        if field.links_to:
            found = self.named(field, bare)
            return found[0] if len(found) == 1 else bare
        if "boolean" in field.types:
            return True if bare.lower() in _YES else False if bare.lower() in _NO else bare
        if form is not None:
            return bare if form not in FORMATS or FORMATS[form](bare) else mended.value(form, bare) or bare
        number = mended.number(bare) if field.types[0] != "string" else None
        return bare if number is None else number

    def values(self, field: Field, typed: str, *, many: bool) -> list[Any]:
        """The values of an answer; where there may be many ids, commas part them."""
        apart = many and field.links_to and "," in typed and not self.named(field, typed)
        parts = [part.strip() for part in typed.split(",") if part.strip()] if apart else []
        return [self.value(field, part) for part in parts or [typed]]

    def shown(self, field: Field, value: Any) -> str:
        """A value with its name, where it has one."""
        label = self.label(field, value)
        return f"{value} — {label}" if label else str(value)

    def label(self, field: Field, value: Any) -> str:
        """The name of a value, where it has one."""
        label = self._choice(field, value).label if field.links_to and isinstance(value, str) else ""
        return label if label != value else ""

    def faults(self, values: Values, path: Path, identifier: str | None) -> list[Finding]:
        """What `communs validate` would say of the value at a path, were the entry written with these values."""
        sheet = self.sheet(nested(values), identifier)
        within = [(sheet.standing(place), finding) for place, finding in self.findings(sheet, identifier)]
        return [finding for place, finding in within if path and place[: len(path)] == path]

    def findings(self, sheet: Sheet, identifier: str | None) -> Iterator[tuple[Path, Finding]]:
        """What `communs validate` would say of an entry that has this value, each with the path it speaks of."""
        entry = self._entry(sheet, identifier)
        warn, doubt = self.months
        world = World(
            today=self.today, territories=self.catalogue.territories, warn_months=warn, doubt_months=doubt
        )
        linked = catalogue.follow(entry, self.catalogue, self.unread, self.withdrawn, self.hosts)
        for finding in chain(sheet.findings, entries.check(entry, world), linked):
            yield sheet.place(finding), finding

    def sheet(self, value: Any, identifier: str | None) -> Sheet:
        """A value, and the file that would hold it."""
        return Sheet(path=f"catalogue/{self.kind.name}/{identifier or UNNAMED}.yml", value=value)

    def name(self, values: Values) -> str:
        """The entry's name, made of its fields."""
        return self.catalogue.name(self._entry(self.sheet(nested(values), None), None), self.lang)

    def _entry(self, sheet: Sheet, identifier: str | None) -> Entry:
        return Entry(kind=self.kind, id=identifier or UNNAMED, data=sheet.value, document=sheet)

    def _territories(self, field: Field, ids: Iterable[str]) -> Iterator[str]:
        """Territories as the field writes them: a commune by its code alone where only communes may stand."""
        if "territoires" in field.links_to:
            return iter(dict.fromkeys(ids))
        return (id_.removeprefix("commune:") for id_ in dict.fromkeys(ids) if id_.startswith("commune:"))

    def _word(self, field: Field, id_: str) -> str:
        return self.catalogue.word(field.links_to, id_, self.lang)

    def _choice(self, field: Field, id_: str) -> Choice:
        word = self._word(field, id_)
        code = id_.removeprefix("commune:")
        if "territoires/commune" in field.links_to or code != id_:
            word = f"{word} ({departement_of(code)})"  # many communes share a name
        return Choice(id=id_, label=word)


def matching(typed: str, choices: Iterable[Choice]) -> list[Choice]:
    """The choices that some letters mean, likeliest first: the start, the start of a word, the middle, a slip."""
    wanted = fold(typed)
    if not wanted:
        return list(choices)
    ranked = []
    for choice in choices:
        names = (choice.id, choice.label)
        words = [fold(word) for name in names for word in re.split(r"[\W_]+", name)]
        tests = (
            any(fold(name).startswith(wanted) for name in names),
            any(word.startswith(wanted) for word in words),
            any(wanted in fold(name) for name in names),
        )
        ranked.append((tests.index(True) if any(tests) else len(tests), choice))
    found = [choice for rank in range(3) for place, choice in ranked if place == rank]
    if found:
        return found
    by_name = {name: choice for _, choice in ranked for name in (choice.label, choice.id)}
    return list(dict.fromkeys(by_name[name] for name in nearest(typed, by_name)))
