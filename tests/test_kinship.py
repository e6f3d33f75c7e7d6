"""Which entries stand near another, and what takes the place of what ended."""

from __future__ import annotations

from communs.kinship import Kinship
from tests.test_pages import catalogue

OFFER = """\
nom: {nom}
resume: Inventée.
portee_par: [{par}]
besoins: [{besoin}]
territoires: ["{ou}"]
lien: https://essai.example/{nom}
verifie_le: 2026-11-01
{more}
"""
BODY = """\
nom: {nom}
resume: Inventée.
famille: [cooperative]
territoires: [france]
site_web: https://{nom}.example
verifie_le: 2026-11-01
"""


def offer(nom: str, par: str = "une", besoin: str = "se-deplacer", ou: str = "france", more: str = "") -> str:
    return OFFER.format(nom=nom, par=par, besoin=besoin, ou=ou, more=more)


def kinship(**offers: str) -> Kinship:
    bodies = {f"organisations/{name}": BODY.format(nom=name) for name in ("une", "deux")}
    return Kinship(catalogue=catalogue(bodies | {f"offres/{name}": text for name, text in offers.items()}))


def related(kin: Kinship, name: str, most: int = 4) -> list[str]:
    return [one.id for one in kin.related(kin.catalogue.entries["offres", name], most)]


def test_the_same_need_in_the_same_place_then_in_a_wider_one() -> None:
    kin = kinship(
        a=offer("Ici", ou="departement:59"), b=offer("La", par="deux", ou="departement:59"),
        c=offer("Partout", par="deux"), d=offer("Ailleurs", par="deux", ou="departement:26"),
        e=offer("Autre", par="deux", besoin="se-nourrir"),
    )  # fmt: skip
    assert related(kin, "a") == ["b", "c"]
    assert related(kin, "c") == []  # what is offered in one place is not offered everywhere


def test_each_gets_its_turn_and_none_of_those_who_carry_it() -> None:
    names = "abcdef"
    kin = kinship(**{name: offer(name, par="une" if name == "b" else "deux") for name in names})
    assert related(kin, "b", 2) == ["c", "d"]
    assert related(kin, "f") == ["b"]


def test_what_ended_or_is_no_more_than_a_draft_is_not_proposed() -> None:
    ended = offer("Finie", more="statut: termine\ndate_fin: 2026-01")
    kin = kinship(a=offer("Ici", par="deux"), b=ended, c=offer("Projet", more="brouillon: true"))
    assert related(kin, "a") == []
    assert related(kin, "b") == ["a"]


def test_what_says_that_it_replaces_an_ended_entry_is_found_by_its_name_or_its_id() -> None:
    kin = kinship(
        finie=offer("La Navette d’avant", more="statut: termine\ndate_fin: 2026-01"),
        b=offer("Nouvelle", more="remplace: [la navette d’avant, La voiture seul à bord]"),
        c=offer("Autre", more="remplace: [finie]"),
    )
    ended = kin.catalogue.entries["offres", "finie"]
    assert {one.id for one in kin.instead(ended)} == {"b", "c"}
    assert kin.replaced("offres", "La Navette d’avant") is ended
    assert kin.replaced("offres", "La voiture seul à bord") is None
