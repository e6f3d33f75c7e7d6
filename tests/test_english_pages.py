"""English pages: what the catalogue says only in French is marked as French, and is nowhere read as English."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from communs import markup, pages, pipeline
from communs.kinds import Field
from communs.pages import Edition
from tests.conftest import ROOT

PART = re.compile(r"""<(?P<end>/?)(?P<tag>[a-z][\w-]*)(?P<told>(?:[^>"]|"[^"]*")*)>|(?P<text>[^<]+)""")
LANG = re.compile(r' lang="(\w+)"')
VOID = {"area", "br", "hr", "img", "input", "link", "meta", "wbr"}
UNREAD = {"script", "style"}
WORD = re.compile(r"\w+")
FEW = 4  # so many words in a row are nobody's by chance


def read(html: str, lang: str) -> Iterator[tuple[str, str]]:
    """The texts of a page, each with the language that it is said to be in."""
    open_ = [("", lang)]
    for part in PART.finditer(html):
        if part["text"]:
            if part["text"].strip() and open_[-1][0] not in UNREAD:
                yield open_[-1][1], unescape(part["text"])
        elif part["end"]:
            assert open_.pop()[0] == part["tag"], html[: part.end()][-200:]
        elif part["tag"] not in VOID and not part["told"].endswith("/"):
            said = LANG.search(part["told"])
            open_.append((part["tag"], said[1] if said else open_[-1][1]))
    assert open_ == [("", lang)]


def french(field: Field, value: Any) -> Iterator[str]:
    """What an entry says in words, and only in French."""
    if isinstance(value, list):
        for item in value:
            yield from french(field.item or field, item)
    elif isinstance(value, dict) and "fr" in value:
        if "en" not in value:
            yield value["fr"]
    elif isinstance(value, dict):
        for name, inner in value.items():
            if child := field.children.get(name, field.item):
                yield from french(child, inner)
    elif isinstance(value, str) and not (
        field.links_to or {"format", "enum", "const"} & field.schema.keys() or field.schema.get("pattern", "\\S") != "\\S"
    ):
        yield value


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The real catalogue and its invented members."""
    root = tmp_path_factory.mktemp("depot")
    for name in ("catalogue", "schemas"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copytree(ROOT / "tests" / "vallon", root / "catalogue", dirs_exist_ok=True)
    checked = pipeline.check(root)
    return Edition(
        catalogue=checked.catalogue, settings=checked.settings, day=checked.day, lang="en",
        icon=lambda name: "", facts=checked.facts, medias=checked.medias,
    )
