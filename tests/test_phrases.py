"""What several modules say in the same words."""

from __future__ import annotations

from communs.kinds import Field
from communs.wording.phrases import maybe, missing


def test_what_may_be_meant_is_written_as_a_file_wants_it() -> None:
    assert str(maybe(["59350", "59"])) == 'Vouliez-vous écrire « "59350" » ou « "59" » ?'


def test_a_missing_field_has_an_example_that_means_something() -> None:
    named = Field(name="nom", schema={"examples": ["Mobicoop"]})
    assert str(missing("nom", named)[1]) == "Ajoutez par exemple : nom: Mobicoop"
    assert (
        str(missing("fr", Field(name="fr", schema={}))[1])
        == "Ajoutez une ligne « fr: », suivie du texte en français."
    )
    assert str(missing("a", None)[1]) == "Ajoutez une ligne « a: », suivie de sa valeur."
