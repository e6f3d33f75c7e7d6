"""The door of the guards: a site in a folder or at an address → what stands there, and what is wrong with its pages.

By its address a site says itself what it holds (`donnees/adresses.txt`, `donnees/catalogue.json`); nothing else of it
is read, so its pages are not judged.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import requests

from communs import disk
from communs.findings import CannotWork, Text, short, text
from communs.guards import addresses, built, vanished
from communs.guards.vanished import Ref, Standing
from communs.settings import Settings
from communs.wikidata.bodies import Failed
from communs.wikidata.client import why
from communs.wikidata.wire import Refused, Wire, safe

PUBLISHED = "publie"
CATALOGUE = "donnees/catalogue.json"
SITEMAP = "sitemap.xml"
SECONDS = 60.0  # an answer has to come whole
PAUSES = (0.5, 1.5)  # seconds before another try of what did not answer
_MOST = {
    CATALOGUE: 2**28,
    addresses.ADDRESS: 2**26,
    SITEMAP: 2**26,
}  # bytes; ten thousand entries make a sixth of it
_HOME = 2**23
_ABSENT = {"HTTP 404", "HTTP 410", "HTTP 424"}  # the last is what Codeberg says of a site that does not exist

_NO_ADDRESS = text(
    "On ne sait pas où ce catalogue est publié. Écrivez « adresse_du_site: https://… » dans communs.yml,"
    " ou donnez l’adresse à la place de « publie »."
)
_UNSAFE = text("« {adresse} » n’est pas une adresse en « https:// ».")
_SILENT = text("{adresse} ne répond pas comme il faut ({code}). Rien n’a été comparé ; relancez.")
_ODD = text("{adresse} n’est pas ce qu’écrit « communs build ». Rien n’a été comparé.")
_NO_SITE = text("{dossier} n’est pas un site construit : il n’a pas de {fichier}.")
FIRST = text("Première publication : rien à comparer ({ou}).")
_OLDER = text("Le site publié ne liste pas encore ses adresses : seules ses pages sont comparées.")
_OLDEST = text("Le site publié ne liste pas encore ses adresses : seules ses fiches sont comparées.")
_NO_ENTRIES = text("Le site publié ne donne pas ses fiches : seules ses adresses sont comparées.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """What was found of a site: nothing where none stands there yet. `notes` say what could not be had."""

    standing: Standing | None = None
    folder: Path | None = None
    notes: tuple[Text, ...] = ()


def side(word: str, settings: Settings) -> Side:
    """The site of a folder, of an address, or where the catalogue is published. Raises CannotWork."""
    if word == PUBLISHED:
        if not settings.address:
            raise CannotWork(_NO_ADDRESS)
        word = settings.address
    return _web(word.rstrip("/"), settings) if "://" in word else _folder(Path(word))


def judge(folder: Path, standing: Standing, settings: Settings) -> built.Judged:
    """Every page of a built site, and its data. Raises CannotWork."""
    paths, links = sorted(disk.names(folder)), sorted(disk.links(folder))
    return built.judge(paths, lambda path: _read(folder / path), standing.entries or {}, settings, links)


def _folder(folder: Path) -> Side:
    if not os.path.lexists(folder):
        return Side(notes=(FIRST.about(ou=text("{dossier} n’existe pas", dossier=folder)),))
    data = _read(folder / CATALOGUE)
    if data is None:
        raise CannotWork(_NO_SITE.about(dossier=folder, fichier=CATALOGUE))
    found = addresses.of(disk.names(folder))
    return Side(standing=vanished.standing(_entries(data, folder / CATALOGUE), found), folder=folder)


def _read(path: Path) -> bytes | None:
    return disk.read_bytes(path) if path.is_file() else None


def _web(address: str, settings: Settings) -> Side:
    """What a site says of itself: its addresses, else its site map, and its entries."""
    if not safe(address):
        raise CannotWork(_UNSAFE.about(adresse=short(address)))
    web = _Web(address, settings)
    listed, catalogue = web.get(addresses.ADDRESS), web.get(CATALOGUE)
    if listed is None and catalogue is None and web.get("") is None:
        return Side(notes=(FIRST.about(ou=text("rien à l’adresse {adresse}", adresse=address)),))
    entries = _entries(catalogue, f"{address}/{CATALOGUE}") if catalogue is not None else None
    notes = [] if entries is not None else [_NO_ENTRIES]
    if listed is not None:
        found = addresses.read(listed.decode("utf-8", "replace"))
        if not found:
            raise CannotWork(_ODD.about(adresse=f"{address}/{addresses.ADDRESS}"))
        return Side(standing=vanished.standing(entries, found), notes=tuple(notes))
    pages = addresses.mapped((web.get(SITEMAP) or b"").decode("utf-8", "replace"))
    if not pages and entries is None:
        raise CannotWork(_ODD.about(adresse=address))
    standing = Standing(entries=entries, pages=pages or None)
    return Side(standing=standing, notes=(*notes, _OLDER if pages else _OLDEST))


def _entries(data: bytes, place: object) -> dict[Ref, str]:
    """The entries of a catalogue's JSON, each with its name. Raises CannotWork."""
    try:
        found = json.loads(data)["fiches"]
        return {
            (str(kind), str(entry["id"])): _name(entry)
            for kind, entries in found.items()
            for entry in entries
        }
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError) as error:
        raise CannotWork(_ODD.about(adresse=place)) from error


def _name(entry: Mapping[str, Any]) -> str:
    told = entry["donnees"].get("nom") or entry["donnees"].get("titre")
    name = told.get("fr") if isinstance(told, dict) else told
    return short(str(name or entry["id"]))


class _Web:
    """What a published site answers."""

    def __init__(self, address: str, settings: Settings) -> None:
        self._address = address
        told = f" ({settings.address})" if settings.address.isascii() and settings.address else ""
        agent = f"communs/{version('communs')}{told} python-requests/{requests.__version__}"
        self._wire = Wire(agent, time.monotonic, lambda _, there: safe(there))

    def get(self, path: str) -> bytes | None:
        """A file, None where nothing stands there. Raises CannotWork."""
        url, most = f"{self._address}/{path}", _MOST.get(path, _HOME)
        for pause in (*PAUSES, None):
            try:
                return self._wire.fetch(url, {}, most=most, seconds=SECONDS).body
            except Refused as error:
                if error.code in _ABSENT:
                    return None
                raise CannotWork(_SILENT.about(adresse=url, code=why(error.code))) from error
            except Failed as error:
                if pause is None:
                    raise CannotWork(_SILENT.about(adresse=url, code=why(error.code))) from error
                time.sleep(pause)
        raise AssertionError  # the last try answers or raises
