"""Editors say what the command line says, as far as a sentence can that does not know the value."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communs import kinds as kinds_
from communs.exports import wording
from communs.formats import FORMATS
from communs.kinds import Field
from tests.test_schemas import alone, copies


def field(schema: dict[str, Any], **children: dict[str, Any]) -> Field:
    return Field(
        name="essai",
        schema=schema,
        children={name: Field(name=name, schema=child) for name, child in children.items()},
    )


def told(schema: dict[str, Any], said: str = "", **children: dict[str, Any]) -> dict[str, Any]:
    named = field(schema, **children)
    return wording.tell(schema, named, named, said, whole=False)


def test_a_wrong_sort_of_value() -> None:
    assert told({"type": "number"})["errorMessage"] == (
        "«\u00a0essai\u00a0» attend un nombre. Écrivez un nombre sans guillemets ni espace, avec un point\u00a0: 12.5"
    )


def test_a_wrong_form() -> None:
    assert told({"type": "string", "format": "siren"})["patternErrorMessage"] == (
        "Ce texte n’est pas un SIREN\u00a0: neuf chiffres dont la clé est juste. "
        "Recopiez-le depuis l’Annuaire des entreprises, entre guillemets et sans espaces."
    )


def test_each_missing_field_has_its_sentence() -> None:
    made = told({"required": ["a", "b"]}, a={"examples": ["x"]}, b={"examples": ["z"]})
    assert [part["errorMessage"] for part in made["allOf"]] == [
        "Il manque le champ «\u00a0a\u00a0». Ajoutez par exemple\u00a0: a: x",
        "Il manque le champ «\u00a0b\u00a0». Ajoutez par exemple\u00a0: b: z",
    ]
    assert "required" not in made


def test_an_unknown_field() -> None:
    made = told({"properties": {"a": {}}, "additionalProperties": False}, a={})
    assert (
        made["allOf"][0]["errorMessage"] == "Ce champ n’existe pas ici. Les champs possibles sont\u00a0: a."
    )


def test_a_field_that_was_renamed() -> None:
    made = alone({"properties": {"nom": {}}, "x-renamed": {"titre": "nom"}, "unevaluatedProperties": False})
    (part,) = made["allOf"]
    assert part["properties"] == {"titre": False}
    assert (
        part["errorMessage"]
        == "Le champ «\u00a0titre\u00a0» s’appelle ici «\u00a0nom\u00a0». Écrivez «\u00a0nom\u00a0» à la place."
    )


def test_the_schema_has_the_first_word() -> None:
    said = wording.own({"x-message": {"fr": "Il faut un lien.", "hint": {"fr": "Ajoutez « lien: »."}}})
    assert said == "Il faut un lien. Ajoutez «\u00a0lien:\u00a0»."
    assert told({"required": ["lien"]}, said)["allOf"] == [{"required": ["lien"], "errorMessage": said}]


def test_an_unknown_value_and_an_unknown_entry() -> None:
    link = copies()["organisations.json"]["properties"]["membre_de"]["items"]["properties"]["alliance"]
    assert link["errorMessage"] == (
        "Aucune fiche ne s’appelle ainsi\u00a0: catalogue/alliances/. Créez d’abord cette fiche, ou retirez la ligne."
    )
    status = copies()["organisations.json"]["allOf"][0]["properties"]["statut"]
    assert status["errorMessage"] == (
        "Ce texte n’est pas une valeur de «\u00a0statut\u00a0». Choisissez parmi\u00a0: actif, en-pause, en-projet, termine."
    )


digits = st.text("0123456789", max_size=15)
LIKELY = {
    "date-partielle": st.builds(lambda day, n: day.isoformat()[:n], st.dates(), st.sampled_from([4, 7, 10])),
    "uri": st.from_regex(r"\A[hH]ttps?://[\w.é-]{1,20}(:[0-9]{1,5})?[/?#]?[!-~]{0,10}\Z"),
    "siren": digits,
    "siret": digits,
    "rna": st.from_regex(r"\A[wW][0-9A-Z]{8,10}\Z"),
    "qid": st.from_regex(r"\A[qQP][0-9]{1,14}\Z"),
    "code-insee": st.from_regex(r"\A[0-9]{1,2}[0-9AB][0-9]{2,4}\Z"),
    "code-postal": digits,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", wording._SHAPES)
def test_whatever_a_format_accepts_passes_its_shape(name: str) -> None:
    judged = kinds_.read("essais", f'{{"pattern": {wording._SHAPES[name]!r}}}'.replace("'", '"'), "{}").gate

    @given(LIKELY[name])
    def passes(value: str) -> None:
        assert not FORMATS[name](value) or judged(value)

    passes()
    assert judged(kinds_._SAMPLES[name])
