"""What every forge must be left with after its jobs, whichever it is."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema

from tests.ci.actions import Job
from tests.ci.clones import ROOT
from tests.ci.world import World
from tests.command import git
from tests.wikibase import documents

SCHEMA = ROOT / "scripts/communs/data/proposition.schema.json"
ITEM = f"catalogue/_wikidata/Q{documents.COPIES}.json"


def is_preview(page: Path) -> None:
    """One page that runs nothing and asks nobody for anything."""
    text = page.read_text(encoding="utf-8").replace('<link rel="icon" href="data:,">', "")
    assert text.startswith("<!doctype html>")
    assert "Covoit" in text
    assert not [word for word in ("<script", "<link", "src=", "@import", "url(") if word in text]


def is_proposal(file: Path, errors: int) -> None:
    """What the comment will be made of."""
    told = json.loads(file.read_text(encoding="utf-8"))
    jsonschema.validate(told, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert told["counts"]["error"] == errors
    assert [entry["path"] for entry in told["entries"]] == ["catalogue/organisations/covoit.yml"]


def commented(world: World, number: int) -> str:
    """The one comment of a proposal."""
    (comment,) = world.forge.changes[number].comments
    assert comment.author == world.forge.robot
    assert comment.body.startswith("<!-- communs:proposition -->\n")
    return comment.body


def proposed_facts(world: World) -> None:
    """The branch of the robot, and its proposal."""
    changed = git(world.origin, "diff", "--name-only", "main", "faits-wikidata").split()
    assert ITEM in changed
    assert all(path.startswith(("catalogue/_wikidata/", "catalogue/_medias/")) for path in changed)
    (change,) = [one for one in world.forge.changes.values() if one.branch == "faits-wikidata"]
    assert (change.title, change.author, change.head) == (
        "Faits de Wikidata", world.forge.robot, world.branch("faits-wikidata"),
    )  # fmt: skip
    assert f"Q{documents.COPIES}" in change.body


def has_issues(world: World, *words: str) -> None:
    """One open issue for each, that holds some words."""
    issues = [one for one in world.forge.issues.values() if one.open]
    assert len(issues) == len(words)
    for word in words:
        assert [one for one in issues if word in one.body], word


def stands(world: World, site: Path, gone: int = 0) -> None:
    """A site is the one that is published, with some entries and pages that it had besides."""
    shutil.copytree(site, world.web.published, dirs_exist_ok=True)
    listed = world.web.published / "donnees/adresses.txt"
    listed.write_text(listed.read_text() + "".join(f"organisations/disparue-{n}/\n" for n in range(gone)))
    file = world.web.published / "donnees/catalogue.json"
    told = json.loads(file.read_text(encoding="utf-8"))
    model = told["fiches"]["organisations"][0]
    told["fiches"]["organisations"] += [model | {"id": f"disparue-{n}"} for n in range(gone)]
    file.write_text(json.dumps(told), encoding="utf-8")


def one(jobs: dict[str, Job], name: str) -> Job:
    """The job that was the only one to start."""
    assert list(jobs) == [name]
    return jobs[name]
