"""Bytes that are no text in UTF-8 are told for what they are."""

from __future__ import annotations

import zlib

import pytest

from communs.findings import Finding, Span
from communs.located import read
from communs.reading.decoding import MAX_BYTES, decode

LINE = "nom: Coopérative de l’été\n"


def _told(data: bytes) -> Finding:
    found = read(data, "f.yml").findings
    assert len(found) == 1
    return found[0]


def test_a_text() -> None:
    assert decode(LINE.encode(), "f.yml") == decode(LINE.encode("utf-8-sig"), "f.yml") == LINE


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "Ce fichier n’est pas un texte : il a la forme d’un fichier PNG."),
        (b"PK\x03\x04\x14\0", "Ce fichier n’est pas un texte : il a la forme d’un fichier ZIP, DOCX, ODT."),
        (b"%PDF-1.7\n\xe2\xe3", "Ce fichier n’est pas un texte : il a la forme d’un fichier PDF."),
        (LINE.encode("utf-16"), "Ce fichier est en UTF-16, et non en UTF-8."),
        (LINE.encode("utf-16-le"), "Ce fichier est en UTF-16, et non en UTF-8."),
        (LINE.encode("utf-16-be"), "Ce fichier est en UTF-16, et non en UTF-8."),
        (LINE.encode("cp1252"), "Ce fichier n’est pas en UTF-8 (octet 0xe9)."),
        (zlib.compress(LINE.encode()), "Ce fichier n’est pas en UTF-8 (octet 0x9c)."),
    ],
)
def test_what_is_no_text_in_utf_8(data: bytes, said: str) -> None:
    finding = _told(data)
    assert (finding.rule, str(finding.message)) == ("encodage", said)


def test_the_place_of_the_first_wrong_byte() -> None:
    finding = _told(b"nom: A\nresume: \xe9")
    assert finding.span == Span(line=2, column=9, end_line=2, end_column=9)


def test_a_few_null_bytes_are_signs_that_nobody_sees() -> None:
    assert _told(LINE.encode() + b"\0" * 8).rule == "caractere-interdit"


def test_too_big() -> None:
    assert _told(b"a" * (MAX_BYTES + 1)).rule == "fichier-trop-gros"
