"""`communs serve` shows the site and follows what is written under `catalogue/`."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command import COMMUNS, ENVIRONMENT
from tests.test_building import MEMBER, ROOT


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    for name in ("schemas", "docs", "catalogue/vocabulaires"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("mkdocs.yml", "mkdocs.en.yml"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "catalogue" / "organisations").mkdir()
    (tmp_path / "catalogue" / "organisations" / "essai.yml").write_text(MEMBER, encoding="utf-8")
    port = free_port()
    command = [COMMUNS, "--root", tmp_path, "serve", "--port", str(port)]
    with subprocess.Popen(
        command, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as running:
        try:
            yield tmp_path, f"http://127.0.0.1:{port}"
        finally:
            running.terminate()


def shows(address: str, words: str, seconds: float = 60) -> bool:
    """Whether a page comes to show some words; asks again until it does or the time is over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - loopback
                if words in answer.read().decode():
                    return True
        except OSError:
            pass
        time.sleep(0.2)  # the server has its own pace, and nothing to wait on
    return False


@pytest.mark.slow
def test_a_change_of_an_entry_shows(server: tuple[Path, str]) -> None:
    root, address = server
    page = f"{address}/organisations/essai/"
    assert shows(page, "Une coopérative inventée pour les essais.")
    entry = root / "catalogue" / "organisations" / "essai.yml"
    entry.write_text(MEMBER.replace("inventée", "imaginée"), encoding="utf-8")
    assert shows(page, "Une coopérative imaginée pour les essais.")
    entry.write_text("nom: [\n", encoding="utf-8")  # a mistake keeps the last good page, and the server up
    entry.write_text(MEMBER.replace("inventée", "corrigée"), encoding="utf-8")
    assert shows(page, "Une coopérative corrigée pour les essais.")
