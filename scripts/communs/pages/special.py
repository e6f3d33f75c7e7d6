"""Pages that stand alone: home, ways to help, pooling, data, moved entries."""

from __future__ import annotations

from collections.abc import Iterator

from communs.concepts import of_kind
from communs.entries import Entry
from communs.kinds import say
from communs.pages.edition import Edition
from communs.pages.entry import reply
from communs.pages.page import Page


def pages(edition: Edition) -> Iterator[Page]:
    """All of them."""
    yield home(edition)
    yield authorities(edition)
    yield pooling(edition)
    yield map_of_places(edition)
    yield data(edition)
    yield from moved(edition)


def home(edition: Edition) -> Page:
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


def authorities(edition: Edition) -> Page:
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


def pooling(edition: Edition) -> Page:
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


def map_of_places(edition: Edition) -> Page:
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


def data(edition: Edition) -> Page:
    """`/donnees/`: the files to download, with their licence."""
    return edition.page(
        "donnees.html", "donnees/", edition.say("Données"),
        edition.say("Tout le catalogue en fichiers ouverts, sous licence CC0."),
        counts={kind: len(found) for kind, found in edition.catalogue.by_kind.items()},
    )  # fmt: skip


def moved(edition: Edition) -> Iterator[Page]:
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
