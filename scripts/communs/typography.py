"""A sentence with holes → the words that people read: typeset, on one line, with no sign that commands."""

from __future__ import annotations

import re
from collections.abc import Callable

from communs.findings import Text

_TIED = re.compile(r"(?<=«) | (?=[»:;?!])")
_BREAKS = re.compile(r"(?<!\s)\s*[\r\n]\s*")
# What a terminal, a reader of right-to-left text, or a forge's runner (`##[…]`) would take for a command.
_COMMAND = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
    r"|(?<=##)\["
)
# Hyphens that are soft or do not break, what has no width, and at both ends spaces that do not break.
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200d\u2011\u2060\ufeff]|\A[\u00a0\u202f]|[\u00a0\u202f]\Z")
_NESTED = re.compile(r"«[\u00a0 ]«[\u00a0\u202f ]?([^«»]*?)[\u00a0\u202f ]?»[\u00a0 ]»")
_START = re.compile(r"\A(\s*):(?=:)")  # … and `::…` where a line begins


def say(words: Text, lang: str, translate: Callable[[str], str]) -> str:
    """A sentence in a language, on one line, with nothing that a machine could take for a command.

    `translate` gives the words of a French sentence that says no other language itself.
    """
    template = _TIED.sub("\u00a0", words.fr) if lang == "fr" else words.en or translate(words.fr)
    values = {
        name: say(value, lang, translate) if isinstance(value, Text) else _seen(value)
        for name, value in words.values.items()
    }
    said = words.about(**values).fill(template)
    return plain(_BREAKS.sub(" ", _NESTED.sub("«\u00a0“\\1”\u00a0»", said)))


def _seen(value: object) -> str:
    """An author's words, where signs that nobody sees are named."""
    shown = str(value)
    return shown if shown.isascii() else _UNSEEN.sub(lambda sign: f"[U+{ord(sign[0]):04X}]", shown)


def plain(words: str) -> str:
    """The same words, sign for sign, where a sign that commands gives way to U+FFFD."""
    return _START.sub("\\1\ufffd", _COMMAND.sub("\ufffd", words))
