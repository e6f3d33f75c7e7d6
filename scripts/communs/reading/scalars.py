"""A plain (unquoted) scalar of YAML → its value: codes keep their zeros, dates and hours stay as written."""

from __future__ import annotations

import re

_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,14})")
_FLOAT = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,20})?([eE][-+]?[0-9]{1,2})?")
_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


def scalar(raw: str) -> str | int | float | bool | None:
    """The value of a plain (unquoted) scalar, by the short YAML 1.2 table."""
    if raw in _WORDS:
        return _WORDS[raw]
    if raw[0] in "-0123456789":
        if _INTEGER.fullmatch(raw):
            return int(raw)
        if _FLOAT.fullmatch(raw):
            return float(raw)
    return raw
