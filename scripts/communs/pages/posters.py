"""Territories, bouquets, places → the posters that people print: what can be used there, and where to read more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from operator import itemgetter
from typing import Any

from communs.concepts import live, named, of_kind
from communs.display import Node
from communs.entries import Entry
from communs.kinds import Kind, at, say, select
from communs.pages import parts
from communs.pages.around import around
from communs.pages.edition import Edition
from communs.pages.page import Page
from communs.pages.poster import ADDRESS, Line, Poster, cut, sheet
from communs.territories import Territory

_MANY = 300  # offers of one territory among which a poster chooses
_MOST = 12  # more never fit
_WIDE = ("international", "francophonie", "europe", "france", "region", "departement")


def pages(edition: Edition) -> Iterator[Page]:
    """`/affiches/`, and each poster."""
    places = list(_territories(edition))
    ours = [poster for kind in _kinds(edition) for poster in _of_kind(edition, kind)]
    yield edition.page(
        "affiches.html", ADDRESS, edition.say("Affiches"),
        edition.say("Une page à imprimer et à coller au mur, pour chaque territoire, chaque bouquet et chaque lieu."),
        regions=_by_region(edition), shown=[(kind, edition.live(kind.name)) for kind in _kinds(edition)],
    )  # fmt: skip
    for poster in (*places, *ours):
        yield page(edition, poster)


def page(edition: Edition, poster: Poster) -> Page:
    """The page that is the poster."""
    title = f"{edition.say('Affiche')}{edition.say(' : ')}{poster.title}"
    return Page(
        address=poster.address,
        title=title,
        description=poster.lead,
        body=lambda: edition.render("affiche.html", poster.address, **sheet(edition, poster)),
        bulk=True,
    )


def every(edition: Edition) -> Iterator[Poster]:
    """All posters, those that most people ask for first."""
    yield from sorted(_territories(edition), key=lambda poster: _rank(poster.to))
    for kind in _kinds(edition):
        yield from _of_kind(edition, kind)


def _rank(to: str) -> int:
    level = to.split("/")[1].partition("-")[0]
    return _WIDE.index(level) if level in _WIDE else len(_WIDE)


def _territories(edition: Edition) -> Iterator[Poster]:
    for territory in edition.territories.values():
        yield Poster(
            to=f"territoires/{territory.slug}/",
            title=edition.catalogue.territories.name_in(territory, edition.lang),
            above=edition.say("À utiliser près de chez vous"),
            lead=edition.say("Des services tenus en commun, par des coopératives, des associations et des collectivités."),
            by_need=True,
            general=territory.level not in _WIDE and not edition.offers_of.get(territory.id),
            lines=partial(_around, edition, territory),
        )  # fmt: skip


def _around(edition: Edition, territory: Territory) -> tuple[list[Line], int]:
    """The offers of the territory, of those inside it, then of wider ones; what speaks to all comes first."""
    found = around(edition, territory)
    active = live(found.here)
    near, wider = (
        [of_kind(active, "offres"), of_kind(found.inside, "offres")],
        [offers for _, offers in found.wider],
    )
    tiers = [*near, *wider] if any(near) or wider else [active, found.inside]
    chosen = _in_turn([*near, *_split(wider)] if any(near) or wider else tiers)
    inner = {entry.ref for entry in found.inside}
    lines = [_line(edition, entry, place=entry.ref in inner) for entry in islice(chosen.values(), _MOST)]
    return lines, len({entry.ref for tier in tiers for entry in tier})


def _split(tiers: Sequence[Sequence[Entry]]) -> Iterator[list[Entry]]:
    """What speaks to all, the nearest first; then what speaks to a profession."""
    for narrow in (False, True):
        for tier in tiers:
            yield [entry for entry in tier[:_MANY] if _narrow(entry) == narrow]


def _in_turn(tiers: Iterable[Sequence[Entry]]) -> dict[tuple[str, str], Entry]:
    """The entries of each tier once, those of different needs in turn."""
    chosen: dict[tuple[str, str], Entry] = {}
    met: Counter[str] = Counter()
    for tier in tiers:
        turns = []
        for entry in sorted(tier[:_MANY], key=_narrow):
            turns.append((met[_need(entry)], entry))
            met[_need(entry)] += 1
        chosen |= {entry.ref: entry for _, entry in sorted(turns, key=itemgetter(0))}
    return chosen


def _need(entry: Entry) -> str:
    return next(iter(entry.data.get("besoins", ())), "")


def _narrow(entry: Entry) -> bool:
    """Whether it speaks to a profession rather than to whoever passes by."""
    return "habitants" not in entry.data.get("publics", ["habitants"])


def _kinds(edition: Edition) -> list[Kind]:
    """Those whose entries make a poster: their schema says under which words."""
    return [kind for kind in edition.catalogue.kinds.values() if "poster" in kind.show]


def _of_kind(edition: Edition, kind: Kind) -> Iterator[Poster]:
    for entry in edition.live(kind.name):
        card = edition.card(entry)
        yield Poster(
            to=card.to,
            title=card.name,
            title_lang=card.name_lang,
            above=card.kind,
            lead=card.summary,
            lead_lang=card.lang,
            heading=say(kind.show["poster"], edition.lang),
            lines=partial(_linked, edition, entry),
            facts=partial(_facts, edition, entry) if kind.show["poster"].get("facts") else tuple,
        )


def _facts(edition: Edition, entry: Entry) -> list[Node]:
    """What « En bref » says in words, but for what nobody has told yet."""
    unsaid = edition.say("à préciser")
    told = ((node, _words(node)) for node in parts.of(edition, entry, {}).brief)
    return [
        # a commune is kept by its code and read by its name
        replace(node, text=cut(words), label=edition.say("Commune") if _is_commune(node) else node.label)
        for node, words in told
        if words not in ("", unsaid)
    ]


def _is_commune(node: Node) -> bool:
    return (node.to or "").startswith("territoires/commune-")


def _words(node: Node) -> str:
    return ", ".join(map(_words, node.items)) or node.text


def _linked(edition: Edition, entry: Entry) -> tuple[list[Line], int]:
    """The live offers that an entry names, in its order, with the reason that stands beside the name."""
    lines: dict[tuple[str, str], Line] = {}
    for pattern, field in entry.kind.links:
        for path, value in select(entry.data, pattern) if "offres" in field.links_to else ():
            offer = edition.catalogue.entries.get(("offres", value))
            if offer is not None and not offer.ended and not offer.draft:
                holder = at(entry.data, path[:-1])
                why = holder.get("pourquoi") if isinstance(holder, dict) else None
                lines.setdefault(offer.ref, _line(edition, offer, why))
    return list(lines.values()), len(lines)


def _line(edition: Edition, entry: Entry, why: Any = None, *, place: bool = False) -> Line:
    card = edition.card(entry)
    needs = edition.catalogue.terms("vocabulaires/besoins")
    term = needs.get(_need(entry))
    where = [id_ for name, id_ in named(entry) if name == "territoires"] if place else []
    site = edition.display.short(entry.data.get("lien", "")).partition("/")[0]
    return Line(
        to=card.to,
        name=cut(card.name),
        name_lang=card.name_lang,
        above="" if why else term.label(edition.lang) if term else card.kind,
        icon=(term.icon if term else None) or entry.kind.show.get("icon", ""),
        rank=list(needs).index(term.id) if term else len(needs),
        why=cut(say(why, edition.lang)),
        lang="fr"
        if why and edition.lang != "fr" and not (isinstance(why, dict) and edition.lang in why)
        else None,
        detail=" · ".join(
            filter(None, (card.price, *map(partial(_place, edition), where[:1]), card.by, site))
        ),
    )


def _place(edition: Edition, id_: str) -> str:
    territory = edition.catalogue.territories.get(id_)
    return edition.catalogue.territories.name_in(territory, edition.lang) if territory else ""


def _by_region(edition: Edition) -> list[tuple[Territory, list[Territory]]]:
    """The wide ones and the régions, each with those it holds; then what no région holds."""
    used = edition.territories
    regions = [one for one in used.values() if one.level == "region"]
    held = {one.id for region in regions for one in (region, *edition.inside.get(region.id, ()))}
    alone: list[tuple[Territory, list[Territory]]] = [
        (one, []) for one in used.values() if one.id not in held
    ]
    return [
        *alone,
        *((region, sorted(edition.inside.get(region.id, ()), key=_by_level)) for region in regions),
    ]


def _by_level(territory: Territory) -> bool:
    return territory.level != "departement"
