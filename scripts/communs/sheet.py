"""A value that no text holds yet → what those who judge it ask of a document: each place of it has a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from communs.findings import Finding, Path, Span
from communs.kinds import at
from communs.reading import characters
from communs.reading.characters import FORBIDDEN
from communs.written import dump, inline


class Judged(Protocol):
    """What judges ask of the document that holds a value."""

    @property
    def path(self) -> str:
        """Its file, from the root."""

    @property
    def text(self) -> str:
        """The whole of it."""

    @property
    def value(self) -> Any:
        """What it says."""

    @property
    def broken(self) -> frozenset[Path]:
        """The places of which nothing is to be said, because what stands there was refused."""

    def span(self, path: Path, *, key: bool = False) -> Span:
        """Where a place, or its key, stands; where one that is missing would."""

    def written(self, path: Path, *, key: bool = False) -> str:
        """What stands there, letter for letter; nothing where nothing does."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The value of a form. A line stands for a path: the path of a finding is read from its span."""

    path: str
    value: Any

    @cached_property
    def text(self) -> str:
        """The value as YAML."""
        return "\n".join(dump(self.value))

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The characters that no text may hold."""
        return tuple(self._refused((), self.value))

    @cached_property
    def broken(self) -> frozenset[Path]:
        """Where they stand."""
        return frozenset(self.place(finding) for finding in self.findings)

    @cached_property
    def _lines(self) -> dict[Path, int]:
        return {(): 1}

    def span(self, path: Path, *, key: bool = False) -> Span:
        """The line of a path, whether or not something stands there; a key has a column of its own."""
        line = self._lines.setdefault(path, len(self._lines) + 1)
        column = 1 if key else 2
        return Span(line=line, column=column, end_line=line, end_column=column + 1)

    def place(self, finding: Finding) -> Path:
        """The path that a finding speaks of."""
        return list(self._lines)[finding.span.line - 1]

    def standing(self, path: Path) -> Path:
        """A path, or its nearest parent, where something stands."""
        while path:
            try:
                at(self.value, path)
            except (LookupError, TypeError):
                path = path[:-1]
            else:
                break
        return path

    def written(self, path: Path, *, key: bool = False) -> str:
        """What stands at a path, or its key, as we would write it."""
        if self.standing(path) != path:
            return ""
        return inline(path[-1] if key and path else at(self.value, path))

    def _refused(self, path: Path, value: Any) -> Iterator[Finding]:
        inside = (
            value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        )
        for key, item in inside:
            yield from self._refused((*path, key), item)
        if isinstance(value, str) and (found := FORBIDDEN.search(value)):
            message, hint = characters.explain(found[0])
            yield Finding(
                path=self.path, span=self.span(path), rule="caractere-interdit", message=message, hint=hint
            )
