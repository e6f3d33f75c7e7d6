"""`/contribuer/mes-fiches/`: what an organisation holds, how old it is, and the acts beside each entry."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from communs import pages
from communs.pages import Page
from communs.pages.edition import Edition
from communs.settings import Settings
from tests.test_pages import DAY, FORGE, TEXTS, catalogue

MINE = "contribuer/mes-fiches/essai/"
MORE = {
    "offres/neuve": "nom: Neuve\nresume: Née hier.\nportee_par: [essai]\nbesoins: [se-deplacer]\nterritoires: [france]\n"
    "lien: https://essai.example/neuve\nverifie_le: 2026-11-20\n",
    "offres/reprise": "nom: À reprendre\nresume: Lue ailleurs.\nportee_par: [essai]\nbesoins: [se-deplacer]\n"
    "territoires: [france]\nlien: https://essai.example/reprise\norigine: pre-remplie\n"
    'sources: [{url: "https://source.example/page", lu_le: 2026-11-23}]\n',
    "offres/ebauche": "nom: Ébauche\nportee_par: [essai]\nbrouillon: true\nverifie_le: 2026-11-20\n",
    "declarations/appel": "titre: Appel\nlien: https://essai.example/appel\ndate: 2026-01-01\nverifie_le: 2026-01-01\n",
    "signatures/appel--essai": "declaration: appel\norganisation: essai\ndate: 2026-02-01\nverifie_le: 2026-02-01\n"
    "engagements: [{type: temps-de-travail, etat: annonce}]\n",
}


def edition(
    lang: str = "fr", contact: str = "contact@exemple.fr", address: str = "https://exemple.org"
) -> Edition:
    settings = Settings(contact=contact, address=address, forge=FORGE)
    return Edition(
        catalogue=catalogue(TEXTS | MORE), settings=settings, day=DAY, lang=lang, icon=lambda name: ""
    )


def all_of(lang: str = "fr", contact: str = "contact@exemple.fr") -> dict[str, Page]:
    return {page.address: page for page in pages.all_pages(edition(lang, contact))}


@pytest.fixture(scope="module")
def site() -> dict[str, Page]:
    return all_of()


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).replace("\u00a0", " ").split())


def row(body: str, ref: str) -> str:
    """What stands beside an entry."""
    return body.split(f'data-fiche="{ref}"')[1].split("</li>")[0]


def acts(html: str) -> dict[str, tuple[str, str]]:
    """By act: its words, and where it leads without a script."""
    found = re.findall(r'href="([^"]*)" data-geste="(\w+)"[^>]*>([^<]*)</a>', html)
    return {act: (unescape(words).replace("\u00a0", " "), unescape(href)) for href, act, words in found}


def test_every_organisation_and_alliance_has_its_page(site: dict[str, Page]) -> None:
    assert {address for address in site if address.startswith("contribuer/mes-fiches/")} == {
        "contribuer/mes-fiches/", MINE, "contribuer/mes-fiches/ensemble/",
    }  # fmt: skip
    listed = plain(site["contribuer/mes-fiches/"].body())
    assert "Coopérative d’essai 7 fiches Ensemble 1 fiche" in listed


def test_entries_are_grouped_by_what_they_wait_for(site: dict[str, Page]) -> None:
    body = site[MINE].body()
    groups = {
        plain(part.split("</h2>")[0]): re.findall(r'data-fiche="([^"]+)"', part)
        for part in body.split("<h2>")[1:]
    }
    assert groups == {
        "À relire 2": ["offres/reprise", "offres/voiture"],
        "À compléter 1": ["offres/ebauche"],
        "Confirmées récemment 2": ["organisations/essai", "offres/neuve"],
        "Qui ne vieillissent pas 1": ["signatures/appel--essai"],
        "Terminées 1": ["offres/finie"],
    }


@pytest.mark.parametrize(
    ("ref", "told"),
    [
        ("organisations/essai", "écrite par ses membres, confirmée il y a 1 mois"),
        ("offres/voiture", "écrite par ses membres, confirmée il y a 2 ans"),
        ("offres/neuve", "écrite par ses membres, confirmée ce mois-ci"),
        ("offres/reprise", "pré-remplie, jamais confirmée"),
        ("offres/ebauche", "brouillon, confirmée ce mois-ci"),
        ("signatures/appel--essai", "écrite par ses membres, confirmée il y a 9 mois"),
        ("offres/finie", "terminé, écrite par ses membres, confirmée il y a 17 mois"),
    ],
)
def test_each_says_its_state_and_its_age(site: dict[str, Page], ref: str, told: str) -> None:
    assert told in plain(row(site[MINE].body(), ref))


@pytest.mark.parametrize(
    ("ref", "words"),
    [
        ("offres/voiture", ["Toujours exact", "Corriger", "C’est terminé"]),
        ("offres/reprise", ["Reprendre cette fiche", "Corriger", "C’est terminé"]),
        ("offres/ebauche", ["Corriger"]),
        ("offres/finie", ["Corriger"]),
        ("signatures/appel--essai", ["Dire où en sont les engagements"]),
    ],
)
def test_each_has_the_acts_that_make_sense(site: dict[str, Page], ref: str, words: list[str]) -> None:
    assert [said for said, _ in acts(row(site[MINE].body(), ref)).values()] == words


def test_without_a_script_an_act_is_an_e_mail_where_all_is_written(site: dict[str, Page]) -> None:
    _, href = acts(row(site[MINE].body(), "offres/voiture"))["confirmer"]
    scheme, _, path, query, _ = urlsplit(href)
    assert (scheme, path) == ("mailto", "contact@exemple.fr")
    assert parse_qs(query)["subject"] == ["Toujours exact\u00a0: Voiture partagée"]
    assert parse_qs(query)["body"][0].replace("\u00a0", " ").split("\r\n") == [
        "Bonjour,",
        "",
        "J’ai relu cette fiche aujourd’hui : elle est toujours exacte.",
        "",
        "Page : https://exemple.org/offres/voiture/",
        "Fichier : catalogue/offres/voiture.yml",
        "J’écris au nom de : Coopérative d’essai",
        "",
    ]


def test_with_a_script_correcting_opens_the_form(site: dict[str, Page]) -> None:
    assert 'data-formulaire="../../../contribuer/nouvelle-fiche/offres/?fiche=voiture"' in row(
        site[MINE].body(), "offres/voiture"
    )


def test_a_team_without_an_address_says_so() -> None:
    body = all_of(contact="")[MINE].body()
    assert "L’équipe n’a pas encore donné d’adresse où lui écrire" in body
    assert 'href="mailto:?subject=Toujours%20exact' in body


def test_the_same_in_english() -> None:
    body = all_of("en")[MINE].body()
    assert "confirmed 2 years ago" in plain(row(body, "offres/voiture"))
    assert [words for words, _ in acts(row(body, "offres/voiture")).values()] == [
        "Still right",
        "Correct",
        "It has ended",
    ]
    assert 'src="../../../../assets/form/confirm.mjs"' in body


def links(page: Page) -> dict[str, str]:
    """The links of an entry's page that those who answer for it need, by their words."""
    part = "".join(page.body().split('<ul class="cm-actes">')[1:]).split("</ul>")[0]
    return {words: href for href, words in re.findall(r'href="([^"]+)">([^<]+)</a>', part)}


def test_an_entry_leads_to_what_its_members_do_with_it(site: dict[str, Page]) -> None:
    form = "../../contribuer/nouvelle-fiche/"
    assert links(site["offres/voiture/"]) == {
        "Toujours exact": f"{form}offres/?fiche=voiture&amp;geste=confirmer#envoi"
    }
    assert links(site["offres/reprise/"]) == {
        "Nous en faisons partie\u00a0: reprendre cette fiche": f"{form}offres/?fiche=reprise&amp;geste=reprendre#envoi"
    }
    assert (
        links(site["organisations/essai/"])["Tenir ces fiches à jour"] == "../../contribuer/mes-fiches/essai/"
    )
    assert links(site["signatures/appel--essai/"]) == {
        "Dire où en sont les engagements": f"{form}signatures/?fiche=appel--essai"
    }
    assert links(site["offres/finie/"]) == links(site["offres/brouillon/"]) == {}


def test_a_declaration_is_signed_from_its_page_and_from_home(site: dict[str, Page]) -> None:
    sign = 'contribuer/nouvelle-fiche/signatures/?declaration=appel">Signer au nom de votre organisation</a>'
    assert sign in site["declarations/appel/"].body()
    assert sign in site[""].body()
    assert "1 signataire" in plain(site[""].body())


def test_home_counts_the_signatures_of_its_declaration_alone() -> None:
    older = {
        "declarations/zone": MORE["declarations/appel"].replace("Appel", "Zone"),
        "signatures/zone--essai": MORE["signatures/appel--essai"].replace(": appel", ": zone"),
    }
    other = replace(edition(), catalogue=catalogue(TEXTS | MORE | older))
    assert "1 signataire" in plain(next(pages.all_pages(other)).body())


def test_a_draft_says_what_it_lacks_and_where_to_complete_it(site: dict[str, Page]) -> None:
    body = site["qualite/"].body()
    assert "Ébauche Offre. Il manque : Résumé, Besoins, Territoires, Lien. Compléter" in plain(body)
    assert 'href="../contribuer/nouvelle-fiche/offres/?fiche=ebauche">Compléter</a>' in body
    assert "Ébauche" not in site["offres/"].body()
    assert "Ébauche" not in site["organisations/essai/"].body()
