"""What can be found, by which words, and what narrows it."""

from __future__ import annotations

import pytest

from communs.pages import Edition, all_pages, searched
from communs.pages.searched import Searched
from tests.test_pages import TEXTS, edition

MORE = """\
description: "Une **citadine**, ou [un fourgon](https://essai.example/fourgon)."
conditions_acces: Avoir <18 ans & plus.
"""
RICH = {**TEXTS, "offres/voiture": TEXTS["offres/voiture"] + MORE}


@pytest.fixture(scope="module")
def french() -> Edition:
    return edition(RICH)


def record(french: Edition, address: str) -> Searched:
    return next(one for one in searched.records(french) if one.address == address)


def test_every_record_leads_to_a_page_and_no_draft_is_found(french: Edition) -> None:
    pages = {page.address for page in all_pages(french)}
    found = [one.address for one in searched.records(french)]
    assert [address for address in found if address not in pages] == []
    assert len(found) == len(set(found))
    assert {"offres/voiture/", "organisations/essai/", "besoins/se-deplacer/", "territoires/france/"} <= {
        *found
    }
    assert "offres/brouillon/" not in found
    assert not [address for address in found if address.startswith(("contribuer", "retrait", "recherche"))]


def test_a_result_says_its_need_its_territory_and_its_price(french: Edition) -> None:
    car = record(french, "offres/voiture/")
    assert (car.title, car.label) == ("Voiture partagée", "Offre")
    about = {"besoin": "Se déplacer", "territoire": "France", "prix": "Payant"}
    card = {"par": "Coopérative d’essai", "resume": "Une voiture pour une heure.", "sigle": "V"}
    assert dict(car.about) == {**about, **card}
    assert dict(record(french, "offres/finie/").about)["fin"] == "Terminé"


def test_french_words_of_an_english_result_say_so() -> None:
    english = edition(RICH, "en")
    assert dict(record(english, "offres/voiture/").about)["langue"] == "fr"
    assert "langue" not in dict(record(english, "organisations/essai/").about)


def test_a_place_is_within_what_holds_it_but_for_what_holds_nearly_all(french: Edition) -> None:
    member = record(french, "organisations/essai/")
    assert member.places == ("commune-59350",)
    assert {"commune-59350", "departement-59", "region-32"} <= {*member.within}
    assert "france" not in member.within
    assert record(french, "offres/voiture/").within == ("france",)
    assert "Hauts-de-France" in [*member.lines()]


def test_the_engine_reads_the_words_and_no_tag_of_a_member(french: Edition) -> None:
    read = searched.document(french, record(french, "offres/voiture/"))
    assert '<html lang="fr">' in read
    assert "<body data-pagefind-body>\n<h1>Voiture partagée</h1>" in read
    assert '<div data-pagefind-weight="3">Une voiture pour une heure.</div>' in read
    assert "<strong>citadine</strong>" in read
    assert "Avoir &lt;18 ans &amp; plus." in read
    assert '<meta data-pagefind-meta="besoin[content]" content="Se déplacer">' in read
    assert "verifie_le" not in read and "2024" not in read


def test_the_engine_sees_the_word_after_an_elision(french: Edition) -> None:
    assert searched.apart("L’aide d’urgence, aujourd’hui, qu'elle soit") == (
        "L’ aide d’ urgence, aujourd’hui, qu' elle soit"
    )
    read = searched.document(french, record(french, "organisations/essai/"))
    assert 'content="Coopérative d’essai"' in read
    assert "<h1>Coopérative d’ essai</h1>" in read


def test_facets_are_places_in_the_lists_of_labels(french: Edition) -> None:
    found = dict(searched.facets(french, searched.records(french)))
    labels = {name: list(ids) for name, ids in searched.labels(french).items()}
    kind, needs, within, named = found["organisations/essai/"]
    assert labels["type"][kind] == "organisations"
    assert needs == []
    assert [labels["territoire"][at] for at in named] == ["commune-59350"]
    assert "region-32" in [labels["territoire"][at] for at in within]
    assert [labels["besoin"][at] for at in found["offres/voiture/"][1]] == ["se-deplacer"]
    assert searched.labels(french)["territoire"]["departement-59"] == ["Nord", "region-32", "france"]


def test_the_vocabulary_holds_each_word_once_as_it_is_written(french: Edition) -> None:
    known = searched.vocabulary(searched.records(french))
    assert "coopérative" in known and "citadine" in known
    assert "une" not in known
    assert [searched.plain(word) for word in known] == sorted({searched.plain(word) for word in known})
