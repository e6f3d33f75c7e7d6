"""One end of a link → the other: who mentions an entry or is named by it, as cards with what the mention says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from communs.display import Node
from communs.entries import Entry
from communs.kinds import Field, at, say
from communs.pages.edition import Edition

_SAID = ("text", "link")  # what stands on a card's line
Named = tuple[Entry, tuple[Node, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A part of a page under a heading: a value, or entries with what is said of each. `id`: its anchor."""

    label: str
    id: str = ""
    node: Node | None = None
    cards: tuple[Named, ...] = ()


def back(edition: Edition, entry: Entry) -> Iterator[Section]:
    """Who mentions the entry, under the words that the schema gives the link."""
    groups: defaultdict[str, dict[tuple[str, str], Named]] = defaultdict(dict)
    links = sorted(
        edition.catalogue.backlinks.get(entry.ref, ()),
        key=lambda one: (one.source.kind.order, one.source.ended),
    )
    for one in links:
        if not one.source.draft and one.source.ref != entry.ref:
            heading = say(one.field.schema["x-link"].get("backlink"), edition.lang) or one.source.kind.plural(
                edition.lang
            )
            holder = at(one.source.data, one.path[:-1])
            group = one.source.kind.field_at(one.path[:-1])
            told = () if holder is one.source.data else _told(edition, group, holder, one.path[-1])
            groups[heading].setdefault(one.source.ref, (one.source, told))
    for heading, found in groups.items():
        yield Section(label=heading, cards=tuple(found.values()))


def forth(edition: Edition, field: Field, value: Any) -> Section | None:
    """The entries that a field names, alone or in groups; None where one of them is no entry."""
    values = value if isinstance(value, list) else [value]
    item = field.item if isinstance(value, list) else field
    found = [_named(edition, item, one) for one in values]
    cards = tuple(one for one in found if one is not None)
    return (
        Section(label=field.label(edition.lang), cards=cards) if item and len(cards) == len(found) else None
    )


def _named(edition: Edition, field: Field | None, value: Any) -> Named | None:
    """The entry, and what the group that names it says besides."""
    if field is None:
        return None
    name = next((name for name, child in field.children.items() if child.links_to), None)
    if isinstance(value, dict) and name is not None and name in value:
        found = _named(edition, field.children[name], value[name])
        return found and (found[0], _told(edition, field, value, name))
    ref = edition.catalogue.find(field.links_to, value) if isinstance(value, str) else None
    return (edition.catalogue.entries[ref], ()) if ref else None


def _told(edition: Edition, group: Field | None, holder: Any, named: Any) -> tuple[Node, ...]:
    """What a mention itself says beside the id: a role, « depuis juin 2021 », a proof."""
    if group is None or not isinstance(holder, Mapping):
        return ()
    inside = {name: group.children[name] for name in holder if name in group.children and name != named}
    nodes = [_short(edition, field, holder[name]) for name, field in inside.items()]
    return tuple(
        sorted((node for node in nodes if node), key=lambda node: (bool(node.href), bool(node.label)))
    )


def _short(edition: Edition, field: Field, value: Any) -> Node | None:
    """A value in a few words: dates after theirs, an address behind its label."""
    label = field.label(edition.lang)
    node = edition.display.node(field, value, label)
    if node.shape not in _SAID:
        return None
    if node.href:
        return Node(shape="link", href=node.href, text=label, rel=node.rel)
    if field.schema.get("format") in ("date", "date-partielle"):
        return Node(text=_since(edition, field, value) or f"{label.lower()} {node.text}", label=label)
    return Node(text=node.text, lang=node.lang)


def _since(edition: Edition, field: Field, value: str) -> str:
    day, say_ = len(value) == len("2021-06-18"), edition.say
    words = {
        "depuis": say_("depuis le") if day else say_("depuis"),
        "jusqu_a": say_("jusqu’au") if day else say_("jusqu’à"),
    }
    return f"{words[field.name]} {edition.display.date(value)}" if field.name in words else ""


def brief(edition: Edition, entry: Entry, sections: Sequence[Section]) -> Iterator[Node]:
    """The links from others that the kind wants « En bref » (`kind.field`), known or not."""
    shown = {section.label: section for section in sections}
    for wanted in entry.kind.show.get("brief", ()):
        kind, _, name = wanted.partition(".")
        field = edition.catalogue.kinds[kind].fields.get(name) if kind in edition.catalogue.kinds else None
        for one in (field, field.item) if field else ():
            if one is not None and one.links_to:
                label = say(one.schema["x-link"].get("backlink"), edition.lang)
                found = shown.get(label)
                cards = tuple(card for card in found.cards if card[0].kind.name == kind) if found else ()
                yield few(edition, label, [link(edition, one) for one, _ in cards])


def link(edition: Edition, entry: Entry) -> Node:
    """The way to an entry, by its name."""
    to = f"{entry.kind.name}/{entry.id}/"
    return Node(shape="link", text=edition.name(entry), to=to, lang=edition.name_lang(entry))


def few(edition: Edition, label: str, nodes: Sequence[Node], most: int = 4) -> Node:
    """The first of them on a line, or that nobody said."""
    if not nodes:
        return Node(text=edition.say("à préciser"), label=label)
    more = len(nodes) - most
    rest = [Node(text=f"{edition.say('et')} {more} {edition.say('autres')}")] if more > 1 else []
    return Node(shape="list", items=(*nodes[: most if rest else most + 1], *rest), label=label)
