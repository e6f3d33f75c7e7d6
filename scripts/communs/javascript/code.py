"""Pieces of JavaScript text: how tightly each binds, and the marks that stand for names until they are short."""

from __future__ import annotations

import re

# Names keep a mark around them until the whole bundle is known: « global » ones are statements of the first
# level (`module:name`), « property » ones are what follows a point. Both are signs that no text of ours holds.
_GLOBAL, _PROPERTY, _END = "\ue000", "\ue001", "\ue002"
MARKS = re.compile(f"([{_GLOBAL}{_PROPERTY}])([^{_END}]*){_END}")

Key = tuple[str, str]  # a statement of the first level: the name of its module or file, and its own

ARROW, TEST, NULLISH, OR, AND, EQUAL, LESS, SUM, TIMES, UNARY, CALL, ATOM = range(12)


class Code(str):
    """A JavaScript expression and how tightly its outermost sign binds."""

    rank: int

    def __new__(cls, text: str, rank: int = ATOM) -> Code:
        made = super().__new__(cls, text)
        made.rank = rank
        return made

    def within(self, rank: int) -> str:
        """The same where something binds as tightly as `rank`: in parentheses if need be."""
        return str(self) if self.rank >= rank else f"({self})"


def global_name(module: str, name: str) -> Code:
    """The mark of a statement of the first level."""
    return Code(f"{_GLOBAL}{module}:{name}{_END}")


def property_name(name: str) -> str:
    """The mark of what Python calls `.name`."""
    return f"{_PROPERTY}{name}{_END}"


def is_global(mark: re.Match[str]) -> bool:
    """Whether a mark found by MARKS stands for a statement rather than a property."""
    return mark[1] == _GLOBAL


class Unsupported(Exception):
    """A construct that the translation does not know; says the file and the line."""
