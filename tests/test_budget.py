"""Every type of page stays light, cold and with all that it asks for; a form, also while one types in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communs.guards.weights import Scales
from tests.browser import Open, Site, weighed
from tests.form_page import Form
from tests.page_types import FORM, KINDS, LANGS, REQUESTS, WRITE, Figures, PageType, each

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow
OPENED = 70_000
TYPED = 84_000  # with the rules, which come with the first field that one enters
NEAR = 0.03  # how far a weight without a browser may be from what the browser pays
# A browser without windows does not ask for it by itself
ICON = "async () => { await (await fetch(document.querySelector('link[rel~=icon]').href)).arrayBuffer(); }"
# Pictures that wait for their reader, but are near enough to come at once
BROWSER_ALONE = {"contribuer/", "contribuer/wikidata/"}


@pytest.mark.parametrize("lang", LANGS if WRITE else LANGS[:1])  # the other weighs as much, give or take 1 %
@each
def test_a_page(
    reader: Open, page: PageType, lang: str, figures: Figures, site: Site, scales: Scales
) -> None:
    opened = reader(lang=lang).page()
    weights = cold(opened, page.within(lang))
    weight = sum(weights.values())
    assert weight <= page.budget, weights
    assert len(weights) <= REQUESTS, weights
    assert opened.evaluate("() => document.fonts.size") == 0
    if page.address not in BROWSER_ALONE:
        path = page.within(lang)
        path = f"{path}index.html" if path.endswith("/") or not path else path
        alone = scales.page(path, (site.folder / path).read_bytes())
        assert abs(alone.octets - weight) <= NEAR * weight, (alone, weights)
    figures.weigh(page, lang, title=opened.title().partition(" – ")[0], weight=weight, requests=len(weights))


@pytest.fixture(scope="module")
def scales(site: Site) -> Scales:
    """What `communs publish-check` weighs with."""

    def read(path: str) -> bytes | None:
        file = site.folder / path
        return file.read_bytes() if file.is_file() else None

    return Scales(read, "https://communs.example.org")


def cold(page: Page, address: str) -> dict[str, int]:
    """What each request for a page costs somebody who comes for the first time."""
    home = page.url
    page.goto("about:blank")
    with weighed(page) as weights:
        page.goto(home + address)
        page.wait_for_load_state("networkidle")
        page.evaluate(ICON)
    return weights


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_and_its_rules(reader: Open, kind: str) -> None:
    page = reader().page()
    with weighed(page) as weights:
        page.goto(page.url + FORM.format(kind))
        page.wait_for_load_state("networkidle")
        assert sum(weights.values()) <= OPENED, weights
        form = Form(page).ready()
        free = "#fiche :is(input:not([type]), textarea)[name]:not([data-search], [data-read], [data-key], [name^=_])"
        paths = page.locator(free).evaluate_all(
            "them => them.map(one => one.closest('[data-path]').dataset.path)"
        )
        for path in paths[:4]:
            form.write(path, "essai")
        page.locator("#yaml", has_text="essai").wait_for()
    assert sum(weights.values()) <= TYPED, weights
