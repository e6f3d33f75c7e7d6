"""The real catalogue, built by the real command: every link leads somewhere, nothing runs that is not ours."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

import pytest

from communs import located, page_scripts
from tests.command import communs

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
KINDS = sorted(path.parent.name for path in (ROOT / "schemas").glob("*/schema.json"))
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
OURS = {"cm-chez-moi", "cm-selection-titre"}  # forms, beside the search of each page
Attributes = dict[str, str]


@dataclass
class Page(HTMLParser):
    """What a page holds, as a browser would read it."""

    file: Path
    tags: list[tuple[str, Attributes]] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    scripts: list[str] = field(default_factory=list)
    title: str = ""
    inside: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.file.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.tags.append((tag, attributes))
        self.ids.add(attributes.get("id", ""))
        if tag not in VOID:
            self.inside = tag
        if tag == "script":
            self.scripts.append(attributes.get("src", "").rpartition("/")[2])
            self.inside = "data" if attributes.get("type", "").endswith("json") else tag

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside == "title":
            self.title += data
        elif self.inside == "script":
            self.scripts[-1] += data

    def count(self, tag: str) -> int:
        return sum(1 for name, _ in self.tags if name == tag)

    def addresses(self) -> Iterator[tuple[str, str]]:
        """Every address the page names, with the tag that does."""
        for tag, attributes in self.tags:
            yield from ((tag, attributes[name]) for name in ("href", "src", "action") if name in attributes)

    def links(self) -> Iterator[tuple[Path, str]]:
        """What it links to on this site: file and anchor."""
        here = self.file.parent
        # only the pages for lost addresses write them from the root
        root = here.parent if here.name == "en" else here
        for address in {address for _, address in self.addresses()}:
            told = urlsplit(address)
            if not (told.scheme or told.netloc):
                step = f"{root}{told.path}" if told.path.startswith("/") else f"{here}/{told.path}"
                yield _file(normpath(unquote(step))) if told.path else self.file, told.fragment


@cache
def _file(path: str) -> Path:
    """What answers at a path."""
    return Path(path, "index.html") if Path(path).is_dir() else Path(path)


@dataclass
class Site:
    """A folder of pages."""

    folder: Path

    @cached_property
    def pages(self) -> dict[Path, Page]:
        return {file: Page(file) for file in sorted(self.folder.resolve().rglob("*.html"))}

    def __getitem__(self, address: str) -> Page:
        return self.pages[(self.folder / address / "index.html").resolve()]

    def name(self, page: Page) -> str:
        return page.file.relative_to(self.folder).as_posix()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("site") / "site"
    done = communs(ROOT, "build", "--site-dir", folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return Site(folder)


def test_every_link_leads_to_a_page_and_a_place_in_it(site: Site) -> None:
    there = {*site.folder.resolve().rglob("*")}
    lost = {
        f"{site.name(page)} → {target}#{anchor}"
        for page in site.pages.values()
        for target, anchor in page.links()
        if target not in there
        or (anchor and target in site.pages and unquote(anchor) not in site.pages[target].ids)
    }
    assert sorted(lost)[:20] == []


def test_no_page_asks_another_host_for_anything(site: Site) -> None:
    asked = {
        address
        for page in site.pages.values()
        for tag, attributes in page.tags
        if tag in {"script", "img", "iframe", "source", "video", "audio", "object", "embed", "form"}
        or (tag == "link" and attributes.get("rel") not in {"canonical", "alternate"})
        for address in (attributes.get("src"), attributes.get("href"), attributes.get("action"))
        if address and urlsplit(address).netloc
    }
    assert asked == set()
    for sheet in site.folder.rglob("communs.css"):
        assert "url(" not in sheet.read_text("utf-8")


def test_the_page_for_lost_addresses_leads_into_the_site(site: Site) -> None:
    lost = site.pages[(site.folder / "404.html").resolve()]
    assert [address for _, address in lost.addresses() if address.startswith("//")] == []


def test_each_page_says_what_it_is(site: Site) -> None:
    for page in site.pages.values():
        name = site.name(page)
        assert page.count("h1") == 1, name
        assert page.count("main") == 1, name
        assert page.title.strip(), name
        assert page.tags[0] == (
            "html",
            {"lang": "en" if name.startswith("en/") else "fr", "class": "no-js"},
        ), name


def test_titles_go_down_one_level_at_a_time(site: Site) -> None:
    for page in site.pages.values():
        levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
        jumps = [(above, below) for above, below in pairwise(levels) if below > above + 1]
        assert jumps == [], site.name(page)


def test_home_counts_what_the_files_say(site: Site) -> None:
    counted: Counter[str] = Counter()
    for file in sorted((ROOT / "catalogue" / "offres").glob("*.yml")):
        said = located.read(file.read_bytes(), file.as_posix()).value
        if not said.get("brouillon") and said.get("statut") != "termine":
            counted.update(set(said.get("besoins", ())))
    text = (site.folder / "index.html").read_text("utf-8")
    shown = re.findall(r'href="\./besoins/([a-z0-9-]+)/">.*?class="cm-nombre">([0-9]+) offres?<', text)
    assert {need: int(count) for need, count in shown} == dict(counted)


@pytest.mark.parametrize("lang", ["", "en/"])
def test_the_addresses_of_the_contract(site: Site, lang: str) -> None:
    wanted = [
        "", "besoins", "publics", "territoires", "objectifs", "besoins/se-deplacer", "publics/habitants",
        "territoires/france", "territoires/region-32", "collectivites", "carte", "mutualiser", "contribuer",
        "contribuer/nouvelle-fiche", "contribuer/regles", "qualite", "retrait", "regles", "donnees", "recherche",
        *KINDS, *(f"contribuer/nouvelle-fiche/{kind}" for kind in KINDS),
        *(f"{file.parent.name}/{file.stem}" for kind in KINDS for file in (ROOT / "catalogue" / kind).glob("*.yml")),
    ]  # fmt: skip
    assert [
        address for address in wanted if not (site.folder / lang / address / "index.html").is_file()
    ] == []


def test_the_files_of_the_contract(site: Site) -> None:
    wanted = [
        "sitemap.xml", "flux/catalogue.atom", "donnees/catalogue.json", "donnees/organisations/mobicoop.json",
        *(f"donnees/{kind}.{form}" for kind in KINDS for form in ("json", "csv")),
        *(f"schemas/{kind}.json" for kind in KINDS),
    ]  # fmt: skip
    assert [address for address in wanted if not (site.folder / address).is_file()] == []


SCRIPT = "</title></script><script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(1)>'
ADDRESS = (
    "https://mal.example/?'onmouseover='alert(1)&lt;b&quot;"  # what the format of addresses lets through
)
BRACES = "{{ 7*7 }}{% raw %}communsholebodyz"
MARKDOWN = f"""\
{SCRIPT} {IMAGE} {BRACES}

<a href="javascript:alert(1)" onclick="alert(1)">un</a> <svg onload=alert(1)></svg> <iframe src="//mal.example"></iframe>
[deux](javascript:alert(1)) [trois](JaVaScRiPt:alert(1)) [quatre](data:text/html;base64,PHNjcmlwdD4=) [cinq][c]
<javascript:alert(1)> ![six](javascript:alert(1)) <style>body{{display:none}}</style> <form action=//mal.example>

[c]: vbscript:alert(1)
"""
COMMON = {"verifie_le": "2026-11-01", "resume": f"{SCRIPT} {IMAGE} {BRACES}"}
HOSTILE: dict[str, dict[str, object]] = {
    "organisations": {
        "nom": f"Organisation {SCRIPT}{IMAGE}{BRACES}", "noms_alternatifs": [IMAGE], "description": MARKDOWN,
        "famille": ["cooperative"], "territoires": ["france"], "site_web": ADDRESS,
        "besoins": ["se-nourrir"], "membre_de": [{"alliance": "hostile", "role": SCRIPT, "preuve": ADDRESS}],
    },
    "alliances": {
        "nom": f"Alliance {SCRIPT}{IMAGE}", "type": "reseau", "recit": MARKDOWN, "territoires": ["france"],
        "site_web": "https://mal.example",
    },
    "offres": {
        "nom": f"Offre {IMAGE}{SCRIPT}{BRACES}", "portee_par": ["hostile"], "besoins": ["se-nourrir"],
        "territoires": ["france"], "lien": ADDRESS, "description": MARKDOWN,
        "conditions_acces": IMAGE, "remplace": [SCRIPT], "frais_precisions": {"fr": SCRIPT, "en": IMAGE},
        "sources": [{"url": ADDRESS, "note": SCRIPT}],
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A catalogue whose members write what a browser would run, if we let it."""
    root = tmp_path_factory.mktemp("hostile")
    for name in ("schemas", "docs", "catalogue/vocabulaires"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("mkdocs.yml", "mkdocs.en.yml"):
        shutil.copy(ROOT / name, root)
    for kind, entry in HOSTILE.items():
        file = root / "catalogue" / kind / "hostile.yml"
        file.parent.mkdir()
        # JSON is YAML, and quotes every character that matters
        file.write_text(json.dumps({**COMMON, **entry}, ensure_ascii=False), encoding="utf-8")
    done = communs(root, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    return Site(root / "site")


def test_hostile_words_are_shown_as_words(hostile: Site) -> None:
    for kind in HOSTILE:
        text = (hostile.folder / kind / "hostile" / "index.html").read_text("utf-8")
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    shown = (hostile.folder / "offres" / "hostile" / "index.html").read_text("utf-8")
    assert "{{ 7*7 }}" in shown
    assert "communsholebodyz" in shown


def test_nothing_that_members_write_runs(hostile: Site) -> None:
    known = {re.sub(r'new URL\("[^"]*"', "new URL(", script) for script in hostile["carte"].scripts}
    ours = known | {address.rpartition("/")[2] for address, _ in page_scripts.written()} | {""}
    for page in hostile.pages.values():
        name = hostile.name(page)
        scripts = {re.sub(r'new URL\("[^"]*"', "new URL(", script) for script in page.scripts}
        assert scripts - ours == set(), name
        handlers = [key for _, attributes in page.tags for key in attributes if key.startswith("on")]
        assert handlers == [], name
        schemes = {urlsplit(address.strip()).scheme.lower() for _, address in page.addresses()}
        assert schemes <= {"", "http", "https", "mailto", "tel"}, name
        assert page.count("iframe") == page.count("style") == 0, name
        written_by_us = re.match("(en/)?(contribuer|retrait)/", name)
        forms = Counter(one.get("class", "").partition(" ")[0] for tag, one in page.tags if tag == "form")
        assert forms.pop("cm-cherche") == 1, name
        assert written_by_us or (forms.keys() <= OURS and not page.count("img")), name
