"""Findings: sentences with holes, and the order in which they are read."""

from __future__ import annotations

from dataclasses import replace

from communs.findings import MOST, Finding, Span, Text, counts, first, in_file_order, short, text


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


def _many(number: int) -> list[Finding]:
    return [replace(_at("a", line), severity="warning") for line in range(1, number + 1)]


def test_a_hundred_findings_are_all_told() -> None:
    assert list(first(_many(MOST))) == _many(MOST)


def test_of_more_the_rest_is_only_announced_where_it_begins() -> None:
    *told, last = first(_many(MOST + 5))
    assert told == _many(MOST)
    assert (last.rule, last.span.line, last.severity) == ("trop-de-fautes", MOST + 1, "error")
    assert str(last.message) == (
        "Il y a plus de 100 choses à dire de ce fichier : la suite n’est pas montrée."
    )


def test_a_value_is_cut_to_what_a_sentence_can_hold() -> None:
    assert short("x" * 100) == "x" * 79 + "…"
    assert short({"é": [1, None]}) == '{"é": [1, null]}'


def test_they_are_counted_by_severity() -> None:
    warning = Finding(path="a", rule="r", severity="warning", message=text("mot"))
    assert counts([_at("a", 1), warning]) == {"error": 1, "warning": 1, "notice": 0}
