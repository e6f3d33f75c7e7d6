"""The HTML of our templates → what may stand in a page that somebody opens anywhere: no script, no request, no id."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from urllib.parse import urljoin

import nh3
from markupsafe import Markup

_TAGS = {
    "a", "abbr", "article", "b", "blockquote", "br", "caption", "code", "dd", "del", "div", "dl", "dt", "em",
    "figcaption", "figure", "h4", "h5", "h6", "hr", "i", "img", "ins", "li", "ol", "p", "pre", "section", "small",
    "span", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "time", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"class", "lang", "dir", "hidden", "aria-hidden"},
    "a": {"href"},
    "abbr": {"title"},
    "img": {"src", "alt", "width", "height"},
    "td": {"data-titre", "colspan"},
    "th": {"scope", "colspan"},
    "time": {"datetime"},
}
_ELSEWHERE = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_LANDMARK = re.compile(r"<(/?)(?:aside|header|footer|nav)\b")
_TITLE = re.compile(r"<(/?)h([1-6])\b")
_MEDIA = re.compile(r"(?:\.\./)*(?:\./)?medias/([^/]+)")
_HERE = "https://site.invalid/"  # stands for the root of the site while addresses are resolved


@dataclass(frozen=True, kw_only=True)
class Shown:
    """`site` is where the catalogue is published, empty where nobody knows; `new`, the addresses it has not yet.

    `root` leads from there to the pages of this language. `picture` gives the data: address of a picture, nothing
    for one that is left out.
    """

    site: str
    new: Collection[str]
    picture: Callable[[str], str]
    root: str = ""

    def speaking(self, lang: str) -> Shown:
        """The same for the pages of a language."""
        return replace(self, root="" if lang == "fr" else f"{lang}/")

    def html(self, body: str, address: str = "") -> Markup:
        """The body of the page at an address, its titles three levels down."""
        plain = _TITLE.sub(_lower, _LANDMARK.sub(r"<\1div", body))
        cleaned = nh3.clean(
            plain, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https", "mailto", "tel", "data"},
            link_rel="noopener noreferrer nofollow",
            attribute_filter=lambda tag, name, value: self._attribute(tag, name, value, address),
        )  # fmt: skip
        return Markup(cleaned)  # noqa: S704 - cleaned by the allow-list

    def _attribute(self, tag: str, name: str, value: str, address: str) -> str | None:
        if (tag, name) == ("a", "href"):
            return self.link(value, address)
        if (tag, name) == ("img", "src"):
            found = _MEDIA.fullmatch(value)
            return (self.picture(found[1]) if found else "") or None
        return value

    def link(self, to: str, address: str = "") -> str | None:
        """Where a link leads from a page: elsewhere, or to a page that the published site has."""
        if _ELSEWHERE.match(to):
            return to
        whole = urljoin(_HERE + self.root + address, to)
        inside = whole.removeprefix(_HERE)
        page = re.split(r"[?#]", inside, maxsplit=1)[0].removeprefix(self.root)
        if not self.site or to.startswith("#") or whole == inside or page in self.new:
            return None
        return f"{self.site}/{inside}"


def _lower(found: re.Match[str]) -> str:
    return f"<{found[1]}h{min(6, int(found[2]) + 3)}"
