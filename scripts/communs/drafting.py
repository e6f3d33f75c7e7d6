"""The door of `communs new`: what is given, and what is asked on a terminal → a new file, never over another."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from communs import disk, draft, given
from communs.answers import Desk
from communs.catalogue import Catalogue
from communs.findings import CannotWork, text
from communs.given import Values
from communs.kinds import Kind
from communs.near import nearest
from communs.pipeline import Checked


class Exists(Exception):
    """The entry exists already; the argument is its path from the root."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A new entry before it is written; `later` holds the required fields that wait for an answer."""

    kind: Kind
    identifier: str
    values: Values
    later: Sequence[str] = ()

    @property
    def path(self) -> str:
        """Its file, from the root."""
        return _path(self.kind, self.identifier)

    @property
    def optional(self) -> list[str]:
        """The kind's own fields that nothing requires and nobody has filled."""
        own, filled = self.kind.schema.get("properties", {}), {*draft.nested(self.values), *self.later}
        open_ = {name for name, field in self.kind.root.lasting.items() if not field.required}
        return [name for name in own if name in open_ - filled]


def talks() -> bool:
    """Whether somebody sits at a terminal and can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def plan(
    checked: Checked, name: str | None, identifier: str | None, values: Sequence[str], lang: str
) -> Plan:
    """What to write, asked for in a language where somebody can be asked. Raises CannotWork and Exists.

    EOFError and KeyboardInterrupt mean that whoever answers would rather stop.
    """
    return (
        _asked(checked, name, identifier, values, lang)
        if talks()
        else _told(checked, name, identifier, values)
    )


def _told(checked: Checked, name: str | None, identifier: str | None, values: Sequence[str]) -> Plan:
    """The plan that the command line makes alone."""
    if name is None or identifier is None:
        raise CannotWork(
            text("Dites le type de fiche et son nom, par exemple : communs new offres mon-offre")
        )
    kind = _kind(checked.catalogue.kinds, name)
    filled = given.parse(values, kind)
    return Plan(kind=kind, identifier=_free(checked, kind, identifier), values=filled)


def _asked(
    checked: Checked, name: str | None, identifier: str | None, values: Sequence[str], lang: str
) -> Plan:
    """The plan that answers make of what the command line leaves open."""
    from communs import asking  # its library of terminals is slow to load, and nothing else needs it

    kind = _kind(checked.catalogue.kinds, name or asking.kind(checked.catalogue.kinds, lang))
    interview = asking.Interview(
        desk=_desk(checked, kind, lang),
        taken=lambda word: os.path.lexists(checked.root / _path(kind, word)),
        identifier=_free(checked, kind, identifier) if identifier is not None else None,
        values=given.parse(values, kind),
    )
    found = _free(checked, kind, interview.run())
    return Plan(kind=kind, identifier=found, values=interview.values, later=interview.later)


def write(checked: Checked, plan: Plan) -> None:
    """Write the planned entry. Raises CannotWork and Exists."""
    content = draft.write(
        plan.kind, plan.identifier, plan.values, checked.day, _ids(checked.catalogue), plan.later
    )
    if not disk.create(checked.root / plan.path, content.encode()):
        raise Exists(plan.path)


def _kind(kinds: Mapping[str, Kind], name: str) -> Kind:
    if name in kinds:
        return kinds[name]
    words = {word: kind.name for kind in kinds.values() for word in (kind.singular(), kind.name)}
    if near := nearest(name, words, most=1):
        message = text("« {type} » n’est pas un type de fiche. Vouliez-vous écrire « {proche} » ?")
        raise CannotWork(message.about(type=name, proche=words[near[0]]))
    message = text("« {type} » n’est pas un type de fiche. Les types sont : {liste}.")
    raise CannotWork(message.about(type=name, liste=", ".join(kinds)))


def _free(checked: Checked, kind: Kind, identifier: str) -> str:
    path = _path(kind, draft.named(identifier))
    if os.path.lexists(checked.root / path):
        raise Exists(path)
    return identifier


def _path(kind: Kind, identifier: str) -> str:
    return f"catalogue/{kind.name}/{identifier}.yml"


def _desk(checked: Checked, kind: Kind, lang: str) -> Desk:
    there = {(path.parent.name, path.stem) for path in checked.root.glob("catalogue/*/*.yml")}
    unread = there - checked.catalogue.entries.keys()
    return Desk(kind=kind, catalogue=checked.catalogue, today=checked.day, unread=unread, lang=lang)


def _ids(catalogue: Catalogue) -> draft.Ids:
    """Every id an entry may name, by kind and by list."""
    lists = {f"vocabulaires/{name}": list(found.terms) for name, found in catalogue.vocabularies.items()}
    return lists | {name: [entry.id for entry in found] for name, found in catalogue.by_kind.items()}
