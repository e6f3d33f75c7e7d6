"""Two editions of a catalogue → the pages whose title or body is not the same, and the addresses that vanish."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

from communs import pages, published
from communs.concepts import CONCEPTS
from communs.findings import Text, text
from communs.pages import Page
from communs.pages.edition import Edition

Change = Literal["added", "changed", "removed"]
# A poster says again what the page of the same name says; the desk of an organisation's members says again what
# stands in its entries. Neither tells readers anything more.
_AGAIN = ("affiches/", "contribuer/mes-fiches/")
# What readers look for comes first.
FAMILIES: Mapping[str, Text] = {
    "entries": text("Autres fiches"),
    "concepts": text("Besoins, publics et objectifs"),
    "territories": text("Territoires"),
    "lists": text("Listes de fiches"),
    "forms": text("Formulaires et guide"),
    "whole": text("Pages d’ensemble"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class PageChange:
    """A page that is not what it was; `family` is one of those above.

    `lang` is the language that it changes in, where that of the edition has the same words as before.
    """

    address: str
    title: str
    change: Change
    family: str
    lang: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """The pages that changed, in the order of the site; the addresses that lead nowhere any more, the new ones."""

    pages: tuple[PageChange, ...] = ()
    lost: tuple[str, ...] = ()
    new: frozenset[str] = frozenset()


def compare(before: Edition, after: Edition) -> Compared:
    """Make every page of both, in each language. One is told by a digest, so that few are in memory."""
    was, now = _digests(before), _digests(after)
    known = {
        **{page.address: page for page, _ in was.values()},
        **{page.address: page for page, _ in now.values()},
    }
    changes = {address: (change, "") for address, change in _changes(was, now)}
    for lang in after.langs:
        if lang != after.lang:
            sides = _digests(before.speaking(lang)), _digests(after.speaking(lang))
            changes = {address: (change, lang) for address, change in _changes(*sides)} | changes
    kinds, standing = before.catalogue.kinds, published.standing(before.catalogue)
    return Compared(
        pages=tuple(
            PageChange(
                address=address, title=page.title, change=changes[address][0], lang=changes[address][1],
                family=_family(address, after.catalogue.kinds, page),
            )
            for address, page in known.items()
            if address in changes and not address.startswith(_AGAIN)
        ),
        lost=tuple(address for address in was if address not in now and published.promised(address, kinds, standing)),
        new=frozenset(now.keys() - was.keys()),
    )  # fmt: skip


_Digest = tuple[Page, bytes]


def _digests(edition: Edition) -> dict[str, _Digest]:
    return {page.address: (page, _digest(page)) for page in pages.all_pages(edition)}


def _digest(page: Page) -> bytes:
    if page.address.startswith(_AGAIN):
        return b""
    return blake2b(f"{page.title}\0{page.body()}".encode("utf-8", "replace"), digest_size=16).digest()


def _changes(was: Mapping[str, _Digest], now: Mapping[str, _Digest]) -> Iterator[tuple[str, Change]]:
    yield from ((address, "removed") for address in was if address not in now)
    for address, (_, digest) in now.items():
        if address not in was:
            yield address, "added"
        elif was[address][1] != digest:
            yield address, "changed"


def _family(address: str, kinds: Collection[str], page: Page) -> str:
    head, _, rest = address.partition("/")
    if head in kinds:
        return "entries" if page.source else "lists"
    if head == "territoires" and rest:
        return "territories"
    if head in CONCEPTS and rest:
        return "concepts"
    return "forms" if head == "contribuer" else "whole"
