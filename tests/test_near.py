"""Did you mean: slips of the hand, accents, hyphens and beginnings."""

from __future__ import annotations

import pytest

from communs.near import fold, nearest

KNOWN = ["se-deplacer", "se-nourrir", "mobicoop", "publics", "site_web", "coeur"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Se déplacer", "se-deplacer"),
        ("se_deplacer", "se-deplacer"),
        ("se-deplacr", "se-deplacer"),
        ("mobicop", "mobicoop"),
        ("Mobicoop SCIC", "mobicoop"),
        ("mobi", "mobicoop"),
        ("publique", "publics"),
        ("siteweb", "site_web"),
        ("cœur", "coeur"),
    ],
)
def test_the_nearest_name_comes_first(word: str, meant: str) -> None:
    assert nearest(word, KNOWN)[0] == meant


@pytest.mark.parametrize("word", ["", "!!!", "couleur-du-ciel", "x"])
def test_nothing_near_is_nothing_said(word: str) -> None:
    assert nearest(word, KNOWN) == []


def test_no_more_than_asked() -> None:
    assert len(nearest("nom", ["nom1", "nom2", "nom3", "nom4"], most=2)) == 2


def test_folding_forgets_case_accents_and_signs() -> None:
    assert fold("Œuvre d’Été — n° 2") == "oeuvredeten2"
