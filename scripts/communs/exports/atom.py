"""The latest entries as an Atom feed (RFC 4287)."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from communs.catalogue import Catalogue
from communs.entries import Entry
from communs.settings import Settings

ATOM = "http://www.w3.org/2005/Atom"
MOST = 50


def files(catalogue: Catalogue, settings: Settings, day: datetime.date) -> Iterator[tuple[str, bytes]]:
    """`flux/catalogue.atom`."""
    entries = [entry for entry in catalogue.entries.values() if not entry.draft and _day(entry)]
    latest = sorted(entries, key=lambda entry: (_day(entry), entry.ref), reverse=True)[:MOST]
    yield "flux/catalogue.atom", feed(catalogue, settings, day, latest)


def feed(catalogue: Catalogue, settings: Settings, day: datetime.date, entries: list[Entry]) -> bytes:
    """A feed of some entries; its date is the newest of theirs, so that the same entries give the same bytes."""
    ET.register_namespace("", ATOM)
    root = ET.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "fr"})
    _add(root, "id", _id(settings, "flux/catalogue.atom"))
    _add(root, "title", settings.title("fr"))
    _add(root, "updated", f"{max(map(_day, entries), default=day.isoformat())}T00:00:00Z")
    _add(root, "rights", settings.licence)
    ET.SubElement(_add(root, "author", None), f"{{{ATOM}}}name").text = settings.title("fr")
    if settings.address:
        ET.SubElement(
            root, f"{{{ATOM}}}link", {"rel": "self", "href": f"{settings.address}/flux/catalogue.atom"}
        )
    for entry in entries:
        address = f"{entry.kind.name}/{entry.id}/"
        item = _add(root, "entry", None)
        _add(item, "id", _id(settings, address))
        _add(item, "title", catalogue.name(entry))
        _add(item, "updated", f"{_day(entry)}T00:00:00Z")
        ET.SubElement(
            item,
            f"{{{ATOM}}}link",
            {"href": f"{settings.address}/{address}" if settings.address else f"../{address}"},
        )
        _add(item, "summary", entry.text("resume") or catalogue.name(entry))
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _add(parent: ET.Element, name: str, words: str | None) -> ET.Element:
    child = ET.SubElement(parent, f"{{{ATOM}}}{name}")
    child.text = words
    return child


def _id(settings: Settings, address: str) -> str:
    """The address itself; until the site has one, a name that is always the same for the same thing."""
    if settings.address:
        return f"{settings.address}/{address}"
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{settings.title('fr')}/{address}").urn


def _day(entry: Entry) -> str:
    """When an entry was last confirmed, else when its sources were last read; nothing where nobody says."""
    if isinstance(day := entry.data.get("verifie_le"), str):
        return day
    read = (source.get("lu_le") for source in entry.data.get("sources", ()) if isinstance(source, dict))
    return max((day for day in read if isinstance(day, str)), default="")
