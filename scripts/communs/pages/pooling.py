"""`/mutualiser/`: what members offer and seek, and what they already run together."""

from __future__ import annotations

from communs.pages.edition import Edition
from communs.pages.page import Page


def page(edition: Edition) -> Page:
    """`/mutualiser/`: what is offered, what is sought, and the pools that run."""
    means = edition.live("ressources")
    alive = [entry for entry in means if str(entry.data.get("expire_le", "")) >= edition.day.isoformat()]
    return edition.page(
        "mutualiser.html", "mutualiser/", edition.say("Mettre en commun"),
        edition.say("Ce que les membres proposent et cherchent à mettre en commun, et ce qui fonctionne déjà."),
        offered=[entry for entry in alive if entry.data.get("sens") == "propose"],
        sought=[entry for entry in alive if entry.data.get("sens") == "cherche"],
        pools=edition.shown("mutualisations"),
    )  # fmt: skip
