"""The event by which GitHub says that a check has ended → the run that left an artifact, and the proposal it is about.

The event is the forge's own; the branch that it names is not, and is only ever compared.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from communs.findings import CannotWork, text
from communs.forges.api import dig, inside
from communs.forges.dialect import Object
from communs.forges.github import GitHub

_UNKNOWN = text("L’événement qui a lancé ce travail n’est pas celui d’une vérification terminée.")
_FOREIGN = text("La vérification terminée n’est pas celle d’une proposition faite à ce dépôt.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """A check that has ended: its number, the page of what it left, and what it checked."""

    id: int
    page: str
    repository: str
    branch: str
    head: str
    numbers: frozenset[int]
    from_fork: bool


def of(event: bytes, repository: str) -> Run | None:
    """The run that has ended, None where the event tells of something else. Raises CannotWork for a run of others."""
    try:
        told = json.loads(event)
    except (ValueError, RecursionError) as error:
        raise CannotWork(_UNKNOWN) from error
    run = told.get("workflow_run") if isinstance(told, dict) else None
    if run is None:
        return None
    if not isinstance(run, dict) or not isinstance(run.get("id"), int):
        raise CannotWork(_UNKNOWN)
    here = (dig(told, "repository", "full_name"), dig(run, "repository", "full_name"))
    if not repository or run.get("event") != "pull_request" or here != (repository, repository):
        raise CannotWork(_FOREIGN)
    return Run(
        id=run["id"],
        page=f"{dig(told, 'repository', 'html_url')}/actions/runs/{run['id']}#artifacts",
        repository=dig(run, "head_repository", "full_name"),
        branch=dig(run, "head_branch"),
        head=dig(run, "head_sha"),
        numbers=frozenset(_numbers(run, told)),
        from_fork=dig(run, "head_repository", "full_name") != repository,
    )


def _numbers(run: Mapping[str, Any], told: Mapping[str, Any]) -> Iterator[int]:
    """The proposals that GitHub names: none of a fork, and those made to another repository among them."""
    here, named = inside(told, "repository", "id"), run.get("pull_requests")
    for one in named if isinstance(named, list) else ():
        number = inside(one, "number")
        if isinstance(number, int) and inside(one, "base", "repo", "id") == here:
            yield number


def proposal(forge: GitHub, run: Run) -> int | None:
    """The open proposal that a run checked; None where it has closed since, or moved on."""
    asked = {"state": "open", "head": f"{run.repository.partition('/')[0]}:{run.branch}"}
    for one in forge.list("/pulls", asked):
        number = one.get("number")
        named = not run.numbers or number in run.numbers
        if named and isinstance(number, int) and _source(one) == (run.repository, run.branch, run.head):
            return number
    return None


def _source(one: Object) -> tuple[str, str, str]:
    return dig(one, "head", "repo", "full_name"), dig(one, "head", "ref"), dig(one, "head", "sha")
