"""What the head of each page says: to those who share it, to engines, in both languages."""

from __future__ import annotations

import gzip
import html
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from communs import pages
from communs.editions import edition
from communs.pages.head import head, short
from tests.command import communs
from tests.conftest import ROOT, lay, real

SITE = "https://communs.example.org"
RENAMED = {"de": "organisations/ancien", "vers": "organisations/mobicoop", "le": "2026-01-01"}


@lru_cache
def heads(lang: str, address: str = SITE, langs: tuple[str, ...] = ("fr", "en")) -> dict[str, str]:
    """The head of each page, by address."""
    checked = real()
    settings = replace(checked.settings, address=address)
    here = edition(replace(checked, settings=settings, renamed=[RENAMED]), lang, langs)
    return {page.address: str(head(here, page, "")) for page in pages.all_pages(here)}


def said(head_: str, pattern: str) -> list[str]:
    return [html.unescape(found) for found in re.findall(pattern, head_)]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_each_page_has_a_description_of_its_own(lang: str) -> None:
    titles = {page.address: page.title for page in pages.all_pages(edition(real(), lang))}
    found = {
        address: said(head_, 'name="description" content="([^"]*)"') for address, head_ in heads(lang).items()
    }
    for address, words in found.items():
        assert len(words) == 1, address
        assert 0 < len(words[0]) <= 300, address
        assert words[0] != titles.get(address), address
        assert not re.search(r"\]\(|\*\*|<", words[0]), address
    alike = Counter((titles.get(address), words[0]) for address, words in found.items())
    words = Counter(words for _, words in alike)  # two places of one name say the same
    twice = [one for one, count in words.items() if count > 1]
    assert twice == []


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_each_page_leads_to_itself_in_each_language(lang: str) -> None:
    for address, head_ in heads(lang).items():
        if "noindex" not in head_:
            own = f"{SITE}/{'' if lang == 'fr' else 'en/'}{address}"
            assert said(head_, 'rel="canonical" href="([^"]*)"') == [own]
            assert re.findall('hreflang="([^"]*)" href="([^"]*)"', head_) == [
                ("fr", f"{SITE}/{address}"), ("en", f"{SITE}/en/{address}"), ("x-default", f"{SITE}/{address}"),
            ]  # fmt: skip
            assert said(head_, 'property="og:url" content="([^"]*)"') == [own]
            assert said(head_, 'property="og:locale" content="([^"]*)"') == [
                "fr_FR" if lang == "fr" else "en_GB"
            ]


def test_without_an_address_ways_are_relative() -> None:
    told = heads("fr", "")["offres/"]
    assert 'hreflang="en" href="../en/offres/"' in told
    assert "canonical" not in told
    assert "og:url" not in told
    assert 'hreflang="fr" href="../../offres/"' in heads("en", "")["offres/"]


def test_one_language_leads_to_no_other() -> None:
    assert "hreflang" not in heads("fr", SITE, ("fr",))["offres/"]
    assert "og:locale:alternate" not in heads("fr", SITE, ("fr",))["offres/"]


@pytest.mark.parametrize(("lang", "root"), [("fr", f"{SITE}/"), ("en", f"{SITE}/en/")])
def test_a_moved_page_leads_on_and_is_not_listed(lang: str, root: str) -> None:
    told = heads(lang)["organisations/ancien/"]
    assert '<meta http-equiv="refresh" content="0; url=../../organisations/mobicoop/">' in told
    assert f'<link rel="canonical" href="{root}organisations/mobicoop/">' in told
    assert '<meta name="robots" content="noindex">' in told
    assert "hreflang" not in told
    assert "ld+json" not in told


def test_drafts_are_not_listed() -> None:
    for entry in real().catalogue.entries.values():
        assert ("noindex" in heads("fr")["/".join(entry.ref) + "/"]) is entry.draft


def test_a_head_stays_light() -> None:
    weights = [
        len(gzip.compress(head_.encode())) for address, head_ in heads("fr").items() if address != "donnees/"
    ]
    assert max(weights) < 1500
    assert sum(weights) / len(weights) < 1000


def test_a_long_text_is_cut_after_a_word() -> None:
    assert short("un  mot\n") == "un mot"
    assert short("mot " * 100) == "mot " * 73 + "mot…"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small catalogue whose site has an address, a renamed entry and a draft."""
    root = lay(None, tmp_path_factory.mktemp("partage") / "depot")
    for name in ("schemas", "docs"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("mkdocs.yml", "mkdocs.en.yml"):
        shutil.copy(ROOT / name, root / name)
    (root / "communs.yml").write_text(f"nom: Essai\nadresse_du_site: {SITE}/\n", encoding="utf-8")
    renamed = "- {de: organisations/ancien, vers: organisations/covoit, le: 2026-01-01}\n"
    (root / "catalogue/_redirections.yml").write_text(renamed)
    (root / "catalogue/offres/projet.yml").write_text("nom: Projet\nbrouillon: true\n", encoding="utf-8")
    return root


def _pages(folder: Path) -> Iterator[tuple[str, str]]:
    for path in folder.rglob("*.html"):
        yield path.relative_to(folder).as_posix(), path.read_text("utf-8")


@pytest.mark.slow
def test_the_built_site(root: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert communs(root, "build", "--site-dir", site).returncode == 0
    for name, page in _pages(site):
        told = page.partition("</head>")[0]
        assert len(re.findall("<title>", told)) == len(re.findall('name="description"', told)) == 1, name
        assert f'<html lang="{"en" if name.startswith("en/") else "fr"}"' in told, name
    _the_site_map(site)
    for lost, home, other in (("404.html", "/", "/en/"), ("en/404.html", "/en/", "/")):
        page = (site / lost).read_text("utf-8")
        assert f'href="{home}"' in page
        assert f'href="{other}"' in page or f'href="{home}..{other}"' in page
        assert f'action="{home}recherche/"' in page
        assert "noindex" in page


def _the_site_map(site: Path) -> None:
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    urls = ET.fromstring((site / "sitemap.xml").read_bytes()).findall("s:url", names)
    listed = [str(url.findtext("s:loc", "", names)) for url in urls]
    assert len(set(listed)) == len(listed)
    assert {f"{SITE}/", f"{SITE}/en/", f"{SITE}/offres/covoiturer/", f"{SITE}/en/regles/"} <= set(listed)
    assert not [address for address in listed if address.endswith(("ancien/", "projet/"))]
    for address in listed:
        assert (site / address.removeprefix(f"{SITE}/") / "index.html").is_file(), address
    assert all(
        {link.get("hreflang") for link in url.findall("x:link", names)} == {"fr", "en"} for url in urls
    )
    assert not (site / "en/sitemap.xml").exists()


@pytest.mark.slow
def test_a_french_site_leads_to_no_english_page(root: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert communs(root, "build", "--lang", "fr", "--site-dir", site).returncode == 0
    for name, page in _pages(site):
        assert "/en/" not in page, name
        assert 'class="cm-langue"' not in page, name
    assert f"{SITE}/en/" not in (site / "sitemap.xml").read_text("utf-8")
