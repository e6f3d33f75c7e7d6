"""Did you mean: slips of the hand, accents, hyphens and beginnings."""

from __future__ import annotations

import pytest

from communs.near import equal, fold, meant, nearest, same, singular, slips

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


# What people write, and the label of a list that they mean.
LABELS = [
    "Visioconférence",
    "Hébergement de sites",
    "Services en ligne",
    "Réseau d’accompagnement",
    "Tiers-lieux",
    "En présentiel",
    "Œuvres d’art",
    "Prêt de matériel",
]


@pytest.mark.parametrize(
    ("word", "label"),
    [
        ("visio", "Visioconférence"),
        ("VISIOCONFERENCE", "Visioconférence"),
        ("visio-conférence", "Visioconférence"),
        ("visioconférences", "Visioconférence"),
        ("viosconférence", "Visioconférence"),
        ("hebergement", "Hébergement de sites"),
        ("sites", "Hébergement de sites"),
        ("services_en_ligne", "Services en ligne"),
        ("Service en ligne", "Services en ligne"),
        ("services", "Services en ligne"),
        ("ligne", "Services en ligne"),
        ("reseau", "Réseau d’accompagnement"),
        ("accompagnement", "Réseau d’accompagnement"),
        ("tiers lieu", "Tiers-lieux"),
        ("tierslieux", "Tiers-lieux"),
        ("en presentiel", "En présentiel"),
        ("oeuvre d'art", "Œuvres d’art"),
        ("materiel", "Prêt de matériel"),
    ],
)
def test_a_label_is_found_by_what_people_write(word: str, label: str) -> None:
    assert nearest(word, LABELS)[0] == label


@pytest.mark.parametrize(
    ("word", "label"),
    [
        ("Service en ligne", ["Services en ligne"]),
        ("visioconferense", ["Visioconférence"]),
        ("visio", ["Visioconférence"]),
        ("reseau", []),  # of what? The label says more
        ("pret", []),
        ("vélo", []),
    ],
)
def test_what_a_word_can_only_mean(word: str, label: list[str]) -> None:
    assert meant(word, LABELS) == label


def test_equal_same_or_one_slip_away() -> None:
    names = ["lieu", "lieux", "Débuts", "date_creation"]
    assert (equal("LIEU", names), equal("lieus", names), equal("", names)) == (["lieu"], [], [])
    assert (same("lieus", names), same("debut", names)) == (["lieu", "lieux"], ["Débuts"])
    assert (slips("lien", names), slips("debuf", names)) == ([], [])  # four letters are too few to be sure
    assert slips("date_craetion", names) == ["date_creation"]


def test_a_plural_is_forgotten_word_by_word() -> None:
    assert singular("Tiers-Lieux verts") == singular("tiers lieu vert") == "tierlieuvert"
