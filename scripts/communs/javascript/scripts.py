"""A script of our own → its statements, each with the name that it gives and marks where it uses others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import join, normpath

from communs.javascript.code import global_name, property_name
from communs.javascript.locals import renamed
from communs.javascript.tokens import Token, joined, tokens

_DECLARES = {"const", "let", "var", "function", "class", "async"}
_METHOD = re.compile(r"\$(\w+)")


@dataclass(kw_only=True)
class Script:
    """One file: its statements by name, those that add a method to a class, and the files that it imports."""

    name: str
    statements: dict[str, list[Token]] = field(default_factory=dict)
    methods: list[tuple[str, str, list[Token]]] = field(default_factory=list)  # class, `$name`, statement
    imported: dict[str, tuple[str, str]] = field(default_factory=dict)  # local name → file, name there
    exports: list[str] = field(default_factory=list)

    def text(self, statement: list[Token]) -> str:
        """A statement with marks for the names of the first level and for `$` properties."""
        return joined(self._marked(renamed(statement, {*self.statements, *self.imported})))

    def _marked(self, statement: list[Token]) -> Iterator[str]:
        before = ""
        defined = _defined(statement)
        for at, token in enumerate(statement):
            if at in defined and token.text[0] == "$":
                yield property_name(token.text[1:])
            elif token.kind != "word":
                yield _marked_string(token) if token.kind == "string" else token.text
            elif before in (".", "?."):
                yield (
                    property_name(token.text[1:])
                    if token.text[0] == "$" and len(token.text) > 1
                    else token.text
                )
            elif token.text in self.statements:
                yield global_name(self.name, token.text)
            elif token.text in self.imported:
                yield global_name(*self.imported[token.text])
            elif token.text[0] == "$" and len(token.text) > 1:
                yield property_name(token.text[1:])
            else:
                yield token.text
            before = token.text


def _defined(statement: list[Token]) -> set[int]:
    """Where members of classes and objects are named: `name(…) {` and `{name: …}`."""
    found, opened = set(), []
    for at, token in enumerate(statement[:-1]):
        before, after = statement[at - 1].text if at else "", statement[at + 1].text
        if token.kind == "word" and after == ":" and before in ("{", ","):
            found.add(at)
        if token.text == "(" and token.kind == "sign":
            opened.append(at)
        elif token.text == ")" and token.kind == "sign":
            name = opened.pop() - 1
            ahead = [token.text for token in statement[max(name - 2, 0) : name]]
            if after == "{" and ahead and ahead[-1] in _BEFORE_MEMBER and ahead[0] != "function":
                found.add(name)
    return found


_BEFORE_MEMBER = {"{", "}", ",", ";", "*", "get", "set", "static", "async"}


def _marked_string(token: Token) -> str:
    """`"$name"` is the name of a property."""
    inner = token.text[1:-1]
    return f'"{property_name(inner[1:])}"' if inner[:1] == "$" and inner[1:].isidentifier() else token.text


def read(name: str, source: str) -> Script:
    """Take a file apart."""
    script = Script(name=name)
    for statement in _statements(source):
        _take(script, statement)
    return script


def _statements(source: str) -> Iterator[list[Token]]:
    """A statement begins with a word at the first column."""
    current: list[Token] = []
    for token in tokens(source):
        if token.first and token.kind == "word" and current:
            yield current
            current = []
        current.append(token)
    if current:
        yield current


def _take(script: Script, statement: list[Token]) -> None:
    words = [token.text for token in statement]
    if words[0] == "import":
        _import(script, words)
        return
    if words[0] == "export":
        statement, words = statement[1:], words[1:]
        exported = True
    else:
        exported = False
    if words[0] in _DECLARES:
        name = next(word for word in words[1:] if word not in ("*", "function"))
        if name in "{[":
            raise SyntaxError(f"{script.name}: one name for each statement, not {' '.join(words[:6])}")
        script.statements[name] = statement
        if exported:
            script.exports.append(name)
    elif words[1:3] == [".", "prototype"]:
        script.methods.append((words[0], words[4], statement))
    elif words[1:2] == [
        ".",
    ] and words[3:4] == ["="]:
        script.methods.append((words[0], words[2], statement))
    else:
        raise SyntaxError(f"{script.name}: what is {' '.join(words[:6])}?")


def _import(script: Script, words: list[str]) -> None:
    if words[1] != "{":
        raise SyntaxError(f"{script.name}: only import {{names}} from a file")
    home = normpath(join(script.name, "..", words[words.index("from") + 1][1:-1]))
    names = words[2 : words.index("}")]
    at = 0
    while at < len(names):
        if names[at] == ",":
            at += 1
        elif names[at + 1 : at + 2] == ["as"]:
            script.imported[names[at + 2]] = (home, names[at])
            at += 3
        else:
            script.imported[names[at]] = (home, names[at])
            at += 1
