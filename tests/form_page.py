"""A form page as a person meets it: fields by their paths going in, YAML and sentences coming out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.browser import value_of

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


def eventually(found: Callable[[], Any], wanted: Any, page: Page) -> None:
    """Waits until what is found is what is wanted; fails with both when it does not come."""
    end = time.monotonic() + 30
    while (last := found()) != wanted and time.monotonic() < end:
        page.wait_for_timeout(50)
    assert last == wanted


def follow(page: Page, address: str) -> None:
    """Clicks the first link that a person sees towards an address of the site."""
    there = "(links, end) => links.findIndex(link => link.checkVisibility() && link.href.endsWith(end))"
    number = page.locator("a").evaluate_all(there, f"/{address}")
    assert number >= 0, f"no link to {address} in {page.url}"
    page.locator("a").nth(number).click()
    page.wait_for_url(lambda url: url.endswith(address))


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """The path and the content of each thing that an entry says."""
    for name, part in value.items() if isinstance(value, dict) else enumerate(value):
        place = f"{path}.{name}" if path else str(name)
        if isinstance(part, dict | list):
            yield from leaves(part, place)
        else:
            yield place, part


@dataclass(frozen=True)
class Form:
    """The form of a page."""

    page: Page

    def ready(self) -> Form:
        """Begins, and waits for the rules to be there."""
        self.page.locator("#fiche [name]:visible").first.focus()
        self.page.locator("#fiche:not([aria-busy])").wait_for()
        return self

    def place(self, path: str) -> Locator:
        return self.page.locator(f'[data-path="{path}"]')

    def control(self, path: str) -> Locator:
        return self.place(path.removesuffix(".fr")).locator("[name]:not([data-key])").first

    def fault(self, path: str) -> Locator:
        """The sentence beside a control."""
        return self.page.locator(f"#c-{path.replace('.', '-')}-faute")

    def rows(self, path: str) -> Locator:
        return self.place(path).locator("> ul > [data-row]")

    def shown(self) -> dict[str, str]:
        """The path of every control that holds a value, in the order of the page, and what stands in it."""
        held = "#fiche [data-path] [name]:not([data-key], [name^=_], [type=checkbox])"
        each = "them => them.map(one => [one.closest('[data-path]').dataset.path, one.value])"
        return dict(self.page.locator(held).evaluate_all(each))

    def unfold(self) -> None:
        """Opens every drawer, shows every English twin, and gives each list a row."""
        self.page.locator("#fiche").evaluate("""form => {
          form.querySelectorAll("details").forEach(one => { one.open = true; });
          const bare = () => [...form.querySelectorAll("[data-list]")].filter(list => !list.querySelector("[data-row]"));
          while (bare().length) bare().forEach(list => list.querySelector(":scope > [data-add]").click());
          form.querySelectorAll("[data-reveal]:not([hidden])").forEach(one => one.click());
        }""")

    def reveal(self, path: str) -> Locator:
        """The control of a path, once the drawers, rows and English twins that it needs are there."""
        parts = path.split(".")
        for end in range(1, len(parts)):
            self._grow(".".join(parts[:end]), parts[end])
        control = self.control(path)
        while (folded := self.page.locator("#fiche details:not([open])", has=control)).count():
            folded.first.locator("> summary").click()
        if path.endswith(".en") and not control.is_visible():
            self.place(path.removesuffix(".en")).locator("> [data-reveal]").click()
        return control

    def _grow(self, path: str, part: str) -> None:
        place = self.place(path)
        shape = place.get_attribute("data-shape") if place.count() else None
        while shape == "list" and self.rows(path).count() <= int(part):
            self.reveal_place(path).locator("> [data-add]").click()

    def reveal_place(self, path: str) -> Locator:
        place = self.place(path)
        while (folded := self.page.locator("#fiche details:not([open])", has=place)).count():
            folded.first.locator("> summary").click()
        return place

    def write(self, path: str, value: Any) -> None:
        """Gives a control a value as a person does: types, picks or ticks."""
        parent, _, key = path.rpartition(".")
        if (
            parent
            and self.place(parent).count()
            and self.place(parent).get_attribute("data-shape") == "pairs"
        ):
            self.reveal_place(parent).locator("> [data-add]").click()
            row = self.rows(parent).last
            row.locator("[data-key]").fill(key)
            control = row.locator("[name]:not([data-key])")
        else:
            control = self.reveal(path)
        if control.evaluate("one => one.tagName") == "SELECT":
            control.select_option(_words(value))
        else:
            control.fill(_words(value))
        control.blur()

    def tell(self, entry: dict[str, Any]) -> Form:
        """Writes a whole entry."""
        for path, value in leaves(entry):
            self.write(path, value)
        return self

    def yaml(self) -> str:
        return self.page.locator("#yaml").text_content() or ""

    def value(self) -> Any:
        return value_of(self.yaml())

    def comes_to(self, wanted: Any, seen: Callable[[Any], Any] = lambda value: value) -> Form:
        """Waits until the YAML says this, and this only."""
        eventually(lambda: seen(self.value()), wanted, self.page)
        return self

    def path(self) -> str:
        """Where the entry stands in the repository."""
        return self.page.locator("#chemin").inner_text()

    def faults(self) -> set[str]:
        """What the summary says, once one asks for all that is wrong."""
        self.page.locator("#fiche [type=submit]").click()
        self.page.locator("#fautes:focus").wait_for()
        return set(self.page.locator("#fautes li").all_inner_texts())

    def way(self, name: str) -> Locator:
        """The panel of a way to send: `courriel`, `forge` or `fichier`."""
        self.page.locator(f'#envoi [name=_voie][value="{name}"]').check()
        return self.page.locator(f'#envoi [data-voie="{name}"]')

    def download(self) -> tuple[str, str]:
        return downloaded(self.page, self.way("fichier").locator("[data-fichier]"))


def downloaded(page: Page, button: Locator) -> tuple[str, str]:
    """The name and the text of the file that a click gives."""
    with page.expect_download() as coming:
        button.click()
    file = coming.value
    return file.suggested_filename, Path(file.path()).read_text(encoding="utf-8")


def _words(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
