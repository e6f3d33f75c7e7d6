"""A document that could be read → what its text has that nobody sees, or lacks for editors; never its values.

Each finding speaks for the whole file: a notice a line would be a wall.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from itertools import pairwise

from communs import located
from communs.findings import Finding, Severity, Text, TextEdit, text
from communs.lines import line_starts, span_of
from communs.located import Document
from communs.mending import edits

VOCABULARY = "vocabulaire"  # the schema of every list
_Range = tuple[int, int]

_BREAK = re.compile(r"\r\n|\r")
_TRAILING = re.compile(r"(?<![ \t])[ \t]+(?=[\r\n]|\Z)")
# Where a word may be cut or not, what turns the order of words around, and letters without any shape; those stand
# in a flag too (Scotland's), where they mean something. A reviewer would not see them, a machine would read them.
_UNSEEN = re.compile(
    "[\u00ad\u180e\u200b\u202a-\u202e\u2060-\u2069]"
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]+"
)
_SCHEMA_LINE = re.compile(r"^#[ \t]*yaml-language-server[ \t]*:[ \t]*\$schema=([^\r\n]*)", re.MULTILINE)
_NAMED = re.compile(r"(?:^|/)schemas/([^/]+?)(?:/schema)?\.json")


def check(document: Document, schema: str, schemas: Collection[str]) -> Iterator[Finding]:
    """What to tidy in a file whose schema has this name, among those of the catalogue."""
    if document.value is None:
        return
    yield from _schema_line(document, schema, schemas)
    content = document.text
    if "\r" in content:
        yield from _line_ends(document)
    if " \n" in content or "\t\n" in content or " \r" in content or "\t\r" in content or content[-1] in " \t":
        yield from _trailing(document)
    if not content.isascii() and _UNSEEN.search(content):
        yield from _unseen(document)


def _line_ends(document: Document) -> Iterator[Finding]:
    found = [mark.span() for mark in _BREAK.finditer(document.text)]
    if fix := _same_values(document, found, "\n"):
        message = text("Les lignes de ce fichier finissent comme sous Windows ou d’anciens Mac (CRLF ou CR).")
        hint = text("Enregistrez-le avec des fins de ligne « LF » ; « communs validate --fix » le fait.")
        yield _say(document, "fins-de-ligne", "notice", message, hint, fix, found[0])


def _trailing(document: Document) -> Iterator[Finding]:
    """Not inside a text of several lines, where two spaces at the end of one are a new line in Markdown."""
    kept = document.long_scalars
    starts = [start for start, _ in kept]
    found = []
    for mark in _TRAILING.finditer(document.text):
        before = bisect_right(starts, mark.start()) - 1
        if before < 0 or mark.start() >= kept[before][1]:
            found.append(mark.span())
    if fix := _same_values(document, found, ""):
        several = text("{n} lignes finissent par des espaces.", n=len(found))
        message = several if found[1:] else text("Cette ligne finit par des espaces.")
        hint = text("Retirez-les ; « communs validate --fix » le fait.")
        yield _say(document, "espaces-en-fin-de-ligne", "notice", message, hint, fix, found[0])


def _unseen(document: Document) -> Iterator[Finding]:
    found = [mark.span() for mark in _UNSEEN.finditer(document.text)]
    message = text(
        "Il y a ici un caractère invisible ({code}).", code=f"U+{ord(document.text[found[0][0]]):04X}"
    )
    hint = text("Effacez-le : il vient souvent d’un copier-coller.")
    yield _say(document, "caractere-interdit", "warning", message, hint, _edit(document, found, ""), found[0])


def _same_values(document: Document, found: list[_Range], new: str) -> TextEdit | None:
    """The edit that puts a text instead of each place, if no value changes by it."""
    fix = _edit(document, found, new) if found else None
    if fix is None:
        return None
    tidied = located.of_text(edits.applied(document.text, [fix]), document.path)
    return fix if tidied.value == document.value else None


def _edit(document: Document, found: list[_Range], new: str) -> TextEdit:
    """From the first place to the last, with a text instead of each."""
    between = (document.text[end:start] for (_, end), (start, _) in pairwise(found))
    return edits.replacing(
        document.text, found[0][0], found[-1][1], new + "".join(f"{kept}{new}" for kept in between)
    )


def _schema_line(document: Document, schema: str, schemas: Collection[str]) -> Iterator[Finding]:
    """An editor checks and completes a file by the schema that its first line names."""
    folder = "schemas" if schema == VOCABULARY else ".cache/schemas"
    address = f"../../{folder}/{schema}.json"
    line = f"# yaml-language-server: $schema={address}"
    found = _SCHEMA_LINE.search(document.text)
    if found is None:
        message = text("Il manque la première ligne, qui dit aux éditeurs quels champs proposer.")
        hint = text("Ajoutez : {ligne}", ligne=line)
        fix = edits.replacing(document.text, 0, 0, line + edits.line_end(document.text))
        yield _say(document, "ligne-de-schema", "notice", message, hint, fix, (0, 0))
        return
    named = _NAMED.search(found[1])
    if named and named[1] != schema and named[1] in (VOCABULARY, *schemas):
        message = text(
            "Cette ligne nomme le schéma « {autre} » au lieu de « {type} ».", autre=named[1], type=schema
        )
        hint = text("Écrivez : {ligne}", ligne=line)
        fix = edits.replacing(document.text, *found.span(1), address)
        yield _say(document, "ligne-de-schema", "warning", message, hint, fix, found.span(1))


def _say(
    document: Document, rule: str, severity: Severity, message: Text, hint: Text, fix: TextEdit, place: _Range
) -> Finding:
    span = span_of(line_starts(document.text), *place)
    return Finding(
        path=document.path, span=span, rule=rule, severity=severity, message=message, hint=hint, fix=fix
    )
