"""What somebody types → a value, completed and judged in the words of `communs validate`."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from communs.answers import Choice, Desk, matching
from communs.pipeline import Checked
from tests.conftest import lay

DAY = datetime.date(2026, 11, 23)
BESOINS = [
    Choice(id="se-deplacer", label="Se déplacer"),
    Choice(id="s-eclairer-se-chauffer", label="S’éclairer, se chauffer"),
    Choice(id="visio", label="Se voir à distance"),
]


@pytest.fixture
def desk(tmp_path: Path, check: Callable[[Path], Checked]) -> Callable[..., Desk]:
    catalogue = check(lay(None, tmp_path)).catalogue
    return lambda kind, **more: Desk(kind=catalogue.kinds[kind], catalogue=catalogue, today=DAY, **more)


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("", ["se-deplacer", "s-eclairer-se-chauffer", "visio"]),
        ("vis", ["visio"]),
        ("DÉP", ["se-deplacer"]),
        ("se", ["se-deplacer", "s-eclairer-se-chauffer", "visio"]),
        ("chauf", ["s-eclairer-se-chauffer"]),
        ("stance", ["visio"]),
        ("se depalcer", ["se-deplacer"]),
        ("zzz", []),
    ],
)
def test_what_begins_so_comes_first(typed: str, ids: list[str]) -> None:
    assert [choice.id for choice in matching(typed, BESOINS)] == ids


@pytest.mark.parametrize(
    ("kind", "name", "typed", "value"),
    [
        ("offres", "nom", "  Louer   un vélo ", "Louer un vélo"),
        ("offres", "nom", '"Louer"', '"Louer"'),
        ("offres", "lien", "exemple.fr/a", "https://exemple.fr/a"),
        ("offres", "lien", "n’importe quoi @", "n’importe quoi @"),
        ("ressources", "expire_le", "1/2/2027", "2027-02-01"),
        ("organisations", "date_creation", "2018", "2018"),
        ("lieux", "code_insee", '"59350"', "59350"),
        ("lieux", "code_insee", "Hellemmes", "Hellemmes"),
        ("lieux", "code_insee", "Lezennes", "59346"),
        ("lieux", "latitude", "50,63", 50.63),
        ("lieux", "latitude", "nord", "nord"),
        ("mutualisations", "ouvert_a_de_nouveaux", "Oui", True),
        ("mutualisations", "ouvert_a_de_nouveaux", "n", False),
        ("mutualisations", "ouvert_a_de_nouveaux", "peut-être", "peut-être"),
        ("ressources", "sens", "Cherche", "cherche"),
        ("bouquets", "compose_par", "equipe du catalogue", "equipe-du-catalogue"),
        ("lieux", "porte_par", "Ville de Lille", "ville-de-lille"),
        ("lieux", "porte_par", "alliances/alliees", "alliances/alliees"),
    ],
)
def test_an_answer_stands_for_a_value(
    desk: Callable[..., Desk], kind: str, name: str, typed: str, value: object
) -> None:
    found = desk(kind)
    assert found.value(found.kind.fields[name], typed) == value


def test_commas_part_ids_and_nothing_else(desk: Callable[..., Desk]) -> None:
    found = desk("offres")
    besoins, remplace = found.kind.fields["besoins"].item, found.kind.fields["remplace"].item
    assert besoins is not None
    assert remplace is not None
    assert found.values(besoins, "se nourrir,se-loger, ", many=True) == ["se-nourrir", "se-loger"]
    assert found.values(remplace, "Tel outil, tel autre", many=True) == ["Tel outil, tel autre"]


@pytest.mark.parametrize(
    ("kind", "name", "typed", "ids"),
    [
        ("lieux", "code_insee", "lille", ["59350", "62516", "35153", "76384", "59386"]),
        ("lieux", "code_insee", "59350", ["59350"]),
        ("lieux", "adresse", "12 rue", []),
        ("ressources", "expire_le", "", ["2026-11-23"]),
        ("ressources", "expire_le", "2027", []),
        ("lieux", "porte_par", "lill", ["ville-de-lille"]),
        ("mutualisations", "ouvert_a_de_nouveaux", "", ["oui", "non"]),
    ],
)
def test_what_is_typed_may_become(
    desk: Callable[..., Desk], kind: str, name: str, typed: str, ids: list[str]
) -> None:
    found = desk(kind)
    assert [choice.id for choice in found.proposals(found.kind.fields[name], typed)][:5] == ids


def test_a_territory_is_found_by_its_name(desk: Callable[..., Desk]) -> None:
    item = desk("offres").kind.fields["territoires"].item
    assert item is not None
    first = desk("offres").proposals(item, "hauts-de-f")[0]
    assert first == Choice(id="region:32", label="Hauts-de-France")
    assert Choice(id="commune:59350", label="Lille (59)") in desk("offres").proposals(item, "Lille")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("nom", "Louer un vélo", []),
        ("nom", "x" * 201, ["« nom » est trop long : 201 signes, 200 au plus."]),
        ("nom", "Covoiturer", ["La fiche « covoiturer » a le même nom."]),
        ("besoins", ["se-nourir"], ["« se-nourir » n’est pas une valeur de « besoins »."]),
        ("besoins", ["se-loger", "se-loger"], ["« se-loger » est écrit deux fois dans « besoins »."]),
        ("portee_par", ["abimee"], []),
        ("territoires", ["region:99"], ["« region:99 » n’est pas un territoire connu."]),
        ("lien", "exemple", ["« exemple » n’est pas une adresse web publique."]),
        ("nom", "- #: &*\t~", []),
    ],
)
def test_the_same_judge_speaks_of_one_answer(
    desk: Callable[..., Desk], name: str, value: Any, said: list[str]
) -> None:
    found = desk("offres", unread={("organisations", "abimee")})
    faults = found.faults({(name,): value}, (name,), "essai")
    assert [str(fault.message) for fault in faults] == said


def test_a_part_of_a_group_is_judged_without_the_parts_to_come(desk: Callable[..., Desk]) -> None:
    found = desk("mutualisations")
    row = ("participants", 0)
    values = {("etat",): "en-service", (*row, "organisation"): "covoit"}
    assert found.faults(values, (*row, "organisation"), None) == []
    faults = found.faults({**values, (*row, "organisation"): "covoitt"}, (*row, "organisation"), None)
    assert [fault.rule for fault in faults] == ["lien-inconnu"]


def test_one_near_name_is_proposed_and_several_are_not(desk: Callable[..., Desk]) -> None:
    found = desk("lieux")
    assert found.near(found.kind.fields["porte_par"], "covoitt") == "covoit"
    assert found.near(found.kind.fields["porte_par"], "zzz") is None
    assert found.near(found.kind.fields["code_insee"], "59000") == "59350"
