"""Sentences cut what is too long to read."""

from __future__ import annotations

from communs.sentences import Fault, of, short


def test_a_value_is_cut_to_what_a_sentence_can_hold() -> None:
    assert short("x" * 100) == "x" * 79 + "…"
    assert short({"é": [1, None]}) == '{"é": [1, null]}'


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
