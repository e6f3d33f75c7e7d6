"""Every step of every workflow of GitHub is run, in clean clones, and leaves what it has to."""

import json
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
GONE = "https://covoit.communs-essai.fr"
SKIPPED = {
    "make test": "it is the gate that runs this very test",
    "make second-moteur": "tests/test_second_engine.py runs it, on the whole catalogue",
    "make audit": "it asks the network what weaknesses are known",
    "actions/deploy-pages": "only the real forge has pages",
    "pypa/gh-action-pypi-publish": "only PyPI gives and takes the proof of who publishes",
}


@dataclass
class Played:
    """A month of a catalogue on GitHub."""

    world: World
    actions: Actions
    wrong: dict[str, Job]
    right: dict[str, Job]
    commented: dict[str, Job]
    again: dict[str, Job]
    refused: dict[str, Job]
    published: dict[str, Job]
    facts: dict[str, Job]
    links: list[dict[str, Job]]
    stale: dict[str, Job]
    audit: dict[str, Job]
    tried: dict[str, Job]
    released: dict[str, Job]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    with world("github", tmp_path_factory.mktemp("github")) as here:
        actions = Actions(world=here, skipped=SKIPPED)
        yield _play(here, actions)


def _play(here: World, actions: Actions) -> Played:
    main = here.commits["main"]

    def happens(name: str, payload: dict[str, Any], ref: str = MAIN, only: str = "") -> dict[str, Job]:
        return actions.event(name, payload, commit=main, ref=ref, only=only)

    def proposal(number: int) -> dict[str, Job]:
        payload, ref = events.pull_request(here, number), f"refs/pull/{number}/merge"
        return actions.event("pull_request", payload, commit=here.commits[number], ref=ref)

    def checked(run: int) -> dict[str, Job]:
        return happens("workflow_run", events.workflow_run(here, run, WRONG, "failure"))

    def time(cron: str, days: int = 0) -> dict[str, Job]:
        here.later(days)
        return happens("schedule", events.schedule(here, cron))

    wrong = proposal(WRONG)
    (run,) = [run for run, left in actions.runs.items() if "proposition" in left]
    commented, again = checked(run), checked(run)
    right = proposal(RIGHT)
    outcomes.stands(here, right["valider/valider"].artifacts["site"], gone=40)
    refused = happens("push", events.push(here))
    here.web.gone.add(f"{GONE}/")
    return Played(
        world=here, actions=actions, wrong=wrong, right=right, commented=commented, again=again, refused=refused,
        published=happens("workflow_dispatch", events.dispatch(here, accepter="C’est voulu."), only="publier.yml"),
        facts=time("23 4 * * 1"), links=[time("41 3 * * 3", days=7) for _ in range(3)], stale=time("17 5 2 * *"),
        audit=time("52 3 * * 5"), tried=happens("workflow_dispatch", events.dispatch(here), only="outils.yml"),
        released=happens("push", events.push(here), "refs/tags/v1.0.0"),
    )  # fmt: skip


def test_a_proposal_with_a_mistake_is_explained_and_shown_all_the_same(played: Played) -> None:
    job = outcomes.one(played.wrong, "valider/valider")  # only the catalogue changed: the tools are not tried
    (failed,) = job.failed
    assert "communs validate" in failed
    assert "::error file=catalogue/organisations/covoit.yml,line=4," in job.said("validate")
    assert "plateforme-cooperatiff" in job.summary
    assert set(job.artifacts) == {"proposition", "index.html"}
    outcomes.is_proposal(job.artifacts["proposition"] / "proposition.json", errors=1)
    outcomes.is_preview(job.artifacts["index.html"] / "index.html")


def test_a_proposal_without_a_mistake_leaves_the_site_that_it_would_make(played: Played) -> None:
    assert list(played.right) == ["outils/essais", "outils/second-moteur", "valider/valider"]
    job = played.right["valider/valider"]
    assert job.failed == []
    assert set(job.artifacts) == {"proposition", "index.html", "site"}
    outcomes.is_proposal(job.artifacts["proposition"] / "proposition.json", errors=0)
    page = job.artifacts["site"] / "organisations/covoit/index.html"
    assert "Covoit du Nord" in page.read_text(encoding="utf-8")
    assert job.left == []


def test_one_comment_answers_a_proposal_from_a_fork_however_often_it_is_checked(played: Played) -> None:
    for jobs in (played.commented, played.again):
        job = outcomes.one(jobs, "commenter/commenter")
        assert job.failed == [], job.ran
        head = git(job.workspace, "rev-parse", "HEAD").strip()
        assert head == played.world.commits["main"]  # nothing of the proposal is on this machine
    body = outcomes.commented(played.world, WRONG)
    assert "plateforme-cooperatiff" in body
    assert played.world.forge.changes[RIGHT].comments == []


def test_a_site_that_lost_much_is_not_published_until_somebody_says_that_it_was_meant(played: Played) -> None:
    (failed,) = played.refused["publier/construire"].failed
    assert failed == ".venv/bin/communs publish-check publie site"
    assert "publier/mettre-en-ligne" not in played.refused
    assert list(played.published) == ["publier/construire", "publier/mettre-en-ligne"]
    job = played.published["publier/construire"]
    assert job.failed == [], job.ran
    assert (job.artifacts["github-pages"] / "donnees/catalogue.json").exists()
    assert job.left == []


def test_facts_arrive_as_one_proposal(played: Played) -> None:
    assert outcomes.one(played.facts, "enrichir/enrichir").failed == [], played.facts["enrichir/enrichir"].ran
    outcomes.proposed_facts(played.world)


def test_links_and_what_ages_have_one_issue_each(played: Played) -> None:
    weeks = [
        outcomes.one(jobs, "liens/liens") for jobs in played.links
    ]  # a link that failed three times is told
    assert [job.failed for job in [*weeks, outcomes.one(played.stale, "fraicheur/fraicheur")]] == [
        [],
        [],
        [],
        [],
    ]
    outcomes.has_issues(played.world, GONE, "Covoiturer")


def test_tools_are_tried_when_they_change_and_reviewed_each_week(played: Played) -> None:
    assert list(played.audit) == ["outils/audit"]
    assert list(played.tried) == ["outils/essais", "outils/second-moteur", "outils/audit"]
    assert "outils/second-moteur" in played.refused  # the push on the main branch


def test_a_tag_makes_a_package_that_another_job_publishes(played: Played) -> None:
    assert list(played.released) == ["livrer/paquet", "livrer/pypi"]
    job, last = played.released.values()
    assert (job.failed, last.failed) == ([], []), job.ran
    assert [path.suffix for path in sorted((last.workspace / "dist").iterdir())] == [".whl", ".gz"]
    (parts,) = job.artifacts["composants"].iterdir()
    assert json.loads(parts.read_text(encoding="utf-8"))["bomFormat"] == "CycloneDX"


def test_no_step_was_left_out_but_those_that_say_why(played: Played) -> None:
    assert steps("github") - played.actions.done == set()
    assert played.actions.unused == set()
