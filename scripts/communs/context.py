"""What a rule may look at: one entry and the world around it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from communs.findings import Finding, Path, Severity, Text, TextEdit
from communs.kinds import Kind, at, select
from communs.territories import Territories

if TYPE_CHECKING:
    from communs.sheet import Judged


@dataclass(frozen=True, kw_only=True, slots=True)
class World:
    """What rules know beside the entry; thresholds are in months."""

    today: datetime.date
    territories: Territories
    warn_months: int = 6
    doubt_months: int = 24


@dataclass(frozen=True, kw_only=True)
class Context:
    """One entry, and how to speak of it."""

    kind: Kind
    id: str
    data: dict[str, Any]
    document: Judged
    world: World

    def say(
        self,
        at: Path,
        rule: str,
        severity: Severity,
        message: Text,
        hint: Text | None = None,
        *,
        key: bool = False,
        fix: TextEdit | None = None,
    ) -> Finding:
        """A finding at a path of this entry."""
        span = self.document.span(at, key=key)
        return Finding(
            path=self.document.path,
            span=span,
            rule=rule,
            severity=severity,
            message=message,
            hint=hint,
            fix=fix,
        )

    def strings(self, keyword: str) -> Iterator[tuple[Path, str, Any]]:
        """The texts of fields that carry an annotation, with what the annotation says."""
        for pattern, field in self.kind.having(keyword):
            for path, value in select(self.data, pattern):
                if isinstance(value, str):
                    yield path, value, field.schema[keyword]

    def parent(self, path: Path) -> Any:
        """What holds the value at a path."""
        return at(self.data, path[:-1])
