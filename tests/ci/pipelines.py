"""`.gitlab-ci.yml`, run for real: rules, variables, stages, scripts and artifacts."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from communs import located
from tests.ci import clones
from tests.ci.actions import Job
from tests.ci.world import World
from tests.command import git

FILE = ".gitlab-ci.yml"
_WORDS = {"workflow", "variables", "default", "stages"}
_TERM = re.compile(r'\$(\w+)\s*(?:(==|!=)\s*(?:"([^"]*)"|\$(\w+)))?')


class Unknown(Exception):
    """A rule that we cannot read as GitLab would."""


def read(root: Path = clones.ROOT) -> Any:
    """The file."""
    return located.read((root / FILE).read_bytes(), FILE).value


def jobs(spec: Any) -> dict[str, dict[str, Any]]:
    """Each job with all that it extends and the defaults, by name."""
    found = {name: _whole(spec, name) for name in spec if name not in _WORDS and not name.startswith(".")}
    return {name: {**spec.get("default", {}), **job} for name, job in found.items()}


def _whole(spec: Any, name: str) -> dict[str, Any]:
    job = dict(spec[name])
    parent = job.pop("extends", "")
    return _merged(_whole(spec, parent), job) if parent else job


def _merged(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    both = {
        name: _merged(under[name], over[name]) for name in under.keys() & over if isinstance(over[name], dict)
    }
    return {**under, **over, **both}


def holds(condition: str, variables: Mapping[str, str]) -> bool:
    """Whether an `if:` of GitLab holds: comparisons joined by && or by ||, not both."""
    either, both = condition.split("||"), condition.split("&&")
    if len(either) > 1 and len(both) > 1:
        raise Unknown(condition)
    parts = either if len(either) > 1 else both
    return (any if len(either) > 1 else all)([_compared(part.strip(), variables) for part in parts])


def _compared(term: str, variables: Mapping[str, str]) -> bool:
    found = _TERM.fullmatch(term)
    if found is None:
        raise Unknown(term)
    left = variables.get(found[1], "")
    right = variables.get(found[4], "") if found[4] else found[3]
    return bool(left) if not found[2] else (left == right) == (found[2] == "==")


def expanded(value: str, variables: Mapping[str, str]) -> str:
    """A value with the variables that it names, as GitLab fills them before the job."""
    return re.sub(r"\$\{?(\w+)\}?", lambda one: variables.get(one[1], ""), str(value))


@dataclass
class Pipelines:
    """The part of GitLab that runs jobs. `done` are the lines that were run, as (job, line); `skipped`, see Actions."""

    world: World
    skipped: Mapping[str, str]
    done: set[tuple[str, str]] = field(default_factory=set)
    unused: set[str] = field(default_factory=set)
    title: str = "$(touch pris) `touch pris` ; touch pris"  # what a member calls a proposal

    def __post_init__(self) -> None:
        self.unused = set(self.skipped)

    def pipeline(self, source: str, *, commit: str, proposal: int = 0, **given: str) -> dict[str, Job]:
        """What a pipeline does: each job that runs, by name, stage after stage, up to a stage that fails."""
        spec = read()
        told = self._predefined(source, commit, proposal) | given
        if not any(holds(rule["if"], told) for rule in spec["workflow"]["rules"]):
            return {}
        folder, found = self.world.new(f"chaine-{source}"), dict[str, Job]()
        changed = _changed(self.world, commit)
        for stage in spec["stages"]:
            here = {name: job for name, job in jobs(spec).items() if job["stage"] == stage}
            here = {name: job for name, job in here.items() if _starts(job, told, changed)}
            for name, job in here.items():
                found[name] = self._run(spec, name, job, folder, told, given)
            if any(found[name].failed for name in here):
                break
        return found

    def _predefined(self, source: str, commit: str, proposal: int) -> dict[str, str]:
        told = {
            name: value for name, value in self.world.forge.environment.items() if name != "COMMUNS_JETON"
        }
        told |= {"CI": "true", "CI_PIPELINE_SOURCE": source, "CI_COMMIT_SHA": commit}
        if not proposal:
            return told | {
                "CI_COMMIT_BRANCH": "main",
                "CI_COMMIT_REF_NAME": "main",
                "CI_COMMIT_REF_PROTECTED": "true",
            }
        return told | {
            "CI_COMMIT_REF_NAME": "ma-fiche", "CI_MERGE_REQUEST_IID": str(proposal),
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": self.world.commits["main"], "CI_COMMIT_REF_PROTECTED": "false",
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "CI_MERGE_REQUEST_TITLE": "$(touch pris) `touch pris`",
        }  # fmt: skip

    def _run(
        self, spec: Any, name: str, job: Any, folder: Path, told: Mapping[str, str], given: Mapping[str, str]
    ) -> Job:
        workspace = folder / name
        workspace.mkdir()
        done = Job(FILE, name, workspace, {})
        variables = self._variables(spec, job, told, given)
        clones.take(
            self.world.forge.address,
            workspace,
            commit=told["CI_COMMIT_SHA"],
            deep=variables["GIT_DEPTH"] == "0",
        )
        environment = (
            self.world.machine() | variables | {"CI_PROJECT_DIR": str(workspace), "CI_JOB_NAME": name}
        )
        for line in [*job["before_script"], *job["script"]]:
            self.done.add((name, line))
            if line in self.skipped:
                self.unused.discard(line)
                continue
            ran = clones.said(workspace, line, environment)
            done.ran[line] = ran.stdout + ran.stderr
            if ran.returncode:
                done.failed.append(line)
                break
        self._keep(job, done, folder)
        done.left = clones.left(workspace, self.world.forge.token)
        return done

    def _variables(
        self, spec: Any, job: Any, told: Mapping[str, str], given: Mapping[str, str]
    ) -> dict[str, str]:
        """The file's, the job's, then whoever started the pipeline; the token, where its settings let it go."""
        found = dict(told)
        for level in (spec["variables"], job.get("variables", {})):
            for name, value in level.items():
                found[name] = expanded(value["value"] if isinstance(value, dict) else value, found)
        found |= given
        trusted = told["CI_COMMIT_REF_PROTECTED"] == "true"
        if trusted and job.get("environment", {}).get("name") == "robot":
            found["COMMUNS_JETON"] = self.world.forge.token
        return found

    def _keep(self, job: Any, done: Job, folder: Path) -> None:
        terms = job.get("artifacts", {})
        if not terms or (done.failed and terms.get("when") != "always"):
            return
        for path in [*terms.get("paths", []), *terms.get("reports", {}).values()]:
            source, target = done.workspace / path, folder / "artefacts" / done.name / path
            assert source.exists(), f"{done.name}: {path}"
            target.parent.mkdir(parents=True, exist_ok=True)
            (shutil.copytree if source.is_dir() else shutil.copy2)(source, target)
            done.artifacts[path] = target


def _starts(job: Any, variables: Mapping[str, str], changed: list[str]) -> bool:
    """Whether one of the job's rules lets it run."""
    for rule in job["rules"]:
        paths = rule.get("changes", {}).get("paths", [])
        if holds(rule["if"], variables):
            return not paths or any(glob(one).fullmatch(path) for path in changed for one in paths)
    return False


def glob(pattern: str) -> re.Pattern[str]:
    """A pattern of GitLab: one star stays in its folder, two cross any."""
    words = (re.escape(word).replace(r"\*", "[^/]*") for word in pattern.split("**/"))
    return re.compile("(?:.*/)?".join(words))


def _changed(world: World, commit: str) -> list[str]:
    return git(world.origin, "diff", "--name-only", world.commits["main"], commit).splitlines()
