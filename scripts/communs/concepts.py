"""The linked catalogue → who answers which need, speaks to which public, pursues what, works where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from communs.catalogue import Catalogue
from communs.entries import Entry
from communs.kinds import select
from communs.near import fold
from communs.territories import Territory

CONCEPTS = ("besoins", "publics", "objectifs")  # the lists whose terms have a page
Mentions = Mapping[str, tuple[Entry, ...]]


@dataclass(frozen=True, kw_only=True)
class Concepts:
    """For each list (`besoins`, `territoires`, …), the entries under each id. Drafts stay out."""

    by_list: Mapping[str, Mentions]

    def entries(self, name: str, identifier: str) -> tuple[Entry, ...]:
        """The entries that name a term or a territory, once each."""
        return self.by_list.get(name, {}).get(identifier, ())


def gather(catalogue: Catalogue) -> Concepts:
    """One pass over all links to lists and territories."""
    found: defaultdict[str, defaultdict[str, dict[tuple[str, str], Entry]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for entries in catalogue.by_kind.values():
        for entry in entries:
            for name, identifier in named(entry) if not entry.draft else ():
                found[name][identifier][entry.ref] = entry
    return Concepts(
        by_list={
            name: {id_: tuple(group.values()) for id_, group in ids.items()} for name, ids in found.items()
        }
    )


def named(entry: Entry) -> Iterator[tuple[str, str]]:
    """The terms and territories an entry names: (list, id); a commune given by its code is a territory too."""
    for pattern, field in entry.kind.links:
        target = field.links_to[0]
        if target.startswith(("vocabulaires/", "territoires")):
            name = target.removeprefix("vocabulaires/").partition("/")[0]
            before = "commune:" if target == "territoires/commune" else ""
            for _, value in select(entry.data, pattern):
                if isinstance(value, str):
                    yield name, before + value


def of_kind(entries: Iterable[Entry], kind: str) -> list[Entry]:
    """Those of one kind."""
    return [entry for entry in entries if entry.kind.name == kind]


def live(entries: Iterable[Entry]) -> list[Entry]:
    """Those that have not ended."""
    return [entry for entry in entries if not entry.ended]


def used_territories(catalogue: Catalogue, concepts: Concepts) -> dict[str, Territory]:
    """Those that an entry names and those that hold them, with France; by level, then by name."""
    known = catalogue.territories
    direct = {*concepts.by_list.get("territoires", {}), *_of_drafts(catalogue)}
    wanted = {*direct, *(parent for id_ in direct if (t := known.get(id_)) for parent in t.parents), "france"}
    found = [territory for id_ in wanted if (territory := known.get(id_))]
    return {territory.id: territory for territory in sorted(found, key=lambda t: (t.level, fold(t.name)))}


def _of_drafts(catalogue: Catalogue) -> Iterator[str]:
    """The territories that drafts name: their pages list no draft, but drafts link to them."""
    for entry in catalogue.entries.values():
        yield from (id_ for name, id_ in (named(entry) if entry.draft else ()) if name == "territoires")
