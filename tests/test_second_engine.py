"""Another engine builds what `communs build --tree` writes: every page with the same words and the same links."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import pytest

from communs.guards import addresses
from tests.browser import Site
from tests.command import communs, run

pytestmark = pytest.mark.slow

READ = ("alt", "aria-current", "aria-label", "hreflang", "lang", "placeholder", "role", "title", "value")
LEADS = ("action", "data-script", "href", "src")
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
UNSEEN, SHOWN = {"script", "style"}, {"pre", "textarea"}


@dataclass(frozen=True)
class Difference:
    """What only one of the engines has, on every page, and why that is well."""

    reason: str
    html: str  # a pattern, taken out of MkDocs' pages before they are compared


DIFFERENCES = (
    Difference(
        "Material’s own way past its header, which our sheet hides: our pages have theirs",
        r'<div data-md-component="skip">.*?</div>',
    ),
    Difference(
        "Material’s tick boxes for menus that our pages do not have, hidden too",
        r'<input class="md-toggle"[^>]*>|<label class="md-overlay"[^>]*></label>',
    ),
    Difference(
        "Material’s own notes in the reader’s browser, which nothing of ours asks for",
        r"<script>(?:__md_scope=|var target=document).*?</script>",
    ),
)
FILES = {
    "sitemap.xml.gz": "MkDocs packs the map of the site too; engines read the plain one",
    "search.json": "Zensical’s own index, which no page of ours asks for: they have Pagefind’s",
    "en/search.json": "the same in English",
}


class Reading(HTMLParser):
    """A page as people and programs read it: its words in order, its headings, where it leads, what it says unseen."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.open: list[str] = []
        self.words: list[str] = []
        self.headings: list[str] = []
        self.leads: list[str] = []
        self.told: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        self.leads += [f"{tag} {urljoin(self.address, known[name])}" for name in LEADS if name in known]
        self.told += [f"{tag} {name}={' '.join(known[name].split())}" for name in READ if name in known]
        if tag == "meta":
            self.told.append(" ".join(f"{name}={value}" for name, value in sorted(known.items())))
        if tag in HEADINGS | UNSEEN | SHOWN:
            self.open.append(tag)
            self.headings += [tag] if tag in HEADINGS else []
            self.words += [""] if tag in SHOWN else []

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            self.open.remove(tag)

    def handle_data(self, data: str) -> None:
        if UNSEEN.intersection(self.open):
            self.told.append(re.sub(r"\s+", "", data.replace("\\u007b", "{")))
        elif SHOWN.intersection(self.open):
            self.words[-1] += data  # every sign of it is seen, in colours or not
        else:
            self.words += data.split()
            if HEADINGS.intersection(self.open):
                self.headings += data.split()


def read(site: Path, page: str) -> Reading:
    """A page of a site, without what only this engine has."""
    address = f"https://site.example/one/two/{page.removesuffix('index.html')}"
    html = (site / page).read_text("utf-8")
    reading = Reading(address)
    for difference in DIFFERENCES:
        html = re.sub(difference.html, "", html, flags=re.DOTALL)
    reading.feed(html)
    reading.close()
    return reading


@pytest.fixture(scope="module")
def second(site: Site) -> Path:
    """The same catalogue, built by Zensical, which also says where a link leads nowhere."""
    tree = site.root.parent / "arbre"
    done = communs(site.root, "build", "--tree", tree)
    assert done.returncode == 0, done.stdout + done.stderr
    zensical = Path(sys.executable).with_name("zensical")
    for config in ("mkdocs.yml", "mkdocs.en.yml"):
        done = run([zensical, "build", "--strict", "-f", config], tree)
        assert done.returncode == 0, done.stdout + done.stderr
    done = run([sys.executable, "-m", "communs.tree", tree])
    assert (done.returncode, done.stdout) == (0, f"Le site du second moteur est dans {tree / 'site'}.\n")
    return tree / "site"


def files(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}


def differing(one: list[str], other: list[str]) -> Iterator[str]:
    """The first of the signs that differ, with those around."""
    for number, (mine, theirs) in enumerate(zip([*one, "(end)"], [*other, "(end)"], strict=False)):
        if mine != theirs:
            around = slice(max(0, number - 4), number + 5)
            yield f"{one[around]} {other[around]}"
            return


def test_another_engine_gives_every_page_the_same_words_and_links(site: Site, second: Path) -> None:
    pages = sorted(page for page in files(site.folder) if page.endswith(".html"))
    assert len(pages) > 2000
    assert pages == sorted(page for page in files(second) if page.endswith(".html"))
    wrong = []
    for page in pages:
        mine, theirs = read(site.folder, page), read(second, page)
        for part in ("words", "headings", "leads", "told"):
            wrong += [
                f"{page} {part}: {one}" for one in differing(getattr(mine, part), getattr(theirs, part))
            ]
    assert wrong == []


def test_all_that_is_no_page_is_the_same_to_the_byte(site: Site, second: Path) -> None:
    mine, theirs = files(site.folder), files(second)
    assert mine ^ theirs == set(FILES)
    listed = [
        set(addresses.read((folder / addresses.ADDRESS).read_text("utf-8")))
        for folder in (site.folder, second)
    ]
    assert listed[0] ^ listed[1] <= set(FILES)
    others = {
        name for name in mine & theirs if not name.endswith((".html", "sitemap.xml", addresses.ADDRESS))
    }
    assert [
        name for name in sorted(others) if (site.folder / name).read_bytes() != (second / name).read_bytes()
    ] == []
    maps = [
        sorted((folder / "sitemap.xml").read_text("utf-8").splitlines()) for folder in (site.folder, second)
    ]
    assert maps[0] == maps[1]


def test_each_difference_of_the_list_is_still_one(site: Site, second: Path) -> None:
    mine, theirs = ((folder / "regles" / "index.html").read_text("utf-8") for folder in (site.folder, second))
    for difference in DIFFERENCES:
        assert re.search(difference.html, mine, re.DOTALL), difference.reason
        assert not re.search(difference.html, theirs, re.DOTALL), difference.reason


def test_a_page_that_an_engine_left_out_is_told(tmp_path: Path) -> None:
    (tmp_path / "fr" / "offres" / "essai").mkdir(parents=True)
    (tmp_path / "fr" / "offres" / "essai" / "index.md").touch()
    done = run([sys.executable, "-m", "communs.tree", tmp_path])
    assert done.returncode == 1
    assert done.stderr == f"communs : 1 pages manquent dans {tmp_path / 'site'} : fr/offres/essai/…\n"
