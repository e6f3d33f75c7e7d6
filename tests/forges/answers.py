"""A question that came to a forge, and what it answers: shared by the kinds of forges."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any


class Refused(Exception):
    """A status, and the forge's words for it."""


@dataclass(frozen=True)
class Asked:
    """A request that came."""

    method: str
    path: str
    params: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes = b""

    @cached_property
    def data(self) -> dict[str, Any]:
        """The object that its body holds."""
        found: dict[str, Any] = json.loads(self.body or b"{}")
        return found

    @property
    def about(self) -> str:
        """What it is about, without numbers: « issues/comments »."""
        words = re.sub(r"^/api/v\d/((repos/[^/]+/[^/]+|projects/[^/]+)/)?", "", self.path).split("/")
        return "/".join(word for word in words if not word.isdigit())


@dataclass(frozen=True)
class Answer:
    """A value that goes out as JSON."""

    value: Any = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def cut(asked: Asked, found: Sequence[Any], most: int, size: str) -> tuple[list[Any], int]:
    """The page of a list that is asked for, and the number of the next one, 0 after the last."""
    page = int(asked.params.get("page", 1))
    most = min(most, int(asked.params.get(size, most)))
    return list(found[(page - 1) * most : page * most]), page + 1 if page * most < len(found) else 0
