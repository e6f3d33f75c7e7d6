"""A means offered or sought, and what answers it → what a reader must know of them, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communs import periods
from communs.display import Node
from communs.entries import Entry
from communs.matches import ANYWHERE, Match
from communs.pages import contact
from communs.pages.edition import Edition

_TOLD = ("quantite", "modalite", "periode", "territoires", "conditions")


@dataclass(frozen=True, kw_only=True, slots=True)
class Means:
    """One line of what is offered or sought. `reply` is an address: a letter, or the form of who holds it."""

    entry: Entry
    name: str
    lang: str | None
    who: Node
    facts: tuple[Node, ...]
    expires: str
    discussed: bool
    reply: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """Two means that answer each other, and why."""

    one: Means
    other: Means
    why: str


def told(edition: Edition, entry: Entry) -> Means:
    """A means as lists show it."""
    data, fields = entry.data, entry.kind.fields
    offered = data.get("sens") == "propose"
    subject = edition.say("Ce que vous proposez") if offered else edition.say("Ce que vous cherchez")
    return Means(
        entry=entry,
        name=edition.name(entry),
        lang=edition.name_lang(entry),
        who=edition.display.node(fields["organisation"], data.get("organisation", "")),
        facts=tuple(_facts(edition, entry)),
        expires=edition.display.date(str(data.get("expire_le", ""))),
        discussed=data.get("etat") == "en-discussion",
        reply=contact.reached(edition, data, subject, entry),
    )


def answer(edition: Edition, match: Match) -> Answer:
    """A match, in words."""
    return Answer(one=told(edition, match.one), other=told(edition, match.other), why=why(edition, match))


def why(edition: Edition, match: Match) -> str:
    """« Même type de moyen ; même territoire : Hauts-de-France ; de mars à juin 2027 »."""
    field = match.one.kind.field_at(("modalite", 0))
    ways = [edition.display.word(field, way).lower() for way in match.ways] if field else []
    words = [
        edition.say("Même type de moyen"),
        where(edition, match),
        periods.told(match.start, match.end, edition.lang, edition.say),
        ", ".join(ways),
    ]
    return edition.say(" ; ").join(filter(None, words))


def where(edition: Edition, match: Match) -> str:
    """Where two means meet."""
    narrow, wide = (
        edition.catalogue.word(("territoires",), id_, edition.lang) for id_ in (match.narrow, match.wide)
    )
    if match.narrow == ANYWHERE:
        return edition.say("partout, l’un comme l’autre")
    if match.wide == ANYWHERE:
        return edition.say("l’un partout, l’autre ici : {lieu}").format(lieu=narrow)
    if match.wide == match.narrow:
        return edition.say("même territoire : {lieu}").format(lieu=narrow)
    return edition.say("un territoire dans l’autre : {lieu} ({autour})").format(lieu=narrow, autour=wide)


def _facts(edition: Edition, entry: Entry) -> Iterator[Node]:
    """What decides whether it fits, under the words of the schema."""
    for name in _TOLD:
        field, value = entry.kind.fields[name], entry.data.get(name)
        label = field.label(edition.lang)
        if name == "territoires" and not value:
            yield Node(text=edition.say("partout"), label=label)
        elif value is not None:
            yield edition.display.node(field, value, label)
