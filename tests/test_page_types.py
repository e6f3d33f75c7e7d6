"""The list of page types is whole: nothing that readers meet is left out of what must hold everywhere."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from communs import pages, publishing, site
from communs.pages import Edition
from communs.pipeline import Checked
from tests.conftest import ROOT
from tests.page_types import PAGES

TRIED = {page.address for page in PAGES}


class Spied(Edition):
    """An edition that writes nothing, and keeps which template each page asked for."""

    def render(self, template: str, address: str, **values: Any) -> str:
        asked[address] = template
        return ""


def test_spied() -> None: ...
