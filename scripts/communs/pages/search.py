"""`/recherche/`: what there is to look through, by need, by kind and by territory; a script shows results there."""

from __future__ import annotations

from communs.concepts import live, of_kind
from communs.pages.edition import Edition
from communs.pages.page import Page

ADDRESS = "recherche/"
_LEVELS = ("france", "region", "departement")


def page(edition: Edition) -> Page:
    """It stands by itself: without script, its lists lead everywhere that words would."""
    needs = [(term, edition.concepts.entries("besoins", term.id)) for term in edition.terms("besoins")]
    return edition.page(
        "recherche.html", ADDRESS, edition.say("Chercher"),
        edition.say("Chercher dans tout le catalogue : par mots, par besoin, par type de fiche ou par territoire."),
        needs=[(term, len(live(of_kind(found, "offres")))) for term, found in needs],
        every=[(kind, len(edition.shown(kind.name))) for kind in edition.catalogue.kinds.values()],
        places=[place for level in _LEVELS for place in edition.territories.values() if place.level == level],
    )  # fmt: skip
