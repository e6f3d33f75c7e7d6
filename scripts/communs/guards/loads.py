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
    r"((?:[^>\"']|\"[^\"]*\"|'[^']*'|[\"'])*+)>",  # a quotation mark may stand alone in a word without any
    re.IGNORECASE,
)
_WORDS = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_INLINE = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
_RARE = re.compile(r"<[a-z][^<>]*(?:url|\\|\sping|\sbackground)[^<>]*>", re.IGNORECASE)
_PAINTS = {
    "style",
    "fill",
    "stroke",
    "filter",
    "mask",
    "clip-path",
    "cursor",
    "marker-start",
    "marker-mid",
    "marker-end",
}
_URL = re.compile(
    r"(@import(?:\s|/\*.*?\*/)*(?:url\()?|url\(|image-set\()\s*[\"']?([^\"')\s;]+)", re.DOTALL | re.IGNORECASE
)
_ESCAPE = re.compile(r"\\([0-9a-f]{1,5})\s?", re.IGNORECASE)
_IMPORT = re.compile(r"\b(?:import|from)\s*(\(?)\s*[\"'`]([^\"'`]+)[\"'`]")
_SPECULATED = re.compile(r"\"((?:https?:)?//[^\"]*)\"", re.IGNORECASE)
_BETWEEN = re.compile(r"\s+|,(?=https?:|//)", re.IGNORECASE)
_REFRESH = re.compile(r"[\s\d.]*[;,\s]\s*(?:url\s*=\s*)?[\"']?([^\"']+)", re.IGNORECASE)
_LICENCE = re.compile(r"<a\b[^>]*\srel=\"(?:[^\"]* )?license[ \"][^>]*>([^<]*)</a>", re.IGNORECASE)
_UNLISTED = re.compile(r"<meta name=\"robots\" content=\"noindex\">")
_AT_ONCE = {"stylesheet", "icon", "preload", "modulepreload"}
_LATER = {
    "prefetch", "prerender", "preconnect", "dns-prefetch", "manifest", "apple-touch-icon", "mask-icon", "search",
    "apple-touch-icon-precomposed", "apple-touch-startup-image", "compression-dictionary",
}  # fmt: skip


class Load(NamedTuple):
    """An address as it is written, and whether it is fetched without anybody doing anything."""

    url: str
    at_once: bool = True


def licences(html: str) -> frozenset[str]:
    """The licences that a page names and leads to: the words of links with `rel="license"`, as in our footer."""
    return frozenset(map(unescape, _LICENCE.findall(html)))


def listed(html: str) -> bool:
    """Whether engines may list a page: not that of an entry which was withdrawn or renamed."""
    return _UNLISTED.search(html) is None


def of_page(html: str) -> Iterator[Load]:
    """What a page loads or connects to; links that readers may follow are no part of it."""
    closed = html.rfind(">") + 1  # up to there what opens closes: nothing is read twice
    for tag in _TAG.finditer(html, 0, closed):
        yield from _of_tag(tag[1].lower(), _words(tag[2]))
    for part in _INLINE.finditer(html):
        kind = _words(part[2]).get("type", "").strip().lower()
        if kind == "speculationrules":
            yield from (Load(url, at_once=False) for url in _SPECULATED.findall(part[3].replace("\\/", "/")))
        elif "json" not in kind:  # data, where members may write anything
            yield from (of_style if part[1].lower() == "style" else of_script)(part[3])
    for tag in _RARE.finditer(html):
        for name, value in _words(tag[0]).items():
            if name in _PAINTS:
                yield from of_style(value)
            elif name in ("ping", "background"):
                yield from (Load(one, at_once=False) for one in value.split())


def of_style(css: str) -> Iterator[Load]:
    """The sheets that a sheet imports, and the fonts and pictures that it may use."""
    plain = _ESCAPE.sub(lambda sign: chr(int(sign[1], 16)), css)
    return (Load(found[2], at_once=found[1].lower().startswith("@import")) for found in _URL.finditer(plain))


def of_script(script: str) -> Iterator[Load]:
    """The modules that a script imports, at once or when it comes to it."""
    found = (one for one in _IMPORT.finditer(script) if one[2].startswith((".", "/", "http")))
    return (Load(one[2], at_once=not one[1]) for one in found)


def _words(tag: str) -> dict[str, str]:
    """The attributes of a tag: of two that have one name, browsers keep the first."""
    found = reversed([*_WORDS.finditer(tag)])
    return {one[1].lower(): unescape(one[2] or one[3] or one[4] or "") for one in found}


def _of_tag(name: str, words: dict[str, str]) -> Iterator[Load]:
    if name == "link":
        rels = set(words.get("rel", "").lower().split())
        if rels & (_AT_ONCE | _LATER) and "href" in words:
            yield Load(words["href"], at_once=bool(rels & _AT_ONCE))
    elif name == "meta":
        leads = _REFRESH.match(words.get("content", ""))
        if words.get("http-equiv", "").lower() == "refresh" and leads:
            yield Load(leads[1], at_once=False)
    elif name == "base":
        yield Load(words.get("href", "."), at_once=False)
    else:
        at_once = words.get("loading") != "lazy" and name in ("script", "img", "input", "iframe", "frame")
        yield from (
            Load(words[one], at_once=at_once)
            for one in ("src", "data", "poster", "href", "xlink:href")
            if one in words
        )
        yield from of_page(words.get("srcdoc", ""))
    sizes = _BETWEEN.split(words.get("srcset") or words.get("imagesrcset") or "")
    yield from (Load(size, at_once=False) for size in sizes if size)
