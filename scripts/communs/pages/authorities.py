"""`/collectivites/`: how local authorities help, each way with its worked examples."""

from __future__ import annotations

from communs.concepts import of_kind
from communs.pages.edition import Edition
from communs.pages.page import Page


def page(edition: Edition) -> Page:
    """`/collectivites/`: how local authorities help, each way with its worked examples."""
    ways = [
        (term, of_kind(edition.concepts.entries("modes_de_soutien", term.id), "cooperations"))
        for term in edition.terms("modes_de_soutien")
    ]
    return edition.page(
        "collectivites.html", "collectivites/", edition.say("Collectivités : des façons d’aider"),
        edition.say("Comment des collectivités ont aidé une coopérative, et ce que d’autres peuvent reprendre."),
        ways=[(term, found) for term, found in ways if found], waiting=[term for term, found in ways if not found],
        documents=[entry for entry in edition.shown("cooperations") if entry.data.get("documents")],
    )  # fmt: skip
