"""The pictures that entries and facts name → those that the site carries, and what to say of the others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from communs.catalogue import Catalogue
from communs.entries import Entry
from communs.facts import Facts
from communs.findings import Finding, text
from communs.near import nearest

_ABSENT = text("Le fichier « {nom} » n’est pas dans catalogue/_medias/ : la page montre les initiales.")
_ACTIVE = text("Le fichier « {nom} » n’est pas montré : il contient autre chose qu’un dessin.")
_PUT = text("Déposez-y cette image, ou retirez « logo ».")
_PLAIN = text("Enregistrez-le en « SVG simple », sans script ni lien, ou en PNG.")
_PLACE = ("logo", "fichier")


def named(catalogue: Catalogue, facts: Mapping[str, Facts]) -> Iterator[str]:
    """All of them, by the names of their files."""
    yield from (file for _, file in _given(catalogue))
    for known in facts.values():
        yield from (media.file for media in known.media.values())


def _given(catalogue: Catalogue) -> Iterator[tuple[Entry, str]]:
    for entry in catalogue.entries.values():
        own = entry.data.get("logo")
        if isinstance(own, dict) and isinstance(own.get("fichier"), str):
            yield entry, own["fichier"]


def check(catalogue: Catalogue, known: Mapping[str, bool]) -> Iterator[Finding]:
    """The logos of entries that cannot be shown; `known` says of each file whether it can."""
    for entry, file in _given(catalogue):
        field = entry.kind.field_at(_PLACE)
        named_well = field is not None and re.search(field.schema.get("pattern", ""), file)
        if named_well and not known.get(file):
            near = nearest(file, known)
            absent = text("Vouliez-vous écrire « {un} » ?", un=near[0]) if near else _PUT
            yield Finding(
                path=entry.path,
                span=entry.document.span(_PLACE),
                rule="media-absent",
                severity="warning",
                message=(_ACTIVE if file in known else _ABSENT).about(nom=file),
                hint=_PLAIN if file in known else absent,
            )
