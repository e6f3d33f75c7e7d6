"""`communs preview` and `communs validate --output`, in small repositories of the real git."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from communs import git, previewing
from communs.cli import main
from communs.preview import data, page
from communs.reading.decoding import MAX_BYTES
from tests.command import git as run_git
from tests.conftest import ROOT, lay

pytestmark = pytest.mark.slow

OFFER = "catalogue/offres/covoiturer.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The base catalogue, committed on `main`."""
    root = lay(None, tmp_path / "depot")
    shutil.copytree(ROOT / "schemas", root / "schemas")
    (root / ".gitignore").write_text(".cache/\n")
    run_git(root, "init", "-q", "-b", "main")
    _commit(root)
    return root


def _commit(root: Path) -> str:
    run_git(root, "add", ".")
    run_git(root, "commit", "-qm", "un pas")
    return run_git(root, "rev-parse", "HEAD").strip()


def _edit(root: Path, path: str, old: str, new: str) -> None:
    content = (root / path).read_text()
    assert old in content
    (root / path).write_text(content.replace(old, new))


def _communs(root: Path, *words: str | Path) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), *map(str, words)])


def test_it_writes_a_page_and_its_data(root: Path) -> None:
    start = run_git(root, "rev-parse", "HEAD").strip()
    _edit(root, OFFER, "Trouver un trajet partagé.", "Trouver une place.")
    done = _communs(root, "preview", "--since", "main")
    folder = root / ".cache" / "apercu"
    assert (done.exit_code, done.stdout) == (0, f"L’aperçu est dans {folder / 'index.html'}.\n")
    told = json.loads((folder / "proposition.json").read_text())
    assert (told["base"], told["head"]) == (start, "")
    assert told["entries"][0]["fields"] == [
        {"label": "Résumé", "before": "Trouver un trajet partagé.", "after": "Trouver une place."}
    ]
    assert "Trouver une place." in (folder / "index.html").read_text()


def test_two_commits_are_compared_as_data(root: Path) -> None:
    """Whatever stands in the folder now; attributes of the proposal have no say, links lead nowhere."""
    start = run_git(root, "rev-parse", "HEAD").strip()
    run_git(root, "switch", "-qc", "proposition")
    _edit(root, OFFER, "Trouver un trajet partagé.", "Trouver une place.")
    (root / ".gitattributes").write_text("catalogue/** export-ignore\n")
    secret = root.parent / "secret.yml"
    secret.write_text("nom: Secret\n")
    (root / "catalogue/offres/dehors.yml").symlink_to(secret)
    (root / "communs.yml").symlink_to(secret)
    head = _commit(root)
    run_git(root, "switch", "-q", "main")
    _edit(root, OFFER, "Trouver un trajet partagé.", "Autre chose.")
    _commit(root)
    found = previewing.between(root, "main", head)
    told = data.data(found)
    assert (told["base"], told["head"]) == (start, head)
    assert [entry["change"] for entry in told["entries"]] == ["added", "changed"]
    assert [finding["rule"] for finding in told["findings"]] == ["lien-symbolique"]
    assert "Secret" not in page.html(found, lambda name: "") + json.dumps(told)
    assert told["elsewhere"] == [".gitattributes", "communs.yml"]


def test_what_stood_before_needs_no_catalogue(root: Path) -> None:
    run_git(root, "switch", "-q", "--orphan", "vide")
    run_git(root, "commit", "-q", "--allow-empty", "-m", "vide")
    run_git(root, "switch", "-q", "main")
    found = previewing.between(root, "vide", "main")
    assert found.before is None
    assert {entry.change for entry in found.entries} == {"added"}


def test_files_are_given_as_git_keeps_them(root: Path) -> None:
    (root / "catalogue/offres/grand.yml").write_bytes(b"a" * (MAX_BYTES + 10))
    (root / "catalogue/offres/vide.yml").write_bytes(b"")
    (root / "catalogue/offres/lien.yml").symlink_to("/etc/passwd")
    commit = _commit(root)
    found = dict(git.files(root, commit, ["catalogue/offres", "rien"]))
    assert {path: None if content is None else len(content) for path, content in found.items()} == {
        OFFER: (root / OFFER).stat().st_size,
        "catalogue/offres/grand.yml": MAX_BYTES + 1,
        "catalogue/offres/vide.yml": 0,
        "catalogue/offres/lien.yml": None,
    }
    assert dict(git.files(root / "catalogue", commit, ["offres"])).keys() == {
        path.removeprefix("catalogue/") for path in found
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            [],
            "communs : Depuis quelle révision\u00a0? Par exemple\u00a0: communs preview --since origin/main\n",
        ),
        (["--since", "ailleurs"], "communs : git ne connaît pas la révision «\u00a0ailleurs\u00a0»"),
        (["--since", "ailleurs", "--lang", "en"], "communs : git does not know the revision “ailleurs”"),
    ],
)
def test_it_says_why_it_cannot_work(root: Path, words: list[str], said: str) -> None:
    done = _communs(root, "preview", *words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(said)


def test_without_git_it_cannot_work(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert _communs(root, "preview", "--since", "main").exit_code == 2


def test_pictures_are_in_the_page_as_long_as_there_is_room(tmp_path: Path) -> None:
    folder = tmp_path / "catalogue/_medias"
    folder.mkdir(parents=True)
    (folder / "logo.png").write_bytes(b"image")
    (folder / "affiche.png").write_bytes(b"x" * 200_000)
    (folder / "cachee.png").write_bytes(b"image")
    picture = previewing._pictures(tmp_path, {"logo.png", "affiche.png", "absente.png"})
    assert picture("logo.png") == "data:image/png;base64,aW1hZ2U="
    assert [picture(name) for name in ("affiche.png", "absente.png", "cachee.png")] == ["", "", ""]


def test_the_report_goes_to_files_too(root: Path, tmp_path: Path) -> None:
    _edit(root, OFFER, "se-deplacer", "se-deplace")
    alone = _communs(root, "validate")
    summary, quality = tmp_path / "neuf/resume.md", tmp_path / "qualite.json"
    summary.parent.mkdir()
    summary.write_text("ancien")
    done = _communs(root, "validate", "--output", f"markdown={summary}", "--output", f"gitlab={quality}")
    assert (done.exit_code, done.stdout, done.stderr) == (1, alone.stdout, alone.stderr)
    assert summary.read_text().startswith("**1 erreur.**")
    assert [issue["check_name"] for issue in json.loads(quality.read_text())] == ["valeur-inconnue"]


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("pdf=a.pdf", "«\u00a0pdf=a.pdf\u00a0» n’est pas une forme et un fichier"),
        ("markdown", "«\u00a0markdown\u00a0» n’est pas une forme et un fichier"),
        ("markdown=/dev/null/a.md", "/dev/null/a.md ne peut pas être écrit"),
    ],
)
def test_an_output_that_cannot_be_is_told(root: Path, output: str, said: str) -> None:
    done = _communs(root, "validate", "--output", output)
    assert done.exit_code == 2
    assert done.stderr.startswith(f"communs : {said}")
