"""A plain slip in a value has one right answer; anything else has none."""

from __future__ import annotations

import pytest

from communs import mended
from communs.formats import FORMATS


@pytest.mark.parametrize(
    ("form", "written", "right"),
    [
        ("date", "02/11/2026", "2026-11-02"),
        ("date", "2026/1/2", "2026-01-02"),
        ("date", "2026-11-23T10:00:00", "2026-11-23"),
        ("date", "2026-02-30", None),
        ("date", "hier", None),
        ("date-partielle", "11/2018", "2018-11"),
        ("date-partielle", "2018-3", "2018-03"),
        ("uri", "www.exemple.fr", "https://www.exemple.fr"),
        ("uri", "https://exemple.fr/ma page", "https://exemple.fr/ma%20page"),
        ("uri", "https://moi:secret@exemple.fr", None),
        ("uri", "javascript:alert(1)", None),
        ("email", "mailto:contact@exemple.fr", "contact@exemple.fr"),
        ("siren", "732 829 320", "732829320"),
        ("siren", "732829321", None),
        ("siret", "732 829 320 00074", "73282932000074"),
        ("rna", "w751000000", "W751000000"),
        ("qid", "https://www.wikidata.org/wiki/Q42", "Q42"),
        ("qid", "q42", "Q42"),
        ("code-postal", "F-59000", "59000"),
        ("code-insee", "1053", "01053"),
        ("code-insee", "2a004", "2A004"),
        ("spdx", "agpl-3.0-or-later", "AGPL-3.0-or-later"),
        ("spdx", "GPL v3", None),
        ("opening-hours", "du lundi au vendredi", None),
    ],
)
def test_mended(form: str, written: str, right: str | None) -> None:
    assert mended.value(form, written) == right


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_text_cannot_be_mended(form: str) -> None:
    assert mended.value(form, "") is None
