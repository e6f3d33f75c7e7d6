"""Every type of page, in French: axe finds nothing, nothing moves or overflows, and none needs a script."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import pytest

from tests.browser import DESKTOP, PHONE, Open, violations
from tests.form_page import Form
from tests.page_types import FORM, KINDS, WRITE, Figures, PageType, each

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow
View = tuple[int, Literal["light", "dark"]]
VIEWS: tuple[View, ...] = ((DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "light"), (PHONE, "dark"))
OPPOSITE = (VIEWS[0], VIEWS[3])
EACH = {"fr": OPPOSITE, "en": VIEWS[2:3]}  # `make mesures` sees all four in both
ZOOMED = (DESKTOP // 2, 320)  # a desktop's window at 200 % and at 400 % (WCAG 1.4.4, 1.4.10)
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
MOVING = """() => [...document.querySelectorAll("*")].filter(one => {
  const style = getComputedStyle(one);
  return [style.transitionDuration, style.animationDuration].some(time => parseFloat(time) > 0);
}).map(one => one.outerHTML.slice(0, 100))"""
# A button that needs no script opens something, or sends a form that leads somewhere.
IDLE = """() => [...document.querySelectorAll("main button, header button")]
  .filter(one => one.checkVisibility() && !one.hasAttribute("popovertarget") && !one.form?.hasAttribute("action"))
  .map(one => one.outerHTML.slice(0, 100))"""


def everywhere(page: Page, views: Sequence[View] = VIEWS) -> list[str]:
    """What axe finds at both widths, light and dark."""
    found = []
    for width, scheme in views:
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)
        sheets = (width, scheme) == views[0]
        found += [f"{width} {scheme} {line}" for line in violations(page, sheets=sheets)]
    return found


def overflowing(page: Page) -> list[int]:
    """The widths at which a reader who zooms would have to scroll sideways."""
    found = []
    for width in ZOOMED:
        page.set_viewport_size({"width": width, "height": 600})
        if page.evaluate(WIDER) > 0:
            found.append(width)
    return found


def fits_everybody(reader: Open, page: PageType, lang: str, figures: Figures) -> None:
    """What must hold on each page, in a language."""
    opened = reader(lang=lang).page(page.within(lang))
    views = VIEWS if WRITE else EACH[lang]
    found = everywhere(opened, views)
    figures.judge(views=len(views), violations=len(found))
    assert found == []
    assert overflowing(opened) == []
    assert opened.evaluate(MOVING) == []


@each
def test_a_page(reader: Open, page: PageType, figures: Figures) -> None:
    fits_everybody(reader, page, "fr", figures)


@each
def test_a_page_without_javascript(reader: Open, page: PageType) -> None:
    opened = reader(PHONE, javascript=False).page(page.address)
    assert opened.locator("h1").is_visible()
    assert opened.evaluate(IDLE) == []


@pytest.mark.parametrize("kind", [*KINDS, "en/organisations"])
def test_a_form_with_all_its_fields_open(reader: Open, kind: str) -> None:
    lang, _, name = kind.rpartition("/")
    page = reader(lang=lang or "fr").page((f"{lang}/" if lang else "") + FORM.format(name))
    Form(page).ready().unfold()
    assert everywhere(page, OPPOSITE) == []


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_form_with_mistakes_and_all_ways_to_send(reader: Open, lang: str) -> None:
    page = reader(lang=lang).page(("" if lang == "fr" else "en/") + FORM.format("organisations"))
    form = Form(page).ready()
    form.write("nom", "x")
    form.write("site_web", "sur la place")
    form.faults()
    assert everywhere(page) == []
