"""The real catalogue, built and served as a static host does, in the machine's own Chromium."""

from __future__ import annotations

import base64
import gzip
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from communs import located
from communs.guards import weights
from tests.command import communs
from tests.conftest import DAY, NODE_MODULES, ROOT
from tests.loopback import Server

if TYPE_CHECKING:  # only the tests that drive a browser pay for its driver
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, FloatRect, Locator, Page, Request

TODAY = datetime.fromtimestamp(int(DAY), UTC)
PHONE, DESKTOP = 390, 1280
CONTACT = "catalogue@communs.example.org"
FORGE = "https://github.com/communs-essai/catalogue"
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)


class Host(SimpleHTTPRequestHandler):
    """What a static host does: files, folders that end with a slash, gzip for text."""

    extensions_map = {  # noqa: RUF012 - the base class has it so
        **SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
        ".yml": "text/yaml; charset=utf-8",
        ".tsv": "text/tab-separated-values; charset=utf-8",
    }
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if self.path.split("?")[0].endswith("/") else file
        if not file.is_file() or file.suffix not in weights.TEXTS:
            super().do_GET()
            return
        body = _compressed(file)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: tests speak for themselves."""


@lru_cache(maxsize=1000)
def _compressed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), weights.LEVEL, mtime=0)


@dataclass(frozen=True)
class Site:
    """A catalogue, its built pages, and where they are served."""

    root: Path
    folder: Path
    address: str

    @contextmanager
    def holding(self, files: dict[str, str]) -> Iterator[None]:
        """The catalogue with some files written in it, put back as it was afterwards."""
        before = {path: (self.root / path).read_bytes() for path in files if (self.root / path).exists()}
        for path, text in files.items():
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_text(text, encoding="utf-8", newline="")
        try:
            yield
        finally:
            for path in files.keys() - before.keys():
                (self.root / path).unlink()
            for path, content in before.items():
                (self.root / path).write_bytes(content)

    def accepts(self, files: dict[str, str]) -> None:
        """`communs validate` finds nothing to say of these files but what time has done."""
        with self.holding(files):
            done = communs(self.root, "validate", "--format", "json", *files)
        found = json.loads(done.stdout)["findings"]
        assert [finding for finding in found if finding["severity"] == "error"] == []
        assert done.returncode == 0, done.stdout + done.stderr


def value_of(text: str) -> Any:
    """What a YAML text says, for the reader of `communs`."""
    document = located.read(text.encode(), "essai.yml")
    assert not document.findings, [*document.findings, text]
    return document.value


@contextmanager
def serving(root: Path, told: str, entries: bool = True) -> Iterator[Site]:
    """The catalogue, or its lists alone, with some invented members and the settings told: built and served."""
    for name in ("catalogue" if entries else "catalogue/vocabulaires", "schemas", "docs"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("mkdocs.yml", "mkdocs.en.yml"):
        shutil.copy(ROOT / name, root)
    shutil.copytree(ROOT / "tests" / "vallon", root / "catalogue", dirs_exist_ok=True)
    (root / "communs.yml").write_text(told, encoding="utf-8")
    done = communs(root, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    server = Server(lambda *words: Host(*words, directory=str(root / "site"))).start()
    try:
        yield Site(root, root / "site", f"{server.base}/")
    finally:
        server.shutdown()
        server.server_close()


def settings(forge: str, repository: str) -> str:
    """The settings of a catalogue that has all that a form can use."""
    return f"""\
nom: {{fr: Catalogue des communs, en: Catalogue of the commons}}
contact: {CONTACT}
adresse_du_site: https://communs.example.org/
forge: {{type: {forge}, depot: {repository}, branche: main}}
langues: [fr, en]
licence: CC0-1.0
"""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serving(tmp_path_factory.mktemp("depot") / "catalogue", settings("github", FORGE)) as served:
        yield served


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    path = (ROOT / ".cache" / "chromium").readlink()  # `make .cache/chromium` finds it
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


def click_through(link: Locator) -> None:
    """Click on a link; the page it leads to is whole when this returns."""
    with link.page.expect_navigation():
        link.click()


@dataclass
class Reader:
    """Somebody with a browser of their own; what goes wrong in it is kept."""

    context: BrowserContext
    site: Site
    wrong: list[str] = field(default_factory=list)
    may_leave_for: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.context.on("request", self._asked)
        self.context.on("console", self._said)
        self.context.on("weberror", lambda error: self.wrong.append(str(error.error)))
        self.context.set_default_timeout(30_000)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.site.address, "data:", "blob:", *self.may_leave_for)):
            self.wrong.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.wrong.append(f"{message.text} ({message.location.get('url')})")

    def page(self, address: str = "") -> Page:
        """A new tab on a page of the site, on the day of the tests."""
        page = self.context.new_page()
        page.clock.set_fixed_time(TODAY)
        page.goto(self.site.address + address)
        return page

    def leaves(self, *addresses: str) -> None:
        """Lets links lead outside, to addresses that begin so; an empty page answers there."""
        self.may_leave_for = addresses
        for address in addresses:
            self.context.route(f"{address}**", lambda route: route.fulfill(body="", content_type="text/html"))


Open = Callable[..., Reader]


@pytest.fixture
def reader(chromium: Browser, site: Site) -> Iterator[Open]:
    """`reader(width=…, dark=…, javascript=…, site=…)`: a reader in whose browser nothing may go wrong."""
    readers: list[Reader] = []

    def opened(
        width: int = DESKTOP,
        *,
        dark: bool = False,
        javascript: bool = True,
        site: Site = site,
        lang: str = "fr",
    ) -> Reader:
        context = chromium.new_context(
            viewport={"width": width, "height": 844 if width == PHONE else 900},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            java_script_enabled=javascript,
            service_workers="block",
            locale=lang,
            timezone_id="Europe/Paris",
            accept_downloads=True,
        )
        readers.append(Reader(context, site))
        return readers[-1]

    yield opened
    for one in readers:
        one.context.close()
    assert [wrong for one in readers for wrong in one.wrong] == []


AXE = NODE_MODULES / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page, sheets: bool = True) -> list[str]:
    """What axe finds in a page as it stands, a line each; its sheets need to be read but once."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    how = {"runOnly": RULES, "resultTypes": ["violations"], "preload": sheets}
    found = page.evaluate("how => axe.run(document, how)", how)
    return [
        f"{rule['id']}: {node['target']} {node['html'][:200]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def pictured(page: Page, clip: FloatRect, quality: int) -> bytes:
    """What stands in a part of a page, as WebP."""
    session = page.context.new_cdp_session(page)
    how = {"format": "webp", "quality": quality, "clip": {**clip, "scale": 1}, "captureBeyondViewport": True}
    taken = session.send("Page.captureScreenshot", how)
    return base64.b64decode(taken["data"])


# How far ahead a browser fetches pictures hangs on the line: a good one, the same wherever the tests run.
LINE = {"offline": False, "latency": 20, "downloadThroughput": 10_000_000, "uploadThroughput": 10_000_000}


@contextmanager
def weighed(page: Page) -> Iterator[dict[str, int]]:
    """What each request made meanwhile cost on the line, in bytes."""
    weights: dict[str, int] = {}
    names: dict[str, str] = {}
    session = page.context.new_cdp_session(page)

    def came(told: dict[str, Any]) -> None:
        if told["requestId"] in names:
            weights[names[told["requestId"]]] = int(told["encodedDataLength"])

    session.on(
        "Network.requestWillBeSent", lambda told: names.update({told["requestId"]: told["request"]["url"]})
    )
    session.on("Network.loadingFinished", came)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    session.send("Network.emulateNetworkConditions", LINE)
    yield weights
    session.detach()
