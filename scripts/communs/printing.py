"""The door to WeasyPrint: posters → PDF files, kept under `.cache/` until what they show changes."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import multiprocessing
import os
from collections.abc import Iterator
from functools import cache
from html import escape
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

from communs import disk, styles
from communs.pages import Edition, posters
from communs.pages.poster import Poster, absolute, sheet

MOST = 300  # in one language; the others are printed from the browser
_SMALL = 8  # fewer are printed here: to share them out takes longer


def wanted() -> bool:
    """Whether this build prints: COMMUNS_PDF=0 says no."""
    return os.environ.get("COMMUNS_PDF") != "0"


@cache
def ready() -> bool:
    """Whether all that prints is there: the extra `pdf`, and the system's Pango."""
    try:
        import weasyprint  # noqa: F401 - half a second, for builds that print alone
    except (ImportError, OSError):
        return False
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    return True


def make(edition: Edition, root: Path) -> dict[str, Path]:
    """The PDF of each poster, by the poster's address; what could not be printed is left out."""
    if not (wanted() and ready()):
        return {}
    folder = root / ".cache" / "affiches" / edition.lang
    papers = [(poster, paper(edition, poster)) for poster in islice(_worth(edition), MOST)]
    places = {poster.address: folder / f"{_digest(text)}.pdf" for poster, text in papers}
    todo = [
        (places[poster.address], text, absolute(edition, poster.address))
        for poster, text in papers
        if not places[poster.address].exists()
    ]
    _share_out(todo)
    for old in {*folder.glob("*.pdf")}.difference(places.values()):
        old.unlink()
    return {address: place for address, place in places.items() if place.exists()}


def _worth(edition: Edition) -> Iterator[Poster]:
    """Posters that no other one would do for."""
    return (poster for poster in posters.every(edition) if not poster.general)


def paper(edition: Edition, poster: Poster) -> str:
    """A poster as a document of its own."""
    body = edition.render("affiche-feuille.html", poster.address, **sheet(edition, poster))
    title = escape(f"{poster.title} – {edition.settings.title(edition.lang)}")
    return (
        f'<!doctype html><html lang="{edition.lang}"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>body {{ margin: 0 }}</style></head><body>{body}</body></html>"
    )


def pdf(text: str, address: str) -> bytes:
    """One tagged page, with its title and its language; the same bytes for the same text. Links start from an address."""
    import weasyprint

    # all that a poster shows is in it: no print may ask anybody for anything
    alone = weasyprint.urls.URLFetcher(allowed_protocols={"data"})
    document = weasyprint.HTML(string=text, base_url=address, url_fetcher=alone)
    return bytes(document.write_pdf(stylesheets=[_style()], pdf_variant="pdf/ua-1"))


@cache
def _style() -> Any:
    """The sheet of posters, read once."""
    import weasyprint

    return weasyprint.CSS(string=styles.poster())


def _share_out(todo: list[Any]) -> None:
    if len(todo) < _SMALL or "fork" not in multiprocessing.get_all_start_methods():
        for one in todo:
            _write(one)
        return
    with multiprocessing.get_context("fork").Pool(os.cpu_count()) as workers:
        workers.map(_write, todo, chunksize=4)


def _write(one: tuple[Path, str, str]) -> None:
    place, text, address = one
    with contextlib.suppress(Exception):  # a poster that cannot be printed keeps no page back
        disk.write(place, pdf(text, address))


def _digest(text: str) -> str:
    return hashlib.sha256(f"{_print_works()}\0{text}".encode()).hexdigest()


@cache
def _print_works() -> str:
    """What else decides of a PDF."""
    return f"{version('weasyprint')}\0{styles.poster()}"
