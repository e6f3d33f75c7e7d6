"""`${{ … }}` of a workflow → its value, as GitHub and Forgejo evaluate it. What is not known here fails."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<name>[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*)|(?P<mark>==|!=|&&|\|\||[!()]))"
)
_OPEN = ("github.event.", "inputs.", "steps.", "needs.")  # below these, what is missing is an empty text


class Unknown(Exception):
    """An expression that we cannot evaluate as the forge would."""


def filled(text: str, contexts: Mapping[str, Any], status: Callable[[str], bool]) -> str:
    """A text with each of its expressions replaced by its value."""
    return _EXPRESSION.sub(lambda found: _text(_Reader(found[1], contexts, status).all()), text)


def holds(condition: str, contexts: Mapping[str, Any], status: Callable[[str], bool]) -> bool:
    """Whether an `if:` lets its step run: without a word on the status, only after a success."""
    inner = _EXPRESSION.fullmatch(condition.strip())
    words = inner[1] if inner else condition
    reader = _Reader(words, contexts, status)
    value = bool(reader.all())
    return value and (reader.status_asked or status("success"))


def _text(value: Any) -> str:
    return (
        {True: "true", False: "false", None: ""}.get(value, str(value))
        if not isinstance(value, str)
        else value
    )


class _Reader:
    """One expression, read from left to right."""

    def __init__(self, words: str, contexts: Mapping[str, Any], status: Callable[[str], bool]) -> None:
        self.words, self.contexts, self.status = words, contexts, status
        self.status_asked = False
        self.tokens = self._split()

    def _split(self) -> list[tuple[str, str]]:
        tokens, at = [], 0
        while self.words[at:].strip():
            found = _TOKEN.match(self.words, at)
            if found is None or found.lastgroup is None:
                raise Unknown(self.words)
            tokens.append((found.lastgroup, found[found.lastgroup]))
            at = found.end()
        return tokens

    def all(self) -> Any:
        value = self.either()
        if self.tokens:
            raise Unknown(self.words)
        return value

    def either(self) -> Any:
        value = self.both()
        while self._takes("||"):
            other = self.both()
            value = value or other
        return value

    def both(self) -> Any:
        value = self.equal()
        while self._takes("&&"):
            other = self.equal()
            value = value and other
        return value

    def equal(self) -> Any:
        value = self.one()
        while mark := self._takes("==", "!="):
            other = self.one()
            value = (_text(value).lower() == _text(other).lower()) == (mark == "==")
        return value

    def one(self) -> Any:
        if self._takes("!"):
            return not self.one()
        if self._takes("("):
            value = self.either()
            if not self._takes(")"):
                raise Unknown(self.words)
            return value
        kind, word = self.tokens.pop(0) if self.tokens else ("", "")
        if kind == "text":
            return word[1:-1].replace("''", "'")
        if kind == "name":
            return self._call(word) if self._takes("(") else self._named(word)
        raise Unknown(self.words)

    def _call(self, name: str) -> bool:
        if name not in ("success", "failure", "always", "cancelled") or not self._takes(")"):
            raise Unknown(self.words)
        self.status_asked = True
        return self.status(name)

    def _named(self, path: str) -> Any:
        value: Any = self.contexts
        for part in path.split("."):
            if not isinstance(value, Mapping) or part not in value:
                if path.startswith(_OPEN):
                    return ""
                raise Unknown(path)
            value = value[part]
        return value

    def _takes(self, *marks: str) -> str:
        if self.tokens and self.tokens[0][0] == "mark" and self.tokens[0][1] in marks:
            return self.tokens.pop(0)[1]
        return ""
