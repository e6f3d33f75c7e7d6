"""Every type of page, in English: what holds in French holds here."""

from __future__ import annotations

import pytest

from tests.browser import Open
from tests.page_types import Figures, PageType, each
from tests.test_accessibility import fits_everybody

pytestmark = pytest.mark.slow


@each
def test_a_page(reader: Open, page: PageType, figures: Figures) -> None:
    fits_everybody(reader, page, "en", figures)
