"""`/territoires/`, and a page for each territory that an entry names or that holds one that does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from markupsafe import Markup

from communs.entries import Entry
from communs.pages.around import Around, around
from communs.pages.choropleth import choropleth
from communs.pages.edition import Edition
from communs.pages.page import Page, to_root
from communs.pages.shelves import ByNeed, Shelf, by_need, cut, shelves
from communs.territories import Territory

MOST = 12  # offers of one wider territory under one need; its own page has them all
_OVERSEAS = ("01", "02", "03", "04", "06")  # régions whose codes INSEE gave before those of the mainland
_FAR = ("francophonie", "europe", "international", "pays")
_READABLE = 150  # names of one level in a list; those of a région stand on the pages of its départements too


def pages(edition: Edition) -> Iterator[Page]:
    """`/territoires/`, and a page for each territory that an entry names or that holds one that does."""
    atlas = _Atlas(edition=edition)
    yield _index(atlas)
    for territory in edition.territories.values():
        yield from _territory(atlas, territory)


@dataclass(frozen=True, kw_only=True)
class _Atlas:
    """What the pages of territories share, each made once."""

    edition: Edition

    @cached_property
    def arounds(self) -> Mapping[str, Around]:
        return {id_: around(self.edition, one) for id_, one in self.edition.territories.items()}

    @cached_property
    def offers(self) -> Mapping[str, ByNeed]:
        """What each territory offers, by need, to stand on the pages of all that it holds."""
        return {id_: by_need(self.edition, found) for id_, found in self.edition.offers_of.items() if found}

    @cached_property
    def parts(self) -> Mapping[str, list[list[Shelf]]]:
        """The shelves of each of the pages of a territory."""
        return {
            id_: cut(shelves(self.edition, found, [self.offers[wide.id] for wide, _ in found.wider]))
            for id_, found in self.arounds.items()
        }

    @cached_property
    def _fragments(self) -> dict[tuple[str, str, str], Markup]:
        return {}

    @cached_property
    def _reaching(self) -> dict[tuple[str, ...], set[tuple[str, str]]]:
        return {}

    def name(self, territory: Territory) -> str:
        return self.edition.catalogue.territories.name_in(territory, self.edition.lang)

    def counts(self, territory: Territory) -> tuple[int, int]:
        """How many offers and places there are in a territory."""
        found = self.arounds[territory.id]
        return len(found.offers), len(found.places)

    def coming(self, territory: Territory) -> int:
        """How many offers come there from further, and are not already its own."""
        found = self.arounds[territory.id]
        key = tuple(wide.id for wide, _ in found.wider)
        if key not in self._reaching:
            self._reaching[key] = {offer.ref for _, offers in found.wider for offer in offers}
        reaching = self._reaching[key]
        return len(reaching) - sum(offer.ref in reaching for offer in found.offers)

    def address(self, territory: Territory, shelf: str) -> str:
        """Where a shelf of a territory begins."""
        numbers = (
            n for n, part in enumerate(self.parts[territory.id], 1) if any(one.id == shelf for one in part)
        )
        return f"{_address(territory, next(numbers, 1))}#{shelf}"

    def further(self, territory: Territory, here: str, need: str) -> Markup:
        """The offers of wider territories for a need; many pages of one depth hold the same."""
        return Markup().join(
            self._fragment(wide, here, need)
            for wide, _ in self.arounds[territory.id].wider
            if self.offers[wide.id].get(need)
        )

    def _fragment(self, wide: Territory, here: str, need: str) -> Markup:
        key = (wide.id, need, to_root(here))
        if key not in self._fragments:
            offers = self.offers[wide.id][need]
            html = self.edition.render(
                "plus-large.html", here, offers=offers[:MOST], total=len(offers), name=self.name(wide),
                all=self.address(wide, need or "offres"),
            )  # fmt: skip
            self._fragments[key] = Markup(html)  # noqa: S704 - an autoescaped template
        return self._fragments[key]


def _index(atlas: _Atlas) -> Page:
    edition, found = atlas.edition, atlas.edition.territories.values()
    regions = [one for one in found if one.level == "region"]
    known = [one for one in edition.catalogue.territories.main() if one.level == "region"]
    return edition.page(
        "territoires.html", "territoires/", edition.say("Territoires"),
        edition.say("Ce que l’on peut utiliser près de chez soi, et ce qui vient de plus loin."),
        regions=[one for one in regions if one.code not in _OVERSEAS],
        beyond=[
            (edition.say("Outre-mer"), [*(one for one in regions if one.code in _OVERSEAS), *_lone(edition)]),
            (edition.say("Plus loin"), [one for one in found if one.level in _FAR]),
        ],
        departements=partial(_departements, edition), atlas=atlas, france=choropleth(edition),
        unnamed=[atlas.name(one) for one in known if one.id not in edition.territories],
    )  # fmt: skip


def _departements(edition: Edition, region: Territory) -> list[Territory]:
    """Those of a région; overseas the only one is the région itself."""
    inner = edition.inside.get(region.id, ())
    return [one for one in inner if one.level == "departement" and one.name != region.name]


def _lone(edition: Edition) -> list[Territory]:
    """Overseas collectivities: France holds them with no région between."""
    return [
        one
        for one in edition.inside.get("france", ())
        if one.parents == ("france",) and one.level != "region"
    ]


def _territory(atlas: _Atlas, territory: Territory) -> Iterator[Page]:
    edition, name, parts = atlas.edition, atlas.name(territory), atlas.parts[territory.id]
    offers, places = atlas.counts(territory)
    inside = len([one for one in atlas.arounds[territory.id].inside if one.kind.name == "offres"])
    for number, part in enumerate(parts, 1):
        address = _address(territory, number)
        yield edition.page(
            "territoire.html", address, name if number == 1 else f"{name} ({number}/{len(parts)})",
            edition.say("Ce qui est proposé dans ce territoire :") + f" {name}.",
            territory=territory, name=name, offers=offers, inside=inside, places=places, coming=atlas.coming(territory),
            shelves=part, detail=partial(_detail, edition, territory), further=partial(atlas.further, territory, address),
            all_shelves=[(one, atlas.address(territory, one.id)) for one in _begun(parts)],
            levels=list(_inner(edition, territory)), atlas=atlas, number=number, count=len(parts),
            first=_address(territory),
            about=edition.claimed.about(edition.enriched.item(territory.wikidata), name),
        )  # fmt: skip


def _begun(parts: list[list[Shelf]]) -> list[Shelf]:
    """Every shelf of a territory once."""
    return list({shelf.id: shelf for part in parts for shelf in part}.values())


def _inner(edition: Edition, territory: Territory) -> Iterator[tuple[str, Sequence[Territory], int]]:
    """The territories inside one, by level, and how many; those of a level too long to read are left to the next."""
    inside = edition.inside.get(territory.id, ())
    if territory.id == "france":
        yield edition.say("Régions"), [one for one in inside if one.level == "region"] + _lone(edition), 0
        return
    names = {
        "departement": edition.say("Départements"), "epci": edition.say("Intercommunalités"),
        "ept": edition.say("Établissements publics territoriaux"), "commune": edition.say("Communes"),
    }  # fmt: skip
    for level, title in names.items():
        found = [one for one in inside if one.level == level and one.name != territory.name]
        if found:
            readable = territory.level != "region" or level == "departement" or len(found) <= _READABLE
            yield title, found if readable else (), len(found)


def _detail(edition: Edition, territory: Territory, entry: Entry) -> str:
    """Where an entry is: the address of a place; of what acts in many territories, those inside this one."""
    if "code_insee" in entry.data:
        return _premises(edition, entry)
    named = entry.data.get("territoires", ())
    if len(named) <= 2 or territory.id in named:
        return ""  # its card says them
    known = edition.catalogue.territories
    held = [one for id_ in named if (one := known.get(id_)) and territory.id in one.parents]
    return ", ".join(known.name_in(one, edition.lang) for one in held[:3]) + (" …" if len(held) > 3 else "")


def _premises(edition: Edition, entry: Entry) -> str:
    known = edition.catalogue.territories
    commune = known.get(f"commune:{entry.data['code_insee']}")
    town = (entry.data.get("code_postal"), known.name_in(commune, edition.lang) if commune else "")
    return ", ".join(filter(None, (entry.data.get("adresse"), " ".join(filter(None, town)))))


def _address(territory: Territory, number: int = 1) -> str:
    return f"territoires/{territory.slug}/" + (f"page/{number}/" if number > 1 else "")
