"""`/mutualiser/`: what members offer and seek, what answers what, and what they already run together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from communs.matches import pairs
from communs.pages import means, pools
from communs.pages.edition import Edition
from communs.pages.page import Page
from communs.vocabularies import Term

FEW = 12  # of each on one page: the index of each kind has them all


@dataclass(frozen=True, kw_only=True, slots=True)
class Means:
    """What is offered and sought of one type; the numbers count those that are not shown."""

    term: Term
    offered: list[means.Means]
    sought: list[means.Means]
    answers: list[means.Answer]
    more: tuple[int, int]
    whole: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Pools:
    """The pools of one type; `also` are those that stand under another of their types."""

    term: Term
    held: list[pools.Pool]
    also: list[pools.Pool]
    more: int


def page(edition: Edition) -> Page:
    """The page, by type of means."""
    terms = edition.terms("types_de_ressource")
    return edition.page(
        "mutualiser.html", "mutualiser/", edition.say("Mettre en commun"),
        edition.say("Ce que les membres proposent et cherchent à mettre en commun, et ce qui fonctionne déjà."),
        terms=terms, means=list(_means(edition, terms)), pools=sorted(_pools(edition, terms), key=lambda one: not one.held),
    )  # fmt: skip


def _means(edition: Edition, terms: Iterable[Term]) -> Iterator[Means]:
    held = sorted(edition.matches.open, key=lambda entry: str(entry.data["expire_le"]))
    for term in terms:
        mine = [entry for entry in held if entry.data.get("type") == term.id]
        offered, sought = (
            [one for one in mine if one.data.get("sens") == side] for side in ("propose", "cherche")
        )
        if not mine:
            continue
        found, whole = pairs(edition.matches, offered, FEW)
        yield Means(
            term=term,
            offered=[means.told(edition, entry) for entry in offered[:FEW]],
            sought=[means.told(edition, entry) for entry in sought[:FEW]],
            answers=[means.answer(edition, match) for match in found],
            more=(max(0, len(offered) - FEW), max(0, len(sought) - FEW)),
            whole=whole,
        )


def _pools(edition: Edition, terms: Iterable[Term]) -> Iterator[Pools]:
    """A pool of several types stands whole under its first, and by its name under the others."""
    held = sorted(
        edition.shown("mutualisations"), key=lambda entry: (entry.ended, entry.data["etat"] == pools.STOPPED)
    )
    told = [pools.told(edition, entry) for entry in held]
    for term in terms:
        first = [pool for pool in told if pool.types[0] == term.id]
        also = [pool for pool in told if term.id in pool.types[1:]]
        if first or also:
            yield Pools(term=term, held=first[:FEW], also=also[:FEW], more=max(0, len(first) - FEW))
