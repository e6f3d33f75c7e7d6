"""Findings: sentences with holes, and the order in which they are read."""

from __future__ import annotations

from communs.findings import Finding, Span, Text, counts, in_file_order, text


def test_a_sentence_takes_its_values() -> None:
    assert str(text("« {champ} » est vide.", champ="nom")) == "« nom » est vide."


def test_braces_in_a_value_stay_as_written() -> None:
    assert str(text("« {valeur} » ?", valeur="{valeur} {0} {x.y} %s")) == "« {valeur} {0} {x.y} %s » ?"


def test_a_hole_without_value_stays() -> None:
    assert str(text("{a} {b}", a=1)) == "1 {b}"


def test_lone_braces_are_no_holes() -> None:
    assert str(text("{ {} }{ {0.a}")) == "{ {} }{ {0.a}"


def test_the_same_sentence_about_something_else() -> None:
    assert str(Text(fr="{n}", values={"n": 1}).about(n=2)) == "2"


def _at(path: str, line: int, word: str = "mot") -> Finding:
    return Finding(path=path, span=Span(line=line), rule="r", message=text(word))


def test_findings_come_in_file_order_each_once() -> None:
    found = [_at("b", 1), _at("a", 10), _at("a", 9), _at("a", 9)]
    assert [(f.path, f.span.line) for f in in_file_order(found)] == [("a", 9), ("a", 10), ("b", 1)]


def test_they_are_counted_by_severity() -> None:
    warning = Finding(path="a", rule="r", severity="warning", message=text("mot"))
    assert counts([_at("a", 1), warning]) == {"error": 1, "warning": 1, "notice": 0}
