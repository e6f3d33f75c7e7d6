"""Sentences about keywords that no case shows."""

from __future__ import annotations

from communs.wording.sentences import Fault, of


def test_an_unknown_format_or_keyword_is_told_plainly() -> None:
    rule, message, hint = of(Fault(keyword="format", limit="time", value="midi", name="heure"))
    assert (rule, str(message)) == (
        "regle-du-schema",
        "« heure » ne suit pas la règle « format » du schéma.",
    )
    assert str(hint) == "Comparez avec l’exemple du type de fiche."


def test_what_is_written_twice_is_named() -> None:
    _, message, _ = of(Fault(keyword="uniqueItems", limit=True, value=["a", "b", "a"], name="besoins"))
    assert str(message) == "« a » est écrit deux fois dans « besoins »."


def test_many_values_are_looked_through_once() -> None:
    many = [*range(100_000), 0]
    _, message, _ = of(Fault(keyword="uniqueItems", limit=True, value=many, name="a"))
    assert str(message) == "« 0 » est écrit deux fois dans « a »."
