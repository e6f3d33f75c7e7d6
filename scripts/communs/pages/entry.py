"""The page of one entry: what it is at a glance, what its author says, and who says so since when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from communs.display import Node
from communs.entries import Entry
from communs.facts.enriched import IMAGE
from communs.kinds import at, say
from communs.pages import beside, contact, forms, head, members, mentions, origin, parts
from communs.pages.edition import Edition
from communs.pages.mentions import Section
from communs.pages.page import Page

RELATED = 3  # others that a page proposes
A_ROW = 3  # cards


def pages(edition: Edition) -> Iterator[Page]:
    """One page an entry, drafts too (nothing lists them, links to them work)."""
    for entries in edition.catalogue.by_kind.values():
        for entry in entries:
            yield page(edition, entry)


def page(edition: Edition, entry: Entry) -> Page:
    """The page of one entry."""
    address = f"{entry.kind.name}/{entry.id}/"
    return Page(
        address=address,
        title=edition.name(entry),
        description=head.summary(edition, entry),
        body=lambda: edition.render("fiche.html", address, **view(edition, entry)),
        source=entry.path,
        bulk=True,
        linked=lambda: edition.linked_data.page(entry),
        listed=not entry.draft,
        picture=head.picture(edition, entry),
    )


def view(edition: Edition, entry: Entry) -> dict[str, Any]:
    """All that the template shows."""
    # what has no field has no name: its number keeps its place
    filled = {name or number: node for number, (name, node) in enumerate(edition.claimed.facts(entry))}
    placed, back = parts.of(edition, entry, filled), list(mentions.back(edition, entry))
    placed.brief.extend(mentions.brief(edition, entry, back))
    action = _action(edition, entry, filled)
    told: list[Section | Markup] = [
        *placed.sections,
        *beside.told(edition, entry),
        *placed.carriers,
        *beside.untold(entry, back),
    ]
    known, related = edition.enriched.of(entry), entry.kind.show.get("related", {})
    return {
        "entry": entry,
        "brief": placed.brief,
        "at_hand": placed.at_hand,
        "lines": placed.facts,
        "sections": [one for one in told if not (isinstance(one, Section) and one.cards)],
        "neighbours": _neighbours(told),
        "action": action,
        "logo": edition.enriched.logo(entry),
        "about": edition.claimed.about(known, edition.name(entry)),
        "claimed": list(filled.values()),
        "image": edition.enriched.picture(known, IMAGE),
        "reply": reply(edition, entry),
        "acts": list(_acts(edition, entry)),
        "description": _field(edition, entry, "description"),
        "related": edition.kinship.related(entry, RELATED),
        "related_label": say(related.get("label"), edition.lang),
        "instead": [mentions.link(edition, one) for one in edition.kinship.instead(entry)]
        if entry.ended
        else [],
        "elsewhere": _elsewhere(edition, entry, related.get("by", "")) if entry.ended else [],
        "origin": origin.of(edition, entry),
        "identifiers": _field(edition, entry, "identifiants"),
    }


def _neighbours(told: Sequence[Section | Markup]) -> list[Section]:
    """Other entries, which stand side by side under the text: those that fill a row, then the rest."""
    found = [one for one in told if isinstance(one, Section) and one.cards]
    return sorted(found, key=lambda one: len(one.cards) < A_ROW)


def _elsewhere(edition: Edition, entry: Entry, name: str) -> list[Node]:
    """The pages where what takes the place of an ended entry may be found: its needs."""
    node = _field(edition, entry, name)
    return [item for item in node.items or (node,) if item.to] if node else []


def _field(edition: Edition, entry: Entry, name: str) -> Node | None:
    """What to show of a field, by its name or by its path with dots."""
    path = tuple(name.split("."))
    field = entry.kind.field_at(path)
    try:
        value = at(entry.data, path)
    except (LookupError, TypeError):
        return None
    return (
        edition.display.node(field, value, field.label(edition.lang)) if field and value is not None else None
    )


def _action(edition: Edition, entry: Entry, filled: parts.Filled) -> Node | None:
    """The one main button: the first field that the schema names for it and that the entry fills, or Wikidata."""
    told = entry.kind.show.get("action", {})
    for one in (told, *told.get("or", ())) if told and not entry.ended else ():
        node = _field(edition, entry, one["field"]) or _taken(filled, one["field"])
        if node is not None and (node.href or node.to):
            where, href = node.text if node.href else "", node.href
            if href and href.startswith("mailto:"):
                href = contact.letter(edition, where, edition.say("Votre fiche"), entry)
            return replace(
                node, shape="link", text=say(one.get("label"), edition.lang), label=where, href=href
            )
    return None


def _taken(filled: parts.Filled, name: str) -> Node | None:
    """What Wikidata says of a field; the first of several, which stay where they are."""
    node = filled.get(name)
    if node is not None and node.items:
        return replace(node.items[0], proof=node.proof)
    return filled.pop(name, None)


def reply(edition: Edition, entry: Entry) -> Node | None:
    """The form of the entry that answers this one, where the schema names its kind: a signature."""
    told = entry.kind.show.get("reply")
    if told is None or entry.ended or told["kind"] not in edition.catalogue.kinds:
        return None
    address = f"{forms.ADDRESS}{told['kind']}/?{told['field']}={entry.id}"
    return Node(shape="link", text=say(told["label"], edition.lang), to=address)


def _acts(edition: Edition, entry: Entry) -> Iterator[Node]:
    """What those who answer for the entry can do in a click."""
    if entry.prefilled:
        words = edition.say("Nous en faisons partie : reprendre cette fiche")
        yield Node(shape="link", text=words, to=members.form(entry, "reprendre"))
    elif edition.awaits(entry):
        yield Node(shape="link", text=edition.say("Toujours exact"), to=members.form(entry, "confirmer"))
    if "correct" in entry.kind.show:
        yield Node(shape="link", text=edition.correction(entry), to=members.form(entry))
    if entry.kind.name in edition.answering:
        yield Node(
            shape="link", text=edition.say("Tenir ces fiches à jour"), to=f"{members.ADDRESS}{entry.id}/"
        )
