"""`communs propose`: what changed in catalogue/ becomes one proposal, pushed over HTTP to a real git."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command import git
from tests.forges.clone import Clone, cloned

pytestmark = pytest.mark.slow

KINDS = ("github", "gitlab", "forgejo")
AUTHORS = {
    "github": "github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>",
    "gitlab": "communs <noreply@127.0.0.1>",
    "forgejo": "communs <noreply@127.0.0.1>",
}
SPY = """\
#!/bin/sh
PATH={path}
echo "$*" >> {folder}/dit
env | grep COMMUNS_JETON >> {folder}/dit
case " $* " in *" push "*) . {folder}/avant ;; esac
exec git "$@"
"""
FACT = "catalogue/_wikidata/Q90.json"


@pytest.fixture(params=KINDS)
def clone(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Clone]:
    with cloned(request.param, tmp_path) as found:
        found.write(".cache/faits.md", "Paris a un nouveau site.\n")
        yield found


@pytest.fixture
def github(tmp_path: Path) -> Iterator[Clone]:
    with cloned("github", tmp_path) as found:
        found.write(".cache/faits.md", "Paris a un nouveau site.\n")
        yield found


def propose(clone: Clone, branch: str = "faits", **around: str) -> tuple[int, str, str]:
    body = clone.root / ".cache/faits.md"
    done = clone.run("propose", "--branch", branch, "--title", "Faits de Wikidata", "--body", body, **around)
    return done.exit_code, done.stdout.replace("\u00a0", " "), done.stderr.replace("\u00a0", " ")


def pushes(clone: Clone) -> int:
    return sum(one.path.endswith("/git-receive-pack") for one in clone.forge.asked)


def test_what_changed_in_the_catalogue_is_proposed_in_one_place_from_week_to_week(clone: Clone) -> None:
    clone.write(FACT, "{}\n")
    clone.write("communs.yml", "nom: Autre chose\n")
    (clone.root / "catalogue/offres/covoiturer.yml").unlink()
    before = clone.state()
    code, said, _ = propose(clone)
    assert code == 0
    change = clone.forge.changes[1]
    assert said.startswith(f"Proposé : {clone.forge.address}/")
    assert (change.title, change.body) == ("Faits de Wikidata", "Paris a un nouveau site.\n")
    assert clone.files("faits") == [FACT, "catalogue/offres/covoiturer.yml"]
    assert clone.at("faits", "%an <%ae>|%cn <%ce>|%s|%P") == (
        f"{AUTHORS[clone.forge.kind]}|{AUTHORS[clone.forge.kind]}|Faits de Wikidata|{clone.at('main')}"
    )
    assert clone.state() == before
    first = clone.at("faits")

    clone.write(".cache/faits.md", "Relu.\n")
    assert propose(clone)[0] == 0  # nothing new: only the words change
    assert (clone.at("faits"), change.body, pushes(clone)) == (first, "Relu.\n", 1)

    clone.write(FACT, '{"a": 1}\n')
    assert propose(clone)[0] == 0
    assert (len(clone.forge.changes), pushes(clone)) == (1, 2)
    assert clone.at("faits", "%P") == clone.at("main")  # one commit, whatever was proposed before


def test_nothing_changed(github: Clone) -> None:
    github.write("communs.yml", "nom: Autre chose\n")
    assert propose(github, COMMUNS_JETON="") == (0, "Rien à proposer.\n", "")
    assert github.forge.asked == []


@pytest.fixture
def spied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What `git` is told, but for its settings, is written there; what is in « avant » runs before each push."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "avant").write_text("")
    (tmp_path / "bin/git").write_text(SPY.format(folder=tmp_path, path=os.environ["PATH"]))
    (tmp_path / "bin/git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}/bin:{os.environ['PATH']}")
    return tmp_path / "dit"


def test_the_token_goes_to_git_alone_and_stays_nowhere(clone: Clone, spied: Path) -> None:
    address = f"{clone.forge.address}.git".replace("//", "//gitlab-ci-token:autre-secret@")
    git(clone.root, "remote", "set-url", "origin", address)
    git(clone.root, "config", f"http.{clone.forge.base}/.extraheader", "Authorization: Basic vieux")
    (clone.root / ".git/hooks/pre-push").write_text(f"#!/bin/sh\nenv >> {spied}\n")
    (clone.root / ".git/hooks/pre-push").chmod(0o755)
    spied.unlink()
    clone.write(FACT, "{}\n")
    code, said, complaint = propose(clone)
    assert (code, complaint) == (0, "")
    told = spied.read_text()
    assert f"push --quiet --force-with-lease=refs/heads/faits: {clone.forge.address}.git" in told
    shown = base64.b64encode(f"x-access-token:{clone.forge.token}".encode()).decode()
    kept = [path.read_bytes() for path in clone.root.rglob("*") if path.is_file()]
    for secret in (clone.forge.token, shown):
        assert secret not in told + said
        assert not any(secret.encode() in content for content in kept)
    assert "autre-secret" not in told
    heads = {one.headers.get("Authorization", "") for one in clone.forge.asked if ".git/" in one.path}
    assert heads == {f"Basic {shown}"}


@pytest.mark.parametrize("branch", ["main", "master", "publie", "tronc"])
def test_a_branch_that_belongs_to_people_is_refused(github: Clone, branch: str) -> None:
    github.write(
        "communs.yml", "nom: C\nforge: {type: github, depot: 'https://github.com/a/b', branche: publie}\n"
    )
    git(github.origin, "branch", "tronc", "main")
    git(github.origin, "symbolic-ref", "HEAD", "refs/heads/tronc")
    github.write(FACT, "{}\n")
    code, said, complaint = propose(github, branch)
    assert (code, said) == (2, "")
    assert complaint == f"communs : « {branch} » est la branche principale : le robot n’y écrit jamais.\n"
    assert pushes(github) == 0


@pytest.mark.parametrize("branch", ["a b", "a..b", "a:refs/heads/main", ""])
def test_a_name_that_no_branch_can_have_is_refused(github: Clone, branch: str) -> None:
    assert propose(github, branch)[2] == f"communs : « {branch} » ne peut pas être le nom d’une branche.\n"


def test_the_token_of_one_forge_is_not_shown_to_another(github: Clone) -> None:
    git(github.root, "remote", "set-url", "origin", "https://ailleurs.example.org/a/b.git")
    github.write(FACT, "{}\n")
    host = github.forge.base.removeprefix("http://")
    assert propose(github)[2] == (
        f"communs : Cette copie vient de ailleurs.example.org et la forge est {host} : "
        "le jeton de l’une n’est pas montré à l’autre.\n"
    )


def test_a_repository_on_this_machine_needs_no_password(github: Clone) -> None:
    git(github.root, "remote", "set-url", "origin", str(github.origin))
    github.write(FACT, "{}\n")
    assert propose(github)[0] == 0
    assert github.files("faits") == [FACT]


def test_a_shallow_clone_proposes_too(github: Clone, tmp_path: Path) -> None:
    github.write("catalogue/offres/autre.yml", "nom: Autre\n")
    git(github.root, "add", ".")
    git(github.root, "commit", "-qm", "deux")
    git(github.root, "push", "-q", str(github.origin), "main")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{github.origin}", "mince")
    git(tmp_path / "mince", "remote", "set-url", "origin", f"{github.forge.address}.git")
    thin = Clone(root=tmp_path / "mince", origin=github.origin, forge=github.forge)
    thin.write(".cache/faits.md", "Un.\n")
    thin.write(FACT, "{}\n")
    assert propose(thin)[0] == 0
    assert propose(thin)[0] == 0
    assert (github.files("faits"), pushes(github)) == ([FACT], 1)
    assert git(thin.root, "rev-list", "--count", "HEAD") == "1\n"


SAID = {
    ("github", "code"): "donnez à ce travail « contents: write » sous « permissions: ».",
    ("github", "proposals"):
        "ne permet pas au robot d’ouvrir une proposition. Donnez à ce travail « pull-requests: write » sous "
        "« permissions: » et, dans « Settings → Actions → General » du dépôt, cochez « Allow GitHub Actions to create and "
        "approve pull requests ».",
    ("gitlab", "code"): "créez un jeton avec le rôle « Developer » et le droit « api »",
    ("gitlab", "proposals"): "créez un jeton avec le rôle « Developer » et le droit « api »",
    ("forgejo", "code"): "créez un jeton avec le droit « write:repository »",
    ("forgejo", "proposals"): "créez un jeton avec le droit « write:repository »",
}  # fmt: skip


@pytest.mark.parametrize("right", ["code", "proposals"])
def test_a_missing_right_is_named_with_where_to_give_it(clone: Clone, right: str) -> None:
    clone.forge.denied.add(right)
    clone.forge.echoes = True
    clone.write(FACT, "{}\n")
    code, said, complaint = propose(clone)
    assert (code, said) == (2, "")
    assert SAID[clone.forge.kind, right] in complaint


def test_a_wrong_token_is_told_and_not_shown(clone: Clone) -> None:
    clone.forge.echoes = True
    clone.write(FACT, "{}\n")
    host = clone.forge.base.removeprefix("http://")
    code, said, complaint = propose(clone, COMMUNS_JETON="faux-jeton-0123456789")
    assert (code, said, complaint) == (
        2, "", f"communs : {host} ne reconnaît pas le jeton de COMMUNS_JETON : il est faux, ou il n’est plus valable.\n",
    )  # fmt: skip


def test_what_git_says_otherwise_is_told_without_the_token(github: Clone) -> None:
    (github.origin / "hooks/pre-receive").write_text(
        f"#!/bin/sh\necho 'Branche protégée, {github.forge.token}' >&2\nexit 1\n"
    )
    (github.origin / "hooks/pre-receive").chmod(0o755)
    github.write(FACT, "{}\n")
    code, _, complaint = propose(github)
    assert code == 2
    assert complaint.startswith(
        f"communs : git n’a pas pu travailler avec {github.forge.address} : « remote: Branche"
    )
    assert "protégée, …" in complaint
    assert github.forge.token not in complaint


def test_what_somebody_pushed_in_the_meantime_is_not_lost(github: Clone, spied: Path) -> None:
    (spied.parent / "avant").write_text(f"git -C {github.origin} branch faits main\n")
    github.write(FACT, "{}\n")
    assert propose(github)[0] == 2
    assert github.at("faits") == github.at("main")


def test_a_body_that_is_not_there_is_told_before_anything_leaves(github: Clone) -> None:
    github.write(FACT, "{}\n")
    (github.root / ".cache/faits.md").unlink()
    code, _, complaint = propose(github)
    assert (code, complaint) == (2, f"communs : {github.root}/.cache/faits.md ne peut pas être lu.\n")
    assert github.forge.asked == []


def test_without_a_token_nothing_leaves(github: Clone) -> None:
    github.write(FACT, "{}\n")
    assert propose(github, COMMUNS_JETON="")[2] == (
        "communs : Il manque le jeton qui permet au robot d’écrire sur la forge : donnez-le dans la variable "
        "COMMUNS_JETON.\n"
    )
    assert github.forge.asked == []
