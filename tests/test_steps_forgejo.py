"""Every step of every workflow of Forgejo is run, in clean clones, and leaves what it has to."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.ci import events, outcomes
from tests.ci.actions import Actions, Job, steps
from tests.ci.world import RIGHT, WRONG, World, world
from tests.command import git

pytestmark = pytest.mark.slow
MAIN = "refs/heads/main"
SKIPPED = {
    "make check": "it is the gate that runs this very test",
    "make second-moteur": "tests/test_second_engine.py runs it, on the whole catalogue",
    "make audit": "it asks the network what weaknesses are known",
}


@dataclass
class Played:
    """A month of a catalogue on Codeberg."""

    world: World
    actions: Actions
    wrong: dict[str, Job]
    right: dict[str, Job]
    commented: dict[str, Job]
    published: dict[str, Job]
    facts: dict[str, Job]
    links: dict[str, Job]
    stale: dict[str, Job]
    audit: dict[str, Job]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    with world("forgejo", tmp_path_factory.mktemp("forgejo")) as here:
        yield _play(here, Actions(world=here, skipped=SKIPPED))


def _play(here: World, actions: Actions) -> Played:
    def happens(name: str, payload: dict[str, Any]) -> dict[str, Job]:
        return actions.event(name, payload, commit=here.commits["main"], ref=MAIN)

    def proposal(number: int) -> dict[str, Job]:
        payload, ref = events.pull_request(here, number), f"refs/pull/{number}/head"
        return actions.event("pull_request", payload, commit=here.commits[number], ref=ref)

    def time(cron: str) -> dict[str, Job]:
        return happens("schedule", events.schedule(here, cron))

    wrong, right = proposal(WRONG), proposal(RIGHT)
    outcomes.stands(here, right["valider/valider"].artifacts["site"])
    return Played(
        world=here, actions=actions, wrong=wrong, right=right, commented=time("17 6-20/2 * * *"),
        published=happens("push", events.push(here)), facts=time("23 4 * * 1"), links=time("41 3 * * 3"),
        stale=time("17 5 2 * *"), audit=time("52 3 * * 5"),
    )  # fmt: skip


def test_a_proposal_with_a_mistake_is_explained_and_shown_all_the_same(played: Played) -> None:
    job = outcomes.one(played.wrong, "valider/valider")  # only the catalogue changed: the tools are not tried
    assert job.failed == [".venv/bin/communs validate"]
    assert "catalogue/organisations/covoit.yml:4:" in job.said("validate")
    assert set(job.artifacts) == {"apercu"}
    outcomes.is_preview(job.artifacts["apercu"] / "index.html")


def test_a_proposal_without_a_mistake_leaves_the_site_that_it_would_make(played: Played) -> None:
    assert list(played.right) == ["outils/essais", "outils/second-moteur", "valider/valider"]
    job = played.right["valider/valider"]
    assert (job.failed, job.left) == ([], []), job.ran
    assert "Covoit du Nord" in (job.artifacts["site"] / "organisations/covoit/index.html").read_text()


def test_the_robot_answers_each_open_proposal_with_the_code_of_the_main_branch(played: Played) -> None:
    job = outcomes.one(played.commented, "commenter/commenter")
    assert job.failed == [], job.ran
    assert git(job.workspace, "rev-parse", "HEAD").strip() == played.world.commits["main"]
    assert "plateforme-cooperatiff" in outcomes.commented(played.world, WRONG)
    assert "Covoit du Nord" in outcomes.commented(played.world, RIGHT)


def test_the_site_is_pushed_to_the_branch_that_codeberg_publishes(played: Played) -> None:
    job = outcomes.one(played.published, "publier/publier")
    assert (job.failed, job.left) == ([], []), job.ran
    assert git(played.world.origin, "rev-list", "--count", "pages").strip() == "1"
    listed = git(played.world.origin, "ls-tree", "--name-only", "pages").split()
    assert {"index.html", "donnees", "organisations"} <= set(listed)
    assert not {"scripts", "catalogue", ".forgejo"} & set(listed)


def test_facts_arrive_as_one_proposal(played: Played) -> None:
    job = outcomes.one(played.facts, "enrichir/enrichir")
    assert job.failed == [], job.ran
    outcomes.proposed_facts(played.world)


def test_what_ages_has_an_issue_and_links_that_answer_have_none(played: Played) -> None:
    jobs = [outcomes.one(played.links, "liens/liens"), outcomes.one(played.stale, "fraicheur/fraicheur")]
    assert [job.failed for job in jobs] == [[], []], [job.ran for job in jobs]
    outcomes.has_issues(played.world, "Covoiturer")


def test_dependencies_are_reviewed_each_week(played: Played) -> None:
    assert list(played.audit) == ["outils/audit"]


def test_no_step_was_left_out_but_those_that_say_why(played: Played) -> None:
    assert steps("forgejo") - played.actions.done == set()
    assert played.actions.unused == set()
