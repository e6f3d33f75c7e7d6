"""`/financeurs/`: what platform co-operatives are and need, what stands in their way, and how to compare them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from communs.display import Node
from communs.entries import Entry
from communs.pages import audiences, means, money, shares
from communs.pages.edition import Edition
from communs.pages.page import Page
from communs.vocabularies import Term

FEW, MOST = 12, 24  # organisations side by side and means sought; financements


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """An organisation in a table: what funders ask for first."""

    entry: Entry
    form: str
    since: str
    figures: int
    commons: int
    alliances: tuple[Node, ...]
    seeks: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Funding:
    """One financement in a line."""

    entry: Entry
    by: Node
    types: tuple[str, ...]
    amount: str
    forms: tuple[str, ...]
    closes: str


def page(edition: Edition) -> Page:
    """The page that speaks to funders."""
    sought = [entry for entry in edition.matches.open if entry.data.get("sens") == "cherche"]
    live = edition.live("financements")
    return edition.page(
        "financeurs.html", audiences.FUNDERS, edition.say("Financer une plateforme coopérative"),
        edition.say("Formes juridiques, obstacles, chiffres : de quoi comprendre, comparer et aider."),
        forms=list(_forms(edition)), obstacles=list(_obstacles(edition)), compared=list(islice(_compared(edition), FEW)),
        fundings=[_funding(edition, entry) for entry in live[:MOST]], many=len(live),
        sought=[means.told(edition, entry) for entry in sought[:FEW]],
    )  # fmt: skip


def _forms(edition: Edition) -> Iterator[tuple[shares.Share, shares.Share]]:
    """Each legal form that somebody has or accepts: the organisations, the financements."""
    fundings = shares.of(edition, "financements", "statuts_acceptes", "statuts_juridiques")
    for id_, held in shares.of(edition, "organisations", "statut_juridique", "statuts_juridiques").items():
        if held.count or fundings[id_].count:
            yield held, fundings[id_]


def _obstacles(edition: Edition) -> Iterator[tuple[Term, tuple[Entry, ...]]]:
    """Each known obstacle, with those who met it."""
    for term in edition.terms("obstacles"):
        yield term, edition.concepts.entries("obstacles", term.id)[:FEW]


def _compared(edition: Edition) -> Iterator[Compared]:
    """By name, the organisations that give figures, and say of what form they are and with whom they stand."""
    seeking = Counter(
        one.data.get("organisation") for one in edition.matches.open if one.data.get("sens") == "cherche"
    )
    for entry in edition.live("organisations"):
        form, alliances = entry.data.get("statut_juridique"), entry.data.get("membre_de")
        if form and alliances and entry.data.get("chiffres"):
            field = entry.kind.field_at(("membre_de", 0, "alliance"))
            named = dict.fromkeys(one["alliance"] for one in alliances if not one.get("jusqu_a"))
            yield Compared(
                entry=entry,
                form=edition.display.word(entry.kind.fields["statut_juridique"], form),
                since=str(entry.data.get("date_creation", ""))[:4],
                figures=len(entry.data["chiffres"]),
                commons=_naming(edition, entry, "communs", "maintenu_par"),
                alliances=tuple(edition.display.node(field, id_) for id_ in named) if field else (),
                seeks=seeking[entry.id],
            )


def _naming(edition: Edition, entry: Entry, kind: str, name: str) -> int:
    links = edition.catalogue.backlinks.get(entry.ref, ())
    return len({link.source.id for link in links if link.source.kind.name == kind and link.path[0] == name})


def _funding(edition: Edition, entry: Entry) -> Funding:
    fields, amount = entry.kind.fields, entry.data.get("montant", {})
    closes = entry.data.get("cloture")
    return Funding(
        entry=entry,
        by=edition.display.node(fields["financeur"], entry.data["financeur"]),
        types=_words(edition, entry, "types"),
        amount=money.between(edition, amount.get("min"), amount.get("max")),
        forms=_words(edition, entry, "statuts_acceptes"),
        closes=edition.display.date(closes) if closes else "",
    )


def _words(edition: Edition, entry: Entry, name: str) -> tuple[str, ...]:
    field = entry.kind.fields[name].item
    return tuple(edition.display.word(field, id_) for id_ in entry.data.get(name, ())) if field else ()
