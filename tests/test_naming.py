"""The names of entries and of items: which there are, and which may be of one thing."""

from __future__ import annotations

import pytest

from communs.facts import naming


@pytest.mark.parametrize(
    "ours, theirs, told",
    [
        (["Enercoop Hauts-de-France"], ["Enercoop"], True),
        (["Ville de Lille"], ["Lille"], True),
        (["Mobicoop"], ["MobiCoop SCIC"], True),
        (["Association des Amis du Vélo"], ["Les amis du velo"], True),
        (["Framasoft"], ["Frammasoft"], True),
        (["Fédération Emmaüs France", "Emmaüs"], ["Emmaus"], True),
        (["Le Guide"], ["Douglas Adams", "Douglas Noël Adams"], False),
        (["Coopérative"], ["Association"], False),
        (["Essai"], [], None),
        (["Essai"], ["東京"], None),
    ],
)
def test_names_that_may_be_of_one_thing(ours: list[str], theirs: list[str], told: bool | None) -> None:
    assert naming.alike(ours, theirs) is told
