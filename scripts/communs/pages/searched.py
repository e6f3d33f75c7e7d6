"""The linked catalogue → what the search knows of each page: its words, and what it may be sought by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from markupsafe import Markup

from communs.concepts import CONCEPTS, named
from communs.display import Node
from communs.entries import Entry
from communs.pages.edition import Edition
from communs.territories import Territory

PLACES = "territoires"
_LEVELS = (
    "france",
    "francophonie",
    "europe",
    "international",
    "region",
    "departement",
    "epci",
    "ept",
    "commune",
)
_UNSAID = {"brouillon", "identifiants", "logo", "nom", "origine", "resume", "sources", "titre", "verifie_le"}
_ELIDED = re.compile(r"(?<![^\W_])((?:[cdjlmnst]|qu)['’])(?=[^\W_])", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]{4,}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Searched:
    """A page that can be found. `needs` and the places are ids; `within` has all that holds the places named.

    `lines` are its words, the most telling first, as text or as HTML. They are made when asked for.
    """

    address: str
    title: str
    kind: str
    label: str
    needs: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    about: tuple[tuple[str, str], ...] = ()
    lines: Callable[[], list[str]]


def records(edition: Edition) -> Iterator[Searched]:
    """Every page to be found: the terms of concepts, the territories, the entries. No draft, no form."""
    for name in CONCEPTS:
        yield from _terms(edition, name)
    for territory in edition.territories.values():
        yield _territory(edition, territory)
    for kind in edition.catalogue.kinds:
        for entry in edition.shown(kind):
            yield _entry(edition, entry)


def document(edition: Edition, record: Searched) -> str:
    """What the search engine reads: a small page with these words alone."""
    lines = [apart(line) for line in record.lines() if line]
    return edition.render(
        "indexee.html", record.address, record=record, title=apart(record.title), lines=lines
    )


def apart(text: str) -> str:
    """With a space after what French elides: the engine takes « d’occasion » for one word. Pages join them again."""
    parted = _ELIDED.sub(r"\1 ", text)
    return Markup(parted) if isinstance(text, Markup) else parted  # noqa: S704 - it is already


def _terms(edition: Edition, name: str) -> Iterator[Searched]:
    vocabulary = edition.catalogue.vocabularies.get(name)
    for term in edition.terms(name) if vocabulary else ():
        yield Searched(
            address=f"{name}/{term.id}/",
            title=term.label(edition.lang),
            kind=name,
            label=vocabulary.title(edition.lang) if vocabulary else "",
            needs=(term.id,) if name == "besoins" else (),
            lines=lambda term=term: [term.definition(edition.lang)],  # type: ignore[misc]  # a default holds it
        )


def _territory(edition: Edition, territory: Territory) -> Searched:
    known = edition.catalogue.territories
    holders = [known.get(id_) for id_ in territory.parents]
    return Searched(
        address=f"{PLACES}/{territory.slug}/",
        title=known.name_in(territory, edition.lang),
        kind=PLACES,
        label=edition.say("Territoires"),
        places=(territory.slug,),
        within=_within(edition, [territory.id]),
        lines=lambda: [
            *(known.name_in(holder, edition.lang) for holder in holders if holder),
            *(f"{commune.name} {' '.join(commune.postal_codes)}" for commune in known.communes_of(territory)),
        ],
    )


def _entry(edition: Edition, entry: Entry) -> Searched:
    card = edition.card(entry)
    ids: dict[str, list[str]] = {"besoins": [], PLACES: []}
    for name, id_ in dict.fromkeys(named(entry)):
        ids.get(name, []).append(id_)
    places = [known for id_ in ids[PLACES] if (known := edition.territories.get(id_))]
    needs = edition.catalogue.terms("vocabulaires/besoins")
    told = {
        "besoin": _few(needs[id_].label(edition.lang) for id_ in ids["besoins"] if id_ in needs),
        "territoire": _few(edition.catalogue.territories.name_in(one, edition.lang) for one in places),
        "prix": card.price,
        "fin": edition.say("Terminé") if entry.ended else "",
        "langue": card.lang or "",
        "langue_du_nom": card.name_lang or "",
        "par": card.by,
        "resume": card.summary,
        "sigle": card.initials,
        "confirme": edition.say("Confirmée par ses membres") if card.confirmed else "",
    }
    return Searched(
        address=card.to,
        title=card.name,
        kind=entry.kind.name,
        label=card.kind,
        needs=tuple(ids["besoins"]),
        places=tuple(place.slug for place in places),
        within=_within(edition, ids[PLACES]),
        about=tuple((name, words) for name, words in told.items() if words),
        lines=lambda: [card.summary, *_said(edition, entry), *_around(edition, places)],
    )


def _few(words: Iterable[str]) -> str:
    """The first ones: a result is read at a glance."""
    all_ = list(words)
    return " · ".join(all_[:3]) + (f" + {len(all_) - 3}" if len(all_) > 3 else "")


def _within(edition: Edition, ids: Iterable[str]) -> tuple[str, ...]:
    """These places and all that holds them, but for what holds nearly everything."""
    known = edition.catalogue.territories
    found = [place for id_ in ids if (place := known.get(id_))]
    holders = [holder for place in found for id_ in place.parents if (holder := known.get(id_))]
    return tuple(dict.fromkeys(one.slug for one in (*found, *holders) if one in found or one.code))


def _around(edition: Edition, places: Iterable[Territory]) -> Iterator[str]:
    """The names of what holds these places: who seeks Bretagne finds Rennes."""
    known = edition.catalogue.territories
    holders = dict.fromkeys(id_ for place in places for id_ in place.parents)
    return (known.name_in(one, edition.lang) for id_ in holders if (one := known.get(id_)) and one.code)


def _said(edition: Edition, entry: Entry) -> Iterator[str]:
    """All that the entry says in words, in the schema's order."""
    for name, field in entry.kind.fields.items():
        value = entry.data.get(name)
        if value is not None and name not in _UNSAID:
            yield from _words(edition.display.node(field, value))


def _words(node: Node) -> Iterator[str]:
    """The words in a node; numbers and addresses of other sites are none."""
    if node.href is None and any(map(str.isalpha, node.text)):
        yield node.text
    for item in node.items:
        yield from _words(item)


def labels(edition: Edition) -> dict[str, dict[str, Any]]:
    """What results are narrowed by: ids and their names, in the order of lists; a place with what holds it."""
    kinds = {name: kind.plural(edition.lang) for name, kind in edition.catalogue.kinds.items()}
    lists = edition.catalogue.vocabularies
    concepts = {name: lists[name].title(edition.lang) for name in CONCEPTS if name in lists}
    known = edition.catalogue.territories
    places = sorted(edition.territories.values(), key=lambda one: (*_LEVELS, one.level).index(one.level))
    return {
        "type": {**kinds, **concepts, PLACES: edition.say("Territoires")},
        "besoin": {term.id: term.label(edition.lang) for term in edition.terms("besoins")},
        "territoire": {
            place.slug: [
                known.name_in(place, edition.lang),
                *(holder.slug for id_ in place.parents if (holder := known.get(id_))),
            ]
            for place in places
        },
    }


def words(edition: Edition) -> dict[str, Any]:
    """The sentences of the search, for the script that shows it."""
    say_ = edition.say
    return {
        "found": [say_("Un résultat pour « {mots} »."), say_("{n} résultats pour « {mots} ».")],
        "none": say_("Rien pour « {mots} »."),
        "instead": say_("Aucune fiche ne contient « {mots} ». Voici ce que donne « {autres} »."),
        "partly": say_("Aucune fiche ne contient tous ces mots. En voici qui en contiennent une partie."),
        "fewer": say_("Enlevez un mot, écrivez-le autrement, ou cherchez par besoin ou par territoire."),
        "looser": say_("Enlevez un filtre, ou un mot."),
        "failed": say_("La recherche n’a pas pu se charger. Vérifiez la connexion, puis réessayez."),
        "narrow": say_("Ne garder que"),
        "everything": say_("Tout"),
        "more": say_("Montrer la suite"),
        "all": say_("Voir tous les résultats"),
        "besoin": say_("Besoin"),
        "territoire": say_("Territoire"),
        "any": say_("Tous"),
    }  # fmt: skip


def vocabulary(found: Iterable[Searched]) -> list[str]:
    """Every word of four letters or more that a page can be found by, once, in the order of letters."""
    texts = chain.from_iterable((record.title, record.label, *record.lines()) for record in found)
    known = {plain(word): word for text in texts for word in _WORD.findall(_bare(text).lower())}
    return [known[word] for word in sorted(known)]


def _bare(text: str) -> str:
    """Without tags, where it is HTML."""
    return Markup(text).striptags() if isinstance(text, Markup) else text  # noqa: S704 - it is already


def facets(edition: Edition, records: Iterable[Searched]) -> Iterator[tuple[str, list[Any]]]:
    """The address of each page with what narrows it, as places in the lists of `labels`."""
    order = {name: {id_: at for at, id_ in enumerate(ids)} for name, ids in labels(edition).items()}
    for record in records:
        kind, needs, places = (order[name] for name in ("type", "besoin", "territoire"))
        yield (
            record.address,
            [
                kind[record.kind],
                [needs[id_] for id_ in record.needs if id_ in needs],
                [places[id_] for id_ in record.within if id_ in places],
                [places[id_] for id_ in record.places if id_ in places],
            ],
        )


def plain(text: str) -> str:
    """Lower case, no accents."""
    folded = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(letter for letter in folded if not unicodedata.combining(letter))
