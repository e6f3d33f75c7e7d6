"""`/collectivites/`: how local authorities help, each way with its worked examples, and whom to ask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import shorten
from urllib.parse import urlsplit

from communs import markup, sending
from communs.display import Node
from communs.entries import Entry
from communs.pages import audiences, contact, money
from communs.pages.edition import Edition
from communs.pages.page import Page
from communs.vocabularies import Term

SIX = 6  # the ways that the forum of 2022 named stand first in their list
FEW = 3  # examples of a way that one sees at once
MOST = 24  # of one way on this page: the index of co-operations has them all
_LINE = 240  # letters of a result


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """One co-operation, told to those who would do the same. `results` are as somebody wrote them, in French."""

    entry: Entry
    authority: str
    helped: str
    facts: tuple[Node, ...]
    amount: str
    nature: Node | None
    source: Node | None
    results: str
    write: Node | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Way:
    """A way of helping or an obstacle, and those who know it; of many, the most telling."""

    term: Term
    examples: list[Example]
    count: int


def page(edition: Edition) -> Page:
    """The page that speaks to authorities."""
    held = sorted(edition.shown("cooperations"), key=_telling)
    ways = _under(edition, held, "modes_de_soutien")
    six = len(ways) >= SIX
    return edition.page(
        "collectivites.html", audiences.AUTHORITIES,
        edition.say("Collectivités : six façons d’aider") if six else edition.say("Collectivités : des façons d’aider"),
        edition.say("Comment des collectivités ont aidé une coopérative, et ce que d’autres peuvent reprendre."),
        ways=ways[:SIX], others=ways[SIX:], few=FEW,
        many=len(held), costed=sum("montant" in entry.data for entry in held),
        lists=[(edition.catalogue.vocabularies[name], _counted(edition, name))
               for name in ("phases", "postures") if name in edition.catalogue.vocabularies],
        obstacles=_under(edition, held, "obstacles"),
        documents=_documents(edition), team=sending.recipient(edition.settings),
    )  # fmt: skip


def _telling(entry: Entry) -> tuple[bool, bool, bool]:
    """What still runs first; then what gives an amount; then what tells its results."""
    return entry.ended, "montant" not in entry.data, "resultats" not in entry.data


def _under(edition: Edition, held: list[Entry], name: str) -> list[Way]:
    """The terms of a list, each with the examples that name it, in the order of all."""
    ways = []
    for term in edition.terms(name):
        named = {entry.ref for entry in edition.concepts.entries(name, term.id)}
        found = [entry for entry in held if entry.ref in named]
        examples = [_example(edition, entry) for entry in found[:MOST]]
        ways.append(Way(term=term, examples=examples, count=len(found)))
    return ways


def _counted(edition: Edition, name: str) -> list[tuple[Term, int]]:
    """The terms of a list, each with the number of examples that name it."""
    return [
        (term, sum(entry.kind.name == "cooperations" for entry in edition.concepts.entries(name, term.id)))
        for term in edition.terms(name)
    ]


def _example(edition: Edition, entry: Entry) -> Example:
    fields, data = entry.kind.fields, entry.data
    amount, told = data.get("montant", {}), fields["montant"].children
    source = amount.get("source")
    return Example(
        entry=entry,
        authority=edition.display.word(fields["collectivite"], data["collectivite"]),
        helped=edition.display.word(fields["organisation"], data["organisation"]),
        facts=tuple(
            edition.display.node(fields[name], data[name], fields[name].label(edition.lang))
            for name in ("depuis", "jusqu_a", "phase", "posture")
            if name in data
        ),
        amount=money.euros(edition, amount["valeur"]) if "valeur" in amount else "",
        nature=edition.display.node(told["nature"], amount["nature"]) if "nature" in amount else None,
        source=Node(shape="link", text=urlsplit(source).netloc.removeprefix("www."), href=source)
        if source
        else None,
        results=shorten(markup.plain(entry.text("resultats", edition.lang)), _LINE, placeholder="…"),
        write=contact.nearest(
            edition, list(_holders(edition, entry)), edition.say("Comment avez-vous aidé ?"), entry
        ),
    )


def _holders(edition: Edition, entry: Entry) -> Iterator[Entry]:
    """Who can tell how it was done: who wrote of it, the authority, the organisation helped."""
    yield entry
    for name in ("collectivite", "organisation"):
        if ref := edition.catalogue.find(entry.kind.fields[name].links_to, entry.data[name]):
            yield edition.catalogue.entries[ref]


def _documents(edition: Edition) -> list[tuple[Term, list[tuple[Node, Entry]]]]:
    """By type, the documents published online and the co-operation that each is of."""
    found: defaultdict[str, list[tuple[Node, Entry]]] = defaultdict(list)
    for entry in edition.shown("cooperations"):
        for at, document in enumerate(entry.data.get("documents", ())):
            if field := entry.kind.field_at(("documents", at, "url")):
                found[document["type"]].append((edition.display.node(field, document["url"]), entry))
    return [(term, found[term.id]) for term in edition.terms("types_de_document") if term.id in found]
