"""Two editions of a catalogue → the pages whose title or body is not the same, and the addresses that vanish."""

from __future__ import annotations

from collections.abc import Collection, Mapping
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
    """A page that is not what it was; `family` is one of those above."""

    address: str
    title: str
    change: Change
    family: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """The pages that changed, in the order of the site; the addresses that lead nowhere any more, the new ones."""

    pages: tuple[PageChange, ...] = ()
    lost: tuple[str, ...] = ()
    new: frozenset[str] = frozenset()


def compare(before: Edition, after: Edition) -> Compared:
    """Make every page of both. What a page is made of is told by its address, so that few are in memory."""
    was, now = _digests(before), _digests(after)
    known = {
        **{page.address: page for page, _ in was.values()},
        **{page.address: page for page, _ in now.values()},
    }
    changes = ((address, _change(was.get(address), now.get(address))) for address in known)
    kinds, standing = before.catalogue.kinds, published.standing(before.catalogue)
    return Compared(
        pages=tuple(
            PageChange(
                address=address, title=known[address].title, change=change,
                family=_family(address, after.catalogue.kinds, known[address]),
            )
            for address, change in changes
            if change is not None and not address.startswith(_AGAIN)
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


def _change(was: _Digest | None, now: _Digest | None) -> Change | None:
    if was is None or now is None:
        return "added" if was is None else "removed"
    return "changed" if was[1] != now[1] else None


def _family(address: str, kinds: Collection[str], page: Page) -> str:
    head, _, rest = address.partition("/")
    if head in kinds:
        return "entries" if page.source else "lists"
    if head == "territoires" and rest:
        return "territories"
    if head in CONCEPTS and rest:
        return "concepts"
    return "forms" if head == "contribuer" else "whole"
