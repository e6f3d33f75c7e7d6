"""The door to the terminal: `communs validate`, `new`, `build`, `serve`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from communs import disk, draft, pipeline, report
from communs.catalogue import Catalogue
from communs.kinds import BrokenSchema, Kind
from communs.words import LANGUAGES, translation

CANNOT = 2


class _Group(click.Group):
    """What the command cannot do without ends it with exit 2 and one sentence."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (disk.Unreadable, BrokenSchema) as error:
            click.echo(f"communs : {error}", err=True)
            raise SystemExit(CANNOT) from error


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--root",
    type=click.Path(path_type=Path),
    help="Le dossier qui contient catalogue/ (par défaut : le plus proche au-dessus).",
)
@click.version_option(package_name="communs")
@click.pass_context
def main(context: click.Context, root: Path | None) -> None:
    """Un catalogue partagé des communs : des fiches vérifiées, un site lisible."""
    context.obj = root


def _root(given: Path | None) -> Path:
    if given is None:
        return disk.find_root(Path.cwd())
    if not (given / "catalogue").is_dir():
        raise disk.Unreadable(f"Aucun dossier « catalogue » dans {given}.")
    return given.resolve()


@main.command()
@click.argument("paths", nargs=-1, metavar="[FICHE…]")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(report.FORMATS)),
    default="text",
    show_default=True,
    help="La forme du compte rendu.",
)
@click.option(
    "--lang", type=click.Choice(LANGUAGES), default="fr", show_default=True, help="La langue des phrases."
)
@click.pass_obj
def validate(root: Path | None, paths: Sequence[str], form: str, lang: str) -> None:
    """Vérifie les fiches et leurs liens ; dit tout ce qui ne va pas, et quoi écrire."""
    base = _root(root)
    findings = pipeline.check(base).findings
    if paths:
        findings = list(pipeline.only(findings, [_relative(path, base) for path in paths]))
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    click.echo(report.FORMATS[form](findings, translation(lang), lang, colour=colour), nl=False)
    raise SystemExit(any(finding.severity == "error" for finding in findings))


def _relative(path: str, root: Path) -> str:
    """A path as findings name it: from here, or from the root where it means nothing from here."""
    found = [place for place in (Path.cwd() / path, root / path) if os.path.lexists(place)]
    for here in found:
        plain = here.parent.resolve() / here.name if here.name != ".." else here.resolve()
        if plain.is_relative_to(root):
            return plain.relative_to(root).as_posix()
    raise disk.Unreadable(f"{path} n’est pas dans {root}." if found else f"{path} n’existe pas.")


@main.command()
@click.argument("kind", metavar="TYPE")
@click.argument("identifier", metavar="NOM")
@click.option(
    "--set",
    "values",
    multiple=True,
    metavar="CHAMP=VALEUR",
    help="Remplit un champ ; à répéter autant que voulu.",
)
@click.pass_obj
def new(root: Path | None, kind: str, identifier: str, values: Sequence[str]) -> None:
    """Écrit une fiche commentée, prête à remplir : communs new offres mon-offre."""
    base = _root(root)
    catalogue = pipeline.check(base).catalogue
    known = catalogue.kinds
    if kind not in known:
        raise disk.Unreadable(f"« {kind} » n’est pas un type de fiche. Les types sont : {', '.join(known)}.")
    try:
        given = draft.parse(values, known[kind])
        if sys.stdin.isatty():
            given |= _ask(known[kind], given)
        content = draft.write(known[kind], identifier, given, pipeline.today(), _ids(catalogue))
    except draft.Refused as error:
        raise disk.Unreadable(str(error)) from error
    path = base / "catalogue" / kind / f"{identifier}.yml"
    if path.exists() or path.is_symlink():
        click.echo(f"communs : {path.relative_to(base)} existe déjà ; rien n’a été écrit.", err=True)
        raise SystemExit(1)
    disk.write(path, content.encode())
    click.echo(
        f"{path.relative_to(base)} est écrite. Complétez-la, puis : communs validate {path.relative_to(base)}"
    )


def _ids(catalogue: Catalogue) -> draft.Ids:
    """Every id an entry may name, by kind and by list."""
    lists = {f"vocabulaires/{name}": list(found.terms) for name, found in catalogue.vocabularies.items()}
    return lists | {name: [entry.id for entry in found] for name, found in catalogue.by_kind.items()}


def _ask(kind: Kind, given: draft.Values) -> draft.Values:
    """The required fields that have no value yet, one question each; an empty answer leaves it for later."""
    answers: list[str] = []
    for field in draft.required(kind):
        if (field.name,) not in given:
            click.echo(field.help(), err=True)
            answer = click.prompt(field.label(), default="", show_default=False, err=True)
            answers.extend([f"{field.name}={answer}"] if answer else [])
    return draft.parse(answers, kind)


@main.command()
@click.option("--site-dir", type=click.Path(path_type=Path), help="Où écrire le site (par défaut : site/).")
@click.option("--clean", is_flag=True, help="Date tout de cette construction, même ce qui n’a pas changé.")
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=None,
    help="Combien de pages à la fois (par défaut : autant que de processeurs).",
)
@click.option(
    "--lang",
    "langs",
    type=click.Choice(LANGUAGES),
    multiple=True,
    default=LANGUAGES,
    help="Les langues à construire ; à répéter.",
)
@click.option(
    "--tree",
    type=click.Path(path_type=Path),
    help="Écrit les pages en fichiers simples pour un autre générateur.",
)
@click.pass_obj
def build(
    root: Path | None,
    site_dir: Path | None,
    clean: bool,
    jobs: int | None,
    langs: Sequence[str],
    tree: Path | None,
) -> None:
    """Vérifie le catalogue puis construit le site entier ; une erreur n’abîme jamais le site déjà là."""
    from communs import building

    base = _root(root)
    checked = pipeline.check(base)
    if not checked.sound:
        click.echo(report.text(checked.errors, translation("fr"), "fr"), nl=False, err=True)
        click.echo("Le site n’a pas été construit.", err=True)
        raise SystemExit(1)
    if tree is not None:
        building.tree(checked, tree.resolve(), langs)
        return
    building.site(
        checked, (site_dir or base / "site").resolve(), langs, jobs=jobs or os.cpu_count() or 1, clean=clean
    )


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Le port local.")
@click.pass_obj
def serve(root: Path | None, port: int) -> None:
    """Montre le site sur cette machine et le refait à chaque changement."""
    from communs import building

    building.serve(_root(root), port)
