"""The list of page types is whole: what readers meet, however it is made, is tried somewhere."""

from __future__ import annotations

import shutil
from collections import defaultdict
from dataclasses import dataclass, field, fields
from typing import Any

import pytest

from communs import editions, pages, pipeline, publishing
from communs.pages import Edition
from tests.conftest import ROOT
from tests.page_types import PAGES

TRIED = {page.address for page in PAGES}


@dataclass(frozen=True, kw_only=True)
class Spied(Edition):
    """An edition that writes nothing: it keeps which templates are asked for, and for which pages."""

    asked: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def render(self, template: str, address: str, **values: Any) -> str:
        parts = [value for value in values.values() if isinstance(value, str) and value.endswith(".html")]
        for name in (template, *parts):
            self.asked[name].add(address)
        return ""


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Spied:
    """The real catalogue and its invented members."""
    root = tmp_path_factory.mktemp("depot")
    for name in ("catalogue", "schemas"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copytree(ROOT / "tests" / "vallon", root / "catalogue", dirs_exist_ok=True)
    told = editions.edition(pipeline.check(root), "fr")
    return Spied(**{one.name: getattr(told, one.name) for one in fields(told)})


def test_each_template_and_each_kind_has_a_page_that_is_tried(edition: Spied) -> None:
    for page in pages.all_pages(edition):
        page.body()
    missing = {name: min(them) for name, them in edition.asked.items() if not them & TRIED}
    assert missing == {}, "add one address of each to tests/page_types.py"
    assert "fiche.html" in edition.asked
    told = {kind for kind, _ in edition.catalogue.entries}
    tried = {page.partition("/")[0] for page in edition.asked["fiche.html"] & TRIED}
    assert told - tried == set(), "add one entry of each to tests/page_types.py"


def test_an_index_and_what_narrows_it_are_both_tried(edition: Spied) -> None:
    assert {page.count("/") for page in TRIED if page.startswith("offres/")} >= {1, 3}


def test_each_page_written_by_hand_is_tried() -> None:
    missing = {f"{address}/" for address in publishing._by_hand(ROOT / "docs")} - TRIED
    assert missing == set(), "add them to tests/page_types.py"


def test_each_page_that_is_tried_exists(edition: Spied) -> None:
    there = {page.address for page in pages.all_pages(edition)} | {"404.html"}
    there |= {f"{address}/" for address in publishing._by_hand(ROOT / "docs")}
    assert TRIED - there == set()
