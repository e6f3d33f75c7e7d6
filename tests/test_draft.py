"""A new entry: commented, valid as soon as it is written, filled with what was given."""

from __future__ import annotations

import datetime

import pytest

from communs import draft, entries, located
from communs.draft import Refused
from communs.kinds import Kind
from tests.conftest import real_kinds

DAY = datetime.date(2024, 2, 29)


def _written(
    kind: Kind, *values: str, identifier: str = "mon-essai", ids: draft.Ids | None = None
) -> located.Document:
    content = draft.write(kind, identifier, draft.parse(values, kind), DAY, ids)
    return located.read(content.encode(), "f.yml")


@pytest.mark.parametrize("kind", real_kinds().values(), ids=lambda kind: kind.name)
def test_a_new_entry_is_valid_by_its_schema(kind: Kind) -> None:
    document = _written(kind)
    assert document.findings == ()
    assert list(entries.judge(kind, document.value, document)) == []
    assert document.text.startswith(
        f"# yaml-language-server: $schema=../../schemas/{kind.name}/schema.json\n"
    )


@pytest.mark.parametrize("kind", real_kinds().values(), ids=lambda kind: kind.name)
def test_every_field_is_there_and_every_comment_is_yaml_once_uncommented(kind: Kind) -> None:
    lines = draft.write(kind, "mon-essai", {}, DAY).splitlines()
    for name in kind.fields:
        assert any(line.removeprefix("# ").startswith(f"{name}:") for line in lines), name
    blocks = "\n".join(lines[3:]).split("\n\n")
    bare = ["\n".join(line.removeprefix("# ") for line in block.strip().splitlines()[1:]) for block in blocks]
    document = located.read("\n".join(bare).encode(), "f.yml")
    assert document.findings == ()
    assert list(document.value) == list(kind.fields)


def test_values_are_set_where_their_names_lead(kinds: dict[str, Kind]) -> None:
    document = _written(
        kinds["organisations"],
        "nom=L’essai : un", "famille=a, b", "contact.courriel=contact@exemple.fr", "date_creation=2018",
        "membre_de.0.alliance=x", "membre_de.1.alliance=y", "membre_de.0.depuis=2021", "accepte_nouveaux.usagers=false",
        "adresse.latitude=50.5", "adresse.code_postal=01000",
    )  # fmt: skip
    assert document.findings == ()
    expected = {
        "nom": "L’essai : un",
        "famille": ["a", "b"],
        "contact": {"courriel": "contact@exemple.fr"},
        "date_creation": "2018",
        "membre_de": [{"alliance": "x", "depuis": "2021"}, {"alliance": "y"}],
        "accepte_nouveaux": {"usagers": False},
        "adresse": {"latitude": 50.5, "code_postal": "01000"},
    }
    assert {name: document.value[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("nom", "« nom » : écrivez --set champ=valeur ; les champs sont nom, "),
        ("nomm=A", "« nomm=A » : écrivez --set champ=valeur ; les champs sont nom, "),
        ("contact=a@b.fr", "« contact » est un groupe de champs : écrivez --set contact.courriel=… ou --"),
        ("adresse.latitude=nord", "« adresse.latitude=nord » : écrivez un nombre, par exemple 12.5."),
        ("accepte_nouveaux.usagers=oui", "« accepte_nouveaux.usagers=oui » : écrivez true ou false."),
        ("nom.fr.de.trop=A", "« nom.fr.de.trop=A » : écrivez --set champ=valeur"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_stand_is_refused(kinds: dict[str, Kind], value: str, said: str) -> None:
    with pytest.raises(Refused) as raised:
        draft.parse([value], kinds["organisations"])
    assert str(raised.value).startswith(said)


@pytest.mark.parametrize("name", ["Mon Essai", "été", "../../etc/passwd", "", "a" * 97])
def test_a_name_that_cannot_stand_is_refused(kinds: dict[str, Kind], name: str) -> None:
    with pytest.raises(Refused, match=r"ne peut pas être le nom d’une fiche\. Essayez « "):
        draft.write(kinds["offres"], name, {}, DAY)


def test_a_prefilled_entry_has_sources_and_no_confirmation(kinds: dict[str, Kind]) -> None:
    document = _written(kinds["organisations"], "origine=pre-remplie")
    assert "verifie_le" not in document.value and document.value["sources"][0]["lu_le"]


def test_an_ended_entry_has_its_end(kinds: dict[str, Kind]) -> None:
    assert "date_fin" in _written(kinds["organisations"], "statut=termine").value


def test_what_a_name_is_made_of_is_filled(kinds: dict[str, Kind]) -> None:
    value = _written(kinds["signatures"], identifier="declaration-2022--ma-coop").value
    assert (value["declaration"], value["organisation"]) == ("declaration-2022", "ma-coop")


def test_a_need_expires_a_year_after_the_day(kinds: dict[str, Kind]) -> None:
    value = _written(kinds["ressources"]).value
    assert (value["verifie_le"], value["expire_le"]) == ("2024-02-29", "2025-02-28")


def test_an_example_never_leads_nowhere(kinds: dict[str, Kind]) -> None:
    ids = {"organisations": ["ma-coop"], "vocabulaires/besoins": ["bricoler"]}
    value = _written(kinds["offres"], ids=ids).value
    assert (value["portee_par"], value["besoins"], value["territoires"]) == (
        ["ma-coop"],
        ["bricoler"],
        ["france"],
    )
