"""The door to a conversation: one question for each required field → the values of a new entry."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from communs import draft, entries, report
from communs.answers import Choice, Desk, matching
from communs.entries import slug
from communs.findings import Finding, Path, Text, text
from communs.given import Values
from communs.kinds import Field, Kind
from communs.near import nearest
from communs.terminal import Line, read, tell

_SHORT = 20  # values that are worth reading one by one


def kind(kinds: Mapping[str, Kind], lang: str) -> str:
    """Which kind of entry to write, chosen from the list. Raises EOFError and KeyboardInterrupt."""
    choices = [Choice(id=name, label=found.singular(lang)) for name, found in kinds.items()]
    names = {name: choice.id for choice in choices for name in (choice.label, choice.id)}
    for name, found in kinds.items():
        tell(f"  {name} — {found.root.help(lang)}")
    label, default = report.say(text("Quel type de fiche ?"), lang), ""
    while True:
        typed = read(Line(label=label, default=default, propose=lambda part: matching(part, choices)))
        if typed in kinds:
            return typed
        near = nearest(typed, names, most=1)
        default = names[near[0]] if near else ""
        tell(f"  {report.say(_NO_KIND.about(type=typed), lang)}", "error")


_NO_KIND = text("« {type} » n’est pas un type de fiche.")


@dataclass(kw_only=True)
class Interview:
    """What was answered so far about one new entry."""

    desk: Desk
    taken: Callable[[str], bool]
    identifier: str | None = None
    values: Values = field(default_factory=dict)
    _asked: list[str] = field(default_factory=list)
    _proposed: Values = field(default_factory=dict)

    def run(self) -> str:
        """Ask for what is required; the id of the entry. Raises EOFError and KeyboardInterrupt."""
        self._open()
        for name in chain(self._refused(), self._lacking()):
            if (made := self._made()) and self.taken(made):
                return made
            self._question(name)
        if self.later:
            self.values[("brouillon",)] = True
            names = ", ".join(self._field((name,)).label(self._lang) for name in self.later)
            self._say(text("La fiche sera un brouillon tant qu’il y manque : {champs}.", champs=names))
        return self._made() or self.identifier or self._name()

    @property
    def later(self) -> list[str]:
        """The required fields that were left for another day."""
        return [name for names in draft.lacking(self.desk.kind, draft.nested(self.values)) for name in names]

    @property
    def _lang(self) -> str:
        return self.desk.lang

    def _open(self) -> None:
        """What is known before any question; what can only be guessed waits as a proposal."""
        kind, named = self.desk.kind, self.identifier or ""
        self._proposed = draft.defaults(kind, named, self.desk.today, self.values)
        known: Values = {path: day for path, day in self._proposed.items() if path == ("verifie_le",)}
        self.values = {**known, **(draft.from_id(kind, named) if named else {}), **self.values}
        tell(f"{kind.singular(self._lang)} — {kind.root.help(self._lang)}")
        self._say(text("Entrée valide une réponse, Tab la complète, Ctrl-C arrête tout sans rien écrire."))

    def _refused(self) -> list[str]:
        """The fields given on the command line that cannot stay so: told, then asked again."""
        names = dict.fromkeys(str(path[0]) for path in self.values)
        wrong = [name for name in names if self._refuses(name)]
        self.values = {path: value for path, value in self.values.items() if path[0] not in wrong}
        return wrong

    def _refuses(self, name: str) -> bool:
        faults = self.desk.faults(self.values, (name,), self.identifier)
        wrong = [fault for fault in faults if fault.severity == "error"]
        self._tell(wrong)
        return bool(wrong)

    def _lacking(self) -> Iterator[str]:
        """The next field that the judge misses, seen again after each answer: one may call for another."""
        while groups := self._groups():
            yield groups[0][0]

    def _groups(self) -> list[list[str]]:
        """The fields still to be asked; those that can stand for one another together."""
        lacking = draft.lacking(self.desk.kind, draft.nested(self.values))
        return [left for names in lacking if (left := [name for name in names if name not in self._asked])]

    def _question(self, name: str) -> None:
        groups = self._groups()
        others = [names for names in groups if name not in names]
        self._asked.append(name)
        count = f"({len(self._asked)}/{len(self._asked) + len(others)})"
        tell()
        tell(f"{count} {self._field((name,)).label(self._lang)}", "label")
        instead = [
            self._field((other,)).label(self._lang)
            for names in groups
            if name in names
            for other in names[1:]
        ]
        if instead:
            self._say(text("Entrée sans rien si vous préférez donner : {champs}.", champs=", ".join(instead)))
        self._ask((name,), must=[name] in groups)

    def _ask(self, path: Path, *, must: bool) -> bool:
        """Fill the field at a path, whatever its shape; whether anything was answered."""
        asked = self._field(path)
        listed = "array" in asked.types
        inner = asked.item if listed and asked.item is not None else asked
        if not any(isinstance(part, int) and part for part in path):
            self._introduce(asked, inner)
        if "object" not in inner.types or "fr" in inner.children:
            return self._list(path, must=must) if listed else self._one(path, must=must)
        if not inner.children:
            self._say(text("Ce champ se remplit dans le fichier."))
            return False
        return self._rows(path, must=must) if listed else self._group(path, must=must)

    def _introduce(self, asked: Field, inner: Field) -> None:
        """What helps to answer: the explanation, the possible values or how to find them, an example."""
        if help_ := asked.help(self._lang):
            tell(f"  {help_}")
        choices = self.desk.choices(inner)
        if len(choices) > _SHORT:
            self._say(text("{n} réponses possibles : tapez quelques lettres, puis Tab.", n=len(choices)))
        else:
            for choice in choices:
                tell(f"    {self.desk.shown(inner, choice.id)}")
        if "territoires" in inner.links_to:
            self._say(text("Tapez le début d’un nom (commune, département, région…), puis Tab."))
        if "territoires/commune" in inner.links_to:
            self._say(text("Tapez le début du nom de la commune, puis Tab."))
        if inner.schema.get("format") in ("date", "date-partielle"):
            self._say(text("Tab écrit la date du jour."))
        example = _plain(asked.schema.get("examples") or inner.schema.get("examples"))
        if example and not 0 < len(choices) <= _SHORT:
            self._say(text("Exemple : {exemple}", exemple=example))
        if "fr" in inner.children and self._lang != "fr":
            self._say(text("En français ; une traduction peut s’ajouter dans le fichier."))
        if inner is not asked:
            self._say(text("Une réponse à la fois ; Entrée sans rien quand il n’y en a plus."))

    def _one(self, path: Path, *, must: bool) -> bool:
        return self._keep(path, self._answer(path, self._label(path), must=must))

    def _list(self, path: Path, *, must: bool) -> bool:
        """Values one after the other, until an empty answer."""
        kept: list[Any] = []
        while found := self._answer(path, self._label((*path, len(kept))), must=must and not kept, kept=kept):
            kept = found
        alone = len(kept) == 1 and "string" in self._field(path).types
        return self._keep(path, (kept[0] if alone else kept) or None)

    def _group(self, path: Path, *, must: bool) -> bool:
        """The required fields of a group; of a group that requires none, the first that gets an answer."""
        children = list(self._field(path).lasting.values())
        required = [child for child in children if child.required]
        for child in required:
            if not self._ask((*path, child.name), must=must or child is not required[0]):
                self.values = {at: value for at, value in self.values.items() if at[: len(path)] != path}
                return False
        return bool(required) or any(
            self._ask((*path, child.name), must=must and child is children[-1]) for child in children
        )

    def _rows(self, path: Path, *, must: bool) -> bool:
        """Groups one after the other, until the first field of one gets no answer."""
        n = 0
        while self._group((*path, n), must=must and not n):
            n += 1
        return n > 0

    def _keep(self, path: Path, value: Any) -> bool:
        if value is not None:
            self.values[path] = value
        return value is not None

    def _answer(self, path: Path, label: str, *, must: bool, kept: Sequence[Any] | None = None) -> Any:
        """A value in which nothing is wrong, or None; with `kept`, these values and the new ones."""
        asked = self._field(path)
        inner = asked.item if kept is not None and asked.item is not None else asked
        default, before = str(self._proposed.get(path, "")), None
        while True:
            typed = self._read(label, default, inner)
            if not typed:
                if not must or before == "":
                    return None
                self._say(_REQUIRED)
                default, before = "", ""
                continue
            found = self.desk.values(inner, typed, many=kept is not None)
            value = found[0] if kept is None else [*kept, *found]
            faults = self.desk.faults({**self.values, path: value}, path, self.identifier)
            wrong = any(fault.severity == "error" for fault in faults)
            if not faults or (typed == before and not wrong):
                self._echo(inner, typed, found)
                return value
            self._tell(faults)
            if not wrong:
                self._say(text("Entrée encore une fois pour garder cette réponse."))
            default = (self.desk.near(inner, typed) or "") if wrong and inner.links_to else typed
            before = typed

    def _read(self, label: str, default: str, inner: Field) -> str:
        most = inner.schema.get("maxLength")
        return read(
            Line(
                label=label,
                default=default,
                most=most,
                propose=lambda typed: self.desk.proposals(inner, typed),
            )
        )

    def _echo(self, inner: Field, typed: str, found: Sequence[Any]) -> None:
        """What was understood, where it is not letter for letter what was typed."""
        shown = ", ".join(self.desk.shown(inner, value) for value in found)
        if shown != typed:
            tell(f"  = {shown}", "quiet")

    def _made(self) -> str | None:
        """The id that the schema makes of other fields (`x-id`), once they are known."""
        template = self.desk.kind.schema.get("x-id")
        if not isinstance(template, str):
            return None
        words = {str(path[0]): value for path, value in self.values.items() if isinstance(value, str)}
        made = Text(fr=template, values=words).fill(template)
        return None if "{" in made else made

    def _name(self) -> str:
        """The id, asked last: by then the entry's own name proposes one."""
        tell()
        self._say(text("Nom du fichier"), "label")
        self._say(text("Des minuscules sans accent, des chiffres et des tirets. C’est l’adresse de la page."))
        label, default = report.say(text("Nom du fichier :"), self._lang), slug(self.desk.name(self.values))
        while True:
            typed = read(Line(label=label, default=default)).removesuffix(".yml")
            faults = list(entries.misnamed("", typed))
            if not faults and not self.taken(typed):
                return typed
            self._tell(faults)
            if not faults:
                self._say(text("« {nom} » existe déjà : choisissez un autre nom.", nom=typed), "error")
            default = slug(typed)

    def _field(self, path: Path) -> Field:
        found = self.desk.kind.field_at(path)
        if found is None:
            raise LookupError(path)
        return found

    def _label(self, path: Path) -> str:
        """« Offres 2 · Offre : »."""
        words: list[str] = []
        for n, part in enumerate(path):
            if isinstance(part, int):
                words[-1] += f" {part + 1}"
            else:
                words.append(self._field(path[: n + 1]).label(self._lang))
        return report.say(text("{champ} :", champ=" · ".join(words)), self._lang)

    def _say(self, words: Text, style: str = "") -> None:
        tell(f"  {report.say(words, self._lang)}", style)

    def _tell(self, faults: Sequence[Finding]) -> None:
        """Faults in the very words of `communs validate`."""
        for fault in faults:
            tell(f"  {report.say(fault.message, self._lang)}", fault.severity)
            if fault.hint is not None:
                tell(f"    → {report.say(fault.hint, self._lang)}")


_REQUIRED = text(
    "Il faut une réponse. Si vous ne l’avez pas encore, Entrée encore une fois : la fiche sera un brouillon."
)


def _plain(examples: Any) -> str:
    """The first example as a person would type it; nothing where it is a group."""
    first = examples[0] if examples else None
    if isinstance(first, list) and all(isinstance(item, str) for item in first):
        return ", ".join(first)
    return str(first) if isinstance(first, str | int | float) and not isinstance(first, bool) else ""
