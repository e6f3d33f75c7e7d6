"""Who signed and pledged what, and whether it was kept: in words and counts, never a score."""

from __future__ import annotations

import re

import pytest

from communs import pages
from tests.test_pages import TEXTS, edition
from tests.test_pooling import OTHER, plain

SIGNED = """\
declaration: ensemble-2026
organisation: essai
date: 2026-10-02
decision: {date: 2026-09-30, lien: "https://essai.example/conseil"}
engagements:
  - {type: temps-de-travail, description: Mesurer nos pages., objectif: sobriete-numerique, etat: tenu, preuve: "https://essai.example/mesure"}
  - {type: fonds, etat: abandonne}
mot: Nous signons <b>ensemble</b>.
verifie_le: 2026-10-02
"""
HELD = {
    **TEXTS,
    "organisations/autre": OTHER
    + """\
chiffres:
  - indicateur: Kilooctets par page
    valeur: 48.5
    date: 2026-06
    source: https://autre.example/mesure
    objectif: sobriete-numerique
""",
    "declarations/ensemble-2026": """\
titre: Déclaration d’ensemble
lien: https://ensemble.example/declaration
date: 2026-05-16
objectifs: [sobriete-numerique, diversite-des-acteurs]
verifie_le: 2026-10-02
""",
    "signatures/ensemble-2026--essai": SIGNED,
    "signatures/ensemble-2026--autre": """\
declaration: ensemble-2026
organisation: autre
date: 2026-09-02
engagements:
  - {type: temps-de-travail, objectif: sobriete-numerique, etat: tenu}
  - {type: donnees, objectif: sobriete-numerique}
verifie_le: 2026-10-02
""",
}


def body(address: str, lang: str = "fr", texts: dict[str, str] = HELD) -> str:
    found = {page.address: page for page in pages.all_pages(edition(texts, lang=lang))}
    return found[address].body().replace("\u00a0", " ")


def test_an_objective_says_who_pledged_what_its_state_and_its_proof() -> None:
    html = body("objectifs/sobriete-numerique/")
    said = plain(html)
    assert "3 engagements : 1 annoncé, 2 tenus." in said
    assert (
        "Coopérative d’essai depuis le 2 octobre 2026 Temps de travail Mesurer nos pages. Tenu essai.example/mesure"
        in said
    )
    assert "Données Annoncé aucune publiée" in said
    assert (
        "1 engagement : 1 abandonné ; pour tous les objectifs à la fois, dans Déclaration d’ensemble" in said
    )
    assert "Autre Kilooctets par page 48,5 juin 2026 autre.example/mesure" in said
    assert 'href="../../contribuer/nouvelle-fiche/signatures/?declaration=ensemble-2026"' in html
    assert "/10" not in said


def test_an_objective_that_nobody_serves_yet_says_what_will_stand_there() -> None:
    said = plain(body("objectifs/masse-critique-d-utilisateurs/"))
    assert "Pas encore d’engagement pour cet objectif en particulier." in said
    assert "Aucun chiffre ne s’y rapporte encore." in said


def test_the_objectives_side_by_side() -> None:
    said = plain(body("objectifs/"))
    assert "3 engagements : 1 annoncé, 2 tenus." in said
    assert "1 chiffre daté." in said
    assert "Dans ce catalogue : 1 déclaration." in said


@pytest.mark.parametrize(
    "lang, words",
    [
        (
            "fr",
            "2 organisations ont signé dans ce catalogue ; 4 engagements : 1 annoncé, 2 tenus, 1 abandonné.",
        ),
        ("en", "2 organisations have signed in this catalogue; 4 pledges: 1 announced, 2 kept, 1 given up."),
    ],
)
def test_a_declaration_lists_its_signatories(lang: str, words: str) -> None:
    html = body("declarations/ensemble-2026/", lang)
    assert words in plain(html)
    assert html.index('id="ensemble-2026--autre"') < html.index('id="ensemble-2026--essai"')
    assert 'href="https://essai.example/conseil"' in html
    assert 'donnees/signatures.csv"' in html
    assert "<b>ensemble</b>" in html
    assert "<h2>Signataires</h2>" not in html


def test_a_declaration_that_nobody_signed_here_does_not_pretend() -> None:
    texts = {name: text for name, text in HELD.items() if not name.startswith("signatures/")}
    said = plain(body("declarations/ensemble-2026/", texts=texts))
    assert "Aucune organisation n’a encore signé dans ce catalogue." in said
    assert not re.search(r"\d+ organisations? (a|ont) signé", said)


def test_the_card_of_a_signature_says_where_its_pledges_stand() -> None:
    said = plain(body("signatures/"))
    assert "2 engagements : 1 tenu, 1 abandonné" in said
