"""YAML bytes → values, the place of every key and value, and what is wrong with the text.

A small part of YAML is enough for entries: maps, lists and scalars. Plain scalars follow YAML 1.2:
only `true`/`false`, `null` and JSON-like numbers are not text, so that codes keep their zeros and
`NO`, `12:30` or `2022-09-20` stay as written. Aliases, anchors and tags are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from yaml.error import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from communs.findings import MOST, Finding, Path, Severity, Span, Text, TextEdit, first, short, text
from communs.lines import line_starts, span_of
from communs.reading import characters, decoding, foreign, misread, syntax
from communs.reading.characters import FORBIDDEN
from communs.reading.complaint import Complaint, Slip
from communs.reading.events import Start, extent, gave_up, of_nodes, unread
from communs.reading.scalars import scalar

MAX_DEPTH = 24

_BREAKS = re.compile(r"[\r\n]")
_NOWHERE = (0, 0)
_IN_FULL = text("Écrivez la valeur en toutes lettres, ou mettez-la entre guillemets.")


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
    def _walk(self) -> _Walk:
        walk = _Walk(self.path, self.text, places={})
        walk.run()
        return walk

    @property
    def _places(self) -> dict[Path, _Place]:
        return self._walk.places or {}

    @property
    def long_scalars(self) -> list[_Range]:
        """From where to where each text of several lines goes, in the order of the file."""
        return self._walk.long

    @cached_property
    def _lines(self) -> list[int]:
        return line_starts(self.text)

    def span(self, path: Path, *, key: bool = False) -> Span:
        """Where the value at `path` (or its key) stands; the nearest parent's key for a missing one."""
        while path and path not in self._places:
            path, key = path[:-1], True
        place = self._places.get(path, (_NOWHERE, _NOWHERE))
        return span_of(self._lines, *place[0 if key else 1])

    def written(self, path: Path, *, key: bool = False) -> str:
        """The value at `path` (or its key) letter for letter as its author wrote it; nothing where it is not."""
        start, end = self._places.get(path, (_NOWHERE, _NOWHERE))[0 if key else 1]
        return self.text[start:end]


_Range = tuple[int, int]  # from a character of the text to just before another, from 0
_Place = tuple[_Range, _Range]  # of a key, of its value


def read(data: bytes, path: str) -> Document:
    """Read one YAML file; whatever the bytes, faults come back as located findings, never raised."""
    content = decoding.decode(data, path)
    return (
        Document(path=path, findings=(content,)) if isinstance(content, Finding) else of_text(content, path)
    )


def of_text(content: str, path: str) -> Document:
    """The same for a text."""
    walk = _Walk(path, content)
    value = walk.run()
    return Document(
        path=path,
        text=content,
        value=value,
        findings=tuple(first(walk.findings)),
        broken=frozenset(walk.broken),
    )


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
    long: list[_Range] = field(default_factory=list)
    end: int = 0  # where the last value that was read ends

    @cached_property
    def lines(self) -> list[int]:
        return line_starts(self.text)

    def run(self) -> Any:
        if found := FORBIDDEN.search(self.text):
            self._forbidden(found)
            return None
        try:
            return self._document(of_nodes(self.text))
        except MarkedYAMLError as error:
            self._syntax(error)
        except _Stop:
            pass
        return None

    def _forbidden(self, found: re.Match[str]) -> None:
        if known := decoding.disguise(self.text):
            self._say(_NOWHERE, "encodage", *known)
            return
        fix = self._edit(characters.mended(self.text, found.start()))
        self._say(found.span(), "caractere-interdit", *characters.explain(found.group()), fix=fix)

    def _edit(self, change: tuple[int, int, str] | None) -> TextEdit | None:
        return TextEdit(span=span_of(self.lines, *change[:2]), text=change[2]) if change is not None else None

    def _document(self, events: Iterator[Event]) -> Any:
        start = next(events, None)
        value = self._value(start, events, (), _NOWHERE) if start is not None else None
        extra = next(events, None)
        if (extra or isinstance(value, str)) and (slip := foreign.explain(self.text)):
            self._slip(slip)
            return None
        if value is None and not self.findings:
            self._say(
                _NOWHERE,
                "fichier-vide",
                text("Ce fichier est vide."),
                text("« communs new » écrit une fiche commentée à remplir."),
            )
        if extra is not None:
            self._slip(misread.second_document(self.text, extent(extra)))
        return value

    def _say(
        self,
        place: _Range,
        rule: str,
        message: Text,
        hint: Text | None = None,
        *,
        severity: Severity = "error",
        fix: TextEdit | None = None,
    ) -> None:
        span = span_of(self.lines, *place)
        self.findings.append(
            Finding(
                path=self.path, span=span, rule=rule, severity=severity, message=message, hint=hint, fix=fix
            )
        )

    def _value(self, event: Event, events: Iterator[Event], path: Path, key: _Range) -> Any:
        value: Any = None
        if len(self.findings) > MOST:
            raise _Stop
        if isinstance(event, ScalarEvent):
            value = self._scalar(event, path)
        elif isinstance(event, Start):
            self._enter(event, path)
            flow = bool(event.flow_style)
            if isinstance(event, MappingStartEvent):
                value = self._mapping(events, path, flow=flow)
            else:
                value = self._sequence(events, path, flow=flow)
        elif isinstance(event, AliasEvent):
            self.end = extent(event)[1]
            message = text(
                "Les renvois YAML (« {signe} ») ne sont pas acceptés.", signe=f"*{short(event.anchor)}"
            )
            self._refuse(event, path, "alias", message, _IN_FULL)
        if self.places is not None:
            start = extent(event)[0]
            place = (start, max(start, self.end))
            self.places[path] = (key, key if place == key else place)  # an item's: the same twice, kept once
        return value

    def _enter(self, event: Start, path: Path) -> None:
        self.end = extent(event)[1]
        self._plain_words(event, path)
        if len(path) >= MAX_DEPTH:
            self._say(
                extent(event),
                "trop-imbrique",
                text("Les valeurs sont imbriquées sur plus de {n} niveaux.", n=MAX_DEPTH),
                text("Aucune fiche n’en demande autant : comparez avec l’exemple."),
            )
            raise _Stop

    def _plain_words(self, event: ScalarEvent | Start, path: Path) -> None:
        if event.anchor is not None:
            sign = f"&{short(event.anchor)}"
            message = text("Les ancres YAML (« {signe} ») ne sont pas acceptées.", signe=sign)
            self._refuse(event, path, "alias", message, _without(event, sign))
        if event.tag is not None:
            sign = short(event.tag.replace("tag:yaml.org,2002:", "!!"))
            message = text("Les étiquettes YAML (« {signe} ») ne sont pas acceptées.", signe=sign)
            self._refuse(event, path, "etiquette", message, _without(event, sign))

    def _refuse(self, event: Event, path: Path, rule: str, message: Text, hint: Text) -> None:
        self.broken.add(path)
        self._say(extent(event), rule, message, hint)

    def _scalar(self, event: ScalarEvent, path: Path) -> Any:
        start, self.end = extent(event)
        if self.places is not None and _BREAKS.search(self.text, start, self.end):
            self.long.append((start, self.end))
        if event.anchor is not None or event.tag is not None:
            self._plain_words(event, path)
        if not event.style:  # plain: None, or "" for an empty one
            if self.text.startswith(" #", self.end) and not self.text[self.end + 2 : self.end + 3].isspace():
                self._cut(event)
            if " - " in event.value and path and isinstance(path[-1], int) and self._sunken(path, start):
                return None
            return scalar(event.value)
        if event.style == '"' and "\\" in self.text[start : self.end]:
            self._escapes(event, path)
        if event.style in "|>":  # libyaml goes on to the next word: end with the text
            self.end = start + len(self.text[start : self.end].rstrip())
        return event.value

    def _sunken(self, path: Path, start: int) -> bool:
        if slip := misread.sunken_dashes(self.text, start, self.end):
            self.broken.add(path)
            self._slip(slip)
        return slip is not None

    def _cut(self, event: ScalarEvent) -> None:
        start = extent(event)[1] + 1
        lost = re.split(r"[\r\n]", self.text[start:], maxsplit=1)[0]
        message = text("« {reste} » n’est pas lu : « # » ouvre un commentaire.", reste=short(lost))
        hint = text(
            "Mettez toute la valeur entre guillemets ; pour un commentaire, laissez une espace après « # »."
        )
        self._say((start, start + len(lost)), "texte-coupe", message, hint, severity="warning")

    def _escapes(self, event: ScalarEvent, path: Path) -> None:
        if found := FORBIDDEN.search(event.value):
            self.broken.add(path)
            self._say(extent(event), "caractere-interdit", *characters.explain(found.group()))

    def _sequence(self, events: Iterator[Event], path: Path, *, flow: bool) -> list[Any]:
        items: list[Any] = []
        for event in events:
            if isinstance(event, SequenceEndEvent):
                self._leave(event, flow)
                break
            items.append(self._value(event, events, (*path, len(items)), extent(event)))
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
                    extent(event),
                    "cle-en-double",
                    text("Le champ « {champ} » est écrit deux fois.", champ=short(name)),
                    text("Gardez-en un seul."),
                )
                self._value(next(events), events, (*inner, -1), extent(event))
            else:
                result[name] = self._value(next(events), events, inner, extent(event))
        return result

    def _key(self, event: Event, path: Path) -> str:
        if not isinstance(event, ScalarEvent) or not event.value:
            self._slip(misread.no_name(self.text, extent(event)))
            raise _Stop
        self._scalar(event, (*path, event.value))
        name: str = event.value
        if not event.style and name != name.strip():
            self._slip(misread.hard_spaces(self.text, *extent(event)))
            if name != name.lstrip():  # how deep the line is meant to be, only its author knows
                raise _Stop
        return name if event.style else name.strip()

    def _leave(self, event: Event, flow: bool) -> None:
        if flow:  # a block has no closing sign: it ends with its last value
            self.end = extent(event)[1]

    def _syntax(self, error: MarkedYAMLError) -> None:
        slip = foreign.explain(self.text) or syntax.explain(self._complaint(error))
        if slip.change is not None and not self._reads_further(slip.place[0], *slip.change):
            slip = replace(slip, change=None)
        self._slip(slip)

    def _complaint(self, error: MarkedYAMLError) -> Complaint:
        at, since = gave_up(error)
        return Complaint(content=self.text, problem=str(error.problem), at=at, since=since)

    def _reads_further(self, place: int, start: int, end: int, new: str) -> bool:
        """Whether libyaml, after a change, reads more than what precedes the place that was wrong."""
        return unread(self.text[:start] + new + self.text[end:]) < len(self.text) - place

    def _slip(self, slip: Slip) -> None:
        self._say(slip.place, slip.rule, slip.message, slip.hint, fix=self._edit(slip.change))


def _without(event: Event, sign: str) -> Text:
    """What to write instead of a value that has a sign of YAML's before it."""
    if isinstance(event, ScalarEvent):
        return _IN_FULL
    return text("Retirez « {signe} » : ce qui suit suffit.", signe=sign)
