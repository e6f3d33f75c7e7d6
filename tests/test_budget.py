"""A form page stays light, and so does all that it asks for when one types in it."""

from __future__ import annotations

import pytest

from tests.browser import Open, weighed
from tests.form_page import Form
from tests.test_accessibility import FORM, KINDS

pytestmark = pytest.mark.slow
OPENED = 70_000
TYPED = 80_000  # with the rules, which come with the first field that one enters


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
