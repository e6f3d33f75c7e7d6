"""For a person at a terminal: the place, the sentence, the line itself, and what to write."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communs import report
from communs.findings import Finding, Span
from communs.report import Report
from communs.report.excerpt import TAB, WIDEST, excerpt, width
from communs.typography import plain
from tests.told import FOUND, HOSTILE, REPORTS, few, saying

FILE = "nom: Essai\nresume: Un essai.\nbesoins: [se-deplacr]\n"
MISSPELT = saying("se-deplacr", span=Span(line=3, column=11, end_line=3, end_column=21))


def _told(*findings: Finding, source: str = FILE, lang: str = "fr") -> str:
    return report.text(Report(findings=findings, sources=lambda _: source, lang=lang))


def test_the_line_is_shown_and_the_place_underlined() -> None:
    assert _told(MISSPELT) == (
        "catalogue/organisations/essai.yml:3:11: erreur: "
        "«\u00a0se-deplacr\u00a0» n’est pas une valeur de «\u00a0besoins\u00a0». [valeur-inconnue]\n"
        "  3 | besoins: [se-deplacr]\n"
        "    |           ^^^^^^^^^^\n"
        "    → Écrivez par exemple\u00a0: se-deplacr\n"
        "\n"
        "Pour comprendre une règle\u00a0: communs explain valeur-inconnue\n"
        "1 erreur.\n"
    )


def test_in_english() -> None:
    assert _told(*FOUND, lang="en", source="") == (
        "catalogue/a, b:c.yml:3:5: error: “nom” is empty. [vide]\n"
        "    → Keep only one.\n"
        "\n"
        "f.yml:1:2: warning: 100 % ready [fraicheur]\n"
        "\n"
        "1 fix is ready: communs validate --fix\n"
        "To understand a rule: communs explain vide --lang en\n"
        "1 error, 1 warning.\n"
    )


def test_nothing_to_say() -> None:
    assert _told() == "Tout est bon.\n"
    assert _told(lang="en") == "All is well.\n"


def test_a_warning_needs_no_lesson() -> None:
    assert _told(FOUND[1], source="") == (
        "f.yml:1:2: attention: 100 % prêt\ufffd[31m ou a b\ufffdc [fraicheur]\n\n1 avertissement.\n"
    )


@pytest.mark.parametrize(
    ("span", "source"),
    [
        (Span(line=9, end_line=9), FILE),
        (Span(line=3, end_line=9), FILE),
        (Span(), FILE),  # a word about the whole file
        (Span(line=1, column=1, end_line=1, end_column=3), ""),
    ],
)
def test_no_line_to_show(span: Span, source: str) -> None:
    assert " | " not in _told(saying("x", span=span), source=source)


def test_a_place_of_several_lines_is_shown_to_the_end_of_the_first() -> None:
    told = _told(saying("x", span=Span(line=2, column=9, end_line=3, end_column=4)))
    assert "  2 | resume: Un essai.\n    |         ^^^^^^^^^\n    →" in told


def test_long_numbers_keep_the_lines_together() -> None:
    told = _told(
        saying("x", span=Span(line=1200, column=1, end_line=1200, end_column=2)), source="a\n" * 1300
    )
    assert " 1200 | a\n      | ^\n" in told


def test_colours_only_where_asked() -> None:
    plain_words = Report(findings=[*FOUND, MISSPELT], sources=lambda _: FILE)
    told = report.text(replace(plain_words, colour=True))
    assert "\x1b[31merreur\x1b[0m" in told
    assert "\x1b[2m    |\x1b[0m           \x1b[31m^^^^^^^^^^\x1b[0m\n" in told
    assert "\x1b" not in report.text(plain_words)


@pytest.mark.parametrize(
    ("line", "start", "end", "shown", "under"),
    [
        ("nom: a", 5, 6, "nom: a", "     ^"),
        ("nom:", 4, 4, "nom:", "    ^"),  # something is missing at the end
        ("", 0, 0, "", "^"),
        ("a\tb", 2, 3, "a    b", "     ^"),
        ("\tb", 0, 1, "→   b", "^^^^"),  # spaces that are the fault become visible
        ("nom: a  ", 6, 8, "nom: a··", "      ^^"),
        ("日本: x", 4, 5, "日本: x", "      ^"),
        ("日本", 0, 2, "日本", "^^^^"),
        ("e\u0301té x", 5, 6, "e\u0301té x", "    ^"),
        ("👨‍👩‍👧 x", 6, 7, "👨‍👩‍👧 x", "   ^"),
        ("a\x1b[31m\u202eb", 7, 8, "a\ufffd[31m\ufffdb", "       ^"),
        ("##[error]x", 9, 10, "##\ufffderror]x", "         ^"),
    ],
)
def test_alignment(line: str, start: int, end: int, shown: str, under: str) -> None:
    assert excerpt(line, start, end) == (shown, under)


def test_a_long_line_is_cut_around_the_place() -> None:
    shown, under = excerpt("a" * 500 + "ICI" + "b" * 500, 500, 503)
    assert shown == "…" + "a" * 40 + "ICI" + "b" * 57 + "…"
    assert under == " " * 41 + "^^^"
    assert excerpt("ICI" + "b" * 500, 0, 3)[0] == "ICI" + "b" * 97 + "…"
    assert excerpt("a" * 500 + "ICI", 500, 503)[0] == "…" + "a" * 97 + "ICI"
    shown, under = excerpt("a" * 1_000_000, 10, 900_000)
    assert (len(shown), under) == (101, " " * 10 + "^" * 90)


@settings(max_examples=200)
@given(st.text(max_size=200), st.integers(0, 210), st.integers(0, 210))
def test_any_line_can_be_shown(line: str, start: int, end: int) -> None:
    start, end = sorted((start, end))
    shown, under = excerpt(line, start, end)
    assert plain(shown) == shown or shown.lstrip().startswith("::")
    assert under.strip(" ") == "^" * under.count("^") != ""
    assert len(shown) <= WIDEST * TAB + 2
    assert width(under) <= width(shown) + 1


@settings(max_examples=100)
@given(REPORTS)
def test_any_finding_is_told(given: Report) -> None:
    lines = report.text(given).split("\n")
    for finding in given.findings:
        place = f"{plain(finding.path)}:{finding.span.line}:{finding.span.column}: "
        message, *hint = given.told(finding)
        assert any(line.startswith(place) and f"{message} [{finding.rule}]" in line for line in lines)
        assert all(f"    → {words}" in lines for words in hint)
    assert lines[-2:] == [given.summary(), ""]


@pytest.mark.parametrize("words", HOSTILE)
def test_a_member_commands_no_terminal(words: str) -> None:
    told = _told(saying(words, words), *few("notice", 1), source=f"{words}\n" * 3)
    assert not any((ord(sign) < 32 and sign != "\n") or 126 < ord(sign) < 160 for sign in told)
