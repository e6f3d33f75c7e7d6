"""`make liens` and `communs links` for real: lychee asks sites on loopback, and a forge keeps the issue."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from communs.cli import main
from tests.command import COMMUNS, ENVIRONMENT, communs, run
from tests.conftest import CASES, ROOT, lay
from tests.forges.server import Forge
from tests.sites import Sites

# Loopback is asked here alone, and nobody is made to wait
LYCHEE = (
    "--exclude-all-private=false --timeout 3 --max-retries 0 --host-request-interval 1ms --host-concurrency 8"
)
ENTRY = "catalogue/organisations/essai.yml"
PATHS = ("200", "301", "302", "403", "404", "404/b", "410", "429", "500", "lent")
WEEK = 7 * 24 * 3600


def refused() -> str:
    """An address where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}/refuse"


def entry(addresses: list[str], status: str = "actif") -> str:
    rows = "".join(f"  - <{address}>\n" for address in addresses)
    head = "nom: Essai\nresume: Un essai.\nfamille: [tiers-lieu]\nterritoires: [france]\norigine: importe\n"
    return f"{head}statut: {status}\ndescription: |\n{rows}"


def lines(body: str) -> list[str]:
    """What is told of each address: its end, and what its site answers."""
    found = re.findall(r"`http://127\.0\.0\.1:\d+/([^`]+)` \| ([^|]+) \| ([^|]+) \|", body)
    return [" ".join((path, since, said.replace("\u00a0", " "))) for path, since, said in found]


class Weeks:
    """A catalogue whose links are asked week after week."""

    def __init__(self, root: Path, sites: Sites, forge: Forge | None = None) -> None:
        lay(None, root)
        shutil.copytree(ROOT / "schemas", root / "schemas")
        for name in ("Makefile", "lychee.toml"):
            shutil.copy(ROOT / name, root)
        (root / ".venv").symlink_to(ROOT / ".venv")
        (root / "communs.yml").write_text("nom: Essai\ncontact: liens@communs-essai.fr\n", "utf-8")
        self.root, self.sites, self.forge, self.week = root, sites, forge, 0

    def write(self, addresses: list[str], status: str = "actif") -> None:
        (self.root / ENTRY).write_text(entry(addresses, status), "utf-8")

    def pass_one(self, *words: str) -> str:
        """One week later: what the command says."""
        self.week += 1
        day = str(int(ENVIRONMENT["SOURCE_DATE_EPOCH"]) + self.week * WEEK)
        around = {**(self.forge.environment if self.forge else {}), "SOURCE_DATE_EPOCH": day}
        if self.week == 1:
            self._make(around)
        else:  # the same without a new process for each
            self._communs("links", "--prepare", str(self.root / ".cache" / "liens"), around=around)
            self._lychee()
        return self._communs("links", str(self.root / ".cache" / "liens.json"), *words, around=around)

    def _make(self, around: dict[str, str]) -> None:
        words = ["make", "--silent", "--assume-old=.venv/pret", "liens", f"LYCHEE={LYCHEE}"]
        done = subprocess.run(
            words, cwd=self.root, env={**ENVIRONMENT, **around}, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr

    def _lychee(self) -> None:
        settings = ["--config", "lychee.toml", "--config", ".cache/liens/robot.toml", *LYCHEE.split()]
        done = run(
            [
                COMMUNS.with_name("lychee"),
                *settings,
                "--output",
                ".cache/liens.json",
                ".cache/liens/adresses.html",
            ],
            self.root,
        )
        assert done.returncode in (0, 2), done.stderr

    def _communs(self, *words: str, around: dict[str, str]) -> str:
        done = CliRunner().invoke(main, ["--root", str(self.root), *words], env=around)
        assert done.exit_code == 0, done.output
        return done.stdout


@pytest.mark.slow
def test_an_issue_opens_after_three_weeks_changes_and_closes(tmp_path: Path) -> None:
    with Sites() as sites, Forge("github") as forge:
        weeks, silent = Weeks(tmp_path, sites, forge), refused()
        weeks.write([*map(sites.at, PATHS), silent])
        for _ in range(2):
            weeks.pass_one("--issue")
            (issue,) = forge.issues.values()  # it has to be there to remember, and says nothing yet
            assert not issue.open
        said = weeks.pass_one("--issue")
        assert issue.open
        assert issue.title == "Liens qui ne répondent plus"
        assert lines(issue.body) == [
            "404 2026-11-30 page introuvable (404)",
            "404/b 2026-11-30 page introuvable (404)",
            "410 2026-11-30 page retirée (410)",
            "refuse 2026-11-30 le site ne répond plus",
        ]
        assert re.search(
            r"\| Essai `catalogue/organisations/essai.yml`:13 \| `http://[^`]+/404/b` \|", issue.body
        )
        assert re.findall(r"### A déménagé\n\n.*\n\n.*\n.*\n\| .*/301` \| `.*/200/ailleurs` \|\n", issue.body)
        assert "/302`" not in issue.body
        assert forge.address in said

        sites.mended.add("404")  # one site is mended, one address leaves the catalogue
        weeks.write([sites.at(path) for path in PATHS if path != "410"] + [silent])
        weeks.pass_one("--issue")
        assert [line.split()[0] for line in lines(issue.body)] == ["404/b", "refuse"]
        assert issue.open

        weeks.write([*map(sites.at, PATHS), silent], status="en-pause")  # nothing is promised of it any more
        weeks.pass_one("--issue")
        assert not issue.open
        assert lines(issue.body) == []
        assert len(forge.issues) == 1
        assert {agent for agent in sites.agents if not agent.endswith(" (liens@communs-essai.fr)")} == set()


@pytest.mark.slow
def test_without_a_forge_a_file_remembers(tmp_path: Path) -> None:
    with Sites() as sites:
        weeks = Weeks(tmp_path, sites)
        weeks.write([sites.at("200"), sites.at("404")])
        assert lines(weeks.pass_one()) == []
        weeks.pass_one("--lang", "en")
        assert lines(weeks.pass_one("--lang", "en")) == ["404 2026-11-30 page not found (404)"]
        assert len(json.loads((tmp_path / ".cache" / "liens-suivis.json").read_text("utf-8"))) == 1


def test_the_list_of_addresses(tmp_path: Path) -> None:
    root = lay(None, tmp_path)
    shutil.copytree(ROOT / "schemas", root / "schemas")
    (root / ENTRY).write_text(entry(["https://a.communs.fr/"]), "utf-8")
    (root / "README.md").write_text("# Essai\n\n<https://b.communs.fr/>\n", "utf-8")
    done = communs(root, "links")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{ENTRY}:8 https://a.communs.fr/\n" in done.stdout
    assert done.stdout.endswith("README.md:3 https://b.communs.fr/\n")


def test_a_report_that_is_none(tmp_path: Path) -> None:
    root = lay(CASES / "valides" / "commentaires", tmp_path)
    shutil.copytree(ROOT / "schemas", root / "schemas")
    (root / "rien.json").write_text("{}", "utf-8")
    done = run([COMMUNS, "--root", root, "links", root / "rien.json"])
    assert done.returncode == 2
    assert done.stderr.endswith(
        "/rien.json n’est pas un compte rendu de ces liens. Relancez\u00a0: make liens\n"
    )


def test_lychee_takes_our_settings_and_asks_no_invented_host(tmp_path: Path) -> None:
    hosts = (
        "navette.example.org",
        "www.exemple.fr",
        "essai.test",
        "localhost:9",
        "127.0.0.1:9",
        "10.0.0.1",
        "[::1]:9",
    )
    (tmp_path / "a.html").write_text("".join(f'<a href="http://{host}/x">1</a>\n' for host in hosts), "utf-8")
    (tmp_path / "robot.toml").write_text('user_agent = "essai"\n', "utf-8")
    done = run(
        [
            COMMUNS.with_name("lychee"),
            "--config",
            ROOT / "lychee.toml",
            "--config",
            tmp_path / "robot.toml",
            tmp_path / "a.html",
        ]
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert (report["total"], report["excludes"]) == (len(hosts), len(hosts))
