"""What stood on a site, and what stands on the one that replaces it → the shares that vanished, where they are too large.

Entries, pages and other files are each counted by themselves, entries of each kind too: a whole kind that is lost is a
small share of a catalogue. An entry that is no longer told but at whose address a page says so (« fiche retirée », or
the page that leads to its new name: engines may list neither) is accounted for: neither it nor its own files count.
What `catalogue/_retraits.yml` and `_redirections.yml` tell was meant, line by line, by those who wrote it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from communs.findings import Text, text
from communs.guards import addresses
from communs.guards.refusals import Refusal
from communs.settings import Publication

Ref = tuple[str, str]  # kind, id
_SHOWN = 10
_ENTRIES = text("Fiches disparues : {n} sur {total} ({limite} % au plus).")
_OF_KIND = text("Fiches disparues de « {type} » : {n} sur {total} ({limite} % au plus).")
_PAGES = text("Pages disparues : {n} sur {total} ({limite} % au plus).")
_FILES = text("Fichiers disparus : {n} sur {total} ({limite} % au plus).")
_NAMED = text("{nom} ({adresse})")
_PLAIN = text("{adresse}")
_HINT = text(
    "Une fiche renommée s’écrit dans catalogue/_redirections.yml ; une fiche retirée, par « communs withdraw »."
    ' Si tout cela est voulu, dites-le : --accept "la raison", ou la variable COMMUNS_ACCEPT.'
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """What a site holds: its entries with their names, its pages, its other files; None where that is not known.

    `unlisted` are the pages of entries that left, among others.
    """

    entries: Mapping[Ref, str] | None = None
    pages: frozenset[str] | None = None
    files: frozenset[str] | None = None
    unlisted: frozenset[str] | None = None


def standing(entries: Mapping[Ref, str] | None, found: Collection[str] | None) -> Standing:
    """What a site holds, from its entries and all of its addresses."""
    if found is None:
        return Standing(entries=entries)
    pages = frozenset(filter(addresses.page, found))
    return Standing(entries=entries, pages=pages, files=frozenset(found) - pages)


def lost_entries(old: Standing, new: Standing) -> dict[Ref, str]:
    """The entries that are told no more, and at whose address no page says why."""
    gone = _gone(old, new)
    answering = (new.pages if new.unlisted is None else new.unlisted) or ()
    return {ref: gone[ref] for ref in gone if "{}/{}/".format(*ref) not in answering}


def refusals(old: Standing, new: Standing, limits: Publication) -> Iterator[Refusal]:
    """What vanished beyond the limits."""
    yield from _entries(old, new, limits)
    settled = _gone(old, new).keys() - lost_entries(old, new).keys()
    for said, before, after, share in (
        (_PAGES, old.pages, new.pages, limits.pages),
        (_FILES, old.files, new.files, limits.files),
    ):
        if before is not None and after is not None:
            lost = [one for one in sorted(before - after) if not settled.intersection(_refs(one))]
            if _too_many(len(lost), len(before), share, limits.few):
                words = said.about(n=len(lost), total=len(before), limite=share)
                yield _refusal(words, [_PLAIN.about(adresse=one) for one in lost])


def _entries(old: Standing, new: Standing, limits: Publication) -> Iterator[Refusal]:
    """Entries by kind: where their kind lost too many, or all kinds together did."""
    lost, share = lost_entries(old, new), limits.entries
    before = Counter(kind for kind, _ in old.entries or ())
    whole = _too_many(len(lost), before.total(), share, limits.few)
    if whole:
        yield _refusal(_ENTRIES.about(n=len(lost), total=before.total(), limite=share))
    for kind, total in before.items():
        named = [
            _NAMED.about(nom=name, adresse="/".join((*ref, "")))
            for ref, name in lost.items()
            if ref[0] == kind
        ]
        if named and (whole or _too_many(len(named), total, share, limits.few)):
            yield _refusal(_OF_KIND.about(type=kind, n=len(named), total=total, limite=share), named)


def _refusal(said: Text, among: list[Text] | None = None) -> Refusal:
    return Refusal(said=said, among=among or (), hint=_HINT, shown=_SHOWN)


def _too_many(lost: int, before: int, share: int, few: int) -> bool:
    return lost > few and lost * 100 > share * before


def _gone(old: Standing, new: Standing) -> dict[Ref, str]:
    return {ref: name for ref, name in (old.entries or {}).items() if ref not in (new.entries or {})}


def _refs(address: str) -> Iterator[Ref]:
    """The entries that an address may be about: two of its parts that follow, whatever its last one ends with."""
    parts = [part for part in address.split("/") if part]
    parts[-1:] = [part.partition(".")[0] for part in parts[-1:]]
    return pairwise(parts)
