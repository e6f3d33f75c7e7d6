"""The files of this repository as they stand, committed or not → a forge's bare repository, and clean clones of it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.ci.web import DOMAIN
from tests.command import git

ROOT = Path(__file__).parents[2]
_OUT = re.compile(r"catalogue/|tests/(?!cases/invalides/)")  # no step that is run here needs our tests


def snapshot(into: Path) -> Path:
    """Our files, tracked or new, with the small catalogue of the cases in place of the real one."""
    listed = git(ROOT, "ls-files", "--cached", "--others", "--exclude-standard", "-z").split("\0")
    kept = [name for name in listed if name and not _OUT.match(name) and (ROOT / name).exists()]
    for name in kept:
        (into / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, into / name, follow_symlinks=False)
    shutil.copytree(ROOT / "tests/cases/base/catalogue", into / "catalogue")
    for path in (into / "catalogue").rglob("*.yml"):
        path.write_text(
            path.read_text().replace("example.org", DOMAIN)
        )  # nobody follows a link to example.org
    return into


def outfit(clone: Path) -> None:
    """What `make .venv/pret` leaves on a runner: here the tools of whoever runs the tests."""
    (clone / ".venv").mkdir()
    for name in ("bin", "lib"):
        (clone / ".venv" / name).symlink_to(Path(sys.prefix) / name)
    shutil.copy(Path(sys.prefix) / "pyvenv.cfg", clone / ".venv")
    for name in ("requirements.txt", "pyproject.toml"):
        os.utime(clone / name, (0, 0))  # make finds nothing newer than what is installed
    (clone / ".venv/pret").touch()


def take(origin: str, into: Path, *, commit: str, branch: str = "", deep: bool) -> None:
    """What a forge's checkout leaves: one commit alone, or all the history; on its branch, or detached from any."""
    git(into, "init", "-q", "-b", "vide")
    git(into, "remote", "add", "origin", origin)
    depth = ["+refs/heads/*:refs/remotes/origin/*"] if deep else ["--depth=1"]
    git(into, "fetch", "-q", "origin", *depth, commit)
    git(into, "checkout", "-q", *(["-B", branch] if branch else ["--detach"]), commit)
    outfit(into)


def said(folder: Path, command: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run the lines of a step as runners do: in bash, up to the first that fails."""
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", command],
        cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


def left(workspace: Path, token: str) -> list[str]:
    """What a job leaves in its clone that git does not ignore; never the token, anywhere in git's own files."""
    if not (workspace / ".git").exists():
        return []
    kept = [
        path for path in (workspace / ".git").rglob("*") if path.is_file() and "objects" not in path.parts
    ]
    assert not [path for path in kept if token.encode() in path.read_bytes()]
    return git(workspace, "status", "--porcelain", "--untracked-files=all").splitlines()
