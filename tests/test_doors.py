"""The form and the command are two doors of one house: of the same entry they say the same."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from communs import disk, form, form_reader, layout, located, pipeline, report
from communs.exports import forms
from communs.findings import Finding
from tests.conftest import CASES, ROOT, lay
from tests.test_cases import MADE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route

Check = Callable[[Path], pipeline.Checked]
Told = list[dict[str, Any]]
Said = set[tuple[object, ...]]
DAY = "2026-11-23"
PACKAGE = ROOT / "scripts" / "communs"
FOLDERS = [f"{case.parent.name}/{case.name}" for case in sorted(CASES.glob("*valides/*"))]
# What the two doors cannot say alike, and why.
_REFUSED = "what is refused there is no value: the form, where its place is empty, says so"
_TWIN = "the command speaks of the second of two twins alone; the form, of the one that it holds"
_NUMBER = "a form knows what a number is, and not how it was written"
_FACTS = "what was read of Wikidata stays with the command: no browser loads the facts of a whole catalogue"
_FILES = "a form that is filled on another machine does not know which pictures are in the repository"
APART = {
    "invalides/copier-coller-de-tableur/organisations/siret-en-notation-scientifique": _NUMBER,
    "invalides/decalages/organisations/tirets-decales": _REFUSED,
    "invalides/doublon/organisations/un-bis": _TWIN,
    "invalides/guillemets-et-crochets/organisations/point-d-exclamation-au-debut": _REFUSED,
    "invalides/media-absent/organisations/faute-de-frappe": _FILES,
    "invalides/media-absent/organisations/oubli": _FILES,
    "invalides/media-absent/organisations/programme": _FILES,
    "invalides/plusieurs-fautes/offres/autre": f"{_TWIN}; and no site is built where an entry cannot be read",
    "invalides/wikidata-absent/organisations/essai": _FACTS,
    "invalides/wikidata-fusionne/organisations/encore": _FACTS,
    "invalides/wikidata-fusionne/organisations/essai": _FACTS,
    "invalides/yaml-1-1/organisations/ensemble": _REFUSED,
    "invalides/yaml-1-1/organisations/fusion": _REFUSED,
    "invalides/yaml-1-1/organisations/renvoi-a-soi-meme": _REFUSED,
}
APART_IN_BROWSERS = {  # where 74 and 74.0 are one
    "invalides/coordonnees-hors-de-france/lieux/new-york": _NUMBER,
    "invalides/copier-coller-de-tableur/organisations/siren-devenu-nombre-a-virgule": _NUMBER,
}


def by_the_command(checked: pipeline.Checked, path: str) -> Said:
    """What the command says of a file."""
    return {
        (f.rule, f.severity, _said(f.message), _said(f.hint), _named(f.rule) or (f.span.line, f.span.column))
        for f in checked.findings
        if f.path == path
    }


def _said(words: Any) -> str:
    return report.say(words, "fr") if words is not None else ""


def _named(rule: str) -> bool:
    """Whether a rule speaks of the name of a file: a form shows it beside the control that holds the name."""
    return rule in ("nom-de-fichier", "fiche-retiree")


def by_a_form(data: bytes, path: str, of_text: Told, of_value: Told) -> Said:
    """What a form says of the same file, with each path where it stands in the text."""
    document = located.read(data, path)
    spans = [document.span(tuple(told["path"]), key=told["key"]) for told in of_value]
    places = [*((told["line"], told["column"]) for told in of_text), *((s.line, s.column) for s in spans)]
    return {
        (told["rule"], told["severity"], told["message"], told["hint"], _named(told["rule"]) or place)
        for told, place in zip([*of_text, *of_value], places, strict=True)
    }


@lru_cache
def _tables() -> Mapping[str, Any]:
    return dict(forms.tables())


def files_of(checked: pipeline.Checked) -> dict[str, Any]:
    """What the site of a catalogue has for its forms."""
    return dict(forms.data(checked.catalogue, checked.settings, checked.withdrawn)) | _tables()


def _laid(name: str, root: Path) -> Path:
    MADE.get(name.partition("/")[2], lambda _: None)(lay(CASES / name, root))
    return root


def entries_of(checked: pipeline.Checked, root: Path) -> Iterator[tuple[layout.Place, disk.Source]]:
    """The files that a form can hold: those of entries, that can be opened."""
    for source in disk.sources(root):
        place = layout.place(source.path, checked.catalogue.kinds)
        if not isinstance(place, Finding) and place.role == "entry" and source.finding is None:
            yield place, source


def _in_python(checked: pipeline.Checked, files: Mapping[str, Any], place: layout.Place, data: bytes) -> Said:
    first = {name: files[name] for name in form.first(place.kind, "fr")}
    opened = form.opened(first, place.kind, "fr", DAY).correcting(place.id)
    path = f"catalogue/{place.kind}/{place.id}.yml"
    document = located.read(data, path)
    try:
        content = data.decode("utf-8-sig") if len(data) <= form_reader.MOST else None
    except UnicodeDecodeError:
        content = None
    read = (
        form_reader.refused(data.decode("latin-1"), path, "fr", {})
        if content is None
        else form_reader.read(content, path, checked.catalogue.kinds, "fr", {})
    )
    if not isinstance(document.value, dict):
        return by_a_form(data, path, read["findings"], [])
    while wanted := opened.needs(read["value"]):
        opened = opened.learning({name: files[name] for name in wanted})
    return by_a_form(data, path, read["findings"], opened.check(place.id, read["value"]))


@pytest.mark.parametrize("name", FOLDERS)
def test_the_form_and_the_command_say_the_same(name: str, check: Check, tmp_path: Path) -> None:
    checked = check(_laid(name, tmp_path))
    files = files_of(checked)
    for place, source in entries_of(checked, tmp_path):
        said, wanted = _in_python(checked, files, place, source.data), by_the_command(checked, source.path)
        assert (said != wanted) == (f"{name}/{place.kind}/{place.id}" in APART), (source.path, said ^ wanted)


Call = tuple[Any, ...]
ENTRY = {"nom": "L’Été 🚲", "resume": {"en": "B", "fr": "A\u202fb"}, "description": "Un.\n\nDeux\u00a0: #.\n"}
CALLS: list[Call] = [
    ("check", "", {}),
    ("check", "ete", {**ENTRY, "nom": "🚲" * 201, "territoires": ["Lill"], "famille": "x", "latitude": 1.5}),
    *(
        ("value", ["territoires", 0], typed)
        for typed in ("Lille", "hauts de france", "59000", "Belgique", "zzz")
    ),
    *(("value", ["chiffres", 0, "valeur"], typed) for typed in ("1 200", "12,5", "12 %", "douze")),
    *(("value", ["date_creation"], typed) for typed in ("02/11/2026", "novembre 2026", "2018", "hier")),
    ("proposals", ["territoires", 0], "saint-m"),
    ("proposals", ["besoins", 0], "se"),
    ("proposals", ["membre_de", 0, "alliance"], ""),
    ("shown", ["territoires", 0], "commune:97411"),
    ("named", ENTRY),
    ("text", "ete", ENTRY),
    ("patched", "# Nous\r\nnom: A  # avant\r\nsigle: B", {**ENTRY, "sigle": "B"}),
]


class Window:
    """A page of a browser, with the scripts of a form and whatever files it asks for."""

    HOME = "https://formulaires.test/"
    OPEN = """async (asked) => {
      const {openDesk} = await import("/assets/form/desk.mjs");
      const desk = await openDesk({root: "/", kind: asked.kind, lang: "fr", day: "%s"});
      %s
    }"""
    ASK = """
      await desk.entry(asked.id);
      const bytes = Uint8Array.from(atob(asked.data), (sign) => sign.charCodeAt(0));
      const {value, findings} = await desk.read(bytes);
      return [findings, await desk.check(asked.id, value)];
    """
    CALL = "return Promise.all(asked.calls.map(([name, ...given]) => desk[name](...given)));"

    def __init__(self, chromium: Browser, scripts: Mapping[str, str]) -> None:
        self._page = chromium.new_page()
        self._page.route(f"{self.HOME}**", self._answer)
        self._scripts = scripts
        self.files: Mapping[str, Any] = {}
        self._page.goto(self.HOME)

    def _answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(self.HOME)
        if path.endswith(".mjs"):
            route.fulfill(body=self._scripts[path], content_type="text/javascript")
        elif path.startswith(forms.FOLDER):
            found = self.files[path.removeprefix(f"{forms.FOLDER}/")]
            route.fulfill(body=found if isinstance(found, str) else json.dumps(found))
        elif path.endswith(".json"):  # of the entry that is corrected: these tests bring its text
            route.fulfill(body='{"donnees": {}}')
        else:
            route.fulfill(body="", content_type="text/html")

    def ask(self, place: layout.Place, data: bytes) -> Said:
        """What the form says of a file."""
        asked = {"kind": place.kind, "id": place.id, "data": b64encode(data).decode()}
        of_text, of_value = self._page.evaluate(self.OPEN % (DAY, self.ASK), asked)
        path = f"catalogue/{place.kind}/{place.id}.yml"
        readable = isinstance(located.read(data, path).value, dict)
        return by_a_form(data, path, of_text, of_value if readable else [])

    def call(self, kind: str, calls: list[Call]) -> list[Any]:
        """What the desk of a form answers."""
        found: list[Any] = self._page.evaluate(
            self.OPEN % (DAY, self.CALL), {"kind": kind, "calls": [list(c) for c in calls]}
        )
        return found


BUILD = """
import json, sys
from pathlib import Path
from communs import engine, pipeline, report
from communs.exports import forms

checked = pipeline.check(Path(sys.argv[1]))
print(json.dumps({
    "scripts": {f"assets/engine/{name}": script for root in forms.ROOTS
                for name, script in engine.files(f"communs.{root}").items()},
    "files": dict(forms.data(checked.catalogue, checked.settings, checked.withdrawn)),
    "said": [report.say(finding.message, "fr") for finding in checked.findings],
}))
"""


def built(package: Path, root: Path) -> dict[str, Any]:
    """What a copy of the package gives to browsers, and says itself of a catalogue."""
    done = subprocess.run(
        [sys.executable, "-c", BUILD, root], cwd=package.parent, capture_output=True, check=True, timeout=60
    )
    found: dict[str, Any] = json.loads(done.stdout)
    found["scripts"]["assets/form/desk.mjs"] = (package / "assets" / "form" / "desk.mjs").read_text("utf-8")
    return found


@pytest.fixture(scope="module")
def window(chromium: Browser) -> Window:
    return Window(chromium, built(PACKAGE, ROOT)["scripts"])


@pytest.mark.slow
@pytest.mark.parametrize("name", FOLDERS)
def test_a_browser_and_the_command_say_the_same(
    name: str, check: Check, window: Window, tmp_path: Path
) -> None:
    checked = check(_laid(name, tmp_path))
    window.files = files_of(checked)
    for place, source in entries_of(checked, tmp_path):
        said, wanted = window.ask(place, source.data), by_the_command(checked, source.path)
        apart = f"{name}/{place.kind}/{place.id}" in {**APART, **APART_IN_BROWSERS}
        assert (said != wanted) == apart, (source.path, said ^ wanted)


@pytest.mark.slow
def test_a_desk_answers_in_a_browser_as_in_python(check: Check, window: Window, tmp_path: Path) -> None:
    files = window.files = files_of(check(lay(None, tmp_path)))
    first = {name: files[name] for name in form.first("organisations", "fr")}
    opened = form.opened(first, "organisations", "fr", DAY)
    opened = opened.learning({name: held for name, held in files.items() if name.startswith("fiches-")})
    for call, answer in zip(CALLS, window.call("organisations", CALLS), strict=True):
        assert (call, answer) == (call, _answer(opened, files, *call))


def _answer(opened: form.Form, files: Mapping[str, Any], name: str, *given: Any) -> Any:
    needs = {"check": lambda: opened.needs(given[1])}
    needs |= dict.fromkeys(("value", "proposals", "shown"), lambda: opened.asked(given[0], given[1]))
    while wanted := needs.get(name, list)():
        opened = opened.learning({file: files[file] for file in wanted})
    if name == "text":
        return opened.text(given[1])
    before = located.read(given[0].encode(), "f.yml").value if name == "patched" else None
    return opened.patched(given[0], before, given[1]) if name == "patched" else getattr(opened, name)(*given)


@pytest.mark.slow
def test_a_sentence_and_a_limit_have_one_source_for_both_doors(chromium: Browser, tmp_path: Path) -> None:
    package, root = tmp_path / "scripts" / "communs", lay(None, tmp_path / "catalogue")
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "schemas", root / "schemas")
    data = b"nom: Une organisation\nverifie_le: 2026-11-23\n"
    (root / "catalogue" / "organisations" / "essai.yml").write_bytes(data)
    place = layout.Place(role="entry", kind="organisations", id="essai")

    def said() -> tuple[set[str], set[str]]:
        found = built(package, root)
        opened = Window(chromium, found["scripts"])
        opened.files = found["files"]
        return {*found["said"]}, {str(one[2]) for one in opened.ask(place, data)}

    before = said()
    _change(
        package / "wording" / "phrases.py", "Il manque le champ « {champ} ».", "« {champ} » n’est pas là."
    )
    _change(root / "schemas" / "commun.json", '"maxLength": 200', '"maxLength": 9')
    after = said()
    new = {"«\xa0resume\xa0» n’est pas là.", "«\xa0nom\xa0» est trop long\xa0: 16 signes, 9 au plus."}
    for ours, theirs in zip(before, after, strict=True):
        assert "Il manque le champ «\xa0resume\xa0»." in ours
        assert new <= theirs - ours
        assert not any(words.startswith("Il manque le champ") for words in theirs)


def _change(path: Path, old: str, new: str) -> None:
    content = path.read_text("utf-8")
    assert content.count(old) == 1
    path.write_text(content.replace(old, new), "utf-8")
