"""What every command shares at a terminal: its help, its language, its root, one reading of the catalogue."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from communs import disk, editor, pipeline, report
from communs.findings import CannotWork, text
from communs.words import LANGUAGES, translation

CANNOT = 2
LANG = "communs.lang"
LONG = 2000  # files: about a second


class Command(click.Command):
    """A command that speaks of its help in French too."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = "Affiche cette aide."
        return found


class Group(Command, click.Group):
    """What the command cannot do without ends it with exit 2 and one sentence."""

    command_class = Command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except CannotWork as error:
            lang = ctx.meta.get(LANG, "fr")
            click.echo(f"communs : {report.say(error.said, lang)}", err=True)
            raise SystemExit(CANNOT) from error


def _remember(context: click.Context, _: click.Parameter, value: str) -> str:
    context.meta[LANG] = value  # for what has to be said when the command cannot work
    return value


in_language = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default="fr",
    show_default=True,
    callback=_remember,
    help="La langue des phrases.",
)


def root_of(given: Path | None) -> Path:
    if given is None:
        return disk.find_root(Path.cwd())
    if not (given / "catalogue").is_dir():
        raise disk.Unreadable(text("Aucun dossier « catalogue » dans {dossier}.", dossier=given))
    return given.resolve()


def tell(said: str) -> None:
    """UTF-8 for files and programs, whatever the machine is set to; a terminal has its own way."""
    click.echo(said if sys.stdout.isatty() else said.encode(), nl=False)


def colour() -> bool:
    """Colours only for a terminal that can show them, and whose owner does not refuse them (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def check(root: Path, lang: str = "fr") -> pipeline.Checked:
    """Check everything, with a bar for whoever waits at a terminal; editors then know what exists."""
    checked = _read(root, lang)
    editor.write(checked.catalogue, root)
    return checked


def _read(root: Path, lang: str) -> pipeline.Checked:
    number = disk.count(root) if sys.stderr.isatty() else 0
    if number < LONG:
        return pipeline.check(root)

    def watched(files: Iterable[disk.Source]) -> Iterator[disk.Source]:
        label = translation(lang)("Lecture des fiches")
        with click.progressbar(files, number, label, file=sys.stderr) as shown:
            yield from shown

    return pipeline.check(root, watched)
