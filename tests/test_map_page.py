"""The map of France in a real browser: by keyboard, by touch, on paper, and lightly."""

from __future__ import annotations

import re

import pytest

from tests.browser import PHONE, Open, violations, weighed

pytestmark = pytest.mark.slow


def test_the_map_is_walked_by_keyboard_region_by_region_then_place_by_place(reader: Open) -> None:
    page = reader().page("carte/")
    page.get_by_role("link", name="Lire les mêmes nombres en tableau").focus()
    called = []
    for _ in range(40):
        page.keyboard.press("Tab")
        called.append(page.evaluate("document.activeElement.querySelector('title')?.textContent ?? ''"))
        if not called[-1]:
            break
    assert called[0].startswith("Hauts-de-France")
    assert len(called) - 1 == page.locator(".cm-france-regions a, .cm-france-lieux a").count() < 30
    page.locator(".cm-france-regions a").filter(has_text="Bretagne").focus()
    assert (
        page.evaluate(
            "getComputedStyle(document.activeElement.firstElementChild.nextElementSibling).strokeWidth"
        )
        == "6px"
    )
    page.keyboard.press("Enter")
    page.wait_for_url("**/territoires/region-53/")
    assert page.locator("h1").inner_text() == "Bretagne"


def test_the_map_is_touched_on_a_phone(reader: Open) -> None:
    page = reader(PHONE, javascript=False).page("carte/")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE
    box = page.locator(".cm-france svg").bounding_box()
    assert box and box["width"] >= PHONE - 32
    for mark in page.locator(".cm-france-lieux a").all():
        found = mark.bounding_box()
        assert found and min(found["width"], found["height"]) >= 24
    page.locator(".cm-france-departements a").filter(has_text=re.compile("^Finistère")).click()
    page.wait_for_url("**/territoires/departement-29/")
    page.go_back()
    page.locator(".cm-france-lieux a").filter(has_text="Lille").click()
    assert page.locator("#lieux-59350").evaluate("node => node.matches(':target')")
    assert "Tipimi" in page.locator("#lieux-59350").inner_text()


@pytest.mark.parametrize(("width", "dark", "address"), [(1280, False, "carte/"), (PHONE, True, "en/carte/")])
def test_the_map_is_for_everybody(reader: Open, width: int, dark: bool, address: str) -> None:
    page = reader(width, dark=dark).page(address)
    assert violations(page) == []
    page.emulate_media(media="print")
    assert (
        page.locator(".cm-teinte-3").first.evaluate("node => getComputedStyle(node).fill")
        == "rgb(187, 187, 187)"
    )
    assert not page.locator(".cm-mode-d-emploi").first.is_visible()


def test_the_map_is_light(reader: Open) -> None:
    page = reader().page()
    with weighed(page) as weights:
        page.goto(page.url + "carte/")
        page.wait_for_load_state("networkidle")
    assert sum(weights.values()) < 60_000, weights
