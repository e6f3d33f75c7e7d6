"""What libyaml says of a text that it cannot read, with the lines to look at; and what there is to say of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from communs.findings import Text
from communs.lines import line_starts

Change = tuple[int, int, str]  # from a character to just before another, and what to write there
_BLANK = re.compile(r"[ \t]*(?:#.*)?")
_LONG = 500  # nobody's slip is that long, and looking at every sign of such a line could take long


@dataclass(frozen=True, kw_only=True, slots=True)
class Slip:
    """What to say of a place of the text, and how to mend it where that is mechanical."""

    place: tuple[int, int]
    message: Text
    hint: Text
    rule: str = "yaml"
    change: Change | None = None


@dataclass(frozen=True, kw_only=True)
class Complaint:
    """What libyaml says of a text: where it gave up, and where what it was reading began (or the same place)."""

    content: str
    problem: str
    at: int
    since: int

    @cached_property
    def place(self) -> int:
        """The sign to show: what was opened and never closed says more than the end of the file."""
        if self.about("unexpected end", "unexpected doc", "',' or", "numeric"):
            return self.since
        if self.about("node content"):
            return max(self.content.rfind("[", 0, self.at), self.content.rfind("{", 0, self.at), 0)
        return self.at

    @cached_property
    def start(self) -> int:
        """Where the line of the place begins."""
        return self._starts[self._number]

    @cached_property
    def line(self) -> str:
        """The line of the place."""
        return self._line(self._number)

    @property
    def column(self) -> int:
        """The place in its line, from 0."""
        return self.place - self.start

    @cached_property
    def before(self) -> tuple[int, str]:
        """The line that libyaml took for a text, or a name, that goes on: where it begins, and what it holds."""
        number = self._number - 1
        if self.about("':'"):
            number = bisect_right(self._starts, self.since) - 1
        while number > 0 and _BLANK.fullmatch(self._line(number)):
            number -= 1
        return (self._starts[number], self._line(number)) if number >= 0 else (0, "")

    @property
    def alone(self) -> bool:
        """Whether what the line says does not go on at the next one."""
        return indent(self._line(self._number + 1)) <= indent(self.line)

    def about(self, *words: str) -> bool:
        """Whether libyaml says one of these."""
        return any(word in self.problem for word in words)

    @cached_property
    def _starts(self) -> list[int]:
        return line_starts(self.content)

    @cached_property
    def _number(self) -> int:
        return bisect_right(self._starts, self.place) - 1

    def _line(self, number: int) -> str:
        """A line; nothing of one that is so long that no slip of a hand made it, and slow to look at."""
        start, *following = self._starts[number : number + 2] or [len(self.content)]
        line = self.content[start : following[0] if following else len(self.content)].rstrip("\r\n")
        return line if len(line) < _LONG else ""


def indent(line: str) -> int:
    """How many spaces a line begins with."""
    return len(line) - len(line.lstrip())
