"""Every French sentence of the core has its English."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from communs.words import messages, translation
from tests.conftest import ROOT

SAYING = {"text", "translate"}  # calls whose first argument is a sentence
ENGLISH = re.compile(r"\b(?:the|of|and|you|your|is|are|this|with|from)\b", re.IGNORECASE)
SHARED = {
    "absent", "alliances", "commit", "correction", "date", "département", "départements", "licence", "logo", "menu",
    "obstacles", "org", "organisation", "organisations", "page", "pages", "participant", "participants", "source",
    "sources", "version",
}  # fmt: skip
HOLE = re.compile(r"\{\w+\}")


def _sentences(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        words: list[ast.expr] = node.args[:1] if node.func.id in SAYING else []
        if node.func.id == "Text" and not any(keyword.arg == "en" for keyword in node.keywords):
            words = [keyword.value for keyword in node.keywords if keyword.arg == "fr"]
        for word in words:
            if isinstance(word, ast.Constant) and isinstance(word.value, str):
                yield word.value


def sentences() -> list[str]:
    """Every sentence that the core can say."""
    modules = sorted((ROOT / "scripts" / "communs").rglob("*.py"))
    return sorted(
        {said for path in modules for said in _sentences(ast.parse(path.read_text(encoding="utf-8")))}
    )


def test_every_sentence_is_translated() -> None:
    assert [sentence for sentence in sentences() if sentence not in messages("en")] == []


def test_a_translation_has_the_same_holes() -> None:
    def holes(words: str) -> list[str]:
        return sorted(HOLE.findall(words))

    assert [french for french, english in messages("en").items() if holes(french) != holes(english)] == []


def test_a_sentence_is_french_and_its_translation_is_not() -> None:
    """But for the words that both languages share."""
    same = {french for french, english in messages("en").items() if french == english}
    assert {word.lower() for french in same for word in re.findall(r"\w+", HOLE.sub("", french))} <= SHARED
    assert [french for french in messages("en") if ENGLISH.search(french)] == []


def test_the_sentences_are_found() -> None:
    assert len(sentences()) > 150


def test_an_unknown_sentence_stays_french() -> None:
    assert translation("en")("Rien de tel.") == "Rien de tel."
    assert translation("fr")("Tout est bon.") == "Tout est bon."
