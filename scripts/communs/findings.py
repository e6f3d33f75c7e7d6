"""What is wrong, where, and what to write instead: plain values that every door can print."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, Literal

Severity = Literal["error", "warning", "notice"]
Path = tuple[str | int, ...]
MOST = 100  # findings of one file at one step
_HOLE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """A French sentence with named holes; its English stands beside it or in the locale."""

    fr: str
    en: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.fill(self.fr)

    def fill(self, template: str) -> str:
        """Put the values in the holes of a template, whatever braces the values hold."""
        return _HOLE.sub(lambda hole: str(self.values.get(hole[1], hole[0])), template)

    def about(self, **values: object) -> Text:
        """The same sentence about these values."""
        return replace(self, values=values)


def text(fr: str, /, **values: object) -> Text:
    """A sentence of ours: the French words are also the key of its translation."""
    return Text(fr=fr, values=values)


class CannotWork(Exception):
    """What the command cannot do without is missing or broken; its one argument is the sentence that says so."""

    def __init__(self, said: Text) -> None:
        super().__init__(said)
        self.said = said


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """From a character to just before another one; lines and columns count from 1."""

    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class TextEdit:
    """Replace what a span holds by a text."""

    span: Span
    text: str
    value: Any = field(default=None, compare=False)  # that the text stands for, where it is a value


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing to say about one place of one file."""

    path: str
    span: Span = field(default_factory=Span)
    rule: str
    severity: Severity = "error"
    message: Text
    hint: Text | None = None
    fix: TextEdit | None = None


def short(value: Any, most: int = 80) -> str:
    """A value cut to what a sentence can hold."""
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= most else shown[: most - 1] + "…"


def first(findings: Iterable[Finding]) -> Iterator[Finding]:
    """As many findings of one file as a person can use, then that there are more: memory has an end."""
    rest = iter(findings)
    yield from islice(rest, MOST)
    if (more := next(rest, None)) is not None:
        yield replace(
            more,
            rule="trop-de-fautes",
            severity="error",
            message=text(
                "Il y a plus de {n} choses à dire de ce fichier : la suite n’est pas montrée.", n=MOST
            ),
            hint=text("Corrigez d’abord ce qui précède, puis vérifiez à nouveau."),
            fix=None,
        )


def in_file_order(findings: Iterable[Finding]) -> list[Finding]:
    """Sort by file, then by place, and say each thing once."""
    unique = {(f.path, f.span.line, f.span.column, f.rule, str(f.message)): f for f in findings}
    return [unique[key] for key in sorted(unique)]


def counts(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many errors, warnings and notices."""
    seen = Counter(finding.severity for finding in findings)
    return {"error": seen["error"], "warning": seen["warning"], "notice": seen["notice"]}
