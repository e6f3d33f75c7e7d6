"""`--set champ=valeur`: what is meant, and what is said of what cannot stand."""

from __future__ import annotations

import pytest
from hypothesis import given as every
from hypothesis import strategies as st

from communs.draft import nested
from communs.given import Refused, parse
from communs.kinds import Kind
from tests.conftest import real_kinds


@pytest.mark.parametrize(
    ("kind", "words", "value"),
    [
        ("organisations", ["nom=L’essai : un"], {"nom": "L’essai : un"}),
        ("organisations", [" nom =a=b"], {"nom": "a=b"}),
        ("organisations", ["nom=- #&*!|>%@`\"'{[,~"], {"nom": "- #&*!|>%@`\"'{[,~"}),
        ("organisations", ["resume.fr=Bonjour", "resume.en=Hello"], {"resume": {"fr": "Bonjour", "en": "Hello"}}),
        ("organisations", ["famille=a, b,"], {"famille": ["a", "b"]}),
        ("organisations", ["besoins.1=b", "besoins.0=a"], {"besoins": ["a", "b"]}),
        ("organisations", ["contact.courriel=contact@exemple.fr"], {"contact": {"courriel": "contact@exemple.fr"}}),
        ("organisations", ["date_creation=2018"], {"date_creation": "2018"}),
        ("organisations", ["membre_de.0.alliance=x", "membre_de.1.alliance=y", "membre_de.0.depuis=2021"],
         {"membre_de": [{"alliance": "x", "depuis": "2021"}, {"alliance": "y"}]}),
        ("organisations", ["accepte_nouveaux.usagers=false"], {"accepte_nouveaux": {"usagers": False}}),
        ("organisations", ["adresse.latitude=50.5", "adresse.code_postal=01000"],
         {"adresse": {"latitude": 50.5, "code_postal": "01000"}}),
        ("organisations", ["reseaux.mastodon=https://a.fr/@b"], {"reseaux": {"mastodon": "https://a.fr/@b"}}),
        ("organisations", ["sources=https://a.fr"], {"sources": ["https://a.fr"]}),
        ("organisations", ["sources.3.url=https://a.fr", "sources.0.url=https://b.fr"],
         {"sources": [{"url": "https://b.fr"}, {"url": "https://a.fr"}]}),
        ("mutualisations", ["type=materiel"], {"type": "materiel"}),
        ("mutualisations", ["type=materiel, fonds"], {"type": ["materiel", "fonds"]}),
    ],
)  # fmt: skip
def test_a_value_is_set_where_its_name_leads(
    kinds: dict[str, Kind], kind: str, words: list[str], value: object
) -> None:
    assert nested(parse(words, kinds[kind])) == value


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("nom", "« nom » : écrivez --set champ=valeur ; les champs sont nom, "),
        ("", "«  » : écrivez --set champ=valeur ; les champs sont nom, "),
        ("prix=3", "« prix=3 » : écrivez --set champ=valeur ; les champs sont nom, "),
        ("nomm=A", "« nomm=A » : essayez plutôt --set nom=…"),
        ("nom=", "« nom= » : il manque la valeur, après le signe « = »."),
        ("besoins= , ", "« besoins= » : il manque la valeur, après le signe « = »."),
        ("contact=a@b.fr", "« contact » est un groupe de champs : écrivez ce qu’il contient, "
         "--set contact.courriel=…, --set contact.formulaire=…."),
        ("contact.couriel=a@b.fr", "« contact.couriel=a@b.fr » : essayez plutôt --set contact.courriel=…"),
        ("membre_de=x", "« membre_de » est un groupe de champs : écrivez ce qu’il contient, "
         "--set membre_de.0.alliance=…"),
        ("membre_de.alliance=x", "« membre_de.alliance=x » : essayez plutôt --set membre_de.0.alliance=…"),
        ("reseaux=x", "« reseaux » est un groupe de champs : écrivez ce qu’il contient, --set reseaux.mastodon=…"),
        ("besoins.x=y", "« besoins.x=y » : essayez plutôt --set besoins=…"),
        ("nom.0=A", "« nom.0=A » : essayez plutôt --set nom=…"),
        ("nom.fr.de.trop=A", "« nom.fr.de.trop=A » : écrivez --set champ=valeur"),
        (f"sources.{'9' * 5000}.url=x", "« sources.9999"),
        ("adresse.latitude=nord", "« adresse.latitude=nord » : écrivez un nombre, par exemple 12.5."),
        ("accepte_nouveaux.usagers=oui", "« accepte_nouveaux.usagers=oui » : écrivez true ou false."),
        ("nom=a\x1b[31mb", "« nom » contient un signe invisible (U+001B) : retirez-le."),
        ("nom=a\udcffb", "« nom » contient un signe invisible (U+DCFF) : retirez-le."),
    ],
)  # fmt: skip
def test_a_value_that_cannot_stand_is_refused(kinds: dict[str, Kind], words: str, said: str) -> None:
    with pytest.raises(Refused) as raised:
        parse([words], kinds["organisations"])
    assert str(raised.value).startswith(said)


def test_nothing_is_said_twice(kinds: dict[str, Kind]) -> None:
    with pytest.raises(Refused) as raised:
        parse(["resume.fr=a", "resume=b"], kinds["organisations"])
    assert str(raised.value) == "« resume » et « resume.fr » parlent du même champ : gardez l’un des deux."
    assert parse(["nom=a", "nom=b"], kinds["organisations"]) == {("nom",): "b"}


@every(st.lists(st.text(st.characters(), max_size=30), max_size=3))
def test_any_words_give_values_or_a_sentence(words: list[str]) -> None:
    kind = real_kinds()["organisations"]
    try:
        nested(parse(words, kind))
    except Refused as error:
        assert str(error)
