"""In a browser: what Wikidata says is readable by all, its pictures are ours to serve, and nothing of it runs."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from communs import disk, facts
from tests.browser import DESKTOP, FORGE, PHONE, Open, Site, serving, settings
from tests.command import communs
from tests.test_accessibility import everywhere
from tests.test_enriched import LOGO, MADE
from tests.test_hostile import RUN, TEXTS, lay_traps, nothing_ran
from tests.test_pages_enriched import DEPARTEMENT, PHOTO, PICTURED, WRITTEN

pytestmark = pytest.mark.slow
HEADED = (
    "# yaml-language-server: $schema=../../.cache/schemas/organisations.json\n{}"
    "origine: pre-remplie\nsources: [{{url: https://x.example.org, lu_le: 2026-11-20}}]\n"
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><script>window.ran = true</script></svg>'
HOSTILE = replace(
    PICTURED,
    requested="Q7",
    resolved="Q7",
    labels={"fr": f"<script>{RUN}</script>"},
    descriptions={"fr": TEXTS[1]},
    claims={
        name: tuple({"value": text} for text in TEXTS if text.isprintable() and len(text) < 2000)
        for name in ("P856", "P1813", "P571", "P1616", "P4033")
    },
    media={},
)


def png(width: int, height: int) -> bytes:
    """A picture of one colour."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    lines = zlib.compress((b"\0" + b"\xa8\x48\x1f" * width) * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


@pytest.fixture(scope="module")
def enriched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    root = tmp_path_factory.mktemp("enrichi") / "catalogue"
    with serving(root, settings("github", FORGE), entries=False) as served:
        files = {
            "organisations/coop.yml": HEADED.format(WRITTEN).encode(),
            "organisations/hostile.yml": HEADED.format(
                WRITTEN.replace(MADE, "Q7").replace("Coop", "Autre")
            ).encode(),
            "organisations/programme.yml": HEADED.format(
                "nom: Programme\nresume: Son logo contient un programme.\nfamille: [cooperative]\nterritoires: [france]\n"
                "logo: {fichier: programme.svg, credit: Essai, licence: CC0-1.0}\n"
            ).encode(),
            "_medias/programme.svg": SVG,
            f"_medias/{LOGO.file}": png(LOGO.width, LOGO.height),
            f"_medias/{PHOTO.file}": png(PHOTO.width, PHOTO.height),
            "_medias/inutile.png": png(1, 1),
        }
        for name, data in files.items():
            disk.write(root / "catalogue" / name, data)
        for known in (PICTURED, HOSTILE, DEPARTEMENT):
            disk.write(root / known.path, facts.write(known))
        done = communs(root, "build", "--site-dir", served.folder)
        assert done.returncode == 0, done.stdout + done.stderr
        yield served


@pytest.mark.parametrize(
    "address",
    [
        "organisations/",
        "organisations/coop/",
        "organisations/hostile/",
        "en/organisations/coop/",
        "territoires/departement-54/",
    ],
)
def test_everybody_can_read_it(reader: Open, enriched: Site, address: str) -> None:
    assert everywhere(reader(site=enriched).page(address)) == []


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_pictures_are_whole_and_nothing_sticks_out(reader: Open, enriched: Site, width: int) -> None:
    page = reader(width, site=enriched).page("organisations/coop/")
    page.locator(".cm-image img").scroll_into_view_if_needed()
    page.wait_for_function("[...document.images].every(one => one.complete && one.naturalWidth > 0)")
    assert page.locator("main img").count() == 2
    assert page.evaluate("document.documentElement.scrollWidth") == width
    logo = page.locator(".cm-logo")
    assert logo.evaluate("one => getComputedStyle(one).objectFit") == "contain"
    assert logo.evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(255, 255, 255)"


def test_only_what_pages_show_is_served(enriched: Site) -> None:
    assert {file.name for file in Path(enriched.folder, "medias").iterdir()} == {LOGO.file, PHOTO.file}


@pytest.mark.parametrize("lang", ["", "en/"])
def test_nothing_of_it_runs(reader: Open, enriched: Site, lang: str) -> None:
    for address in ("organisations/hostile/", "organisations/programme/", "qualite/", "organisations/"):
        page = reader(site=enriched).page(lang + address)
        lay_traps(page)
        for link in page.locator("main a").all():
            assert (link.get_attribute("href") or "").startswith(("http", "../", "./", "#")), address
        assert nothing_ran(page)
    assert reader(site=enriched).page(lang + "organisations/hostile/").get_by_text(TEXTS[0]).count() > 1
