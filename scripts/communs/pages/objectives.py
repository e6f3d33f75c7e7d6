"""`/objectifs/` and a page for each: who pledged what for it, dated figures, and who pursues it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from communs.concepts import live
from communs.display import Node
from communs.entries import Entry
from communs.kinds import say
from communs.pages import entry as entries
from communs.pages import pledges
from communs.pages.edition import Edition
from communs.pages.lists import by_kind, split
from communs.pages.page import Page
from communs.vocabularies import Term

LIST = "objectifs"
_TOLD = ("organisations", "signatures")  # by their figures and their pledges


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """One dated number of an organisation."""

    what: Node
    who: Entry
    value: str
    date: str
    source: Node | None


@dataclass(kw_only=True, slots=True)
class Objective:
    """What the catalogue knows of one objective. `shared` is said in words of pledges that serve a whole declaration."""

    term: Term
    pursuing: list[Entry] = field(default_factory=list)
    signed: list[tuple[pledges.Signature, list[pledges.Pledge]]] = field(default_factory=list)
    count: str = ""
    shared: list[tuple[Entry, str]] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    kinds: list[tuple[str, int]] = field(default_factory=list)
    replies: list[tuple[Node, Entry]] = field(default_factory=list)


def pages(edition: Edition) -> Iterator[Page]:
    """All of them; none where the catalogue has no such list."""
    vocabulary = edition.catalogue.vocabularies.get(LIST)
    if vocabulary is None:
        return
    found = gather(edition)
    words = say(vocabulary.data.get("description"), edition.lang)
    title = vocabulary.title(edition.lang)
    yield edition.page("objectifs.html", f"{LIST}/", title, words, objectives=found, words=words)
    for one in found:
        label = one.term.label(edition.lang)
        told = (edition.claimed.about(known, label) for known in edition.enriched.of_term(LIST, one.term.id))
        yield from split(
            edition, "objectif.html", f"{LIST}/{one.term.id}/", label, one.pursuing, one.term.definition(edition.lang),
            one=one, parent=title, abouts=list(filter(None, told)),
        )  # fmt: skip


def gather(edition: Edition) -> list[Objective]:
    """Each objective with what stands under it, in one pass over signatures and figures."""
    found = {term.id: Objective(term=term) for term in edition.terms(LIST)}
    signatures = edition.shown("signatures")
    for id_, one in found.items():
        named = [entry for entry in edition.concepts.entries(LIST, id_) if entry.kind.name not in _TOLD]
        one.pursuing = by_kind(named)
        one.count = pledges.counted(edition, signatures, id_)
        one.kinds = _kinds(edition, live(named))
    for signature in signatures:
        _place(found, pledges.told(edition, signature))
    _share(edition, found, signatures)
    for organisation in edition.shown("organisations"):
        _measure(edition, found, organisation)
    return list(found.values())


def _place(found: dict[str, Objective], signature: pledges.Signature) -> None:
    mine = defaultdict(list)
    for pledge in signature.pledges:
        mine[pledge.objective].append(pledge)
    for id_, held in mine.items():
        if id_ in found:
            found[id_].signed.append((signature, held))


def _share(edition: Edition, found: dict[str, Objective], signatures: Sequence[Entry]) -> None:
    """The pledges that name no objective serve all those of the declaration."""
    signed = defaultdict(list)
    for signature in signatures:
        signed[signature.data["declaration"]].append(signature)
    for declaration in edition.live("declarations"):
        count = pledges.counted(edition, signed[declaration.id], "")
        reply = entries.reply(edition, declaration)
        for id_ in declaration.data.get(LIST, ()):
            if count:
                found[id_].shared.append((declaration, count))
            if reply:
                found[id_].replies.append((reply, declaration))


def _measure(edition: Edition, found: dict[str, Objective], organisation: Entry) -> None:
    node = edition.display.node
    for number, figure in enumerate(organisation.data.get("chiffres", ())):
        field_ = organisation.kind.field_at(("chiffres", number))
        if field_ is not None and figure.get("objectif") in found:
            inside = field_.children
            found[figure["objectif"]].figures.append(
                Figure(
                    what=node(inside["indicateur"], figure["indicateur"]),
                    who=organisation,
                    value=node(inside["valeur"], figure["valeur"]).text,
                    date=edition.display.date(str(figure["date"])),
                    source=node(inside["source"], figure["source"]) if figure.get("source") else None,
                )
            )


def _kinds(edition: Edition, named: Sequence[Entry]) -> list[tuple[str, int]]:
    """« 2 alliances », « 1 déclaration »: how many of each kind pursue it."""
    counts: dict[str, int] = defaultdict(int)
    for entry in named:
        counts[entry.kind.name] += 1
    kinds = edition.catalogue.kinds
    return [
        ((kinds[name].singular if n == 1 else kinds[name].plural)(edition.lang).lower(), n)
        for name, n in counts.items()
    ]
