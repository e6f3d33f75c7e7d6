"""The theme's shell, rendered once for all our pages of one folder, then filled for each page.

Every page of one folder has the same header, menus and footer. The first pages filled in this way are
compared with a full render, byte for byte; a theme that reads more of a page is then rendered in full.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import jinja2

_CHECKED = 3  # pages of each folder compared with a full render
_HOLES = ("title", "head", "edit", "address", "body")
_TOKEN = re.compile("communshole(" + "|".join(_HOLES) + ")z")


Key = tuple[str, bool]  # the page's folder, whether it has a pencil


class Shells:
    """Stands where the theme's `main.html` stands, for the pages of ours that no menu names."""

    def __init__(self, template: jinja2.Template) -> None:
        self.template = template
        self.shells: dict[Key, list[str] | None] = {}
        self.compared: dict[Key, int] = {}

    def render(self, context: Mapping[str, Any]) -> str:
        """The whole HTML of the page in a context of MkDocs."""
        page = context["page"]
        folder = page.address.rstrip("/").rpartition("/")[0]  # menus are relative to it
        key = (folder, page.edit_url is not None)
        if key not in self.shells:
            self.shells[key] = self._shell(context)
        shell = self.shells[key]
        if shell is None:
            return self.template.render(context)
        filled = _fill(shell, page)
        if self.compared.setdefault(key, 0) < _CHECKED:
            self.compared[key] += 1
            whole = self.template.render(context)
            if whole != filled:
                self.shells[key] = None
            return whole
        return filled

    def _shell(self, context: Mapping[str, Any]) -> list[str]:
        """The full render of a page made of holes, cut at the holes."""
        page = context["page"]
        kept = page.title, page.head, page.edit_url, page.content, page.address
        page.title, page.content, page.address = _hole("title"), _hole("body"), _hole("address")
        page.head = _hole("head")
        page.edit_url = page.edit_url and _hole("edit")
        try:
            # our bodies bring their own title: Material would add one where it finds none
            page.content = "<h1>" + page.content
            return _TOKEN.split(self.template.render(context).replace("<h1>" + _hole("body"), _hole("body")))
        finally:
            page.title, page.head, page.edit_url, page.content, page.address = kept


def _hole(name: str) -> str:
    return f"communshole{name}z"


def _fill(shell: list[str], page: Any) -> str:
    values = {
        "title": page.title,
        "head": page.head,
        "edit": page.edit_url,
        "address": page.address,
        "body": page.content,
    }
    return "".join(part if index % 2 == 0 else values[part] for index, part in enumerate(shell))
