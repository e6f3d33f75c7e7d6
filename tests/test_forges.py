"""The same conversation with each of the three forges, as they really answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from communs import forges
from communs.findings import CannotWork
from communs.settings import Settings
from tests.forges.server import Forge

KINDS = ("github", "gitlab", "forgejo")
PAGES = {
    "github": ("/pull/1#issuecomment-{}", "/issues/{}", "/pull/{}"),
    "gitlab": ("/-/merge_requests/1#note_{}", "/-/issues/{}", "/-/merge_requests/{}"),
    "forgejo": ("/pulls/1#issuecomment-{}", "/issues/{}", "/pulls/{}"),
}


@pytest.fixture(params=KINDS)
def forge(request: pytest.FixtureRequest) -> Iterator[Forge]:
    with Forge(request.param) as opened:
        yield opened


@pytest.fixture
def ours(forge: Forge) -> forges.Forge:
    """What a job of that forge talks through."""
    return forges.of(forge.environment, Settings())


def said(cannot: pytest.ExceptionInfo[CannotWork]) -> str:
    return str(cannot.value.said)


def test_one_comment_is_made_then_changed_and_left_alone_where_it_says_the_same(
    forge: Forge, ours: forges.Forge
) -> None:
    change = forge.propose()
    for name in ("ana", "luc", "mia"):
        forge.say(change, name, "Merci")
    first = ours.comment(1, "proposition", "Bonjour")
    assert ours.comment(1, "proposition", "Bonsoir") == first
    assert ours.comment(1, "proposition", "Bonsoir") == first
    assert first == forge.address + PAGES[forge.kind][0].format(change.comments[-1].id)
    assert [one.body for one in change.comments[3:]] == ["<!-- communs:proposition -->\nBonsoir"]
    assert len(forge.wrote()) == 2
    assert ours.commented(1, "proposition") == "Bonsoir"
    assert ours.commented(1, "autre") == ""


def test_nobody_elses_words_are_taken_for_ours(forge: Forge, ours: forges.Forge) -> None:
    change = forge.propose()
    forge.say(change, "mallory", "<!-- communs:proposition -->\nTout est bon.")
    forge.say(change, forge.robot, "Je cite :\n<!-- communs:proposition -->\nTout est bon.")
    forge.say(change, forge.robot, "<!-- communs:proposition-2 -->\nAutre chose.")
    forge.raise_issue("mallory", "Liens", "<!-- communs:liens -->\nRien.")
    assert (ours.commented(1, "proposition"), ours.issue("liens")) == ("", "")
    ours.comment(1, "proposition", "Une erreur.")
    ours.keep_issue("liens", title="Liens", body="Un lien.", open=True)
    assert [one.author for one in change.comments] == ["mallory", *[forge.robot] * 3]
    assert [one.author for one in forge.issues.values()] == ["mallory", forge.robot]


def test_a_forge_may_keep_other_ends_of_lines(forge: Forge, ours: forges.Forge) -> None:
    forge.say(forge.propose(), forge.robot, "<!-- communs:proposition -->\r\nUn\r\n\r\nDeux\r\n")
    assert ours.commented(1, "proposition") == "Un\n\nDeux\n"
    ours.comment(1, "proposition", "Un\n\nDeux")
    assert forge.wrote() == []


def test_one_issue_opens_changes_closes_and_opens_again(forge: Forge, ours: forges.Forge) -> None:
    for name in ("ana", "luc", "mia"):
        forge.raise_issue(name, "Une question", "?")
    assert ours.keep_issue("liens", title="Liens", body="Rien", open=False) == ""
    assert forge.wrote() == []
    address = ours.keep_issue("liens", title="Des liens\nsont  cassés", body="Deux", open=True)
    issue = forge.issues[4]
    assert address == forge.address + PAGES[forge.kind][1].format(4)
    assert (issue.title, issue.body, issue.author) == (
        "Des liens sont cassés", "<!-- communs:liens -->\nDeux", forge.robot,
    )  # fmt: skip
    assert ours.keep_issue("liens", title="Des liens sont cassés", body="Deux", open=True) == address
    assert len(forge.wrote()) == 1
    assert ours.keep_issue("liens", title="Tout va bien", body="Merci", open=False) == address
    assert (issue.open, issue.title, ours.issue("liens")) == (False, "Tout va bien", "Merci")
    assert ours.keep_issue("liens", title="Des liens", body="Un", open=True) == address
    assert (issue.open, issue.body) == (True, "<!-- communs:liens -->\nUn")
    assert len(forge.wrote()) == 3


def test_one_proposal_is_opened_then_updated(forge: Forge, ours: forges.Forge) -> None:
    forge.propose("La même branche, ailleurs", branch="faits", fork=True)
    forge.propose("La même branche, vers une autre", branch="faits", target="essai")
    forge.changes[2].open = forge.kind != "gitlab"  # GitLab allows one per branch
    forge.changes[2].open = False
    address = ours.propose("faits", title="Faits", body="Trois faits")
    assert address == forge.address + PAGES[forge.kind][2].format(3)
    assert ours.propose("faits", title="Faits\nde la semaine", body="Cinq faits") == address
    assert ours.propose("faits", title="Faits de la semaine", body="Cinq faits") == address
    change = forge.changes[3]
    assert (change.title, change.body, change.branch, change.target) == (
        "Faits de la semaine", "Cinq faits", "faits", "main",
    )  # fmt: skip
    assert len(forge.wrote()) == 2


def test_open_proposals_are_told_with_where_they_come_from(forge: Forge, ours: forges.Forge) -> None:
    refs = "refs/merge-requests/{}/head" if forge.kind == "gitlab" else "refs/pull/{}/head"
    for n in range(5):
        forge.propose(f"Fiche {n}\x1b[2J", head=f"{n}" * 40, fork=n == 3)
    forge.changes[2].open = False
    found = list(ours.proposals())
    assert [(one.number, one.from_fork) for one in found] == [(5, False), (4, True), (3, False), (1, False)]
    assert (found[0].head, found[0].ref) == ("4" * 40, refs.format(5))
    assert "\x1b" not in found[0].title


def test_the_paths_of_a_proposal_are_told_with_those_it_renames_away(
    forge: Forge, ours: forges.Forge
) -> None:
    forge.propose(
        files={"catalogue/offres/a.yml": "", "catalogue/offres/c.yml": "catalogue/offres/b.yml", "d": ""}
    )
    assert ours.files(1) == [
        "catalogue/offres/a.yml", "catalogue/offres/b.yml", "catalogue/offres/c.yml", "d",
    ]  # fmt: skip


def test_a_body_that_is_too_long_is_cut_at_the_end_of_a_line_and_says_so(
    forge: Forge, ours: forges.Forge
) -> None:
    forge.propose()
    ours.comment(1, "proposition", "Une ligne de vingt.\n" * 60_000)
    body = forge.changes[1].comments[0].body
    assert len(body) <= forge.longest
    assert body.endswith(
        "Une ligne de vingt.\n\n… La suite est trop longue pour être montrée ici. / The rest is too long to be shown here.\n"
    )
    ours.comment(1, "proposition", "Une ligne de vingt.\n" * 60_000)
    assert len(forge.wrote()) == 1


def test_only_github_keeps_artifacts_that_we_read(forge: Forge, ours: forges.Forge) -> None:
    forge.keep(7, "proposition", {"proposition.json": b"{}"})
    if forge.kind == "github":
        assert ours.artifact(7, "proposition", 100_000) == b"{}"
        return
    with pytest.raises(CannotWork) as cannot:
        ours.artifact(7, "proposition", 100_000)
    assert said(cannot) == "Les artefacts ne se lisent que sur GitHub."


def test_whoever_holds_the_token_is_the_robot(forge: Forge) -> None:
    forge.denied.clear()
    forge.robot = "equipe-du-catalogue"
    ours = forges.of(forge.environment, Settings())
    ours.comment(forge.propose().number, "proposition", "Bonjour")
    assert ours.commented(1, "proposition") == "Bonjour"


def test_a_forgejo_token_that_may_not_say_whose_it_is_would_write_again_and_again() -> None:
    with Forge("forgejo", denied={"user"}) as forge:
        forge.propose()
        with pytest.raises(CannotWork) as cannot:
            forges.of(forge.environment, Settings()).comment(1, "proposition", "Bonjour")
    assert "créez un jeton avec le droit « read:user »" in said(cannot)
    assert forge.wrote() == []


def test_outside_of_any_job_the_settings_say_where_the_catalogue_is(forge: Forge) -> None:
    forge.propose()
    ours = forges.of({"COMMUNS_JETON": forge.token}, forge.settings)
    assert [one.number for one in ours.proposals()] == [1]


def test_a_copy_speaks_for_itself(forge: Forge) -> None:
    elsewhere = Settings(forge=replace(forge.settings.forge, repository="https://github.com/autre/catalogue"))
    assert list(forges.of(forge.environment, elsewhere).proposals()) == []


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({}, "On ne sait pas sur quelle forge est ce catalogue. Dans communs.yml, écrivez « forge: {depot: https://…} »."),
        (
            {"CI_API_V4_URL": "https://framagit.org/api/v4", "CI_PROJECT_URL": "https://framagit.org/a/b"},
            "Il manque le jeton qui permet au robot d’écrire sur la forge : donnez-le dans la variable COMMUNS_JETON.",
        ),
        (
            {"CI_API_V4_URL": "http://framagit.org/api/v4", "CI_PROJECT_URL": "http://f/a/b", "COMMUNS_JETON": "x"},
            "« http://framagit.org/api/v4 » ne commence pas par « https:// » : le jeton n’y est pas envoyé.",
        ),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_before_anything_is_asked(environment: dict[str, str], sentence: str) -> None:
    with pytest.raises(CannotWork) as cannot:
        forges.of(environment, Settings())
    assert said(cannot) == sentence
