"""A signature → who signed, by which decision, and each pledge with its state and its proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from communs import tallies
from communs.display import Node
from communs.entries import Entry
from communs.pages.edition import Edition


@dataclass(frozen=True, kw_only=True, slots=True)
class Pledge:
    """What one organisation promised. `objective` is its id, empty where it serves the whole declaration."""

    type: str
    words: Node | None
    state: str
    proof: Node | None
    means: Node | None
    objective: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Signature:
    """One organisation that signed; `count` says in words where its pledges stand."""

    entry: Entry
    who: Node
    date: str
    decided: str
    decision: Node | None
    word: Node | None
    pledges: tuple[Pledge, ...]
    count: str


def told(edition: Edition, entry: Entry) -> Signature:
    """A signature as the pages of declarations and objectives show it."""
    data, fields = entry.data, entry.kind.fields
    decision = data.get("decision", {})
    inside = fields["decision"].children
    return Signature(
        entry=entry,
        who=edition.display.node(fields["organisation"], data.get("organisation", "")),
        date=edition.display.date(str(data.get("date", ""))),
        decided=edition.display.date(decision.get("date", "")),
        decision=_node(edition, inside, decision, "lien"),
        word=_node(edition, fields, data, "mot"),
        pledges=tuple(_pledges(edition, entry)),
        count=counted(edition, [entry]),
    )


def counted(edition: Edition, signatures: Sequence[Entry], objective: str | None = None) -> str:
    """« 3 engagements : 1 tenu, 2 en cours », of all pledges or of those that name an objective (none: "")."""
    rows = [
        row
        for entry in signatures
        for row in entry.data.get("engagements", ())
        if objective is None or row.get("objectif", "") == objective
    ]
    return tallies.told(edition.display, signatures[0].kind.fields["engagements"], rows) if rows else ""


def _pledges(edition: Edition, entry: Entry) -> Iterator[Pledge]:
    field = entry.kind.fields["engagements"]
    inside = field.item.children if field.item else {}
    for row in entry.data.get("engagements", ()):
        yield Pledge(
            type=edition.display.word(inside["type"], row["type"]),
            words=_node(edition, inside, row, "description"),
            state=edition.display.word(inside["etat"], tallies.standing(inside["etat"], row)),
            proof=_node(edition, inside, row, "preuve"),
            means=_node(edition, inside, row, "ressource"),
            objective=row.get("objectif", ""),
        )


def _node(edition: Edition, fields: Mapping[str, Any], data: Mapping[str, Any], name: str) -> Node | None:
    return edition.display.node(fields[name], data[name]) if data.get(name) else None
