"""What a forge writes of an event, as its jobs read it in `GITHUB_EVENT_PATH`."""

from __future__ import annotations

from typing import Any

from tests.ci.world import World
from tests.forges.server import REPOSITORY

FORK = "camille/catalogue"


def pull_request(world: World, number: int) -> dict[str, Any]:
    """Somebody pushed to a proposal that comes from a fork."""
    head = {"ref": "ma-fiche", "sha": world.commits[number], "repo": {"full_name": FORK, "fork": True}}
    base = {"ref": "main", "sha": world.commits["main"], "repo": {"full_name": REPOSITORY, "fork": False}}
    change = {"number": number, "title": "Ma fiche", "state": "open", "head": head, "base": base}
    return {"action": "synchronize", "number": number, "pull_request": change, **_repository(world)}


def workflow_run(world: World, run: int, number: int, conclusion: str) -> dict[str, Any]:
    """The workflow of a proposal is over; of a fork's, GitHub does not say which proposal it was."""
    told = {
        "id": run, "name": "Valider", "event": "pull_request", "status": "completed", "conclusion": conclusion,
        "head_branch": "ma-fiche", "head_sha": world.commits[number], "path": ".github/workflows/valider.yml",
        "head_repository": {"full_name": FORK, "fork": True, "owner": {"login": "camille"}}, "pull_requests": [],
        "html_url": f"{world.forge.address}/actions/runs/{run}", "repository": {"full_name": REPOSITORY},
    }  # fmt: skip
    return {
        "action": "completed",
        "workflow": {"name": "Valider"},
        "workflow_run": told,
        **_repository(world),
    }


def push(world: World) -> dict[str, Any]:
    """Something arrived on the main branch, or a tag was set."""
    return {"before": world.branch("main~1"), "after": world.branch("main"), **_repository(world)}


def schedule(world: World, cron: str) -> dict[str, Any]:
    """It is time."""
    return {"schedule": cron, **_repository(world)}


def dispatch(world: World, **inputs: str) -> dict[str, Any]:
    """A maintainer pressed the button."""
    return {"inputs": inputs, "ref": "refs/heads/main", **_repository(world)}


def _repository(world: World) -> dict[str, Any]:
    return {
        "repository": {"full_name": REPOSITORY, "default_branch": "main", "html_url": world.forge.address}
    }
