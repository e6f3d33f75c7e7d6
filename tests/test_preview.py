"""What a proposal changes for readers: two small catalogues are compared, nothing is built."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from playwright.sync_api import Browser

from communs import pipeline, previewing
from communs.preview import data, page
from communs.preview.proposition import Proposition
from communs.report import received
from tests.browser import DESKTOP, PHONE, violations
from tests.conftest import CASES, ROOT, lay
from tests.test_cases import MADE
from tests.test_retired import retire

SCHEMA = json.loads((ROOT / "scripts/communs/data/proposition.schema.json").read_text(encoding="utf-8"))
OFFER, ORGANISATION = "catalogue/offres/covoiturer.yml", "catalogue/organisations/covoit.yml"
NEW = """nom: Vélos à louer
resume: Des vélos pour la journée.
portee_par: [covoit]
besoins: [se-deplacer]
territoires: [commune:35238]
lien: https://velos.example.org/
verifie_le: 2026-11-02
"""
REQUESTS = {"src", "srcset", "poster", "data", "action", "formaction", "background", "ping"}

Change = Callable[[Path], object]
Compare = Callable[..., Proposition]


@pytest.fixture
def compare(tmp_path: Path, check: Callable[[Path], pipeline.Checked]) -> Compare:
    """From what a proposal does to the base catalogue to what it changes."""

    def compared(change: Change, lang: str = "fr", before: Change = lambda _: None) -> Proposition:
        roots = [lay(None, tmp_path / name) for name in ("avant", "apres")]
        for root in roots:
            before(root)
        change(roots[1])
        was, now = (_files(root) for root in roots)
        changed = {path for path in was.keys() | now.keys() if was.get(path) != now.get(path)}
        return previewing.compare(check(roots[0]), check(roots[1]), changed, lang)

    return compared


def _files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def _write(path: str, content: str) -> Change:
    def write(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content, encoding="utf-8")

    return write


def _edit(path: str, *swaps: tuple[str, str]) -> Change:
    def edit(root: Path) -> None:
        content = (root / path).read_text(encoding="utf-8")
        for old, new in swaps:
            assert old in content
            content = content.replace(old, new)
        (root / path).write_text(content, encoding="utf-8")

    return edit


def _moved(root: Path) -> None:
    (root / ORGANISATION).rename(root / "catalogue/organisations/covoit-scic.yml")
    _edit(OFFER, ("[covoit]", "[covoit-scic]"))(root)


def _data(found: Proposition) -> dict[str, Any]:
    """The data, within their schema and their weight."""
    told = data.data(found)
    jsonschema.Draft202012Validator(SCHEMA).validate(told)
    assert len(json.dumps(told, ensure_ascii=False, indent=2).encode()) < received.MOST
    return told


class _Words(HTMLParser):
    """The words of a page, and what a browser would do of its own accord."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: set[str] = set()
        self.asked: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if (
                name in REQUESTS
                or name.startswith("on")
                or name == "style"
                or (tag, name) == ("link", "href")
            ):
                self.asked.append(value or "")
            elif name == "href":
                self.links.append(value or "")

    def handle_data(self, data: str) -> None:
        if self.lasttag != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def _page(found: Proposition) -> _Words:
    """The page; it asks for nothing but the pictures that it carries."""
    html = page.html(found, lambda name: "")
    told = _Words(html)
    assert not {"script", "iframe", "object", "embed", "form", "input", "button", "svg", "base"} & told.tags
    assert [asked for asked in told.asked if not asked.startswith("data:")] == []
    assert "url(" not in html and "@import" not in html
    return told


def test_nothing_changes(compare: Compare) -> None:
    found = compare(lambda _: None)
    assert _page(found).text.endswith(
        "Ce que cette proposition change Rien ne change pour qui lit le catalogue."
    )
    assert _data(found)["pages"] == {"added": 0, "changed": 0, "removed": 0, "some": []}


def test_an_offer_that_is_corrected(compare: Compare) -> None:
    english = "resume: {fr: Trouver un trajet partagé., en: Find a shared ride.}"
    found = compare(
        _edit(
            OFFER,
            ("resume: Trouver un trajet partagé.", english),
            ("[se-deplacer]", "[se-deplacer]\nfrais: gratuit"),
        ),
        before=_write(
            "catalogue/vocabulaires/frais.yml", "titre: Prix\ntermes: [{id: gratuit, libelle: Gratuit}]\n"
        ),
    )
    (entry,) = _data(found)["entries"]
    assert (entry["change"], entry["address"], entry["from"]) == ("changed", "offres/covoiturer/", "")
    assert entry["card"]["price"] == "Gratuit"
    assert entry["fields"] == [
        {"label": "Résumé (anglais)", "before": "", "after": "Find a shared ride."},
        {"label": "Prix", "before": "", "after": "Gratuit"},
    ]
    told = _page(found).text
    assert "1 fiche modifiée\u00a0; " in page.html(found, lambda name: "")
    assert "Prix Ajouté : Gratuit La page, avant et après Avant" in told
    addresses = [one["address"] for one in _data(found)["pages"]["some"]]
    assert {"offres/", "organisations/covoit/", "besoins/se-deplacer/", "territoires/france/"} <= {*addresses}
    assert "offres/covoiturer/" not in addresses  # it is told above


def test_words_that_change_in_another_language_alone(compare: Compare) -> None:
    both = "resume: {fr: Trouver un trajet partagé., en: Find a shared ride.}"
    found = compare(
        _edit(OFFER, ("Find a shared ride", "Share a ride")),
        before=_edit(OFFER, ("resume: Trouver un trajet partagé.", both)),
    )
    told = _page(found).text
    assert "La page, avant et après, en anglais Avant Offers" in told
    assert "Find a shared ride. " in told and "Après Offers" in told and "Share a ride. " in told
    assert {(one.address, one.lang) for one in found.pages} >= {
        ("offres/", "en"),
        ("besoins/se-deplacer/", "en"),
    }
    assert "Offres en anglais offres/" in told
    english = compare(
        _edit(OFFER, ("Trouver un trajet partagé.,", "Un trajet.,")), "en",
        before=_edit(OFFER, ("resume: Trouver un trajet partagé.", both)),
    )  # fmt: skip
    assert "Its page, before and after, in French Before Offres" in _page(english).text


def test_a_new_offer_and_what_is_wrong_with_it(compare: Compare) -> None:
    path = "catalogue/offres/velos.yml"
    found = compare(_write(path, NEW.replace("verifie_le: 2026-11-02", "verifie_le: 02/11/2026")))
    told = _data(found)
    (entry,) = told["entries"]
    assert (entry["change"], entry["name"], entry["card"]["badges"]) == (
        "added", "Vélos à louer", ["Se déplacer", "Rennes"],
    )  # fmt: skip
    assert told["counts"]["error"] == 1
    assert told["findings"][0]["severity"] == "error"
    assert told["lines"][path]["7"] == "verifie_le: 02/11/2026"
    shown = _page(found)
    assert "Cette fiche a des erreurs : les constats disent quoi écrire." in shown.text.replace("\u00a0", " ")
    assert "La page, telle qu’on la lira Après Offres Vélos à louer" in shown.text
    assert {"territoires/commune-35238/", "offres/velos/"} <= found.compared.new


def test_a_renamed_organisation_and_those_that_name_it(compare: Compare) -> None:
    def renamed(root: Path) -> None:
        _moved(root)
        _write(
            "catalogue/_redirections.yml",
            "- {de: organisations/covoit, vers: organisations/covoit-scic, le: 2026-11-23}\n",
        )(root)

    found = compare(renamed)
    first, second = _data(found)["entries"]
    assert (first["change"], first["address"], first["from"]) == (
        "renamed", "organisations/covoit-scic/", "organisations/covoit/",
    )  # fmt: skip
    assert (second["change"], second["fields"], found.entries[1].quiet) == ("changed", [], True)
    assert _data(found)["lost"] == []
    told = _page(found).text
    assert "Son ancienne adresse, organisations/covoit/, mène à la nouvelle." in told
    assert "Fiches dont les mots ne changent pas 1" in told
    assert "La liste des fiches renommées change." in told


def test_an_address_that_nobody_redirects_stands_first(compare: Compare) -> None:
    found = compare(_moved)
    assert _data(found)["lost"] == ["organisations/covoit/"]
    assert found.entries[0].change == "renamed"  # by its name
    told = _page(found).text
    assert "autres pages changent. Adresses qui ne répondront plus" in told.replace("\u00a0", " ")
    assert "Son ancienne adresse, organisations/covoit/, ne répondra plus." in told


def test_an_offer_that_goes_and_one_that_is_withdrawn(compare: Compare) -> None:
    gone = compare(lambda root: (root / OFFER).unlink())
    assert [entry.change for entry in gone.entries] == ["removed"]
    assert _data(gone)["lost"] == ["offres/covoiturer/"]
    assert "1 fiche disparue" in _page(gone).text
    assert "La page, telle qu’on la lisait Avant Offres Covoiturer" in _page(gone).text


def test_of_what_is_withdrawn_on_request_nothing_is_told(compare: Compare) -> None:
    def withdrawn(root: Path) -> None:
        (root / OFFER).unlink()
        _write("catalogue/_retraits.yml", "- {adresse: offres/covoiturer, le: 2026-11-23}\n")(root)

    found = compare(withdrawn)
    (entry,) = _data(found)["entries"]
    assert (entry["change"], entry["name"], entry["card"], entry["fields"]) == (
        "removed",
        "covoiturer",
        None,
        [],
    )
    assert _data(found)["lost"] == []
    told = _page(found).text
    assert "1 fiche retirée" in told
    assert "Retirée sur demande" in told
    assert "trajet partagé" not in told


def test_a_file_that_cannot_be_read_is_not_lost(compare: Compare) -> None:
    found = compare(_write(OFFER, "nom: [\n"))
    (entry,) = _data(found)["entries"]
    assert (entry["change"], entry["card"], _data(found)["lost"]) == ("changed", None, [])
    assert "Ce fichier ne peut pas être lu" in _page(found).text


def test_lists_settings_and_what_members_do_not_write(compare: Compare) -> None:
    def several(root: Path) -> None:
        _edit("catalogue/vocabulaires/besoins.yml", ("Se déplacer", "Aller d’un lieu à l’autre"))(root)
        for path in ("communs.yml", "docs/regles.md", "catalogue/_wikidata/Q90.json", "scripts/x.py"):
            _write(path, "{}\n")(root)

    found = compare(several)
    told = _page(found).text.replace("\u00a0", " ")
    assert _data(found)["elsewhere"] == [
        "catalogue/_wikidata/Q90.json",
        "communs.yml",
        "docs/regles.md",
        "scripts/x.py",
    ]
    assert "Les pages qui changent La liste « besoins » change. Les réglages du catalogue changent." in told
    assert "Cette proposition touche aussi" in told
    assert "besoins/se-deplacer/" in told
    assert found.entries == []


def test_a_field_that_is_retired_is_told_of_each_entry_that_has_it(compare: Compare) -> None:
    def before(root: Path) -> None:
        shutil.copytree(ROOT / "schemas", root / "schemas")
        _edit(OFFER, ("verifie_le: 2026-11-02", "frais_precisions: 5 €\nverifie_le: 2025-03-02"))(root)

    found = compare(retire, before=before)
    told = [(finding.path, finding.rule) for finding in found.report.findings]
    assert told == [(OFFER, "champ-retire")]  # and not that it has to be confirmed, which it had before
    assert found.entries == []


def test_it_is_told_in_english(compare: Compare) -> None:
    found = compare(_edit(OFFER, ("Trouver un trajet partagé.", "Trouver une place.")), "en")
    told = _page(found).text
    assert "What this proposal changes 1 entry changed" in told
    assert 'lang="fr"' in page.html(found, lambda name: "")
    assert _data(found)["entries"][0]["fields"][0]["label"] == "Summary"


def test_without_what_stood_before(tmp_path: Path, check: Callable[[Path], pipeline.Checked]) -> None:
    found = previewing.compare(None, check(lay(None, tmp_path)), {OFFER})
    assert _data(found)["entries"][0]["change"] == "added"
    assert "L’état d’avant ne peut pas être lu" in _page(found).text


def test_hostile_words_stay_words(compare: Compare) -> None:
    trap = "<script>alert(1)</script><img src=https://x.example onerror=alert(1)></style>"
    told = NEW.replace("Vélos à louer", f"'{trap}'").replace("Des vélos pour la journée.", f"'{trap} \u202e'")
    told = told.replace("https://velos.example.org/", "javascript:alert(1)")
    told += f"description: '{trap} [ici](javascript:alert(1)) ![là](https://x.example/y.png)'\n"
    found = compare(_write("catalogue/offres/velos.yml", told))
    shown = _page(found)
    assert "<script>alert(1)</script>" in shown.text
    assert [link for link in shown.links if link.startswith(("javascript", "data:text"))] == []
    told = {
        name: value for name, value in _data(found).items() if name != "lines"
    }  # as a correction finds them
    assert "\u202e" not in json.dumps(told, ensure_ascii=False)


def test_links_lead_to_the_published_site_and_only_where_it_has_the_page(compare: Compare) -> None:
    settings = _write("communs.yml", "nom: Essai\nadresse_du_site: https://communs.example.org\n")
    found = compare(_write("catalogue/offres/velos.yml", NEW), before=settings)
    links = _page(found).links
    assert "https://communs.example.org/organisations/covoit/" in links
    assert [link for link in links if link.endswith(("/offres/velos/", "/commune-35238/"))] == []


def test_many_entries_and_findings_stay_within_bounds(compare: Compare) -> None:
    found = compare(_write("catalogue/offres/velos.yml", NEW.replace("[se-deplacer]", "[se-deplace]")))
    (entry,) = found.entries
    row = replace(entry.rows[0], before=("é" * 5000,), after=("è" * 5000,))
    many = replace(
        found,
        entries=[replace(entry, rows=[row] * 90)] * 400,
        report=replace(found.report, findings=list(found.report.findings) * 400),
        changed={f"docs/{number}-{'é' * 400}.md" for number in range(500)},
    )
    told = _data(many)
    assert told["left"]["entries"] == 400 - len(told["entries"]) > 0
    assert told["left"]["findings"] == len(many.report.findings) - len(told["findings"]) > 0
    html = page.html(replace(many, entries=[entry] * 350), lambda name: "")
    assert html.count('<article class="cm-changee"') == page.CARDS
    assert html.count('<details class="cm-rendus"') == page.WHOLE
    assert "ne sont pas montrées ici\u00a0: 50." in html


@pytest.mark.slow
def test_it_stands_alone_and_everybody_can_read_it(
    compare: Compare, chromium: Browser, tmp_path: Path
) -> None:
    def several(root: Path) -> None:
        _edit("catalogue/offres/covoiturer.yml", ("Trouver un trajet partagé.", "Trouver une place."))(root)
        _write("catalogue/offres/velos.yml", NEW.replace("[covoit]", "[covoitt]"))(root)
        (root / "catalogue/communs/carte-libre.yml").unlink()

    file = tmp_path / "apercu.html"
    file.write_text(page.html(compare(several), lambda name: ""), encoding="utf-8")
    for width, scheme in ((PHONE, "light"), (DESKTOP, "dark")):
        asked: list[str] = []
        opened = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
        opened.on("request", lambda request, asked=asked: asked.append(request.url))
        opened.goto(file.as_uri())
        for summary in opened.locator("summary").all():
            summary.click()
        assert violations(opened) == []
        assert opened.evaluate("document.documentElement.scrollWidth") <= width
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
        opened.close()


@pytest.mark.slow
@pytest.mark.parametrize("case", sorted((CASES / "invalides").iterdir()), ids=lambda case: case.name)
def test_whatever_is_wrong_the_page_is_made(
    case: Path, tmp_path: Path, check: Callable[[Path], pipeline.Checked]
) -> None:
    root = lay(case, tmp_path)
    MADE.get(case.name, lambda _: None)(root)
    checked = check(root)
    found = previewing.compare(None, checked, {finding.path for finding in checked.findings})
    assert _data(found)["counts"]["error"] == len(checked.errors)
    assert "Constats" in _page(found).text
