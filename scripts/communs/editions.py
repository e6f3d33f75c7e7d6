"""The door to what every site engine needs: a checked catalogue → its editions, and the files that go with its pages.

No engine comes along with it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.resources import files as package_files
from itertools import chain
from pathlib import Path

from markupsafe import Markup

from communs import disk, exports, kept, medias, page_scripts, pages, styles
from communs.facts import MEDIAS
from communs.guards import addresses
from communs.pages import Page
from communs.pipeline import Checked

CONFIG = {"fr": "mkdocs.yml", "en": "mkdocs.en.yml"}  # what an engine is told, by language
MEASURES = "docs/mesures.json"  # what a run of the tests measured, for the pages that state it
_FIRST = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_PART = re.compile(r"<!-- communs : ([a-z-]+) -->")


def edition(checked: Checked, lang: str, langs: Sequence[str] = ()) -> pages.Edition:
    """One language of a checked catalogue, with the icons that Material ships."""
    return pages.Edition(
        catalogue=checked.catalogue,
        settings=checked.settings,
        day=checked.day,
        lang=lang,
        icon=icon,
        withdrawn=checked.withdrawn,
        renamed=checked.renamed,
        facts=checked.facts,
        medias=checked.medias,
        langs=langs or checked.settings.langs,
        measures=json.loads(disk.own(checked.root, MEASURES) or "{}"),
        changed=checked.changed,
        commit=checked.commit,
    )


@cache
def icon(name: str) -> str:
    """The SVG of one of Material's bundled icons; nothing for an unknown name."""
    folder = package_files("material") / "templates" / ".icons" / "material"
    found = folder / f"{name}.svg"
    return found.read_text("utf-8") if "/" not in name and found.is_file() else ""


def write_exports(checked: Checked, site_dir: Path) -> None:
    """Every export, under the addresses of the contract, and what browsers run on our pages."""
    made = exports.all_exports(
        checked.catalogue, checked.settings, checked.day, checked.withdrawn, checked.facts
    )
    sheets = [(styles.POSTER, styles.poster().encode())]
    for address, data in chain(
        made, sheets, page_scripts.written(), kept.common(checked.root), _medias(checked)
    ):
        disk.write(site_dir / address, data)


def list_addresses(site_dir: Path) -> None:
    """Say at `donnees/adresses.txt` what stands on the site, itself included."""
    found = addresses.of([*disk.names(site_dir), addresses.ADDRESS])
    disk.write(site_dir / addresses.ADDRESS, addresses.written(found))


def _medias(checked: Checked) -> Iterator[tuple[str, bytes]]:
    """The pictures that pages show, as they are."""
    for name in checked.medias.intersection(medias.named(checked.catalogue, checked.facts)):
        data = disk.own(checked.root, f"{MEDIAS}{name}")
        if data is not None:
            yield f"medias/{name}", data


def by_hand(address: str, title: str, description: str, body: str) -> Page:
    """A hand-written page as one of ours: its first words tell of it, unless it says others."""
    found, title = _FIRST.search(body), _words(title)
    words = description or (_words(found[1]) if found else title)
    return Page(address=address, title=title, description=words, body=lambda: body)


def part(page: str, render: Callable[[str], str]) -> str:
    """A hand-written page with what our templates put in it: `<!-- communs : retrait -->`."""
    return _PART.sub(lambda found: render(f"{found[1]}.html"), page)


def _words(html: str) -> str:
    """The text of an element."""
    return Markup(html).striptags()  # noqa: S704 - its signs are read, and written anew where it stands
