"""Each type of page has its picture in the documentation: phone and desktop, light and dark, side by side."""

from __future__ import annotations

import base64
import os
from typing import TYPE_CHECKING

import pytest

from tests.browser import DESKTOP, PHONE, Open, pictured
from tests.conftest import ROOT
from tests.page_types import PAGES

if TYPE_CHECKING:
    from playwright.sync_api import Page

PICTURES = ROOT / "docs" / "images" / "pages"
TAKE = os.environ.get("IMAGES") == "prendre"  # `make images`
HEIGHT = 440
SHEET = "<body style='margin:0;display:inline-flex;gap:8px;background:#777'>{}</body>"
VIEW = f"<img height={HEIGHT} src='data:image/png;base64,{{}}'>"
NAMES = {page.address: (page.address.strip("/").replace("/", "-") or "accueil") + ".webp" for page in PAGES}


def views(reader: Open, address: str) -> list[bytes]:
    """The top of a page as it is first seen."""
    return [
        reader(width, dark=dark).page(address).screenshot(animations="disabled")
        for width in (DESKTOP, PHONE)
        for dark in (False, True)
    ]


def sheet(page: Page, pictures: list[bytes]) -> bytes:
    """All of them on one line, as WebP."""
    page.set_viewport_size({"width": 2000, "height": HEIGHT})
    page.set_content(SHEET.format("".join(VIEW.format(base64.b64encode(one).decode()) for one in pictures)))
    clip = page.locator("body").bounding_box()
    assert clip is not None
    return pictured(page, clip, quality=45)


if TAKE:

    @pytest.mark.slow
    @pytest.mark.parametrize("address", NAMES)
    def test_pictures_are_taken(reader: Open, address: str) -> None:
        PICTURES.mkdir(parents=True, exist_ok=True)
        (PICTURES / NAMES[address]).write_bytes(sheet(reader().context.new_page(), views(reader, address)))


def test_each_type_of_page_has_its_picture_and_no_picture_is_left_over() -> None:
    assert {file.name for file in PICTURES.iterdir()} == set(NAMES.values())
