"""What several modules say in the same words."""

from __future__ import annotations

from communs.kinds import Field
from communs.wording.phrases import maybe, missing, shown


def test_a_quoted_value_shows_what_nobody_sees() -> None:
    assert shown("fran\u200bce") == "fran[U+200B]ce"
    assert shown("nom\u00a0") == "nom[U+00A0]"
    assert shown("« une\u00a0page »") == "“une\u00a0page”"


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
