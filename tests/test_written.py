"""What is written as YAML is read back the same."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from communs.located import read
from communs.written import dump, inline


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Mobicoop", "Mobicoop"),
        ("2018", '"2018"'),
        ("2018-11", "2018-11"),
        ("01000", '"01000"'),
        ("NO", '"NO"'),
        ("12:30", '"12:30"'),
        ("2A004", "2A004"),
        ("2018-11-23", "2018-11-23"),
        ("true", '"true"'),
        ("", '""'),
        (" a", '" a"'),
        ("a: b", '"a: b"'),
        ("a #b", '"a #b"'),
        ("- a", '"- a"'),
        ("L’été « là »", "L’été « là »"),
        ("a\nb", '"a\\nb"'),
        (["a", "2018"], '[a, "2018"]'),
        ({"url": "https://x.fr"}, "{url: https://x.fr}"),
        (True, "true"),
        (12.5, "12.5"),
        (None, "null"),
    ],
)
def test_on_one_line(value: Any, written: str) -> None:
    assert inline(value) == written


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        ("Un.\n\nDeux.\n", ["a: |", "  Un.", "", "  Deux."]),
        ("# Un\n  deux: x", ["a: |-", "  # Un", "    deux: x"]),
        (" Un.\nDeux.", ['a: " Un.\\nDeux."']),
        ("\n Un.", ['a: "\\n Un."']),
        ("\nUn.", ["a: |-", "", "  Un."]),
        ("Un.\tDeux.\n", ['a: "Un.\\tDeux.\\n"']),
        ("Un.\n \nDeux.", ['a: "Un.\\n \\nDeux."']),
        ("Un.\n\n", ['a: "Un.\\n\\n"']),
    ],
)
def test_a_text_of_several_lines_stays_as_it_is_where_it_can(value: str, lines: list[str]) -> None:
    assert list(dump({"a": value})) == lines
    assert read("\n".join([*lines, ""]).encode(), "f.yml").value == {"a": value}


def test_on_several_lines() -> None:
    value = {
        "nom": "A",
        "membre_de": [{"alliance": "x", "depuis": "2021"}],
        "adresse": {"voie": "1 rue B"},
        "vide": {},
    }
    assert list(dump(value)) == [
        "nom: A",
        "membre_de:",
        "  - alliance: x",
        '    depuis: "2021"',
        "adresse:",
        "  voie: 1 rue B",
        "vide: {}",
    ]


TEXTS = st.text(
    alphabet=st.characters(
        blacklist_categories=["Cs", "Cc"], blacklist_characters="\u2028\u2029\ufeff\ufffe\uffff"
    ),
    max_size=12,
)
NUMBERS = st.one_of(st.booleans(), st.integers(-(10**14), 10**14), st.none())
VALUES = st.recursive(
    st.one_of(TEXTS, NUMBERS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(TEXTS.filter(bool), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=300)
@given(st.dictionaries(TEXTS.filter(bool), VALUES, min_size=1, max_size=3))
@example({"a": "...", "b": "---", "c": "? x", "d": "\U000e0001", "e": "x\u00a0", "<<": "x"})
def test_read_back_the_same(value: dict[str, Any]) -> None:
    document = read("\n".join(dump(value)).encode(), "f.yml")
    assert (document.value, document.findings) == (value, ())
