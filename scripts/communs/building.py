"""The door that builds: into a place of its own first, then in one move over the site that is there."""

from __future__ import annotations

import filecmp
import logging
import multiprocessing
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's banner about another program

from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from communs import printing
from communs.editions import CONFIG, list_addresses
from communs.findings import CannotWork, text
from communs.guards import addresses
from communs.pipeline import Checked
from communs.site import CommunsPlugin


def site(checked: Checked, site_dir: Path, langs: Sequence[str], *, jobs: int, clean: bool) -> None:
    """Build each language, then put the whole in place of what was there. Raises CannotWork.

    Unless `clean`, a file that did not change keeps its date: whoever publishes sends only what did.
    """
    told = logging.getLogger("mkdocs")
    told.setLevel(logging.WARNING)
    told.addHandler(logging.StreamHandler())
    site_dir.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(dir=site_dir.parent, prefix=f".{site_dir.name}-"))
    staging.chmod(0o755)
    try:
        _build_all(checked, staging, langs, jobs, _kept(site_dir, langs))
        if not clean:
            for lang in langs:
                _keep_dates(staging / lang, site_dir if lang == "fr" else site_dir / lang)
        swap(staging, site_dir, clean=clean)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    if printing.wanted() and not printing.ready():
        click.echo(
            'Les affiches n’ont pas de PDF ; pour en avoir : pip install "communs[pdf]", et la bibliothèque Pango.'
        )
    click.echo(f"Le site est dans {_short(site_dir)}.")


def _kept(site_dir: Path, langs: Sequence[str]) -> tuple[str, ...]:
    """The languages that the whole site will have: those that are built, and those that stand there already."""
    there = {lang for lang in CONFIG if (site_dir / ("" if lang == "fr" else lang) / "index.html").is_file()}
    return tuple(lang for lang in CONFIG if lang in langs or lang in there)


def _build_all(
    checked: Checked, staging: Path, langs: Sequence[str], jobs: int, whole: Sequence[str]
) -> None:
    if jobs == 1 or len(langs) == 1 or "fork" not in multiprocessing.get_all_start_methods():
        failed = [lang for lang in langs if not _build(checked, staging, lang, whole)]
    else:
        fork = multiprocessing.get_context("fork")
        running = {
            lang: fork.Process(target=_build_or_exit, args=(checked, staging, lang, whole)) for lang in langs
        }
        for process in running.values():
            process.start()
        for process in running.values():
            process.join()
        failed = [lang for lang, process in running.items() if process.exitcode != 0]
    if failed:
        message = text("Le site n’a pas pu être construit ({langues}) ; l’ancien reste en place.")
        raise CannotWork(message.about(langues=", ".join(failed)))


def _build_or_exit(checked: Checked, staging: Path, lang: str, whole: Sequence[str]) -> None:
    raise SystemExit(0 if _build(checked, staging, lang, whole) else 1)


def _build(checked: Checked, staging: Path, lang: str, whole: Sequence[str]) -> bool:
    """One language, in a folder of its own: MkDocs cleans where it builds."""
    try:
        config = load_config(str(checked.root / CONFIG[lang]), site_dir=str(staging / lang), strict=True)
        plugin = config.plugins["communs"]
        if isinstance(plugin, CommunsPlugin):
            plugin.given, plugin.langs = checked, whole
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build.build(config)
    except MkDocsException as error:
        click.echo(f"communs : {error}", err=True)
        return False
    return True


def _keep_dates(new: Path, old: Path) -> None:
    for path in new.rglob("*"):
        _keep_date(path, old / path.relative_to(new))


def _keep_date(path: Path, twin: Path) -> None:
    if path.is_file() and twin.is_file() and filecmp.cmp(path, twin, shallow=False):
        os.utime(path, ns=(twin.stat().st_atime_ns, twin.stat().st_mtime_ns))


def swap(staging: Path, site_dir: Path, *, clean: bool = False) -> None:
    """Put a whole new site where the old one is, by renaming. A language that was not built again stays.

    The list of its addresses is written here, where the whole is known.
    """
    french, old = staging / "fr", staging / "old"
    for lang in CONFIG.keys() - {"fr"}:
        built, kept = staging / lang, site_dir / lang
        if french.exists() and (built.exists() or kept.exists()):
            (built if built.exists() else kept).rename(french / lang)
        elif built.exists():
            site_dir.mkdir(exist_ok=True)
            shutil.rmtree(kept, ignore_errors=True)
            built.rename(kept)
    if french.exists():
        list_addresses(french)
        if not clean:
            _keep_date(french / addresses.ADDRESS, site_dir / addresses.ADDRESS)
        if site_dir.exists():
            site_dir.rename(old)
        french.rename(site_dir)
    else:
        list_addresses(site_dir)


def serve(root: Path, port: int) -> None:
    """MkDocs' own server with live reload, on this machine only."""
    mkdocs_serve.serve(str(root / CONFIG["fr"]), dev_addr=f"127.0.0.1:{port}", livereload=True)


def _short(path: Path) -> str:
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
