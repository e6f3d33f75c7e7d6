"""`/carte/`: the map of places, and the table beside it."""

from __future__ import annotations

from communs.pages.edition import Edition
from communs.pages.page import Page


def page(edition: Edition) -> Page:
    """`/carte/`: the places by commune as a table; the drawn map comes later."""
    places = [
        (entry, commune)
        for entry in edition.live("lieux")
        if (commune := edition.catalogue.territories.commune(str(entry.data.get("code_insee", ""))))
    ]
    return edition.page(
        "carte.html", "carte/", edition.say("Carte des lieux"),
        edition.say("Les lieux où l’on trouve l’offre commune, commune par commune."),
        places=sorted(places, key=lambda pair: (pair[1].departement, pair[1].name)),
    )  # fmt: skip
