"""`communs deploy`: a built folder, and nothing else, becomes a branch without a past."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command import git
from tests.forges.clone import Clone, cloned


@pytest.fixture
def clone(tmp_path: Path) -> Iterator[Clone]:
    with cloned("forgejo", tmp_path) as found:
        found.write("site/index.html", "Bonjour\n")
        found.write("site/.cache/a.json", "{}\n")
        found.write("site/.domains", "communs.example.org\n")
        found.write("site/.gitignore", "*.json\n")
        yield found


def deploy(clone: Clone, site: str = "site", *words: str, branch: str = "pages") -> tuple[int, str, str]:
    done = clone.run("deploy", clone.root / site, "--branch", branch, *words)
    return done.exit_code, done.stdout.replace("\u00a0", " "), done.stderr.replace("\u00a0", " ")


def test_the_folder_is_the_branch_whatever_that_held_before(clone: Clone) -> None:
    before = clone.state()
    assert deploy(clone) == (0, "4 fichiers publiés sur la branche « pages ».\n", "")
    assert git(clone.origin, "ls-tree", "-r", "--name-only", "pages").split() == [
        ".cache/a.json", ".domains", ".gitignore", "index.html",
    ]  # fmt: skip
    (clone.root / "site/.cache/a.json").unlink()
    clone.write("site/index.html", "Bonsoir\r\n")
    assert deploy(clone, "site", "--message", "Le site du soir")[0] == 0
    assert clone.at("pages", "%P|%s|%an") == "|Le site du soir|communs"
    assert git(clone.origin, "ls-tree", "-r", "--name-only", "pages").split() == [
        ".domains", ".gitignore", "index.html",
    ]  # fmt: skip
    shown = git(clone.origin, "cat-file", "-s", "pages:index.html")
    assert shown.strip() == str(len("Bonsoir\r\n"))
    assert clone.state() == before


@pytest.mark.parametrize("site", ["vide", "absent"])
def test_what_is_no_site_is_refused(clone: Clone, site: str) -> None:
    (clone.root / "vide").mkdir()
    assert deploy(clone, site) == (
        2, "", f"communs : {clone.root}/{site} n’est pas un site construit : il n’y a pas d’index.html.\n",
    )  # fmt: skip
    assert clone.forge.asked == []


def test_the_main_branch_is_refused(clone: Clone) -> None:
    assert deploy(clone, branch="main") == (
        2, "", "communs : « main » est la branche principale : le robot n’y écrit jamais.\n",
    )  # fmt: skip


def test_a_token_that_may_not_push_is_told(clone: Clone) -> None:
    clone.forge.denied.add("code")
    code, said, complaint = deploy(clone)
    assert (code, said) == (2, "")
    assert "créez un jeton avec le droit « write:repository »" in complaint
    assert clone.forge.token not in complaint
