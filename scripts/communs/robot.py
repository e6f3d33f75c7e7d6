"""The commands that ask Wikidata: `communs enrich` refreshes the facts of entries, `communs suggest` finds their items."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from communs import console, disk, report
from communs.findings import CannotWork, Text, text

if TYPE_CHECKING:
    from communs.facts.refreshed import Refreshed
    from communs.pipeline import Checked
    from communs.settings import Wikidata
    from communs.wikidata.asking import Watch
    from communs.wikidata.client import Client

_ADDRESS = re.compile(r"https?://\S+")
_CLEAR = "\r\x1b[2K"  # the line of a bar
LATE = 3  # some facts could not be refreshed; those that were known stay
_AHEAD = text("{n} image serait rapportée."), text("{n} images seraient rapportées.")
_STOPPED = text("Interrompu : rien n’a été écrit.")
_SURE = (
    text("{n} rattachement sûr est écrit dans {fichier}. Relisez-le, puis : git apply {fichier}"),
    text("{n} rattachements sûrs sont écrits dans {fichier}. Relisez-les, puis : git apply {fichier}"),
)
_UNSURE = text("Aucune proposition n’est assez sûre : {fichier} n’est pas écrit.")
_REFUSED = text(
    "Rien n’a été écrit. Regardez ces éléments sur Wikidata ; si tout est juste, relancez avec --accept."
)


_PATIENCE = click.option(
    "--patience",
    type=click.FloatRange(0),
    default=180.0,
    show_default=True,
    metavar="SECONDES",
    help="Combien de temps perdre en pannes et en attentes, en tout.",
)


@click.command(cls=console.Command, short_help="Rafraîchit les faits qui viennent de Wikidata.")
@click.argument("more", nargs=-1, metavar="")
@click.option("--api-url", metavar="URL", help="Interroge un autre Wikibase.")
@click.option("--commons-url", metavar="URL", help="Prend les images ailleurs que sur Commons.")
@click.option("--dry-run", is_flag=True, help="Interroge et dit ce qui changerait, sans rien écrire.")
@click.option(
    "--only",
    multiple=True,
    metavar="ID…",
    help="Seulement ces éléments : Q-ids, fiches (« type/nom » ou fichiers) ; à répéter.",
)
@click.option(
    "--accept",
    is_flag=True,
    help="Écrit même si trop d’éléments ont perdu un fait, changé de nom ou disparu.",
)
@click.option(
    "--give-back",
    is_flag=True,
    help="Sans réseau : écrit sur la sortie, pour QuickStatements, les faits sourcés que Wikidata n’a pas.",
)
@click.option(
    "--partial-ok",
    is_flag=True,
    help="Répond 0 même si des faits manquent, dès que d’autres sont rapportés.",
)
@click.option(
    "--summary",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FICHIER",
    help="Écrit aussi, en Markdown, ce qui a changé et ce qu’il faut regarder, pour qui relit.",
)
@_PATIENCE
@console.in_language
@click.pass_obj
def enrich(
    root: Path | None,
    more: Sequence[str],
    api_url: str | None,
    commons_url: str | None,
    dry_run: bool,
    only: Sequence[str],
    accept: bool,
    give_back: bool,
    partial_ok: bool,
    summary: Path | None,
    patience: float,
    lang: str,
) -> None:
    """Rapporte dans catalogue/_wikidata/ ce que Wikidata dit des éléments que le catalogue nomme.

    Ne demande que ce qui a changé, et ne touche à aucune fiche. Code de sortie : 3 si des faits n’ont pas pu être
    rafraîchis (les anciens restent), 2 si la commande ne peut pas travailler.
    """
    from communs import refreshing  # only this command needs a network

    checked = console.check(console.root_of(root), lang)
    told = report.Report(findings=(), lang=lang)
    wanted = refreshing.wanted(checked, (*only, *more))
    if give_back:
        _give_back(checked, wanted, told)
        return
    if not wanted:
        said = told.say(text("Le catalogue ne nomme aucun élément de Wikidata."))
        console.tell(said + "\n")
        if summary is not None:
            disk.rewrite(summary, f"**{said}**\n".encode())
        return
    at = _at(checked, api_url, commons_url)
    client = _client(checked, patience, told)
    with refreshing.aside(checked.root) as folder:
        try:
            waiting = None if dry_run else folder
            done = refreshing.refresh(checked, wanted, client, at, _watch(told), waiting)
        except KeyboardInterrupt as error:
            _warn(["", told.say(_STOPPED)])
            raise SystemExit(1) from error
        if summary is not None:
            _sum_up(summary, checked, done, told, accept=accept)
        _keep(checked, done, told, dry_run=dry_run, accept=accept)
    raise SystemExit(0 if done.complete or (partial_ok and done.facts) else LATE)


@click.command(cls=console.Command, short_help="Propose l’élément de Wikidata des fiches qui n’en ont pas.")
@click.argument("more", nargs=-1, metavar="")
@click.option("--api-url", metavar="URL", help="Interroge un autre Wikibase.")
@click.option(
    "--only",
    multiple=True,
    metavar="ID…",
    help="Seulement ces fiches (« type/nom » ou fichiers) ; à répéter.",
)
@click.option(
    "--write",
    "patch",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FICHIER",
    help="Écrit ce qui est sûr dans un patch à relire, pour « git apply » ; les fiches ne changent pas.",
)
@_PATIENCE
@console.in_language
@click.pass_obj
def suggest(
    root: Path | None,
    more: Sequence[str],
    api_url: str | None,
    only: Sequence[str],
    patch: Path | None,
    patience: float,
    lang: str,
) -> None:
    """Cherche à quel élément de Wikidata correspond chaque fiche qui n’en nomme aucun, et dit pourquoi.

    Par SIREN, site web et noms. Ne touche à aucune fiche : une personne décide. Code de sortie : 3 si des fiches n’ont
    pas pu être cherchées, 2 si la commande ne peut pas travailler.
    """
    from communs import suggesting

    checked = console.check(console.root_of(root), lang)
    told = report.Report(findings=(), lang=lang)
    entries = suggesting.waiting(checked, (*only, *more))
    if not entries:
        console.tell(told.say(text("Aucune fiche n’attend d’élément de Wikidata.")) + "\n")
        return
    at = _at(checked, api_url)
    client = _client(checked, patience, told)
    try:
        done = suggesting.Search(checked=checked, client=client, at=at, watch=_watch(told)).run(entries)
    except KeyboardInterrupt as error:
        _warn(["", told.say(_STOPPED)])
        raise SystemExit(1) from error
    console.tell("".join(f"{line}\n" for line in done.lines(told, at)))
    _warn(done.left(told))
    if patch is not None:
        number, diff = suggesting.patch(checked, done)
        if number:
            disk.rewrite(patch, diff.encode())
        words = _SURE[number > 1] if number else _UNSURE
        console.tell(told.say(words, n=number, fichier=patch) + "\n")
    raise SystemExit(LATE if done.late else 0)


def _give_back(checked: Checked, wanted: Collection[str], told: report.Report) -> None:
    """The batch for whoever runs it, and beside it what has to be read again before."""
    from communs.facts import quickstatements

    faulty = {finding.path for finding in checked.errors}
    batch = quickstatements.batch(checked.catalogue, checked.facts, wanted, faulty, checked.day)
    console.tell(batch.text)
    _warn(batch.told(told, checked.catalogue, checked.settings.wikidata))


def _at(checked: Checked, api: str | None, commons: str | None = None) -> Wikidata:
    """Whom to ask. Raises CannotWork where an option is no address."""
    for url in (api, commons):
        if url is not None and not _ADDRESS.fullmatch(url):
            raise CannotWork(
                text("« {adresse} » n’est pas une adresse qui commence par « https:// ».", adresse=url)
            )
    at = checked.settings.wikidata
    return replace(at, api=api or at.api, commons=commons or at.commons)


def _client(checked: Checked, patience: float, told: report.Report) -> Client:
    """Who asks, by the catalogue's settings; whoever waits at a terminal is told for what. Raises CannotWork."""
    from communs.wikidata.client import Client, agent

    if any(finding.path == "communs.yml" for finding in checked.errors):
        raise CannotWork(text("communs.yml a des erreurs. « communs validate » dit quoi corriger."))

    def tell(said: Text) -> None:
        if sys.stderr.isatty():
            click.echo(f"{_CLEAR}{told.say(said)}", err=True)

    return Client(agent(checked.settings), patience=patience, tell=tell)


def _sum_up(path: Path, checked: Checked, done: Refreshed, told: report.Report, *, accept: bool) -> None:
    """Write what the proposal of these facts will say."""
    from communs.facts import anomalies
    from communs.facts.summary import Summary

    anomaly = None if accept else anomalies.refused(done.pairs, checked.settings.wikidata.anomalies)
    summary = Summary(
        catalogue=checked.catalogue, settings=checked.settings, day=checked.day, done=done, report=told, anomaly=anomaly
    )  # fmt: skip
    disk.rewrite(path, summary.markdown().encode())


def _keep(checked: Checked, done: Refreshed, told: report.Report, *, dry_run: bool, accept: bool) -> None:
    """Write what was learnt, unless too much was lost, and say so."""
    from communs.facts import anomalies

    console.tell("".join(f"{line}\n" for line in done.done(told)))
    _warn(done.left(told))
    anomaly = anomalies.refused(done.pairs, checked.settings.wikidata.anomalies)
    if anomaly is not None:
        _warn(anomaly.lines(told))
        if not accept:
            _warn([told.say(_REFUSED)])
            raise SystemExit(LATE)
    if not dry_run:
        _write(checked.root, done, told)
    if not done.facts:
        said = text("Rien n’a changé.") if done.complete else text("Rien n’a été écrit.")
    elif dry_run:
        said = text("Essai : rien n’a été écrit. Changeraient : {fichiers}.", fichiers=", ".join(done.facts))
        if done.ahead:
            console.tell(told.number(_AHEAD, len(done.ahead)) + "\n")
    else:
        said = text("Pour relire ce qui a changé : git add --intent-to-add catalogue && git diff catalogue")
    console.tell(told.say(said) + "\n")


def _write(root: Path, done: Refreshed, told: report.Report) -> None:
    from communs import refreshing

    try:
        refreshing.keep(root, done)
    except KeyboardInterrupt as error:
        said = text(
            "Interrompu pendant l’écriture : chaque fichier est entier, ancien ou nouveau. Relancez la commande."
        )
        _warn(["", told.say(said)])
        raise SystemExit(1) from error


def _warn(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line, err=True)


def _watch(told: report.Report) -> Watch:
    """A bar for whoever waits at a terminal."""

    def watched(things: Iterable[Any], number: int, what: Text) -> Iterator[Any]:
        if not (number and sys.stderr.isatty()):
            yield from things
            return
        with click.progressbar(things, number, told.say(what), file=sys.stderr, width=0) as shown:
            yield from shown
        click.echo(f"\x1b[A{_CLEAR}", nl=False, err=True)  # what came is told below

    return watched
