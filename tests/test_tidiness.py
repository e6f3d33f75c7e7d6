"""What nobody sees in a text is told once, and only where no value depends on it."""

from __future__ import annotations

import pytest

from communs.findings import Finding
from communs.located import read
from communs.mending.edits import applied
from communs.mending.tidiness import VOCABULARY, check

LINE = "# yaml-language-server: $schema=../../.cache/schemas/offres.json\n"


def _found(content: str, schema: str = "offres") -> list[Finding]:
    document = read(content.encode(), "f.yml")
    return list(check(document, schema, ["offres", "lieux"]))


def _said(content: str, schema: str = "offres") -> list[tuple[str, str, int, int, str]]:
    text = content.removeprefix("\ufeff")
    return [
        (f.rule, str(f.message), f.span.line, f.span.column, applied(text, [f.fix] if f.fix else []))
        for f in _found(content, schema)
    ]


@pytest.mark.parametrize(
    "content",
    [
        LINE + "nom: A\n",
        "# Une licence\n" + LINE + "nom: A\n",
        "#yaml-language-server:   $schema=schema.json\nnom: A\n",
        LINE.replace("../../.cache/schemas/offres.json", "https://exemple.org/schemas/offres.json")
        + "nom: A\n",
        LINE.replace(".cache/schemas/offres.json", "schemas/offres/schema.json") + "nom: A\n",
        LINE.replace("offres.json", "recettes.json") + "nom: A\n",  # unknown: perhaps of another catalogue
        LINE + "nom: |\n  A  \n  B \n\n \n",
        LINE + "nom: A \n  B\n",
        LINE + "nom: |+\n  A\n  \n",
        LINE + "nom: [A \n",  # nothing could be read
        "",
    ],
)
def test_nothing_to_say(content: str) -> None:
    assert _found(content) == []


def test_the_line_that_editors_read() -> None:
    missing = "Il manque la première ligne, qui dit aux éditeurs quels champs proposer."
    assert _said("nom: A\n") == [("ligne-de-schema", missing, 1, 1, LINE + "nom: A\n")]
    assert _said("\ufeffnom: A\n") == _said("nom: A\n")
    (finding, _) = _found("nom: A\r\n")
    assert finding.fix is not None and finding.fix.text == LINE.replace("\n", "\r\n")
    ((_, _, _, _, listed),) = _said("titre: A\n", VOCABULARY)
    assert listed == "# yaml-language-server: $schema=../../schemas/vocabulaire.json\ntitre: A\n"


@pytest.mark.parametrize("named", ["lieux.json", "lieux/schema.json", "vocabulaire.json"])
def test_the_schema_of_another_kind(named: str) -> None:
    content = f"# yaml-language-server: $schema=../../schemas/{named}\nnom: A\n"
    message = (
        f"Cette ligne nomme le schéma « {named.partition('.')[0].partition('/')[0]} » au lieu de « offres »."
    )
    assert _said(content) == [("ligne-de-schema", message, 1, 33, LINE + "nom: A\n")]


def test_spaces_at_the_end_of_lines() -> None:
    assert _said(LINE + "nom: A \n") == [
        ("espaces-en-fin-de-ligne", "Cette ligne finit par des espaces.", 2, 7, LINE + "nom: A\n")
    ]
    content = LINE + "nom: A\t\n# b  \n   \ntexte: |\n  C  \n  D\nfin: E "
    right = LINE + "nom: A\n# b\n\ntexte: |\n  C  \n  D\nfin: E"
    assert _said(content) == [("espaces-en-fin-de-ligne", "4 lignes finissent par des espaces.", 2, 7, right)]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_ends_of_lines(end: str) -> None:
    message = "Les lignes de ce fichier finissent comme sous Windows ou d’anciens Mac (CRLF ou CR)."
    content = LINE + "nom: |\n  A\n  B\n\nfin: 'C\n  D'\n"
    assert _said(content.replace("\n", end)) == [("fins-de-ligne", message, 1, len(LINE), content)]
    assert _said(content.replace("A\n", f"A{end}")) == [("fins-de-ligne", message, 3, 4, content)]


@pytest.mark.parametrize("signs", ["\u00ad", "\u2060", "\u202e", "\u2066", "\u2063", "\U000e0041\U000e0042"])
def test_other_signs_that_nobody_sees(signs: str) -> None:
    ((_, message, _, column, right),) = _said(LINE + f"nom: é{signs}B\n")
    assert (column, right) == (7, LINE + "nom: éB\n")
    assert message == f"Il y a ici un caractère invisible (U+{ord(signs[0]):04X})."


def test_a_flag_is_no_sign_that_nobody_sees() -> None:
    assert _said(LINE + "nom: 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f\n") == []


def test_a_space_without_width() -> None:
    ((rule, message, line, column, right),) = _said(LINE + "nom: A\u200bB\u200b\n")
    assert (rule, line, column, right) == ("caractere-interdit", 2, 7, LINE + "nom: AB\n")
    assert message == "Il y a ici un caractère invisible (U+200B)."
