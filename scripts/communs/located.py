"""YAML bytes → values, the place of every key and value, and what is wrong with the text.

A small part of YAML is enough for entries: maps, lists and scalars. Plain scalars follow YAML 1.2:
only `true`/`false`, `null` and JSON-like numbers are not text, so that codes keep their zeros and
`NO`, `12:30` or `2022-09-20` stay as written. Aliases, anchors and tags are refused.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml
from yaml._yaml import CParser  # libyaml's events: ten times faster than pure Python
from yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from communs import syntax
from communs.findings import Finding, Path, Severity, Span, Text, text
from communs.lines import line_starts, span_of

MAX_BYTES = 1_000_000
MAX_DEPTH = 24

_Start = MappingStartEvent | SequenceStartEvent
_OF_NODES = (_Start, MappingEndEvent, SequenceEndEvent, ScalarEvent, AliasEvent)
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,14})")
_FLOAT = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,20})?([eE][-+]?[0-9]{1,2})?")
# Controls; separators that YAML and JavaScript take for a new line; a byte-order mark inside the text.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NOWHERE = (0, 0)


@dataclass(frozen=True, kw_only=True)
class Document:
    """One YAML text that was read: its value, and what was wrong with it as YAML.

    `value` is None when nothing could be read. `broken` holds the paths whose value was refused
    (an alias, a tag, a duplicate key), so that nobody judges a value that nobody wrote.
    """

    path: str
    text: str = ""
    value: Any = None
    findings: tuple[Finding, ...] = ()
    broken: frozenset[Path] = frozenset()

    @cached_property
    def _places(self) -> dict[Path, _Place]:
        walk = _Walk(self.path, self.text, places={})
        walk.run()
        return walk.places or {}

    @cached_property
    def _lines(self) -> list[int]:
        return line_starts(self.text)

    def span(self, path: Path, *, key: bool = False) -> Span:
        """Where the value at `path` (or its key) stands; the nearest parent's key for a missing one."""
        while path and path not in self._places:
            path, key = path[:-1], True
        place = self._places.get(path, (_NOWHERE, _NOWHERE))
        return span_of(self._lines, *place[0 if key else 1])

    def written(self, path: Path) -> str:
        """The value at `path` letter for letter as its author wrote it; nothing where there is none."""
        start, end = self._places.get(path, (_NOWHERE, _NOWHERE))[1]
        return self.text[start:end]


_Range = tuple[int, int]  # from a character of the text to just before another, from 0
_Place = tuple[_Range, _Range]  # of a key, of its value


def read(data: bytes, path: str) -> Document:
    """Read one YAML file; whatever the bytes, faults come back as located findings, never raised."""
    if len(data) > MAX_BYTES:
        return Document(path=path, findings=(_too_big(path),))
    try:
        content = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        return Document(path=path, findings=(_not_utf8(data, path, error),))
    walk = _Walk(path, content)
    value = walk.run()
    return Document(
        path=path, text=content, value=value, findings=tuple(walk.findings), broken=frozenset(walk.broken)
    )


def _too_big(path: str) -> Finding:
    return Finding(
        path=path,
        rule="fichier-trop-gros",
        message=text("Ce fichier est trop gros : plus de {taille} Mo.", taille=MAX_BYTES // 1_000_000),
        hint=text("Une fiche tient en quelques pages. Mettez le reste ailleurs et donnez son adresse."),
    )


def _not_utf8(data: bytes, path: str, error: UnicodeDecodeError) -> Finding:
    before = data[: error.start].decode("utf-8")
    starts = line_starts(before)
    return Finding(
        path=path,
        span=span_of(starts, len(before), len(before)),
        rule="encodage",
        message=text("Ce fichier n’est pas en UTF-8 (octet {octet}).", octet=f"0x{data[error.start]:02x}"),
        hint=text("Enregistrez-le à nouveau en choisissant l’encodage « UTF-8 »."),
    )


def scalar(raw: str) -> str | int | float | bool | None:
    """The value of a plain (unquoted) scalar, by the short YAML 1.2 table."""
    if raw in _WORDS:
        return _WORDS[raw]
    if raw[0] in "-0123456789":
        if _INTEGER.fullmatch(raw):
            return int(raw)
        if _FLOAT.fullmatch(raw):
            return float(raw)
    return raw


class _Stop(Exception):
    """Nothing more can be read; the finding is already noted."""


@dataclass
class _Walk:
    """One pass over the events of one text; fills `places` when it is given."""

    path: str
    text: str
    places: dict[Path, _Place] | None = None
    findings: list[Finding] = field(default_factory=list)
    broken: set[Path] = field(default_factory=set)
    end: int = 0  # where the last value that was read ends

    @cached_property
    def lines(self) -> list[int]:
        return line_starts(self.text)

    def run(self) -> Any:
        if found := _FORBIDDEN.search(self.text):
            self._say(found.span(), "caractere-interdit", *_invisible(found.group()))
            return None
        events = self._events()
        try:
            return self._document(events)
        except yaml.MarkedYAMLError as error:
            self._syntax(error)
        except _Stop:
            pass
        finally:
            events.close()
        return None

    def _events(self) -> Generator[Any, None, None]:
        parser = CParser(self.text)
        try:
            while parser.check_event():
                event = parser.get_event()
                if isinstance(event, _OF_NODES):
                    yield event
        finally:
            parser.dispose()

    def _document(self, events: Iterator[Event]) -> Any:
        first = next(events, None)
        value = self._value(first, events, (), _NOWHERE) if first is not None else None
        if value is None and not self.findings:
            self._say(
                _NOWHERE,
                "fichier-vide",
                text("Ce fichier est vide."),
                text("« communs new » écrit une fiche commentée à remplir."),
            )
        if (extra := next(events, None)) is not None:
            self._say(
                _range(extra),
                "plusieurs-documents",
                text("Ce fichier contient plusieurs documents séparés par « --- »."),
                text("Faites un fichier par fiche."),
            )
        return value

    def _say(
        self,
        place: _Range,
        rule: str,
        message: Text,
        hint: Text | None = None,
        *,
        severity: Severity = "error",
    ) -> None:
        span = span_of(self.lines, *place)
        self.findings.append(
            Finding(path=self.path, span=span, rule=rule, severity=severity, message=message, hint=hint)
        )

    def _value(self, event: Event, events: Iterator[Event], path: Path, key: _Range) -> Any:
        value: Any = None
        if isinstance(event, ScalarEvent):
            value = self._scalar(event, path)
        elif isinstance(event, _Start):
            self._enter(event, path)
            inside = self._mapping if isinstance(event, MappingStartEvent) else self._sequence
            value = inside(events, path, flow=bool(event.flow_style))
        else:
            self.end = _range(event)[1]
            self._refuse(event, path, "alias", text("Les renvois YAML (« * ») ne sont pas acceptés."))
        if self.places is not None:
            start = _range(event)[0]
            self.places[path] = (key, (start, max(start, self.end)))
        return value

    def _enter(self, event: _Start, path: Path) -> None:
        self.end = _range(event)[1]
        self._plain_words(event, path)
        if len(path) >= MAX_DEPTH:
            self._say(
                _range(event),
                "trop-imbrique",
                text("Les valeurs sont imbriquées sur plus de {n} niveaux.", n=MAX_DEPTH),
                text("Aucune fiche n’en demande autant : comparez avec l’exemple."),
            )
            raise _Stop

    def _plain_words(self, event: ScalarEvent | _Start, path: Path) -> None:
        if event.anchor is not None:
            message = text("Les ancres YAML (« &{nom} ») ne sont pas acceptées.", nom=event.anchor)
            self._refuse(event, path, "alias", message)
        if event.tag is not None:
            name = event.tag.replace("tag:yaml.org,2002:", "!!")
            message = text("Les étiquettes YAML (« {nom} ») ne sont pas acceptées.", nom=name)
            self._refuse(event, path, "etiquette", message)

    def _refuse(self, event: Event, path: Path, rule: str, message: Text) -> None:
        self.broken.add(path)
        hint = text("Écrivez la valeur en toutes lettres, ou mettez-la entre guillemets.")
        self._say(_range(event), rule, message, hint)

    def _scalar(self, event: ScalarEvent, path: Path) -> Any:
        start, self.end = _range(event)
        if event.anchor is not None or event.tag is not None:
            self._plain_words(event, path)
        if not event.style:  # plain: None, or "" for an empty one
            if self.text.startswith(" #", self.end) and not self.text[self.end + 2 : self.end + 3].isspace():
                self._cut(event)
            return scalar(event.value)
        if event.style == '"' and "\\" in self.text[start : self.end]:
            self._escapes(event, path)
        if event.style in "|>":  # libyaml goes on to the next word: end with the text
            self.end = start + len(self.text[start : self.end].rstrip())
        return event.value

    def _cut(self, event: ScalarEvent) -> None:
        start = _range(event)[1] + 1
        lost = re.split(r"[\r\n]", self.text[start:], maxsplit=1)[0]
        message = text("« {reste} » n’est pas lu : « # » ouvre un commentaire.", reste=lost)
        hint = text(
            "Mettez toute la valeur entre guillemets ; pour un commentaire, laissez une espace après « # »."
        )
        self._say((start, start + len(lost)), "texte-coupe", message, hint, severity="warning")

    def _escapes(self, event: ScalarEvent, path: Path) -> None:
        if found := _FORBIDDEN.search(event.value):
            self.broken.add(path)
            self._say(_range(event), "caractere-interdit", *_invisible(found.group()))

    def _sequence(self, events: Iterator[Event], path: Path, *, flow: bool) -> list[Any]:
        items: list[Any] = []
        for event in events:
            if isinstance(event, SequenceEndEvent):
                self._leave(event, flow)
                break
            items.append(self._value(event, events, (*path, len(items)), _range(event)))
        return items

    def _mapping(self, events: Iterator[Event], path: Path, *, flow: bool) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for event in events:
            if isinstance(event, MappingEndEvent):
                self._leave(event, flow)
                break
            name = self._key(event, path)
            inner = (*path, name)
            if name in result:
                self.broken.add(inner)
                self._say(
                    _range(event),
                    "cle-en-double",
                    text("Le champ « {champ} » est écrit deux fois.", champ=name),
                    text("Gardez-en un seul."),
                )
                self._value(next(events), events, (*inner, -1), _range(event))
            else:
                result[name] = self._value(next(events), events, inner, _range(event))
        return result

    def _key(self, event: Event, path: Path) -> str:
        if not isinstance(event, ScalarEvent) or not event.value:
            message = text("Ici on attend le nom d’un champ, suivi de « : ».")
            self._say(_range(event), "cle", message, text("Écrivez « champ: valeur »."))
            raise _Stop
        self._scalar(event, (*path, event.value))
        return event.value

    def _leave(self, event: Event, flow: bool) -> None:
        if flow:  # a block has no closing sign: it ends with its last value
            self.end = _range(event)[1]

    def _syntax(self, error: yaml.MarkedYAMLError) -> None:
        marks = [error.problem_mark, error.context_mark]
        if syntax.unclosed(str(error.problem)):  # the opening sign says more than the end of the file
            marks.reverse()
        at = next((mark.index for mark in marks if mark is not None), 0)
        if "node content" in str(error.problem):
            at = max(self.text.rfind("[", 0, at), self.text.rfind("{", 0, at), 0)
        start = max(self.text.rfind("\n", 0, at), self.text.rfind("\r", 0, at)) + 1
        line = re.split(r"[\r\n]", self.text[start:], maxsplit=1)[0]
        found = syntax.explain(str(error.problem), line, at - start)
        self._say((at, min(at + 1, start + len(line))), *found)


def _invisible(character: str) -> tuple[Text, Text]:
    return (
        text("Il y a ici un caractère invisible interdit ({code}).", code=f"U+{ord(character):04X}"),
        text("Effacez-le : il vient souvent d’un copier-coller."),
    )


def _range(event: Event) -> _Range:
    start, end = event.start_mark, event.end_mark
    return (start.index if start is not None else 0), (end.index if end is not None else 0)
