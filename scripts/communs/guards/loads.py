"""The text of a page, a style or a script → what a browser asks for because of it.

Read by the signs of what our own build writes, not as a browser would: two thousand pages take a second or two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

_TAG = re.compile(
    r"<(link|meta|base|script|style|img|input|source|track|video|audio|i?frame|embed|object|image|use|feimage)\b"
    r"((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.IGNORECASE,
)
_WORDS = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_INLINE = re.compile(r"<(script|style)\b[^>]*>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
_STYLED = re.compile(r"\sstyle=(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_URL = re.compile(r"(@import\s+(?:url\()?|url\()\s*[\"']?([^\"')\s;]+)", re.IGNORECASE)
_IMPORT = re.compile(r"\b(?:import|from)\s*(\(?)\s*[\"']([^\"']+)[\"']")
_LICENCE = re.compile(r"<(?:a|link)\b[^>]*\srel=\"(?:[^\"]* )?license[ \"]", re.IGNORECASE)
_UNLISTED = re.compile(r"<meta name=\"robots\" content=\"noindex\">")
_AT_ONCE = {"stylesheet", "icon", "preload", "modulepreload"}
_LATER = {"prefetch", "prerender", "preconnect", "dns-prefetch", "manifest", "apple-touch-icon", "mask-icon"}


class Load(NamedTuple):
    """An address as it is written, and whether it is fetched without anybody doing anything."""

    url: str
    at_once: bool = True


def licensed(html: str) -> bool:
    """Whether a page leads to its licence: a link with `rel="license"`, as in our footer."""
    return _LICENCE.search(html) is not None


def listed(html: str) -> bool:
    """Whether engines may list a page: not that of an entry which was withdrawn or renamed."""
    return _UNLISTED.search(html) is None


def of_page(html: str) -> Iterator[Load]:
    """What a page loads or connects to; links that readers may follow are no part of it."""
    for tag in _TAG.finditer(html):
        words = {
            one[1].lower(): unescape(one[2] or one[3] or one[4] or "") for one in _WORDS.finditer(tag[2])
        }
        yield from _of_tag(tag[1].lower(), words)
    for part in _INLINE.finditer(html):
        yield from (of_style if part[1].lower() == "style" else of_script)(part[2])
    for style in _STYLED.finditer(html):
        yield from of_style(unescape(style[1] or style[2] or ""))


def of_style(css: str) -> Iterator[Load]:
    """The sheets that a sheet imports, and the fonts and pictures that it may use."""
    return (Load(found[2], at_once=found[1].lower().startswith("@import")) for found in _URL.finditer(css))


def of_script(script: str) -> Iterator[Load]:
    """The modules that a script imports, at once or when it comes to it."""
    found = (one for one in _IMPORT.finditer(script) if one[2].startswith((".", "/", "http")))
    return (Load(one[2], at_once=not one[1]) for one in found)


def _of_tag(name: str, words: dict[str, str]) -> Iterator[Load]:
    if name == "link":
        rels = set(words.get("rel", "").lower().split())
        if rels & (_AT_ONCE | _LATER) and "href" in words:
            yield Load(words["href"], at_once=bool(rels & _AT_ONCE))
    elif name == "meta":
        if words.get("http-equiv", "").lower() == "refresh" and "=" in words.get("content", ""):
            yield Load(words["content"].partition("=")[2].strip("\"' "), at_once=False)
    elif name == "base":
        yield Load(words.get("href", "."), at_once=False)
    else:
        at_once = words.get("loading") != "lazy" and name in ("script", "img", "input", "iframe", "frame")
        yield from (
            Load(words[one], at_once=at_once)
            for one in ("src", "data", "poster", "href", "xlink:href")
            if one in words
        )
        sizes = (size.split() for size in words.get("srcset", "").split(", "))
        yield from (Load(size[0], at_once=False) for size in sizes if size)
