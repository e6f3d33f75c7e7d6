"""The door to other site generators: a checked catalogue → a folder that one of them builds with nothing else.

python -m communs.tree DIR      # tells which pages an engine did not build

`DIR/fr/` and `DIR/en/` hold the pages, each as `<address>/index.md` (a front matter and a body), with all that they
load; `DIR/theme/` the frame of the pages; `DIR/mkdocs.yml` and `DIR/mkdocs.en.yml` what an engine is told.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files as package_files
from pathlib import Path
from posixpath import dirname, join, normpath, relpath
from typing import Any

import click
import yaml
from markdown import Markdown
from pathspec import GitIgnoreSpec

from communs import disk, frame, pages, printing, searching, styles
from communs.editions import CONFIG, by_hand, edition, list_addresses, part, write_exports
from communs.findings import CannotWork, Text, text
from communs.pages import Edition, Page
from communs.pages.head import head
from communs.pages.poster import PDF
from communs.pipeline import Checked
from communs.plain_html import block, flat

_HEADING = "# Écrit par « communs build --tree » : ce qu’il y a ici sera remplacé."
_USUAL = ("toc", "tables", "fenced_code")  # what MkDocs always reads
_FRONT = re.compile(r"---\n(.*?)\n---\s*\n", re.DOTALL)
_MOST = 10  # addresses that a sentence names
_LINK = re.compile(r"\]\(([^)\s#:]+)")
_SPECIAL = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")  # line ends to YAML, or signs that it refuses


def write(checked: Checked, folder: Path, langs: Sequence[str]) -> None:
    """Write what an engine needs to build these languages. Raises CannotWork."""
    if folder.exists() and any(folder.iterdir()) and not _ours(folder):
        told = text("{dossier} n’est pas vide, et rien n’y dit que « communs » l’a écrit.", dossier=folder)
        raise CannotWork(told)
    for name in (*CONFIG, "theme"):
        shutil.rmtree(folder / name, ignore_errors=True)
    for lang in CONFIG.keys() - set(langs):
        (folder / CONFIG[lang]).unlink(missing_ok=True)
    for lang in langs:
        _write(edition(checked, lang, langs), checked, folder)
    if "fr" in langs:  # the French site carries them for every language
        write_exports(checked, folder / "fr")


def told(folder: Path, langs: Sequence[str]) -> Text:
    """Where the pages are, and what to type next."""
    builds = (f"zensical build -f {CONFIG[lang]}" for lang in langs)
    return text(
        "Les pages sont dans {dossier}. Pour en faire un site : cd {dossier} && {commandes}",
        dossier=folder,
        commandes=" && ".join(builds),
    )


def _ours(folder: Path) -> bool:
    """Whether an earlier tree stands there."""
    found = [folder / name for name in CONFIG.values() if (folder / name).is_file()]
    return any(path.read_text("utf-8", "replace").startswith(_HEADING) for path in found)


def _write(edition: Edition, checked: Checked, folder: Path) -> None:
    config, here = _config(checked.root, edition.lang), folder / edition.lang
    disk.write(
        folder / CONFIG[edition.lang], _settings(edition, config).encode()
    )  # first: it says whose this is
    printed = printing.make(edition, checked.root)
    edition.printed.update(printed)
    listed = [*_made(edition, config, here), *_by_hand(edition, checked, config, here)]
    for address, place in printed.items():
        disk.write(here / address / PDF, disk.read_bytes(place))
    for name, content in frame.written(edition, config, listed):
        disk.write((here if name == frame.MAP else folder / "theme" / edition.lang) / name, content.encode())
    _lay_assets(here)
    searching.write(edition, here)


def _lay_assets(here: Path) -> None:
    """What every page loads."""
    disk.write(here / styles.ADDRESS, styles.written())
    assets = Path(str(package_files("communs"))) / "theme" / "assets"
    for name in disk.names(assets):
        disk.write(here / "assets" / name, disk.read_bytes(assets / name))


def _made(edition: Edition, config: Mapping[str, Any], here: Path) -> Iterator[Page]:
    """The pages of the catalogue, ready."""
    for page in pages.all_pages(edition):
        body = page.body()
        front = _front(edition, config, page, body, page.source)
        disk.write(here / page.address / "index.md", _file(front, block(body)))
        yield page


def _config(root: Path, lang: str) -> dict[str, Any]:
    """What the catalogue tells MkDocs, with what it inherits."""
    own = yaml.safe_load(disk.read_text(root / CONFIG[lang]))
    above = _config(root, "fr") if "INHERIT" in own else {}
    theme = {**above.get("theme", {}), **own.get("theme", {})}
    return {**above, **own, "theme": theme}


def _settings(edition: Edition, config: Mapping[str, Any]) -> str:
    """What an engine is told, with the names that Zensical, ProperDocs and MkDocs share."""
    lang, address = edition.lang, edition.settings.address
    below = "" if lang == "fr" else f"/{lang}"
    told = {
        "site_name": edition.settings.title(lang),
        "site_description": config["site_description"],
        "site_url": f"{address}{below}/" if address else None,
        "docs_dir": lang,
        "site_dir": f"site{below}",
        "theme": {"name": None, "custom_dir": f"theme/{lang}", "language": lang, "static_templates": ["404.html"]},
        "nav": config["nav"],
        "markdown_extensions": _extensions(config),
        "plugins": [],
    }  # fmt: skip
    return f"{_HEADING}\n{yaml.safe_dump(told, allow_unicode=True, sort_keys=False)}"


def _extensions(config: Mapping[str, Any]) -> list[Any]:
    own = config["markdown_extensions"]
    named = {name for one in own for name in ([one] if isinstance(one, str) else one)}
    return [*(name for name in _USUAL if name not in named), *own]


def _front(
    edition: Edition,
    config: Mapping[str, Any],
    page: Page,
    body: str,
    source: str | None,
    *,
    written: bool = False,
) -> dict[str, str]:
    """What any engine may say of a page; then all that ours says in its head, and what its frame asks for."""
    front = {"title": page.title, "description": page.description, "head": flat(head(edition, page, body))}
    if (name := frame.template(page.address, written=written)) != frame.USUAL:
        front["template"] = name
    if page.address in frame.sections(config):
        front["section"] = page.address
    if source and edition.settings.forge:
        front["edit"] = edition.settings.forge.edit(source)
    return front


def _file(front: Mapping[str, str], body: str) -> bytes:
    lines = "".join(f"{name}: {_quoted(words)}\n" for name, words in front.items())
    return f"---\n{lines}---\n\n{body}".encode()


def _quoted(words: str) -> str:
    """A text as a quoted YAML scalar on one line (a JSON string is one)."""
    told = json.dumps(words, ensure_ascii=False)
    return _SPECIAL.sub(lambda found: f"\\u{ord(found[0]):04x}", told)


def _by_hand(edition: Edition, checked: Checked, config: Mapping[str, Any], here: Path) -> Iterator[Page]:
    """The pages of the folder of documents, still in Markdown; the other files there as they are."""
    docs = checked.root / config["docs_dir"]
    left = GitIgnoreSpec.from_lines(config.get("exclude_docs", "").splitlines())
    for name in sorted(disk.names(docs)):
        if left.match_file(name):
            continue
        if not name.endswith(".md"):
            disk.write(here / name, disk.read_bytes(docs / name))
            continue
        page, told = _read(edition, config, docs, name)
        source = (docs / name).relative_to(checked.root).as_posix()
        front = _front(edition, config, page, page.body(), source, written=True)
        disk.write(here / _place(name), _file(front, told))
        yield page


def _read(edition: Edition, config: Mapping[str, Any], docs: Path, name: str) -> tuple[Page, str]:
    """A page written by hand, and its Markdown with our parts in it."""
    source = disk.read_text(docs / name)
    found = _FRONT.match(source)
    meta, source = (yaml.safe_load(found[1]), source[found.end() :]) if found else ({}, source)
    address = name.removesuffix(".md").removesuffix("index").strip("/")
    address = f"{address}/" if address else ""
    told = _moved(
        part(source, lambda template: f"\n\n{flat(edition.render(template, address))}\n\n"), docs, name
    )
    converter = Markdown(
        extensions=[one if isinstance(one, str) else next(iter(one)) for one in _extensions(config)],
        extension_configs={k: v for one in _extensions(config) if isinstance(one, dict) for k, v in one.items()},
    )  # fmt: skip
    body = converter.convert(told)
    title = meta.get("title") or frame.sections(config).get(address) or _heading(body)
    page = by_hand(address, title, meta.get("description", ""), body)
    return page, told


def _moved(source: str, docs: Path, name: str) -> str:
    """The Markdown of a page with its links as they are from the folder of its address.

    There a link means the same to every engine: some count those of HTML from the file, others from the address.
    """

    def moved(link: re.Match[str]) -> str:
        target = normpath(join(dirname(name), link[1]))
        if not (target.endswith(".md") or (docs / target).is_file()):
            return link[0]
        return f"]({relpath(_place(target), dirname(_place(name)) or '.')}"

    return _LINK.sub(moved, source)


def _place(name: str) -> str:
    """Where a file of the folder of documents stands in a tree: each page in the folder of its address."""
    page = name.endswith(".md") and not name.endswith("index.md")
    return f"{name.removesuffix('.md')}/index.md" if page else name


def _heading(body: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", body, re.DOTALL)
    return found[1] if found else ""


def missing(folder: Path) -> Iterator[str]:
    """The addresses of a tree that an engine made no page of."""
    for lang in CONFIG:
        site = folder / "site" / ("" if lang == "fr" else lang)
        for path in sorted((folder / lang).rglob("index.md")):
            address = path.relative_to(folder / lang).parent
            if not (site / address / "index.html").is_file():
                yield f"{lang}/{address.as_posix()}/"


if __name__ == "__main__":
    (tree,) = map(Path, sys.argv[1:])
    if gone := list(missing(tree)):
        listed = ", ".join(gone[:_MOST])
        raise SystemExit(f"communs : {len(gone)} pages manquent dans {tree / 'site'} : {listed}…")
    list_addresses(tree / "site")
    click.echo(f"Le site du second moteur est dans {tree / 'site'}.")
