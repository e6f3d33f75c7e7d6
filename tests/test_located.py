"""The reader: what is text stays text, everything has a place, and nothing makes it fall."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from communs.findings import MOST, Span
from communs.located import MAX_DEPTH, Document, read
from communs.reading.decoding import MAX_BYTES


def _read(content: str) -> Document:
    return read(content.encode(), "f.yml")


def _span(line: int, column: int, end_line: int, end_column: int) -> Span:
    return Span(line=line, column=column, end_line=end_line, end_column=end_column)


@pytest.mark.parametrize("piece", ["- &a 1\n", "- !a 1\n", "a: 1\n", "- a\n    - b\n", "- b #x\n"])
def test_the_rest_of_many_faults_is_not_told(piece: str) -> None:
    document = _read(piece * 500)
    assert len(document.findings) == MOST + 1
    assert document.findings[-1].rule == "trop-de-fautes"
    assert document.value is None


def test_a_long_word_is_cut_where_it_is_told() -> None:
    for content in (
        f"a: !{'a' * 1000} b",
        f"a: &{'a' * 1000} b",
        2 * f"{'a' * 1000}: b\n",
        f"a: b #{'a' * 1000}",
    ):
        (finding, *_) = _read(content).findings
        assert len(str(finding.message)) < 200


def test_quotes_make_text() -> None:
    assert _read("a: \"59350\"\nb: 'true'\nc: ''").value == {"a": "59350", "b": "true", "c": ""}


def test_a_byte_order_mark_and_windows_line_ends() -> None:
    document = read(b"\xef\xbb\xbfnom: A\r\nresume: |\r\n  B\r\n\r\n  C\r\n", "f.yml")
    assert document.value == {"nom": "A", "resume": "B\n\nC\n"}
    assert document.findings == ()
    assert document.span(("nom",)) == _span(1, 6, 1, 7)


def test_the_places_of_keys_and_values() -> None:
    document = _read("nom: Œuvre\nliste: [a, bé]\nbloc:\n  - x: 1\n    y: 2\n\n\nfin: z\n")
    assert document.span(("nom",), key=True) == _span(1, 1, 1, 4)
    assert document.span(("nom",)) == _span(1, 6, 1, 11)
    assert document.span(("liste", 1)) == _span(2, 12, 2, 14)
    assert document.span(("liste",)) == _span(2, 8, 2, 15)
    assert document.span(("bloc", 0, "y")) == _span(5, 8, 5, 9)


def test_a_block_ends_with_its_last_value() -> None:
    document = _read("bloc:\n  - x: 1\n    y: 2\n\n# fin\n\nautre: |\n  texte\n\n\ndernier: z\n")
    assert document.span(("bloc",)) == _span(2, 3, 3, 9)
    assert document.span(("autre",)) == _span(7, 8, 8, 8)


def test_a_missing_value_stands_at_its_parents_key() -> None:
    document = _read("nom: A\nadresse:\n  voie: B\n")
    assert document.span(("adresse", "code_insee")) == _span(2, 1, 2, 8)
    assert document.span(("resume",)) == _span(1, 1, 1, 1)


def test_a_value_as_it_was_written() -> None:
    document = _read("a: 2.10\nb: 'x'\n")
    assert (document.written(("a",)), document.written(("b",)), document.written(("c",))) == (
        "2.10",
        "'x'",
        "",
    )


def test_editors_lines_not_those_of_the_library() -> None:
    (finding,) = _read("nom: a\u2028b\nresume: c\n").findings
    assert (finding.rule, finding.span) == ("caractere-interdit", _span(1, 7, 1, 8))


def test_the_column_of_a_byte_that_is_not_utf8_counts_characters() -> None:
    (finding,) = read("é: ".encode() + b"\xe9", "f.yml").findings
    assert finding.span == _span(1, 4, 1, 4)
    assert str(finding.message) == "Ce fichier n’est pas en UTF-8 (octet 0xe9)."


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_other_encodings_are_told(encoding: str) -> None:
    (finding,) = read("nom: A\n".encode(encoding), "f.yml").findings
    assert finding.rule in ("encodage", "caractere-interdit")


def test_a_duplicate_key_keeps_the_first_and_judges_neither() -> None:
    document = _read("nom: A\nnom: [B]\nnom: C\n")
    assert document.value == {"nom": "A"}
    assert document.broken == {("nom",)}
    assert [finding.span.line for finding in document.findings] == [2, 3]


def test_everything_refused_is_said_at_once() -> None:
    document = _read("a: &x 1\nb: *x\nc: !!int 3\nd: !objet {e: 1}\n")
    assert [finding.rule for finding in document.findings] == ["alias", "alias", "etiquette", "etiquette"]
    assert document.broken == {("a",), ("b",), ("c",), ("d",)}


def test_an_alias_of_itself_and_a_bomb_cost_nothing() -> None:
    assert _read("a: &a [*a]\n").value == {"a": [None]}
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert _read(bomb).value["i"] == [None, None]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_deep_nesting_stops_early(opening: str) -> None:
    document = _read(opening * 10_000)
    assert [finding.rule for finding in document.findings] == ["trop-imbrique"]
    assert document.value is None


def test_as_deep_as_allowed() -> None:
    assert _read("[" * MAX_DEPTH + "]" * MAX_DEPTH).findings == ()


def test_a_file_too_big_is_not_read() -> None:
    assert [f.rule for f in read(b"a" * (MAX_BYTES + 1), "f.yml").findings] == ["fichier-trop-gros"]


@pytest.mark.parametrize("content", ["", "\n\n", "# rien\n", "---\n", "null\n", "~", "\ufeff"])
def test_nothing_is_an_empty_file(content: str) -> None:
    assert [finding.rule for finding in _read(content).findings] == ["fichier-vide"]


@pytest.mark.parametrize(
    ("content", "rules"),
    [
        ("a: Numéro #1\n", ["texte-coupe"]),
        ("a: Numéro # 1\n", []),
        ("a: Numéro #\n", []),
        ("a: 'Numéro #1'\n", []),
        ("a: Numéro#1\n", []),
        ("a: [b] #c\n", []),
        ("a: |\n  Numéro #1\n", []),
    ],
)
def test_a_text_cut_by_a_comment(content: str, rules: list[str]) -> None:
    assert [finding.rule for finding in _read(content).findings] == rules


@pytest.mark.parametrize("content", ["? [a]\n: b\n", "? {a: b}\n: c\n", "'': b\n", "a:\n  ? [b]\n"])
def test_a_key_is_a_word(content: str) -> None:
    assert [finding.rule for finding in _read(content).findings] == ["cle"]


def _in_the_text(document: Document) -> None:
    lines = document.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for finding in document.findings:
        span = finding.span
        assert 1 <= span.line <= span.end_line <= len(lines)
        assert 1 <= span.column <= len(lines[span.line - 1]) + 1
        assert 1 <= span.end_column <= len(lines[span.end_line - 1]) + 1
        assert (span.line, span.column) <= (span.end_line, span.end_column)


YAMLISH = st.text(
    alphabet=st.sampled_from(list("ab:é -[]{}#&*!|>'\"\\%@`?,.\t\n\r\u2028\x85\ufeff0")), max_size=60
)
FEW = settings(max_examples=400)


@FEW
@given(st.one_of(YAMLISH, st.text(max_size=60)))
@example('a: "\\ud800"')
@example("\ufeff\ufeffa: 1")
@example("a: !<tag:yaml.org,2002:str> b")
@example("%YAML 9.9\n---\na")
@example("a: 1\r---\rb")
@example("? a\n? b")
def test_any_text_is_read_or_told(content: str) -> None:
    document = _read(content)
    assert document.value is not None or document.findings
    _in_the_text(document)


@FEW
@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_told(data: bytes) -> None:
    document = read(data, "f.yml")
    assert document.value is not None or document.findings


def _paths(value: Any, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(path for key, item in inside for path in _paths(item, (*at, key)))]


@FEW
@given(YAMLISH)
def test_every_value_has_its_place_inside_its_parents(content: str) -> None:
    document = _read(content)
    if document.value is None:
        return
    for path in _paths(document.value):
        assert path in document._places
        if path:
            outer, inner = document._places[path[:-1]][1], document._places[path][1]
            assert outer[0] <= inner[0] <= inner[1] <= outer[1] <= len(document.text)
