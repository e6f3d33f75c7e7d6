"""The door of `communs comment`: what a proposal changes → one comment below it, that stays the same from push to push.

On GitHub what « Valider » left is answered; elsewhere every open proposal is read by git, as data.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from communs import console, disk, pipeline, report
from communs.findings import CannotWork, Span, Text, short, text

if TYPE_CHECKING:
    from communs.forges import Forge, Proposal
    from communs.forges.github import GitHub
    from communs.forges.reviewing import Offer
    from communs.forges.runs import Run
    from communs.pushing import Remote
    from communs.report.proposition import Around, Data
    from communs.settings import Settings

KEY = "proposition"  # of the comment, and the name of the artifact
_MAIN = "refs/heads/principale"  # our main branch, in the folder where proposals are read
_COMMIT = re.compile(r"[0-9a-f]{40,64}")
_ALONE = text(
    "On ne sait pas à quelle proposition répondre. Ajoutez « --dry-run » pour voir le commentaire de {fichier}."
)
_MOVED = text("La proposition a changé ou s’est fermée depuis cette vérification : rien n’est écrit.")
_DONE, _UP_TO_DATE = text("Proposition {n} : {adresse}"), text("Proposition {n} : rien de nouveau.")
_NONE = text("Aucune proposition n’est ouverte.")
_FAILED = text("Proposition {n} : {cause}")
_ODD = text("son commit n’en est pas un")
_ELSEWHERE = text("Seul GitHub annonce ainsi la fin d’une vérification.")
_NO_LINES = text("Les corrections n’ont pas pu être posées sur les lignes. {cause}")


@click.command(cls=console.Command, short_help="Répond à une proposition, en un seul commentaire.")
@click.argument("path", metavar="[FICHIER]", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Montre le commentaire, sans rien écrire sur la forge.")
@console.in_language
@click.pass_obj
def comment(root: Path | None, path: Path | None, dry_run: bool, lang: str) -> None:
    """Écrit sous une proposition ce qu’elle change pour qui lit, et ce qu’il reste à corriger.

    FICHIER est le « proposition.json » de « communs preview ». Sans lui : ce qu’a laissé la vérification qui vient de
    finir (GitHub), sinon chaque proposition ouverte, lue comme une donnée. Demande le jeton de la forge dans
    COMMUNS_JETON. Code de sortie : 1 si une proposition n’a pas pu être lue, 2 si la commande ne peut pas travailler.
    """
    from communs import forges, pushing
    from communs.forges import place, runs
    from communs.report import proposition, received
    from communs.report.proposition import Around

    base = console.root_of(root)
    settings = pipeline.settings_of(base)
    if path is not None and dry_run:
        told = received.read(disk.read_bytes(path))
        around = Around(head=told["head"], files=told["elsewhere"])
        console.tell(proposition.comment(told, around, lang, settings.address))
        return
    event = os.environ.get("GITHUB_EVENT_PATH")
    run = runs.of(disk.read_bytes(Path(event)), os.environ.get("GITHUB_REPOSITORY", "")) if event else None
    if run is None and path is not None:
        raise CannotWork(_ALONE.about(fichier=path))
    forge = forges.of(os.environ, settings)
    desk = _Desk(forge=forge, settings=settings, lang=lang, dry_run=dry_run)
    if run is not None:
        desk.answer(run, path)
        return
    to = pushing.remote(base, place.of(os.environ, settings), forges.token(os.environ))
    raise SystemExit(desk.round(base, to))


@dataclass(frozen=True, kw_only=True)
class _Desk:
    """Where the answers go."""

    forge: Forge
    settings: Settings
    lang: str
    dry_run: bool

    def answer(self, run: Run, path: Path | None) -> None:
        """Answer the proposal that a run checked, if it still is what was checked. Raises CannotWork."""
        from communs.forges import runs
        from communs.forges.github import GitHub
        from communs.report import received
        from communs.report.proposition import Around

        if not isinstance(self.forge, GitHub):
            raise CannotWork(_ELSEWHERE)
        number = runs.proposal(self.forge, run)
        if number is None:
            self._say(_MOVED)
            return
        data = disk.read_bytes(path) if path else self.forge.artifact(run.id, KEY, received.MOST)
        told = received.read(data)
        around = Around(
            head=run.head,
            files=self.forge.files(number),
            preview=run.page,
            offered=not self.dry_run and self._offer(self.forge, number, run.head, told),
            trusted=not run.from_fork,
        )
        self._write(number, told, around)

    def _offer(self, forge: GitHub, number: int, head: str, told: Data) -> bool:
        """Put what corrects itself on its lines; without that, the table says it all the same."""
        from communs.forges import reviewing

        try:
            return reviewing.offer(forge, number, head, list(_offers(told, self.lang))) > 0
        except CannotWork as error:
            self._say(_NO_LINES.about(cause=error.said), err=True)
            return False

    def round(self, base: Path, to: Remote) -> int:
        """Answer every open proposal that is not what our comment speaks of; 1 where one could not be read."""
        from communs import pushing

        waiting = list(self.forge.proposals())
        if not waiting:
            self._say(_NONE)
            return 0
        failed = False
        with tempfile.TemporaryDirectory(prefix="communs-") as name:
            folder = Path(name) / "propositions.git"
            pushing.fetch(folder, to, [f"+refs/heads/{self.settings.branch}:{_MAIN}"])
            for one in waiting:
                try:
                    self._visit(one, base, folder, to)
                except Exception as error:
                    cause = error.said if isinstance(error, CannotWork) else short(str(error))
                    self._say(_FAILED.about(n=one.number, cause=cause), err=True)
                    failed = True
        return int(failed)

    def _visit(self, one: Proposal, base: Path, folder: Path, to: Remote) -> None:
        from communs import apart, pushing
        from communs.report import proposition
        from communs.report.proposition import Around, spoken_of

        if not _COMMIT.fullmatch(one.head):
            raise CannotWork(_ODD)
        if spoken_of(self.forge.commented(one.number, KEY)) == one.head:
            self._say(_UP_TO_DATE.about(n=one.number))
            return
        pushing.fetch(folder, to, [f"+{one.ref}:refs/propositions/{one.number}"])
        told = apart.read(folder, _MAIN, one.head, self.lang, base)
        around = Around(head=one.head, files=self.forge.files(one.number), trusted=not one.from_fork)
        if told is None:
            self._post(one.number, proposition.too_long(around, self.lang))  # so that it is not read again
        else:
            self._write(one.number, told, around)

    def _write(self, number: int, told: Data, around: Around) -> None:
        from communs.report import proposition

        self._post(number, proposition.comment(told, around, self.lang, self.settings.address))

    def _post(self, number: int, body: str) -> None:
        if self.dry_run:
            console.tell(body)
        else:
            self._say(_DONE.about(n=number, adresse=self.forge.comment(number, KEY, body)))

    def _say(self, said: Text, *, err: bool = False) -> None:
        click.echo(report.say(said, self.lang), err=err)


def _offers(told: Data, lang: str) -> Iterator[Offer]:
    """The corrections of entries, each with what is wrong and what to write."""
    from communs.forges.reviewing import Offer
    from communs.report import proposition
    from communs.report.fingerprints import fingerprints
    from communs.report.markdown import correction, prose
    from communs.report.report import LEVELS

    found = proposition.report(told, lang)
    for finding, name in zip(found.findings, fingerprints(found.findings), strict=True):
        fits = correction(found, finding) if finding.path.startswith("catalogue/") else None
        if fits is not None:
            first, last, block = fits
            lines = found.lines(finding.path, Span(line=first, end_line=last))
            level = found.say(LEVELS[finding.severity])
            said = " ".join([f"**{level}** ·", *map(prose, found.told(finding))])
            yield Offer(
                name=name, path=finding.path, first=first, lines=tuple(lines), body=f"{said}\n\n{block}"
            )
