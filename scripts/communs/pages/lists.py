"""Long lists of entries: a page for each kind, and what pages that list entries share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from communs.entries import Entry
from communs.kinds import say
from communs.pages import facets
from communs.pages.edition import Edition
from communs.pages.page import Page

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
    """`/<kind>/` for every kind, also for those that have no entry yet; a list for each value that narrows it."""
    for kind in edition.catalogue.kinds.values():
        entries = listed(edition, kind.name)
        found = facets.of(edition, kind, entries)
        title, help_ = kind.plural(edition.lang), kind.root.help(edition.lang)
        values = {"kind": kind, "facets": found, "empty_words": say(kind.show.get("empty"), edition.lang)}
        yield from split(
            edition, "index.html", f"{kind.name}/", title, entries, help_, current=None, **values,
            data={**facets.places(found), "rows": facets.rows(found) if len(entries) <= PER_PAGE else None},
        )  # fmt: skip
        for facet in found:
            for value in facet.values:
                if value.own:
                    yield from split(
                        edition, "index.html", value.to, f"{title}{edition.say(' : ')}{value.full}",
                        [entries[at] for at in value.own], help_, current=(facet, value), **values,
                    )  # fmt: skip


def split_indexes(edition: Edition) -> Iterator[tuple[str, list[Entry], list[tuple[tuple[int, ...], ...]]]]:
    """The kinds whose index has several pages: its entries, and what narrows each."""
    for kind in edition.catalogue.kinds.values():
        entries = listed(edition, kind.name)
        if len(entries) > PER_PAGE:
            yield kind.name, entries, facets.rows(facets.of(edition, kind, entries))


def listed(edition: Edition, kind: str) -> list[Entry]:
    """The entries of a kind in the order of its index: what has ended comes last."""
    return sorted(_latest_first(edition.shown(kind)), key=lambda entry: entry.ended)


def _latest_first(entries: Sequence[Entry]) -> list[Entry]:
    """What happens on a day, the latest first; the rest as it comes."""
    return sorted(entries, key=lambda entry: str(entry.data.get("debut", "")), reverse=True)


def by_kind(entries: Sequence[Entry]) -> list[Entry]:
    """In the order of kinds; what has ended comes last in its kind."""
    return sorted(entries, key=lambda entry: (entry.kind.order, entry.ended))
