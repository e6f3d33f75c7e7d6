"""An SPDX expression → the name that people know it by, and the page where it can be read."""

from __future__ import annotations

import re

FREE = "CC0-1.0"  # that of a catalogue which names no other
_DEED = "https://creativecommons.org/publicdomain/zero/1.0/deed.{}"


def name(expression: str) -> str:
    """« CC0 », as everybody says; another one by its identifier."""
    return "CC0" if expression == FREE else expression


def page(expression: str, lang: str) -> str | None:
    """Where people read it, in their language where it is there; None for several, or for one of somebody's own."""
    return _DEED.format(lang) if expression == FREE else listed(expression)


def listed(expression: str) -> str | None:
    """The page of a licence in the SPDX list; None for several, or for one of somebody's own."""
    simple = re.fullmatch(r"[A-Za-z0-9.+-]+", expression) and not expression.startswith("LicenseRef-")
    return f"https://spdx.org/licenses/{expression}" if simple else None
