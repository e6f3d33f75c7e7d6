"""Who answers for what: the links that say so, and no other."""

from __future__ import annotations

from communs import owners
from tests.test_pages import TEXTS, catalogue

MORE = {
    "evenements/forum": "titre: Forum\ndebut: 2026-10-01\norganise_par: [ensemble]\nparticipants: [essai]\n",
    "lieux/maison": "nom: Maison\ncode_insee: '59350'\nporte_par: essai\naccueille: [essai]\n",
    "alliances/essai": "nom: Coopérative d’essai\nresume: Le réseau du même nom.\ntype: reseau\n",
    "communs/outil": "nom: Outil\nresume: Un outil.\ntype: logiciel-libre\nmaintenu_par: [essai]\n",
}


def test_an_organisation_answers_for_itself_and_for_what_names_it_so() -> None:
    found = owners.by_owner(catalogue(TEXTS | MORE))
    assert {owner: [entry.ref for entry in entries] for owner, entries in found.items()} == {
        "essai": [
            ("organisations", "essai"), ("alliances", "essai"), ("offres", "finie"), ("offres", "voiture"),
            ("lieux", "maison"), ("communs", "outil"),
        ],
        "ensemble": [("alliances", "ensemble"), ("evenements", "forum")],
    }  # fmt: skip


def test_who_may_answer_is_told_by_the_schemas() -> None:
    assert owners.answering(catalogue(TEXTS)) == ["organisations", "alliances"]
