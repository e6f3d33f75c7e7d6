"""Posters are printed for real: one tagged page each, with codes that a telephone reads, and once only."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pypdfium2.raw
import pytest
import zxingcpp

from communs import printing
from communs.pages import Edition
from communs.pages.poster import absolute
from tests.command import ENVIRONMENT
from tests.conftest import ROOT, lay
from tests.test_pages import TEXTS
from tests.test_posters import ADDRESS, MORE, OFFER, edition, poster

pytestmark = pytest.mark.slow
LONG = "Une offre dont le nom est vraiment long, et même un peu plus long que ce qu’une affiche peut porter"


def printed(made: Edition, to: str) -> bytes:
    found = poster(made, to)
    return printing.pdf(printing.paper(made, found), absolute(made, found.address))


def codes(data: bytes) -> set[str]:
    """What a telephone reads on the only page."""
    document = pypdfium2.PdfDocument(data)
    assert len(document) == 1
    picture = document[0].render(scale=3).to_pil()
    document.close()
    return {found.text for found in zxingcpp.read_barcodes(picture)}


def test_a_telephone_reads_every_code_of_a_page() -> None:
    data = printed(edition(), "territoires/departement-59/")
    assert codes(data) == {
        f"{ADDRESS}/{to}"
        for to in ("territoires/departement-59/", "offres/voiture/", "offres/la/", "offres/ici/")
    }
    assert codes(printed(edition(lang="en"), "lieux/lieu/")) == {
        f"{ADDRESS}/en/lieux/lieu/",
        f"{ADDRESS}/en/offres/voiture/",
    }


def test_the_same_poster_is_the_same_file_and_says_what_it_is() -> None:
    data = printed(edition(), "bouquets/week-end/")
    assert data == printed(edition(), "bouquets/week-end/")
    document = pypdfium2.PdfDocument(data)
    assert pypdfium2.raw.FPDFCatalog_IsTagged(document.raw)
    letters = (ctypes.c_ushort * 8)()
    assert pypdfium2.raw.FPDFCatalog_GetLanguage(document.raw, letters, 16) == 6
    assert bytes(letters)[:4].decode("utf-16-le") == "fr"
    told = document.get_metadata_dict()
    assert (told["Title"], told["CreationDate"]) == ("Partir en week-end – Catalogue des communs", "")
    document.close()


def test_long_names_stay_on_one_page() -> None:
    many = {
        f"offres/o{n}": OFFER.format(name=f"{LONG} {n}", need="se-nourrir", where="commune:59350")
        for n in range(30)
    }
    found = codes(printed(edition({**TEXTS, **many}), "territoires/commune-59350/"))
    assert f"{ADDRESS}/territoires/commune-59350/" in found and len(found) == 5


def test_what_was_printed_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, texts = edition(), {where: text for where, text in MORE.items() if where != "lieux/lieu"}
    assert printing.make(made, tmp_path) == {}  # as in most of our tests
    monkeypatch.setenv("COMMUNS_PDF", "1")
    first = printing.make(made, tmp_path)
    assert "affiches/lieux/lieu/" in first and "affiches/territoires/france/" in first
    days = {place: place.stat().st_mtime_ns for place in first.values()}
    assert printing.make(made, tmp_path) == first
    assert {place: place.stat().st_mtime_ns for place in first.values()} == days
    second = printing.make(edition(texts), tmp_path)
    assert "affiches/lieux/lieu/" not in second
    assert {*tmp_path.rglob("*.pdf")} == {*second.values()}


def build(root: Path, before: str = "pass") -> str:
    """What a build says that prints posters; `before` runs first."""
    code = f"import sys; {before}; from communs.cli import main; main()"
    command = [sys.executable, "-c", code, "--root", root, "build", "--lang", "fr"]
    environment = {**ENVIRONMENT, "COMMUNS_PDF": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout.replace("\u00a0", " ")


def test_a_build_prints_or_says_how(tmp_path: Path) -> None:
    root = lay(None, tmp_path / "depot")
    for name in ("schemas", "docs", "mkdocs.yml", "mkdocs.en.yml"):
        (root / name).exists() or (root / name).symlink_to(ROOT / name)
    page = root / "site" / "affiches" / "territoires" / "france"
    assert "communs[pdf]" in build(root, 'sys.modules["weasyprint"] = None')
    assert "affiche.pdf" not in (page / "index.html").read_text("utf-8")
    assert "pdf" not in build(root)
    assert 'href="affiche.pdf"' in (page / "index.html").read_text("utf-8")
    assert (page / "affiche.pdf").read_bytes().startswith(b"%PDF-")
