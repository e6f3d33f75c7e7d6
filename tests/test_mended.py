"""A plain slip in a value has one right answer; anything else has none."""

from __future__ import annotations

import pytest

from communs.formats import FORMATS
from communs.mending import mended


@pytest.mark.parametrize(
    ("form", "written", "right"),
    [
        ("date", "02/11/2026", "2026-11-02"),
        ("date", "2026/1/2", "2026-01-02"),
        ("date", "2026-11-23T10:00:00", "2026-11-23"),
        ("date", "2026-02-30", None),
        ("date", "hier", None),
        ("date", "20261123", "2026-11-23"),
        ("date", "2026-11-23 00:00:00", "2026-11-23"),
        ("date", "2026-11-234", None),
        ("date", "11/23/2026", "2026-11-23"),  # there is no other reading
        ("date", "2 novembre 2026", "2026-11-02"),
        ("date", "mars 2018", None),
        ("date-partielle", "mars 2018", "2018-03"),
        ("date-partielle", "vers 2018", "2018"),
        ("date-partielle", "2018-2020", None),
        ("date-partielle", "11/2018", "2018-11"),
        ("date-partielle", "2018-3", "2018-03"),
        ("uri", "www.exemple.fr", "https://www.exemple.fr"),
        ("uri", "https://exemple.fr/ma page", "https://exemple.fr/ma%20page"),
        ("uri", "https://moi:secret@exemple.fr", None),
        ("uri", "javascript:alert(1)", None),
        ("uri", "htpps//exemple.fr", "https://exemple.fr"),
        ("uri", "http:/exemple.fr/a", "http://exemple.fr/a"),
        ("uri", "[ici](https://exemple.fr)", "https://exemple.fr"),
        ("uri", "<https://exemple.fr>", "https://exemple.fr"),
        ("uri", "statuts.pdf", None),
        ("uri", "https://exemple.fr https://exemple.com", None),
        ("email", "mailto:contact@exemple.fr", "contact@exemple.fr"),
        ("email", "contact (at) exemple [point] fr", "contact@exemple.fr"),
        ("email", "contact @exemple.fr", "contact@exemple.fr"),
        ("email", "a@exemple.fr, b@exemple.fr", "a@exemple.fr"),
        ("email", "Équipe <contact@exemple.fr>", "contact@exemple.fr"),
        ("uri", "@nous@social.exemple.fr", "https://social.exemple.fr/@nous"),
        ("siren", "732 829 320", "732829320"),
        ("siren", "732829321", None),
        ("siren", "FR44 732829320", "732829320"),
        ("siren", "73282932000074", "732829320"),
        ("siren", "732829320.0", "732829320"),
        ("siret", "732 829 320 00074", "73282932000074"),
        ("rna", "w751000000", "W751000000"),
        ("qid", "https://www.wikidata.org/wiki/Q42", "Q42"),
        ("qid", "q42", "Q42"),
        ("code-postal", "F-59000", "59000"),
        ("code-insee", "1053", "01053"),
        ("code-insee", "2a004", "2A004"),
        ("spdx", "agpl-3.0-or-later", "AGPL-3.0-or-later"),
        ("spdx", "GPL v3", None),
        ("spdx", "MIT ou Apache-2.0", "MIT OR Apache-2.0"),
        ("opening-hours", "du lundi au vendredi", "Mo-Fr"),
        ("opening-hours", "fermé le lundi", None),
        ("rna", "751000000", "W751000000"),
        ("qid", "42", "Q42"),
        ("code-postal", "59000 Lille", "59000"),
        ("code-postal", "590001 Lille", None),
        ("email", "contact" + 900_000 * " " + "@exemple.fr", None),  # nobody's slip, and slow to read
    ],
)
def test_mended(form: str, written: str, right: str | None) -> None:
    assert mended.value(form, written) == right


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_text_cannot_be_mended(form: str) -> None:
    assert mended.value(form, "") is None


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("uri", "https://exemple.fr/ma page"),  # the space, or all that follows it, may be what is too much
        ("date-partielle", "2026-03-18 09:00"),
        ("code-postal", "1000"),
        ("email", "a@exemple.fr, b@exemple.fr"),
        ("qid", "42"),
        ("code-insee", "1053"),
    ],
)
def test_what_is_likely_is_not_sure(form: str, written: str) -> None:
    assert mended.value(form, written) and mended.sure(form, written) is None


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("12", 12), ("12,5", 12.5), ("1 200", 1200), ("1\u202f200,50", 1200.5), ("-3", -3), ("1,2345", 1.2345),
        ("1,200", None), ("12 %", None), ("douze", None), ("1 20", None), ("", None),
        ("12_000", 12000), (".5", 0.5), ("-", None), ("50° 38′ 12″ N", 50.636667), ("3°30' O", -3.5),
    ],
)  # fmt: skip
def test_a_number(written: str, number: float | None) -> None:
    assert mended.number(written) == number


@pytest.mark.parametrize(
    ("written", "number"), [("12 %", 12), ("2 To", 2), ("1 200,5 €", 1200.5), ("12", None), ("To", None)]
)
def test_a_number_before_its_unit(written: str, number: float | None) -> None:
    assert mended.measure(written) == number


@pytest.mark.parametrize(
    ("written", "value"), [("oui", True), ("VRAI", True), ("Non", False), ("off", False), ("peut-être", None)]
)
def test_a_boolean(written: str, value: bool | None) -> None:
    assert mended.boolean(written) is value
