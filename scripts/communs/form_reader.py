"""The text of an entry → its value, and all that is to be said of the text by itself, for the command and for forms.

Translated to JavaScript when the site is built, with a reader of YAML in Python: a form takes a file back in.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import Any

from communs import located
from communs.findings import Finding, Path, Text, in_file_order, text
from communs.located import Document
from communs.mending import tidiness
from communs.reading import decoding
from communs.typography import say

MOST = decoding.MAX_BYTES
_FIELD = re.compile(
    r"^(?=[^\s#\-\[\]{}][^\r\n]*?:(?:\s|\Z))", re.MULTILINE
)  # where one of the first level begins


def read(
    content: str, path: str, kinds: Collection[str], lang: str, english: dict[str, str]
) -> dict[str, Any]:
    """What a text says, even partly wrong: no field that can be read by itself is lost."""
    document = located.of_text(content, path)
    value = _sound(document) if isinstance(document.value, dict) else _by_parts(content, path)
    found = said(document, path.split("/")[1], kinds)
    return {"value": value, "findings": _told(found, lang, english), "text": content}


def refused(raw: str, path: str, lang: str, english: dict[str, str]) -> dict[str, Any]:
    """The same for bytes that are no text, or too many; a sign stands for each byte."""
    return {"value": {}, "findings": _told([decoding.undecodable(raw, path)], lang, english), "text": ""}


def said(document: Document, kind: str, kinds: Collection[str]) -> Iterator[Finding]:
    """All that is to be said of the text of an entry, whatever its kind asks of its value."""
    yield from document.findings
    if isinstance(document.value, dict):
        yield from tidiness.check(document, kind, kinds)
    elif not document.findings:
        message = text("Une fiche est une suite de lignes « champ: valeur », et ce fichier n’en est pas une.")
        hint = text("Comparez avec l’exemple : schemas/{type}/exemple.yml", type=kind)
        yield Finding(path=document.path, rule="type", message=message, hint=hint)


def _by_parts(content: str, path: str) -> dict[str, Any]:
    """The fields that can be read when each stands alone, of a text that cannot be read whole."""
    starts = [found.start() for found in _FIELD.finditer(content)]
    found: dict[str, Any] = {}
    for start, end in pairwise([*starts, len(content)]):
        document = located.of_text(content[start:end], path)
        if isinstance(document.value, dict):
            found = {**_sound(document), **found}
    return found


def _sound(document: Document) -> Any:
    """The value of a document, without the places of which nothing could be read."""
    return _without(document.value, (), document.broken)


def _without(value: Any, path: Path, broken: Collection[Path]) -> Any:
    if isinstance(value, dict):
        inside = [(key, item, (*path, key)) for key, item in value.items()]
        return {
            key: _without(item, at, broken)
            for key, item, at in inside
            if item is not None or at not in broken
        }
    if isinstance(value, list):
        rows = [(item, (*path, number)) for number, item in enumerate(value)]
        return [_without(item, at, broken) for item, at in rows if item is not None or at not in broken]
    return value


def _told(
    found: Collection[Finding] | Iterator[Finding], lang: str, english: dict[str, str]
) -> list[dict[str, Any]]:
    def told(words: Text) -> str:
        return say(words, lang, lambda french: english.get(french, french))

    return [
        {
            "line": finding.span.line,
            "column": finding.span.column,
            "rule": finding.rule,
            "severity": finding.severity,
            "message": told(finding.message),
            "hint": told(finding.hint) if finding.hint is not None else "",
        }
        for finding in in_file_order(found)
    ]
