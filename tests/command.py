"""The real command, as it is installed beside this Python."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

COMMUNS = Path(sys.executable).with_name("communs")
# What `make test` says to a make below it is no part of what a member's machine says
OUTSIDE = {
    name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}
}
ENVIRONMENT = {**OUTSIDE, "SOURCE_DATE_EPOCH": "1795435200", "NO_COLOR": "1", "NO_MKDOCS_2_WARNING": "1"}


def communs(root: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run `communs --root ROOT …` and keep what it says."""
    return run([COMMUNS, "--root", root, *words])


def run(command: list[str | Path], folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command on the day of the tests."""
    return subprocess.run(
        command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, encoding="utf-8", check=False
    )


def git(folder: Path, *words: str) -> str:
    """Run git as somebody who signs nothing, and keep what it says."""
    who = ("-c", "user.name=Essai", "-c", "user.email=essai@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", "-C", folder, *who, *words], check=True, capture_output=True, text=True)
    return done.stdout
