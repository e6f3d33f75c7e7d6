"""`/donnees/`: the whole catalogue as files."""

from __future__ import annotations

from communs.pages.edition import Edition
from communs.pages.page import Page


def page(edition: Edition) -> Page:
    """`/donnees/`: the files to download, with their licence."""
    return edition.page(
        "donnees.html", "donnees/", edition.say("Données"),
        edition.say("Tout le catalogue en fichiers ouverts, sous licence CC0."),
        counts={kind: len(found) for kind, found in edition.catalogue.by_kind.items()},
    )  # fmt: skip
