"""Every line of every job of GitLab is run, in clean clones, and leaves what it has to."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.ci import outcomes, pipelines
from tests.ci.actions import Job
from tests.ci.pipelines import Pipelines
from tests.ci.world import RIGHT, WRONG, World, world
from tests.command import git

pytestmark = pytest.mark.slow
SKIPPED = {
    "make test": "it is the gate that runs this very test",
    "make second-moteur": "tests/test_second_engine.py runs it, on the whole catalogue",
    "make audit": "it asks the network what weaknesses are known",
}


@dataclass
class Played:
    """A month of a catalogue on Framagit."""

    world: World
    pipelines: Pipelines
    wrong: dict[str, Job]
    right: dict[str, Job]
    published: dict[str, Job]
    scheduled: dict[str, dict[str, Job]]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    with world("gitlab", tmp_path_factory.mktemp("gitlab")) as here:
        yield _play(here, Pipelines(world=here, skipped=SKIPPED))


def _play(here: World, gitlab: Pipelines) -> Played:
    main = here.commits["main"]

    def proposal(number: int) -> dict[str, Job]:
        return gitlab.pipeline("merge_request_event", commit=here.commits[number], proposal=number)

    wrong, right = proposal(WRONG), proposal(RIGHT)
    outcomes.stands(here, right["construire"].artifacts["site/"])
    works = ("commenter", "enrichir", "liens", "fraicheur", "outils")
    return Played(
        world=here, pipelines=gitlab, wrong=wrong, right=right, published=gitlab.pipeline("push", commit=main),
        scheduled={work: gitlab.pipeline("schedule", commit=main, COMMUNS_TRAVAIL=work) for work in works},
    )  # fmt: skip


def test_a_proposal_with_a_mistake_is_explained_and_shown_all_the_same(played: Played) -> None:
    jobs = played.wrong
    assert set(jobs) == {
        "valider",
        "apercu",
        "construire",
    }  # only the catalogue changed: the tools are not tried
    assert {name for name, job in jobs.items() if job.failed} == {"valider", "construire"}
    (finding,) = json.loads(jobs["valider"].artifacts["gl-code-quality-report.json"].read_text())
    assert finding["location"]["path"] == "catalogue/organisations/covoit.yml"
    outcomes.is_preview(jobs["apercu"].artifacts[".cache/apercu/index.html"])


def test_a_proposal_without_a_mistake_leaves_the_site_that_it_would_make(played: Played) -> None:
    jobs = played.right
    assert set(jobs) == {"valider", "apercu", "construire", "essais", "second-moteur"}
    assert [job.ran for job in jobs.values() if job.failed] == []
    assert jobs["valider"].left == ["?? gl-code-quality-report.json"]
    page = jobs["construire"].artifacts["site/"] / "organisations/covoit/index.html"
    assert "Covoit du Nord" in page.read_text()


def test_what_a_member_writes_is_never_run(played: Played) -> None:
    assert "touch pris" in played.pipelines.title  # it was the title of each merge request
    assert not list(played.world.folder.rglob("pris"))


def test_the_robot_answers_each_open_proposal_with_the_code_of_the_main_branch(played: Played) -> None:
    job = outcomes.one(played.scheduled["commenter"], "commenter")
    assert job.failed == [], job.ran
    assert git(job.workspace, "rev-parse", "HEAD").strip() == played.world.commits["main"]
    assert "plateforme-cooperatiff" in outcomes.commented(played.world, WRONG)
    assert "Covoit du Nord" in outcomes.commented(played.world, RIGHT)


def test_the_main_branch_leaves_the_pages(played: Played) -> None:
    assert list(played.published) == ["essais", "second-moteur", "pages"]
    job = played.published["pages"]
    assert job.failed == [], job.ran
    assert (job.artifacts["public/"] / "index.html").exists()
    assert all(line.replace('"', "").startswith("?? public/") for line in job.left), job.left


def test_facts_arrive_as_one_proposal(played: Played) -> None:
    job = outcomes.one(played.scheduled["enrichir"], "enrichir")
    assert job.failed == [], job.ran
    outcomes.proposed_facts(played.world)


def test_what_ages_has_an_issue_and_links_that_answer_have_none(played: Played) -> None:
    jobs = [outcomes.one(played.scheduled[name], name) for name in ("liens", "fraicheur")]
    assert [job.failed for job in jobs] == [[], []], [job.ran for job in jobs]
    outcomes.has_issues(played.world, "Covoiturer")


def test_dependencies_are_reviewed_each_week(played: Played) -> None:
    assert list(played.scheduled["outils"]) == ["audit"]


def test_the_same_change_never_has_two_pipelines(played: Played) -> None:
    commit = played.world.commits[RIGHT]
    assert played.pipelines.pipeline("push", commit=commit, CI_COMMIT_BRANCH="ma-fiche") == {}


def test_no_line_was_left_out_but_those_that_say_why(played: Played) -> None:
    found = pipelines.jobs(pipelines.read()).items()
    every = {(name, line) for name, job in found for line in [*job["before_script"], *job["script"]]}
    assert every - played.pipelines.done == set()
    assert played.pipelines.unused == set()
