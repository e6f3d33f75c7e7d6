"""The sheets of our pages → the one that every page loads."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files as package_files

ADDRESS = "assets/communs.css"
# In the order of a page; a later sheet has the last word.
SHEETS = (
    "foundation", "header", "search", "page", "home", "lists", "entry", "sending", "written", "footer", "forms", "print",
)  # fmt: skip


@lru_cache
def written() -> bytes:
    """All sheets, one after the other."""
    folder = package_files("communs") / "assets" / "styles"
    return b"\n".join((folder / f"{name}.css").read_bytes() for name in SHEETS)
