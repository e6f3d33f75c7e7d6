"""What went and what came, marked word by word; what of a text is shown where there is little room."""

from __future__ import annotations

import pytest

from communs.findings import Text
from communs.preview.words import around, marked

LONG = "Des bénévoles conduisent les personnes âgées ou sans voiture là où la collectivité l’a organisé."


def _marked(before: tuple[str, ...], after: tuple[str, ...]) -> list[str]:
    said = marked(before, after, lambda words: "")
    return [str(piece).replace('<span class="cm-cache"> </span>', "") for piece in said]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ((), ("Gratuit",), ["<ins>Gratuit</ins>"]),
        (("Gratuit",), (), ["<del>Gratuit</del>"]),
        (("Payant",), ("Prix libre",), ["<del>Payant</del> <ins>Prix libre</ins>"]),
        (("a", "b"), ("a", "c", "d"), ["a", "<del>b</del> <ins>c</ins>", "<ins>d</ins>"]),
        (("<b>",), ("&",), ["<del>&lt;b&gt;</del> <ins>&amp;</ins>"]),
    ],
)
def test_pieces(before: tuple[str, ...], after: tuple[str, ...], said: list[str]) -> None:
    assert _marked(before, after) == said


def test_a_long_text_is_marked_inside() -> None:
    (said,) = _marked((LONG,), (LONG.replace("âgées ou sans", "isolées, âgées ou sans"),))
    assert said == LONG.replace("âgées ou sans", "").replace(
        "personnes ", "personnes<ins> isolées,</ins> âgées ou sans"
    )


def test_another_text_is_another_text() -> None:
    other = "Un jardin, deux ruches, trois arbres : on y vient quand on veut, de mars à novembre, sans payer."
    assert _marked((LONG,), (other,)) == [f"<del>{LONG}</del> <ins>{other}</ins>"]


def test_a_text_without_end_is_cut_and_not_compared() -> None:
    (said,) = _marked(("a " * 100_000,), ("b " * 100_000,))
    assert said.count("…") == 2
    assert len(said) < 30_000


def test_what_comes_is_said_to_those_who_do_not_see_it() -> None:
    def say(words: Text) -> str:
        return words.fr

    (said,) = marked(("Payant",), ("Gratuit",), say)
    assert said == (
        '<del><span class="cm-cache">Retiré : </span>Payant</del> <ins><span class="cm-cache">Ajouté : </span>Gratuit</ins>'
    )


def test_little_room_shows_where_texts_part() -> None:
    before, after = "a" * 100 + "b" * 100, "a" * 100 + "c" * 100
    assert around(before, after, 40) == ("…" + "a" * 10 + "b" * 28 + "…", "…" + "a" * 10 + "c" * 28 + "…")
    assert around("court", "long", 40) == ("court", "long")
    assert around("", "a" * 50, 40) == ("", "a" * 39 + "…")
