"""Controlled lists: what is usable of them is used, whatever their shape."""

from __future__ import annotations

import pytest

from communs import located, vocabularies

LIST = """titre: {fr: Besoins, en: Needs}
termes:
  - id: se-deplacer
    libelle: {fr: Se déplacer, en: Getting around}
    definition: {fr: Aller d’un lieu à un autre.}
    icone: car-outline
  - id: se-deplacer
    libelle: {fr: Bis}
"""


def test_terms_and_their_words() -> None:
    vocabulary, findings = vocabularies.read("besoins", located.read(LIST.encode(), "b.yml"))
    term = vocabulary.terms["se-deplacer"]
    assert (vocabulary.title("en"), term.label(), term.label("en")) == (
        "Needs",
        "Se déplacer",
        "Getting around",
    )
    assert (term.definition("en"), term.icon) == ("Aller d’un lieu à un autre.", "car-outline")
    assert [(finding.rule, finding.span.line) for finding in findings] == [("terme-en-double", 7)]


@pytest.mark.parametrize(
    "content",
    ["", "- a", "termes: 3", "termes: {a: b}", "termes: [a, [b], {id: 3}, {nom: x}]", "titre: [x]", "nom"],
)
def test_any_shape_gives_a_vocabulary(content: str) -> None:
    vocabulary, findings = vocabularies.read("x", located.read(content.encode(), "x.yml"))
    assert (vocabulary.terms, findings, vocabulary.title()) == ({}, [], "x")


def test_a_term_without_words_is_its_id() -> None:
    vocabulary, _ = vocabularies.read("x", located.read(b"termes: [{id: a, libelle: 3}]", "x.yml"))
    assert (vocabulary.terms["a"].label("en"), vocabulary.terms["a"].definition()) == ("a", "")
