"""`communs enrich` as people and programs meet it: what it says, its exit codes, and how it may be stopped."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pexpect
import pytest
from click.testing import CliRunner, Result

from communs import disk, facts, pipeline
from communs.cli import main
from tests.command import COMMUNS, ENVIRONMENT, communs
from tests.conftest import ROOT, lay
from tests.wikibase import documents, faults
from tests.wikibase.server import Wikibase

pytestmark = pytest.mark.slow  # whole refreshes over real sockets
PLACES = ("Q142", "Q12661", "Q471969", "Q18677767")  # of the territories of the base catalogue
SETTINGS = "nom: Le catalogue\ncontact: robot@communs-essai.fr\n"
ASIDE = "Pour relire ce qui a changé : git add --intent-to-add catalogue && git diff catalogue\n"


def entry(name: str, qid: str) -> str:
    return (
        f"# yaml-language-server: $schema=../../.cache/schemas/organisations.json\n"
        f"nom: {name}\nresume: Une coopérative.\nfamille: [plateforme-cooperative]\nterritoires: [france]\n"
        f"site_web: https://{name.lower()}.example.org\nverifie_le: 2026-11-02\nidentifiants: {{wikidata: {qid}}}\n"
    )


def qid(number: int) -> str:
    return f"Q{documents.COPIES + number}"


def catalogue(root: Path, number: int) -> Path:
    """The base catalogue, with as many more organisations, each with its item."""
    lay(None, root)
    (root / "schemas").symlink_to(ROOT / "schemas")
    (root / "communs.yml").write_text(SETTINGS, encoding="utf-8")
    for n in range(number):
        place = root / f"catalogue/organisations/coop-{n}.yml"
        place.write_text(entry(f"Coop{n}", qid(n)), encoding="utf-8")
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return catalogue(tmp_path, 3)


@pytest.fixture
def wikibase() -> Iterator[Wikibase]:
    with Wikibase() as found:
        found.items |= documents.copies(3)
        model = documents.document("Q42")
        found.items |= {one: model | {"id": one, "title": one} for one in (*PLACES, "Q5", "Q999999999")}
        yield found


def words(root: Path, wikibase: Wikibase) -> list[str]:
    return ["--root", str(root), "enrich", "--api-url", wikibase.api, "--commons-url", wikibase.commons]


def run(root: Path, wikibase: Wikibase, *more: str) -> Result:
    return CliRunner().invoke(main, [*words(root, wikibase), *more])


def plain(said: str) -> str:
    return said.replace("\u00a0", " ")


def files(root: Path) -> dict[str, bytes]:
    """All that a refresh may have written."""
    folders = [root / facts.FOLDER, root / facts.MEDIAS]
    return {place.name: place.read_bytes() for folder in folders for place in folder.glob("*")}


def change(wikibase: Wikibase, one: str, **told: Any) -> None:
    wikibase.items[one] = wikibase.items[one] | {"lastrevid": 5000} | told


def test_facts_come_then_nothing_has_changed(root: Path, wikibase: Wikibase) -> None:
    done = run(root, wikibase)
    assert (done.exit_code, done.stderr) == (0, "")
    assert plain(done.stdout) == f"7 éléments lus, en 3 requêtes.\n{ASIDE}"
    assert sorted(files(root)) == sorted(f"{one}.json" for one in (*PLACES, *map(qid, range(3))))
    before = files(root)
    (root / "catalogue/_wikidata/.communs-a1b2c3").write_bytes(b"{")  # of one that was killed
    done = run(root, wikibase)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == "0 élément lu, 7 inchangés, en 1 requête.\nRien n’a changé.\n"
    assert files(root) == before


def test_merged_and_missing_items_are_no_failure(root: Path, wikibase: Wikibase) -> None:
    run(root, wikibase)
    wikibase.merge(qid(0), qid(2))
    wikibase.merge("Q142", "Q5")
    del wikibase.items[qid(1)]
    done = run(root, wikibase)
    assert (done.exit_code, done.stderr) == (0, "")
    said = f"""\
2 éléments lus, 4 inchangés, 1 introuvable, en 2 requêtes.
2 éléments fusionnés :
  Q142 est devenu Q5
  {qid(0)} : remplacez {qid(0)} par {qid(2)} dans catalogue/organisations/coop-0.yml
1 élément que Wikidata n’a pas ou n’a plus ; ce qu’on en savait reste :
  {qid(1)}, depuis le 2026-11-23 : catalogue/organisations/coop-1.yml
{ASIDE}"""
    assert plain(done.stdout) == said
    english = run(root, wikibase, "--lang", "en").stdout
    assert (
        english
        == f"""\
0 item read, 6 unchanged, 1 missing, in 1 request.
2 merged items:
  Q142 has become Q5
  {qid(0)}: replace {qid(0)} with {qid(2)} in catalogue/organisations/coop-0.yml
1 item that Wikidata does not have, or no longer; what was known of it stays:
  {qid(1)}, since 2026-11-23: catalogue/organisations/coop-1.yml
Nothing has changed.
"""
    )
    assert communs(root, "validate").returncode == 0


def test_a_trial_asks_and_writes_nothing(root: Path, wikibase: Wikibase) -> None:
    done = run(root, wikibase, "--dry-run", "--only", qid(0), qid(1))
    assert (done.exit_code, done.stderr, files(root)) == (0, "", {})
    assert plain(done.stdout) == (
        f"2 éléments lus, en 3 requêtes.\nEssai : rien n’a été écrit. Changeraient : {qid(0)}, {qid(1)}.\n"
    )


@pytest.mark.parametrize("chosen", [["--only", "coop-1"], ["--only", "Q142", "--only", "coop-1", "Q12661"]])
def test_some_items_alone(root: Path, wikibase: Wikibase, chosen: list[str]) -> None:
    assert run(root, wikibase, *chosen).exit_code == 0
    wanted = [qid(1), *(word for word in chosen if word.startswith("Q"))]
    assert sorted(files(root)) == sorted(f"{one}.json" for one in wanted)


def test_what_was_read_in_part_is_listed(root: Path, wikibase: Wikibase) -> None:
    wikibase.faults[2] = faults.page(403)  # the names
    done = run(root, wikibase)
    assert done.exit_code == 3
    assert plain(done.stdout) == f"7 éléments lus, en 3 requêtes.\n{ASIDE}"
    assert plain(done.stderr) == (
        "7 éléments ne sont lus qu’en partie ; le prochain passage les relira :\n"
        f"  127.0.0.1:{wikibase.port} refuse de répondre au robot (HTTP 403). "
        "Vérifiez « contact: » dans communs.yml, ou lancez la commande depuis une autre machine : certaines sont bloquées.\n"
        f"    {', '.join((*PLACES, *map(qid, range(3))))}\n"
    )
    wikibase.faults.clear()
    assert run(root, wikibase).exit_code == 0


def test_where_nothing_answers_it_is_said_once(root: Path, wikibase: Wikibase) -> None:
    run(root, wikibase)
    before = files(root)
    wikibase.faults.always(faults.page(503))
    done = run(root, wikibase, "--patience", "0")
    assert (done.exit_code, files(root)) == (3, before)
    assert plain(done.stdout) == "0 élément lu, 7 non rafraîchis, en 1 requête.\nRien n’a été écrit.\n"
    assert plain(done.stderr) == (
        "7 éléments n’ont pas pu être rafraîchis ; leurs anciens faits restent :\n"
        f"  127.0.0.1:{wikibase.port} ne répond pas comme il faut (HTTP 503), "
        "et trop de temps a été perdu à attendre. Relancez plus tard.\n"
        f"    {', '.join((*PLACES, *map(qid, range(3))))}\n"
    )


def test_without_network_it_says_so(root: Path) -> None:
    with Wikibase() as gone:
        pass
    done = run(root, gone, "--patience", "0", "--lang", "en")
    assert done.exit_code == 3
    assert done.stderr.startswith("7 items could not be refreshed; their old facts stay:\n  127.0.0.1:")
    assert "Traceback" not in done.stderr
    assert files(root) == {}


def test_too_many_losses_write_nothing(root: Path, wikibase: Wikibase) -> None:
    run(root, wikibase)
    before = files(root)
    names = {"fr": {"language": "fr", "value": "Piratée"}}
    for n in (0, 1):
        change(wikibase, qid(n), labels=names)
    done = run(root, wikibase)
    assert (done.exit_code, files(root)) == (3, before)
    assert plain(done.stdout) == "2 éléments lus, 5 inchangés, en 2 requêtes.\n"
    assert plain(done.stderr) == (
        "2 éléments sur 7 ont perdu un fait, changé de nom ou disparu. C’est plus que les 20 % admis :\n"
        f"  {qid(0)} (Essai {qid(0)}), maintenant « Piratée »\n  {qid(1)} (Essai {qid(1)}), maintenant « Piratée »\n"
        "Rien n’a été écrit. Regardez ces éléments sur Wikidata ; si tout est juste, relancez avec --accept.\n"
    )
    done = run(root, wikibase, "--accept")
    assert (done.exit_code, plain(done.stdout)) == (
        0,
        f"2 éléments lus, 5 inchangés, en 2 requêtes.\n{ASIDE}",
    )
    assert json.loads(files(root)[f"{qid(0)}.json"])["labels"] == {"fr": "Piratée"}


def test_a_service_that_has_lost_everything_is_not_believed(root: Path, wikibase: Wikibase) -> None:
    run(root, wikibase)
    before = files(root)
    wikibase.items.clear()
    done = run(root, wikibase)
    assert (done.exit_code, files(root)) == (3, before)
    assert plain(done.stderr) == (
        "7 éléments sur 7 ont perdu un fait, changé de nom ou disparu. C’est plus que les 20 % admis :\n"
        "  Q12661 (Douglas Adams), introuvable maintenant\n  Q142 (Douglas Adams), introuvable maintenant\n"
        "  Q18677767 (Douglas Adams), introuvable maintenant\n  Q471969 (Douglas Adams), introuvable maintenant\n"
        f"  {qid(0)} (Essai {qid(0)}), introuvable maintenant\n  … et 2 autres éléments\n"
        "Rien n’a été écrit. Regardez ces éléments sur Wikidata ; si tout est juste, relancez avec --accept.\n"
    )


@pytest.mark.parametrize(
    ("option", "address"), [("--api-url", "foo"), ("--commons-url", ""), ("--api-url", "ftp://x/w/api.php")]
)
def test_an_option_that_is_no_address_is_told(
    root: Path, wikibase: Wikibase, option: str, address: str
) -> None:
    done = run(root, wikibase, option, address)
    assert (done.exit_code, done.stdout, wikibase.asked) == (2, "", [])
    assert plain(done.stderr) == (
        f"communs : « {address} » n’est pas une adresse qui commence par « https:// ».\n"
    )


def test_a_trial_says_how_many_pictures_would_come(root: Path, wikibase: Wikibase) -> None:
    wikibase.items[qid(0)] = documents.document(documents.MADE) | {"id": qid(0), "title": qid(0)}
    done = run(root, wikibase, "--dry-run", "--only", "coop-0")
    assert plain(done.stdout).endswith(
        f"2 images seraient rapportées.\nEssai : rien n’a été écrit. Changeraient : {qid(0)}.\n"
    )
    assert run(root, wikibase, "--only", "coop-0").exit_code == 0
    assert len(files(root)) == 3
    assert not (root / ".cache/images").exists()


def test_the_share_that_is_accepted_is_a_setting(root: Path, wikibase: Wikibase) -> None:
    run(root, wikibase)
    (root / "communs.yml").write_text(f"{SETTINGS}wikidata: {{anomalies: 30}}\n", encoding="utf-8")
    for n in (0, 1):
        change(wikibase, qid(n), labels={})
    assert run(root, wikibase).exit_code == 0


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("nom: C\n", "Wikidata demande à qui écrire si le robot dérange."),
        (
            "nom: C\ncontact: contact@example.org\n",
            "Wikidata demande à qui écrire si le robot dérange, et « contact@",
        ),
        ("nom: C\ncontact: personne\n", "communs.yml a des erreurs."),
        ("nom: [\n", "communs.yml a des erreurs."),
    ],
)
def test_who_cannot_be_reached_does_not_ask(root: Path, wikibase: Wikibase, settings: str, said: str) -> None:
    (root / "communs.yml").write_text(settings, encoding="utf-8")
    done = run(root, wikibase)
    assert (done.exit_code, done.stdout, wikibase.asked, files(root)) == (2, "", [], {})
    assert plain(done.stderr).startswith(f"communs : {said}")


def test_a_catalogue_that_names_no_item_has_nothing_to_ask(root: Path, wikibase: Wikibase) -> None:
    for place in (root / "catalogue/organisations").glob("coop-*.yml"):
        place.unlink()
    (root / "communs.yml").unlink()
    done = run(root, wikibase)
    assert (done.exit_code, done.stdout) == (0, "Le catalogue ne nomme aucun élément de Wikidata.\n")
    assert wikibase.asked == []


def test_entries_with_errors_stop_nothing_and_a_malformed_number_is_not_sent(
    root: Path, wikibase: Wikibase
) -> None:
    (root / "catalogue/organisations/coop-3.yml").write_text(entry("Coop3", "Q0042"), encoding="utf-8")
    (root / "catalogue/organisations/coop-4.yml").write_text(entry("Coop4", qid(0)), encoding="utf-8")
    assert run(root, wikibase).exit_code == 0
    assert all("Q0042" not in str(asked.params) for asked in wikibase.asked)
    done = communs(root, "validate", "--format", "json")
    found = {
        finding["rule"] for finding in json.loads(done.stdout)["findings"] if finding["severity"] == "error"
    }
    assert (done.returncode, found) == (1, {"format-qid", "doublon"})


def test_a_stop_while_asking_writes_nothing(root: Path, wikibase: Wikibase) -> None:
    wikibase.faults[1] = faults.mute(30)
    with subprocess.Popen(
        [COMMUNS, *words(root, wikibase)], env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as going:  # fmt: skip
        until(lambda: len(wikibase.asked) == 2)
        going.send_signal(signal.SIGINT)
        out, err = going.communicate()
    assert (going.returncode, out, plain(err)) == (1, "", "\nInterrompu : rien n’a été écrit.\n")
    assert files(root) == {}


def test_a_stop_while_writing_leaves_whole_files(
    root: Path, wikibase: Wikibase, monkeypatch: pytest.MonkeyPatch
) -> None:
    rewrite = disk.rewrite

    def stop(path: Path, data: bytes) -> None:
        if path.name == f"{qid(1)}.json":
            raise KeyboardInterrupt
        rewrite(path, data)

    monkeypatch.setattr(disk, "rewrite", stop)
    done = run(root, wikibase)
    assert done.exit_code == 1
    assert plain(done.stderr) == (
        "\nInterrompu pendant l’écriture : chaque fichier est entier, ancien ou nouveau. Relancez la commande.\n"
    )
    assert len(files(root)) == 5


def until(done: Any) -> None:
    """Wait for something, a minute at most."""
    end = time.monotonic() + 60
    while not done():
        assert time.monotonic() < end
        time.sleep(0.001)


def test_a_disk_that_refuses_is_told(root: Path, wikibase: Wikibase) -> None:
    (root / "catalogue/_wikidata").write_text("")
    done = run(root, wikibase)
    assert done.exit_code == 2
    assert "_wikidata/Q142.json ne peut pas être écrit" in plain(done.stderr)


def test_somebody_at_a_terminal_is_told_why_it_waits(root: Path, wikibase: Wikibase) -> None:
    wikibase.faults[0] = faults.page(503, Retry_After="0.1")
    talk = pexpect.spawn(
        str(COMMUNS),
        words(root, wikibase),
        env={**ENVIRONMENT, "TERM": "xterm"},
        encoding="utf-8",
        timeout=30,
    )
    talk.expect_exact(f"127.0.0.1:{wikibase.port}\xa0: HTTP 503. Nouvel essai dans 2 s.")
    talk.expect_exact("7 éléments lus")
    talk.expect(pexpect.EOF)


def test_somebody_at_a_terminal_sees_it_go(root: Path, wikibase: Wikibase) -> None:
    talk = pexpect.spawn(
        str(COMMUNS),
        words(root, wikibase),
        env={**ENVIRONMENT, "TERM": "xterm"},
        encoding="utf-8",
        timeout=30,
    )
    talk.expect_exact("Lecture des éléments")
    talk.expect_exact("100%")
    talk.expect_exact("\x1b[A\r\x1b[2K7 éléments lus")  # the bar is gone
    talk.expect(pexpect.EOF)


# A refresh whose writes are slow, so that a kill finds it at any of them.
SLOW = """\
import os, sys, time
from communs import disk
from communs.cli import main

fdopen, replace = os.fdopen, disk.Path.replace

def slowly(*words):
    time.sleep(0.004)
    return fdopen(*words)

def later(path, name):
    time.sleep(0.004)
    return replace(path, name)

disk.os.fdopen, disk.Path.replace = slowly, later
main()
"""


@pytest.mark.parametrize("moment", [0, 2, 0.1, 0.5, 0.9])
def test_a_kill_at_any_moment_leaves_every_file_whole(
    tmp_path: Path, wikibase: Wikibase, moment: float
) -> None:
    """A whole number: while that request is asked; a fraction: when so much of the files is written."""
    root = catalogue(tmp_path / "a", 60)
    wikibase.items |= documents.copies(60)
    run(root, wikibase)
    old = files(root)
    for n in range(60):
        change(wikibase, qid(n), descriptions={"fr": {"language": "fr", "value": "Toute neuve"}})
    other = tmp_path / "b"
    shutil.copytree(root, other, symlinks=True)
    run(other, wikibase)
    new = files(other)
    wikibase.asked.clear()
    _killed(root, wikibase, moment, old)
    now = {name: data for name, data in files(root).items() if not name.startswith(".communs-")}
    assert now.keys() == old.keys()
    assert all(now[name] in (old[name], new[name]) for name in now)
    if moment and moment < 1:
        assert now not in (old, new)
    assert pipeline.check(root).sound
    assert run(root, wikibase).exit_code == 0
    assert files(root) == new


def _killed(root: Path, wikibase: Wikibase, moment: float, old: dict[str, bytes]) -> None:
    def written() -> int:
        return sum((root / facts.FOLDER / name).read_bytes() != old[name] for name in old)

    if moment == int(moment):
        wikibase.faults[int(moment)] = faults.mute(30)
    with subprocess.Popen(
        [sys.executable, "-c", SLOW, *words(root, wikibase)], env=ENVIRONMENT, stdout=subprocess.DEVNULL
    ) as going:
        if moment == int(moment):
            until(lambda: len(wikibase.asked) > moment)
        else:
            until(lambda: written() >= moment * 60)
        going.kill()
    wikibase.faults.clear()


BROKEN = {
    "cut": b'{"requested": "Q142", "resolved": "Q1',
    "another item": b'{"requested": "Q143", "resolved": "Q143"}',
    "not JSON": b"\xff\xfe\x00",
    "deep": b"[" * 100_000,
    "empty": b"",
    "a list": b"[]",
}


@pytest.mark.parametrize("name", BROKEN)
def test_whatever_a_file_of_facts_holds_members_are_not_stopped(root: Path, name: str) -> None:
    (root / "catalogue/_wikidata").mkdir()
    (root / "catalogue/_wikidata/Q142.json").write_bytes(BROKEN[name])
    (root / "catalogue/_wikidata/.communs-abc").write_bytes(b"{")
    checked = pipeline.check(root)
    assert [(found.rule, found.severity) for found in checked.findings] == [("faits-illisibles", "warning")]
    assert CliRunner().invoke(main, ["--root", str(root), "validate"]).exit_code == 0


def test_the_site_is_built_whatever_the_facts_hold(root: Path) -> None:
    shutil.copytree(ROOT / "docs", root / "docs")
    for name in ("mkdocs.yml", "mkdocs.en.yml"):
        shutil.copy(ROOT / name, root)
    (root / "catalogue/_wikidata").mkdir()
    for number, data in enumerate(BROKEN.values(), 142):
        (root / f"catalogue/_wikidata/Q{number}.json").write_bytes(data)
    done = communs(root, "build", "--site-dir", root / "site")
    assert done.returncode == 0, done.stderr
