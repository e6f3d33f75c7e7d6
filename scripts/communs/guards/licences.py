"""The data of a site → those of its files that have a place for their licence and name another, or none."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from xml.etree import ElementTree as ET

from communs.exports.atom import ATOM
from communs.guards.vanished import Ref

_COLUMNS = ("licence_des_donnees", "licence")  # the first where entries have one of their own


def lacking(
    read: Callable[[str], bytes | None], refs: Iterable[Ref], feeds: Iterable[str], licence: str
) -> Iterator[str]:
    """The addresses of data that should name this licence and do not; `read` gives a file, None where it is missing."""
    kinds: dict[str, list[str]] = {}
    for kind, identifier in refs:
        kinds.setdefault(kind, []).append(identifier)
    documents = [
        "donnees/catalogue.json",
        *(f"donnees/{kind}.json" for kind in kinds),
        *(f"donnees/{kind}/{identifier}.json" for kind, ids in kinds.items() for identifier in ids),
    ]
    named = [
        *((address, _of_json) for address in documents),
        *((f"donnees/{kind}.csv", _of_csv) for kind in kinds),
        *((feed, _of_atom) for feed in feeds),
    ]
    for address, of in named:
        data = read(address)
        if data is None or of(data) != {licence}:
            yield address


def _of_json(data: bytes) -> set[str | None]:
    """What a document names; nothing where it is none."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return set()
    return {str(found.get("licence"))} if isinstance(found, dict) else set()


def _of_csv(data: bytes) -> set[str | None]:
    """What the lines of a table name."""
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig", "replace"), newline=""))
    column = next((name for name in _COLUMNS if name in (rows.fieldnames or ())), "")
    return {row.get(column) for row in rows}


def _of_atom(data: bytes) -> set[str | None]:
    """What a feed of ours names."""
    try:
        return {ET.fromstring(data).findtext(f"{{{ATOM}}}rights")}  # noqa: S314 - our own build wrote it
    except ET.ParseError:
        return set()
