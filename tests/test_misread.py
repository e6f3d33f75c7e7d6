"""What libyaml reads, and its author did not mean: told at its place, mended where that is mechanical."""

from __future__ import annotations

import pytest

from communs.located import read
from communs.mending.edits import applied

HARD = "Il y a ici une espace insécable, que YAML prend pour une lettre."
SUNKEN = "Ce tiret est plus à droite que celui du dessus : il n’ouvre pas de nouvelle valeur."
ALONE = "Ce « --- » annonce une autre fiche, et rien ne suit."
SEVERAL = "Ce fichier contient plusieurs documents séparés par « --- »."


@pytest.mark.parametrize(
    ("content", "rule", "said", "place", "right"),
    [
        ("nom\u00a0: A\n", "caractere-interdit", HARD, (1, 4), "nom: A\n"),
        ("a:\n\u00a0\u202fb: c\n", "caractere-interdit", HARD, (2, 1), "a:\n  b: c\n"),
        ("a:\n  - b\n    - c\n    - d\n", "yaml", SUNKEN, (3, 5), "a:\n  - b\n  - c\n  - d\n"),
        ("- b\r\n  - c\r\n", "yaml", SUNKEN, (2, 3), "- b\r\n- c\r\n"),
        ("nom: A\n---\n\n", "plusieurs-documents", ALONE, (2, 1), "nom: A\n"),
    ],
)
def test_mended(content: str, rule: str, said: str, place: tuple[int, int], right: str) -> None:
    (finding,) = read(content.encode(), "f.yml").findings
    assert (finding.rule, str(finding.message)) == (rule, said)
    assert (finding.span.line, finding.span.column) == place
    assert finding.fix is not None and applied(content, [finding.fix]) == right
    assert read(right.encode(), "f.yml").findings == ()


@pytest.mark.parametrize(
    ("content", "rule", "said", "place"),
    [
        ("nom: A\n---\nnom: B\n", "plusieurs-documents", SEVERAL, (3, 1)),
        ("? [a]\n: b\n", "cle", "Ici on attend le nom d’un champ, suivi de « : ».", (1, 3)),
        ("nom: {{ nom }}\n", "cle", "« {{ » annonce un texte que personne n’a mis à sa place.", (1, 7)),
    ],
)
def test_told(content: str, rule: str, said: str, place: tuple[int, int]) -> None:
    (finding,) = read(content.encode(), "f.yml").findings
    assert (finding.rule, str(finding.message), finding.fix) == (rule, said, None)
    assert (finding.span.line, finding.span.column) == place


@pytest.mark.parametrize(
    "content", ["- Paris - Lyon\n", "- a\n  b - c\n", "a: b\n  - c\n", "- 'a\n    - b'\n", "'nom\u00a0': A\n"]
)
def test_not_told(content: str) -> None:
    assert read(content.encode(), "f.yml").findings == ()


def test_a_name_keeps_its_value() -> None:
    document = read("nom\u00a0: A\n".encode(), "f.yml")
    assert document.value == {"nom": "A"} and document.written(("nom",)) == "A"
