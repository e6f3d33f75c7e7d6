"""Workflows of GitHub and of Forgejo, run for real: events, expressions, three levels of `env`, artifacts and all."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from communs import located
from tests.ci import clones, expressions
from tests.ci.world import World
from tests.command import git
from tests.forges.server import REPOSITORY

FOLDERS = {"github": ".github/workflows", "forgejo": ".forgejo/workflows"}
# What the token may do, by what the fake forge denies; reading is free: the repository is public
RIGHTS = {"issues": "issues", "pull-requests": "proposals", "contents": "code", "actions": "actions"}
READ = {"actions"}


@dataclass
class Job:
    """What became of a job: the commands that it ran, with what they said, and what it left."""

    workflow: str
    name: str
    workspace: Path
    artifacts: dict[str, Path]
    ran: dict[str, str] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    summary: str = ""
    left: list[str] = field(default_factory=list)

    def said(self, words: str) -> str:
        """What the one command that holds some words said."""
        (found,) = [said for command, said in self.ran.items() if words in command]
        return found


def workflows(kind: str, root: Path = clones.ROOT) -> dict[str, Any]:
    """Each workflow of a forge, by the name of its file."""
    found = sorted((root / FOLDERS[kind]).glob("*.yml"))
    return {path.name: located.read(path.read_bytes(), path.name).value for path in found}


def steps(kind: str) -> set[tuple[str, str, int]]:
    """Each step of each job of each file, as (file, job, position)."""
    return {
        (file, name, position)
        for file, workflow in workflows(kind).items()
        for name, job in workflow["jobs"].items()
        for position in range(len(job["steps"]))
    }


@dataclass
class Actions:
    """The part of a forge that runs workflows. `done` are the steps that were run, as (file, job, position).

    `skipped` are the commands that are not run here, and the actions that only a real forge has, with the reason.
    """

    world: World
    skipped: Mapping[str, str]
    done: set[tuple[str, str, int]] = field(default_factory=set)
    unused: set[str] = field(default_factory=set)
    runs: dict[int, dict[str, Path]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.unused = set(self.skipped)

    def event(
        self, name: str, payload: Mapping[str, Any], *, commit: str, ref: str, only: str = ""
    ) -> dict[str, Job]:
        """What a forge does when something happens: each job that starts, by « file/job », in order.

        `only`: the file whose button was pressed.
        """
        found: dict[str, Job] = {}
        for file, workflow in workflows(self.world.kind).items():
            changed = self._changed(name, payload, commit)
            if only in ("", file) and _starts(workflow, name, payload, ref, changed):
                found |= self._run(file, workflow, name, payload, commit, ref)
        return found

    def _changed(self, name: str, payload: Mapping[str, Any], commit: str) -> list[str]:
        before = (
            payload["pull_request"]["base"]["sha"] if name == "pull_request" else payload.get("before", "")
        )
        return git(self.world.origin, "diff", "--name-only", before, commit).split() if before else []

    def _run(
        self, file: str, workflow: Any, name: str, payload: Mapping[str, Any], commit: str, ref: str
    ) -> dict[str, Job]:
        run = 500 + len(self.runs)
        artifacts = self.runs[run] = {}
        done: dict[str, Job] = {}
        failed: set[str] = set()
        for key, job in workflow["jobs"].items():
            folder = self.world.new(f"{Path(file).stem}-{key}")
            runner = _Runner(
                self, file, key, workflow, job, folder, artifacts, run, name, payload, commit, ref
            )
            if job.get("needs") in failed:
                failed.add(key)
            elif runner.starts():
                done[f"{file.removesuffix('.yml')}/{key}"] = runner.go()
                failed |= {key} if runner.job.failed else set()
        return done


def _starts(workflow: Any, name: str, payload: Mapping[str, Any], ref: str, changed: list[str]) -> bool:
    """Whether an event starts a workflow."""
    on = workflow["on"]
    if name not in on:
        return False
    terms = on[name] or {}
    if name == "schedule":
        return payload["schedule"] in [one["cron"] for one in terms]
    return all(_agrees(word, value, payload, ref, changed) for word, value in terms.items())


def _agrees(word: str, value: Any, payload: Mapping[str, Any], ref: str, changed: list[str]) -> bool:
    if word == "workflows":
        return payload["workflow"]["name"] in value
    if word == "types":
        return payload["action"] in value
    if word in ("branches", "tags"):
        head = {"branches": "refs/heads/", "tags": "refs/tags/"}[word]
        return ref.startswith(head) and any(fnmatch(ref.removeprefix(head), one) for one in value)
    if word == "paths-ignore":
        return any(not any(fnmatch(path, one.replace("**", "*")) for one in value) for path in changed)
    assert word == "inputs", word
    return True


@dataclass
class _Runner:
    """One job on one machine."""

    actions: Actions
    file: str
    key: str
    workflow: Any
    spec: Any
    folder: Path
    artifacts: dict[str, Path]
    run: int
    event: str
    payload: Mapping[str, Any]
    commit: str
    ref: str

    def __post_init__(self) -> None:
        self.workspace = self.folder / "travail"
        self.workspace.mkdir()
        self.job = Job(self.file, self.key, self.workspace, self.artifacts)
        self.outputs: dict[str, Any] = {}
        (self.folder / "event.json").write_text(json.dumps(self.payload), encoding="utf-8")

    @property
    def contexts(self) -> dict[str, Any]:
        """What expressions may name."""
        forge = self.actions.world.forge
        return {
            "github": {
                "event": self.payload, "event_name": self.event, "ref": self.ref, "sha": self.commit,
                "repository": REPOSITORY, "token": forge.token, "run_id": str(self.run),
            },
            "inputs": self.payload.get("inputs", {}), "steps": self.outputs,
        }  # fmt: skip

    def starts(self) -> bool:
        """Whether the job's condition holds."""
        return expressions.holds(
            self.spec.get("if", "success()"), self.contexts, lambda name: name in ("success", "always")
        )

    def go(self) -> Job:
        """Each step in order, as far as its condition holds."""
        forge = self.actions.world.forge
        granted = {
            right for right, level in self.spec["permissions"].items() if level == "write" or right in READ
        }
        before, forge.denied = forge.denied, {"user"} | {RIGHTS[one] for one in RIGHTS if one not in granted}
        if forge.kind == "forgejo":
            forge.denied = before  # its token may all that the repository's robot may, whatever is written
        try:
            for position, step in enumerate(self.spec["steps"]):
                if expressions.holds(step.get("if", "success()"), self.contexts, self._status):
                    self._step(position, step)
        finally:
            forge.denied = before
        self.job.left = clones.left(self.workspace, forge.token)
        return self.job

    def _status(self, name: str) -> bool:
        return {
            "success": not self.job.failed,
            "failure": bool(self.job.failed),
            "always": True,
            "cancelled": False,
        }[name]

    def _step(self, position: int, step: Any) -> None:
        what = step.get("run") or step["uses"].partition("@")[0].removeprefix("https://data.forgejo.org/")
        self.actions.done.add((self.file, self.key, position))
        if what in self.actions.skipped:
            self.actions.unused.discard(what)
        elif "run" in step:
            self._command(step, position)
        else:
            _USES[what](self, {name: self._filled(value) for name, value in step.get("with", {}).items()})

    def _filled(self, value: Any) -> str:
        words = {True: "true", False: "false"}.get(value, value) if isinstance(value, bool) else value
        return expressions.filled(str(words), self.contexts, self._status)

    def _command(self, step: Any, position: int) -> None:
        files = {
            name: self.folder / f"{name}-{position}" for name in ("OUTPUT", "ENV", "STEP_SUMMARY", "PATH")
        }
        for path in files.values():
            path.touch()
        environment = self._environment() | {f"GITHUB_{name}": str(path) for name, path in files.items()}
        for level in (self.workflow, self.spec, step):
            environment |= {name: self._filled(value) for name, value in level.get("env", {}).items()}
        done = clones.said(self.workspace, step["run"], environment)
        self.job.ran[step["run"]] = done.stdout + done.stderr
        self.job.summary += files["STEP_SUMMARY"].read_text(encoding="utf-8")
        if done.returncode:
            self.job.failed.append(step["run"])

    def _environment(self) -> dict[str, str]:
        world = self.actions.world
        told = {name: value for name, value in world.forge.environment.items() if name != "COMMUNS_JETON"}
        return world.machine() | told | {
            "CI": "true", "GITHUB_EVENT_NAME": self.event, "GITHUB_EVENT_PATH": str(self.folder / "event.json"),
            "GITHUB_REF": self.ref, "GITHUB_REF_NAME": self.ref.split("/", 2)[2], "GITHUB_SHA": self.commit,
            "GITHUB_RUN_ID": str(self.run), "GITHUB_JOB": self.key, "GITHUB_WORKFLOW": self.workflow["name"],
            "GITHUB_WORKSPACE": str(self.workspace), "RUNNER_TEMP": str(self.folder),
            **({"FORGEJO_ACTIONS": "true"} if world.kind == "forgejo" else {}),
        }  # fmt: skip

    def checkout(self, given: Mapping[str, str]) -> None:
        """The commit of the event; of a run that follows another, that of the main branch."""
        branch = self.ref.removeprefix("refs/heads/") if self.ref.startswith("refs/heads/") else ""
        assert given["persist-credentials"] == "false"
        clones.take(
            self.actions.world.forge.address, self.workspace,
            commit=self.commit, branch=branch, deep=given.get("fetch-depth") == "0",
        )  # fmt: skip

    def upload(self, given: Mapping[str, str]) -> None:
        """Some files leave the machine, from the closest folder that holds them all."""
        found = list(self._files(given["path"]))
        if not found and given.get("if-no-files-found") == "error":
            self.job.failed.append(given["path"])
        if not found:
            return
        name = found[0].name if given.get("archive") == "false" else given["name"]
        top = found[0].parent if len(found) == 1 else self._top(given["path"])
        for path in found:
            target = self.actions.world.folder / "artefacts" / str(self.run) / name / path.relative_to(top)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)
        self.artifacts[name] = self.actions.world.folder / "artefacts" / str(self.run) / name
        packed = {one.name: one.read_bytes() for one in self.artifacts[name].iterdir() if one.is_file()}
        if len(packed) == len(found):  # a site is not asked for again
            self.actions.world.forge.keep(self.run, name, packed)

    def _top(self, paths: str) -> Path:
        return (
            self.workspace / paths.split("\n")[0].rpartition("/")[0]
            if "*" in paths
            else self.workspace / paths
        )

    def _files(self, paths: str) -> Iterator[Path]:
        for one in paths.split():
            place = self.workspace / one
            found = place.rglob("*") if place.is_dir() else self.workspace.glob(one)
            yield from (path for path in sorted(found) if path.is_file())

    def download(self, given: Mapping[str, str]) -> None:
        """An artifact of this run arrives."""
        shutil.copytree(self.artifacts[given["name"]], self.workspace / given["path"], dirs_exist_ok=True)

    def upload_pages(self, given: Mapping[str, str]) -> None:
        """The site leaves the machine, for the next job to publish."""
        assert not [path for path in (self.workspace / given["path"]).rglob("*") if path.is_symlink()]
        self.upload({**given, "name": "github-pages"})

    def python(self, given: Mapping[str, str]) -> None:
        """The machine's Python is the one that runs the tests."""
        assert re.fullmatch(r"3\.\d+", given["python-version"])


_USES = {
    "actions/checkout": _Runner.checkout,
    "actions/setup-python": _Runner.python,
    "actions/upload-artifact": _Runner.upload,
    "forgejo/upload-artifact": _Runner.upload,
    "actions/download-artifact": _Runner.download,
    "actions/upload-pages-artifact": _Runner.upload_pages,
}
