"""The command as people and programs meet it: exit codes, JSON, paths, languages."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from communs.cli import main
from tests.conftest import CASES, ROOT, lay

pytestmark = pytest.mark.slow  # whole catalogues and processes, command after command

SPAN = {name: {"type": "integer", "minimum": 1} for name in ("line", "column", "end_line", "end_column")}
FIX = {"type": "object", "properties": {**SPAN, "text": {"type": "string"}}, "required": [*SPAN, "text"]}
CONTRACT: dict[str, Any] = {
    "type": "object",
    "properties": {
        "findings": {"type": "array", "items": {
            "type": "object",
            "properties": {
                **SPAN, "path": {"type": "string"}, "rule": {"type": "string"},
                "severity": {"enum": ["error", "warning", "notice"]}, "message": {"type": "string"},
                "hint": {"type": ["string", "null"]}, "fix": {"anyOf": [{"type": "null"}, FIX]},
            },
            "required": [*SPAN, "path", "rule", "severity", "message", "hint", "fix"],
            "additionalProperties": False,
        }},
        "counts": {"type": "object", "required": ["error", "warning", "notice"]},
    },
    "required": ["findings", "counts"],
    "additionalProperties": False,
}  # fmt: skip


def _root(tmp_path: Path, case: str | None = None) -> Path:
    root = lay(CASES / "invalides" / case if case else None, tmp_path)
    if not (root / "schemas").exists():
        (root / "schemas").symlink_to(ROOT / "schemas")
    return root


def _run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def _command(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, as members run it."""
    words = (sys.executable, "-c", "from communs.cli import main; main()", *words)
    return subprocess.run(words, cwd=cwd, capture_output=True, text=True, timeout=60, check=False)


def test_all_is_well(tmp_path: Path) -> None:
    done = _command("validate", cwd=_root(tmp_path) / "catalogue" / "offres")
    assert (done.returncode, done.stdout, done.stderr) == (0, "Tout est bon.\n", "")


def test_errors_end_with_1(tmp_path: Path) -> None:
    done = _command("validate", "--format", "json", cwd=_root(tmp_path, "plusieurs-fautes"))
    assert (done.returncode, done.stderr) == (1, "")
    said = json.loads(done.stdout)
    jsonschema.validate(said, CONTRACT)
    assert said["counts"] == {"error": 7, "warning": 1, "notice": 0}
    keys = [(f["path"], f["line"], f["column"]) for f in said["findings"]]
    assert keys == sorted(keys)


def test_what_cannot_work_ends_with_2(tmp_path: Path) -> None:
    done = _command("validate", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("communs : Aucun dossier «\u00a0catalogue\u00a0» dans ")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "case", ["a-verifier", "expiree", "courriel-personnel", "code-postal-commune", "brouillon"]
)
def test_only_errors_block(tmp_path: Path, case: str) -> None:
    root = _root(tmp_path, case)
    assert _run("--root", root, "validate").exit_code == (1 if case == "brouillon" else 0)


def test_a_broken_schema_ends_with_2(tmp_path: Path) -> None:
    root = _root(tmp_path, "regle-du-schema")
    (root / "schemas" / "recettes" / "schema.json").write_text(
        '{"properties": {"a": {"$ref": "#/$defs/nulle-part"}}}'
    )
    done = _run("--root", root, "validate")
    assert done.exit_code == 2
    assert done.stderr == (
        "communs : schemas/recettes/schema.json:1:31\u00a0: aucune définition ne s’appelle «\u00a0nulle-part\u00a0».\n"
    )


def test_a_day_that_is_none_ends_with_2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "demain")
    assert _run("--root", _root(tmp_path), "validate").exit_code == 2


@pytest.mark.parametrize(
    "words", [["--root", "absent", "validate"], ["validate", "--format", "xml"], ["fabriquer"]]
)
def test_words_that_mean_nothing_end_with_2(words: list[str]) -> None:
    assert _run(*words).exit_code == 2


def test_github_format(tmp_path: Path) -> None:
    done = _run("--root", _root(tmp_path, "date-future"), "validate", "--format", "github")
    assert done.stdout.startswith(
        "::error file=catalogue/organisations/essai.yml,line=7,endLine=7,col=13,endColumn=23,title=date-future::"
    )


def test_in_english(tmp_path: Path) -> None:
    done = _run("--root", _root(tmp_path, "cle-en-double"), "validate", "--lang", "en")
    assert "error: The field “nom” is written twice. [cle-en-double]" in done.stdout


@pytest.mark.parametrize(
    ("path", "code", "lines"),
    [
        ("catalogue/offres/essai.yml", 1, 7),
        ("catalogue/offres/autre.yml", 0, 0),
        ("catalogue/organisations", 1, 1),
        ("catalogue/", 1, 8),
    ],
)
def test_only_some_paths(tmp_path: Path, path: str, code: int, lines: int) -> None:
    root = _root(tmp_path, "plusieurs-fautes")
    done = _run("--root", root, "validate", path)
    assert (done.exit_code, done.stdout.count("\n    → ")) == (code, lines)


def test_what_is_corrected_is_said_beside_the_report_and_what_remains_is_told(tmp_path: Path) -> None:
    root = _root(tmp_path, "champ-renomme")
    words = ("--root", root, "validate", "--fix")
    done = _run(*words)
    assert done.stderr == "4 corrections dans catalogue/organisations/essai.yml.\n"
    assert (done.exit_code, done.stdout.count("[champ-renomme]")) == (1, 1)
    assert "validate --fix" not in done.stdout  # what remains is for a person
    again = _run(*words, "--lang", "en")
    assert (again.exit_code, again.stderr) == (1, "Nothing to correct.\n")


def test_only_some_paths_are_corrected(tmp_path: Path) -> None:
    root = _root(tmp_path, "ligne-de-schema")
    done = _run(
        "--root", root, "validate", "--fix", "catalogue/vocabulaires", "catalogue/organisations/essai.yml"
    )
    assert (done.exit_code, done.stdout) == (0, "Tout est bon.\n")
    assert done.stderr == "2 corrections dans 2 fichiers.\n"
    assert "offres/schema.json" in (root / "catalogue/organisations/autre-type.yml").read_text()


def test_a_path_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = _root(tmp_path, "plusieurs-fautes")
    monkeypatch.chdir(root / "catalogue" / "organisations")
    assert _run("validate", "essai.yml").stdout.endswith("1 erreur.\n")
    assert _run("validate", "../offres/autre.yml").stdout == "Tout est bon.\n"


@pytest.mark.parametrize("path", ["catalogue/absent.yml", "/etc/hostname", ".."])
def test_a_path_that_is_none_of_ours_ends_with_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    root = _root(tmp_path / "depot")
    monkeypatch.chdir(root)
    assert _run("validate", path).exit_code == 2


def test_new_writes_an_entry_and_never_over_one(tmp_path: Path) -> None:
    root = _root(tmp_path)
    words = ("--root", root, "new", "offres", "louer-un-velo", "--set", "nom=Louer un vélo")
    done = _run(*words)
    path = root / "catalogue" / "offres" / "louer-un-velo.yml"
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        "catalogue/offres/louer-un-velo.yml est écrite. "
        "Complétez-la, puis\u00a0: communs validate catalogue/offres/louer-un-velo.yml\n"
    )
    assert "\nnom: Louer un vélo\n" in path.read_text()
    assert _run("--root", root, "validate").stdout == "Tout est bon.\n"
    path.write_text("à moi\n")
    again = _run(*words)
    assert (again.exit_code, path.read_text()) == (1, "à moi\n")
    assert (
        again.stderr
        == "communs : catalogue/offres/louer-un-velo.yml existe déjà\u00a0; rien n’a été écrit.\n"
    )


@pytest.mark.parametrize(
    "words",
    [
        ("offre", "a"),
        ("offres", "Mon Offre"),
        ("offres", "../a"),
        ("offres", "a", "--set", "prix=3"),
        ("offres", "a", "--set", "nom"),
        ("offres", "a", "--set", "nom=\x1b[2J"),
        ("offres",),
        (),
    ],
)
def test_new_refuses_what_cannot_stand(tmp_path: Path, words: tuple[str, ...]) -> None:
    root = _root(tmp_path)
    before = sorted(root.rglob("*.yml"))
    done = _run("--root", root, "new", *words)
    assert (done.exit_code, done.stderr[:10]) == (2, "communs : ")
    assert sorted(root.rglob("*.yml")) == before


def test_new_says_what_it_refuses_in_the_language_asked_for(tmp_path: Path) -> None:
    root = _root(tmp_path)
    said = "communs : «\u00a0offre\u00a0» n’est pas un type de fiche. Vouliez-vous écrire «\u00a0offres\u00a0»\u00a0?\n"
    assert _run("--root", root, "new", "offre", "a").stderr == said
    english = _run("--root", root, "new", "Offers", "a", "--lang", "en").stderr
    assert english == "communs : “Offers” is not a kind of entry. Did you mean “offres”?\n"
    assert _run("--root", root, "new", "offres", "covoiturer", "--lang", "en").stderr == (
        "communs : catalogue/offres/covoiturer.yml exists already; nothing was written.\n"
    )


def test_new_on_a_catalogue_with_faults_still_works(tmp_path: Path) -> None:
    root = _root(tmp_path, "plusieurs-fautes")
    assert _run("--root", root, "new", "organisations", "neuve").exit_code == 0


def test_every_kind_can_be_begun_in_the_real_catalogue(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "catalogue", tmp_path / "catalogue")
    (tmp_path / "schemas").symlink_to(ROOT / "schemas")
    declaration = next((ROOT / "catalogue" / "declarations").glob("*.yml")).stem
    organisation = next((ROOT / "catalogue" / "organisations").glob("*.yml")).stem
    names = []
    for schema in sorted((ROOT / "schemas").glob("*/schema.json")):
        kind = schema.parent.name
        name = f"{declaration}--{organisation}" if kind == "signatures" else f"nouvelle-fiche-{kind}"
        names.append(f"catalogue/{kind}/{name}.yml")
        assert _run("--root", tmp_path, "new", kind, name).exit_code == 0
    done = _run("--root", tmp_path, "validate", *names)
    assert (done.exit_code, done.stdout) == (0, "Tout est bon.\n")


def test_the_real_catalogue_has_no_error() -> None:
    done = _command("validate", "--format", "json", cwd=ROOT)
    assert [f for f in json.loads(done.stdout)["findings"] if f["severity"] == "error"] == []
    assert done.returncode == 0


def test_help_is_there() -> None:
    assert "communs new offres mon-offre" in _run("new", "--help").stdout


def test_the_help_is_whole_and_french() -> None:
    said = _run("--help").stdout
    assert "..." not in said.partition("Commands:")[2]
    assert all(command.short_help for command in main.commands.values())
    for words in (["--help"], *([name, "-h"] for name in main.commands)):
        assert "Affiche cette aide." in _run(*words).stdout
