"""The sheets of our pages → the one that every page loads."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files as package_files

import rcssmin

ADDRESS = "assets/communs.css"
POSTER = "assets/affiche.css"
# In the order of a page; a later sheet has the last word.
SHEETS = (
    "foundation", "header", "search", "page", "home", "audiences", "lists", "facets", "territories", "entry",
    "pooling", "sending", "written", "footer", "forms", "selection", "map", "print",
)  # fmt: skip


@lru_cache
def written() -> bytes:
    """All sheets, one after the other, without their comments and spaces."""
    packed: str = rcssmin.cssmin("\n".join(map(_sheet, SHEETS)))
    return packed.encode()


@lru_cache
def preview() -> str:
    """The same sheets for the page of a proposition, which stands alone, with its own."""
    own: str = rcssmin.cssmin(_sheet("preview"))
    return written().decode() + own


@lru_cache
def poster() -> str:
    """The sheet of posters, for browsers and for what prints them."""
    return _sheet("poster")


def _sheet(name: str) -> str:
    return (package_files("communs") / "assets" / "styles" / f"{name}.css").read_text("utf-8")
