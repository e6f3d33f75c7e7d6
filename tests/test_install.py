"""`pip install .` gives the command `communs` with no development dependency."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.slow
def test_the_installed_command_validates_and_builds(tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    binaries = tmp_path / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    source = tmp_path / "source"
    source.mkdir()
    for name in ("scripts", "tests/cases", "README.md", "LICENSE", "pyproject.toml", "requirements.txt"):
        here = ROOT / name
        shutil.copytree(here, source / name) if here.is_dir() else shutil.copy(here, source / name)
    pip = [str(binaries / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--constraint", _versions(tmp_path), str(source)], check=True)
    listed = subprocess.run(
        [binaries / "python", "-m", "pip", "list"], capture_output=True, text=True, check=True
    )
    assert not {"pytest", "mypy", "ruff", "hypothesis"} & set(listed.stdout.split())
    done = subprocess.run(
        [binaries / "communs", "--root", ROOT, "build", "--site-dir", tmp_path / "site", "--lang", "fr"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Mobicoop" in (tmp_path / "site" / "organisations" / "mobicoop" / "index.html").read_text("utf-8")
    done = subprocess.run(
        [binaries / "communs", "explain", "champ-manquant"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "  > licence: AGPL-3.0-or-later" in done.stdout.splitlines()


def _versions(folder: Path) -> str:
    """The pins without their hashes: pip wants a hash for the project itself otherwise."""
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    pins = [line.removesuffix(" \\") for line in lines if line and line[0].isalnum()]
    (folder / "pins.txt").write_text("\n".join(pins), "utf-8")
    return str(folder / "pins.txt")
