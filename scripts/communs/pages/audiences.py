"""`/financeurs/` and what pages say to residents and to third places: in their words first, the lists after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from communs.concepts import live, of_kind
from communs.entries import Entry
from communs.pages import shares
from communs.pages.edition import Edition
from communs.territories import Territory
from communs.vocabularies import Term

FUNDERS = "financeurs/"
AUTHORITIES = "collectivites/"
_ELSEWHERE = {"collectivites": AUTHORITIES, "financeurs": FUNDERS}  # publics that have a whole page
_RELAYED = "offres_relayees"


@dataclass(frozen=True, kw_only=True, slots=True)
class Audience:
    """Somebody who comes: the page that speaks to them, and what they find there."""

    to: str
    icon: str
    name: str
    words: str


def every(edition: Edition) -> list[Audience]:
    """Those that the home page greets; a public only where the catalogue knows it."""
    say = edition.say
    publics = {term.id for term in edition.terms("publics")}
    found = (
        ("publics/habitants/", "home-account", say("Habitant, habitante"),
         say("Ce qui existe près de chez vous, et ce que cela coûte.")),
        ("publics/tiers-lieux/", "storefront-outline", say("Tiers-lieu"),
         say("Composer votre étagère, imprimer une affiche, relayer.")),
        (AUTHORITIES, "town-hall", say("Collectivité"),
         say("Des façons d’aider, avec des exemples et leurs montants.")),
        (FUNDERS, "hand-coin-outline", say("Financeur"),
         say("Les formes juridiques, les obstacles, de quoi comparer.")),
    )  # fmt: skip
    return [
        Audience(to=to, icon=icon, name=name, words=words)
        for to, icon, name, words in found
        if not to.startswith("publics/") or to.split("/")[1] in publics
    ]


def needs(edition: Edition) -> list[tuple[Term, int]]:
    """Every need with the number of offers that answer it today."""
    return [
        (
            term,
            len(live(of_kind(edition.concepts.entries("besoins", term.id), "offres"))),
        )
        for term in edition.terms("besoins")
    ]


def regions(edition: Edition) -> list[Territory]:
    """Those with a page."""
    return [place for place in edition.territories.values() if place.level == "region"]


def own(edition: Edition, name: str, term: Term) -> dict[str, Any]:
    """The template that speaks to a public before its lists, and what it shows; nothing for most."""
    if name == "publics" and term.id == "habitants":
        prices = shares.of(edition, "offres", "frais", "frais").values()
        return {
            "own": "public-habitants.html",
            "needs": [(need, n) for need, n in needs(edition) if n],
            "prices": [price for price in prices if price.count],
            "regions": regions(edition),
        }
    if name == "publics" and term.id == "tiers-lieux":
        return {"own": "public-tiers-lieux.html", "relays": list(_relays(edition))}
    if name == "publics" and term.id in _ELSEWHERE:
        return {"own": "public-ailleurs.html", "elsewhere": _ELSEWHERE[term.id]}
    return {"own": ""}


def _relays(edition: Edition) -> Iterator[tuple[Entry, int]]:
    """The places that pass offers on, and how many each."""
    for place in edition.live("lieux"):
        if passed := place.data.get(_RELAYED):
            yield place, len(passed)
