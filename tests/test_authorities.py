"""How authorities and funders are spoken to: ways with worked examples, and what can be compared."""

from __future__ import annotations

import re
from functools import cache

from communs.pages import audiences
from tests.test_home import by_address, edition, made, plain
from tests.test_pages import TEXTS
from tests.test_pages import edition as small

AIDED = """\
collectivite: mairie
organisation: essai
modes: [mise-en-relation]
phase: amorcage
posture: facilitateur
depuis: 2025-03
montant: {valeur: 1250.5, nature: Parts sociales, source: "https://www.mairie.example/deliberation"}
resultats: Deux rencontres ont **suivi**.
obstacles: [fonds-propres]
documents: [{type: convention, url: "https://mairie.example/convention.pdf"}]
contact: {courriel: aide@mairie.example}
verifie_le: 2026-11-01
"""
TOWN = """\
nom: Mairie d’essai
resume: Une mairie inventée.
famille: [collectivite-territoriale]
territoires: [france]
site_web: https://mairie.example
verifie_le: 2026-11-01
"""
MADE = {**TEXTS, "organisations/mairie": TOWN, "cooperations/mairie--essai": AIDED}


@cache
def read(address: str, lang: str = "fr") -> str:
    return plain(by_address(small(MADE, lang))[address].body())


def test_six_ways_stand_first_and_each_is_explained() -> None:
    page = plain(made()[audiences.AUTHORITIES].body())
    ways = re.findall(r'class="cm-tuile"><a href="#([a-z-]+)"', page)
    assert ways == [
        "entree-au-capital", "communication", "mise-a-disposition-de-foncier",
        "mise-a-disposition-espace-public", "mise-en-relation", "usage-du-service",
    ]  # fmt: skip
    for term in edition().terms("modes_de_soutien"):
        assert term.definition(), term.id
        assert term.definition("en") != term.definition(), term.id


def test_a_worked_example_says_who_helped_whom_with_how_much_and_where_to_read_it() -> None:
    page = read(audiences.AUTHORITIES)
    example = page[page.index('class="cm-exemple"') :].split("</li>")[0]
    assert 'href="../cooperations/mairie--essai/"' in example
    assert "Mairie d’essai" in example
    assert "<strong>1 250,50 €</strong> : Parts sociales" in example.replace("\u202f", " ")
    assert 'href="https://www.mairie.example/deliberation"' in example
    assert ">mairie.example</a>" in example
    assert "Deux rencontres ont suivi." in example
    for fact in ("Depuis : mars 2025", "Phase : Amorçage", "Posture : Facilitateur"):
        assert fact in example
    assert 'href="mailto:aide@mairie.example?subject=' in example
    assert "Écrire à Mairie d’essai aide Coopérative d’essai" in example


def test_documents_stand_by_type_and_obstacles_with_those_who_met_them() -> None:
    page = read(audiences.AUTHORITIES)
    documents, obstacles = page[page.index('id="documents"') :].split('id="obstacles"')
    assert "<h3>Convention</h3>" in documents
    assert 'href="https://mairie.example/convention.pdf"' in documents
    assert re.search(r"Manque de fonds propres</dt>.*?cooperations/mairie--essai/", obstacles, re.DOTALL)


def test_in_english_what_was_written_in_french_is_marked() -> None:
    page = read(audiences.AUTHORITIES, "en")
    assert '<p lang="fr">Deux rencontres ont suivi.</p>' in page
    assert "€1,250.50" in page
    assert "Phase: Start" in page


def test_the_real_examples_give_their_amounts_with_a_source() -> None:
    page = plain(made()[audiences.AUTHORITIES].body()).replace("\u202f", " ")
    assert "<strong>25 000 €</strong> : " in page
    assert page.count('class="cm-exemple"') >= 33
    amounts = re.findall(r'class="cm-montant">.*?</p>', page)
    assert amounts and all("source : " in amount for amount in amounts)


def test_funders_find_legal_forms_with_links_that_lead_somewhere() -> None:
    page = plain(made()[audiences.FUNDERS].body())
    links = re.findall(r'href="\.\./((?:organisations|financements)/[a-z_]+/[a-z-]+/)"', page)
    assert "organisations/statut_juridique/scic/" in links
    assert "financements/statuts_acceptes/scic/" in links
    assert [link for link in links if link not in made()] == []


def test_funders_compare_by_name_and_nothing_is_ranked() -> None:
    page = plain(made()[audiences.FUNDERS].body())
    names = re.findall(r'<th scope="row"><a [^>]*>([^<]+)<', page)
    assert len(names) > 2
    assert names == [
        edition().name(entry) for entry in edition().live("organisations") if edition().name(entry) in names
    ]


def test_a_financement_says_its_amount_and_the_forms_it_accepts() -> None:
    page = plain(made()[audiences.FUNDERS].body()).replace("\u202f", " ")
    assert "de 150 000 € à 300 000 €. Formes acceptées : Scop, Scic, Société commerciale de l’ESS." in page


def test_what_members_look_for_stands_there_or_says_how_it_will() -> None:
    assert "Personne n’en a encore dit." in plain(made()[audiences.FUNDERS].body())
