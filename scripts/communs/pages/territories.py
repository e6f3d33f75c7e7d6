"""`/territoires/`, and a page for each territory that an entry names or that holds one that does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from communs.concepts import of_kind
from communs.pages.edition import Edition
from communs.pages.lists import by_kind, live, split
from communs.pages.page import Page
from communs.territories import Territory


def pages(edition: Edition) -> Iterator[Page]:
    """`/territoires/`, and a page for each territory that an entry names or that holds one that does."""
    used = edition.territories
    by_level: dict[str, list[tuple[Territory, int]]] = {}
    for territory in used.values():
        count = len(edition.concepts.entries("territoires", territory.id))
        by_level.setdefault(territory.level, []).append((territory, count))
    title = edition.say("Territoires")
    description = edition.say(
        "Où agissent les alliés : par région, département, intercommunalité et commune."
    )
    yield edition.page("territoires.html", "territoires/", title, description, levels=by_level)
    wider = {
        territory.id: _offered_all_over(edition, territory)
        for territory in used.values()
        if territory.id in edition.inside
    }
    for territory in used.values():
        yield from _territory(edition, territory, edition.inside.get(territory.id, ()), wider)


def _territory(
    edition: Edition, territory: Territory, inside: Sequence[Territory], wider: dict[str, Markup]
) -> Iterator[Page]:
    name = edition.catalogue.territories.name_in(territory, edition.lang)
    here = edition.concepts.entries("territoires", territory.id)
    about = edition.claimed.about(edition.enriched.item(territory.wikidata), name)
    yield from split(
        edition, "territoire.html", f"territoires/{territory.slug}/", name, by_kind(here),
        edition.say("Ce qui est proposé dans ce territoire :") + f" {name}.",
        territory=territory, inside=inside, about=about,
        wider=[wider[parent] for parent in territory.parents if wider.get(parent)],
    )  # fmt: skip


def _offered_all_over(edition: Edition, territory: Territory) -> Markup:
    """What a wider territory offers, to stand on the pages of all that it holds."""
    offers = of_kind(live(edition.concepts.entries("territoires", territory.id)), "offres")
    if not offers:
        return Markup()
    name = edition.catalogue.territories.name_in(territory, edition.lang)
    address = f"territoires/{territory.slug}/"
    return Markup(edition.render("plus-large.html", address, parent=territory, offers=offers, name=name))  # noqa: S704 - an autoescaped template
