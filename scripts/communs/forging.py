"""The commands that write to a forge: `communs propose` proposes what changed, `communs deploy` publishes a site."""

from __future__ import annotations

import os
from pathlib import Path

import click

from communs import console, pipeline, report
from communs.findings import CannotWork, Text, text
from communs.settings import Settings

_NOT_A_SITE = text("{dossier} n’est pas un site construit : il n’y a pas d’index.html.")
_PUBLISHED = (
    text("1 fichier publié sur la branche « {branche} »."),
    text("{n} fichiers publiés sur la branche « {branche} »."),
)
_NO_BODY = text("{fichier} ne peut pas être lu.")


@click.command(cls=console.Command, short_help="Propose ce qui a changé dans catalogue/.")
@click.option(
    "--branch", required=True, metavar="NOM", help="La branche du robot, qui est refaite à chaque fois."
)
@click.option("--title", required=True, metavar="TEXTE", help="Le titre de la proposition.")
@click.option(
    "--body",
    "path",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FICHIER",
    help="Ce que la proposition dit, en Markdown.",
)
@console.in_language
@click.pass_obj
def propose(root: Path | None, branch: str, title: str, path: Path, lang: str) -> None:
    """Propose, sur la forge, ce qui a changé dans catalogue/ : une branche, et une proposition tenue à jour.

    Demande le jeton de la forge dans COMMUNS_JETON. Rien d’autre ne part que catalogue/, et rien ne change ici.
    """
    from communs import forges, pushing  # only these commands speak to a forge
    from communs.forges import place

    base, settings = _ready(root, branch)
    if not (tree := pushing.changed(base)):
        _tell(text("Rien à proposer."), lang)
        return
    body = _read(path)
    forge = forges.of(os.environ, settings)
    to = pushing.remote(base, place.of(os.environ, settings), forges.token(os.environ))
    pushing.propose(base, to, branch, tree, title)
    _tell(text("Proposé : {adresse}", adresse=forge.propose(branch, title=title, body=body)), lang)


@click.command(cls=console.Command, short_help="Publie un site construit sur une branche.")
@click.argument("site", type=click.Path(path_type=Path), metavar="SITE")
@click.option(
    "--branch", required=True, metavar="NOM", help="La branche que la forge publie : « pages » sur Codeberg."
)
@click.option("--message", metavar="TEXTE", help="Ce que dit le commit (par défaut : « Site construit »).")
@console.in_language
@click.pass_obj
def deploy(root: Path | None, site: Path, branch: str, message: str | None, lang: str) -> None:
    """Met un dossier construit, et rien d’autre, sur une branche sans passé.

    Demande le jeton de la forge dans COMMUNS_JETON. Un domaine à soi (.domains, CNAME) se met dans le dossier, avant.
    """
    from communs import forges, pushing
    from communs.forges import place

    base, settings = _ready(root, branch)
    if not (site / "index.html").is_file():
        raise CannotWork(_NOT_A_SITE.about(dossier=site))
    to = pushing.remote(base, place.of(os.environ, settings), forges.token(os.environ))
    files = pushing.publish(site.resolve(), to, branch, message or "Site construit")
    _tell(_PUBLISHED[files > 1].about(n=files, branche=branch), lang)


def _ready(root: Path | None, branch: str) -> tuple[Path, Settings]:
    """The catalogue and its settings, once the branch is known to be nobody's. Raises CannotWork."""
    from communs import pushing

    base = console.root_of(root)
    settings = pipeline.settings_of(base)
    pushing.refuse(branch, settings.branch)
    return base, settings


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise CannotWork(_NO_BODY.about(fichier=path)) from error


def _tell(said: Text, lang: str) -> None:
    console.tell(report.say(said, lang) + "\n")
