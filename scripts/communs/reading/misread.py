"""What libyaml reads without a complaint, and no author means → what to say of it."""

from __future__ import annotations

import re

from communs.findings import text
from communs.reading.complaint import Slip, indent

_SUNKEN = re.compile(r"(?P<break>[\r\n])(?P<indent> +)- ")
_LAST_RULE = re.compile(r"(?:\A|(?<=[\r\n]))---\s*\Z")


def second_document(content: str, place: tuple[int, int]) -> Slip:
    """What to say of a file that holds several documents, the second at a place."""
    at = content.rfind("---")
    if _LAST_RULE.match(content, at):
        return Slip(
            place=(at, at + 3),
            rule="plusieurs-documents",
            message=text("Ce « --- » annonce une autre fiche, et rien ne suit."),
            hint=text("Retirez cette ligne."),
            change=(at, len(content), ""),
        )
    message = text("Ce fichier contient plusieurs documents séparés par « --- ».")
    return Slip(
        place=place, rule="plusieurs-documents", message=message, hint=text("Faites un fichier par fiche.")
    )


def no_name(content: str, place: tuple[int, int]) -> Slip:
    """What to say of something else than a name where the name of a field should be."""
    message = text("Ici on attend le nom d’un champ, suivi de « : ».")
    hint = text("Écrivez « champ: valeur ».")
    if content.startswith("{{", place[0] - 1):
        message = text("« {{ » annonce un texte que personne n’a mis à sa place.")
        hint = text("Écrivez la valeur, ou mettez ce texte entre guillemets.")
    return Slip(place=place, rule="cle", message=message, hint=hint)


def hard_spaces(content: str, start: int, end: int) -> Slip:
    """What to say of no-break spaces, which word processors write, beside the name of a field."""
    written = content[start:end]
    before, name = indent(written), written.strip()
    return Slip(
        place=(start, start + before) if before else (start + len(name), end),
        rule="caractere-interdit",
        message=text("Il y a ici une espace insécable, que YAML prend pour une lettre."),
        hint=text("Remplacez-la par une espace ordinaire, ou retirez-la."),
        change=(start, end, " " * before + name),
    )


def sunken_dashes(content: str, start: int, end: int) -> Slip | None:
    """What to say of an item of a list whose next items stand deeper, so that they are read as its text."""
    found = _SUNKEN.search(content, start, end)
    line = content[max(content.rfind("\n", 0, start), content.rfind("\r", 0, start)) + 1 : start]
    if not found or line.strip() != "-":
        return None
    level = line[: indent(line)]
    return Slip(
        place=(found.end("indent"), found.end("indent") + 1),
        message=text("Ce tiret est plus à droite que celui du dessus : il n’ouvre pas de nouvelle valeur."),
        hint=text("Alignez tous les tirets de la liste."),
        change=(start, end, _SUNKEN.sub(lambda dash: f"{dash['break']}{level}- ", content[start:end])),
    )
