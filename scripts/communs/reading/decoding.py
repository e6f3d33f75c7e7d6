"""The bytes of a file → its text, or why they are none."""

from __future__ import annotations

import codecs

from communs.findings import Finding, Text, text
from communs.lines import line_starts, span_of

MAX_BYTES = 1_000_000
_FORMATS = {
    b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"RIFF": "WebP", b"%PDF": "PDF",
    b"PK\x03\x04": "ZIP, DOCX, ODT", b"\x1f\x8b": "GZIP", b"\xd0\xcf\x11\xe0": "DOC, XLS",
}  # fmt: skip
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF_8 = text("Enregistrez-le à nouveau en choisissant l’encodage « UTF-8 ».")


def decode(data: bytes, path: str) -> str | Finding:
    """The text, without the byte-order mark; or the finding that says what else this is."""
    if len(data) > MAX_BYTES:
        return Finding(
            path=path,
            rule="fichier-trop-gros",
            message=text("Ce fichier est trop gros : plus de {taille} Mo.", taille=MAX_BYTES // 1_000_000),
            hint=text("Une fiche tient en quelques pages. Mettez le reste ailleurs et donnez son adresse."),
        )
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, path, error)


def _not_utf8(data: bytes, path: str, error: UnicodeDecodeError) -> Finding:
    if known := disguise(data):
        return Finding(path=path, rule="encodage", message=known[0], hint=known[1])
    before = data[: error.start].decode("utf-8")
    return Finding(
        path=path,
        span=span_of(line_starts(before), len(before), len(before)),
        rule="encodage",
        message=text("Ce fichier n’est pas en UTF-8 (octet {octet}).", octet=f"0x{data[error.start]:02x}"),
        hint=_UTF_8,
    )


def disguise(data: bytes) -> tuple[Text, Text] | None:
    """The sentence and the hint about bytes that are plainly something else than a text in UTF-8."""
    for start, name in _FORMATS.items():
        if data.startswith(start):
            return (
                text("Ce fichier n’est pas un texte : il a la forme d’un fichier {format}.", format=name),
                text("Écrivez la fiche dans un éditeur de texte ; les images vont dans catalogue/_medias/."),
            )
    if data.startswith(_WIDE) or abs(data[::2].count(0) - data[1::2].count(0)) > len(data) // 4:
        return text("Ce fichier est en UTF-16, et non en UTF-8."), _UTF_8
    return None
