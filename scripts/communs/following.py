"""The door of `communs links`: the catalogue's addresses for lychee, and what its report changes in one issue."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import click

from communs import console, disk
from communs.findings import text
from communs.links import answers, history, places
from communs.links.history import Memory
from communs.links.places import Links
from communs.links.telling import Told
from communs.pipeline import Checked
from communs.report import say

KEY = "liens"
HISTORY = Path(".cache", "liens-suivis.json")
_BY_HAND = ("README.md", "CONTRIBUTING.md", "docs/**/*.md")
_OUTAGE = text(
    "Plus de la moitié des sites n’ont pas répondu du tout : la panne est sans doute ici. Rien n’est retenu de ce passage."
)


@click.command(cls=console.Command, short_help="Suit les liens, et dit ceux qui ne répondent plus.")
@click.argument(
    "report", metavar="[COMPTE-RENDU]", required=False, type=click.Path(path_type=Path, dir_okay=False)
)
@click.option(
    "--prepare",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DOSSIER",
    help="Écrit dans ce dossier les adresses à suivre et le nom du robot, pour lychee.",
)
@click.option(
    "--issue", is_flag=True, help="Tient à jour le ticket de la forge, qui retient aussi les échecs passés."
)
@click.option(
    "--history",
    "kept",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FICHIER",
    help=f"Où retenir les échecs passés, sans --issue (par défaut : {HISTORY}).",
)
@console.in_language
@click.pass_obj
def links(
    root: Path | None, report: Path | None, folder: Path | None, issue: bool, kept: Path | None, lang: str
) -> None:
    """Dit les liens qui ont échoué trois fois de suite, d’après le compte rendu de lychee (voir « make liens »).

    Sans compte rendu, liste les adresses du catalogue : fichier:ligne, puis l’adresse. Un lien cassé n’est pas une
    erreur. Code de sortie : 2 si elle ne peut pas travailler.
    """
    checked = console.check(console.root_of(root), lang)
    found = places.of(checked.catalogue, _pages(checked.root))
    if folder is not None:
        disk.rewrite(folder / "adresses.html", places.page(found).encode())
        disk.rewrite(folder / "robot.toml", f"user_agent = {json.dumps(_agent(checked))}\n".encode())
    elif report is None:
        console.tell("".join(f"{where.path}:{where.line} {one}\n" for one in found for where in found[one]))
    else:
        heard = answers.read(disk.read_bytes(report), list(found), str(report))
        if history.outage(heard):
            click.echo(f"communs : {say(_OUTAGE, lang)}", err=True)
        elif issue:
            _keep_issue(checked, found, heard, lang)
        else:
            _keep_file(checked, found, heard, kept or checked.root / HISTORY, lang)


def _pages(root: Path) -> Iterator[tuple[str, str]]:
    """The pages that are written by hand."""
    texts = disk.texts(root)
    for pattern in _BY_HAND:
        for path in sorted(root.glob(pattern)):
            name = path.relative_to(root).as_posix()
            yield name, texts(name)


def _agent(checked: Checked) -> str:
    """What the robot says of itself: who to write to about it, where that is known."""
    known = checked.settings
    reach = known.contact or known.address or (known.forge.repository if known.forge else "")
    plain = reach.encode("ascii", "ignore").decode()
    return f"communs/{version('communs')}" + (f" ({plain})" if plain else "")


def _told(
    checked: Checked, found: Links, heard: dict[str, answers.Answer], before: Memory, lang: str
) -> Told:
    memory = history.after(before, heard, checked.day)
    return Told(links=found, answers=heard, memory=memory, lang=lang)


def _keep_file(
    checked: Checked, found: Links, heard: dict[str, answers.Answer], kept: Path, lang: str
) -> None:
    before = history.read(disk.read_text(kept)) if kept.exists() else Memory()
    told = _told(checked, found, heard, before, lang)
    disk.rewrite(kept, history.written(told.memory).encode())
    console.tell(told.body())


def _keep_issue(checked: Checked, found: Links, heard: dict[str, answers.Answer], lang: str) -> None:
    """The issue is open while there is something to mend. It remembers failures even while it is closed."""
    from communs import forges

    forge = forges.of(os.environ, checked.settings)
    before = forge.issue(KEY)
    told = _told(checked, found, heard, history.seen(before), lang)
    if not before and not told.memory.failing:
        console.tell(told.body())
        return
    title, body = told.title(), f"{told.body()}\n{history.hidden(told.memory)}\n"
    if not before and not told.open:
        forge.keep_issue(KEY, title=title, body=body, open=True)  # it has to be there to remember
    where = forge.keep_issue(KEY, title=title, body=body, open=told.open)
    console.tell(told.body() + (f"\n{where}\n" if where else ""))
