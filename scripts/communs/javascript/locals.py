"""A statement of a script → the same with short names for what only it knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from communs.javascript.scope import short_names
from communs.javascript.tokens import Token

_PARTED = {"if", "for", "while", "switch"}
# What may stand in a list of parameters and is none: the words of the language, and what every browser brings.
_WORDS = {
    "null", "true", "false", "this", "new", "typeof", "void", "undefined", "function", "async", "await", "yield",
    "const", "let", "var", "return", "in", "of", "if", "else", "instanceof", "super", "delete", "throw", "Array",
    "Boolean", "Date", "Error", "Infinity", "Intl", "JSON", "Map", "Math", "NaN", "Number", "Object", "Promise",
    "Proxy", "Reflect", "RegExp", "Set", "String", "Symbol", "URL", "Uint8Array", "WeakMap", "globalThis",
    "parseFloat", "parseInt",
}  # fmt: skip


def renamed(statement: list[Token], known: Collection[str]) -> list[Token]:
    """Give short names to the parameters and variables of a statement; `known` names stand outside of it."""
    openings = _openings(statement)
    mine = _declared(statement) - {*known} - _as_they_are(statement, openings) - _WORDS
    words = Counter(token.text for token in statement if token.kind == "word")
    kept = {word for word in words if word not in mine}
    free = (name for name in short_names() if name not in kept)
    wanted = [word for word in words if word in mine]  # in their order: lists of parameters look alike
    short = {name: other for name, other in zip(wanted, free, strict=False) if len(other) <= len(name)}
    return [
        Token("word", short[token.text], token.first)
        if token.text in short and _is_variable(statement, at, openings)
        else token
        for at, token in enumerate(statement)
    ]


def _is_variable(statement: list[Token], at: int, openings: list[str]) -> bool:
    token, before = statement[at], statement[at - 1].text if at else ""
    return token.kind == "word" and before not in (".", "?.") and not _is_key(statement, at, openings)


def _is_key(statement: list[Token], at: int, openings: list[str]) -> bool:
    """`{name: …}`; what follows a question mark is no key."""
    return _next(statement, at) == ":" and statement[at - 1].text in ("{", ",") and openings[at] == "{"


def _next(statement: list[Token], at: int) -> str:
    return statement[at + 1].text if at + 1 < len(statement) else ""


def _openings(statement: list[Token]) -> list[str]:
    """The bracket that each word or sign stands in."""
    found: list[str] = []
    stack = [""]
    for token in statement:
        text = token.text
        closes = (
            text in (")", "]", "}") if token.kind == "sign" else token.kind == "template" and text[0] == "}"
        )
        if closes:
            stack.pop()
        found.append(stack[-1])
        if token.kind == "sign" and text in ("(", "[", "{"):
            stack.append(text)
        elif token.kind == "template" and text.endswith("${"):
            stack.append("${")
    return found


def _as_they_are(statement: list[Token], openings: list[str]) -> set[str]:
    """The names that are also those of properties, in `{name}` and `{name() {…}}`."""
    found = set()
    for at, token in enumerate(statement):
        if token.kind != "word" or not at:
            continue
        before, after = statement[at - 1].text, _next(statement, at)
        if before in ("{", ",") and after in (",", "}", "=") and openings[at] == "{":
            found.add(token.text)
        if before in ("{", "}", ",", ";", "get", "set", "static", "*", "async") and after == "(":
            found.add(token.text)
    return found


def _declared(statement: list[Token]) -> set[str]:
    """The names of variables and parameters."""
    found: set[str] = set()
    for at, token in enumerate(statement):
        after = _next(statement, at)
        if token.kind == "word" and token.text in ("const", "let", "var"):
            found |= _pattern(statement, at + 1)
        elif token.kind == "word" and after == "=>":
            found.add(token.text)
        elif token.text == ")" and token.kind == "sign" and after in ("=>", "{"):
            start = _matching(statement, at)
            if after == "=>" or statement[start - 1].text not in _PARTED:
                found |= _words(statement[start:at])
    return found


def _pattern(statement: list[Token], at: int) -> set[str]:
    """The names that `let` gives, up to the end of the statement that it begins."""
    found: set[str] = set()
    depth, taking = 0, True
    for token in statement[at:]:
        if token.kind == "sign" and token.text in "([{":
            depth += 1
        elif token.kind == "sign" and token.text in ")]}":
            depth -= 1
            if depth < 0:
                break
        elif depth == 0 and token.text in (";", "of", "in"):
            break
        elif depth == 0 and token.text in ("=", ","):
            taking = token.text == ","
        elif taking and token.kind == "word":
            found.add(token.text)
    return found


def _words(part: list[Token]) -> set[str]:
    return {
        token.text
        for at, token in enumerate(part)
        if token.kind == "word" and part[at - 1].text not in (".", "?.")
    }


def _matching(statement: list[Token], at: int) -> int:
    depth = 0
    for place in range(at, -1, -1):
        token = statement[place]
        if token.kind == "sign" and token.text in ")]}":
            depth += 1
        elif token.kind == "sign" and token.text in "([{":
            depth -= 1
            if depth == 0:
                return place
    return 0
