"""The home page: the joint offer by need, and the ways into everything else."""

from __future__ import annotations

from communs.concepts import of_kind
from communs.entries import Entry
from communs.pages.edition import Edition
from communs.pages.entry import reply
from communs.pages.page import Page


def page(edition: Edition) -> Page:
    """The joint offer by need."""
    needs = [(term, len(_live_offers(edition, term.id))) for term in edition.terms("besoins")]
    declarations = edition.live("declarations")
    return Page(
        address="",
        title=edition.settings.title(edition.lang),
        description=edition.say("L’offre commune des alliés, lisible par tous : services, lieux, communs et coopérations."),
        body=lambda: edition.render(
            "accueil.html", "",
            needs=[(term, n) for term, n in needs if n],
            waiting=[term for term, n in needs if not n],
            publics={term.id for term in edition.terms("publics")},
            regions=[place for place in edition.territories.values() if place.level == "region"],
            bundles=edition.live("bouquets")[:3],
            pools=edition.live("mutualisations"),
            alliances=edition.live("alliances"),
            declaration=declarations[0] if declarations else None,
            reply=reply(edition, declarations[0]) if declarations else None,
            signatures=len(_signatures(edition, declarations[0])) if declarations else 0,
            counts={kind: len(edition.live(kind)) for kind in edition.catalogue.kinds},
        ),
    )  # fmt: skip


def _signatures(edition: Edition, declaration: Entry) -> list[Entry]:
    return [entry for entry in edition.live("signatures") if entry.data.get("declaration") == declaration.id]


def _live_offers(edition: Edition, need: str) -> list[Entry]:
    return [e for e in of_kind(edition.concepts.entries("besoins", need), "offres") if not e.ended]
