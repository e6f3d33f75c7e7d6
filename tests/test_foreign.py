"""A file that is something else than an entry gets one finding that says what."""

from __future__ import annotations

import pytest

from communs.findings import Finding
from communs.located import read
from communs.mending.edits import applied

MARKDOWN = "Ce fichier est un texte en Markdown, pas du YAML."
PAGE = "Ce fichier est une page en Markdown : un en-tête entre deux « --- », puis un texte."
MARKUP = "Ce fichier est une page web ou du XML, pas du YAML."
EQUALS = "Entre le nom d’un champ et sa valeur, il faut « : » et une espace, et non « = »."
TABLE = "Ce fichier est un tableau (CSV), pas une fiche."
DIFFERENCE = "Ce fichier montre une différence entre deux versions (git diff), pas une fiche."
CONFLICT = "Une marque de conflit de git est restée ici."


def _told(content: str) -> list[Finding]:
    document = read(content.encode(), "f.yml")
    assert document.value is None
    return list(document.findings)


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        ("\n# Une fiche\n<!DOCTYPE html>\n<p>A : b</p>\n", 3, MARKUP),
        ('<?xml version="1.0"?>\n<a/>\n', 1, MARKUP),
        ("diff --git a/f.yml b/f.yml\n-nom: A\n+nom: B\n", 1, DIFFERENCE),
        ("--- a/f.yml\n+++ b/f.yml\n@@ -1 +1 @@\n-nom: A\n", 1, DIFFERENCE),
        ("nom: A\n<<<<<<< HEAD\nresume: B\n=======\nresume: C\n>>>>>>> D\n", 2, CONFLICT),
        ("nom: A\r\n=======\r\nnom: B\r\n>>>>>>> C\r\n", 2, CONFLICT),
        ("---\r\nnom: A\r\n---\r\n\r\nUn texte.\r\n", 1, PAGE),
        ("---\nnom: A\n---\n**Un** texte : B : c\n", 1, PAGE),
        ("# Titre\n\n**Un** texte.\n", 3, MARKDOWN),
        ("```\nnom: A\n", 1, MARKDOWN),
        ("nom=A\nresume=B\n", 1, EQUALS),
        ('[offre]\nnom = "A"\n', 1, EQUALS),
        ("nom;resume;besoins\nA;B;c\n", 1, TABLE),
        ("nom\tresume\tbesoins\nA\tB\tc\n", 1, TABLE),
    ],
)
def test_told(content: str, line: int, said: str) -> None:
    ((rule, start, message),) = [(f.rule, f.span.line, str(f.message)) for f in _told(content)]
    assert (rule, start, message) == ("yaml", line, said)


@pytest.mark.parametrize(
    "content", ["un, deux, trois\nquatre", "---\nnom: A\n---\nnom: B\n", "oui", "a = b ; c: d"]
)
def test_not_told(content: str) -> None:
    document = read(content.encode(), "f.yml")
    assert document.value is not None


def test_a_fence_around_an_entry_goes() -> None:
    content = "```yaml\nnom: A\nresume: B\n```\n"
    (finding,) = _told(content)
    assert str(finding.message) == "Des lignes « ``` » entourent cette fiche."
    assert finding.fix is not None and applied(content, [finding.fix]) == "nom: A\nresume: B\n"


def test_a_long_text_is_read_at_once() -> None:
    for piece in ("\r\n", "---\n", "- \n", "a;", "`" * 9, "<<<<<<<", "\n \n", "[a]\n"):
        assert _told("a: [\n" + piece * 30_000) != []
        read(("---\n" + piece * 30_000 + ": : :").encode(), "f.yml")
