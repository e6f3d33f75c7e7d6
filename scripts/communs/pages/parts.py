"""The values of an entry → where each stands on its page: « En bref », at hand, on a line, in a section."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from communs import premises
from communs.display import Node
from communs.entries import Entry
from communs.kinds import Field
from communs.pages import mentions
from communs.pages.edition import Edition
from communs.pages.mentions import Section

# What the page's own frame shows; the other fields follow in the schema's order.
_FRAME = {
    "nom", "titre", "resume", "description", "origine", "verifie_le", "sources", "brouillon", "statut", "date_fin",
    "identifiants", "logo",
}  # fmt: skip
Filled = dict[str | int, Node]


@dataclass(frozen=True, kw_only=True, slots=True)
class Parts:
    """What a page shows of the fields; `carriers` are those who answer for the entry."""

    brief: list[Node] = field(default_factory=list)
    at_hand: list[Node] = field(default_factory=list)
    facts: list[Node] = field(default_factory=list)
    carriers: list[Section] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)


def of(edition: Edition, entry: Entry, filled: Filled) -> Parts:
    """Each field in its place; « En bref » takes what it can of what Wikidata `filled`."""
    parts = Parts()
    place = _Placing(edition=edition, entry=entry, parts=parts)
    left_out = {*_FRAME, *place.button}
    address = entry.kind.fields.get("adresse")
    if address is not None and (stands := premises.of(entry.data)) is not None:
        left_out.update(premises.FIELDS)
        where = parts.brief if address.show.get("brief") else parts.facts
        where.append(_address(edition, stands, address))
    for name, one in entry.kind.fields.items():
        value = entry.data.get(name, one.schema.get("default") if _expected(one) else None)
        if name not in left_out and value is None:
            place.missing(one, filled)
        elif name not in left_out:
            place.put(one, value)
    return parts


@dataclass(frozen=True, kw_only=True)
class _Placing:
    edition: Edition
    entry: Entry
    parts: Parts

    @property
    def button(self) -> list[str]:
        """The field behind the main button."""
        return [] if self.entry.ended else [self.entry.kind.show.get("action", {}).get("field", "")]

    def missing(self, one: Field, filled: Filled) -> None:
        """What nobody said: a reader is told so where it is looked for."""
        if _expected(one) and (one.name in filled or not self.entry.ended):
            self.parts.brief.append(filled.pop(one.name, self._unsaid(one)))
        self._at_hand(one, {})

    def put(self, one: Field, value: Any) -> None:
        """A value where its schema wants it, else where its length lets it stand."""
        if isinstance(value, dict) and not (value := self._at_hand(one, value)):
            return
        parts, node = self.parts, self._node(one, value)
        glance = _glance(self.edition, node)
        briefly = one.show.get("brief") or one.show.get("facet") or one.show.get("badge")
        if briefly:
            parts.brief.append(glance)
        if one.show.get("at_hand"):
            parts.at_hand.append(node)
        elif section := self._cards(one, value):
            (parts.carriers if _owner(one) else parts.sections).append(section)
        elif not briefly and (fact := _fact(node)):
            parts.facts.append(fact)
        elif not briefly or glance is not node:
            parts.sections.append(Section(label=node.label, id=one.name, node=node))

    def _node(self, one: Field, value: Any) -> Node:
        node = self.edition.display.node(one, value, self.edition.display.label(one))
        return replace(node, items=tuple(self._replaced(node))) if one.show.get("replaces") else node

    def _replaced(self, node: Node) -> Iterator[Node]:
        """What the entry takes the place of: a link where it is an entry that ended."""
        for item in node.items:
            other = self.edition.kinship.replaced(self.entry.kind.name, item.text)
            yield mentions.link(self.edition, other) if other else item

    def _at_hand(self, one: Field, value: dict[str, Any]) -> dict[str, Any]:
        """Take out of a group what is to be at hand; the rest comes back."""
        for name, inner in one.children.items():
            if inner.show.get("at_hand"):
                if name in value:
                    self.parts.at_hand.append(self._node(inner, value[name]))
                elif _expected(inner) and not self.entry.ended:
                    self.parts.at_hand.append(self._unsaid(inner))
        return {name: told for name, told in value.items() if not _held(one, name)}

    def _cards(self, one: Field, value: Any) -> Section | None:
        wanted = _owner(one) or one.show.get("as") == "cards"
        return mentions.forth(self.edition, one, value) if wanted else None

    def _unsaid(self, one: Field) -> Node:
        return Node(text=self.edition.say("à préciser"), label=self.edition.display.label(one))


def _expected(one: Field) -> bool:
    """Whether a reader looks for it « en bref »: not an end that may never come, nor a yes or no."""
    return bool(one.show.get("brief")) and "x-after" not in one.schema and "boolean" not in one.types


def _owner(one: Field) -> bool:
    """Whether it names those who answer for the entry."""
    return any(part.schema.get("x-link", {}).get("owner") is True for part in (one, one.item) if part)


def _held(one: Field, name: str) -> bool:
    return name in one.children and bool(one.children[name].show.get("at_hand"))


def _fact(node: Node) -> Node | None:
    """What stands on a line or two: a group of one stands for what it holds."""
    if _short(node):
        return node
    alone = node.shape == "group" and len(node.items) == 1 and _short(node.items[0])
    return replace(node.items[0], label=node.label) if alone else None


def _short(node: Node) -> bool:
    """Whether it stands on a line or two: words, a link, or a few of them."""
    if node.shape == "list":
        return len(node.items) <= 4 and all(item.shape != "list" and _short(item) for item in node.items)
    return node.shape in ("text", "link", "lines") and len(node.text) < 160


def _glance(edition: Edition, node: Node) -> Node:
    """Several groups in few words: what each opens with."""
    rows = node.items if node.shape in ("list", "table") else ()
    if not rows or any(row.shape != "group" for row in rows):
        return node
    return mentions.few(edition, node.label, [_opening(edition, row) for row in rows])


def _opening(edition: Edition, row: Node) -> Node:
    """The link of a group, or its first two values: « Sociétaires : 65 000 »."""
    first, *others = row.items
    if first.to is not None or not others:
        return first
    return replace(first, text=f"{first.text}{edition.say(' : ')}{others[0].text}")


def _address(edition: Edition, stands: premises.Premises, one: Field) -> Node:
    """A street, a postcode and a commune, and the map."""
    known = edition.catalogue
    lines = [Node(text=stands.street)] if stands.street else []
    if territory := known.territories.get(f"commune:{stands.commune}"):
        town = f"{stands.postcode} {known.territories.name_in(territory, edition.lang)}".strip()
        lines.append(Node(shape="link", text=town, to=f"territoires/{territory.slug}/"))
    if stands.map:
        words = edition.say("Voir sur OpenStreetMap")
        lines.append(Node(shape="link", text=words, href=stands.map))
    return Node(shape="lines", items=tuple(lines), label=one.label(edition.lang))
