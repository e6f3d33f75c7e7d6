"""The linked catalogue and a day → what nobody confirmed for long, by who answers for it."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain

from communs.catalogue import Catalogue, Ref
from communs.entries import Entry
from communs.findings import CannotWork, text
from communs.kinds import select
from communs.near import equal, fold, nearest
from communs.owners import by_owner
from communs.rules import months_between


@dataclass(frozen=True, kw_only=True, slots=True)
class Stale:
    """An entry that waits for somebody to confirm it.

    `months` since somebody did, and the largest threshold it went past; both None where nobody ever did.
    """

    entry: Entry
    months: int | None = None
    threshold: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """What waits under the name of one organisation or alliance; `owner` is None where nobody is named."""

    owner: Entry | None
    contact: str
    waiting: tuple[Stale, ...]

    @property
    def aged(self) -> tuple[Stale, ...]:
        """What was confirmed, but long ago; the oldest first."""
        found = (one for one in self.waiting if one.months is not None)
        return tuple(sorted(found, key=lambda one: -(one.months or 0)))

    @property
    def never(self) -> tuple[Stale, ...]:
        """What nobody ever confirmed."""
        return tuple(one for one in self.waiting if one.months is None)


def groups(catalogue: Catalogue, day: datetime.date, thresholds: Collection[int]) -> list[Group]:
    """What waits, by the names of those who answer for it; last what nobody answers for."""
    found: list[Group] = []
    held: set[Ref] = set()
    for entries in by_owner(catalogue).values():
        held.update(entry.ref for entry in entries)
        found.append(_group(catalogue, entries[0], entries, day, thresholds))
    rest = [entry for entry in catalogue.entries.values() if entry.ref not in held]
    found.sort(key=lambda group: fold(catalogue.name(group.owner)) if group.owner else "")
    return [group for group in [*found, _group(catalogue, None, rest, day, thresholds)] if group.waiting]


def of(catalogue: Catalogue, found: Collection[Group], name: str) -> list[Group]:
    """What waits under one name, given by its id or as people write it. Raises CannotWork."""
    owners = {entries[0].id: entries[0] for entries in by_owner(catalogue).values()}
    words = {
        word: id_
        for id_, owner in owners.items()
        for word in (id_, "/".join(owner.ref), catalogue.name(owner))
    }
    if known := equal(name, words):
        return [group for group in found if group.owner is not None and group.owner.id == words[known[0]]]
    said, near = text("« {nom} » n’est pas une organisation du catalogue."), nearest(name, words, most=1)
    if near:
        said = text("« {nom} » n’est pas une organisation du catalogue. Vouliez-vous écrire « {un} » ?")
    raise CannotWork(said.about(nom=name, un=words[near[0]] if near else ""))


def _group(
    catalogue: Catalogue,
    owner: Entry | None,
    entries: Collection[Entry],
    day: datetime.date,
    thresholds: Collection[int],
) -> Group:
    waiting = (stale(entry, day, thresholds) for entry in entries)
    contact = role_address(catalogue, owner) if owner is not None else ""
    return Group(owner=owner, contact=contact, waiting=tuple(filter(None, waiting)))


def stale(entry: Entry, day: datetime.date, thresholds: Collection[int]) -> Stale | None:
    """How an entry waits; None where it does not: it is fresh, has ended, is a draft or does not age."""
    if entry.draft or entry.ended or entry.kind.show.get("fresh") is False:
        return None
    said = entry.data.get("verifie_le")
    if entry.prefilled or not isinstance(said, str):
        return Stale(entry=entry)
    try:
        months = months_between(datetime.date.fromisoformat(said), day)
    except ValueError:  # `communs validate` tells
        return None
    passed = [threshold for threshold in thresholds if months >= threshold]
    return Stale(entry=entry, months=months, threshold=max(passed)) if passed else None


def role_address(catalogue: Catalogue, entry: Entry) -> str:
    """The e-mail address that an entry gives, else one of those who answer for it; "" where none does."""
    return next(chain.from_iterable(map(_addresses, [entry, *_owners(catalogue, entry)])), "")


def _addresses(entry: Entry) -> Iterator[str]:
    for pattern, field in entry.kind.having("format"):
        for _, value in select(entry.data, pattern) if field.schema["format"] == "email" else ():
            if isinstance(value, str):
                yield value


def _owners(catalogue: Catalogue, entry: Entry) -> Iterator[Entry]:
    for pattern, field in entry.kind.links:
        for _, value in select(entry.data, pattern) if field.schema["x-link"].get("owner") is True else ():
            if isinstance(value, str) and (ref := catalogue.find(field.links_to, value)):
                yield catalogue.entries[ref]
