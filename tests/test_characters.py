"""Characters that nobody sees: what they stand for, where that is known."""

from __future__ import annotations

import pytest

from communs.reading.characters import explain, mended


@pytest.mark.parametrize(
    ("content", "start", "change"),
    [
        ("l\x92eau", 1, (1, 2, "’")),
        ("\x93Eau\x94 \ufeff.", 0, (0, 7, "“Eau” ")),
        ("a\x07b", 1, None),
        ("a\x92b\u2028c", 1, None),
        ("a\x85b", 1, None),
    ],
)
def test_mended(content: str, start: int, change: tuple[int, int, str] | None) -> None:
    assert mended(content, start) == change


def test_explained() -> None:
    message, hint = explain("\ufeff")
    assert str(message) == "Il y a ici un caractère invisible interdit (U+FEFF)."
    assert str(hint) == "Effacez-le : il vient souvent d’un copier-coller."
