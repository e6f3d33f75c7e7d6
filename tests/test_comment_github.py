"""`communs comment` after a check of GitHub: a real clone, a real proposal, and what stands below it in the end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from communs import previewing
from communs.findings import CannotWork
from communs.forges.reviewing import Offer, fits, touched
from communs.preview.data import data
from communs.report import received
from tests.command import git
from tests.forges.clone import Clone, cloned
from tests.forges.server import REPOSITORY
from tests.forges.state import Change
from tests.wikibase.faults import page

pytestmark = pytest.mark.slow

ENTRY = "catalogue/offres/covoiturer.yml"


@pytest.fixture
def clone(tmp_path: Path) -> Iterator[Clone]:
    with cloned("github", tmp_path) as found:
        yield found


def propose(clone: Clone, **more: Any) -> Change:
    """Somebody changes an entry in a fork, with one mistake, and proposes it."""
    place = clone.root / ENTRY
    mistaken = place.read_text().replace("se-deplacer", "se-deplacr")
    place.write_text(mistaken.replace("Trouver un trajet partagé.", "Partager un trajet vers le travail."))
    git(clone.root, "checkout", "-q", "-b", "ma-fiche")
    git(clone.root, "commit", "-qam", "Ma fiche")
    head = git(clone.root, "rev-parse", "HEAD").strip()
    git(clone.root, "push", "-q", str(clone.origin), "ma-fiche:refs/pull/1/head")
    patch = git(clone.root, "diff", "main", "ma-fiche", "--", ENTRY)
    git(clone.root, "checkout", "-q", "main")
    told = {"head": head, "fork": True, "files": {ENTRY: ""}, "patches": {ENTRY: patch[patch.index("@@") :]}}
    return clone.forge.propose("Ma fiche", **told | more)


def artifact(clone: Clone) -> bytes:
    return json.dumps(data(previewing.between(clone.root, "main", "ma-fiche", house=clone.root))).encode()


def event(clone: Clone, change: Change, **more: Any) -> str:
    """The file that the runner writes before the job."""
    repository = {"id": 42, "full_name": REPOSITORY, "html_url": clone.forge.address}
    run = {
        "id": 7, "event": "pull_request", "head_sha": change.head, "head_branch": change.branch,
        "head_repository": {"full_name": "camille/catalogue" if change.fork else REPOSITORY},
        "repository": repository, "pull_requests": [], "conclusion": "failure",
    }  # fmt: skip
    place = clone.root.parent / "evenement.json"
    place.write_text(
        json.dumps({"action": "completed", "repository": repository, "workflow_run": run | more})
    )
    return str(place)


def comment(clone: Clone, change: Change, *words: str, **run: Any) -> tuple[int, str, str]:
    done = clone.run("comment", *words, GITHUB_EVENT_PATH=event(clone, change, **run))
    return done.exit_code, done.stdout.replace("\u00a0", " "), done.stderr.replace("\u00a0", " ")


def test_what_a_check_found_is_said_once_below_the_proposal(clone: Clone) -> None:
    change = propose(clone)
    clone.forge.keep(7, "proposition", {"proposition.json": artifact(clone)})
    code, said, _ = comment(clone, change)
    assert (code, said) == (
        0,
        f"Proposition 1 : {clone.forge.address}/pull/1#issuecomment-{change.comments[0].id}\n",
    )
    body = change.comments[0].body.replace("\u00a0", " ")
    assert body.startswith(
        "<!-- communs:proposition -->\n**1 erreur à corriger avant de publier.** Modifiez votre fiche comme il est dit "
        "ci-dessous : ce message se mettra à jour tout seul. Pour les corrections prêtes, un clic suffit : "
        "« Commit suggestion », dans « Files changed ».\n"
    )
    assert f"[Voir l’aperçu]({clone.forge.address}/actions/runs/7#artifacts)" in body
    assert "> **Covoiturer** · Offre<br>Partager un trajet vers le travail.<br>" in body
    assert "- **Résumé** : Trouver un trajet partagé. → Partager un trajet vers le travail.\n" in body
    assert "| 5 | **error** · “se-deplacr” is not a value of “besoins”. |" in body
    assert body.endswith(f"<!-- communs:enregistrement {change.head} -->\n")
    assert [(one["path"], one["line"]) for one in change.remarks] == [(ENTRY, 5)]
    assert "```suggestion\nbesoins: [se-deplacer]\n```" in change.remarks[0]["body"]

    assert comment(clone, change)[0] == 0  # the check ran again: nothing is said twice
    assert (len(change.comments), len(change.remarks)) == (1, 1)
    change.remarks[0]["line"] = None  # the line has changed since: GitHub folds what was said there
    assert comment(clone, change)[0] == 0
    assert (len(change.comments), len(change.remarks)) == (1, 2)


def test_a_correction_outside_of_the_diff_stays_in_the_table(clone: Clone) -> None:
    change = propose(clone, patches={ENTRY: "@@ -1,2 +1,2 @@\n nom: Covoiturer\n+resume: x\n"})
    clone.forge.keep(7, "proposition", {"proposition.json": artifact(clone)})
    assert comment(clone, change)[0] == 0
    assert change.remarks == []
    assert "Les lignes corrigées sont prêtes : copiez-les" in change.comments[0].body.replace("\u00a0", " ")


def test_lines_that_are_not_those_of_the_proposal_are_not_corrected(clone: Clone) -> None:
    change = propose(clone)
    told = json.loads(artifact(clone))
    told["lines"][ENTRY]["5"] = "besoins: [se-deplacr, autre]"
    clone.forge.keep(7, "proposition", {"proposition.json": json.dumps(told).encode()})
    assert comment(clone, change)[0] == 0
    assert (change.remarks, len(change.comments)) == ([], 1)


def test_a_review_that_is_refused_keeps_nothing_back(clone: Clone) -> None:
    change = propose(clone)
    clone.forge.keep(7, "proposition", {"proposition.json": artifact(clone)})
    comment(clone, change, "--dry-run")
    reads = len(clone.forge.asked)  # then come the remarks, the patches, and the review
    clone.forge.faults[2 * reads + 2] = page(422)
    code, _, why = comment(clone, change)
    assert code == 0
    assert "Les lignes corrigées sont prêtes : copiez-les" in change.comments[0].body.replace("\u00a0", " ")
    assert why.startswith("Les corrections n’ont pas pu être posées sur les lignes. ")


def test_a_proposal_that_moved_on_or_closed_is_left_alone(clone: Clone) -> None:
    change = propose(clone)
    moved = "La proposition a changé ou s’est fermée depuis cette vérification : rien n’est écrit.\n"
    assert comment(clone, change, head_sha="1" * 40) == (0, moved, "")
    assert comment(clone, change, head_repository={"full_name": "autre/catalogue"}) == (0, moved, "")
    change.open = False
    assert comment(clone, change) == (0, moved, "")
    assert clone.forge.wrote() == []


def test_the_number_is_the_one_that_the_event_gives(clone: Clone) -> None:
    """Two proposals of one branch; those of other repositories are named too."""
    change = propose(clone, fork=False)
    twin = clone.forge.propose("Autre", head=change.head, fork=False, files={"scripts/x.py": ""})
    clone.forge.keep(7, "proposition", {"proposition.json": artifact(clone)})
    named = [
        *(
            "x",
            {"base": {"repo": {"id": 42}}},
            {"number": "1", "base": {"repo": {"id": 42}}},
            {"base": {"repo": "x"}},
        ),
        {"number": 1, "base": {"repo": {"id": 5}}},
        {"number": twin.number, "base": {"repo": {"id": 42}}},
    ]
    assert comment(clone, change, pull_requests=named)[0] == 0
    assert (len(change.comments), len(twin.comments)) == (0, 1)
    assert "Cette proposition touche à l’outil : `scripts/x.py`." in twin.comments[0].body.replace(
        "\u00a0", " "
    )


@pytest.mark.parametrize(
    "run",
    [
        {"event": "push"},
        {"repository": {"full_name": "autre/catalogue"}},
        {"repository": None},
        {"event": None},
    ],
)
def test_the_run_must_be_that_of_a_proposal_made_here(clone: Clone, run: dict[str, Any]) -> None:
    said = "communs : La vérification terminée n’est pas celle d’une proposition faite à ce dépôt.\n"
    assert comment(clone, propose(clone), **run) == (2, "", said)
    assert clone.forge.wrote() == []


@pytest.mark.parametrize(
    ("left", "why"),
    [
        (b"{}", "« / » n’a pas la forme attendue"),
        (b"[" * 50_000, "ce n’est pas du JSON valable"),
        (b'{"version": 1, "version": 1}', "ce n’est pas du JSON valable"),
        (b"NaN", "ce n’est pas du JSON valable"),
        (
            b'{"version": 1.0}',
            "ce n’est pas du JSON valable",
        ),  # no number of ours has a point: 1.0 is no line
        (b"\xff", "ce n’est pas du JSON valable"),
    ],
)
def test_an_artifact_of_another_shape_is_refused(clone: Clone, left: bytes, why: str) -> None:
    change = propose(clone)
    clone.forge.keep(7, "proposition", {"proposition.json": left})
    assert comment(clone, change) == (2, "", f"communs : Cette proposition est refusée : {why}.\n")
    assert clone.forge.wrote() == []


def test_an_artifact_that_is_too_big_is_refused(clone: Clone) -> None:
    change = propose(clone)
    clone.forge.keep(7, "proposition", {"proposition.json": b" " * (received.MOST + 1)})
    code, said, why = comment(clone, change)
    assert (code, said, "1048576 octets" in why) == (2, "", True)
    with pytest.raises(CannotWork, match="elle dépasse 1048576 octets"):
        received.read(b" " * (received.MOST + 1))


def test_a_trial_writes_nothing_on_the_forge(clone: Clone) -> None:
    change = propose(clone)
    clone.forge.keep(7, "proposition", {"proposition.json": artifact(clone)})
    code, said, _ = comment(clone, change, "--dry-run", "--lang", "en")
    assert (code, clone.forge.wrote()) == (0, [])
    assert said.startswith("**1 error to correct before publishing.** Change your entry")
    assert "<summary>En français</summary>" in said


def test_a_file_by_hand(clone: Clone) -> None:
    propose(clone)
    place = clone.root.parent / "proposition.json"
    place.write_bytes(artifact(clone))
    done = clone.run("comment", place, "--dry-run", COMMUNS_JETON="")
    assert (done.exit_code, done.stdout.startswith("**1 erreur à corriger")) == (0, True)
    done = clone.run("comment", place)
    assert (done.exit_code, clone.forge.asked) == (2, [])
    assert "On ne sait pas à quelle proposition répondre." in done.stderr


def test_the_lines_that_a_diff_shows() -> None:
    patch = "@@ -1,2 +1,3 @@ nom\n nom: a\n-b\n+c\r\n+d\n\\ No newline at end of file\n@@ -9 +10 @@\n+e"
    assert touched(patch) == {1: (1, "nom: a"), 2: (1, "c"), 3: (1, "d"), 10: (2, "e")}
    assert touched("") == {}
    one = Offer(name="a", path="x.yml", first=2, lines=("c", "d"), body="")
    assert fits(one, touched(patch))
    assert not fits(replace(one, lines=("c", "x")), touched(patch))
    assert not fits(replace(one, first=3, lines=("d", "e")), {3: (1, "d"), 4: (2, "e")})
    assert not fits(replace(one, lines=()), touched(patch))
