"""The door to the terminal: what there is to type, `communs validate`, `explain`, `new`, `build`, `serve`…"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from communs import commenting, disk, following, forging, git, pipeline, publication, report, robot, upkeep
from communs.console import Group, check, colour, in_language, root_of, tell
from communs.findings import CannotWork, Finding, text
from communs.words import LANGUAGES

if TYPE_CHECKING:
    from communs.drafting import Plan


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--root",
    type=click.Path(path_type=Path),
    help="Le dossier qui contient catalogue/ (par défaut : le plus proche au-dessus).",
)
@click.version_option(package_name="communs", help="Affiche la version.")
@click.pass_context
def main(context: click.Context, root: Path | None) -> None:
    """Un catalogue partagé des communs : des fiches vérifiées, un site lisible."""
    context.obj = root


@main.command(short_help="Vérifie les fiches, et dit quoi écrire.")
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
    "--since",
    metavar="REV",
    envvar="COMMUNS_SINCE",
    help="Ne montre que ce qui a changé depuis cette révision de git (par exemple origin/main).",
)
@click.option(
    "--fix", is_flag=True, help="Corrige ce qui n’a qu’une correction possible, puis dit ce qui reste."
)
@click.option(
    "--output",
    "outputs",
    multiple=True,
    metavar="FORME=FICHIER",
    help="Écrit aussi le compte rendu dans un fichier, sous cette forme ; à répéter.",
)
@in_language
@click.pass_obj
def validate(
    root: Path | None,
    paths: Sequence[str],
    form: str,
    since: str | None,
    fix: bool,
    outputs: Sequence[str],
    lang: str,
) -> None:
    """Vérifie les fiches et leurs liens ; dit tout ce qui ne va pas, et quoi écrire."""
    base = root_of(root)
    wanted = list(map(_output, outputs))
    changes = git.changes(base, since) if since else None
    places = [_relative(path, base) for path in paths]
    checked = check(base, lang)
    findings: Sequence[Finding] = checked.findings
    if fix:
        done = pipeline.fix(checked, lambda path: _chosen(path, places, changes))
        findings = done.findings
        click.echo(report.Report(findings=(), lang=lang).say(done.said), err=True)
    if changes is not None:
        findings = list(pipeline.since(findings, changes))
    if places:
        findings = list(pipeline.only(findings, places))
    told = report.Report(
        findings=findings,
        lang=lang,
        sources=disk.texts(base),
        colour=colour(),
        address=checked.settings.address,
    )
    tell(report.FORMATS[form](told))
    for other, file in wanted:
        disk.rewrite(file, report.FORMATS[other](replace(told, colour=False)).encode())
    raise SystemExit(any(finding.severity == "error" for finding in findings))


def _output(word: str) -> tuple[str, Path]:
    """A form and where to write it. Raises CannotWork."""
    form, _, file = word.partition("=")
    if form not in report.FORMATS or not file:
        raise CannotWork(
            text(
                "« {mot} » n’est pas une forme et un fichier, comme « markdown=resume.md ». Les formes : {liste}.",
                mot=word,
                liste=", ".join(report.FORMATS),
            )
        )
    return form, Path(file)


def _chosen(path: str, places: Sequence[str], changes: git.Changes | None) -> bool:
    """Whether a file is among those that the command is about."""
    return (not places or pipeline.under(path, places)) and (changes is None or path in changes.paths)


def _relative(path: str, root: Path) -> str:
    """A path as findings name it: from here, or from the root where it means nothing from here."""
    found = [place for place in (Path.cwd() / path, root / path) if os.path.lexists(place)]
    for here in found:
        plain = here.parent.resolve() / here.name if here.name != ".." else here.resolve()
        if plain.is_relative_to(root):
            return plain.relative_to(root).as_posix()
    message = text("{chemin} n’est pas dans {dossier}.") if found else text("{chemin} n’existe pas.")
    raise disk.Unreadable(message.about(chemin=path, dossier=root))


@main.command(short_help="Montre ce qu’une proposition change pour qui lit.")
@click.option(
    "--since",
    metavar="REV",
    envvar="COMMUNS_SINCE",
    help="La révision de git dont la proposition part (par exemple origin/main).",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DOSSIER",
    help="Où écrire la page et ses données (par défaut : .cache/apercu/).",
)
@in_language
@click.pass_obj
def preview(root: Path | None, since: str | None, output: Path | None, lang: str) -> None:
    """Écrit une page qui montre ce qui change pour qui lit le catalogue : fiches, avant et après, constats.

    La page se suffit à elle-même ; proposition.json, à côté, dit la même chose aux programmes. Les constats ne
    changent rien au code de sortie : 2 si la commande ne peut pas travailler.
    """
    from communs import previewing  # it loads page templates

    base = root_of(root)
    if not since:
        raise CannotWork(text("Depuis quelle révision ? Par exemple : communs preview --since origin/main"))
    folder = output or base / ".cache" / "apercu"
    found = previewing.since(base, since, lang)
    previewing.write(found, base, folder)
    click.echo(report.say(text("L’aperçu est dans {fichier}.", fichier=folder / previewing.PAGE), lang))


def _begun(_: click.Context, __: click.Parameter, word: str) -> list[CompletionItem]:
    """The rules that a shell may complete a word to."""
    from communs.rulebook import RULES

    return [CompletionItem(name, help=str(RULES[name].title)) for name in RULES if name.startswith(word)]


@main.command(short_help="Dit pourquoi une règle existe.")
@click.argument("name", metavar="[REGLE]", required=False, shell_complete=_begun)
@in_language
@click.pass_obj
def explain(root: Path | None, name: str | None, lang: str) -> None:
    """Dit pourquoi une règle existe, quoi éviter et quoi écrire ; sans nom, montre toutes les règles."""
    from communs import explained

    told = report.Report(findings=(), lang=lang, address=_address(root))
    click.echo(explained.rule(name, told) if name else explained.index(told), nl=False)


def _address(root: Path | None) -> str:
    """Where the catalogue around us is published; nothing outside of a catalogue."""
    try:
        return pipeline.settings_of(root_of(root)).address
    except CannotWork:
        return ""


@main.command(short_help="Écrit une fiche, question par question.")
@click.argument("kind", metavar="[TYPE]", required=False)
@click.argument("identifier", metavar="[NOM]", required=False)
@click.option(
    "--set",
    "values",
    multiple=True,
    metavar="CHAMP=VALEUR",
    help="Remplit un champ ; à répéter autant que voulu.",
)
@in_language
@click.pass_obj
def new(
    root: Path | None, kind: str | None, identifier: str | None, values: Sequence[str], lang: str
) -> None:
    """Écrit une fiche commentée, prête à remplir : communs new offres mon-offre.

    Sur un terminal, demande ce qui est obligatoire, un champ après l’autre ; Ctrl-C arrête sans rien écrire.
    Une fiche qui existe déjà n’est jamais remplacée. Code de sortie : 1 si rien n’a été écrit.
    """
    from communs import drafting  # only this command needs all that a conversation takes

    base = root_of(root)
    try:
        checked = check(base, lang)
        plan = drafting.plan(checked, kind, identifier, values, lang)
        drafting.write(checked, plan)
    except drafting.Exists as error:
        message = text("{fichier} existe déjà ; rien n’a été écrit.", fichier=error.args[0])
        click.echo(f"communs : {report.say(message, lang)}", err=True)
        raise SystemExit(1) from error
    except (KeyboardInterrupt, EOFError) as error:
        click.echo(f"\n{report.say(text('Rien n’a été écrit.'), lang)}", err=True)
        raise SystemExit(1) from error
    findings = check(base, lang).findings  # from now on editors propose it too
    if drafting.talks():
        _show(base, plan, list(pipeline.only(findings, [plan.path])), lang)
    else:
        done = text(
            "{fichier} est écrite. Complétez-la, puis : communs validate {fichier}", fichier=plan.path
        )
        click.echo(report.say(done, lang))


def _show(root: Path, plan: Plan, findings: Sequence[Finding], lang: str) -> None:
    """What was written, what is to be mended in it, what may be added, and what to type next."""
    from communs import terminal

    told = report.Report(findings=findings, lang=lang, sources=disk.texts(root), colour=colour())
    labels = ", ".join(plan.kind.fields[name].label(lang) for name in plan.optional)
    click.echo("\n" + told.say(text("{fichier} est écrite.", fichier=plan.path)))
    if findings:
        click.echo("\n" + report.text(told))
    terminal.tell(
        told.say(text("À compléter quand vous voudrez, dans ce fichier : {champs}.", champs=labels))
    )
    terminal.tell(told.say(text("Puis : communs validate {fichier}", fichier=plan.path)))


@main.command(short_help="Construit le site entier.")
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
    help="Les langues à construire, à répéter (par défaut : celles du catalogue).",
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

    base = root_of(root)
    checked = check(base)
    langs = langs or checked.settings.langs
    if not checked.sound:
        told = report.Report(findings=checked.errors, sources=disk.texts(base))
        click.echo(report.text(told), nl=False, err=True)
        click.echo("Le site n’a pas été construit.", err=True)
        raise SystemExit(1)
    if tree is not None:
        from communs import tree as outlet

        outlet.write(checked, tree.resolve(), langs)
        click.echo(report.say(outlet.told(tree, langs), "fr"))
        return
    building.site(
        checked, (site_dir or base / "site").resolve(), langs, jobs=jobs or os.cpu_count() or 1, clean=clean
    )


@main.command(short_help="Montre le site pendant qu’on écrit.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Le port local.")
@click.pass_obj
def serve(root: Path | None, port: int) -> None:
    """Montre le site sur cette machine et le refait à chaque changement."""
    from communs import building

    building.serve(root_of(root), port)


main.add_command(upkeep.withdraw)
main.add_command(upkeep.stale)
main.add_command(following.links)
main.add_command(publication.publish_check)
main.add_command(robot.enrich)
main.add_command(forging.propose)
main.add_command(commenting.comment)
main.add_command(forging.deploy)
main.add_command(robot.suggest)
