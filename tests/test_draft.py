"""A new entry: commented, valid as soon as it is written, filled with what was given."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communs import draft, entries, located
from communs.given import Refused, Values, parse
from communs.kinds import Kind
from communs.reading.characters import FORBIDDEN
from tests.conftest import real_kinds

DAY = datetime.date(2024, 2, 29)


def _written(
    kind: Kind, *values: str, identifier: str = "mon-essai", ids: draft.Ids | None = None
) -> located.Document:
    content = draft.write(kind, identifier, parse(values, kind), DAY, ids)
    return located.read(content.encode(), "f.yml")


@pytest.mark.parametrize("kind", real_kinds().values(), ids=lambda kind: kind.name)
def test_a_new_entry_is_valid_by_its_schema(kind: Kind) -> None:
    document = _written(kind)
    assert document.findings == ()
    assert list(entries.judge(kind, document.value, document)) == []
    assert document.text.startswith(
        f"# yaml-language-server: $schema=../../.cache/schemas/{kind.name}.json\n"
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


def test_what_is_left_for_later_stays_a_comment(kinds: dict[str, Kind]) -> None:
    kind = kinds["organisations"]
    values: Values = {("nom",): "Essai", ("brouillon",): True}
    content = draft.write(kind, "mon-essai", values, DAY, later=["famille", "site_web", "contact"])
    value = located.read(content.encode(), "f.yml").value
    assert "famille" not in value
    assert "contact" not in value
    assert (value["nom"], value["brouillon"], value["territoires"]) == ("Essai", True, ["france"])
    assert (
        "\n# Famille (obligatoire) : Les familles d’acteurs dont vous vous réclamez.\n# famille: " in content
    )


def test_fields_that_can_stand_for_one_another_are_missed_together(kinds: dict[str, Kind]) -> None:
    known = {"nom": "Essai", "resume": "Un essai.", "famille": ["association"], "verifie_le": "2024-02-29"}
    lacking = draft.lacking(kinds["organisations"], known)
    assert lacking == [["territoires"], ["site_web", "contact"]]
    assert draft.lacking(kinds["communs"], {**known, "type": "logiciel-libre"}) == [["licence"]]


def test_an_entry_cannot_be_bigger_than_what_is_read(kinds: dict[str, Kind]) -> None:
    with pytest.raises(Refused, match=r"La fiche serait trop grosse : plus de 1 Mo\."):
        draft.write(kinds["offres"], "mon-essai", {("nom",): "é" * 500_000}, DAY)


@given(st.text(max_size=40).filter(lambda words: not FORBIDDEN.search(words)))
def test_any_text_comes_back_as_it_was_given(words: str) -> None:
    kind = real_kinds()["offres"]
    content = draft.write(kind, "mon-essai", {("nom",): words, ("remplace",): [words, "b"]}, DAY)
    document = located.read(content.encode(), "f.yml")
    assert document.findings == ()
    assert (document.value["nom"], document.value["remplace"]) == (words, [words, "b"])
