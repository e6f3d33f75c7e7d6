"""What the home page and the pages that speak to residents and third places say, drawn from the files alone."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import pytest

from communs import located, pages
from communs.pages import Edition, Page, audiences, home
from communs.settings import Settings
from tests.conftest import ROOT, real
from tests.test_pages import DAY, catalogue
from tests.test_pages import edition as small

BARE = "nom: Rien\nbrouillon: true\n"


@cache
def edition(lang: str = "fr") -> Edition:
    return Edition(
        catalogue=real().catalogue,
        settings=Settings(),
        day=DAY,
        lang=lang,
        icon=lambda name: f"<svg data-icon='{name}'></svg>",
    )


@cache
def body(lang: str = "fr") -> str:
    return plain(home.page(edition(lang)).body())


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def told(kind: str) -> list[dict[str, object]]:
    """What the files of a kind say, read by themselves: those that readers see and that still run."""
    found = [
        located.read(file.read_bytes(), file.name).value
        for file in sorted((ROOT / "catalogue" / kind).glob("*.yml"))
    ]
    return [one for one in found if not one.get("brouillon") and one.get("statut") != "termine"]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_each_need_has_its_true_number_of_offers(lang: str) -> None:
    counted: Counter[str] = Counter()
    for offer in told("offres"):
        counted.update(set(offer["besoins"]))  # type: ignore[call-overload]
    shown = re.findall(r'besoins/([a-z0-9-]+)/">.*?class="cm-nombre">([0-9]+) (?:offre|offer)s?<', body(lang))
    assert {need: int(count) for need, count in shown} == dict(counted)


def test_needs_without_an_offer_are_named_quietly() -> None:
    quiet = re.search(r"Pas encore d’offre pour : (.*?)</p>", body())
    assert quiet is not None
    answered = {need for offer in told("offres") for need in offer["besoins"]}  # type: ignore[attr-defined]
    assert set(re.findall("besoins/([a-z0-9-]+)/", quiet[1])) == {
        term.id for term in edition().terms("besoins") if term.id not in answered
    }


def test_four_audiences_each_have_a_page_that_exists() -> None:
    addresses = [one.to for one in audiences.every(edition())]
    assert addresses == ["publics/habitants/", "publics/tiers-lieux/", "collectivites/", "financeurs/"]
    assert {*addresses} <= made().keys()


def test_pools_say_their_state_and_how_many_take_part() -> None:
    line = re.search(r"<li><a href=[^>]*sauvegarde-solaire[^\n]*", body())
    assert line is not None
    assert "En service" in line[0]
    assert "2 participants" in line[0]


def test_a_pool_of_which_nobody_named_a_participant_counts_none() -> None:
    assert "0 participant" not in body()


def test_signatures_are_counted_only_where_there_are_some() -> None:
    assert "Signer au nom de votre organisation" in body()
    assert "signataire" not in body()


def test_the_steps_lead_to_the_real_forms() -> None:
    for address in (
        "organisations/",
        "contribuer/mes-fiches/",
        "contribuer/nouvelle-fiche/organisations/",
        "contribuer/nouvelle-fiche/",
        "contribuer/",
    ):
        assert f'"./{address}"' in body()


def test_residents_read_of_their_home_and_of_prices_before_any_list() -> None:
    page = public("habitants")
    places = [
        page.index(words) for words in ("Près de chez moi", "Ce que cela coûte", "Tout ce qui s’adresse")
    ]
    assert places == sorted(places)
    prices = Counter(
        offer.get("frais") for offer in map(_read, sorted((ROOT / "catalogue/offres").glob("*.yml"))) if offer
    )
    assert (
        f'href="../../offres/frais/gratuit/">Gratuit <span class="cm-nombre">{prices["gratuit"]} offres'
        in page
    )


def _read(file: object) -> dict[str, object] | None:
    said = located.read(file.read_bytes(), "x.yml").value  # type: ignore[attr-defined]
    return None if said.get("brouillon") else said


def test_third_places_are_told_what_to_do() -> None:
    page = public("tiers-lieux")
    for address in ("selection/", "affiches/", "contribuer/nouvelle-fiche/lieux/", "lieux/tipimi-fives/"):
        assert f'"../../{address}"' in page
    assert page.index("Composez votre étagère") < page.index("Tout ce qui s’adresse")


def test_other_publics_with_a_page_of_their_own_lead_there() -> None:
    assert 'href="../../collectivites/"' in public("collectivites")


def public(name: str) -> str:
    return plain(made()[f"publics/{name}/"].body())


@cache
def made() -> dict[str, Page]:
    return by_address(edition())


def by_address(of: Edition) -> dict[str, Page]:
    return {page.address: page for page in pages.all_pages(of)}


def test_a_catalogue_with_next_to_nothing_says_how_to_begin() -> None:
    bare = Edition(
        catalogue=catalogue({"organisations/rien": BARE}),
        settings=Settings(),
        day=DAY,
        lang="fr",
        icon=lambda name: "",
    )
    found = by_address(bare)
    assert "Les offres se rangeront ici, besoin par besoin." in found[""].body()
    for address in (
        "collectivites/",
        "financeurs/",
        "publics/",
        "publics/habitants/",
        "publics/tiers-lieux/",
    ):
        assert found[address].body()


def test_without_lists_of_terms_the_pages_still_stand() -> None:
    known = small()
    bare = Edition(
        catalogue=type(known.catalogue)(
            kinds=known.catalogue.kinds, entries={}, vocabularies={}, territories=known.catalogue.territories
        ),
        settings=Settings(),
        day=DAY,
        lang="en",
        icon=lambda name: "",
    )
    found = by_address(bare)
    assert "publics/habitants/" not in found[""].body()
    assert "Legal forms" in found["financeurs/"].body()
    assert found["collectivites/"].title == "Local authorities: ways to help"
