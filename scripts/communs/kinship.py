"""The linked catalogue → which entries stand near another: the same need in the same place, or in its stead."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from communs.catalogue import Catalogue
from communs.entries import Entry
from communs.near import fold

EVERYWHERE = ""  # where kinds that name no territory stand


@dataclass(frozen=True, kw_only=True)
class Kinship:
    """What each entry is near to; a kind says by which field (`x-show.related`), drafts and what ended stay out."""

    catalogue: Catalogue

    def related(self, entry: Entry, most: int) -> list[Entry]:
        """Others under the same words in the same or a wider territory, the nearest first.

        Those that follow it by name come first, round and round: each gets its turn.
        """
        at = self._places[entry.ref]
        found: dict[int, None] = {}
        for territory in self._around(entry):
            for word in _words(entry):
                places = self._index.get((entry.kind.name, word, territory), [])
                start, count = bisect_right(places, at), len(places)
                turn = (places[(start + step) % count] for step in range(min(count, 4 * most)))
                found.update(
                    dict.fromkeys(place for place in turn if place != at and self._apart(entry, place))
                )
                if len(found) >= most:
                    break
        return [self.catalogue.by_kind[entry.kind.name][place] for place in list(found)[:most]]

    def _apart(self, entry: Entry, place: int) -> bool:
        """Whether they have nobody in common where the kind wants it so (`but`): the others are on their page."""
        name = entry.kind.show["related"].get("but", "")
        other = self.catalogue.by_kind[entry.kind.name][place]
        return set(_list(entry.data.get(name))).isdisjoint(_list(other.data.get(name)))

    def instead(self, entry: Entry) -> list[Entry]:
        """What says that it replaces this one, by its name or its id."""
        keys = dict.fromkeys((entry.kind.name, key) for key in self._keys(entry))
        return [one for key in keys for one in self._instead.get(key, ())]

    def replaced(self, kind: str, words: str) -> Entry | None:
        """The ended entry that these words name."""
        return self._ended.get((kind, fold(words)))

    def _keys(self, entry: Entry) -> tuple[str, str]:
        return fold(self.catalogue.name(entry)), fold(entry.id)

    def _around(self, entry: Entry) -> Iterator[str]:
        """Its territories, then those that hold them."""
        own = _territories(entry)
        yield from own
        for id_ in own:
            territory = self.catalogue.territories.get(id_) if id_ else None
            yield from territory.parents if territory else ()

    @cached_property
    def _places(self) -> Mapping[tuple[str, str], int]:
        lists = self.catalogue.by_kind.values()
        return {entry.ref: place for entries in lists for place, entry in enumerate(entries)}

    @cached_property
    def _index(self) -> Mapping[tuple[str, str, str], list[int]]:
        found: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
        for entry in self._standing():
            for word in _words(entry):
                for territory in _territories(entry):
                    found[entry.kind.name, word, territory].append(self._places[entry.ref])
        return found

    @cached_property
    def _instead(self) -> Mapping[tuple[str, str], list[Entry]]:
        found: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
        for entry in self._standing():
            for name, field in entry.kind.fields.items():
                for words in _list(entry.data.get(name)) if field.show.get("replaces") else ():
                    found[entry.kind.name, fold(words)].append(entry)
        return found

    @cached_property
    def _ended(self) -> Mapping[tuple[str, str], Entry]:
        ended = (entry for entry in self.catalogue.entries.values() if entry.ended and not entry.draft)
        return {(entry.kind.name, key): entry for entry in ended for key in self._keys(entry)}

    def _standing(self) -> Iterator[Entry]:
        for entries in self.catalogue.by_kind.values():
            yield from (entry for entry in entries if not (entry.draft or entry.ended))


def _words(entry: Entry) -> list[str]:
    return _list(entry.data.get(entry.kind.show.get("related", {}).get("by", "")))


def _territories(entry: Entry) -> list[str]:
    return _list(entry.data.get("territoires")) or [EVERYWHERE]


def _list(value: Any) -> list[str]:
    """The texts of a value that is one text, several, or something else."""
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str)]
