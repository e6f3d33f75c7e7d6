"""One thing that narrows an index: a facet, and its values."""

from __future__ import annotations

from dataclasses import dataclass

Numbers = tuple[int, ...]
FIRST = 7  # values that one sees before asking for all
MOST = 140  # values of one facet: a reader looks no further
NAMES = {"besoins": "besoin", "publics": "public", "objectifs": "objectif", "territoires": "territoire"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Value:
    """One value: its id in addresses, its name, the page that lists what has it, and how many that is.

    `full` is the name that can stand alone, `said` how a sentence says it. `own` has the places, in the index, of
    the entries that have it, where no concept has a page for it.
    """

    id: str
    label: str
    full: str
    said: str = ""
    to: str
    count: int
    own: Numbers = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Facet:
    """A field that narrows: its name in a shared address, its values, and for each entry the places of its values.

    Of territories, `within` has for each value those that hold it, `wide` those that hold nearly all. An entry whose
    place is no value has -1 minus the place of the nearest one that holds it.
    """

    name: str
    label: str
    values: tuple[Value, ...]
    rows: tuple[Numbers, ...]
    within: tuple[Numbers, ...] = ()
    wide: Numbers = ()

    @property
    def shown(self) -> int:
        """How many values one sees first: all, where asking for the rest would spare little."""
        return len(self.values) if len(self.values) <= FIRST + 2 else FIRST
