"""A file that is plainly something else than an entry → one finding that says what, instead of many."""

from __future__ import annotations

import re

from communs.findings import Text, text
from communs.reading.complaint import Slip

_BLANK = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n)")
_END = r"[ \t]*(?:\r\n|\r|\n|\Z)"
_FIELDS = text("Écrivez une suite de lignes « champ: valeur » : comparez avec l’exemple du type de fiche.")
_CONFLICT = re.compile(r"^(?:[<>]{7} .*|={7}\r?$)", re.MULTILINE)
_FENCED = re.compile(rf"`{{3,}}[a-z]*{_END}(?P<inside>[^`]*?)`{{3,}}\s*\Z")
# What the first line that says something looks like.
_GUISES: tuple[tuple[re.Pattern[str], Text, Text], ...] = (
    (
        re.compile(r"<[!?a-zA-Z][^\r\n]*"),
        text("Ce fichier est une page web ou du XML, pas du YAML."),
        _FIELDS,
    ),
    (
        re.compile(r"(?:diff --git |--- a/|@@ -)[^\r\n]*"),
        text("Ce fichier montre une différence entre deux versions (git diff), pas une fiche."),
        text("Mettez à sa place la fiche elle-même, sans les signes « + » et « - » du début des lignes."),
    ),
    (
        re.compile(r"version https://git-lfs[^\r\n]*"),
        text("Ce fichier est un renvoi de git LFS : la fiche elle-même n’est pas ici."),
        text("Ajoutez la fiche à git sans LFS : elle est petite."),
    ),
    (
        re.compile(rf"---{_END}(?:(?!---)[^\r\n]*(?:\r\n|\r|\n))*+---{_END}\s*+(?![\w-]+:)\S"),
        text("Ce fichier est une page en Markdown : un en-tête entre deux « --- », puis un texte."),
        text("Gardez seulement les lignes « champ: valeur », sans les « --- » ni le texte."),
    ),
    (
        re.compile(r"`{3,}[^\r\n]*|(?![\w-]+:)[^\r\n]*(?:\*\*\w|\]\(http)[^\r\n]*"),
        text("Ce fichier est un texte en Markdown, pas du YAML."),
        _FIELDS,
    ),
    (
        re.compile(rf"(?:\[[\w. \"-]+\]{_END})?[\w.-]+[ \t]*=[^\r\n]*"),
        text("Entre le nom d’un champ et sa valeur, il faut « : » et une espace, et non « = »."),
        text(
            "Écrivez « champ: valeur », et pour un groupe « groupe: » puis ses champs décalés de deux espaces."
        ),
    ),
    (
        re.compile(r"(?![\[{-])[^\r\n:;,\t]+(?P<sign>[;,\t])(?! )[^\r\n:;,\t]*(?P=sign)(?! )[^\r\n:]*"),
        text("Ce fichier est un tableau (CSV), pas une fiche."),
        text("Faites un fichier par ligne du tableau : une ligne « champ: valeur » par colonne."),
    ),
)


def explain(content: str) -> Slip | None:
    """What to say of a text in which no entry could be read, if what it is is known."""
    if found := _CONFLICT.search(content):
        return Slip(
            place=found.span(),
            message=text("Une marque de conflit de git est restée ici."),
            hint=text(
                "Gardez une seule des deux versions, et retirez les lignes « <<<<<<< », « ======= » et « >>>>>>> »."
            ),
        )
    start = 0
    while blank := _BLANK.match(content, start):
        start = blank.end()
    if fenced := _FENCED.match(content, start):
        return Slip(
            place=(start, fenced.start("inside")),
            message=text("Des lignes « ``` » entourent cette fiche."),
            hint=text("Retirez la première et la dernière ligne."),
            change=(start, fenced.end(), fenced["inside"]),
        )
    for guise, message, hint in _GUISES:
        if found := guise.match(content, start):
            line = re.split(r"[\r\n]", found[0], maxsplit=1)[0]
            return Slip(place=(start, start + len(line)), message=message, hint=hint)
    return None
