"""A forge with our repository, two proposals from a fork, a Wikibase, and the web: what jobs find around them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.ci import clones
from tests.ci.web import HOST, Web
from tests.command import git
from tests.forges.server import Forge
from tests.wikibase import documents
from tests.wikibase.server import Wikibase

DAY = 1_795_435_200  # 2026-11-23, noon in UTC
HEADS = {
    "github": "refs/pull/{}/head",
    "gitlab": "refs/merge-requests/{}/head",
    "forgejo": "refs/pull/{}/head",
}
WRONG, RIGHT = 1, 2  # the proposals: one has a mistake, one has none and touches more than the catalogue
ORGANISATION = "catalogue/organisations/covoit.yml"


@dataclass
class World:
    """What lasts from one job to the next; `commits` are by name: « main », and the numbers of proposals.

    `source` holds the same files as every clone; commands are run from there, so that Python reads them once.
    """

    kind: str
    folder: Path
    forge: Forge
    wikibase: Wikibase
    web: Web
    origin: Path
    source: Path
    commits: dict[str | int, str] = field(default_factory=dict)
    runs: int = 0
    now: int = DAY

    def new(self, name: str) -> Path:
        """An empty folder."""
        self.runs += 1
        path = self.folder / f"{self.runs:03}-{name}"
        path.mkdir(parents=True)
        return path

    def later(self, days: int) -> None:
        """Time passes."""
        self.now += days * 86_400

    def machine(self) -> dict[str, str]:
        """What a runner has before any forge says anything: nothing of ours but the day, and no way out."""
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        return {
            "PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", "PYTHONPATH": str(self.source / "scripts"),
            "SOURCE_DATE_EPOCH": str(self.now), "COMMUNS_PDF": "0",
            "COMMUNS_CACHE": str(self.folder / "commun"),  # one package for all the clones of this forge
            **self.web.environment,
        }  # fmt: skip

    def branch(self, name: str) -> str:
        """The commit of a branch of the forge."""
        return git(self.origin, "rev-parse", name).strip()


@contextmanager
def world(kind: str, folder: Path) -> Iterator[World]:
    """All of it, around a forge of some kind."""
    origin = folder / "origin.git"
    (folder / "publie").mkdir()
    with Forge(kind, git=origin) as forge, Wikibase() as wikibase, Web(folder) as web:
        wikibase.items |= documents.copies(1)
        found = World(
            kind=kind,
            folder=folder,
            forge=forge,
            wikibase=wikibase,
            web=web,
            origin=origin,
            source=folder / "source",
        )
        _repository(found)
        yield found


def _repository(world: World) -> None:
    work = clones.snapshot(world.source)
    (work / "communs.yml").write_text(_settings(world), encoding="utf-8")
    entry = work / ORGANISATION
    entry.write_text(f"{entry.read_text()}identifiants: {{wikidata: Q{documents.COPIES}}}\n")
    offer = work / "catalogue/offres/covoiturer.yml"
    offer.write_text(
        offer.read_text().replace("2026-11-02", "2025-03-02")
    )  # nobody has confirmed it for long
    git(world.folder, "init", "-q", "--bare", "-b", "main", world.origin.name)
    for setting in ("uploadpack.allowAnySHA1InWant", "http.receivepack"):
        git(world.origin, "config", setting, "true")
    git(work, "init", "-q", "-b", "main")
    git(work, "commit", "-q", "--allow-empty", "-m", "Un début")
    git(work, "add", "--all")
    git(work, "commit", "-qm", "Le catalogue")
    git(work, "push", "-q", str(world.origin), "main")
    git(world.origin, "gc", "-q")  # packed once, given many times
    world.commits["main"] = world.branch("main")
    for number, old, new in (
        (WRONG, "famille: [plateforme-cooperative]", "famille: [plateforme-cooperatiff]"),
        (RIGHT, "nom: Covoit", "nom: Covoit du Nord"),
    ):
        _propose(world, work, number, old, new)


def _propose(world: World, work: Path, number: int, old: str, new: str) -> None:
    git(work, "checkout", "-q", "-B", "ma-fiche", "main")
    entry = work / ORGANISATION
    assert old in entry.read_text()
    entry.write_text(entry.read_text().replace(old, new))
    if number == RIGHT:
        (work / "README.md").write_text("Un autre texte.\n")
    git(work, "commit", "-qam", "Ma fiche")
    git(work, "push", "-q", str(world.origin), f"HEAD:{HEADS[world.kind].format(number)}")
    world.commits[number] = git(work, "rev-parse", "HEAD").strip()
    world.forge.propose("Ma fiche", head=world.commits[number], fork=True, files={ORGANISATION: ""})


def _settings(world: World) -> str:
    wikidata = f"{{api: '{world.wikibase.api}', commons: '{world.wikibase.commons}'}}"
    return (
        f"nom: Communs\ncontact: robot@communs-essai.fr\nlangues: [fr]\nadresse_du_site: https://{HOST}\n"
        f"forge: {{type: {world.kind}}}\nwikidata: {wikidata}\n"
    )
