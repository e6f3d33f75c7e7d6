"""The list of published addresses and the catalogue → the addresses that would be lost without a word.

A line of `catalogue/_adresses.txt` is an address that people may have kept: `offres/covoiturage`. It goes on
answering: with its page, with the way to the new one, or with « fiche retirée ».
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Iterator

from communs.catalogue import Catalogue, Ref
from communs.concepts import CONCEPTS
from communs.findings import Finding, Span, text
from communs.lines import lines_of
from communs.redirections import LIST as RENAMED
from communs.redirections import alike

LIST = "catalogue/_adresses.txt"
# What comes and goes with what the catalogue holds: nobody is promised these addresses.
_FLEETING = re.compile(r"(?:territoires|affiches|contribuer/mes-fiches)/.+|.+/page/[0-9]+")
HEAD = """\
# Les adresses déjà publiées, une par ligne : quelqu’un a pu les garder, les imprimer, y mener.
# Chacune continue de répondre. « make adresses » ajoute les nouvelles ; une ligne ne s’efface pas.
"""
_RENAMED = text("Renommée ? Ajoutez dans {liste} : « - {de: {de}, vers: {vers}, le: {le}} ».")
_ENDED = text(
    "Ce qui s’arrête garde sa fiche, avec « statut: termine ». Renommée, elle s’écrit dans {liste} ;"
    " à retirer sur demande : communs withdraw."
)


def addresses(content: str) -> Iterator[tuple[int, str]]:
    """The addresses of a list, each with the number of its line."""
    for number, line in enumerate(lines_of(content.removeprefix("\ufeff")), 1):
        address = line.strip().strip("/")
        if address and not address.startswith("#"):
            yield number, address


def standing(catalogue: Catalogue, unread: Iterable[Ref] = ()) -> set[str]:
    """The addresses that the catalogue itself answers for: kinds, entries, lists and their terms."""
    found = {*catalogue.kinds, *("/".join(ref) for ref in (*catalogue.entries, *unread))}
    for name in CONCEPTS:
        found |= {name, *(f"{name}/{term}" for term in catalogue.terms(f"vocabulaires/{name}"))}
    return found


def promised(address: str, kinds: Collection[str], standing: Collection[str]) -> bool:
    """Whether people may keep the address of a page: neither a list with facets nor what comes and goes."""
    at = address.rstrip("/")
    facet = at.partition("/")[0] in kinds and at not in standing
    return not facet and not _FLEETING.fullmatch(at)


def lost(
    content: str, here: Collection[str], moved: Collection[str], day: datetime.date
) -> Iterator[Finding]:
    """The addresses of a list that lead nowhere any more. Those of other pages are for the build to check."""
    listed = {address: number for number, address in reversed(list(addresses(content)))}
    folders = {address.partition("/")[0] for address in here}
    fresh = [address for address in here if address not in listed]
    for address, number in listed.items():
        if address.partition("/")[0] in folders and address not in here and address not in moved:
            near = alike(address, fresh)
            yield Finding(
                path=LIST,
                span=Span(line=number, end_line=number, end_column=len(address) + 1),
                rule="adresse-perdue",
                message=text("L’adresse « {adresse} » a été publiée, et n’existe plus.", adresse=address),
                hint=_RENAMED.about(de=address, vers=near, le=day, liste=RENAMED)
                if near
                else _ENDED.about(liste=RENAMED),
            )


def listing(content: str, new: Iterable[str]) -> str:
    """The list with other addresses in it: sorted, each once, under its comment."""
    known = {address for _, address in addresses(content)}
    return HEAD + "".join(f"{address}\n" for address in sorted(known.union(new)))
