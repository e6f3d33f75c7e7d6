"""The files of a site → its addresses, as `donnees/adresses.txt` lists them; and back from that list or a site map."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from urllib.parse import unquote

ADDRESS = "donnees/adresses.txt"
HOME = "./"
HEAD = f"""\
# Toutes les adresses de ce site, une par ligne, à partir de sa racine ; « {HOME} » est l’accueil.
# Every address of this site, one per line, from its root.
# N’y sont ni « assets/ » ni « pagefind/ » : ce sont des pièces de nos pages, refaites à chaque construction.
"""
_PIECES = ("assets", "pagefind")
_LOCATION = re.compile(r"<loc>\s*([^<]*?)\s*</loc>")


def of(paths: Iterable[str]) -> frozenset[str]:
    """The addresses that the files of a site answer at: the folder's for a page, its own for another file."""
    return frozenset(at(path) for path in paths if _lasting(path))


def at(path: str) -> str:
    """Where a file answers."""
    folder, _, name = path.rpartition("/")
    return path if name != "index.html" else f"{folder}/" if folder else HOME


def _lasting(path: str) -> bool:
    first, second = (*path.split("/", 2), "")[:2]
    return not (first in _PIECES or (len(first) == 2 and second in _PIECES))


def page(address: str) -> bool:
    """Whether somebody reads there, rather than a program."""
    return address.endswith(("/", ".html"))


def written(addresses: Iterable[str]) -> bytes:
    """The list that a site publishes: sorted, each once, the same for the same addresses."""
    return (HEAD + "".join(f"{address}\n" for address in sorted(set(addresses)))).encode()


def read(content: str) -> frozenset[str]:
    """The addresses of a list; none where it is something else, such as a page that says that all is well."""
    lines = content.splitlines()
    if not lines or not lines[0].startswith("#"):
        return frozenset()
    return frozenset(line for line in map(str.strip, lines) if line and not line.startswith("#"))


def mapped(content: str) -> frozenset[str]:
    """The pages of a site map, from its root: home, whose address is the shortest."""
    found = [unquote(unescape(location)) for location in _LOCATION.findall(content)]
    root = min(found, key=len, default="")
    return frozenset(address.removeprefix(root) or HOME for address in found if address.startswith(root))
