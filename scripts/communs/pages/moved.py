"""Entries that were withdrawn or renamed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from communs.kinds import say
from communs.pages.edition import Edition
from communs.pages.page import Page


def pages(edition: Edition) -> Iterator[Page]:
    """Withdrawn entries answer « fiche retirée », renamed ones lead to their new address."""
    for item in edition.withdrawn:
        address = str(item["adresse"]).strip("/") + "/"
        page = edition.page(
            "retiree.html", address, edition.say("Fiche retirée"),
            edition.say("Cette fiche a été retirée sur demande."),
            day=item.get("le", ""), note=say(item.get("note"), edition.lang),
        )  # fmt: skip
        yield replace(page, listed=False)
    for item in edition.renamed:
        address, target = (str(item[end]).strip("/") + "/" for end in ("de", "vers"))
        page = edition.page(
            "renommee.html", address, edition.say("Fiche renommée"),
            edition.say("Cette fiche a changé d’adresse :") + f" {target}", target=target,
        )  # fmt: skip
        yield replace(page, listed=False, target=target)
