"""The linked catalogue → who answers for which entries: fields whose link says `owner` name them."""

from __future__ import annotations

from collections.abc import Mapping

from communs.catalogue import Catalogue
from communs.entries import Entry


def by_owner(catalogue: Catalogue) -> Mapping[str, tuple[Entry, ...]]:
    """By id, what stands under the name of each organisation or alliance, its own entry first; drafts too.

    An organisation and an alliance that share an id share a name: they answer together.
    """
    found: dict[str, dict[tuple[str, str], Entry]] = {}
    for kind in answering(catalogue):
        for entry in catalogue.by_kind.get(kind, ()):
            found.setdefault(entry.id, {})[entry.ref] = entry
    for ref, links in catalogue.backlinks.items():
        for link in sorted(links, key=lambda link: (link.source.kind.order, link.source.ref)):
            if link.field.schema["x-link"].get("owner") is True:
                found[ref[1]].setdefault(link.source.ref, link.source)
    return {owner: tuple(entries.values()) for owner, entries in found.items()}


def answering(catalogue: Catalogue) -> list[str]:
    """The kinds whose entries may answer for others, in the order of menus."""
    named = {
        to
        for kind in catalogue.kinds.values()
        for _, field in kind.links
        if field.schema["x-link"].get("owner") is True
        for to in field.links_to
    }
    return [name for name in catalogue.kinds if name in named]
