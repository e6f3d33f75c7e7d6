"""A pool → what one must know to join it: who takes part and as what, its rules in short, whom to write to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from communs import sending
from communs.display import Node
from communs.entries import Entry
from communs.pages import contact
from communs.pages.edition import Edition

STOPPED = "arrete"
# Who can best answer somebody who would join.
_ROLES = ("coordonne", "heberge", "maintient", "finance", "utilise")


@dataclass(frozen=True, kw_only=True, slots=True)
class Pool:
    """One pool. `roles` are (role, who); `rules` the questions that its rules answer; `join` the way in."""

    entry: Entry
    name: str
    name_lang: str | None
    summary: str
    lang: str | None
    types: tuple[str, ...]
    state: str
    running: bool
    welcoming: bool | None
    roles: tuple[tuple[str, tuple[Node, ...]], ...]
    facts: tuple[Node, ...]
    rules: tuple[str, ...]
    join: Node | None


def told(edition: Edition, entry: Entry) -> Pool:
    """A pool as lists and its own page show it."""
    card, fields, data = edition.card(entry), entry.kind.fields, entry.data
    running = not entry.ended and data.get("etat") != STOPPED
    given = [(fields[name], data[name]) for name in ("cout", "prochaine_etape") if data.get(name)]
    return Pool(
        entry=entry,
        name=card.name,
        name_lang=card.name_lang,
        summary=card.summary,
        lang=card.lang,
        types=types(entry),
        state=edition.display.word(fields["etat"], str(data.get("etat", ""))),
        running=running,
        welcoming=data.get("ouvert_a_de_nouveaux"),
        roles=tuple(_roles(edition, entry)),
        facts=tuple(edition.display.node(field, value, field.label(edition.lang)) for field, value in given),
        rules=tuple(
            fields["regles"].children[name].label(edition.lang)
            for name in data.get("regles", {})
            if name in fields["regles"].children
        ),
        join=join(edition, entry) if running else None,
    )


def types(entry: Entry) -> tuple[str, ...]:
    """The types of means that it pools, its main one first."""
    named = entry.data.get("type", ())
    return (named,) if isinstance(named, str) else tuple(named)


def _roles(edition: Edition, entry: Entry) -> Iterator[tuple[str, tuple[Node, ...]]]:
    """Who takes part, by role, in the order of the list of roles."""
    field = entry.kind.field_at(("participants", 0, "role"))
    who = entry.kind.field_at(("participants", 0, "organisation"))
    if field is None or who is None:
        return
    found: dict[str, list[Node]] = {term.id: [] for term in edition.terms("roles_de_participant")}
    for one in entry.data.get("participants", ()):
        found.setdefault(one["role"], []).append(edition.display.node(who, one["organisation"]))
    for role, nodes in found.items():
        if nodes:
            yield edition.display.word(field, role), tuple(nodes)


def join(edition: Edition, entry: Entry) -> Node | None:
    """One click towards those who hold the pool: a letter or their form, their site, else the team."""
    subject = edition.say("Rejoindre une mise en commun")
    if found := contact.nearest(edition, list(_holders(edition, entry)), subject, entry):
        return found
    if mail := sending.recipient(edition.settings):
        to = contact.letter(edition, mail, subject, entry)
        return Node(text=edition.say("Demander à l’équipe du catalogue"), href=to)
    return None


def _holders(edition: Edition, entry: Entry) -> Iterator[Entry]:
    """The organisations that take part, those who can let somebody in first."""
    field = entry.kind.field_at(("participants", 0, "organisation"))
    if field is None:
        return
    for one in sorted(entry.data.get("participants", ()), key=_rank):
        if ref := edition.catalogue.find(field.links_to, one["organisation"]):
            yield edition.catalogue.entries[ref]


def _rank(one: Mapping[str, Any]) -> int:
    return _ROLES.index(one["role"]) if one["role"] in _ROLES else len(_ROLES)
