"""One text for each reader."""

from __future__ import annotations

import json

from communs import report
from communs.findings import Finding, Span, Text, TextEdit, text
from communs.words import translation

FRENCH, ENGLISH = translation("fr"), translation("en")
SPAN = Span(line=3, column=5, end_line=3, end_column=9)
FOUND = [
    Finding(
        path="catalogue/a, b:c.yml",
        span=SPAN,
        rule="vide",
        message=text("« {champ} » est vide.", champ="nom"),
        hint=text("Gardez-en un seul."),
        fix=TextEdit(span=SPAN, text="x"),
    ),
    Finding(
        path="f.yml",
        span=Span(line=1, column=2, end_line=4, end_column=1),
        rule="fraicheur",
        severity="warning",
        message=Text(fr="100 % prêt\x1b[31m\nou {x}", en="100 % ready", values={"x": "a\r\nb\u202ec"}),
    ),
]


def test_for_a_person() -> None:
    assert report.text(FOUND, FRENCH, "fr") == (
        "catalogue/a, b:c.yml:3:5: erreur: «\u00a0nom\u00a0» est vide. [vide]\n"
        "    → Gardez-en un seul.\n"
        "f.yml:1:2: attention: 100 % prêt\ufffd[31m ou a b\ufffdc [fraicheur]\n"
        "1 erreur, 1 avertissement.\n"
    )


def test_in_english() -> None:
    assert report.text(FOUND, ENGLISH, "en") == (
        "catalogue/a, b:c.yml:3:5: error: “nom” is empty. [vide]\n"
        "    → Keep only one.\n"
        "f.yml:1:2: warning: 100 % ready [fraicheur]\n"
        "1 error, 1 warning.\n"
    )


def test_nothing_to_say() -> None:
    assert report.text([], FRENCH, "fr") == "Tout est bon.\n"
    assert report.text([], ENGLISH, "en") == "All is well.\n"


def test_counts_in_words() -> None:
    assert report.summary([*FOUND, *FOUND], FRENCH) == "2 erreurs, 2 avertissements."


def test_colour_only_where_asked() -> None:
    assert "\x1b[31merreur\x1b[0m" in report.text(FOUND, FRENCH, "fr", colour=True)
    assert "\x1b" not in report.text(FOUND, FRENCH, "fr")


def test_for_a_program() -> None:
    assert json.loads(report.as_json(FOUND, FRENCH, "fr"))["counts"] == {
        "error": 1,
        "warning": 1,
        "notice": 0,
    }
    assert json.loads(report.as_json(FOUND, ENGLISH, "en"))["findings"][0] == {
        "path": "catalogue/a, b:c.yml",
        "line": 3,
        "column": 5,
        "end_line": 3,
        "end_column": 9,
        "rule": "vide",
        "severity": "error",
        "message": "“nom” is empty.",
        "hint": "Keep only one.",
        "fix": {"line": 3, "column": 5, "end_line": 3, "end_column": 9, "text": "x"},
    }


def test_for_github() -> None:
    assert report.github(FOUND, FRENCH, "fr").splitlines() == [
        "::error file=catalogue/a%2C b%3Ac.yml,line=3,endLine=3,title=vide,col=5,endColumn=9::"
        "«\u00a0nom\u00a0» est vide. Gardez-en un seul.",
        "::warning file=f.yml,line=1,endLine=4,title=fraicheur::100 %25 prêt\ufffd[31m ou a b\ufffdc",
        "1 erreur, 1 avertissement.",
    ]


def test_french_spaces_do_not_break_and_values_stay_as_written() -> None:
    said = report.say(text("« {a} » : oui ? non !", a="« x » : y"), FRENCH, "fr")
    assert said == "«\u00a0« x » : y\u00a0»\u00a0: oui\u00a0? non\u00a0!"
