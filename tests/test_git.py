"""What a proposal changed, asked from the real git."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from communs import git
from communs.disk import Unreadable
from tests.command import git as run_git

ENTRY, OTHER = "catalogue/offres/a.yml", "catalogue/offres/b.yml"


def _write(root: Path, path: str, content: str = "nom: A\n") -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(content)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    run_git(tmp_path, "init", "-q", "-b", "main")
    _write(tmp_path, ENTRY)
    _write(tmp_path, OTHER)
    run_git(tmp_path, "add", ".")
    run_git(tmp_path, "commit", "-qm", "début")
    return tmp_path


def test_nothing_changed(root: Path) -> None:
    assert git.changes(root, "HEAD") == git.Changes(paths=frozenset(), reach=False)


def test_what_is_new_or_corrected_counts_before_it_is_committed(root: Path) -> None:
    _write(root, ENTRY, "nom: B\n")
    _write(root, "catalogue/offres/été «neuf».yml")
    assert git.changes(root, "main").paths == {ENTRY, "catalogue/offres/été «neuf».yml"}
    assert not git.changes(root, "main").reach


@pytest.mark.parametrize("path", ["catalogue/vocabulaires/besoins.yml", "schemas/commun.json", "communs.yml"])
def test_lists_schemas_and_settings_reach_other_files(root: Path, path: str) -> None:
    _write(root, path)
    run_git(root, "add", ".")
    assert git.changes(root, "HEAD") == git.Changes(paths=frozenset([path]), reach=True)


def test_what_goes_away_reaches_those_who_mention_it(root: Path) -> None:
    run_git(root, "mv", ENTRY, "catalogue/offres/c.yml")
    assert git.changes(root, "HEAD") == git.Changes(
        paths=frozenset([ENTRY, "catalogue/offres/c.yml"]), reach=True
    )


def test_what_others_did_meanwhile_is_not_ours(root: Path) -> None:
    run_git(root, "switch", "-qc", "proposition")
    _write(root, ENTRY, "nom: Nous\n")
    run_git(root, "commit", "-qam", "nous")
    run_git(root, "switch", "-q", "main")
    _write(root, OTHER, "nom: Eux\n")
    run_git(root, "commit", "-qam", "eux")
    run_git(root, "switch", "-q", "proposition")
    assert git.changes(root, "main").paths == {ENTRY}


def test_without_a_common_start_the_revision_itself_is_compared(root: Path) -> None:
    run_git(root, "switch", "-q", "--orphan", "ailleurs")
    _write(root, ENTRY)
    run_git(root, "add", ".")
    run_git(root, "commit", "-qm", "ailleurs")
    assert git.changes(root, "main") == git.Changes(paths=frozenset([OTHER]), reach=True)


def test_a_catalogue_in_a_folder_of_its_repository(root: Path) -> None:
    inner = root / "sous" / "dossier"
    _write(inner, ENTRY)
    run_git(root, "add", ".")
    assert git.changes(inner, "HEAD").paths == {ENTRY}


@pytest.mark.parametrize("revision", ["nulle-part", "--output=x", "-h", "", "HEAD:communs.yml"])
def test_an_unknown_revision_is_told(root: Path, revision: str) -> None:
    with pytest.raises(Unreadable, match="git ne connaît pas la révision"):
        git.changes(root, revision)
    assert sorted(path.name for path in root.iterdir()) == [".git", "catalogue"]


def test_no_git_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Unreadable, match="git ne répond pas"):
        git.changes(root, "HEAD")
    assert git.remote(root) == ""


def test_no_repository_no_remote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert git.remote(tmp_path) == ""


def test_the_remote_is_read(root: Path) -> None:
    run_git(root, "remote", "add", "origin", "https://codeberg.org/communs/catalogue.git")
    assert git.remote(root) == "https://codeberg.org/communs/catalogue.git"


def test_what_git_remembers_is_named_from_the_top(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    _write(root, "catalogue/offres/neuf.yml")
    assert git.remembered(root, [ENTRY, "catalogue/offres/neuf.yml"]) == [ENTRY]
    run_git(root, "rm", "-q", ENTRY)
    assert git.remembered(root / "catalogue", ["offres/a.yml"]) == [ENTRY]
    assert git.remembered(tmp_path_factory.mktemp("sans-git"), [ENTRY]) == []


def test_the_day_when_each_file_of_the_catalogue_last_changed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = "catalogue/offres/été «neuf».yml"
    _write(root, new)
    _write(root, "docs/page.md")
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-03-02T12:00:00+00:00")
    run_git(root, "add", ".")
    run_git(root, "commit", "-qm", "neuf")
    told = git.changed(root)
    assert told[new] == datetime.date(2026, 3, 2)
    assert told.keys() == {ENTRY, OTHER, new}
    assert told[ENTRY] != told[new]


def test_a_shallow_clone_or_no_git_at_all_says_nothing_of_days(root: Path, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    run_git(tmp_path, "clone", "-q", "--depth", "1", root.as_uri(), str(clone))
    assert git.changed(clone) == {}
    assert git.commit(clone) == git.commit(root) != ""
    shutil.rmtree(clone / ".git")
    (tmp_path / ".git").rename(tmp_path / "git")
    assert git.changed(clone) == {}
    assert git.commit(clone) == ""


def test_the_commit_is_told_only_where_the_catalogue_is_the_one_it_holds(root: Path) -> None:
    assert len(git.commit(root)) == 40
    _write(root, "notes.txt")
    assert git.commit(root)
    _write(root, ENTRY, "nom: B\n")
    assert git.commit(root) == ""
