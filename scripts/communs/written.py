"""A value → lines of plain YAML, which our reader and every other read back the same."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator

from communs.reading.scalars import scalar

# Plain texts that readers of YAML 1.1 or 1.2 take for a number, an hour or a boolean. Dates stay plain: all
# readers show them alike.
_AMBIGUOUS = re.compile(
    r"[-+.]?[0-9][0-9_.,:eE+xo]*|0[xo][0-9a-fA-F]+|y|n|yes|no|on|off|true|false|null|[-+]?\.(inf|nan)",
    re.IGNORECASE,
)
_SPECIAL = "-?:,[]{}#&*!|>'\"%@`~="  # signs that mean something at the start of a plain text


def dump(value: object, indent: str = "") -> Iterator[str]:
    """The lines of a map or a list."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, (dict, list)) and inner and not _flat(inner):
                yield f"{indent}{inline(key)}:"
                yield from dump(inner, indent + "  ")
            elif isinstance(inner, str) and (sign := _block(inner)):
                yield f"{indent}{inline(key)}: {sign}"
                yield from (f"{indent}  {line}" if line else "" for line in inner.rstrip("\n").split("\n"))
            else:
                yield f"{indent}{inline(key)}: {inline(inner)}"
    elif isinstance(value, list):
        for inner in value:
            first, *rest = dump(inner) if inner and isinstance(inner, dict) else [inline(inner)]
            yield f"{indent}- {first}"
            yield from (f"{indent}  {line}" for line in rest)


def inline(value: object) -> str:
    """A value on one line, with quotes where it needs them."""
    if isinstance(value, list):
        return f"[{', '.join(inline(item) for item in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{inline(key)}: {inline(item)}' for key, item in value.items())}}}"
    if isinstance(value, str) and _plain(value):
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return "".join(sign if _visible(sign) else f"\\U{ord(sign):08x}" for sign in quoted)


def _block(value: str) -> str:
    """The sign that opens a text of several lines, as it is; nothing where only quotes can hold the text."""
    bare = value.rstrip("\n")
    lines, ends = bare.split("\n"), len(value) - len(bare)
    whole = all(line.strip() and all(map(_visible, line)) for line in lines if line)
    if "\n" not in value or ends > 1 or bare.lstrip("\n")[:1] in ("", " ") or not whole:
        return ""
    return "|" if ends else "|-"


def _flat(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and len(item) < 40 for item in value)


def _plain(value: str) -> bool:
    """Whether a text may stand without quotes, in a list too."""
    return (
        value != ""
        and value.strip() == value
        and scalar(value) == value
        and not _AMBIGUOUS.fullmatch(value)
        and all(map(_visible, value))
        and value[0] not in _SPECIAL
        and not any(mark in value for mark in (": ", " #", ",", "[", "]", "{", "}"))
        and not value.endswith(":")
        and not value.startswith("...")
    )


def _visible(sign: str) -> bool:
    return sign.isprintable() or unicodedata.category(sign) == "Zs"
