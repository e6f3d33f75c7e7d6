"""Workflows are thin and careful: valid, pinned, with the least rights, each step one command of ours."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from communs import located
from tests.command import COMMUNS, ENVIRONMENT, git
from tests.conftest import lay
from tests.wikibase import documents, faults
from tests.wikibase.server import Wikibase

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


def test_there_is_one_for_proposals_one_for_publishing_and_one_for_facts() -> None:
    assert [path.name for path in WORKFLOWS] == ["enrichir.yml", "publier.yml", "valider.yml"]


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


GH = """\
#!/bin/sh
echo "gh $*" >> "$JOURNAL"
case "$1 $2" in "pr list") cat "$OPEN" 2> /dev/null ;; esac
exit 0
"""


@dataclass
class Forge:
    """A clone of a catalogue as a forge's runner has it, the forge itself (`origin`), and what was asked of `gh`."""

    root: Path
    wikibase: Wikibase

    def make(self, target: str) -> subprocess.CompletedProcess[str]:
        """Run a target of our Makefile here, with the real command and a `gh` that only takes notes."""
        tools = {
            "PATH": f"{self.root.parent}:{os.environ['PATH']}",
            "JOURNAL": str(self.journal),
            "OPEN": str(self.open),
        }
        command = ["make", "-o", ".venv/pret", "-f", str(ROOT / "Makefile"), f"BIN={COMMUNS.parent}", target]
        return subprocess.run(
            command, cwd=self.root, env=ENVIRONMENT | tools, capture_output=True, text=True, check=False
        )

    @property
    def journal(self) -> Path:
        return self.root.parent / "journal"

    @property
    def open(self) -> Path:
        return self.root.parent / "open"

    def proposed(self) -> list[str]:
        """The files of the branch that is proposed."""
        return git(self.root.parent / "origin.git", "diff", "--name-only", "main", "faits-wikidata").split()


@pytest.fixture
def forge(tmp_path: Path) -> Iterator[Forge]:
    with Wikibase() as wikibase:
        wikibase.items |= documents.copies(2)
        root = lay(None, tmp_path / "clone")
        (root / "schemas").symlink_to(ROOT / "schemas")
        (root / ".gitignore").write_text(".cache/\n")
        (root / "communs.yml").write_text(
            "nom: C\ncontact: robot@communs-essai.fr\n"
            f"wikidata: {{api: '{wikibase.api}', commons: '{wikibase.commons}'}}\n"
        )
        with (root / "catalogue/organisations/covoit.yml").open("a") as opened:
            opened.write(f"identifiants: {{wikidata: Q{documents.COPIES}}}\n")
        git(tmp_path, "init", "-q", "--bare", "-b", "main", "origin.git")
        git(root, "init", "-q", "-b", "main")
        git(root, "remote", "add", "origin", str(tmp_path / "origin.git"))
        git(root, "add", ".")
        git(root, "commit", "-qm", "début")
        git(root, "push", "-q", "origin", "main")
        (tmp_path / "gh").write_text(GH)
        (tmp_path / "gh").chmod(0o755)
        yield Forge(root=root, wikibase=wikibase)


@pytest.mark.slow
def test_the_weekly_refresh_proposes_what_changed_in_one_place(forge: Forge) -> None:
    done = forge.make("faits")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("1 élément lu, 4 introuvables, en 3 requêtes.\n")
    assert forge.make("proposer-faits").returncode == 0
    assert f"catalogue/_wikidata/Q{documents.COPIES}.json" in forge.proposed()
    assert all(path.startswith("catalogue/_wikidata/") for path in forge.proposed())
    body = (forge.root / ".cache/faits.md").read_text()
    assert all(line.startswith("    ") for line in body.splitlines())
    said = forge.journal.read_text().splitlines()
    assert [line.partition(" --")[0] for line in said] == ["gh auth setup-git", "gh pr list", "gh pr create"]
    git(forge.root, "reset", "-q", "--hard", "origin/main")  # a week later, and nobody has read it yet
    forge.open.write_text("7\n")
    forge.journal.unlink()
    assert forge.make("faits").returncode == 0
    assert forge.make("proposer-faits").returncode == 0
    assert forge.journal.read_text().splitlines()[-1] == "gh pr edit 7 --body-file .cache/faits.md"
    git(forge.root, "push", "-q", "origin", "HEAD:main")
    forge.journal.unlink()
    assert "Rien n’a changé." in forge.make("faits").stdout
    assert forge.make("proposer-faits").stdout == "Rien à proposer.\n"
    assert not forge.journal.exists()


@pytest.mark.slow
def test_facts_that_could_not_be_had_do_not_keep_back_the_others(forge: Forge) -> None:
    forge.wikibase.faults[2] = faults.page(403)
    done = forge.make("faits")
    assert done.returncode == 0
    assert "refuse de répondre au robot" in done.stdout
    assert "::warning::Des faits n’ont pas pu être rafraîchis : la proposition dit lesquels." in done.stdout


SAID = {
    "nothing answers": "5 éléments n’ont pas pu être rafraîchis",
    "too many losses": "Rien n’a été écrit. Regardez ces éléments",
    "no contact": "écrivez « contact: »",
}


@pytest.mark.slow
@pytest.mark.parametrize("why", SAID)
def test_where_nothing_was_written_the_work_fails_and_says_so(forge: Forge, why: str) -> None:
    assert forge.make("faits").returncode == 0
    assert forge.make("proposer-faits").returncode == 0
    if why == "nothing answers":
        forge.wikibase.faults.always(faults.page(403))
    elif why == "too many losses":
        item = forge.wikibase.items[f"Q{documents.COPIES}"]
        forge.wikibase.items[f"Q{documents.COPIES}"] = item | {"lastrevid": 5000, "labels": {}}
        settings = (forge.root / "communs.yml").read_text()
        (forge.root / "communs.yml").write_text(settings.replace("api:", "anomalies: 0, api:"))
    else:
        (forge.root / "communs.yml").write_text("nom: C\n")
    done = forge.make("faits")
    assert done.returncode != 0
    assert SAID[why] in done.stdout.replace("\u00a0", " ")
