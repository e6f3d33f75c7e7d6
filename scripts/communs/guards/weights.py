"""A page as it was built → what it costs somebody who comes for the first time, and from which other hosts it loads.

Weighed without a browser: the page and what it fetches at once, each as a server compresses it. A test holds these
weights beside those that a browser measures (`tests/test_budget.py`): a few per cent apart. What a script
fetches by itself and a picture that waits for its reader to come near are not seen here; the browser weighs them.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import lru_cache
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from communs.concepts import CONCEPTS
from communs.guards import loads
from communs.guards.loads import Load
from communs.settings import Publication

TEXTS = (
    ".html",
    ".css",
    ".js",
    ".mjs",
    ".json",
    ".tsv",
    ".svg",
    ".xml",
    ".yml",
    ".txt",
)  # what servers compress
LEVEL = 6  # as they do, unless somebody tells them otherwise
HEADERS = 210  # bytes of what a server says before an answer, about
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):|//", re.IGNORECASE)
_UNREAD = dict.fromkeys(map(ord, "\t\n\r"))  # browsers leave them out of addresses
_INSIDE = {"data", "blob", "about"}  # what asks nobody


@dataclass(frozen=True, kw_only=True, slots=True)
class Weighed:
    """What a page costs (bytes, requests), what it loads from elsewhere, its licences, whether it may be listed."""

    octets: int
    requests: int
    outside: tuple[str, ...]
    licences: frozenset[str]
    listed: bool


class Scales:
    """Weighs the pages of one site; each thing that many of them share is read and compressed once.

    `read` gives a file of the site, None where there is none; `site` is where it is published, "" where nobody knows.
    """

    def __init__(self, read: Callable[[str], bytes | None], site: str) -> None:
        self._read = read
        self._site = site.rstrip("/") + "/" if site else ""
        self._pieces: dict[str, tuple[int, tuple[Load, ...]]] = {}
        self._place = lru_cache(maxsize=None)(self._placed)

    def page(self, path: str, data: bytes) -> Weighed:
        """The weight of the page in this file, whose bytes these are."""
        html = data.decode("utf-8", "replace")
        fetched, outside = {path}, dict[str, None]()
        weight = HEADERS + _compressed(data)
        waiting = [(path, load) for load in loads.of_page(html)]
        while waiting:
            place, outer = self._place(dirname(waiting[-1][0]), (load := waiting.pop()[1]).url)
            if outer:
                outside[load.url] = None
            if place and load.at_once and place not in fetched:
                fetched.add(place)
                octets, more = self._piece(place)
                weight += octets
                waiting += [(place, one) for one in more]
        return Weighed(
            octets=weight,
            requests=len(fetched),
            outside=tuple(outside),
            licences=loads.licences(html),
            listed=loads.listed(html),
        )

    def _piece(self, path: str) -> tuple[int, tuple[Load, ...]]:
        """What a file that pages share weighs, and what it loads in its turn."""
        if path not in self._pieces:
            data = self._read(path) or b""
            weight = HEADERS + (_compressed(data) if path.endswith(TEXTS) else len(data))
            of = {".css": loads.of_style, ".js": loads.of_script, ".mjs": loads.of_script}
            told = of.get(path[path.rfind(".") :])
            more = tuple(told(data.decode("utf-8", "replace"))) if told else ()
            self._pieces[path] = weight, more
        return self._pieces[path]

    def _placed(self, folder: str, url: str) -> tuple[str, bool]:
        """The file of this site that an address leads to, or that it leads elsewhere."""
        plain = url.translate(_UNREAD).strip().replace("\\", "/")
        if self._site and plain.startswith(self._site):
            plain = plain.removeprefix(self._site)
            folder = ""
        elif found := _SCHEME.match(plain):
            return "", (found[1] or "").lower() not in _INSIDE
        plain = unquote(plain.partition("#")[0].partition("?")[0])
        if plain.startswith("/"):  # the page for lost addresses does not know where it is
            return plain.removeprefix(urlsplit(self._site).path).lstrip("/"), False
        return (normpath(join(folder, plain)) if plain else ""), False


def _compressed(data: bytes) -> int:
    return len(gzip.compress(data, LEVEL, mtime=0))


def limit(address: str, kinds: Collection[str], limits: Publication) -> int:
    """The bytes that a page may weigh: home, a page that is read (an entry, a term, a territory), or another one."""
    parts = address.strip("./").split("/")
    parts = parts[1:] if len(parts[0]) == 2 else parts
    if parts in ([], [""]):
        return limits.home
    read = len(parts) == 2 and parts[0] in {*kinds, *CONCEPTS, "territoires"}
    return limits.read if read else limits.other
