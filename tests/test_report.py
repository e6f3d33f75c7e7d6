"""What every format shares: the sentences, the counts, the addresses, and what no machine may obey."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from communs.findings import Span, Text, text
from communs.report import FORMATS, Report, say
from communs.report.report import as_json, fitting
from communs.typography import plain
from tests.told import FOUND, HOSTILE, REPORTS, saying

COMMAND = re.compile(r"^\s*::|##\[", re.MULTILINE)  # as a runner of GitHub or Forgejo looks for them
OURS = re.compile(r"^::(error|warning|notice) file=.*$\n", re.MULTILINE)


def test_a_format_has_the_name_of_its_function() -> None:
    assert list(FORMATS) == ["text", "github", "gitlab", "sarif", "json", "markdown"]


def test_french_spaces_do_not_break_and_values_stay_as_written() -> None:
    said = say(text("« {a} » : oui ? non !", a="« x » : y"), "fr")
    assert said == "«\u00a0« x » : y\u00a0»\u00a0: oui\u00a0? non\u00a0!"


def test_signs_that_nobody_sees_are_named() -> None:
    word = text("« {mot} »", mot="fran\u200bce")
    assert say(word, "fr") == "«\u00a0fran[U+200B]ce\u00a0»"
    assert say(word.about(mot="\u00a0se\u2011loger"), "fr") == "«\u00a0[U+00A0]se[U+2011]loger\u00a0»"
    assert say(word.about(mot="a\u00a0: é"), "fr") == "«\u00a0a\u00a0: é\u00a0»"


def test_guillemets_inside_guillemets_give_way() -> None:
    assert say(text("« {mot} » : non.", mot="«\u202fété »"), "fr") == "«\u00a0“été”\u00a0»\u00a0: non."


def test_english_stands_beside_the_french_or_in_the_locale() -> None:
    assert say(Text(fr="Bonjour {n}", en="Hello {n}", values={"n": "Zoé"}), "en") == "Hello Zoé"
    assert say(text("« {champ} » est vide.", champ="nom"), "en") == "“nom” is empty."


def test_a_sentence_has_one_line_and_no_command() -> None:
    assert (
        say(text("{x}", x="a \r\n b\x1b[31m ##[error]\u202e"), "fr") == "a b\ufffd[31m ##\ufffderror]\ufffd"
    )
    assert [plain(words) for words in ("::a::b", " ::a", "a ::b", "2001::1")] == [
        "\ufffd:a::b", " \ufffd:a", "a ::b", "2001::1",
    ]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_signs_keep_their_places(words: str) -> None:
    assert len(plain(words)) == len(words)


def test_counts_in_words() -> None:
    assert Report(findings=[*FOUND, *FOUND]).summary() == "2 erreurs, 2 avertissements."
    assert Report(findings=FOUND[:1], lang="en").summary() == "1 error."
    assert Report(findings=[]).summary() == "Tout est bon."
    assert [Report(findings=FOUND[:n] * 2).ready() for n in (0, 1)] == [
        "",
        "2 corrections sont prêtes\u00a0: communs validate --fix",
    ]
    assert [Report(findings=[]).left(n) for n in (0, 1, 2)] == [
        "", "… et 1 autre constat.", "… et 2 autres constats.",
    ]  # fmt: skip


def test_the_page_of_a_rule() -> None:
    site = "https://communs.example.org"
    assert Report(findings=[]).page("vide") == ""
    assert Report(findings=[], address=site).page("vide") == f"{site}/contribuer/regles/#vide"
    assert Report(findings=[], address=site, lang="en").page() == f"{site}/en/contribuer/regles/"
    assert Report(findings=[], address=f"{site}/a|b)(c").page("vide").startswith(f"{site}/a%7Cb%29%28c/")


def test_lines_of_a_place() -> None:
    asked: list[str] = []

    def source(path: str) -> str:
        asked.append(path)
        return "un\r\ndeux\rtrois\n" if path == "a" else ""

    report = Report(findings=[], sources=source)
    assert report.lines("a", Span(line=2, end_line=4)) == ["deux", "trois", ""]
    assert report.lines("a", Span(line=2, end_line=5)) == report.lines("b", Span()) == []
    assert asked == ["a", "b"]


def test_what_fits() -> None:
    assert [fitting(["ab", "é", "c"], limit) for limit in (0, 1, 2, 3, 4, 5, 9)] == [0, 0, 1, 1, 2, 3, 3]


def test_json_holds_no_command() -> None:
    assert as_json({"a": "##[error]é"}) == '{\n  "a": "#\\u0023[error]é"\n}\n'


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("form", FORMATS)
def test_no_runner_obeys_a_member(form: str, words: str) -> None:
    found = [saying(words, path) for path in ("catalogue/a.yml", words)] * 6
    said = FORMATS[form](Report(findings=found, sources=lambda _: f"{words}\n{words}\n{words}"))
    assert not COMMAND.search(OURS.sub("", said))


@settings(max_examples=100)
@given(REPORTS)
def test_no_runner_obeys_any_finding(report: Report) -> None:
    for form in FORMATS.values():
        said = form(report)
        assert not COMMAND.search(OURS.sub("", said))
        assert said.endswith("\n")
        said.encode()
