"""A kind and one of its fields → how many entries have each value of its list, and the page that lists them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from communs.pages.edition import Edition
from communs.vocabularies import Term


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """The entries with one value. `to` is empty where there are none."""

    term: Term
    count: int
    to: str


def of(edition: Edition, kind: str, name: str, vocabulary: str) -> Mapping[str, Share]:
    """By id, every term of the list; the index counts what has ended too, and so do we."""
    entries = edition.shown(kind)
    told = (entry.data.get(name, ()) for entry in entries)
    counts = Counter(id_ for value in told for id_ in (value if isinstance(value, list) else (value,)) if id_)
    return {
        term.id: Share(term=term, count=n, to=_to(kind, name, term.id, n, len(entries)))
        for term in edition.terms(vocabulary)
        for n in (counts[term.id],)
    }


def _to(kind: str, name: str, id_: str, count: int, all_: int) -> str:
    """A value that all have narrows nothing: the index is its list."""
    if not count:
        return ""
    return f"{kind}/{name}/{id_}/" if count < all_ else f"{kind}/"
