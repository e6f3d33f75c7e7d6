"""The home page: the joint offer by need, and the ways into everything else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communs.entries import Entry
from communs.pages import audiences
from communs.pages.card import Card
from communs.pages.edition import Edition
from communs.pages.entry import reply
from communs.pages.page import Page
from communs.pages.pools import STOPPED

BUNDLES, POOLS, ALLIANCES = 3, 8, 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A pool or an alliance on one line, with how many are in it."""

    card: Card
    state: str = ""
    members: int


def page(edition: Edition) -> Page:
    """The joint offer by need."""
    needs = audiences.needs(edition)
    return Page(
        address="",
        title=edition.settings.title(edition.lang),
        description=edition.say("L’offre commune des alliés, lisible par tous : services, lieux, communs et coopérations."),
        body=lambda: edition.render(
            "accueil.html", "",
            needs=[(term, n) for term, n in needs if n],
            waiting=[term for term, n in needs if not n],
            audiences=audiences.every(edition),
            regions=audiences.regions(edition),
            bundles=edition.live("bouquets")[:BUNDLES],
            pools=list(_pools(edition))[:POOLS],
            alliances=list(_alliances(edition))[:ALLIANCES],
            call=_call(edition),
            counts={kind: len(edition.live(kind)) for kind in edition.catalogue.kinds},
        ),
    )  # fmt: skip


def _pools(edition: Edition) -> Iterator[Line]:
    """Those that run first, then those that begin, then the ideas."""
    order = [term.id for term in edition.terms("etats_de_mutualisation")]
    held = [entry for entry in edition.live("mutualisations") if entry.data.get("etat") != STOPPED]
    for entry in sorted(held, key=lambda entry: -order.index(entry.data["etat"])):
        yield Line(
            card=edition.card(entry),
            state=edition.display.word(entry.kind.fields["etat"], entry.data["etat"]),
            members=len({one["organisation"] for one in entry.data.get("participants", ())}),
        )


def _alliances(edition: Edition) -> Iterator[Line]:
    for entry in edition.live("alliances"):
        yield Line(card=edition.card(entry), members=len(set(_members(edition, entry))))


def _members(edition: Edition, alliance: Entry) -> Iterator[str]:
    """Those who say that they are in it, and have not left."""
    for link in edition.catalogue.backlinks.get(alliance.ref, ()):
        member, (name, *where) = link.source, link.path
        if name == "membre_de" and not (
            member.draft or member.ended or member.data[name][where[0]].get("jusqu_a")
        ):
            yield member.id


def _call(edition: Edition) -> dict[str, object] | None:
    """The declaration that is open, with who signed it."""
    declaration = next(iter(edition.live("declarations")), None)
    if declaration is None:
        return None
    signed = [one for one in edition.live("signatures") if one.data.get("declaration") == declaration.id]
    wanted = declaration.data.get("objectifs", ())
    return {
        "entry": declaration,
        "objectives": [term for term in edition.terms("objectifs") if term.id in wanted],
        "signatures": len(signed),
        "reply": reply(edition, declaration),
    }
