"""A file's page on Commons → whom to thank for it, and where it can be had; its bytes → what they are."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Any

import nh3

from communs.facts import cleaned
from communs.facts.snaks import Told, mapping

_LONG = 10_000  # signs of HTML that a credit may hold
_SHA1 = re.compile(r"[0-9a-f]{40}")
_HIDDEN = re.compile(r"<(\w+)[^<>]*\bdisplay:\s*none[^<>]*>[^<]*</\1>", re.IGNORECASE)
_BREAK = re.compile(r"<(?=/?(?:br|dd|div|dt|li|p|td|th|tr)\b)", re.IGNORECASE)
_MAGIC = {
    "png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "jpg": re.compile(rb"\xff\xd8\xff"),
    "gif": re.compile(rb"GIF8[79]a"),
    "webp": re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Credit:
    """A picture of Commons: its author and licence as plain text, its page, and its thumbnail.

    `sha1` and `mime` are those of the original, `width` and `height` those of the thumbnail, in pixels.
    """

    author: str
    licence: str
    licence_url: str
    page: str
    sha1: str
    thumb: str
    mime: str
    width: int
    height: int


def credit(page: object) -> Credit | None:
    """What `imageinfo` tells of a file; None where it is missing, has no thumbnail, or no licence that is known."""
    told = mapping(page).get("imageinfo")
    info = mapping(told[0]) if isinstance(told, list) and told else {}
    known = mapping(info.get("extmetadata"))
    found = Credit(
        author=_said(known, "Artist") or _said(known, "Credit"),
        licence=_said(known, "LicenseShortName"),
        licence_url=cleaned.address(_said(known, "LicenseUrl")),
        page=cleaned.address(info.get("descriptionurl")),
        sha1=_hash(info.get("sha1")),
        thumb=cleaned.address(info.get("thumburl")),
        mime=cleaned.words(info.get("mime")),
        width=_size(info.get("thumbwidth")),
        height=_size(info.get("thumbheight")),
    )
    needed = (found.licence, found.page, found.sha1, found.thumb, found.width, found.height)
    return found if all(needed) else None


def kind_of(data: bytes) -> str | None:
    """The ending for the bytes of a picture; None for whatever is none, or could hold a script."""
    return next((kind for kind, magic in _MAGIC.items() if magic.match(data)), None)


def _said(known: Told, name: str) -> str:
    """A field of Commons is HTML: what a reader would see of it, and not one bracket."""
    value: Any = mapping(known.get(name)).get("value")
    if not isinstance(value, str):
        return ""
    seen = _BREAK.sub(" <", _HIDDEN.sub("", value[:_LONG]))
    plain = html.unescape(nh3.clean(seen, tags=set()))
    return cleaned.words(plain.translate({ord("<"): None, ord(">"): None}))


def _hash(value: object) -> str:
    return value if isinstance(value, str) and _SHA1.fullmatch(value) else ""


def _size(value: object) -> int:
    return value if type(value) is int and value > 0 else 0
