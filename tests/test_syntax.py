"""libyaml's complaints in our words: the cases are in `cases/invalides/yaml`; here, what it may also say."""

from __future__ import annotations

import pytest

from communs import syntax


@pytest.mark.parametrize(
    ("problem", "line", "said"),
    [
        (
            "found undefined alias",
            "a: *b",
            "Le signe « * » ou « & » au début d’une valeur a un sens spécial en YAML.",
        ),
        ("did not find expected key", "  b: c", "Cette ligne n’est pas alignée avec les précédentes."),
        ("found character '\\t'", "a:", "Cette ligne commence par une tabulation."),
        ("quelque chose de neuf", "a:", "Ce texte n’est pas du YAML lisible à partir d’ici."),
    ],
)
def test_said(problem: str, line: str, said: str) -> None:
    rule, message, hint = syntax.explain(problem, line, 0)
    assert str(message) == said
    assert rule in ("yaml", "tabulation") and str(hint)
