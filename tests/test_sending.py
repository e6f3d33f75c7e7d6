"""Where what somebody wrote can go: the forge's addresses, with their holes, and e-mails where all is written."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from communs import sending
from communs.settings import Forge, Settings
from communs.words import translation

SAY, TELL = translation("fr"), translation("en")
REPOSITORIES = {
    "github": "https://github.com/exemple/catalogue",
    "gitlab": "https://framagit.org/exemple/catalogue",
    "forgejo": "https://codeberg.org/exemple/catalogue",
}


def settings(forge: str = "", contact: str = "contact@exemple.fr") -> Settings:
    return Settings(
        contact=contact, forge=Forge(type=forge, repository=REPOSITORIES[forge]) if forge else None
    )


def test_github_takes_the_text_of_a_new_file_alone() -> None:
    assert sending.ways(settings("github"))["forge"] == {
        "name": "GitHub",
        "address": "https://github.com/exemple/catalogue",
        "new": {
            "bare": "https://github.com/exemple/catalogue/new/main?filename={path}",
            "filled": "https://github.com/exemple/catalogue/new/main?filename={path}&value={text}",
        },
        "edit": {"bare": "https://github.com/exemple/catalogue/edit/main/{path}", "filled": None},
        "issue": "https://github.com/exemple/catalogue/issues/new?title={subject}&body={body}",
    }


def test_forgejo_takes_the_text_of_any_file() -> None:
    assert sending.ways(settings("forgejo"))["forge"] == {
        "name": "Codeberg",
        "address": "https://codeberg.org/exemple/catalogue",
        "new": {
            "bare": "https://codeberg.org/exemple/catalogue/_new/main/?filename={path}",
            "filled": "https://codeberg.org/exemple/catalogue/_new/main/?filename={path}&value={text}",
        },
        "edit": {
            "bare": "https://codeberg.org/exemple/catalogue/_edit/main/{path}",
            "filled": "https://codeberg.org/exemple/catalogue/_edit/main/{path}?value={text}",
        },
        "issue": "https://codeberg.org/exemple/catalogue/issues/new?title={subject}&body={body}",
    }


def test_gitlab_takes_no_text() -> None:
    assert sending.ways(settings("gitlab"))["forge"] == {
        "name": "Framagit",
        "address": "https://framagit.org/exemple/catalogue",
        "new": {"bare": "https://framagit.org/exemple/catalogue/-/new/main?file_name={path}", "filled": None},
        "edit": {"bare": "https://framagit.org/exemple/catalogue/-/edit/main/{path}", "filled": None},
        "issue": "https://framagit.org/exemple/catalogue/-/issues/new?issue[title]={subject}&issue[description]={body}",
    }


def test_without_a_forge_there_is_still_the_mail() -> None:
    assert sending.ways(settings()) == {
        "forge": None,
        "mail": "mailto:contact@exemple.fr?subject={subject}&body={body}",
        "limits": {"forge": 8190, "mail": 1900},
    }


def test_a_forge_of_ones_own_is_called_by_its_host() -> None:
    forge = Forge(type="forgejo", repository="https://git.exemple.org/alliance/catalogue")
    assert sending.name(forge) == "git.exemple.org"


@pytest.mark.parametrize(
    ("contact", "recipient"),
    [
        ("contact@exemple.fr", "contact@exemple.fr"),
        ("https://exemple.fr/contact", ""),
        ("https://exemple.fr/@equipe", ""),
        ("", ""),
    ],
)
def test_an_e_mail_goes_to_the_team_or_to_whom_the_writer_chooses(contact: str, recipient: str) -> None:
    assert sending.recipient(settings(contact=contact)) == recipient
    assert sending.ways(settings(contact=contact))["mail"].startswith(f"mailto:{recipient}?subject=")


def test_what_an_address_could_misread_is_encoded() -> None:
    filled = sending.fill(
        "https://exemple.fr/{path}?value={text}", path="catalogue/é.yml", text="a: 1 & 2\n# é{path}"
    )
    assert (
        filled == "https://exemple.fr/catalogue/%C3%A9.yml?value=a%3A%201%20%26%202%0A%23%20%C3%A9%7Bpath%7D"
    )
    assert parse_qs(urlsplit(filled).query) == {"value": ["a: 1 & 2\n# é{path}"]}


def test_a_letter_that_confirms() -> None:
    letter = sending.letters(SAY, "confirmer")["confirmer"]
    assert letter == {
        "subject": "Toujours exact : {nom}",
        "body": "Bonjour,\n\nJ’ai relu cette fiche aujourd’hui : elle est toujours exacte.\n\n"
        "Page : {page}\nFichier : {fichier}\nJ’écris au nom de : {qui}\n",
        "line": "- Toujours exact : {nom} ({fichier})",
    }


def test_the_same_in_english() -> None:
    letter = sending.letters(TELL, "terminer")["terminer"]
    assert letter["subject"] == "It has ended: {nom}"
    assert letter["body"].splitlines()[2:] == [
        "What this entry describes has ended.", "", "Page: {page}", "File: {fichier}", "I write on behalf of: {qui}",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "act", ["nouvelle", "corriger", "confirmer", "terminer", "reprendre", "ensemble", "retirer"]
)
@pytest.mark.parametrize("say", [SAY, TELL])
def test_each_act_has_its_letter(act: str, say: sending.Say) -> None:
    letter = sending.letters(say, act)[act]
    assert letter["subject"].endswith("{nom}")
    assert len(letter["body"].splitlines()) > 4


def test_a_request_for_withdrawal_asks_what_docs_say() -> None:
    assert sending.letters(SAY, "retirer")["retirer"]["body"].splitlines()[2:] == [
        "Je demande le retrait de cette page.",
        "",
        "Page : {page}",
        "À quel titre j’écris : {titre}",
        "Ce que je souhaite : {voeu}",
        "Effacer aussi de l’historique, car ce sont des données personnelles : {effacer}",
    ]


def test_an_e_mail_where_all_is_written() -> None:
    letter = sending.letters(SAY, "confirmer")["confirmer"]
    told = {
        "nom": "Vélos & trains",
        "fichier": "catalogue/offres/velos.yml",
        "page": "/offres/velos/",
        "qui": "{nom}",
    }
    address = sending.mail(settings(), letter, **told)
    scheme, _, path, query, _ = urlsplit(address)
    assert (scheme, path) == ("mailto", "contact@exemple.fr")
    assert "%0D%0A" in query
    assert "%0A%0A" not in query
    assert unquote(query.split("&")[0]) == "subject=" + "Toujours exact : Vélos & trains"
    assert parse_qs(query)["body"][0].splitlines()[-2:] == [
        "Fichier : catalogue/offres/velos.yml",
        "J’écris au nom de : {nom}",
    ]
    assert len(address) < sending.MAIL_LIMIT
