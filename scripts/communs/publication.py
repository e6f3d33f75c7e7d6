"""The command that guards a publication: `communs publish-check` refuses a site that lost too much or broke a promise."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from communs import console, pipeline
from communs.findings import CannotWork, text
from communs.report.report import Report

if TYPE_CHECKING:
    from communs.guarding import Side
    from communs.guards.built import Judged
    from communs.guards.refusals import Refusal
    from communs.guards.vanished import Standing
    from communs.settings import Settings

_NOTHING_NEW = text("{nouveau} : il n’y a pas de site à cet endroit.")
_UNSEEN = text("{nouveau} n’est pas un dossier : licences, poids et chargements n’ont pas été vérifiés.")
_ACCEPTED = text("Accepté : {raison}")
_REFUSED = text("Le site ne peut pas être publié.")
_FIGURES = text("Le site peut être publié : {chiffres}.")
_ENTRIES = text("{n} fiche"), text("{n} fiches")
_PAGES = text("{n} page"), text("{n} pages")
_FILES = text("{n} fichier"), text("{n} fichiers")
_LOST = text("{n} fiche en moins"), text("{n} fiches en moins")
_HEAVIEST = text("la page la plus près de sa limite, {adresse}, pèse {poids} ko sur {limite}")


@click.command(
    "publish-check", cls=console.Command, short_help="Dit si un site peut remplacer celui qui est publié."
)
@click.argument("old", metavar="ANCIEN")
@click.argument("new", metavar="NOUVEAU")
@click.option(
    "--accept",
    "reason",
    metavar="RAISON",
    envvar="COMMUNS_ACCEPT",
    help="Publie malgré les disparitions, qui sont voulues : dites pourquoi.",
)
@console.in_language
@click.pass_obj
def publish_check(root: Path | None, old: str, new: str, reason: str | None, lang: str) -> None:
    """Compare deux sites avant de publier ; chacun est un dossier, une adresse, ou « publie ».

    Refuse si trop de fiches, de pages ou de fichiers disparaissent d’un coup, si une licence manque, si une page est trop
    lourde ou charge quelque chose ailleurs. Les limites sont dans communs.yml, sous « publication: ». Code de sortie :
    1 si le site ne peut pas être publié, 2 si un des deux n’a pas pu être lu.
    """
    from communs import guarding  # only this command needs a network
    from communs.guards import refusals, vanished

    settings = pipeline.settings_of(console.root_of(root))
    told, reason = Report(findings=(), lang=lang), (reason or "").strip()
    after = guarding.side(new, settings)
    if after.standing is None:
        raise CannotWork(_NOTHING_NEW.about(nouveau=new))
    now, judged = after.standing, None
    if after.folder is not None:
        judged = guarding.judge(after.folder, now, settings)
        now = replace(now, unlisted=judged.unlisted)
    before = _before(old, settings, reason)
    lost: list[Refusal] = []
    if before.standing is not None:
        lost += vanished.refusals(before.standing, now, settings.publication)
    broken = judged.refusals if judged else ()
    said = [told.say(note) for note in (*before.notes, *after.notes)]
    said += [] if judged else [told.say(_UNSEEN, nouveau=new)]
    said += refusals.lines((*lost, *broken), told)
    said += [told.say(_ACCEPTED, raison=reason)] if lost and reason else []
    refused = bool(broken or (lost and not reason))
    said.append(told.say(_REFUSED) if refused else _figures(before.standing, now, judged, told))
    console.tell("".join(f"{line}\n" for line in said))
    raise SystemExit(refused)


def _before(old: str, settings: Settings, reason: str) -> Side:
    """The site that is to be replaced; whoever accepts what vanishes may publish over one that does not answer."""
    from communs import guarding

    try:
        return guarding.side(old, settings)
    except CannotWork as error:
        if not reason:
            raise
        return guarding.Side(notes=(error.said, _ACCEPTED.about(raison=reason)))


def _figures(before: Standing | None, now: Standing, judged: Judged | None, told: Report) -> str:
    """What is published, in a line."""
    from communs.guards import vanished
    from communs.guards.built import kilos

    counted = ((_ENTRIES, now.entries), (_PAGES, now.pages), (_FILES, now.files))
    figures = [told.number(words, len(them)) for words, them in counted if them is not None]
    if before is not None and (lost := vanished.lost_entries(before, now)):
        figures.append(told.number(_LOST, len(lost)))
    if judged:
        figures.append(
            told.say(
                _HEAVIEST, adresse=judged.heaviest, poids=kilos(judged.octets), limite=kilos(judged.limit)
            )
        )
    return told.say(_FIGURES, chiffres=", ".join(figures))
