"""A YAML text → its events as libyaml makes them, in plain Python: for the forms of the site, where no C can go.

PyYAML holds the same parser twice, in C and in Python, and they part in places: what is here follows the one in C.
"""

from __future__ import annotations

import re
from typing import Any

from yaml.error import Mark, MarkedYAMLError
from yaml.parser import Parser
from yaml.scanner import Scanner, ScannerError
from yaml.tokens import ScalarToken

_BREAKS = "\r\n\x85\u2028\u2029"
_BLANKS = "\0 \t" + _BREAKS
# The words of libyaml for those of PyYAML: our sentences go by them.
_WORDS = (
    (re.compile("^.*parsing a block mapping: expected <block end>.*"), "did not find expected key"),
    (re.compile("^.*: expected <block end>.*"), "did not find expected '-' indicator"),
    (re.compile("^.*: expected (?:chomping|a comment).*"), "did not find expected comment or line break"),
    (
        re.compile("^.*: expected '?(?:the )?(<.*>|node content|'.*'|[^'<]*?)'?, but .*"),
        r"did not find expected \1",
    ),
    (re.compile("^.*: (mapping .*|sequence .*) here"), r"block \1 in this context"),
    (re.compile("^.*: found character .* that.*"), "found character that cannot start any token"),
)


class _Reader:
    """The signs of a text, one by one; what no text may hold has been told before."""

    encoding = None

    def __init__(self, content: str) -> None:
        self.buffer: list[str] = [*content, "\0"]
        self.index = self.line = self.column = 0

    def peek(self, index: int = 0) -> str:
        """The sign so many places further on."""
        return self.buffer[self.index + index]

    def prefix(self, length: int = 1) -> str:
        """The next signs."""
        return "".join(self.buffer[self.index : self.index + length])

    def forward(self, length: int = 1) -> None:
        """Go on by so many signs."""
        for _ in range(length):
            sign = self.buffer[self.index]
            self.index += 1
            if sign in "\n\x85\u2028\u2029" or (sign == "\r" and self.buffer[self.index] != "\n"):
                self.line += 1
                self.column = 0
            else:
                self.column += 1

    def get_mark(self) -> Mark:
        """Where this is."""
        return Mark("", self.index, self.line, self.column, None, 0)


class _Scanner(_Reader, Scanner):
    """Takes tabs for spaces where libyaml does, and « ? » for a letter inside brackets."""

    def scan_to_next_token(self) -> None:
        """Past spaces, comments and ends of lines."""
        while True:
            while self.peek() == " " or (
                self.peek() == "\t" and (self.flow_level or not self.allow_simple_key)
            ):
                self.forward()
            if self.peek() == "#":
                while self.peek() not in "\0" + _BREAKS:
                    self.forward()
            if not self._line_break():
                return
            if not self.flow_level:
                self.allow_simple_key = True

    def scan_plain(self) -> Any:
        """A text without quotes."""
        chunks: list[str] = []
        spaces: list[str] = []
        start = end = self.get_mark()
        least = self.indent + 1
        while not self._ends_here() and self.peek() != "#":
            length = self._length(start)
            if not length:
                break
            chunks += [*spaces, self.prefix(length)]
            self.forward(length)
            self.allow_simple_key = False
            end = self.get_mark()
            spaces = self._spaces(least, start)
            if not spaces or (not self.flow_level and self.column < least):
                break
        return ScalarToken("".join(chunks), True, start, end)

    def scan_block_scalar_indentation(self) -> Any:
        """How deep a text of several lines begins."""
        found = Scanner.scan_block_scalar_indentation(self)
        if self.peek() == "\t":
            problem = "found a tab character where an indentation space is expected"
            raise ScannerError("while scanning a block scalar", self._block, problem, self.get_mark())
        return found

    def scan_block_scalar(self, style: str) -> Any:
        """A text of several lines."""
        self._block = self.get_mark()
        return Scanner.scan_block_scalar(self, style)

    def _line_break(self) -> str:
        return str(self.scan_line_break())  # type: ignore[no-untyped-call]  # PyYAML's stubs know no more

    def _ends_here(self) -> bool:
        return self.column == 0 and self.prefix(3) in ("---", "...") and self.peek(3) in _BLANKS

    def _length(self, start: Mark) -> int:
        """How many signs go without a space or a sign that ends the text."""
        length = 0
        while (sign := self.peek(length)) not in _BLANKS:
            after = self.peek(length + 1)
            if self.flow_level and sign == ":" and after in ",?[]{}":
                self.forward(length)
                raise ScannerError(
                    "while scanning a plain scalar", start, "found unexpected ':'", self.get_mark()
                )
            if (sign == ":" and after in _BLANKS) or (self.flow_level and sign in ",[]{}"):
                return length
            length += 1
        return length

    def _spaces(self, least: int, start: Mark) -> list[str]:
        """What stands for the spaces and the ends of lines before the next word."""
        blanks, breaks = "", []
        while self.peek() in " \t" + _BREAKS:
            if self.peek() not in " \t":
                breaks.append(self._line_break())
                self.allow_simple_key = True
                continue
            if breaks and self.column < least and self.peek() == "\t":
                where = self.get_mark()
                raise ScannerError(
                    "while scanning a plain scalar",
                    start,
                    "found a tab character that violates indentation",
                    where,
                )
            blanks += "" if breaks else self.peek()
            self.forward()
        if not breaks:
            return [blanks] if blanks else []
        return breaks[1:] or [" "] if breaks[0] == "\n" else breaks


class CParser(_Scanner, Parser):
    """The parser under the name of the one in C."""

    def __init__(self, content: str) -> None:
        _Reader.__init__(self, content)
        Scanner.__init__(self)
        Parser.__init__(self)

    def check_event(self, *choices: Any) -> bool:
        """Whether there is another event. Raises MarkedYAMLError as libyaml would."""
        try:
            return bool(Parser.check_event(self, *choices))
        except MarkedYAMLError as error:
            _translate(error)
            raise


def _translate(error: MarkedYAMLError) -> None:
    """Say it in the words of libyaml, and where libyaml does."""
    problem = f"{error.context}: {error.problem}"
    for pattern, words in _WORDS:
        if pattern.fullmatch(problem):
            error.problem = pattern.sub(words, problem)
            break
    mark = error.problem_mark
    if mark is not None and str(error.problem).startswith("found unknown escape"):
        error.problem_mark = _before(mark)
    error.context_mark = error.context_mark or error.problem_mark


def _before(mark: Mark) -> Mark:
    return Mark(mark.name, mark.index - 1, mark.line, mark.column - 1, None, 0)
