"""Formats: one function each, known by its own name."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communs.formats import FORMATS
from communs.kinds import Field

RIGHT = {
    "date": ["2026-11-23", "2024-02-29"],
    "date-partielle": ["2018", "2018-11", "2018-11-23"],
    "uri": [
        "https://www.exemple.fr",
        "http://exemple.fr:8080/a/b?c=d#e",
        "https://exemple.fr/été",
        "https://été.fr",
        "https://framapiaf.org/@mobicoop",
    ],
    "email": ["contact@exemple.fr", "a.b+c@sous.exemple.coop"],
    "siren": ["732829320", "356000000"],
    "siret": ["73282932000074", "35600000000048", "35600000049837"],
    "rna": ["W751000000", "W9M1000123", "W2A1000123"],
    "qid": ["Q42"],
    "code-insee": ["59350", "2A004", "97411", "01053"],
    "code-postal": ["59000", "01000"],
    "spdx": ["AGPL-3.0-or-later", "MIT OR Apache-2.0", "LicenseRef-Coopyleft"],
    "opening-hours": ["Mo-Fr 09:00-18:00", "24/7"],
}
WRONG = {
    "date": ["2026-02-30", "2026-13-45", "2026-1-2", "20261123", "2026-11", "hier", "2026-11-23T10:00", ""],
    "date-partielle": ["18", "2018-13", "2018-02-30", "2018-1", "0000"],
    "uri": [
        "www.exemple.fr",
        "ftp://exemple.fr",
        "javascript:alert(1)",
        "https://moi:secret@exemple.fr",
        "https://moi@exemple.fr",
        "https://exemple.fr/ma page",
        "https://localhost/x",
        "https://192.168.0.1/",
        "http://[::1",
        "https://a..fr",
        "https://exemple.fr:99999/",
        "https://",
    ],
    "email": ["contact", "contact@exemple", "a b@exemple.fr", "a@b..fr", "@exemple.fr", "a@-x.fr"],
    "siren": ["732829321", "732 829 320", "73282932", "²²²²²²²²²", "１２３４５６７８９"],
    "siret": ["73282932000075", "732829320", "73282932000074 "],
    "rna": ["W75100000", "751000000", "w751000000"],
    "qid": ["Q0", "q42", "Q042", "42", " Q42"],
    "code-insee": ["5935", "2C004", "2a004", "LILLE"],
    "code-postal": ["5900", "59 000", "99000", "F-59000", "590000"],
    "spdx": ["AGPL v3", "agpl-3.0", "MIT OR", "("],
    "opening-hours": ["du lundi au vendredi"],
}


@pytest.mark.parametrize(("name", "value"), [(n, v) for n, values in RIGHT.items() for v in values])
def test_right(name: str, value: str) -> None:
    assert FORMATS[name](value)


@pytest.mark.parametrize(("name", "value"), [(n, v) for n, values in WRONG.items() for v in values])
def test_wrong(name: str, value: str) -> None:
    assert not FORMATS[name](value)


def test_each_format_has_its_examples() -> None:
    assert set(RIGHT) == set(WRONG) == set(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_the_example_shown_where_a_schema_gives_none_is_right(name: str) -> None:
    assert FORMATS[name](Field(name="x", schema={"format": name}).example)


@settings(max_examples=60)
@given(st.text(max_size=40))
def test_any_text_has_an_answer(value: str) -> None:
    assert {type(check(value)) for check in FORMATS.values()} == {bool}
