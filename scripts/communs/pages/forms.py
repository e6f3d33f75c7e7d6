"""`/contribuer/nouvelle-fiche/`: the choice of a kind, and a form for each."""

from __future__ import annotations

from collections.abc import Iterator

from communs import draft
from communs.kinds import Kind
from communs.pages import controls
from communs.pages.edition import Edition
from communs.pages.page import Page, to_french_root

ADDRESS = "contribuer/nouvelle-fiche/"


def pages(edition: Edition) -> Iterator[Page]:
    """All of them."""
    yield edition.page(
        "nouvelle-fiche-choix.html", ADDRESS, edition.say("Nouvelle fiche"),
        edition.say("Choisissez ce que vous voulez faire connaître."),
    )  # fmt: skip
    for kind in edition.catalogue.kinds.values():
        yield form(edition, kind)


def form(edition: Edition, kind: Kind) -> Page:
    """The form of a kind; without script, a blank commented entry to copy."""
    address = f"{ADDRESS}{kind.name}/"
    root = to_french_root(address, edition.lang)
    forge = edition.settings.forge
    return edition.page(
        "nouvelle-fiche.html", address, edition.say("Nouvelle fiche") + edition.say(" : ") + kind.singular(edition.lang),
        kind.root.help(edition.lang),
        kind=kind, form=controls.form(kind, edition.catalogue, edition.lang),
        blank=draft.write(kind, "ma-fiche", {}, edition.day),
        site=edition.settings.address,
        settings={
            "kind": kind.name, "lang": edition.lang, "root": root, "assets": f"{root}assets/",
            "contact": edition.settings.contact, "site": edition.settings.address,
            "forge": {"type": forge.type, "repository": forge.repository, "branch": forge.branch} if forge else None,
        },
    )  # fmt: skip
