"""Where the YAML library gave up, and why → our sentence, what to write instead, and where.

The line, and at times the one before, say more than the library: it stumbles after the slip, not on it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from communs.findings import Text, short, text
from communs.reading.complaint import Change, Complaint, Slip, indent

_NAME = "[a-z][a-z_]*"  # how fields are named
_GLUED = re.compile(rf" *{_NAME} *(?P<colon>\uff1a *|:(?!//)(?=\S))(?P<value>.*)")
_BULLET = re.compile(r" *(?P<sign>-(?=[^\W\d])|[•–—][ \t]*)(?P<value>\S.*)")
_FIELD = re.compile(rf"(?P<indent> *)(?P<name>{_NAME}):(?: |$)")
_SET = re.compile(r"(?P<indent> *)(?:- +)?[^\s:#][^:#]*: +[^\s|>&#]")
_TWO_FIELDS = re.compile(rf" *(?:- +)?(?P<first>{_NAME}): +(?P<second>{_NAME}): ")
_VALUE = re.compile(r"(?P<before> *(?:- +)?(?:[\w-]+: +|(?<=- )))(?P<value>[^\s\[{\"'“«].*)")
_QUOTED = re.compile(r"(?P<before> *(?:- +)?(?:[\w-]+: +)?)(?P<value>[\"'].*?) *")
# Words between quotes, or apostrophes, inside the same signs.
_NESTED = re.compile(r"\"(?P<double>[^\"]*(?<=[\s(])\"\w.*)\"|'(?P<single>[^']*(?:(?<=\w)'(?=\w)[^']*)+)'")
_SLASHES = re.compile(r"(?:^|[\s,{\[])//", re.MULTILINE)
# A run of lines that begin with a tab, with the blank ones between them.
_TABBED = re.compile(r"(?:[ \t]*\t[^\r\n]*(?:\r\n|\r|\n|\Z)|[ \t]*(?:\r\n|\r|\n))+")
_INDENT = re.compile(r"(?:\A|(?<=[\r\n]))[ \t]+")
_TABS = re.compile(r"\t+")

_QUOTES = text("Mettez la valeur entre guillemets.")
_COMPLAINTS: tuple[tuple[tuple[str, ...], Text, Text], ...] = (
    (
        ("mapping values are not allowed",),
        text("Il y a un « : » de trop, ou un décalage, sur cette ligne."),
        text("Si le texte contient « : », mettez-le entre guillemets."),
    ),
    (
        ("cannot start any token", "mapping keys are not allowed"),
        text("Une valeur ne peut pas commencer par ce signe."),
        _QUOTES,
    ),
    (
        ("unexpected end of stream", "unexpected document"),
        text("Un guillemet ouvert n’est jamais refermé."),
        text("Fermez-le au bout du texte, par le même signe : « {signe} »."),
    ),
    (
        ("escape character", "escape code", "hexdecimal", "hexadecimal"),
        text("Entre guillemets doubles, « \\ » annonce un signe spécial, et celui-ci n’existe pas."),
        text("Écrivez le texte entre apostrophes, ou doublez le « \\ »."),
    ),
    (
        ("',' or ']'",),
        text("La liste ouverte par « [ » n’est pas bien fermée, ou il y manque une virgule."),
        text("Écrivez par exemple : besoins: [se-deplacer, se-nourrir]"),
    ),
    (
        ("',' or '}'",),
        text("Le groupe ouvert par « { » n’est pas bien fermé, ou il y manque une virgule."),
        text("Écrivez par exemple : contact: {courriel: contact@exemple.fr, formulaire: https://exemple.fr}"),
    ),
    (
        ("node content",),
        text("Une liste ou un groupe entre crochets n’est pas bien fermé."),
        text("Écrivez par exemple : besoins: [se-deplacer, se-nourrir]"),
    ),
    (
        ("':'",),
        text("Il manque « : » après le nom d’un champ."),
        text("Écrivez « champ: valeur » ; si c’est la suite d’un texte, décalez-la de deux espaces."),
    ),
    (
        ("undefined alias", "anchor", "alias", "alphabetic or numeric"),
        text("Le signe « * » ou « & » au début d’une valeur a un sens spécial en YAML."),
        _QUOTES,
    ),
    (
        ("comment or line break",),
        text("Après « | » ou « > », le texte commence à la ligne suivante."),
        text("Passez à la ligne et décalez le texte de deux espaces, ou mettez-le entre guillemets."),
    ),
    (
        ("block sequence entries",),
        text("Une liste commence à la ligne suivante, un tiret par valeur."),
        text("Passez à la ligne avant le tiret ; si c’est un texte, mettez-le entre guillemets."),
    ),
    (
        ("expected key", "'-' indicator", "block end", "<document start>"),
        text("Cette ligne n’est pas alignée avec les précédentes."),
        text("Alignez les champs d’un même groupe : même nombre d’espaces au début."),
    ),
)
_UNREADABLE = (
    text("Ce texte n’est pas du YAML lisible à partir d’ici."),
    text("Comparez avec l’exemple du type de fiche."),
)


def explain(said: Complaint) -> Slip:
    """The sentence, the hint and the place for a complaint of libyaml."""
    return next(slip for read in _READINGS if (slip := read(said)) is not None)


def _tab(said: Complaint) -> Slip | None:
    message, hint = (
        text("Cette ligne commence par une tabulation."),
        text("Remplacez-la par des espaces : deux par niveau."),
    )
    if "\t" not in said.line[: indent(said.line)] and not said.about("'\\t'", "a tab character"):
        if said.line[said.column : said.column + 1] != "\t":
            return None
        message, hint = text("Il y a ici une tabulation."), text("Remplacez-la par une espace.")
    change = untabbed(said.content, said.at)
    return Slip(place=_sign(said), message=message, hint=hint, rule="tabulation", change=change)


def _directive(said: Complaint) -> Slip | None:
    if not said.line.startswith("%") or said.column:
        return None
    return Slip(
        place=(said.start, said.start + len(said.line)),
        message=text(
            "Une ligne qui commence par « % » s’adresse au lecteur de YAML, qui ne la comprend pas."
        ),
        hint=text("Retirez cette ligne."),
        change=_without(said.content, said.start, said.start + len(said.line)),
    )


def _after_the_end(said: Complaint) -> Slip | None:
    start, line = said.before
    if not said.about("<document start>") or line.rstrip() != "...":
        return None
    message = text("« ... » finit le fichier, et il y a une suite.")
    change = _without(said.content, start, start + 3)
    return Slip(place=change[:2], message=message, hint=text("Retirez cette ligne."), change=change)


def _glued_colon(said: Complaint) -> Slip | None:
    start, line = said.before
    if not said.about("mapping values", "':'") or not (found := _GLUED.fullmatch(line)):
        return None
    message = text("Il manque une espace après « : ».")
    if found["colon"] != ":":
        message = text("Ce « {signe} » n’est pas le deux-points du clavier.", signe="\uff1a")
    colon = (start + found.start("colon"), start + found.end("colon"))
    right = line[: found.start("colon")].strip() + ": " + found["value"]
    return Slip(place=colon, message=message, hint=_writing(right), change=(*colon, ": "))


def _bullet(said: Complaint) -> Slip | None:
    start, line = said.before
    if not said.about("':'") or not (found := _BULLET.fullmatch(line)):
        return None
    message = text("Il manque une espace après le tiret.")
    if found["sign"] != "-":
        message = text("Ce signe n’ouvre pas une liste : il y faut un tiret simple.")
    sign = (start + found.start("sign"), start + found.end("sign"))
    return Slip(place=sign, message=message, hint=_writing(f"- {found['value']}"), change=(*sign, "- "))


def _too_far(said: Complaint) -> Slip | None:
    """A field that stands deeper than the one before, which has a value already."""
    above, field = _SET.match(said.before[1]), _FIELD.match(said.line)
    if not said.about("mapping values") or not above or not field or field.end("name") != said.column:
        return None
    if len(field["indent"]) <= len(above["indent"]):
        return None
    return Slip(
        place=(said.start + field.start("name"), said.start + field.end("name")),
        message=text("Cette ligne est trop décalée vers la droite."),
        hint=text("Alignez « {champ} » avec le champ du dessus.", champ=field["name"]),
    )


def _two_fields(said: Complaint) -> Slip | None:
    found = _TWO_FIELDS.match(said.line)
    if not said.about("mapping values") or not found or found.end("second") != said.column:
        return None
    first, second = found["first"], found["second"]
    return Slip(
        place=(said.start + found.start("second"), said.start + found.end("second")),
        message=text("Deux champs se suivent sur la même ligne."),
        hint=text(
            "Passez à la ligne après « {un}: » et décalez « {deux} » de deux espaces ; "
            "si c’est un texte, mettez-le entre guillemets.",
            un=first, deux=second,
        ),
    )  # fmt: skip


def _text_without_quotes(said: Complaint) -> Slip | None:
    """A text with a sign that means something: between quotes it is a text."""
    found = _VALUE.fullmatch(said.line)
    signs = said.about("cannot start", "mapping keys", "numeric")
    if not found or not (signs or said.about("mapping values")) or found.start("value") > said.column:
        return None
    right = _between_quotes(found["value"].rstrip())
    if right is None or " #" in right or not said.alone:
        return None
    message, hint = _told(said)
    start, end = said.start + found.start("value"), said.start + found.end("value")
    hint = _whole(f"{found['before'].strip()} {right}") or hint
    return Slip(place=_sign(said), message=message, hint=hint, change=(start, end, right))


def _after_the_closing(said: Complaint) -> Slip | None:
    """Something follows a quote or a bracket that closes."""
    if not said.about("expected key", "'-' indicator") or said.column <= indent(said.line):
        return None
    if said.line[: said.column].rstrip()[-1:] in ("]", "}"):
        end = said.start + len(said.line)
        change = (said.place, end, "") if said.line[said.column :].strip() in (",", ";", "]", "}") else None
        message = text("Il y a quelque chose de trop après un crochet fermant.")
        hint = text("Retirez ce qui suit le crochet.")
        return Slip(place=(said.place, end), message=message, hint=hint, change=change)
    return _quotes_in_quotes(said)


def _quotes_in_quotes(said: Complaint) -> Slip:
    message = text("Il y a un texte de trop après un guillemet fermant.")
    hint = text("Mettez toute la valeur entre guillemets doubles, et ceux du texte entre « ».")
    found, change = _QUOTED.fullmatch(said.line), None
    if found and found["value"][1:2] != found["value"][0]:
        nested = _NESTED.fullmatch(found["value"])
        right = _between_quotes(nested["double"] or nested["single"] if nested else found["value"])
        hint = (right and _whole(f"{found['before'].strip()} {right}")) or hint
        change = (
            (said.start + found.start("value"), said.start + found.end("value"), right)
            if nested and right
            else None
        )
    return Slip(place=_sign(said), message=message, hint=hint, change=change)


def _comment(said: Complaint) -> Slip | None:
    """In braces, as programmers write it."""
    found = _SLASHES.search(said.content, said.since, said.at)
    if not said.about("',' or") or not found:
        return None
    return Slip(
        place=(found.end() - 2, found.end()),
        message=text("Un commentaire s’ouvre par « # », et non par « // »."),
        hint=text("Écrivez « # » à la place, ou retirez le commentaire."),
        change=(found.end() - 2, found.end(), "#"),
    )


def _by_the_table(said: Complaint) -> Slip:
    message, hint = _told(said)
    place = _sign(said)
    sign = said.content[said.place : said.place + 1]
    if said.about("':'") and said.before[1]:  # libyaml sees it at the next line only
        start, line = said.before
        place = (start + indent(line), start + len(line))
    return Slip(place=place, message=message, hint=hint.about(signe=sign))


_READINGS: tuple[Callable[[Complaint], Slip | None], ...] = (
    _tab,
    _directive,
    _after_the_end,
    _glued_colon,
    _bullet,
    _too_far,
    _two_fields,
    _text_without_quotes,
    _after_the_closing,
    _comment,
    _by_the_table,
)


def _told(said: Complaint) -> tuple[Text, Text]:
    found = ((message, hint) for marks, message, hint in _COMPLAINTS if said.about(*marks))
    return next(found, _UNREADABLE)


def _sign(said: Complaint) -> tuple[int, int]:
    """The sign of the place, if its line has one there."""
    here = said.content[said.place : said.place + 1]
    return said.place, said.place + (here not in ("", "\r", "\n"))


def _without(content: str, start: int, end: int) -> Change:
    """A line less, with its end."""
    following = re.compile(r"\r\n|\r|\n|\Z").match(content, end)
    return start, following.end() if following else end, ""


def _writing(line: str) -> Text:
    return text("Écrivez : {valeur}", valeur=short(line))


def _whole(line: str) -> Text | None:
    """The line to write, where a sentence can hold it whole."""
    return _writing(line) if short(line) == line else None


def _between_quotes(value: str) -> str | None:
    """The text between quotes of which it holds none."""
    free = (sign for sign in "\"'" if sign not in value and not (sign == '"' and "\\" in value))
    return next((f"{sign}{value}{sign}" for sign in free), None)


def untabbed(content: str, at: int) -> Change | None:
    """What to write instead of the tabs over which libyaml stumbles at a place, and from where to where.

    At the start of a line each tab is a level, of two spaces; the lines that follow are in the same case.
    """
    start = max(content.rfind("\n", 0, at), content.rfind("\r", 0, at)) + 1
    if (run := _TABBED.match(content, start)) and "\t" in run[0]:
        return start, run.end(), _INDENT.sub(lambda found: found[0].replace("\t", "  "), run[0])
    if tabs := _TABS.match(content, at):
        return *tabs.span(), " "
    return None
