"""The page of one entry: what it is at a glance, what its author says, and who says so since when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from communs import owners
from communs.catalogue import Link
from communs.display import Node
from communs.entries import Entry
from communs.facts.enriched import IMAGE
from communs.kinds import Field, at, say
from communs.pages import forms, members
from communs.pages.edition import Edition
from communs.pages.page import Page

# What the page's own frame shows; the other fields follow in the schema's order.
_FRAME = {
    "nom", "titre", "resume", "description", "origine", "verifie_le", "sources", "brouillon", "statut", "date_fin",
    "identifiants", "logo",
}  # fmt: skip


def pages(edition: Edition) -> Iterator[Page]:
    """One page an entry, drafts too (nothing lists them, links to them work)."""
    for entries in edition.catalogue.by_kind.values():
        for entry in entries:
            yield page(edition, entry)


def page(edition: Edition, entry: Entry) -> Page:
    """The page of one entry."""
    name = edition.name(entry)
    summary = entry.text("resume", edition.lang)
    address = f"{entry.kind.name}/{entry.id}/"
    return Page(
        address=address,
        title=name,
        description=summary or entry.kind.singular(edition.lang) + edition.say(" : ") + name,
        body=lambda: edition.render("fiche.html", address, **view(edition, entry)),
        source=entry.path,
        bulk=True,
    )


def view(edition: Edition, entry: Entry) -> dict[str, Any]:
    """All that the template shows."""
    # what has no field has no name: its number keeps its place
    filled = {name or number: node for number, (name, node) in enumerate(edition.claimed.facts(entry))}
    brief, facts, sections = _fields(edition, entry, filled)
    action = _action(edition, entry, filled)
    known = edition.enriched.of(entry)
    return {
        "entry": entry,
        "brief": brief,
        "facts": facts,
        "sections": sections,
        "action": action,
        "logo": edition.enriched.logo(entry),
        "about": edition.claimed.about(known, edition.name(entry)),
        "claimed": list(filled.values()),
        "image": edition.enriched.picture(known, IMAGE),
        "reply": reply(edition, entry),
        "acts": list(_acts(edition, entry)),
        "description": _field(edition, entry, "description"),
        "backlinks": _backlinks(edition, entry),
        "provenance": _provenance(edition, entry),
        "identifiers": _field(edition, entry, "identifiants"),
    }


def _fields(
    edition: Edition, entry: Entry, filled: dict[str | int, Node]
) -> tuple[list[Node], list[Node], list[Node]]:
    """Fields for « En bref » (it takes what it can of `filled`), short facts, and those that make a section."""
    brief, facts, sections = [], [], []
    button = None if entry.ended else entry.kind.show.get("action", {}).get("field")
    for name, field in entry.kind.fields.items():
        value = entry.data.get(name)
        if name in _FRAME or name == button:
            continue
        if value is None:
            if _expected(field):
                unsaid = Node(text=edition.say("à préciser"), label=field.label(edition.lang))
                brief.append(filled.pop(name, unsaid))
            continue
        node = edition.display.node(field, value, field.label(edition.lang))
        if field.show.get("brief") or field.show.get("facet") or field.show.get("badge"):
            brief.append(node)
        elif _short(node):
            facts.append(node)
        elif node.shape == "group" and len(node.items) == 1 and _short(node.items[0]):
            facts.append(replace(node.items[0], label=node.label))
        else:
            sections.append(node)
    return brief, facts, sections


def _expected(field: Field) -> bool:
    """Whether a reader looks for it « en bref »: not an end that may never come, nor a yes or no."""
    schema = field.schema
    return (
        bool(field.show.get("brief")) and "x-after" not in schema and "boolean" not in schema.get("type", ())
    )


def _short(node: Node) -> bool:
    """Whether it stands on a line or two: words, a link, or a few of them."""
    if node.shape == "list":
        return len(node.items) <= 4 and all(item.shape != "list" and _short(item) for item in node.items)
    return node.shape in ("text", "link") and len(node.text) < 160


def _field(edition: Edition, entry: Entry, name: str) -> Node | None:
    value = entry.data.get(name)
    field = entry.kind.fields.get(name)
    return (
        edition.display.node(field, value, field.label(edition.lang)) if field and value is not None else None
    )


def _action(edition: Edition, entry: Entry, filled: dict[str | int, Node]) -> Node | None:
    """The one main button, where the schema names a field for it and the entry fills it, or Wikidata does."""
    told = entry.kind.show.get("action", {})
    name = told.get("field", "")
    node = None if entry.ended else _field(edition, entry, name) or _taken(filled, name)
    if node is None or not (node.href or node.to):
        return None
    where = node.text if node.href else ""
    return replace(node, shape="link", text=say(told.get("label"), edition.lang), label=where)


def _taken(filled: dict[str | int, Node], name: str) -> Node | None:
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
    if entry.kind.name in owners.answering(edition.catalogue):
        yield Node(
            shape="link", text=edition.say("Tenir ces fiches à jour"), to=f"{members.ADDRESS}{entry.id}/"
        )


def _backlinks(edition: Edition, entry: Entry) -> list[tuple[str, list[tuple[Entry, str]]]]:
    """Who mentions this entry, under the words the schema gives the link: (heading, [(entry, detail)])."""
    groups: defaultdict[str, dict[tuple[str, str], tuple[Entry, str]]] = defaultdict(dict)
    links = sorted(
        edition.catalogue.backlinks.get(entry.ref, ()),
        key=lambda link: (link.source.kind.order, link.source.ended),
    )
    for link in links:
        if not link.source.draft and link.source.ref != entry.ref:
            heading = say(
                link.field.schema["x-link"].get("backlink"), edition.lang
            ) or link.source.kind.plural(edition.lang)
            groups[heading].setdefault(link.source.ref, (link.source, _detail(edition, link)))
    return [(heading, list(found.values())) for heading, found in groups.items()]


def _detail(edition: Edition, link: Link) -> str:
    """What the mention itself says beside the id: « depuis juin 2021 », a role."""
    holder = at(link.source.data, link.path[:-1])
    if not isinstance(holder, dict) or holder is link.source.data:
        return ""
    show, say_ = edition.display.date, edition.say
    words = []
    if isinstance(holder.get("role"), (str, dict)):
        field = link.source.kind.field_at((*link.path[:-1], "role"))
        words.append(edition.display.node(field, holder["role"]).text if field else "")
    if isinstance(holder.get("depuis"), str):
        words.append(f"{say_('depuis')} {show(holder['depuis'])}")
    if isinstance(holder.get("jusqu_a"), str):
        words.append(f"{say_('jusqu’à')} {show(holder['jusqu_a'])}")
    return ", ".join(filter(None, words))


def _provenance(edition: Edition, entry: Entry) -> dict[str, Any]:
    """Who said this, when a person last confirmed it, from what, and where to correct it."""
    forge = edition.settings.forge
    return {
        "prefilled": entry.prefilled,
        "imported": entry.data.get("origine") == "importe",
        "confirmed": entry.data.get("verifie_le"),
        "doubtful": edition.doubtful(entry),
        "sources": [_source(edition, source) for source in entry.data.get("sources", ())],
        "read": max(
            (s["lu_le"] for s in entry.data.get("sources", ()) if isinstance(s, dict) and "lu_le" in s),
            default=None,
        ),
        "edit": forge.edit(entry.path) if forge else None,
        "view": forge.view(entry.path) if forge else None,
        "history": forge.history(entry.path) if forge else None,
    }


def _source(edition: Edition, source: Any) -> dict[str, str]:
    told = source if isinstance(source, dict) else {"url": source}
    return {"url": told["url"], "read": told.get("lu_le", ""), "note": say(told.get("note"), edition.lang)}
