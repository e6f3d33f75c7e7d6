"""Entries and hand-written pages → each web address, with the files and lines that hold it, and a page for lychee."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from communs.catalogue import Catalogue
from communs.entries import Entry
from communs.findings import Path
from communs.lines import lines_of

ASIDE = ("en-pause", "termine")  # of these, readers are promised nothing
_ADDRESS = re.compile(r"https?://[^\s<>\"'`|\\^{}«»]+", re.IGNORECASE)
_TRAILING = ".,;:!?*_…”’"


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where an address is written; `name` is that of the entry, "" for a page."""

    path: str
    line: int
    name: str = ""


Links = Mapping[str, tuple[Place, ...]]  # by address, in the order of files


def of(catalogue: Catalogue, pages: Iterable[tuple[str, str]]) -> Links:
    """Every address of the entries that are offered and of some pages (path and text)."""
    found: dict[str, list[Place]] = {}
    for entry in catalogue.entries.values():
        if not entry.draft and entry.data.get("statut") not in ASIDE:
            name = catalogue.name(entry)
            for address, line in _of_entry(entry):
                found.setdefault(address, []).append(Place(path=entry.path, line=line, name=name))
    for path, content in pages:
        for line, words in enumerate(lines_of(content), 1):
            for address in _in(words):
                found.setdefault(address, []).append(Place(path=path, line=line))
    return {address: tuple(dict.fromkeys(places)) for address, places in found.items()}


def page(links: Links) -> str:
    """A page of HTML whose line n leads to the n-th address, whatever signs it holds."""
    return "".join(f'<a href="{html.escape(address)}">{n}</a>\n' for n, address in enumerate(links, 1))


def _of_entry(entry: Entry) -> Iterator[tuple[str, int]]:
    lines = lines_of(entry.document.text)
    for path, words in _texts(entry.data, ()):
        for address in _in(words):
            span = entry.document.span(path)
            here = (n for n in range(span.line, span.end_line + 1) if address in lines[n - 1])
            yield address, next(here, span.line)


def _texts(value: Any, at: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield at, value
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for part, item in inside:
        yield from _texts(item, (*at, part))


def _in(words: str) -> Iterator[str]:
    """The addresses of a text, without what closes a sentence or a link of Markdown."""
    for found in _ADDRESS.finditer(words):
        address = found[0]
        if words != address and (wider := _unbalanced(address)) is not None:
            address = address[:wider]
        yield address if words == address else address.rstrip(_TRAILING)


def _unbalanced(address: str) -> int | None:
    """Where a bracket closes that opened before the address."""
    depth = {"(": 0, "[": 0}
    for n, sign in enumerate(address):
        if sign in depth:
            depth[sign] += 1
        elif sign in ")]":
            depth["(" if sign == ")" else "["] -= 1
        if min(depth.values()) < 0:
            return n
    return None
