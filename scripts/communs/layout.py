"""The path is the meaning: where a file of `catalogue/` stands says what it is."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from communs.findings import Finding, Text, text
from communs.near import nearest

Role = Literal["entry", "vocabulary", "withdrawn", "renamed", "published", "facts", "other"]
_FOLDERS = {"_medias", "_wikidata"}
_FACTS = re.compile(r"Q[1-9][0-9]{0,11}\.json")
_FILES: dict[str, Role] = {
    "_retraits.yml": "withdrawn",
    "_redirections.yml": "renamed",
    "_adresses.txt": "published",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """What a file is: its role, and for an entry its kind and id."""

    role: Role
    kind: str = ""
    id: str = ""


def place(path: str, kinds: Collection[str]) -> Place | Finding:
    """What the file at `path` (from the root, `/` between parts) is, or what is wrong with standing there."""
    parts = PurePosixPath(path).parts[1:]
    name = parts[-1]
    if len(parts) == 1 and name in _FILES:
        return Place(role=_FILES[name])
    if len(parts) == 2 and parts[0] == "_wikidata" and _FACTS.fullmatch(name):
        return Place(role="facts", id=name.removesuffix(".json"))
    if name == ".gitkeep" or (len(parts) > 1 and parts[0] in _FOLDERS):
        return Place(role="other")
    folder = parts[0]
    if len(parts) != 2:
        hint = text(
            "Rangez chaque fiche directement dans le dossier de son type : catalogue/offres/ma-fiche.yml"
        )
        return _stray(path, hint)
    if folder != "vocabulaires" and folder not in kinds:
        near = nearest(folder, [*kinds, "vocabulaires"])
        hint = (
            text("Vouliez-vous écrire « {un} » ?", un=near[0])
            if near
            else text("Les dossiers possibles sont : {liste}.", liste=", ".join(sorted(kinds)))
        )
        message = text("« {dossier} » n’est pas un type de fiche.", dossier=folder)
        return Finding(path=path, rule="dossier-inconnu", message=message, hint=hint)
    stem, _, extension = name.rpartition(".")
    if name == ".yml":
        return _stray(path, text("Donnez-lui un nom, par exemple ma-fiche.yml"))
    if extension != "yml" or not stem:
        if stem and extension.lower() in ("yaml", "yml", "json", "txt"):
            message = text("Ce fichier finit par « .{fin} » au lieu de « .yml ».", fin=extension)
            hint = text("Renommez-le « {nom}.yml ».", nom=stem.removesuffix(".yml"))
            return Finding(path=path, rule="extension", message=message, hint=hint)
        hint = text("Ici vont seulement des fiches « .yml » ; les images vont dans catalogue/_medias/.")
        return _stray(path, hint)
    if folder == "vocabulaires":
        return Place(role="vocabulary", id=stem)
    return Place(role="entry", kind=folder, id=stem)


def _stray(path: str, hint: Text) -> Finding:
    name = PurePosixPath(path).name
    return Finding(
        path=path,
        rule="fichier-egare",
        message=text("Le fichier « {nom} » n’a pas sa place ici.", nom=name),
        hint=hint,
    )
