"""What plays the part of the forges reads conditions as they do, and fails on what it does not know."""

import pytest

from tests.ci import expressions, pipelines

CONTEXTS = {
    "github": {
        "event": {"number": 7, "title": "x'); rm"},
        "event_name": "pull_request",
        "ref": "refs/heads/main",
    },
    "inputs": {},
    "steps": {},
}


def after(status: str, words: str) -> bool:
    return expressions.holds(words, CONTEXTS, lambda name: name in (status, "always"))


def filled(words: str) -> str:
    return expressions.filled(words, CONTEXTS, lambda name: name == "success")


def test_values_take_the_place_of_expressions() -> None:
    assert filled("valider-${{ github.ref }}-${{ github.event.number }}") == "valider-refs/heads/main-7"
    assert filled("${{ inputs.accepter }}${{ github.event.pull_request.base.sha }}") == ""
    assert filled("${{ github.event_name == 'PULL_REQUEST' && !cancelled() }}") == "true"


@pytest.mark.parametrize(
    "words",
    [
        "${{ github.actr }}",
        "${{ secrets.X }}",
        "${{ hashFiles('x') }}",
        "${{ 1 + 1 }}",
        "${{ github.ref github.ref }}",
    ],
)
def test_what_is_not_known_is_not_guessed(words: str) -> None:
    with pytest.raises(expressions.Unknown):
        filled(words)


def test_a_condition_without_a_word_on_the_status_needs_a_success() -> None:
    assert after("success", "${{ github.event_name == 'pull_request' }}")
    assert not after("failure", "${{ github.event_name == 'pull_request' }}")
    assert not after("success", "github.event_name != 'pull_request' || github.ref == 'refs/heads/pages'")
    assert after("failure", "${{ !cancelled() }}")
    assert not after("cancelled", "${{ !cancelled() }}")


def test_rules_of_gitlab_compare_variables() -> None:
    told = {"CI_PIPELINE_SOURCE": "push", "CI_COMMIT_BRANCH": "main", "CI_DEFAULT_BRANCH": "main"}
    assert pipelines.holds("$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH", told)
    assert pipelines.holds('$CI_PIPELINE_SOURCE == "web" || $CI_PIPELINE_SOURCE == "push"', told)
    assert not pipelines.holds('$CI_PIPELINE_SOURCE == "push" && $COMMUNS_TRAVAIL == "liens"', told)
    with pytest.raises(pipelines.Unknown):
        pipelines.holds("$CI_COMMIT_BRANCH =~ /^v/", told)


@pytest.mark.parametrize(
    ("pattern", "path", "hit"),
    [("*", "README.md", True), ("*", "catalogue/x.yml", False), ("docs/**/*", "docs/en/a.md", True),
     ("docs/**/*", "docs/a.md", True)],
)  # fmt: skip
def test_paths_of_gitlab(pattern: str, path: str, hit: bool) -> None:
    assert (pipelines.glob(pattern).fullmatch(path) is not None) == hit
