"""The pictures of the guide are taken from the real pages, and show what these show today."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser import CONTACT, FORGE, PHONE, Open, Site, pictured, serving, settings
from tests.command import communs
from tests.conftest import ROOT
from tests.form_page import Form
from tests.test_tours_members import CONFIRMED, MINE, NEW, ORGANISATION
from tests.wikibase.documents import MADE
from tests.wikibase.server import Wikibase

if TYPE_CHECKING:
    from playwright.sync_api import FloatRect, Page

pytestmark = pytest.mark.slow
PICTURES = ROOT / "docs" / "images" / "contribuer"
VIEWS = PICTURES / "vues.json"
TAKE = os.environ.get("IMAGES") == "prendre"  # `make images`
HEAVIEST = 22_000
TALLEST = 640
# What an element shows whatever the machine: its words and its look, but not where fonts of that machine put it.
SEEN = """selectors => {
  const look = ["color", "backgroundColor", "borderTopWidth", "borderTopStyle", "borderTopColor", "borderRadius",
    "fontSize", "fontWeight", "fontStyle", "textDecorationLine", "paddingTop", "paddingLeft", "display"];
  const seen = one => {
    if (!one.checkVisibility()) return null;
    const style = getComputedStyle(one);
    const parts = [...one.childNodes].map(node => node.nodeType === 3 ? node.data.trim().replace(/\\s+/g, " ")
      : node.nodeType === 1 ? seen(node) : null).filter(part => part);
    return [one.localName, one.value ?? one.placeholder ?? "", look.map(name => style[name]), ...parts];
  };
  return selectors.flatMap(selector => [...document.querySelectorAll(selector)].map(seen));
}"""
AROUND = """([selectors, tallest]) => {
  const boxes = selectors.flatMap(selector => [...document.querySelectorAll(selector)])
    .filter(one => one.checkVisibility()).map(one => one.getBoundingClientRect());
  const top = Math.max(0, Math.min(...boxes.map(box => box.top)) + scrollY - 6);
  const bottom = Math.max(...boxes.map(box => box.bottom)) + scrollY + 6;
  return {x: 0, y: top, width: innerWidth, height: Math.min(bottom - top, tallest)};
}"""


def _choose(page: Page) -> list[str]:
    return ["main h1", "main .cm-chapeau", "main li:nth-child(-n+3)"]


def _written(page: Page) -> None:
    Form(page).ready().tell(ORGANISATION).comes_to(CONFIRMED)


def _fill(page: Page) -> list[str]:
    _written(page)
    return ['.cm-champ[data-path="nom"]', '.cm-champ[data-path="resume"]', '[data-list][data-path="famille"]']


def _mistakes(page: Page) -> list[str]:
    form = Form(page).ready().tell(ORGANISATION | {"nom": "", "site_web": "sur la place"})
    assert len(form.faults()) == 2
    return ["#fautes", "#reprise", "#essentiel", '.cm-champ[data-path="nom"]']


def _yaml(page: Page) -> list[str]:
    _written(page)
    return ["#ecrite"]


def _send(page: Page) -> list[str]:
    _written(page)
    return ["#envoi"]


def _mine(page: Page) -> list[str]:
    page.locator("#voies").wait_for()
    return ["main section:first-of-type h2", "main section:first-of-type .cm-tenue:nth-child(-n+2)"]


FORM = f"{NEW}organisations/"
STEPS: dict[str, tuple[str, Callable[[Page], list[str]]]] = {
    "choisir": (NEW, _choose),
    "remplir": (FORM, _fill),
    "erreurs": (FORM, _mistakes),
    "yaml": (FORM, _yaml),
    "envoyer": (FORM, _send),
    "mes-fiches": (MINE, _mine),
}


# Of an invented organisation, with the values of a document of the tests.
DEMONSTRATION = {"wikidata-bref": ".cm-bref", "wikidata": "#wikidata"}
ITS_ENTRY = f"""\
nom: Coop Exemple
resume:
  fr: Une coopérative inventée.
  en: An invented co-operative.
famille: [plateforme-cooperative]
territoires: [france]
contact: {{courriel: contact@coop.example.org}}
identifiants: {{wikidata: {MADE}}}
verifie_le: 2026-11-23
"""
ITS_SECTOR = {  # the document names this item, and does not hold it
    "Q999999999": {
        "type": "item",
        "id": "Q999999999",
        "labels": {
            "fr": {"language": "fr", "value": "covoiturage"},
            "en": {"language": "en", "value": "carpooling"},
        },
    }
}


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A catalogue of invented organisations, one of which Wikidata completes."""
    root = tmp_path_factory.mktemp("demonstration") / "catalogue"
    told = settings("github", FORGE).replace(CONTACT, "robot@communs-essai.fr")
    with serving(root, told, entries=False) as site, Wikibase(files={}) as wikibase:
        (root / "catalogue" / "organisations" / "coop-exemple.yml").write_text(ITS_ENTRY, encoding="utf-8")
        wikibase.items |= ITS_SECTOR
        at = ("--api-url", wikibase.api, "--commons-url", wikibase.commons)
        for command in (["enrich", *at, "--only", MADE], ["build"]):
            done = communs(root, *command)
            assert done.returncode == 0, done.stdout + done.stderr
        yield site


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("step", STEPS)
def test_it_shows_what_the_page_shows(reader: Open, step: str, lang: str) -> None:
    address, bring = STEPS[step]
    page = reader(PHONE, lang=lang).page(_in(lang, address))
    _same(page, step, lang, bring(page))


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", DEMONSTRATION)
def test_the_demonstration_shows_an_enriched_page(
    reader: Open, demonstration: Site, name: str, lang: str
) -> None:
    page = reader(PHONE, lang=lang, site=demonstration).page(_in(lang, "organisations/coop-exemple/"))
    _same(page, name, lang, [DEMONSTRATION[name]])


def _in(lang: str, address: str) -> str:
    return address if lang == "fr" else f"en/{address}"


def _same(page: Page, step: str, lang: str, shown: list[str]) -> None:
    """The picture of a step is of these elements, as they are today."""
    name = step if lang == "fr" else f"{step}-en"
    view = hashlib.sha256(json.dumps(page.evaluate(SEEN, shown)).encode()).hexdigest()
    if TAKE:
        _take(page, name, page.evaluate(AROUND, [shown, TALLEST]), view)
    assert _views().get(name) == view, f"make images: {name}.webp no longer shows what the page shows"
    assert (PICTURES / f"{name}.webp").stat().st_size <= HEAVIEST


def test_there_is_none_too_many() -> None:
    names = {step + end for step in (*STEPS, *DEMONSTRATION) for end in ("", "-en")}
    assert {file.stem for file in PICTURES.glob("*.webp")} == names
    assert set(_views()) == names


def _views() -> Any:
    return json.loads(VIEWS.read_text(encoding="utf-8")) if VIEWS.exists() else {}


def _take(page: Page, name: str, clip: FloatRect, view: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    (PICTURES / f"{name}.webp").write_bytes(pictured(page, clip, quality=35))
    views = dict(sorted((_views() | {name: view}).items()))
    VIEWS.write_text(json.dumps(views, indent=2) + "\n", encoding="utf-8")
