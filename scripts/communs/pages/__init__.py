"""The linked catalogue → every page of the site in one language, as values that know no engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from communs.pages import (
    atlas,
    authorities,
    downloads,
    entry,
    forms,
    funders,
    guide,
    home,
    lists,
    members,
    moved,
    objectives,
    pooling,
    posters,
    quality,
    rulebook,
    search,
    selection,
    terms,
    territories,
)
from communs.pages.edition import Edition
from communs.pages.page import Page

__all__ = ["Edition", "Page", "all_pages"]


def all_pages(edition: Edition) -> Iterator[Page]:
    """Every page, each with a description of its own: where another has the same, its title comes before."""
    seen = set()
    for page in _pages(edition):
        if page.description in seen:
            page = replace(page, description=f"{page.title}. {page.description}")
        seen.add(page.description)
        yield page


def _pages(edition: Edition) -> Iterator[Page]:
    """Home, each kind's index, each entry, each concept and territory, and the pages that compare."""
    yield home.page(edition)
    yield authorities.page(edition)
    yield funders.page(edition)
    yield pooling.page(edition)
    yield atlas.page(edition)
    yield downloads.page(edition)
    yield from moved.pages(edition)
    yield search.page(edition)
    yield selection.page(edition)
    yield from posters.pages(edition)
    yield quality.page(edition)
    yield from forms.pages(edition)
    yield rulebook.page(edition)
    yield from guide.pages(edition)
    yield from lists.indexes(edition)
    yield from terms.pages(edition)
    yield from objectives.pages(edition)
    yield from territories.pages(edition)
    yield from entry.pages(edition)
    yield from members.pages(edition)
