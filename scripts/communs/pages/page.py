"""One page of the site: its address, what says what it is, and its body."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A page. `address` ends with `/` (home is empty); `body()` makes its HTML when it is asked for.

    `source` is the file its pencil opens, from the repository's root. `bulk`: one of many pages that no menu
    names, so that they all share one header and one footer. `linked()` gives what programs are told of it in
    schema.org's words beside what every page tells. Unless `listed`, engines and site maps leave it alone.
    `target` is the address where the page of a moved entry leads; `picture`, one of its own to share it with.
    """

    address: str
    title: str
    description: str
    body: Callable[[], str]
    source: str | None = None
    bulk: bool = False
    linked: Callable[[], Mapping[str, Any]] = dict
    listed: bool = True
    target: str = ""
    picture: str = ""


def to_root(address: str) -> str:
    """The way up from an address: `../../` from `offres/covoiturage/`."""
    return "../" * address.count("/") or "./"


def to_french_root(address: str, lang: str) -> str:
    """The way up to the root of the French site, which carries scripts and data for every language."""
    return to_root(address) + ("" if lang == "fr" else "../")
