"""Entries that were withdrawn or renamed."""

from __future__ import annotations

from collections.abc import Iterator

from communs.kinds import say
from communs.pages.edition import Edition
from communs.pages.page import Page


def pages(edition: Edition) -> Iterator[Page]:
    """Withdrawn entries answer « fiche retirée », renamed ones lead to their new address."""
    for item in edition.withdrawn:
        address = str(item["adresse"]).strip("/") + "/"
        yield edition.page(
            "retiree.html", address, edition.say("Fiche retirée"),
            day=item.get("le", ""), note=say(item.get("note"), edition.lang),
        )  # fmt: skip
    for item in edition.renamed:
        address, target = (str(item[end]).strip("/") + "/" for end in ("de", "vers"))
        yield edition.page("renommee.html", address, edition.say("Fiche renommée"), target=target)
