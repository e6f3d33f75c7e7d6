"""The commands that keep a catalogue true: `communs withdraw` takes an entry out, `communs stale` lists what ages."""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from communs import console, disk, editor, pipeline, report
from communs.findings import CannotWork, Text, text

if TYPE_CHECKING:
    from communs.reminders import Reminder

FORMS = ("text", "json", "mail")


@click.command(cls=console.Command, short_help="Retire une fiche, sur demande.")
@click.argument("path", metavar="FICHE")
@click.option("--note", metavar="TEXTE", help="Ce que la personne qui demande le retrait veut bien dire.")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="AAAA-MM-JJ",
    help="Le jour du retrait (par défaut : aujourd’hui).",
)
@click.option("--dry-run", is_flag=True, help="Dit tout ce qui changerait, sans rien écrire.")
@click.option("--yes", is_flag=True, help="Ne demande pas de confirmation.")
@console.in_language
@click.pass_obj
def withdraw(
    root: Path | None,
    path: str,
    note: str | None,
    day: datetime.datetime | None,
    dry_run: bool,
    yes: bool,
    lang: str,
) -> None:
    """Retire une fiche : un fichier, « type/nom » ou l’adresse d’une page.

    Efface le fichier, inscrit l’adresse parmi les retraits, ôte les mentions des fiches pré-remplies et dit ce
    qui reste à faire. Code de sortie : 1 si rien n’a été écrit.
    """
    from communs import withdrawing  # only this command needs it

    checked = console.check(console.root_of(root), lang)
    try:
        ref = withdrawing.find(checked, path)
        when = day.date() if day is not None else checked.day
        item = {"adresse": "/".join(ref), "le": when.isoformat()} | ({"note": note} if note else {})
        plan = withdrawing.plan(checked, ref, item)
    except withdrawing.Refused as error:
        told = report.Report(findings=error.findings, lang=lang, sources=disk.texts(checked.root))
        if error.findings:
            click.echo(report.text(told), nl=False, err=True)
        _stop(error.said, lang, error)
    words = withdrawing.Told(checked=checked, plan=plan, report=report.Report(findings=(), lang=lang))
    console.tell("\n".join(words.lines()) + "\n\n")
    if not dry_run:
        if not yes and not withdrawing.agreed(lang):
            _stop(text("Rien n’a été écrit."), lang)
        disk.lay(checked.root, plan.laid)
        editor.write(pipeline.check(checked.root).catalogue, checked.root)
    console.tell("\n".join(words.left(done=not dry_run)) + "\n")


def _stop(said: Text, lang: str, cause: Exception | None = None) -> None:
    click.echo(f"communs : {report.say(said, lang)}", err=True)
    raise SystemExit(1) from cause


@click.command(cls=console.Command, short_help="Liste ce que personne n’a confirmé depuis longtemps.")
@click.option(
    "--months",
    "thresholds",
    type=click.IntRange(1),
    multiple=True,
    metavar="N",
    help="Depuis combien de mois ; à répéter (par défaut : les seuils de communs.yml, sinon 6 et 24).",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default="text",
    show_default=True,
    help="La forme de la liste.",
)
@click.option("--organisation", metavar="NOM", help="Seulement ce qui est au nom de cette organisation.")
@click.option(
    "--issue",
    is_flag=True,
    help="Tient à jour un ticket sur la forge, fermé quand rien n’attend ; jeton dans COMMUNS_JETON.",
)
@console.in_language
@click.pass_obj
def stale(
    root: Path | None,
    thresholds: Sequence[int],
    form: str,
    organisation: str | None,
    issue: bool,
    lang: str,
) -> None:
    """Liste ce que personne n’a confirmé depuis longtemps, par organisation, avec les liens pour confirmer.

    « mail » écrit un courriel prêt à envoyer par organisation ; avec --lang en, l’anglais suit le français.
    """
    from communs import reminders, staleness  # they load page templates

    checked = console.check(console.root_of(root), lang)
    limits = thresholds or (checked.settings.warn_months, checked.settings.doubt_months)
    found = staleness.groups(checked.catalogue, checked.day, limits)
    if organisation is not None:
        found = staleness.of(checked.catalogue, found, organisation)
    if not checked.settings.address:
        said = text("Les liens partent de la racine du site : communs.yml ne donne pas « adresse_du_site ».")
        click.echo(f"communs : {report.say(said, lang)}", err=True)
    told = reminders.Reminder(
        catalogue=checked.catalogue, settings=checked.settings, day=checked.day,
        thresholds=sorted(set(limits)), groups=found, lang=lang,
    )  # fmt: skip
    console.tell(_keep(told, organisation) if issue else reminders.FORMATS[form](told))


def _keep(told: Reminder, organisation: str | None) -> str:
    """Say it in the one issue of the forge, and where that is. Raises CannotWork."""
    from communs import forges, reminder_issue

    if organisation is not None:
        raise CannotWork(
            text("Le ticket parle de toutes les organisations : --issue va sans --organisation.")
        )
    forge, opens = forges.of(os.environ, told.settings), bool(told.groups)
    title, body = reminder_issue.title(told), reminder_issue.body(told)
    address = forge.keep_issue(reminder_issue.KEY, title=title, body=body, open=opens)
    return (address or report.say(text("Rien à confirmer."), told.lang)) + "\n"
