"""`communs withdraw` as people meet it: what it says, what it writes, what it leaves, and how to stop it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pexpect
import pytest
from click.testing import CliRunner, Result

from communs import disk, pipeline
from communs.cli import main
from tests.command import COMMUNS, ENVIRONMENT, git
from tests.conftest import ROOT, lay

pytestmark = pytest.mark.slow

PREFILLED = "origine: pre-remplie\nsources:\n  - url: https://covoit.example.org\n    lu_le: 2026-11-02\n"
FILES = {
    "catalogue/communs/carte-commune.yml":
        "# yaml-language-server: $schema=../../.cache/schemas/communs.json\n"
        "nom: Carte commune\nresume: Une carte née chez Covoit.\ntype: communaute\n"
        f"maintenu_par: [covoit, ville-de-lille] # ensemble\n{PREFILLED}",
    "catalogue/alliances/routes.yml":
        "# yaml-language-server: $schema=../../.cache/schemas/alliances.json\n"
        "nom: Les Routes\nresume: Des transports qui s’entraident.\ntype: reseau\n"
        "coordination: covoit\nverifie_le: 2026-11-02\n",
    "catalogue/signatures/declaration--covoit.yml":
        "# yaml-language-server: $schema=../../.cache/schemas/signatures.json\n"
        "declaration: declaration\norganisation: covoit\ndate: 2022-09-20\nverifie_le: 2026-11-02\n",
}  # fmt: skip
PLAN = """\
Retrait de « organisations/covoit » : ces fichiers disparaissent.
  catalogue/organisations/covoit.yml
L’adresse s’inscrit dans catalogue/_retraits.yml et répondra « fiche retirée ».

Ces fiches pré-remplies en parlaient ; elles n’en parlent plus :
  catalogue/communs/carte-commune.yml:5
    - maintenu_par: [covoit, ville-de-lille] # ensemble
    + maintenu_par: [ville-de-lille] # ensemble

Ces fiches en parlent et sont à leurs membres : prévenez-les, et proposez-leur ceci.
  catalogue/alliances/routes.yml:5
    - coordination: covoit

Ces fiches ne tiennent pas sans elle. À retirer aussi ?
  communs withdraw catalogue/offres/covoiturer.yml
    Covoiturer
  communs withdraw catalogue/signatures/declaration--covoit.yml
    Covoit

Son nom ou son adresse s’y lit encore : relisez ces lignes.
  catalogue/communs/carte-commune.yml:3

"""
STAYS = """\

Les copies déjà téléchargées, les archives du web et les moteurs de recherche restent.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The base catalogue, where several entries speak of `covoit`."""
    found = lay(None, tmp_path)
    shutil.copytree(ROOT / "schemas", found / "schemas", ignore=shutil.ignore_patterns("exemple.yml"))
    for path, content in FILES.items():
        (found / path).parent.mkdir(exist_ok=True)
        (found / path).write_text(content, encoding="utf-8")
    return found


def _run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), "withdraw", *words])


def _plain(said: str) -> str:
    return said.replace("\u00a0", " ")


def _files(root: Path) -> dict[str, bytes]:
    return {source.path: source.data for source in disk.sources(root)}


def test_an_entry_goes_and_all_that_speaks_of_it_is_told(root: Path) -> None:
    done = _run(root, "organisations/covoit")
    assert (done.exit_code, done.stderr) == (0, "")
    assert _plain(done.stdout) == f"{PLAN}C’est fait.\n{STAYS}"
    assert not (root / "catalogue/organisations/covoit.yml").exists()
    assert (
        (root / "catalogue/_retraits.yml")
        .read_text()
        .endswith("- adresse: organisations/covoit\n  le: 2026-11-23\n")
    )
    changed = FILES["catalogue/communs/carte-commune.yml"].replace("covoit, ", "")
    assert (root / "catalogue/communs/carte-commune.yml").read_text() == changed
    assert (root / "catalogue/alliances/routes.yml").read_text() == FILES["catalogue/alliances/routes.yml"]
    checked = pipeline.check(root)
    assert checked.sound
    assert [(finding.path, finding.rule) for finding in checked.findings] == [
        ("catalogue/alliances/routes.yml", "lien-retire"),
        ("catalogue/offres/covoiturer.yml", "lien-retire"),
        ("catalogue/signatures/declaration--covoit.yml", "lien-retire"),
    ]


def test_what_has_to_follow_can_follow(root: Path) -> None:
    for path in ("organisations/covoit", "offres/covoiturer", "signatures/declaration--covoit"):
        assert _run(root, path).exit_code == 0
    assert {finding.path for finding in pipeline.check(root).findings} == {"catalogue/alliances/routes.yml"}
    assert [item["adresse"] for item in pipeline.check(root).withdrawn] == [
        "organisations/covoit", "offres/covoiturer", "signatures/declaration--covoit",
    ]  # fmt: skip


def test_a_dry_run_says_the_same_and_writes_nothing(root: Path) -> None:
    before = _files(root)
    done = _run(root, "organisations/covoit", "--dry-run")
    assert (done.exit_code, _plain(done.stdout)) == (0, f"{PLAN}Essai : rien n’a été écrit.\n{STAYS}")
    assert _files(root) == before


def test_the_day_and_a_word_of_who_asked_are_kept(root: Path) -> None:
    assert (
        _run(root, "communs/carte-libre", "--date", "2026-11-20", "--note", "Merci : à bientôt").exit_code
        == 0
    )
    assert pipeline.check(root).withdrawn == [
        {"adresse": "communs/carte-libre", "le": "2026-11-20", "note": "Merci : à bientôt"}
    ]


@pytest.mark.parametrize(
    "word",
    [
        "catalogue/communs/carte-libre.yml", "communs/carte-libre", "/communs/carte-libre/",
        "https://communs.example.org/sous/communs/carte-libre/", "https://example.org/en/communs/carte-libre/#haut",
    ],
)  # fmt: skip
def test_a_page_is_named_by_its_file_or_its_address(root: Path, word: str) -> None:
    done = _run(root, word, "--lang", "en")
    assert done.stdout == (
        "Withdrawal of “communs/carte-libre”: these files go.\n  catalogue/communs/carte-libre.yml\n"
        "The address goes into catalogue/_retraits.yml and will answer “entry withdrawn”.\n\n"
        "Nothing else mentions it.\n\nDone.\n\n"
        "Copies already downloaded, web archives and search engines stay as they are.\n"
    )


def test_a_file_is_named_from_where_one_stands(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / "catalogue" / "communs")
    done = CliRunner().invoke(main, ["withdraw", "carte-libre.yml", "--dry-run"])
    assert (done.exit_code, done.stdout.splitlines()[1]) == (0, "  catalogue/communs/carte-libre.yml")


def test_a_file_of_another_catalogue_is_not_ours(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = lay(None, tmp_path_factory.mktemp("autre")) / "catalogue/communs/carte-libre.yml"
    done = _run(root, str(other))
    assert (done.exit_code, done.stderr) == (2, f"communs : {other} n’est pas dans {root}.\n")


@pytest.mark.parametrize(
    ("word", "code", "said"),
    [
        ("communs/carte", 2, "Aucune fiche ne se trouve à « communs/carte ». Vouliez-vous écrire « communs/carte-libre » ?"),
        ("x", 2, "Aucune fiche ne se trouve à « x »."),
        ("communs/partie", 1, "« communs/partie » est déjà retirée, depuis le 2026-03-12."),
    ],
)  # fmt: skip
def test_what_is_not_there_cannot_be_withdrawn(root: Path, word: str, code: int, said: str) -> None:
    (root / "catalogue/_retraits.yml").write_text("- {adresse: communs/partie, le: 2026-03-12}\n")
    done = _run(root, word)
    assert (done.exit_code, done.stdout, _plain(done.stderr)) == (code, "", f"communs : {said}\n")


def test_nothing_is_written_where_it_would_make_errors(root: Path) -> None:
    """A list of withdrawals with a mistake is not read: links to what goes would be dead."""
    (root / "catalogue/_retraits.yml").write_text("- {adresse: communs/partie, le: hier}\n")
    before = _files(root)
    done = _run(root, "organisations/covoit")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "« covoit »" in _plain(done.stderr)
    assert _plain(done.stderr).endswith(
        "communs : Rien n’a été écrit : ce retrait ferait de nouvelles erreurs.\n"
    )
    assert _files(root) == before


def test_what_was_begun_is_undone_where_the_disk_refuses(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, put = _files(root), disk._put

    def refuse(path: Path, data: bytes | None) -> None:
        if data is None and path.name == "carte-commune.yml":
            raise PermissionError(13, "Permission denied", str(path))
        put(path, data)

    monkeypatch.setattr(disk, "_put", refuse)
    done = _run(root, "communs/carte-commune")
    said = "communs : catalogue/communs/carte-commune.yml ne peut pas être écrit (Permission denied).\n"
    assert (done.exit_code, _plain(done.stderr)) == (2, said)
    assert _files(root) == before


def test_what_git_keeps_is_told_with_how_to_erase_it(root: Path) -> None:
    git(root, "init", "-q", "-b", "main")
    git(root, "remote", "add", "origin", "https://forge.example.org/communs/catalogue.git")
    git(root, "add", "catalogue")
    git(root, "commit", "-qm", "début")
    (root / "catalogue/_redirections.yml").write_text(
        "- {de: communs/vieille-carte, vers: communs/carte-libre, le: 2026-01-01}\n"
    )
    done = _run(root, "communs/carte-libre")
    assert _plain(done.stdout).partition("C’est fait.\n")[2] == (
        "\nLes anciennes versions restent dans l’histoire de git, que chacun peut lire.\n"
        "Pour une donnée personnelle, effacez-les : enregistrez ce retrait, puis, dans une copie neuve,\n"
        "  git filter-repo --invert-paths --path catalogue/communs/carte-libre.yml\n"
        "  git remote add origin https://forge.example.org/communs/catalogue.git\n"
        "  git push --force --all\n  git push --force --tags\n"
        "Demandez ensuite à l’équipe de la forge d’effacer ses caches et les propositions qui la montrent, "
        f"et à qui a une copie du dépôt (fork) d’en faire autant.\n{STAYS}"
    )


def test_a_catalogue_in_a_folder_of_its_repository_is_named_from_the_top(tmp_path: Path, root: Path) -> None:
    inner = tmp_path / "notre catalogue"
    inner.mkdir()
    for name in ("catalogue", "schemas"):
        (root / name).rename(inner / name)
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "début")
    said = _run(inner, "communs/carte-libre").stdout
    assert "--path 'notre catalogue/catalogue/communs/carte-libre.yml'\n" in said


@pytest.mark.parametrize(
    ("answer", "code", "there"), [("oui", 0, False), ("non", 1, True), ("\x03", 1, True)]
)
def test_at_a_terminal_somebody_is_asked(root: Path, answer: str, code: int, there: bool) -> None:
    known = {**ENVIRONMENT, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
    words = ["--root", str(root), "withdraw", "communs/carte-libre"]
    talk = pexpect.spawn(str(COMMUNS), words, env=known, encoding="utf-8", dimensions=(40, 120), timeout=30)
    talk.expect_exact("Retirer cette fiche ? (oui ou non)")
    talk.send(f"{answer}\r")
    talk.expect_exact("C’est fait." if code == 0 else "Rien n’a été écrit.")
    talk.expect(pexpect.EOF)
    talk.close()
    assert (talk.exitstatus, (root / "catalogue/communs/carte-libre.yml").exists()) == (code, there)


def test_nobody_is_asked_where_yes_was_said(root: Path) -> None:
    known = {**ENVIRONMENT, "TERM": "xterm"}
    words = ["--root", str(root), "withdraw", "communs/carte-libre", "--yes"]
    talk = pexpect.spawn(str(COMMUNS), words, env=known, encoding="utf-8", dimensions=(40, 120), timeout=30)
    talk.expect_exact("C’est fait.")
    talk.expect(pexpect.EOF)


def test_an_entry_written_anew_can_be_withdrawn_again(root: Path) -> None:
    path = root / "catalogue/communs/carte-libre.yml"
    kept = path.read_bytes()
    assert _run(root, "communs/carte-libre").exit_code == 0
    path.write_bytes(kept)
    assert [finding.rule for finding in pipeline.check(root).findings] == ["fiche-retiree"]
    assert _run(root, "communs/carte-libre").exit_code == 0
    assert pipeline.check(root).findings == []
    assert len(pipeline.check(root).withdrawn) == 1
