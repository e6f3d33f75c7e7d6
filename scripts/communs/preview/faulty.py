"""A checked catalogue → one that pages can show: without the fields that its schemas refuse."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from communs import catalogue
from communs.catalogue import Catalogue
from communs.entries import Entry


def without(known: Catalogue, faulty: Collection[str]) -> Catalogue:
    """The same catalogue, where entries of the faulty files keep only the fields that can be shown."""
    entries = {ref: _shown(one) if one.path in faulty else one for ref, one in known.entries.items()}
    if not any(entries[ref] is not one for ref, one in known.entries.items()):
        return known
    return catalogue.link(known.kinds, entries, known.vocabularies, known.territories)[0]


def _shown(entry: Entry) -> Entry:
    refused = {
        error.absolute_path[0] for error in entry.kind.judge.iter_errors(entry.data) if error.absolute_path
    }
    unknown = entry.data.keys() - entry.kind.fields.keys()
    left = refused | unknown
    return (
        replace(entry, data={name: value for name, value in entry.data.items() if name not in left})
        if left
        else entry
    )
