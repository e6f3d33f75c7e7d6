"""HTML → the same in lines that any reader of Markdown leaves alone.

CommonMark ends a block of HTML at a blank line, Python-Markdown expands tabs, and engines run what stands between
braces: none of these is left.
"""

from __future__ import annotations

import re

_PART = re.compile(
    r"<(?P<name>pre|textarea|script|style)\b(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>.*?</(?P=name)\s*>"
    r"|<!--.*?-->"
    r"|<[a-zA-Z/](?:\"[^\"]*\"|'[^']*'|[^>\"'])*>"
    r"|[^<]+|<",
    re.DOTALL | re.IGNORECASE,
)
_VALUE = re.compile(r"\"[^\"]*\"|'[^']*'|\s+")
_BREAK = re.compile(r"[ \t]*\n\s*")
_BRACE = re.compile(r"\{(?=[{%#])")
_SIGNS = str.maketrans({"\n": "&#10;", "\t": "&#9;"})


def flat(html: str) -> str:
    """One block without blank lines, indents, tabs or double braces, which browsers read as they read `html`."""
    told = html.replace("\r\n", "\n").replace("\r", "\n")
    return _BREAK.sub("\n", "".join(_flat(part) for part in _PART.finditer(told))).strip()


def block(html: str) -> str:
    """A whole body as one block, whatever it begins with."""
    return f"<div>\n{flat(html)}\n</div>\n"


def _flat(part: re.Match[str]) -> str:
    text, name = part[0], (part["name"] or "").lower()
    if name in ("script", "style"):  # its braces are those of a string in JSON: no other stand so
        return _BRACE.sub(r"\\u007b", _BREAK.sub("\n", text).replace("\t", " "))
    text = _BRACE.sub("&#123;", text)
    if name:
        return text.translate(_SIGNS)
    if text.startswith("<!--"):
        return ""
    if text.startswith("<"):
        return _VALUE.sub(lambda found: found[0].translate(_SIGNS) if found[0].strip() else " ", text)
    return text.replace("\t", " ")
