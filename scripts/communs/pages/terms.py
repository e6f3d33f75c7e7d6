"""`/besoins/`, `/publics/`, and one page for each of their terms."""

from __future__ import annotations

from collections.abc import Iterator

from communs.concepts import CONCEPTS, live, of_kind
from communs.kinds import say
from communs.pages import audiences, objectives
from communs.pages.edition import Edition
from communs.pages.facet import NAMES
from communs.pages.lists import by_kind, split
from communs.pages.page import Page


def pages(edition: Edition) -> Iterator[Page]:
    """`/besoins/`, `/publics/`, and one page for each of their terms; objectives have pages of their own."""
    for name in CONCEPTS:
        vocabulary = edition.catalogue.vocabularies.get(name)
        if vocabulary is None or name == objectives.LIST:
            continue
        counted = [(term, len(live(edition.concepts.entries(name, term.id)))) for term in edition.terms(name)]
        title = vocabulary.title(edition.lang)
        description = say(vocabulary.data.get("description"), edition.lang)
        yield edition.page(
            "concepts.html", f"{name}/", title, description, list_name=name, words=description,
            terms=[(term, n) for term, n in counted if n], waiting=[term for term, n in counted if not n],
            audiences=audiences.every(edition) if name == "publics" else [],
        )  # fmt: skip
        for term in edition.terms(name):
            entries = by_kind(edition.concepts.entries(name, term.id))
            label, description = term.label(edition.lang), term.definition(edition.lang)
            abouts = (
                edition.claimed.about(known, label) for known in edition.enriched.of_term(name, term.id)
            )
            yield from split(
                edition, "concept.html", f"{name}/{term.id}/", label, entries, description,
                term=term, vocabulary=vocabulary, abouts=list(filter(None, abouts)), alive=len(live(entries)),
                narrowed=f"offres/?{NAMES.get(name, name)}={term.id}", offers=len(live(of_kind(entries, "offres"))),
                **audiences.own(edition, name, term),
            )  # fmt: skip
