"""What libyaml stumbles over, in our words: the line that is wrong, and what to write there."""

from __future__ import annotations

import pytest

from communs.findings import Finding
from communs.located import read
from communs.mending.edits import applied
from communs.reading import syntax
from communs.reading.complaint import Complaint
from communs.report import say


def _told(content: str) -> Finding:
    (finding,) = read(content.encode(), "f.yml").findings
    return finding


SPACE = "Il manque une espace après « : »."
DASH = "Il manque une espace après le tiret."
BULLET = "Ce signe n’ouvre pas une liste : il y faut un tiret simple."
COLON = "Il y a un « : » de trop, ou un décalage, sur cette ligne."
SIGN = "Une valeur ne peut pas commencer par ce signe."
STAR = "Le signe « * » ou « & » au début d’une valeur a un sens spécial en YAML."
BRACKET = "Il y a quelque chose de trop après un crochet fermant."
QUOTE = "Il y a un texte de trop après un guillemet fermant."
SUNKEN = "Ce tiret est plus à droite que celui du dessus : il n’ouvre pas de nouvelle valeur."


@pytest.mark.parametrize(
    ("content", "said", "place", "right"),
    [
        ("nom:A\nresume: B\n", SPACE, (1, 4), "nom: A\nresume: B\n"),
        ("nom: A\n\n# b\nresume:B\nbut: C\n", SPACE, (4, 7), "nom: A\n\n# b\nresume: B\nbut: C\n"),
        ("a:\n  b: c\n  d:e\nf: g\n", SPACE, (3, 4), "a:\n  b: c\n  d: e\nf: g\n"),
        ("nom: A\nresume\uff1a B\n", "Ce « \uff1a » n’est pas le deux-points du clavier.", (2, 7), "nom: A\nresume: B\n"),
        ("besoins:\n-a\nnom: B\n", DASH, (2, 1), "besoins:\n- a\nnom: B\n"),
        ("besoins:\n•\ta\nnom: B\n", BULLET, (2, 1), "besoins:\n- a\nnom: B\n"),
        ("besoins:\n  - a\n    - b\n    - c\n", SUNKEN, (3, 5), "besoins:\n  - a\n  - b\n  - c\n"),
        ("nom: Essai : le retour\n", COLON, (1, 12), 'nom: "Essai : le retour"\n'),
        ("- @a\n", SIGN, (1, 3), '- "@a"\n'),
        ("nom: ? A\n", SIGN, (1, 6), 'nom: "? A"\n'),
        ("nom: **A** b\n", STAR, (1, 6), 'nom: "**A** b"\n'),
        ('nom: & "A"\n', STAR, (1, 6), "nom: '& \"A\"'\n"),
        ("nom: [a],\n", BRACKET, (1, 9), "nom: [a]\n"),
        ("nom: {a: b}}\n", BRACKET, (1, 12), "nom: {a: b}\n"),
        ("nom: 'L'eau'\n", QUOTE, (1, 9), 'nom: "L\'eau"\n'),
        ('nom: "Le "Vallon" vert"\n', QUOTE, (1, 11), "nom: 'Le \"Vallon\" vert'\n"),
        ("nom: A\n...\nsuite: B\n", "« ... » finit le fichier, et il y a une suite.", (2, 1), "nom: A\nsuite: B\n"),
        (
            "%YAML 3.0\r\n---\r\nnom: A\r\n",
            "Une ligne qui commence par « % » s’adresse au lecteur de YAML, qui ne la comprend pas.",
            (1, 1), "---\r\nnom: A\r\n",
        ),
        (
            '{"nom": "A", // le nom\n "b": 1}\n',
            "Un commentaire s’ouvre par « # », et non par « // ».", (1, 14), '{"nom": "A", # le nom\n "b": 1}\n',
        ),
        (
            "nom: A\n---\n",
            "Ce « --- » annonce une autre fiche, et rien ne suit.", (2, 1), "nom: A\n",
        ),
    ],
)  # fmt: skip
def test_mended(content: str, said: str, place: tuple[int, int], right: str) -> None:
    finding = _told(content)
    assert (str(finding.message), (finding.span.line, finding.span.column)) == (said, place)
    assert finding.fix is not None and applied(content, [finding.fix]) == right
    assert read(right.encode(), "f.yml").findings == ()


FAR = "Cette ligne est trop décalée vers la droite."
ALIGNED = "Cette ligne n’est pas alignée avec les précédentes."
NO_COLON = "Il manque « : » après le nom d’un champ."
CLOSE = "Un guillemet ouvert n’est jamais refermé."
BLOCK = "Après « | » ou « > », le texte commence à la ligne suivante."
LIST = "La liste ouverte par « [ » n’est pas bien fermée, ou il y manque une virgule."
GROUP = "Le groupe ouvert par « { » n’est pas bien fermé, ou il y manque une virgule."


@pytest.mark.parametrize(
    ("content", "said", "place", "hint"),
    [
        ("nom: A\n  but: B\n", FAR, (2, 3), "Alignez « but » avec le champ du dessus."),
        (
            "contact: courriel: a\n", "Deux champs se suivent sur la même ligne.", (1, 10),
            "Passez à la ligne après « contact: » et décalez « courriel » de deux espaces ; "
            "si c’est un texte, mettez-le entre guillemets.",
        ),
        ("nom: A\n  Un but: b\n", COLON, (2, 9), "Si le texte contient « : », mettez-le entre guillemets."),
        ("nom: un but : a\n  b\n", COLON, (1, 13), "Si le texte contient « : », mettez-le entre guillemets."),
        ("nom: A\ndu vallon\nbut: B\n", NO_COLON, (2, 1),
         "Écrivez « champ: valeur » ; si c’est la suite d’un texte, décalez-la de deux espaces."),
        ("nom: 'A’\nbut: B\n", CLOSE, (1, 6), "Fermez-le au bout du texte, par le même signe : « ' »."),
        ('nom: "A" du "B"\n', QUOTE, (1, 10), "Écrivez : nom: '\"A\" du \"B\"'"),
        ('nom: ""A""\n', QUOTE, (1, 8),
         "Mettez toute la valeur entre guillemets doubles, et ceux du texte entre « »."),
        ("nom: @a #b\n", SIGN, (1, 6), "Mettez la valeur entre guillemets."),
        ("nom: [a] b\n", BRACKET, (1, 10), "Retirez ce qui suit le crochet."),
        ("nom: | A\n", BLOCK, (1, 8),
         "Passez à la ligne et décalez le texte de deux espaces, ou mettez-le entre guillemets."),
        ("nom: [a}\n", LIST, (1, 6), "Écrivez par exemple : besoins: [se-deplacer, se-nourrir]"),
        ("nom: {a: b c: d}\n", GROUP, (1, 6), "Écrivez par exemple : contact: {courriel: contact@exemple.fr, formulaire: https://exemple.fr}"),
        ("  nom: A\nbut: B\n", ALIGNED, (2, 1),
         "Alignez les champs d’un même groupe : même nombre d’espaces au début."),
    ],
)  # fmt: skip
def test_told(content: str, said: str, place: tuple[int, int], hint: str) -> None:
    finding = _told(content)
    assert (finding.rule, str(finding.message)) == ("yaml", said)
    assert ((finding.span.line, finding.span.column), str(finding.hint), finding.fix) == (place, hint, None)


def test_a_line_that_no_sentence_holds_is_not_cut() -> None:
    finding = _told(f"nom: @{'a' * 80}\n")
    assert str(finding.hint) == "Mettez la valeur entre guillemets."
    assert finding.fix is not None and finding.fix.text == f'"@{"a" * 80}"'


def test_what_libyaml_never_said_before() -> None:
    slip = syntax.explain(Complaint(content="a:", problem="quelque chose de neuf", at=0, since=0))
    assert str(slip.message) == "Ce texte n’est pas du YAML lisible à partir d’ici."
    assert say(slip.hint, "en") == "Compare with the example of this kind of entry."


@pytest.mark.parametrize(
    ("content", "at", "change"),
    [
        ("a:\n\tb: c\n", 3, (3, 9, "  b: c\n")),
        ("a:\n\tb: c\n\n \td:\n\t\te\nf: g\n", 3, (3, 19, "  b: c\n\n   d:\n    e\n")),
        ("a:\r\n\tb: c\r\n", 4, (4, 11, "  b: c\r\n")),
        ("a:\r\tb", 3, (3, 5, "  b")),
        ("- \t\tb\n", 2, (2, 4, " ")),
        ("a: b\n", 1, None),
        ("\n\na\n", 0, None),
    ],
)
def test_tabs_become_spaces(content: str, at: int, change: tuple[int, int, str] | None) -> None:
    assert syntax.untabbed(content, at) == change


@pytest.mark.parametrize(
    ("content", "said", "hint"),
    [
        ("a:\n\tb: c\n", "Cette ligne commence par une tabulation.",
         "Remplacez-la par des espaces : deux par niveau."),
        ("- \tb: c\n", "Il y a ici une tabulation.", "Remplacez-la par une espace."),
    ],
)  # fmt: skip
def test_a_tab(content: str, said: str, hint: str) -> None:
    finding = _told(content)
    assert (finding.rule, str(finding.message), str(finding.hint)) == ("tabulation", said, hint)
