"""Two texts of a file → the lines to avoid and the lines to write."""

from __future__ import annotations

import pytest

from communs import examples
from communs.examples import GAP, Example, Line, between, compare


def _shown(lines: tuple[Line, ...]) -> list[str]:
    return [f"{'>' if line.differs else ' '} {line.text}" for line in lines]


def test_lines_that_differ_stand_with_their_neighbours() -> None:
    found = compare("f.yml", "a: 1\nb: 2\nc: 3\nd: 4\n", "a: 1\nb: 2\nc: trois\nd: 4\n")
    assert found.path == "f.yml"
    assert _shown(found.wrong) == ["  b: 2", "> c: 3", "  d: 4"]
    assert _shown(found.right) == ["  b: 2", "> c: trois", "  d: 4"]


def test_a_line_that_was_missing_has_no_twin() -> None:
    found = compare("f.yml", "a: 1\nc: 3\n", "a: 1\nb: 2\nc: 3\n")
    assert _shown(found.wrong) == ["  a: 1", "  c: 3"]
    assert _shown(found.right) == ["  a: 1", "> b: 2", "  c: 3"]


def test_what_lies_between_two_places_is_left_out() -> None:
    found = compare("f.yml", "a: 1\nb\nc\nd\ne: 5\n", "a: un\nb\nc\nd\ne: cinq\n")
    assert _shown(found.wrong) == ["> a: 1", "  b", "  …", "  d", "> e: 5"]
    assert found.right[2] == GAP


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("nom: Essai  ", "nom: Essai··"), ("\tnom: Essai", "→nom: Essai"), ("nom: Essai\r", "nom: Essai↵"),
        ("nom: Es\x07sai", "nom: Es‹U+0007›sai"), ("nom: Es\u200bsai", "nom: Es‹U+200B›sai"),
        ("nom: d’été, œuvre", "nom: d’été, œuvre"),
    ],
)  # fmt: skip
def test_what_the_eye_does_not_see_is_drawn(line: str, seen: str) -> None:
    assert compare("f.yml", f"{line}\n", "").wrong[0].text == seen


def test_files_that_changed_are_compared_and_the_others_are_not_shown() -> None:
    wrong = {"un.yml": "a", "deux.yml": "b", "trois.yml": "c"}
    right = {"un.yml": "a", "deux.yml": "B"}
    assert between(wrong, right) == (compare("deux.yml", "b", "B"),)


def test_where_no_text_changed_the_names_are_what_is_wrong() -> None:
    found = between({"essai.yaml": "a", "autre.yml": "b"}, {"essai.yml": "a", "autre.yml": "b"})
    assert found == (
        Example(
            wrong=(Line(text="essai.yaml", differs=True), Line(text="autre.yml")),
            right=(Line(text="essai.yml", differs=True), Line(text="autre.yml")),
        ),
    )


def test_a_rule_that_files_cannot_show_has_no_example() -> None:
    assert examples.of("lien-symbolique") == ()
    assert examples.of("rien-de-tel") == ()
