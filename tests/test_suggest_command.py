"""`communs suggest`: recorded items are found again by entries that do not name them, and nothing is written by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from communs.cli import main
from communs.facts import Facts, write
from tests import command
from tests.conftest import ROOT, lay
from tests.test_candidates import item
from tests.wikibase import faults
from tests.wikibase.documents import MADE
from tests.wikibase.server import Wikibase

pytestmark = pytest.mark.slow  # whole refreshes over real sockets

SETTINGS = "nom: Le catalogue\ncontact: equipe@catalogue-des-communs.fr\n"
CONTACT = "contact: {courriel: contact@exemple.fr}\n"
REST = f"resume: Une fiche.\nfamille: [plateforme-cooperative]\n{CONTACT}verifie_le: 2026-11-02\n"
ENTRIES = {
    "coop": f'nom: La coop\nterritoires: [france]\n{REST}identifiants:\n  # relu en mai\n  siren: "732829320"\n',
    "ecosse": f"nom: Écosse\nterritoires: [europe]\nsite_web: https://www.scotland.org\n{REST}",
    "verla": f"nom: Verla\nterritoires: ['pays:FI']\n{REST}",
    "nulle-part": f"nom: Ce que personne ne connaît\nterritoires: [france]\nbrouillon: true\n{REST}",
}
FOUND = """\
La coop (catalogue/organisations/coop.yml)
  Q910000001 Coop Exemple, coopérative de covoiturage : même SIREN
    https://www.wikidata.org/wiki/Q910000001
Écosse (catalogue/organisations/ecosse.yml)
  Q22 Écosse, nation constitutive du Royaume-Uni : même site web, même nom
    https://www.wikidata.org/wiki/Q22
  Q901 Écosse, district de la municipalité spéciale de Taipei : même nom, désaccord : site web
    https://www.wikidata.org/wiki/Q901
Verla (catalogue/organisations/verla.yml)
  Q217447 Verla, Finnish UNESCO world heritage site : même nom, même pays (Finlande)
    https://www.wikidata.org/wiki/Q217447
  Q902 Verla, district de la municipalité spéciale de Taipei : même nom
    https://www.wikidata.org/wiki/Q902
3 fiches ont une proposition, 1 n’en a aucune.
Pour en accepter une, ajoutez à la fiche : identifiants: {wikidata: Q…}
"""


@pytest.fixture
def wikibase() -> Iterator[Wikibase]:
    """The recorded items, with others of the same names."""
    with Wikibase() as served:
        served.items[MADE] = item(MADE)
        for number, label in enumerate(("La coop", "Écosse", "Verla")):
            served.items[f"Q{900 + number}"] = item("Q271094", label, f"Q{900 + number}")
        served.items["Q33"] = {
            "id": "Q33",
            "labels": {
                "fr": {"language": "fr", "value": "Finlande"},
                "en": {"language": "en", "value": "Finland"},
            },
        }
        yield served


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A catalogue whose entries name no item."""
    lay(None, tmp_path)
    for path in tmp_path.glob("catalogue/[!v]*/*.yml"):
        path.unlink()
    (tmp_path / "schemas").symlink_to(ROOT / "schemas")
    (tmp_path / "communs.yml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "catalogue/organisations").mkdir(exist_ok=True)
    for name, entry in ENTRIES.items():
        (tmp_path / f"catalogue/organisations/{name}.yml").write_text(entry, encoding="utf-8", newline="")
    return tmp_path


def suggest(root: Path, wikibase: Wikibase, *words: str | Path) -> Result:
    """What the command says."""
    told = ("--root", root, "suggest", "--api-url", wikibase.api, *words)
    return CliRunner().invoke(main, [str(word) for word in told], catch_exceptions=False)


def test_the_items_are_found_again_with_few_questions(root: Path, wikibase: Wikibase) -> None:
    done = suggest(root, wikibase)
    assert (done.exit_code, done.stdout, done.stderr) == (0, FOUND, "")
    assert wikibase.whats() == [
        "search", "exturlusage", *["wbsearchentities"] * 3, "wbgetentities", "wbgetentities"
    ]  # fmt: skip


def test_in_english(root: Path, wikibase: Wikibase) -> None:
    done = suggest(root, wikibase, "--lang", "en", "--only", "verla", "organisations/nulle-part")
    assert (
        done.stdout
        == """\
Verla (catalogue/organisations/verla.yml)
  Q217447 Verla, Finnish UNESCO world heritage site: same name, same country (Finland)
    https://www.wikidata.org/wiki/Q217447
  Q902 Verla, A district in Taipei: same name
    https://www.wikidata.org/wiki/Q902
1 entry has a suggestion, 1 has none.
To accept one, add to the entry: identifiants: {wikidata: Q…}
"""
    )


def test_an_item_that_another_entry_names_is_no_candidate(root: Path, wikibase: Wikibase) -> None:
    (root / "catalogue/organisations/jumelle.yml").write_text(
        f"nom: Jumelle\nterritoires: [france]\n{REST}identifiants: {{wikidata: Q7}}\n", encoding="utf-8"
    )
    merged = Facts(requested="Q7", resolved="Q217447")
    (root / merged.path).parent.mkdir()
    (root / merged.path).write_bytes(write(merged))
    assert "Q217447" not in suggest(root, wikibase, "--only", "verla").output


def test_a_site_that_very_many_items_cite_says_nothing(root: Path, wikibase: Wikibase) -> None:
    for number in range(60):
        other = item("Q22", "Autre", f"Q{1000 + number}")
        wikibase.items[other["id"]] = other
    told = suggest(root, wikibase, "--only", "ecosse").stdout
    assert "Q22 " in told
    assert len(wikibase.asked) == 4
    assert len(wikibase.asked[2].params["ids"].split("|")) == 2


@pytest.mark.parametrize("end", ["\n", "\r\n", ""], ids=["lf", "crlf", "no end"])
def test_what_is_sure_becomes_a_patch_that_git_applies(root: Path, wikibase: Wikibase, end: str) -> None:
    for path in root.glob("catalogue/organisations/*.yml"):
        content = path.read_text(encoding="utf-8").replace("\n", end or "\n")
        path.write_text(content if end else content.rstrip("\n"), encoding="utf-8", newline="")
    before = {path: path.read_bytes() for path in root.glob("catalogue/organisations/*.yml")}
    patch = root / "propositions.patch"
    done = suggest(root, wikibase, "--write", patch)
    assert done.stdout == (
        f"{FOUND}2 rattachements sûrs sont écrits dans {patch}. Relisez-les, puis : git apply {patch}\n"
    )
    assert {path: path.read_bytes() for path in before} == before
    command.git(root, "init", "--quiet")
    command.git(root, "apply", patch.name)
    lines = {path.stem: path.read_bytes().decode().split(end or "\n") for path in before}
    assert lines["coop"][6:10] == [
        "identifiants:",
        "  # relu en mai",
        "  wikidata: Q910000001",
        '  siren: "732829320"',
    ]
    for path, old in before.items():
        added = [line for line in lines[path.stem] if line not in old.decode().split(end or "\n")]
        assert all(line.startswith(("identifiants:", "  wikidata: Q")) for line in added)
    assert command.communs(root, "validate", "catalogue/organisations").returncode == 0


def test_what_is_not_sure_is_not_written(root: Path, wikibase: Wikibase) -> None:
    patch = root / "propositions.patch"
    done = suggest(root, wikibase, "--only", "nulle-part", "--write", patch)
    assert done.stdout == (
        f"Aucune fiche n’a de proposition.\nAucune proposition n’est assez sûre : {patch} n’est pas écrit.\n"
    )
    assert not patch.exists()


def test_what_another_kind_of_entry_names_is_shown_and_not_sure(root: Path, wikibase: Wikibase) -> None:
    (root / "catalogue/communs/coop.yml").write_text(
        f"nom: La coop, le logiciel\nidentifiants: {{wikidata: {MADE}}}\n", encoding="utf-8"
    )
    done = suggest(root, wikibase, "--only", "organisations/coop", "--write", root / "un.patch")
    assert "Q910000001 Coop Exemple" in done.stdout
    assert "Aucune proposition n’est assez sûre" in done.stdout


@pytest.mark.parametrize(
    ("known", "written"),
    [
        ('identifiants: {siren: "732829320"}\n', 'identifiants: {wikidata: Q910000001, siren: "732829320"}\n'),
        ('"identifiants": {\n  siren: "732829320"\n}\n', 'identifiants:\n  wikidata: Q910000001\n  siren: "732829320"\n'),
    ],
)  # fmt: skip
def test_the_item_joins_the_other_identifiers(
    root: Path, wikibase: Wikibase, known: str, written: str
) -> None:
    path = root / "catalogue/organisations/coop.yml"
    head = ENTRIES["coop"].partition("identifiants")[0]
    path.write_text(head + known, encoding="utf-8")
    suggest(root, wikibase, "--only", "coop", "--write", root / "un.patch")
    command.git(root, "init", "--quiet")
    command.git(root, "apply", "un.patch")
    assert path.read_text(encoding="utf-8") == head + written


def test_what_could_not_be_searched_is_said(root: Path, wikibase: Wikibase) -> None:
    wikibase.faults[3] = faults.error("badvalue")
    done = suggest(root, wikibase)
    assert done.exit_code == 3
    assert "Q22 Écosse" in done.stdout
    assert done.stderr.startswith("1 fiche n’a pas pu être cherchée jusqu’au bout\u00a0:\n  127.0.0.1:")
    assert done.stderr.endswith("\n    catalogue/organisations/nulle-part.yml\n")
    assert "3 fiches ont une proposition.\n" in done.stdout


@pytest.mark.parametrize("number", [0, 5, 6], ids=["searching", "reading", "naming places"])
def test_where_nothing_answers_nothing_more_is_asked(root: Path, wikibase: Wikibase, number: int) -> None:
    for later in range(number, number + 9):
        wikibase.faults[later] = faults.page(403)
    done = suggest(root, wikibase)
    assert (done.exit_code, len(wikibase.asked)) == (3, number + 1)
    assert done.stderr.count("catalogue/organisations/") == (4 if number == 0 else 3)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--only", "verlla"], "Aucune fiche sans élément ne s’appelle « verlla ». Vouliez-vous écrire « verla » ?"),
        (["--only", "zzzzzzzzzz"], "Aucune fiche sans élément ne s’appelle « zzzzzzzzzz »."),
    ],
)  # fmt: skip
def test_an_unknown_entry_stops_it(root: Path, wikibase: Wikibase, words: list[str], said: str) -> None:
    done = suggest(root, wikibase, *words)
    assert (done.exit_code, done.stderr, wikibase.asked) == (2, f"communs : {said}\n", [])


def test_it_asks_nothing_without_a_contact(root: Path, wikibase: Wikibase) -> None:
    (root / "communs.yml").write_text("nom: Le catalogue\n", encoding="utf-8")
    done = suggest(root, wikibase)
    assert (done.exit_code, wikibase.asked) == (2, [])
    assert "communs.yml" in done.stderr


def test_there_may_be_nothing_to_search(root: Path, wikibase: Wikibase) -> None:
    for path in root.glob("catalogue/organisations/*.yml"):
        path.unlink()
    done = suggest(root, wikibase)
    assert (done.exit_code, done.stdout) == (0, "Aucune fiche n’attend d’élément de Wikidata.\n")
