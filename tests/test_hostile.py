"""Whatever is written in a form stands in its YAML as it was written, and nothing of it runs."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from tests.browser import Open
from tests.form_page import Form, eventually
from tests.test_accessibility import FORM, KINDS

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.slow
RUN = "window.ran = true"
TEXTS = (
    f"<script>{RUN}</script>",
    f'"><img src=x onerror="{RUN}">',
    f"';{RUN};//`${{{RUN}}}`",
    "{{ 7 * 7 }} {% raw %} #{x} <%= y %>",
    f"javascript:{RUN}",
    f"[ici](javascript:{RUN}) ![là](x)",
    "\u202egauche\u202c à \u200fdroite\u200e",
    "- [a, b]: {c: d} # e",
    "!!python/object:os.system &a *a | > % @ `",
    "'simple' \"double\" \\ \\n \\u0041",
    "--- ...: ",
    "null",
    "~",
    "oui: non",
    "0123",
    "2026-02-30",
    "=1+1\t+2",
    "été 東京 👩🏽‍🌾 \u00a0 fin",
    "long " + "x" * 5_000,
)
LINES = f"une ligne\n\n\n  deux : lignes\n- trois\n---\n{{{{ 7 * 7 }}}}\n<script>{RUN}</script>\n# fin"


def lay_traps(page: Page) -> None:
    """Nothing of what is written may open a dialog; what runs is seen at the end."""
    page.on("dialog", lambda dialog: (page.evaluate(RUN), dialog.dismiss()))


def nothing_ran(page: Page) -> bool:
    return page.evaluate(
        "() => !('ran' in window) && !document.querySelector('main :is(img[src=x], [onerror])')"
    )


def written_in(control: Locator, number: int, text: str) -> None:
    """Writes in a control what nobody should, or chooses where there is nothing but a choice."""
    shape = control.evaluate("one => one.tagName === 'INPUT' ? one.type : one.tagName")
    if shape == "SELECT":
        control.select_option(index=1)
    elif shape == "date":
        control.fill(f"2026-01-{number % 28 + 1:02}")
    else:
        control.fill(f"{LINES} {number}" if shape == "TEXTAREA" and number % 2 else f"{text} {number}")


def at(value: Any, path: str) -> Any:
    """What an entry says at the path of a control; a lone value needs no row, a lone French text no language."""
    for part in path.split("."):
        if isinstance(value, list):
            value = value[int(part)]
        elif isinstance(value, dict):
            value = list(value.values())[int(part)] if part.isdigit() else value.get(part)
    found = value["fr"] if isinstance(value, dict) else value
    return str(found).lower() if isinstance(found, bool) else str(found)


@pytest.mark.parametrize("kind", KINDS)
def test_every_control_says_what_is_typed_in_it(reader: Open, kind: str) -> None:
    page = reader().page(FORM.format(kind))
    lay_traps(page)
    form = Form(page).ready()
    form.unfold()
    for number, key in enumerate(page.locator("#fiche [data-key]").all()):
        key.fill(f"cle{number}")
    paths = list(form.shown())
    for (number, path), text in zip(enumerate(paths), cycle(TEXTS), strict=False):
        written_in(form.control(path), number, text)
    page.locator("#titre").click()

    def kept() -> bool:
        value = form.value()
        return {path: at(value, path) for path in paths} == form.shown()

    eventually(kept, True, page)
    assert all(form.shown().values())
    assert nothing_ran(page)


def test_nothing_in_the_address_runs(reader: Open) -> None:
    page = reader().page()
    lay_traps(page)
    asked = {
        "nom": TEXTS[1],
        "resume": TEXTS[0],
        "site_web": TEXTS[4],
        "famille.0": TEXTS[3],
        "adresse.voie": TEXTS[5],
        "__proto__.ran": "1",
        "constructor": "1",
        "territoires.99999999": "1",
        "fiche.x": "1",
    }
    page.goto(f"{page.url}{FORM.format('organisations')}?{urlencode(asked)}")
    form = Form(page).ready()
    told = {path: asked[path] for path in ("nom", "resume", "site_web")}
    eventually(lambda: {path: at(form.value(), path) for path in told}, told, page)
    assert nothing_ran(page)


def test_what_nobody_sees_makes_no_file_that_is_refused(reader: Open) -> None:
    form = Form(reader().page(FORM.format("organisations"))).ready()
    form.write("nom", "Le\u2028Four\ufeff du\x07 Hameau\x85")
    eventually(lambda: form.value().get("nom"), "Le Four du Hameau", form.page)
