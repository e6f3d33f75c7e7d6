"""The bytes of a file → its text, or why they are none."""

from __future__ import annotations

import codecs
import contextlib
import re

from communs.findings import Finding, Text, text
from communs.lines import line_starts, span_of

MAX_BYTES = 1_000_000
_FORMATS = {
    "\x89PNG": "PNG", "\xff\xd8\xff": "JPEG", "GIF8": "GIF", "RIFF": "WebP", "%PDF": "PDF",
    "PK\x03\x04": "ZIP, DOCX, ODT", "\x1f\x8b": "GZIP", "\xd0\xcf\x11\xe0": "DOC, XLS",
}  # fmt: skip
_WIDE = ("\xff\xfe", "\xfe\xff")
_REST = "[\x80-\xbf]"
_AFTER_FIRST = re.compile(_REST)  # of the bytes of a character
_SOUND = re.compile(  # the characters of UTF-8 (RFC 3629), a sign for each byte
    rf"(?:[\x00-\x7f]|[\xc2-\xdf]{_REST}|\xe0[\xa0-\xbf]{_REST}|\xed[\x80-\x9f]{_REST}|[\xe1-\xec\xee\xef]{_REST}{{2}}"
    rf"|\xf0[\x90-\xbf]{_REST}{{2}}|\xf4[\x80-\x8f]{_REST}{{2}}|[\xf1-\xf3]{_REST}{{3}})*+"
)
_UTF_8 = text("Enregistrez-le à nouveau en choisissant l’encodage « UTF-8 ».")


def decode(data: bytes, path: str) -> str | Finding:
    """The text, without the byte-order mark; or the finding that says what else this is."""
    if len(data) <= MAX_BYTES:
        with contextlib.suppress(UnicodeDecodeError):
            return data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    return undecodable(data.decode("latin-1"), path)


def undecodable(raw: str, path: str) -> Finding:
    """What is wrong with the bytes of a file that is too big, or no text; a sign stands for each byte."""
    if len(raw) > MAX_BYTES:
        return Finding(
            path=path,
            rule="fichier-trop-gros",
            message=text("Ce fichier est trop gros : plus de {taille} Mo.", taille=MAX_BYTES // 1_000_000),
            hint=text("Une fiche tient en quelques pages. Mettez le reste ailleurs et donnez son adresse."),
        )
    if known := disguise(raw):
        return Finding(path=path, rule="encodage", message=known[0], hint=known[1])
    found = _SOUND.match(raw)
    sound = found[0] if found else ""
    before = _AFTER_FIRST.sub("", sound)
    return Finding(
        path=path,
        span=span_of(line_starts(before), len(before), len(before)),
        rule="encodage",
        message=text("Ce fichier n’est pas en UTF-8 (octet {octet}).", octet=f"0x{ord(raw[len(sound)]):02x}"),
        hint=_UTF_8,
    )


def disguise(raw: str) -> tuple[Text, Text] | None:
    """The sentence and the hint about bytes that are plainly something else than a text in UTF-8."""
    for start, name in _FORMATS.items():
        if raw.startswith(start):
            return (
                text("Ce fichier n’est pas un texte : il a la forme d’un fichier {format}.", format=name),
                text("Écrivez la fiche dans un éditeur de texte ; les images vont dans catalogue/_medias/."),
            )
    if raw.startswith(_WIDE) or abs(raw[::2].count("\0") - raw[1::2].count("\0")) > len(raw) // 4:
        return text("Ce fichier est en UTF-16, et non en UTF-8."), _UTF_8
    return None
