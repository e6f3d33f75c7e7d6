"""Pages that list entries: by kind, by need, public and objective, by territory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup

from communs.concepts import CONCEPTS, of_kind
from communs.entries import Entry
from communs.kinds import say
from communs.pages.edition import Edition
from communs.pages.page import Page
from communs.territories import Territory

PER_PAGE = 300  # one page of 1,000 cards weighs 1.3 MB


def split(
    edition: Edition,
    template: str,
    address: str,
    title: str,
    entries: Sequence[Entry],
    description: str,
    **values: Any,
) -> Iterator[Page]:
    """One page, or as many as a long list needs: the next ones are at `page/2/`, `page/3/`…"""
    count = max(1, -(-len(entries) // PER_PAGE))
    for number in range(1, count + 1):
        here = address if number == 1 else f"{address}page/{number}/"
        part = entries[(number - 1) * PER_PAGE : number * PER_PAGE]
        yield edition.page(
            template, here, title if number == 1 else f"{title} ({number}/{count})", description,
            entries=part, total=len(entries), number=number, count=count, first=address, **values,
        )  # fmt: skip


def indexes(edition: Edition) -> Iterator[Page]:
    """`/<kind>/` for every kind, also for those that have no entry yet."""
    for kind in edition.catalogue.kinds.values():
        entries = sorted(_latest_first(edition.shown(kind.name)), key=lambda entry: entry.ended)
        needs = [
            (term, len(of_kind(edition.concepts.entries("besoins", term.id), kind.name)))
            for term in edition.terms("besoins")
            if "besoins" in kind.fields
        ]
        yield from split(
            edition, "index.html", f"{kind.name}/", kind.plural(edition.lang), entries,
            kind.root.help(edition.lang), kind=kind, needs=[(t, n) for t, n in needs if n],
            empty_words=say(kind.show.get("empty"), edition.lang),
        )  # fmt: skip


def _latest_first(entries: Sequence[Entry]) -> list[Entry]:
    """What happens on a day, the latest first; the rest as it comes."""
    return sorted(entries, key=lambda entry: str(entry.data.get("debut", "")), reverse=True)


def concepts(edition: Edition) -> Iterator[Page]:
    """`/besoins/`, `/publics/`, `/objectifs/`, and one page for each of their terms."""
    for name in CONCEPTS:
        vocabulary = edition.catalogue.vocabularies.get(name)
        if vocabulary is None:
            continue
        counted = [
            (term, len(_live(edition.concepts.entries(name, term.id)))) for term in edition.terms(name)
        ]
        title = vocabulary.title(edition.lang)
        description = say(vocabulary.data.get("description"), edition.lang)
        yield edition.page(
            "concepts.html", f"{name}/", title, description, terms=counted, list_name=name, words=description
        )
        for term in edition.terms(name):
            entries = _by_kind(edition.concepts.entries(name, term.id))
            label, description = term.label(edition.lang), term.definition(edition.lang)
            abouts = (
                edition.claimed.about(known, label) for known in edition.enriched.of_term(name, term.id)
            )
            yield from split(
                edition, "concept.html", f"{name}/{term.id}/", label, entries, description,
                term=term, vocabulary=vocabulary, abouts=list(filter(None, abouts)),
            )  # fmt: skip


def _live(entries: Sequence[Entry]) -> list[Entry]:
    return [entry for entry in entries if not entry.ended]


def _by_kind(entries: Sequence[Entry]) -> list[Entry]:
    """In the order of kinds; what has ended comes last in its kind."""
    return sorted(entries, key=lambda entry: (entry.kind.order, entry.ended))


def territories(edition: Edition) -> Iterator[Page]:
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
    inside: dict[str, list[Territory]] = {}
    for territory in used.values():
        for parent in territory.parents:
            inside.setdefault(parent, []).append(territory)
    wider = {
        territory.id: _offered_all_over(edition, territory)
        for territory in used.values()
        if territory.id in inside
    }
    for territory in used.values():
        yield from _territory(edition, territory, inside.get(territory.id, []), wider)


def _territory(
    edition: Edition, territory: Territory, inside: Sequence[Territory], wider: dict[str, Markup]
) -> Iterator[Page]:
    name = edition.catalogue.territories.name_in(territory, edition.lang)
    here = edition.concepts.entries("territoires", territory.id)
    about = edition.claimed.about(edition.enriched.item(territory.wikidata), name)
    yield from split(
        edition, "territoire.html", f"territoires/{territory.slug}/", name, _by_kind(here),
        edition.say("Ce qui est proposé dans ce territoire :") + f" {name}.",
        territory=territory, inside=inside, about=about,
        wider=[wider[parent] for parent in territory.parents if wider.get(parent)],
    )  # fmt: skip


def _offered_all_over(edition: Edition, territory: Territory) -> Markup:
    """What a wider territory offers, to stand on the pages of all that it holds."""
    offers = of_kind(_live(edition.concepts.entries("territoires", territory.id)), "offres")
    if not offers:
        return Markup()
    name = edition.catalogue.territories.name_in(territory, edition.lang)
    address = f"territoires/{territory.slug}/"
    return Markup(edition.render("plus-large.html", address, parent=territory, offers=offers, name=name))  # noqa: S704 - an autoescaped template
