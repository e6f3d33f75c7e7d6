"""Members' Markdown → clean HTML: one converter, then an allow-list; whatever they wrote, nothing runs."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

import nh3
import pyromark
from markupsafe import Markup

_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "code", "dd", "dl", "dt", "em", "h3", "h4", "h5", "h6", "hr", "i", "li",
    "ol", "p", "pre", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes={"a": {"href", "title"}, "abbr": {"title"}},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener noreferrer nofollow",
)
_OPTIONS = pyromark.Options.ENABLE_TABLES
_HIGH_TITLE = re.compile(r"(</?)h[12](?=[ >])")


def plain(source: str) -> str:
    """The words alone, on one line."""
    return " ".join(unescape(nh3.clean(pyromark.html(source, options=_OPTIONS), tags=set())).split())


@lru_cache(maxsize=20_000)
def render(source: str) -> Markup:
    """HTML that may stand in a page (CommonMark and tables); titles start at the third level."""
    raw = pyromark.html(source, options=_OPTIONS)
    return Markup(_CLEANER.clean(_HIGH_TITLE.sub(r"\1h3", raw)))  # noqa: S704 - cleaned by the allow-list
