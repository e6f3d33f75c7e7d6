"""The text of a script → its words, signs and strings, without comments and with no more space than it takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""(?P<space>\s+|//[^\n]*|/\*.*?\*/)
    |(?P<word>[A-Za-z_$][\w$]*)
    |(?P<number>\.?\d[\w.]*)
    |(?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<sign>=>|\.\.\.|\?\.(?!\d)|\?\?=?|[-+*/%&|^<>=!]=+|\+\+|--|&&=?|\|\|=?|<<|>>>?|\*\*|.)""",
    re.VERBOSE | re.DOTALL,
)
_REGEX = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
_CHUNK = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*", re.DOTALL)
_BEFORE_REGEX = {
    "return",
    "typeof",
    "case",
    "in",
    "of",
    "else",
    "yield",
    "await",
    "void",
    "delete",
    "instanceof",
}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a script; `first` where it begins at the first column."""

    kind: str  # word, number, string, sign, regex, template
    text: str
    first: bool = False


def tokens(source: str) -> Iterator[Token]:
    """The pieces of a script, in their order."""
    at, before = 0, Token("sign", ";")
    waiting: list[int] = []  # the templates that are open: how many braces in each
    while at < len(source):
        if source[at] == "`" or (source[at] == "}" and waiting and waiting[-1] == 0):
            end, opens = _chunk(source, at)
            if source[at] == "}":
                waiting.pop()
            if opens:
                waiting.append(0)
            found = Token("template", source[at:end])
        elif (
            source[at] == "/"
            and _may_be_regex(before)
            and (regex := _REGEX.match(source, at))
            and source[at + 1] not in "/*"
        ):
            found, end = Token("regex", regex[0]), regex.end()
        else:
            match = _TOKEN.match(source, at)
            if match is None:
                return
            end = match.end()
            if match.lastgroup == "space":
                at = end
                continue
            found = Token(str(match.lastgroup), match[0], at == 0 or source[at - 1] == "\n")
            if waiting and found.text in "{}":
                waiting[-1] += 1 if found.text == "{" else -1
        yield found
        at, before = end, found


def _chunk(source: str, at: int) -> tuple[int, bool]:
    """Where a part of a template ends, and whether an expression follows."""
    found = _CHUNK.match(source, at + 1)
    end = found.end() if found else at + 1
    return (end + 2, True) if source.startswith("${", end) else (end + 1, False)


def _may_be_regex(before: Token) -> bool:
    if before.kind == "word":
        return before.text in _BEFORE_REGEX
    return before.kind == "sign" and before.text not in (")", "]", "}")


def joined(parts: Iterator[str]) -> str:
    """Texts of tokens one after the other, with a space only where two would become one."""
    made: list[str] = []
    last = ""
    for text in parts:
        if last and _touch(last[-1], text[0]):
            made.append(" ")
        made.append(text)
        last = text
    return "".join(made)


def _touch(left: str, right: str) -> bool:
    wordy = (left.isalnum() or left in "_$" or left >= "\ue000") and (
        right.isalnum() or right in "_$" or right >= "\ue000"
    )
    return wordy or (left in "+-" and left == right)
