"""A built page → the Markdown that says the same: headings, text, lists and links of its main part."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = {"p", "div", "section", "ul", "ol", "dl", "dt", "dd", "table", "tr", "figure", "header", "footer"}
_HEADINGS = {f"h{n}": "#" * n for n in range(1, 7)}
_SILENT = {"script", "style", "svg", "button", "form", "nav"}
_VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr"}
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|])")


class _Page(HTMLParser):
    """Collects the text inside `<article>`, in the order of reading."""

    def __init__(self) -> None:
        super().__init__()
        self.out: list[str] = []
        self.links: list[str] = []
        self.inside = 0
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "article":
            self.inside += 1
        if not self.inside or tag in _VOID:
            return
        if tag in _SILENT:
            self.silent += 1
        elif not self.silent:
            self._open(tag, dict(attrs))

    def _open(self, tag: str, attrs: dict[str, str | None]) -> None:
        if tag in _HEADINGS:
            self.out.append(f"\n\n{_HEADINGS[tag]} ")
        elif tag == "li":
            self.out.append("\n- ")
        elif tag == "a":
            self.links.append(attrs.get("href") or "")
            self.out.append("[")
        elif tag in _BLOCKS:
            self.out.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if not self.inside:
            return
        if tag == "article":
            self.inside -= 1
        elif tag in _SILENT:
            self.silent -= 1
        elif tag == "a" and not self.silent:
            self.out.append(f"]({self.links.pop()})" if self.links else "")
        elif tag in _BLOCKS or tag in _HEADINGS:
            self.out.append("\n\n")

    def handle_data(self, data: str) -> None:
        if self.inside and not self.silent:
            self.out.append(_SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", data)))


def read(html: str) -> str:
    """The main part of a page as Markdown."""
    page = _Page()
    page.feed(html)
    lines = (line.strip() for line in "".join(page.out).split("\n"))
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return re.sub(r"(?m)^(?!- |$)(.*)\n- ", r"\1\n\n- ", text) + "\n"
