"""`communs comment` on GitLab and Forgejo: every open proposal is read as data, by the tools of the main branch alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from communs import apart
from tests.command import git
from tests.forges.clone import Clone, cloned
from tests.forges.state import Change

pytestmark = pytest.mark.slow

ENTRY = "catalogue/offres/covoiturer.yml"
REFS = {"gitlab": "refs/merge-requests/{}/head", "forgejo": "refs/pull/{}/head"}


@pytest.fixture(params=REFS)
def clone(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Clone]:
    with cloned(request.param, tmp_path) as found:
        yield found


@pytest.fixture
def forgejo(tmp_path: Path) -> Iterator[Clone]:
    with cloned("forgejo", tmp_path) as found:
        yield found


def pushed(clone: Clone, number: int, message: str = "Ma fiche") -> str:
    """What stands in the clone becomes a proposal's commit; the clone goes back to its main branch."""
    git(clone.root, "add", "--all", "--force", "catalogue", ".gitattributes", "scripts")
    git(clone.root, "commit", "-q", "--allow-empty", "-m", message)
    head = git(clone.root, "rev-parse", "HEAD").strip()
    git(clone.root, "push", "-q", str(clone.origin), f"HEAD:{REFS[clone.forge.kind].format(number)}")
    git(clone.root, "reset", "-q", "--hard", "origin-main")
    return head


def propose(clone: Clone, number: int, name: str = "Covoiturer ensemble") -> Change:
    """Somebody gives an entry another name."""
    prepare(clone)
    place = clone.root / ENTRY
    place.write_text(place.read_text().replace("nom: Covoiturer", f"nom: {name}"))
    return clone.forge.propose("Ma fiche", head=pushed(clone, number), fork=True, files={ENTRY: ""})


def prepare(clone: Clone) -> None:
    git(clone.root, "branch", "-f", "origin-main", "main")
    for name in (".gitattributes", "scripts/x"):
        clone.write(name, "\n")


def comment(clone: Clone, *words: str) -> tuple[int, list[str], str]:
    done = clone.run("comment", *words)
    said = done.stdout.replace("\u00a0", " ").replace(clone.forge.address, "…")
    return done.exit_code, [line.partition(" : ")[0] for line in said.splitlines()], done.stderr


def test_each_proposal_has_its_comment_and_is_read_again_only_when_it_changes(clone: Clone) -> None:
    one, two = propose(clone, 1), propose(clone, 2, "Trajets")
    assert comment(clone)[:2] == (0, ["Proposition 2", "Proposition 1"])
    body = one.comments[0].body.replace("\u00a0", " ")
    assert body.startswith(
        "<!-- communs:proposition -->\n**Tout est bon : rien ne vous est demandé.** Une personne"
    )
    assert "- **Nom** : Covoiturer → Covoiturer ensemble\n" in body
    assert body.rstrip().endswith(f"<!-- communs:enregistrement {one.head} -->")
    assert "**Trajets** · Offre" in two.comments[0].body
    wrote = len(clone.forge.wrote())
    done = clone.run("comment")
    assert (done.exit_code, done.stdout.replace("\u00a0", " ")) == (
        0,
        "Proposition 2 : rien de nouveau.\nProposition 1 : rien de nouveau.\n",
    )
    assert len(clone.forge.wrote()) == wrote
    prepare(clone)
    git(clone.root, "push", "-q", str(clone.origin), "+" + one.head + ":refs/heads/x")
    one.head = pushed(clone, 3)
    git(clone.origin, "update-ref", REFS[clone.forge.kind].format(1), one.head)
    assert comment(clone)[:2] == (0, ["Proposition 2", "Proposition 1"])
    assert (len(one.comments), one.head in one.comments[0].body) == (1, True)
    git(clone.root, "branch", "-D", "origin-main")


def test_nothing_is_open(clone: Clone) -> None:
    done = clone.run("comment")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "Aucune proposition n’est ouverte.\n", "")


def test_what_a_hostile_proposal_brings_is_never_run_nor_followed(
    forgejo: Clone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Links, filters, modules, hooks, a huge file, schemas that never end, code: then an honest proposal beside it."""
    trap, secret = tmp_path / "piege", tmp_path / "secret.txt"
    secret.write_text("nom: SECRET\n")
    prepare(forgejo)
    root = forgejo.root
    sprung = f'open({str(trap)!r}, "w")'
    forgejo.write("scripts/communs/__init__.py", sprung)
    forgejo.write("sitecustomize.py", sprung)
    forgejo.write(".gitattributes", "* filter=piege diff=piege merge=piege\n*.yml filter=lfs\n")
    forgejo.write(".gitconfig", f'[filter "piege"]\n\tsmudge = touch {trap}\n')
    forgejo.write("post-checkout", f"#!/bin/sh\ntouch {trap}\n")
    (root / "schemas").unlink()
    forgejo.write("schemas/offres/schema.json", '{"properties": {"nom": {"pattern": "^(a+)+$"}}}')
    (root / "catalogue/offres/lien.yml").symlink_to("/proc/self/environ")
    (root / "catalogue/offres/dehors.yml").symlink_to(secret)
    (root / "catalogue/lieux").symlink_to(tmp_path)
    forgejo.write("catalogue/offres/enorme.yml", "nom: " + "a" * 2_000_000)
    forgejo.write("catalogue/offres/doux.yml", "nom: " + "a" * 60 + "!\n")
    git(root, "add", "--all", "--force", ".")
    git(root, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},catalogue/module")
    hostile = forgejo.forge.propose(
        "Piège", head=pushed_as_it_is(forgejo, 1), fork=True, files={"scripts/x": ""}
    )
    honest = propose(forgejo, 2)

    spy = tmp_path / "bin/git"
    spy.parent.mkdir()
    spy.write_text(
        f'#!/bin/sh\nenv | grep -c jeton-tres >> {tmp_path}/journal\nPATH={os.environ["PATH"]} exec git "$@"\n'
    )
    spy.chmod(0o755)
    monkeypatch.setenv("PATH", f"{spy.parent}:{os.environ['PATH']}")

    code, said, why = comment(forgejo)
    assert (code, said, why) == (0, ["Proposition 2", "Proposition 1"], "")
    assert not trap.exists()
    assert "Covoiturer ensemble" in honest.comments[0].body
    body = hostile.comments[0].body.replace("\u00a0", " ")
    assert "SECRET" not in body
    assert "PATH=" not in body
    assert "« lien.yml » est un lien symbolique." in body
    assert "« dehors.yml » est un lien symbolique." in body
    assert "| `trop-gros` |" in body or "enorme.yml" in body
    assert "Cette proposition touche à l’outil : `scripts/x`." in body
    assert {*(tmp_path / "journal").read_text().split()} == {"0"}


def pushed_as_it_is(clone: Clone, number: int) -> str:
    """The index becomes a proposal's commit."""
    git(clone.root, "commit", "-q", "-m", "Piège")
    head = git(clone.root, "rev-parse", "HEAD").strip()
    git(clone.root, "push", "-q", str(clone.origin), f"HEAD:{REFS[clone.forge.kind].format(number)}")
    git(clone.root, "reset", "-q", "--hard", "origin-main")
    return head


def test_one_that_takes_too_long_is_told_so_once(forgejo: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    change = propose(forgejo, 1)
    monkeypatch.setattr(apart, "SECONDS", 0.001)
    assert comment(forgejo) == comment(forgejo) == (0, ["Proposition 1"], "")
    (one,) = change.comments
    assert (
        "**Cette proposition est trop longue à lire pour le robot.** Partagez-la en plusieurs.\n" in one.body
    )
    assert one.body.rstrip().endswith(f"<!-- communs:enregistrement {change.head} -->")
    assert len(forgejo.forge.wrote()) == 1


def test_one_that_cannot_be_read_keeps_nothing_from_the_others(forgejo: Clone) -> None:
    gone = forgejo.forge.propose("Sans commit", head="1" * 40, fork=True)
    odd = forgejo.forge.propose("Bizarre", head="--upload-pack=touch piege", fork=True)
    honest = propose(forgejo, 3)
    code, said, why = comment(forgejo)
    assert (code, said) == (1, ["Proposition 3"])
    assert "Proposition 2\u00a0: son commit n’en est pas un\n" in why
    assert "Proposition 1\u00a0: git n’a pas pu travailler avec " in why
    assert [len(one.comments) for one in (gone, odd, honest)] == [0, 0, 1]
