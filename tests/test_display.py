"""A field and its value become what a person reads."""

from __future__ import annotations

from typing import Any

import pytest

from communs.display import Display, Node
from communs.words import translation
from tests.test_pages import TEXTS, catalogue


@pytest.fixture(scope="module")
def french() -> Display:
    return Display(catalogue=catalogue(TEXTS), lang="fr", translate=translation("fr"))


def node(display: Display, kind: str, field: str, value: Any) -> Node:
    return display.node(display.catalogue.kinds[kind].fields[field], value)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2018", "2018"),
        ("2021-06", "juin 2021"),
        ("2021-06-18", "18 juin 2021"),
        ("2026-10-01", "1er octobre 2026"),
        ("?", "?"),
    ],
)
def test_dates_in_words(french: Display, value: str, words: str) -> None:
    assert french.date(value) == words


def test_an_id_becomes_a_name_and_a_way_there(french: Display) -> None:
    shown = node(french, "offres", "portee_par", ["essai"])
    assert shown.items == (Node(shape="link", text="Coopérative d’essai", to="organisations/essai/"),)
    assert node(french, "offres", "territoires", ["region:32"]).items[0].to == "territoires/region-32/"
    assert node(french, "offres", "besoins", ["se-deplacer"]).items[0].to == "besoins/se-deplacer/"
    assert node(french, "offres", "frais", "payant") == Node(shape="link", text="Payant")


def test_a_commune_is_known_by_its_code(french: Display) -> None:
    shown = node(french, "lieux", "code_insee", "59350")
    assert (shown.text, shown.to) == ("Lille", "territoires/commune-59350/")


def test_only_public_web_addresses_become_links(french: Display) -> None:
    assert node(french, "organisations", "site_web", "https://www.essai.example/").text == "essai.example"
    assert node(french, "organisations", "site_web", "javascript:alert(1)").href is None


def test_numbers_and_booleans_in_words(french: Display) -> None:
    assert node(french, "mutualisations", "ouvert_a_de_nouveaux", True).text == "oui"
    figures = [{"indicateur": "Clients", "valeur": 100000, "date": "2024"}]
    group = node(french, "organisations", "chiffres", figures).items[0]
    assert [(item.label, item.text.replace("\u202f", " ")) for item in group.items] == [
        ("Indicateur", "Clients"),
        ("Valeur", "100 000"),
        ("Date", "2024"),
    ]


def test_open_maps_take_the_names_of_their_keys(french: Display) -> None:
    shown = node(french, "organisations", "criteres", {"cooperation": {"engagement": "Nous partageons."}})
    assert shown.items[0].label == "Coopération"


def test_markdown_is_rendered_and_clean(french: Display) -> None:
    shown = node(french, "organisations", "description", "Un **mot**<script>x</script>")
    assert (shown.shape, str(shown.text)) == ("html", "<p>Un <strong>mot</strong></p>\n")
