"""What people pool, as pages say it: what is offered and sought, why two of them meet, how to join a pool."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from communs import pages, periods
from communs.matches import Match
from communs.pages import Edition, beside, contact, means, pools
from communs.settings import Settings
from communs.words import translation
from tests.test_pages import DAY, TEXTS, catalogue, edition

OFFER = """\
sens: propose
type: ressources-informatiques
titre: De la place sur un serveur
description: Pour des copies chiffrées.
organisation: essai
contact: {courriel: contact@essai.example}
expire_le: 2027-05-31
modalite: [pret, echange]
quantite: {valeur: 2.5, unite: To}
periode: {debut: 2027-01-01, fin: 2027-06-30}
territoires: ["region:32"]
conditions: En **échange**.
verifie_le: 2026-11-01
"""
NEED = (
    OFFER.replace("propose", "cherche")
    .replace("organisation: essai", "organisation: autre")
    .replace("De la place sur un serveur", "Où garder nos copies")
    .replace("debut: 2027-01-01, fin: 2027-06-30", "debut: 2027-03-01")
)
OTHER = """\
nom: Autre
resume: Une autre.
famille: [cooperative]
territoires: [france]
site_web: https://autre.example
verifie_le: 2026-10-01
"""
POOL = """\
nom: Sauvegarde partagée
resume: Chacun garde les copies des autres.
type: [ressources-informatiques, materiel]
etat: en-service
participants: [{organisation: autre, role: utilise}, {organisation: essai, role: heberge}]
cout: Rien.
ouvert_a_de_nouveaux: true
regles: {qui_decide: Tous.}
verifie_le: 2026-11-01
"""
HELD = {
    **TEXTS,
    "organisations/autre": OTHER,
    "ressources/offre": OFFER,
    "ressources/besoin": NEED,
    "ressources/passee": OFFER.replace("2027-05-31", "2026-11-22").replace("De la place", "Plus de place"),
    "ressources/prise": NEED.replace("Où garder", "Gardées") + "etat: pourvue\n",
    "mutualisations/sauvegarde": POOL,
}
WHY = "Même type de moyen ; même territoire : Hauts-de-France ; de mars à juin 2027 ; prêt, échange"


def plain(html: str) -> str:
    """The words of a page, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def body(texts: dict[str, str], address: str = "mutualiser/", lang: str = "fr") -> str:
    found = {page.address: page for page in pages.all_pages(edition(texts, lang=lang))}
    return found[address].body()


def test_what_is_offered_and_sought_and_what_answers_what() -> None:
    html = body(HELD)
    said = plain(html)
    assert '<section class="cm-type" id="ressources-informatiques">' in html
    assert "Où garder nos copies" in said
    assert "Quantité 2,5 To" in said
    assert "Période dès mars 2027" in said
    assert "<strong>échange</strong>" in html
    assert "Expire le 31 mai 2027" in said
    assert f"{WHY}." in said
    assert "Plus de place" not in said
    assert "Gardées" not in said


def test_in_english_french_is_marked() -> None:
    html = body(HELD, lang="en")
    assert 'lang="fr">Où garder nos copies</a>' in html
    assert (
        "Same kind of resource; same territory: Hauts-de-France; from March to June 2027; loan, exchange."
        in plain(html)
    )


def test_an_empty_page_says_what_will_stand_there_and_how_to_be_the_first() -> None:
    html = body(TEXTS)
    assert "?sens=propose" in html
    assert "?sens=cherche" in html
    assert "Proposer le premier" in html
    assert '<a href="../contribuer/nouvelle-fiche/ressources/?type=fonds">Fonds</a>' in html


def test_a_side_that_is_empty_asks_for_the_same_type() -> None:
    html = body({name: text for name, text in HELD.items() if name != "ressources/besoin"})
    assert "?sens=cherche&amp;type=ressources-informatiques" in html


@pytest.mark.parametrize(
    "start, end, words",
    [
        ("2027-03-01", "2027-06-30", "de mars à juin 2027"),
        ("2027-04-01", "2027-06-30", "d’avril à juin 2027"),
        ("2026-12-01", "2027-02-28", "de décembre 2026 à février 2027"),
        ("2027-03-01", "2027-03-31", "en mars 2027"),
        ("2027-03-15", "2027-06-20", "du 15 mars au 20 juin 2027"),
        ("2027-03-01", "", "dès mars 2027"),
        ("2027-03-02", "", "dès le 2 mars 2027"),
        ("2027-03-01", "2027-06-20", "du 1er mars au 20 juin 2027"),
        ("", "2027-06-30", "jusqu’en juin 2027"),
        ("", "2027-06-15", "jusqu’au 15 juin 2027"),
        ("", "", ""),
    ],
)
def test_a_period_in_words(start: str, end: str, words: str) -> None:
    assert periods.told(start, end, "fr", translation("fr")) == words


@pytest.mark.parametrize(
    "narrow, wide, words",
    [
        ("", "", "partout, l’un comme l’autre"),
        ("commune:59350", "", "l’un partout, l’autre ici : Lille"),
        ("commune:59350", "region:32", "un territoire dans l’autre : Lille (Hauts-de-France)"),
        ("commune:59350", "commune:59350", "même territoire : Lille"),
    ],
)
def test_where_two_meet(narrow: str, wide: str, words: str) -> None:
    whole = edition(HELD)
    one = whole.catalogue.entries["ressources", "offre"]
    told = means.where(whole, Match(one=one, other=one, narrow=narrow, wide=wide))
    assert told.replace("\u00a0", " ") == words


def test_the_page_of_a_means_shows_what_faces_it() -> None:
    whole = edition(HELD)
    told = [
        plain("".join(beside.told(whole, whole.catalogue.entries["ressources", name])))
        for name in ("offre", "besoin", "passee")
    ]
    assert "En face de cette offre" in told[0]
    assert WHY in told[0]
    assert "En face de cette demande" in told[1]
    assert "Cette annonce n’est plus ouverte" in told[2]


def with_address(texts: dict[str, str], mail: str = "") -> Edition:
    settings = Settings(address="https://communs.example", contact=mail)
    return Edition(catalogue=catalogue(texts), settings=settings, day=DAY, lang="fr", icon=lambda name: "")


def test_a_letter_names_the_entry_and_its_page() -> None:
    whole = with_address(HELD)
    one = means.told(whole, whole.catalogue.entries["ressources", "offre"])
    letter = urlsplit(one.reply)
    said = parse_qs(letter.query)
    assert (letter.scheme, letter.path) == ("mailto", "contact@essai.example")
    assert said["subject"] == ["Ce que vous proposez\u00a0: De la place sur un serveur"]
    assert "https://communs.example/ressources/offre/" in said["body"][0]


def test_a_hostile_name_stays_in_its_place() -> None:
    name = 'x&bcc=a@b.example?"><script>\\r\\n{nom}' + "é" * 120
    whole = with_address(
        {**HELD, "ressources/offre": OFFER.replace("De la place sur un serveur", f"'{name}'")}
    )
    entry = whole.catalogue.entries["ressources", "offre"]
    reply = means.told(whole, entry).reply
    assert set(parse_qs(urlsplit(reply).query)) == {"subject", "body"}
    assert len(reply) < 1900
    assert "<script" not in "".join(beside.told(whole, entry))
    assert contact.reached(whole, {"contact": {"courriel": "a@b.example?bcc=c@d.example"}}, "x", entry) == ""
    assert contact.reached(whole, {"contact": {"formulaire": "javascript:alert(1)"}}, "x", entry) == ""


def test_a_pool_says_who_takes_part_its_rules_and_the_way_in() -> None:
    whole = edition(HELD)
    told = pools.told(whole, whole.catalogue.entries["mutualisations", "sauvegarde"])
    assert [(role, [node.text for node in who]) for role, who in told.roles] == [
        ("Héberge", ["Coopérative d’essai"]),
        ("Utilise", ["Autre"]),
    ]
    assert told.rules == ("Qui décide\u00a0?",)
    assert told.join is not None
    assert (told.join.text, told.join.href) == ("Aller chez Coopérative d’essai", "https://essai.example")
    html = body(HELD)
    assert '<section class="cm-type" id="commun-ressources-informatiques">' in html
    assert "Ouverte à de nouveaux participants" in html
    assert 'Aussi : <a href="../mutualisations/sauvegarde/">' in html.replace("\u00a0", " ")


def test_one_writes_to_who_hosts_else_to_the_team() -> None:
    reached = TEXTS["organisations/essai"] + "contact: {courriel: contact@essai.example}\n"
    for texts, words in (
        ({**HELD, "organisations/essai": reached}, "Écrire à Coopérative d’essai"),
        (
            {**HELD, "mutualisations/sauvegarde": re.sub("participants.*\n", "", POOL)},
            "Demander à l’équipe du catalogue",
        ),
    ):
        whole = with_address(texts, "equipe@communs.example")
        told = pools.told(whole, whole.catalogue.entries["mutualisations", "sauvegarde"])
        assert told.join is not None
        assert told.join.text == words
        assert (told.join.href or "").startswith("mailto:")


def test_a_pool_that_stopped_is_not_joined() -> None:
    texts = {**HELD, "mutualisations/sauvegarde": POOL.replace("en-service", "arrete")}
    whole = edition(texts)
    entry = whole.catalogue.entries["mutualisations", "sauvegarde"]
    assert pools.told(whole, entry).join is None
    assert "Elle s’est arrêtée" in "".join(beside.told(whole, entry))
