"""Small helpers that every test may use; no network, and always the same day."""

from __future__ import annotations

import os
import shutil
import signal
import socket
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from communs import pipeline
from communs.kinds import Kind

pytest_plugins = ["tests.browser", "tests.form_page", "tests.page_types"]

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases"
NODE_MODULES = ROOT / ".cache" / "node" / "node_modules"  # `make .cache/node/pret` installs them
DAY = "1795435200"  # 2026-11-23, noon in UTC

# For fixtures that start before any test, and for the commands that tests run.
os.environ["SOURCE_DATE_EPOCH"] = DAY
os.environ["NO_COLOR"] = "1"
os.environ["COMMUNS_PDF"] = "0"  # tests build the site many times: only those of posters print them
# What the package alone decides of a site is made once for all the sites of the tests
os.environ["COMMUNS_CACHE"] = str(ROOT / ".cache" / "essais")
for _name in ("GITHUB_REPOSITORY", "GITHUB_SERVER_URL", "CI_PROJECT_URL", "CI_PAGES_URL"):
    os.environ.pop(_name, None)

# A shell starts its background work without Ctrl-C, and so would the commands that tests interrupt be.
signal.signal(signal.SIGINT, signal.default_int_handler)

# What hypothesis tries is the same each time: the gate says the same of the same tree.
settings.register_profile("same", derandomize=True, database=None, deadline=None)
settings.load_profile("same")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and str(address[0]) not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test asked the network for {address}")
        real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


@lru_cache
def real_kinds() -> dict[str, Kind]:
    """The repository's own kinds, read once."""
    return pipeline.read_kinds(ROOT)


@lru_cache
def real() -> pipeline.Checked:
    """The repository's own catalogue, checked once."""
    return pipeline.check(ROOT)


@lru_cache
def config_kind(name: str) -> Kind:
    """The schema of one of the house's own files, read once."""
    return pipeline._config_kind(ROOT, name)


@pytest.fixture
def kinds() -> dict[str, Kind]:
    """The repository's own kinds."""
    return real_kinds()


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], pipeline.Checked]:
    """`pipeline.check` of a root; without schemas of its own it has the repository's, read once."""
    read_kinds, read_config = pipeline.read_kinds, pipeline._config_kind

    def kinds_of(root: Path) -> Mapping[str, Kind]:
        return read_kinds(root) if (root / "schemas").exists() else real_kinds()

    def config_of(root: Path, name: str) -> Kind:
        return read_config(root, name) if (root / "schemas").exists() else config_kind(name)

    monkeypatch.setattr(pipeline, "read_kinds", kinds_of)
    monkeypatch.setattr(pipeline, "_config_kind", config_of)
    return pipeline.check


def lay(case: Path | None, root: Path) -> Path:
    """The base catalogue at `root`, with a case laid over it."""
    shutil.copytree(CASES / "base", root, dirs_exist_ok=True)
    if case is not None:
        if (case / "schemas").exists():
            shutil.copytree(ROOT / "schemas", root / "schemas")
        told = shutil.ignore_patterns("attendu.txt", "corrige")
        shutil.copytree(case, root, dirs_exist_ok=True, symlinks=True, ignore=told)
    return root
