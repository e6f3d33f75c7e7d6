"""A text comes back into a form: what can be read of it is there, and what is wrong is said."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communs import form_reader

PATH = "catalogue/organisations/essai.yml"
LINE = "# yaml-language-server: $schema=../../.cache/schemas/organisations.json\n"


def _read(content: str, lang: str = "fr", english: dict[str, str] | None = None) -> dict[str, Any]:
    return form_reader.read(content, PATH, ["organisations"], lang, english or {})


def test_a_sound_text_is_read_whole() -> None:
    assert _read(f"{LINE}nom: A\nbesoins: [b]\n") == {
        "value": {"nom": "A", "besoins": ["b"]},
        "findings": [],
        "text": f"{LINE}nom: A\nbesoins: [b]\n",
    }


@pytest.mark.parametrize(
    ("content", "value"),
    [
        ("nom: A\nresume: 'x\nbesoins: [b]\n", {"nom": "A", "besoins": ["b"]}),
        ("nom: A\n  sigle: B\nresume: C\n", {"resume": "C"}),
        (
            "nom: A\nbesoins: [b\ncontact:\n  courriel: a@b.fr\n",
            {"nom": "A", "contact": {"courriel": "a@b.fr"}},
        ),
        ("nom: A\n---\nnom: B\nsigle: C\n", {"nom": "A"}),
        ("nom: A\nnom: B\n", {"nom": "A"}),
        ("nom: &x A\nsigle: *x\nbesoins: [*x, b]\n", {"nom": "A", "besoins": ["b"]}),
        ("- a\n- b\n", {}),
        ("<html>", {}),
        ("", {}),
        ("nom: \x00A\nsigle: B\n", {"sigle": "B"}),
    ],
)
def test_no_field_that_can_be_read_is_lost(content: str, value: dict[str, Any]) -> None:
    found = _read(content)
    assert (found["value"], found["text"]) == (value, content)
    assert found["findings"]


def test_what_is_wrong_is_said_where_it_stands() -> None:
    found = _read(f"{LINE}nom: A\nresume: B: C\n")
    assert found["findings"] == [
        {
            "line": 3,
            "column": 10,
            "rule": "yaml",
            "severity": "error",
            "message": "Il y a un «\xa0:\xa0» de trop, ou un décalage, sur cette ligne.",
            "hint": 'Écrivez\xa0: resume: "B: C"',
        }
    ]


def test_a_reader_of_english_is_told_in_english() -> None:
    [_, said] = _read("nom: A\nnom: B\n", "en", {"Gardez-en un seul.": "Keep only one."})["findings"]
    assert said["hint"] == "Keep only one."


@pytest.mark.parametrize(
    ("raw", "rule", "place"),
    [
        ("nom: caf\xe9\n", "encodage", (1, 9)),
        ("nom: \xc3\xa9\n\xe2\x82", "encodage", (2, 1)),
        ("\xff\xfen\0o\0", "encodage", (1, 1)),
        ("\x89PNG\r\n", "encodage", (1, 1)),
        ("x" * 1_000_001, "fichier-trop-gros", (1, 1)),
    ],
)
def test_bytes_that_are_no_text_are_named(raw: str, rule: str, place: tuple[int, int]) -> None:
    found = form_reader.refused(raw, PATH, "fr", {})
    assert (found["value"], found["text"]) == ({}, "")
    assert [(told["rule"], (told["line"], told["column"])) for told in found["findings"]] == [(rule, place)]


@given(st.text(st.sampled_from("abc:# -'\"[]{}|>&*!%@`\t\n\r\x00é"), max_size=60))
def test_whatever_a_text_holds_it_is_read(content: str) -> None:
    assert isinstance(_read(content)["value"], dict)
