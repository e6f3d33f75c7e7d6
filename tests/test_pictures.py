"""What Commons tells of a file → plain words and sound addresses; bytes → png, jpg, webp, gif or nothing."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communs.facts.pictures import Credit, credit, kind_of
from tests.wikibase import documents

SHA1 = "003a499f4b60120f6fda5b3ded61e553ec5bbe23"
THUMB = {"thumburl": "https://upload.example.org/330px-Logo.svg.png", "thumbwidth": 330, "thumbheight": 165}


def pages() -> dict[str, dict[str, Any]]:
    """The recorded pages, by title."""
    told = json.loads(documents.body("imageinfo-moved-redirects"))["query"]["pages"]
    return {page["title"]: page for page in told}


def page(*, known: dict[str, Any] | None = None, **info: Any) -> dict[str, Any]:
    """The recorded page of a file, with a thumbnail and some other words."""
    found = pages()["File:Coop Exemple logo renommé.svg"]
    told = found["imageinfo"][0]
    said = told["extmetadata"] | {name: {"value": value} for name, value in (known or {}).items()}
    found["imageinfo"] = [told | THUMB | {"extmetadata": said} | info]
    return found


def author(artist: Any) -> str:
    """Whom to thank for a picture whose page says this."""
    found = credit(page(known={"Artist": artist, "Credit": "Own work"}))
    assert found is not None
    return found.author


def test_a_picture_comes_with_whom_to_thank() -> None:
    assert credit(page()) == Credit(
        author="Jeanne Dupont",
        licence="CC BY-SA 4.0",
        licence_url="https://creativecommons.org/licenses/by-sa/4.0",
        page="http://127.0.0.1:8742/index.php/File:Coop_Exemple_logo_renomm%C3%A9.svg",
        sha1=SHA1,
        thumb="https://upload.example.org/330px-Logo.svg.png",
        mime="image/svg+xml",
        width=330,
        height=165,
    )


@pytest.mark.parametrize("title", ["File:Nope.svg", "File:Bad<name>.svg"])
def test_a_file_that_is_missing_has_no_credit(title: str) -> None:
    assert credit(pages()[title]) is None


def test_without_a_thumbnail_there_is_no_picture() -> None:
    assert credit(pages()["File:Coop Exemple logo renommé.svg"]) is None


@pytest.mark.parametrize(
    "change",
    [
        {"known": {"LicenseShortName": ""}},
        {"known": {"LicenseShortName": "<script>CC0</script>"}},
        {"extmetadata": {}},
        {"extmetadata": []},
        {"sha1": "00"},
        {"sha1": None},
        {"thumburl": "javascript:alert(1)"},
        {"thumburl": "file:///etc/passwd"},
        {"thumburl": "https://moi@upload.example.org/a.png"},
        {"thumbwidth": 0},
        {"thumbheight": "165"},
        {"descriptionurl": "//commons.example.org/"},
    ],
)
def test_without_a_known_licence_a_page_or_a_size_there_is_no_picture(change: dict[str, Any]) -> None:
    assert credit(page(**change)) is None


@pytest.mark.parametrize(
    "told", [None, [], {}, "x", {"imageinfo": []}, {"imageinfo": ["x"]}, {"imageinfo": {}}]
)
def test_what_is_no_page_has_no_credit(told: Any) -> None:
    assert credit(told) is None


@pytest.mark.parametrize(
    ("artist", "said"),
    [
        ("Jeanne", "Jeanne"),
        ("<p>Jeanne</p><p>Paul</p>", "Jeanne Paul"),
        ("Jeanne<br />Paul", "Jeanne Paul"),
        ("Du<b>pont</b> &amp; fils", "Dupont & fils"),
        ('<a>Unknown author</a><span style="display: none;">Unknown author</span>', "Unknown author"),
        ("<script>alert(1)</script><style>a{}</style>Jeanne<!-- non -->", "Jeanne"),
        ("&lt;img src=x onerror=alert(1)&gt; Jeanne", "img src=x onerror=alert(1) Jeanne"),
        ("Jeanne \u202egauche\u202c", "Jeanne gauche"),
        ("Jeanne <jeanne", "Jeanne"),
        ("x" * 500, "x" * 399 + "…"),
        ("<b>" * 50_000 + "Jeanne", "Own work"),
        ("", "Own work"),
        (["Jeanne"], "Own work"),
    ],
)
def test_an_author_is_plain_words(artist: Any, said: str) -> None:
    assert author(artist) == said


def test_a_licence_may_have_no_page() -> None:
    for told in ("", "domaine public", "javascript:alert(1)"):
        found = credit(page(known={"LicenseUrl": told, "LicenseShortName": "Public domain"}))
        assert found is not None
        assert (found.licence, found.licence_url) == ("Public domain", "")


@given(st.text(alphabet="<>&;/!-=\"' abcilmnoprst#x0123", max_size=60))
def test_markup_never_comes_out(artist: str) -> None:
    assert not re.search("[<>]", author(f"Jeanne {artist}"))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "png"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "jpg"),
        (b"GIF87a\x01\x00", "gif"),
        (b"GIF89a\x01\x00", "gif"),
        (b"RIFF\n\n\n\nWEBPVP8 ", "webp"),
        (b"RIFF\x00\x00\x00\x00WAVE", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
        (b"<!DOCTYPE html><html>", None),
        (b" \x89PNG\r\n\x1a\n", None),
        (b"\x89PNG", None),
        (b"", None),
    ],
)
def test_a_picture_is_known_by_its_first_bytes(data: bytes, kind: str | None) -> None:
    assert kind_of(data) == kind
