"""The six formats as the command prints them: on a terminal, in a file, for a site that has an address."""

from __future__ import annotations

import json
import os
import pty
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from communs.cli import main
from tests.command import COMMUNS, ENVIRONMENT, communs
from tests.conftest import CASES, ROOT, lay

ENTRY = "catalogue/organisations/essai.yml"

pytestmark = pytest.mark.slow  # a process for each test


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = lay(CASES / "invalides" / "date-future", tmp_path)
    (root / "schemas").symlink_to(ROOT / "schemas")
    (root / "communs.yml").write_text("nom: Essai\nadresse_du_site: https://communs.example.org/\n")
    return root


def _said(root: Path, form: str) -> str:
    done = CliRunner().invoke(main, ["--root", str(root), "validate", "--format", form, ENTRY])
    assert done.exit_code == 1
    return done.stdout


def _on_a_terminal(root: Path, **environment: str) -> str:
    master, slave = pty.openpty()
    words = [COMMUNS, "--root", root, "validate"]
    given = {"TERM": "xterm", **{k: v for k, v in ENVIRONMENT.items() if k != "NO_COLOR"}, **environment}
    with subprocess.Popen(words, stdout=slave, stderr=slave, env=given):
        os.close(slave)
        said = b""
        while piece := _read(master):
            said += piece
    os.close(master)
    return said.decode()


def _read(master: int) -> bytes:
    try:
        return os.read(master, 65536)
    except OSError:  # the end, on Linux
        return b""


@pytest.mark.parametrize(
    ("form", "start"),
    [
        ("text", f"{ENTRY}:"),
        ("github", f"::error file={ENTRY},"),
        ("gitlab", '[\n  {\n    "type": "issue",'),
        ("sarif", '{\n  "$schema": '),
        ("json", '{\n  "findings": ['),
        ("markdown", "**1 erreur"),
    ],
)
def test_each_format_has_its_reader(root: Path, form: str, start: str) -> None:
    said = _said(root, form)
    assert said.startswith(start)
    assert "date-future" in said
    linked = "https://communs.example.org/contribuer/regles/#date-future" in said
    assert linked == (form in ("github", "sarif", "markdown"))


def test_the_line_is_read_from_the_root(root: Path) -> None:
    assert " | verifie_le: 2026-11-24\n    |             ^^^^^^^^^^\n    → " in _said(root, "text")


def test_a_file_of_any_bytes_can_be_shown(root: Path) -> None:
    (root / ENTRY).write_bytes(b"nom: caf\xe9 \xff\x00\n")
    assert "encodage" in {found["rule"] for found in json.loads(_said(root, "json"))["findings"]}
    assert "  1 | nom: caf\ufffd \ufffd\ufffd\n    |         ^\n" in _said(root, "text")


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_colours_on_a_terminal_unless_refused(
    root: Path, environment: dict[str, str], coloured: bool
) -> None:
    said = _on_a_terminal(root, **environment)
    assert "date-future" in said
    assert ("\x1b[31merreur\x1b[0m" in said) == coloured == ("\x1b" in said)


@pytest.mark.parametrize("form", ["text", "gitlab"])
def test_utf_8_whatever_the_machine(root: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    monkeypatch.setitem(ENVIRONMENT, "PYTHONIOENCODING", "cp1252")
    monkeypatch.delitem(ENVIRONMENT, "NO_COLOR")
    done = communs(root, "validate", "--format", form)
    assert (done.returncode, done.stderr) == (1, "")
    assert "dans le futur" in done.stdout
    assert "\x1b" not in done.stdout  # a file is no terminal


def test_whoever_waits_at_a_terminal_sees_how_far_it_is(root: Path) -> None:
    entry = (ROOT / "schemas" / "organisations" / "exemple.yml").read_bytes()
    for n in range(2000):
        (root / "catalogue" / "organisations" / f"essai-{n}.yml").write_bytes(entry)
    assert "Lecture des fiches" in _on_a_terminal(root)
    assert communs(root, "validate").stderr == ""
