"""Workflows of three forges are thin and careful: valid, pinned, with the least rights, each step one command of ours."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from communs import located
from tests.ci import pipelines

ROOT = Path(__file__).resolve().parents[1]
GITHUB = sorted((ROOT / ".github/workflows").glob("*.yml"))
FORGEJO = sorted((ROOT / ".forgejo/workflows").glob("*.yml"))
WORKFLOWS = GITHUB + FORGEJO
DEPENDABOT = ROOT / ".github/dependabot.yml"
GITLAB = ROOT / ".gitlab-ci.yml"
PINNED = re.compile(r"(https://data\.forgejo\.org/)?[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
# A word, a text without any shell in it, or a variable of the forge between quotes
WORD = r"""(?:[\w./:=-]+|[\w=-]*"(?:[^"$`\\]+|\$[A-Z_]+)")"""
OURS = re.compile(rf"make [\w./-]+|\.venv/bin/communs [a-z-]+(?: {WORD})*")
each = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: f"{path.parts[-3]}/{path.name}")


def content(path: Path) -> Any:
    document = located.read(path.read_bytes(), path.name)
    assert not document.findings
    return document.value


def steps(path: Path) -> Iterator[dict[str, Any]]:
    for job in content(path)["jobs"].values():
        yield from job["steps"]


def lines() -> Iterator[tuple[str, str]]:
    """Each command of each forge, with the forge that runs it."""
    for forge, paths in (("github", GITHUB), ("forgejo", FORGEJO)):
        yield from ((forge, step["run"]) for path in paths for step in steps(path) if "run" in step)
    for job in pipelines.jobs(pipelines.read()).values():
        yield from (("gitlab", line) for line in [*job["before_script"], *job["script"]])


def judged(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """What a judge of workflows, installed beside this Python, says."""
    command = [Path(sys.executable).with_name(str(words[0])), *words[1:]]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def zizmor(*paths: Path) -> subprocess.CompletedProcess[str]:
    return judged("zizmor", "--persona", "pedantic", "--offline", "--no-progress", *paths)


def test_there_is_one_for_each_thing_to_do() -> None:
    shared = ["commenter", "enrichir", "fraicheur", "liens", "outils", "publier", "valider"]
    assert [path.stem for path in GITHUB] == sorted([*shared, "livrer"])
    assert [path.stem for path in FORGEJO] == shared


@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("vendor.dependabot", [DEPENDABOT]),
        ("vendor.gitlab-ci", [GITLAB]),
    ],
    ids=["workflows", "dependabot", "gitlab"],
)
def test_the_forge_accepts_it(schema: str, paths: list[Path]) -> None:
    transform = ["--data-transform", "gitlab-ci"] if schema.endswith("gitlab-ci") else []
    done = judged("check-jsonschema", "--builtin-schema", schema, *transform, *paths)
    assert done.returncode == 0, done.stdout


def test_a_judge_of_workflows_has_nothing_to_say() -> None:
    done = zizmor(*WORKFLOWS, DEPENDABOT)
    assert done.returncode == 0, done.stdout
    judged_files = re.findall(r"completed (\S+)", done.stderr)
    assert len(judged_files) == len(WORKFLOWS) + 1  # given a folder, it would skip .forgejo


BAD = """\
name: Piège
on: pull_request_target
jobs:
  essai:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: echo "${{ github.event.pull_request.title }}"
"""


def test_the_judge_would_say_it_of_a_bad_workflow(tmp_path: Path) -> None:
    bad = tmp_path / ".github/workflows/piege.yml"
    bad.parent.mkdir(parents=True)
    bad.write_text(BAD)
    done = zizmor(bad)
    assert done.returncode not in (0, 1, 2)  # the exit code says how bad it is; 1 and 2 are its own faults
    for fault in (
        "dangerous-triggers",
        "template-injection",
        "unpinned-uses",
        "excessive-permissions",
        "artipacked",
    ):
        assert f"[{fault}]" in done.stdout


def test_the_one_thing_that_the_judge_is_told_to_pass_over_has_its_reason() -> None:
    passed = [
        line for path in WORKFLOWS for line in path.read_text().splitlines() if "zizmor: ignore" in line
    ]
    (line,) = passed
    assert line.strip() == (
        "workflow_run: # zizmor: ignore[dangerous-triggers] aucun fichier de la proposition n’est pris ni exécuté ici"
    )


@each
def test_every_action_is_pinned_to_a_commit_beside_its_version(path: Path) -> None:
    used = re.findall(r"^\s*(?:- )?uses: (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert used
    assert [action for action in used if not PINNED.fullmatch(action)] == []


def test_the_same_action_has_the_same_pin_everywhere() -> None:
    used = {step["uses"] for path in WORKFLOWS for step in steps(path) if "uses" in step}
    assert len(used) == len({action.partition("@")[0] for action in used})


def test_the_image_of_gitlab_is_pinned_to_its_bytes() -> None:
    images = re.findall(r"image: (.*)", GITLAB.read_text(encoding="utf-8"))
    assert images
    assert all(re.fullmatch(r"[\w./-]+:\d+\.\d+\.\d+-\w+@sha256:[0-9a-f]{64}", image) for image in images)


def test_every_step_is_one_command_of_ours() -> None:
    assert [(forge, line) for forge, line in lines() if not OURS.fullmatch(line)] == []


@pytest.mark.parametrize(
    "line",
    [
        "make site && make test", "make site; rm -rf /", "pip install communs", ".venv/bin/communs validate | tee x",
        '.venv/bin/communs propose --title "$(id)"', '.venv/bin/communs propose --title "`id`"',
        ".venv/bin/communs validate $GITHUB_HEAD_REF", "make site\nmake test", "make $TARGET", ".venv/bin/communs",
        '.venv/bin/communs propose --title "${{ github.event.pull_request.title }}"',
        '.venv/bin/communs validate --output markdown="$GITHUB_STEP_SUMMARY" > /dev/null',
    ],
)  # fmt: skip
def test_anything_else_would_be_noticed(line: str) -> None:
    assert not OURS.fullmatch(line)


def test_the_only_variables_in_a_command_are_files_of_the_forge() -> None:
    assert {name for _, line in lines() for name in re.findall(r"\$\{?(\w+)", line)} == {
        "GITHUB_STEP_SUMMARY"
    }


def test_every_make_target_and_every_command_exists() -> None:
    known = re.findall(r"^([\w./-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    asked = {line.split()[1] for _, line in lines() if line.startswith("make ")}
    assert asked <= set(known)
    from communs.cli import main

    assert {line.split()[1] for _, line in lines() if not line.startswith("make ")} <= set(main.commands)


def test_the_three_forges_do_the_same_with_the_same_commands() -> None:
    done: dict[str, set[str]] = {"github": set(), "gitlab": set(), "forgejo": set()}
    for forge, line in lines():
        done[forge].add(_same(line))
    alone = {
        command for command in set.union(*done.values()) if not all(command in one for one in done.values())
    }
    assert alone == set(ALONE)
    for command, (forges, _) in ALONE.items():
        assert {forge for forge in done if command in done[forge]} == set(forges), command


# What not every forge runs: where it is, and why
ALONE = {
    "make test": (("github", "gitlab"), "it takes more than the ten minutes of the machines of Codeberg"),
    "make check": (("forgejo",), "what fits in them"),
    "communs deploy": (("forgejo",), "GitHub and GitLab publish by an action and a job of their own"),
    "make paquet": (("github",), "PyPI trusts a workflow of GitHub; elsewhere a maintainer runs it"),
    "make sbom": (("github",), "with the package"),
}


def _same(line: str) -> str:
    """A command without what differs from forge to forge: where it writes, and in which form."""
    words = line.removeprefix(".venv/bin/").split()
    return "communs build" if line == "make site" else " ".join(words[:2])


@each
def test_it_starts_with_no_right_and_cannot_hang(path: Path) -> None:
    workflow = content(path)
    assert workflow["permissions"] == {}
    assert "concurrency" in workflow
    assert all("timeout-minutes" in job and job["permissions"] for job in workflow["jobs"].values())


RIGHTS = {  # all that any job may write, or be given to prove who it is
    "commenter.yml": {"pull-requests"},
    "enrichir.yml": {"contents", "pull-requests"},
    "fraicheur.yml": {"issues"},
    "liens.yml": {"issues"},
    "livrer.yml": {"id-token"},
    "outils.yml": set(),
    "publier.yml": {"pages", "id-token"},
    "valider.yml": set(),
}


@each
def test_it_may_write_no_more_than_it_has_to(path: Path) -> None:
    jobs = content(path)["jobs"].values()
    written = {right for job in jobs for right, level in job["permissions"].items() if level == "write"}
    assert written == ({"contents"} if path in FORGEJO and path.stem == "publier" else RIGHTS[path.name])


@each
def test_what_comes_from_elsewhere_starts_nothing_that_may_write(path: Path) -> None:
    workflow = content(path)
    assert "pull_request_target" not in workflow["on"]
    if "pull_request" in workflow["on"]:
        assert all(set(job["permissions"].values()) == {"read"} for job in workflow["jobs"].values())
        assert "COMMUNS_JETON" not in path.read_text(encoding="utf-8")
    assert "secrets." not in path.read_text(encoding="utf-8")  # the forge's own token is enough


@each
def test_the_token_is_given_to_one_step_only(path: Path) -> None:
    workflow = content(path)
    wider = [workflow.get("env", {}), *(job.get("env", {}) for job in workflow["jobs"].values())]
    assert not any("COMMUNS_JETON" in names for names in wider)
    for step in steps(path):
        if "COMMUNS_JETON" in step.get("env", {}):
            assert re.match(r"\.venv/bin/communs (comment|propose|links|stale|deploy)\b", step["run"])


def test_no_make_target_is_shown_the_token() -> None:
    """GitLab gives variables to whole jobs, whatever they run."""
    told = subprocess.run(
        ["make", "--silent", "--eval", "voir: ; @env", "voir"], cwd=ROOT, capture_output=True, text=True, check=True,
        env={**os.environ, "COMMUNS_JETON": "jeton", "COMMUNS_PDF": "0"},
    ).stdout.splitlines()  # fmt: skip
    assert "COMMUNS_PDF=0" in told
    assert not any("jeton" in line.lower() for line in told)


@each
def test_the_checkout_keeps_no_credentials(path: Path) -> None:
    checkouts = [step for step in steps(path) if "actions/checkout@" in step.get("uses", "")]
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_what_follows_a_proposal_takes_the_main_branch_and_no_other() -> None:
    (checkout,) = [
        step
        for step in steps(ROOT / ".github/workflows/commenter.yml")
        if "checkout@" in step.get("uses", "")
    ]
    assert checkout["with"] == {"persist-credentials": False}  # neither « ref » nor « repository »


def test_gitlab_gives_its_token_to_the_robots_alone() -> None:
    jobs = pipelines.jobs(pipelines.read())
    robots = {name for name, job in jobs.items() if job.get("environment", {}).get("name") == "robot"}
    assert robots == {"commenter", "enrichir", "liens", "fraicheur"}
    for name in robots:
        assert all('$CI_PIPELINE_SOURCE == "schedule"' in rule["if"] for rule in jobs[name]["rules"])
    assert not re.findall(r"^[^#\n]*COMMUNS_JETON", GITLAB.read_text(encoding="utf-8"), re.MULTILINE)


def test_gitlab_jobs_cannot_hang_nor_meet() -> None:
    for name, job in pipelines.jobs(pipelines.read()).items():
        assert re.fullmatch(r"\d+ minutes", job["timeout"]), name
        assert job["interruptible"] or job["resource_group"], name


def test_gitlab_would_take_the_names_of_what_it_shows() -> None:
    shown = [
        job["artifacts"]["expose_as"]
        for job in pipelines.jobs(pipelines.read()).values()
        if "expose_as" in job.get("artifacts", {})
    ]
    assert len(shown) == 2
    assert all(re.fullmatch(r"\w[-\w ]*", name, re.ASCII) for name in shown)


def test_dependabot_waits_before_it_proposes_a_version() -> None:
    updates = content(DEPENDABOT)["updates"]
    assert {one["package-ecosystem"] for one in updates} == {"github-actions", "pip"}
    assert all(one["cooldown"]["default-days"] >= 7 for one in updates)
