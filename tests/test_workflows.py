"""Workflows are thin and careful: valid, pinned, with the least rights, each step one command of ours."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from communs import located

ROOT = Path(__file__).resolve().parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
OURS = re.compile(r"make [\w./-]+|\.venv/bin/communs [\w ./=-]+")

each = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)


def content(path: Path) -> Any:
    document = located.read(path.read_bytes(), path.name)
    assert not document.findings
    return document.value


def steps(path: Path) -> Iterator[dict[str, Any]]:
    for job in content(path)["jobs"].values():
        yield from job["steps"]


def test_there_is_one_for_proposals_and_one_for_publishing() -> None:
    assert [path.name for path in WORKFLOWS] == ["publier.yml", "valider.yml"]


@each
def test_the_forge_accepts_it(path: Path) -> None:
    command = [str(Path(sys.executable).with_name("check-jsonschema")), "--builtin-schema"]
    done = subprocess.run(
        [*command, "vendor.github-workflows", str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@each
def test_every_action_is_pinned_to_a_commit_beside_its_version(path: Path) -> None:
    used = re.findall(r"^\s*(?:- )?uses: (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert used
    assert [action for action in used if not PINNED.fullmatch(action)] == []


@each
def test_every_step_is_one_command_of_ours(path: Path) -> None:
    commands = [step["run"] for step in steps(path) if "run" in step]
    assert [command for command in commands if not OURS.fullmatch(command)] == []


@each
def test_every_make_target_exists(path: Path) -> None:
    targets = {step["run"].split()[1] for step in steps(path) if step.get("run", "").startswith("make ")}
    known = re.findall(r"^([\w./-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert targets <= set(known)


@each
def test_it_starts_with_no_right_and_cannot_hang(path: Path) -> None:
    workflow = content(path)
    assert workflow["permissions"] == {}
    assert "concurrency" in workflow
    assert all("timeout-minutes" in job and job["permissions"] for job in workflow["jobs"].values())


@each
def test_the_checkout_keeps_no_credentials(path: Path) -> None:
    checkouts = [step for step in steps(path) if step.get("uses", "").startswith("actions/checkout@")]
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_the_same_action_has_the_same_pin_everywhere() -> None:
    used = {step["uses"] for path in WORKFLOWS for step in steps(path) if "uses" in step}
    assert len(used) == len({action.partition("@")[0] for action in used})
