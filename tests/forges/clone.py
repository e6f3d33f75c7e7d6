"""A clone of a catalogue as a job of a forge has it: made from a forge that serves git too."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from click.testing import CliRunner, Result

from communs.cli import main
from tests.command import git
from tests.conftest import ROOT, lay
from tests.forges.server import Forge


@dataclass
class Clone:
    """The files of a job (`root`), the forge they come from and the bare repository that it keeps (`origin`)."""

    root: Path
    origin: Path
    forge: Forge

    def run(self, *words: str | Path, **around: str) -> Result:
        """Run `communs --root ROOT …` with what the forge's job has around it."""
        told: Mapping[str, str | None] = {**self.forge.environment, **around}
        return CliRunner().invoke(main, ["--root", str(self.root), *map(str, words)], env=told)

    def write(self, path: str, content: str) -> None:
        """Put a file there."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(content, encoding="utf-8")

    def at(self, branch: str, what: str = "%H") -> str:
        """What the last commit of a branch of the forge says of itself."""
        return git(self.origin, "log", "-1", f"--format={what}", branch).strip()

    def files(self, branch: str) -> list[str]:
        """The files that a branch of the forge changes."""
        return git(self.origin, "diff", "--name-only", "main", branch).split()

    def state(self) -> list[str]:
        """What a command must leave as it was: the branch, the index, the settings of git."""
        told = [
            git(self.root, *words)
            for words in (("status", "--porcelain"), ("rev-parse", "HEAD"), ("branch", "-a"))
        ]
        return [*told, (self.root / ".git/config").read_text()]


@contextmanager
def cloned(kind: str, folder: Path) -> Iterator[Clone]:
    """The base catalogue on a forge of a kind, and a clone of it that kept no credentials."""
    shutil.copytree(_model(), folder, symlinks=True, dirs_exist_ok=True)
    origin, root = folder / "catalogue.git", folder / "clone"
    with Forge(kind, git=origin) as forge:
        git(root, "remote", "add", "origin", f"{forge.address}.git")
        yield Clone(root=root, origin=origin, forge=forge)


@lru_cache
def _model() -> Path:
    """What every such clone begins with, made once: git takes longer to make it than the disk to copy it."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    origin, root = folder / "catalogue.git", folder / "clone"
    git(folder, "init", "-q", "--bare", "-b", "main", str(origin))
    lay(None, root)
    (root / "schemas").symlink_to(ROOT / "schemas")
    (root / ".gitignore").write_text(".cache/\n")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-qm", "début")
    git(root, "push", "-q", str(origin), "main")
    return folder
