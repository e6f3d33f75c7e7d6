"""Where the YAML library gave up, and why → our rule, our sentence, and what to write instead."""

from __future__ import annotations

from communs.findings import Text, text

_QUOTE = ("unexpected end of stream", "unexpected document")
_BRACKET = ("',' or ']'", "',' or '}'", "node content")
_COMPLAINTS: tuple[tuple[tuple[str, ...], Text, Text], ...] = (
    (
        ("mapping values are not allowed",),
        text("Il y a un « : » de trop, ou un décalage, sur cette ligne."),
        text("Si le texte contient « : », mettez-le entre guillemets."),
    ),
    (
        ("cannot start any token",),
        text("Une valeur ne peut pas commencer par ce signe."),
        text("Mettez la valeur entre guillemets."),
    ),
    (
        _QUOTE,
        text("Un guillemet ouvert n’est jamais refermé."),
        text("Fermez le guillemet au bout du texte."),
    ),
    (
        ("escape character", "escape code", "hexdecimal", "hexadecimal"),
        text("Entre guillemets doubles, « \\ » annonce un signe spécial, et celui-ci n’existe pas."),
        text("Écrivez le texte entre apostrophes, ou doublez le « \\ »."),
    ),
    (
        _BRACKET,
        text("Une liste ou un groupe entre crochets n’est pas bien fermé."),
        text("Écrivez par exemple : besoins: [se-deplacer, se-nourrir]"),
    ),
    (
        ("':'",),
        text("Il manque « : » après le nom d’un champ."),
        text("Écrivez « champ: valeur »."),
    ),
    (
        ("undefined alias", "anchor", "alias"),
        text("Le signe « * » ou « & » au début d’une valeur a un sens spécial en YAML."),
        text("Mettez la valeur entre guillemets."),
    ),
    (
        ("block sequence entries",),
        text("Une liste commence à la ligne suivante, un tiret par valeur."),
        text("Passez à la ligne avant le tiret ; si c’est un texte, mettez-le entre guillemets."),
    ),
    (
        ("expected key", "'-' indicator", "block end"),
        text("Cette ligne n’est pas alignée avec les précédentes."),
        text("Alignez les champs d’un même groupe : même nombre d’espaces au début."),
    ),
)


_UNCLOSED = (*_QUOTE, *_BRACKET)


def unclosed(problem: str) -> bool:
    """Whether something was opened and never closed: the place to show is where it was opened."""
    return any(mark in problem for mark in _UNCLOSED)


def explain(problem: str, line: str, column: int) -> tuple[str, Text, Text]:
    """The rule, the sentence and the hint for a complaint of libyaml about a column (from 0) of a line."""
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent or "'\\t'" in problem:
        return (
            "tabulation",
            text("Cette ligne commence par une tabulation."),
            text("Remplacez-la par des espaces : deux par niveau."),
        )
    if "expected key" in problem and column > len(indent):
        return (
            "yaml",
            text("Il y a un texte de trop après un guillemet ou un crochet fermant."),
            text("Mettez toute la valeur entre guillemets doubles, et ceux du texte entre « »."),
        )
    for marks, message, hint in _COMPLAINTS:
        if any(mark in problem for mark in marks):
            return "yaml", message, hint
    return (
        "yaml",
        text("Ce texte n’est pas du YAML lisible à partir d’ici."),
        text("Comparez avec l’exemple du type de fiche."),
    )
