"""The real pre-commit installs our hooks in a member's repository and runs them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import ENVIRONMENT, git
from tests.conftest import ROOT, lay

PRE_COMMIT = Path(sys.executable).with_name("pre-commit")
SLIP = """\
nom: Essai
resume: Un essai.
famille: [Collectivité]
territoires: [france]
site_web: https://essai.example.org
verifie_le: 2026-11-01
"""


@pytest.fixture(scope="module")
def member(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A member's repository that asks for our hooks, as they are in this work tree."""
    tool, member = tmp_path_factory.mktemp("outil"), tmp_path_factory.mktemp("membre")
    for path in git(ROOT, "ls-files", "-co", "--exclude-standard", "-z").split("\0"):
        if path and not path.startswith(("catalogue/", "docs/")) and (ROOT / path).is_file():
            (tool / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / path, tool / path)
    git(tool, "init", "-q")
    git(tool, "add", "-A")
    git(tool, "commit", "-qm", "outil")
    lay(None, member)
    shutil.copytree(ROOT / "schemas", member / "schemas")
    (member / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {tool.as_uri()}\n  rev: {git(tool, 'rev-parse', 'HEAD').strip()}\n"
        "  hooks: [{id: communs-validate}, {id: communs-fix, stages: [manual]}]\n"
    )
    git(member, "init", "-q")
    git(member, "add", "-A")
    return member


def _locked(path: Path) -> Path:
    """The versions of our lock, so that what was released since changes nothing here."""
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    path.write_text("\n".join(re.findall(r"^\w\S+==[^\\\n]+", lock, re.MULTILINE)))
    return path


def _hook(member: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **ENVIRONMENT,
        "PRE_COMMIT_HOME": str(member.with_name("pre-commit")),
        "PRE_COMMIT_COLOR": "never",
        "PIP_CONSTRAINT": str(_locked(member.with_name("versions.txt"))),
    }
    environment.pop("VIRTUAL_ENV", None)
    return subprocess.run(
        [PRE_COMMIT, "run", *words, "--all-files", "--verbose"],
        cwd=member, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.slow
def test_a_member_commits_only_what_is_right(member: Path) -> None:
    done = _hook(member)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Tout est bon." in done.stdout
    slip = member / "catalogue" / "organisations" / "essai.yml"
    slip.write_text(SLIP)
    git(member, "add", "-A")
    done = _hook(member)
    assert done.returncode == 1
    assert "Vouliez-vous écrire «\u00a0collectivite\u00a0»" in done.stdout
    _hook(member, "communs-fix", "--hook-stage", "manual")
    assert "famille: [collectivite]" in slip.read_text()
