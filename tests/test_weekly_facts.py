"""Each week: the facts that could be had are proposed in one place; those that could not are told, not lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command import git
from tests.forges.clone import Clone, cloned
from tests.wikibase import documents, faults
from tests.wikibase.server import Wikibase

pytestmark = pytest.mark.slow

FACT = f"catalogue/_wikidata/Q{documents.COPIES}.json"


@pytest.fixture
def wikibase() -> Iterator[Wikibase]:
    with Wikibase() as opened:
        opened.items |= documents.copies(2)
        yield opened


@pytest.fixture
def clone(tmp_path: Path, wikibase: Wikibase) -> Iterator[Clone]:
    with cloned("github", tmp_path) as found:
        found.write(
            "communs.yml",
            "nom: C\ncontact: robot@communs-essai.fr\n"
            f"wikidata: {{api: '{wikibase.api}', commons: '{wikibase.commons}'}}\n",
        )
        path = "catalogue/organisations/covoit.yml"
        said = (found.root / path).read_text() + f"identifiants: {{wikidata: Q{documents.COPIES}}}\n"
        found.write(path, said)
        git(found.root, "add", ".")
        git(found.root, "commit", "-qm", "réglages")
        git(found.root, "push", "-q", str(found.origin), "main")
        yield found


def week(clone: Clone) -> int:
    """What `make faits` runs, then what proposes it."""
    done = clone.run("enrich", "--partial-ok", "--summary", clone.root / ".cache/faits.md")
    if done.exit_code == 0:
        body = clone.root / ".cache/faits.md"
        proposed = clone.run("propose", "--branch", "faits", "--title", "Faits", "--body", body)
        assert proposed.exit_code == 0, proposed.stderr
    return done.exit_code


def test_what_changed_is_proposed_in_one_place(clone: Clone) -> None:
    assert week(clone) == 0
    change = clone.forge.changes[1]
    assert FACT in clone.files("faits")
    assert all(path.startswith("catalogue/_wikidata/") for path in clone.files("faits"))
    assert change.body == (clone.root / ".cache/faits.md").read_text()
    first = clone.at("faits")

    git(clone.root, "clean", "-qfd", "catalogue")  # a week later, and nobody has read it yet
    assert week(clone) == 0
    assert (len(clone.forge.changes), clone.at("faits")) == (1, first)

    git(clone.origin, "update-ref", "refs/heads/main", "faits")  # it is accepted
    git(clone.root, "reset", "-q", "--hard", first)
    change.open = False
    assert week(clone) == 0
    assert len(clone.forge.changes) == 1


def test_facts_that_could_not_be_had_do_not_keep_back_the_others(clone: Clone, wikibase: Wikibase) -> None:
    wikibase.faults[2] = faults.page(403)
    assert week(clone) == 0
    assert FACT in clone.files("faits")


@pytest.mark.parametrize("why", ["nothing answers", "too many losses"])
def test_where_nothing_was_written_the_work_fails(clone: Clone, wikibase: Wikibase, why: str) -> None:
    assert week(clone) == 0
    if why == "nothing answers":
        wikibase.faults.always(faults.page(403))
    else:
        item = wikibase.items[f"Q{documents.COPIES}"]
        wikibase.items[f"Q{documents.COPIES}"] = item | {"lastrevid": 5000, "labels": {}}
        settings = (clone.root / "communs.yml").read_text()
        clone.write("communs.yml", settings.replace("api:", "anomalies: 0, api:"))
    assert week(clone) == 3
