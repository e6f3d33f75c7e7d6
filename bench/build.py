"""`communs build --lang fr` beside MkDocs and Material alone on the same pages, in one go, in memory.

    python bench/build.py --sizes 1000 10000 --runs 1

The peer gets all our built pages as Markdown files (same headings, text and links), out of the navigation.
Ours also checks the catalogue, follows its links and writes the exports.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Callable, Container
from pathlib import Path

import generate
import measure
import plain
from measure import Cost

BIN = generate.ROOT / ".venv" / "bin"
OURS = "communs build"
ALONE, DEFAULT = "MkDocs + Material, no search", "MkDocs + Material"
ENV = {"SOURCE_DATE_EPOCH": "1795435200", "NO_MKDOCS_2_WARNING": "1", "COMMUNS_PDF": "0"}  # 2026-11-23


def ours(folder: Path) -> Cost:
    """The whole French site from nothing."""
    shutil.rmtree(folder / "site", ignore_errors=True)
    command = [str(BIN / "communs"), "--root", str(folder / "ours"), "build", "--lang", "fr"]
    return measure.run([*command, "--site-dir", str(folder / "site")], ENV)


def peer(folder: Path, plugins: list[str]) -> Cost:
    """The peer's whole site from nothing."""
    settings = {
        "site_name": "Le même en Markdown",
        "docs_dir": "pages",
        "site_dir": "site-peer",
        "theme": {"name": "material", "language": "fr", "font": False},
        "plugins": plugins,
        "nav": ["index.md"],
    }
    (folder / "mkdocs.yml").write_text(json.dumps(settings), encoding="utf-8")
    shutil.rmtree(folder / "site-peer", ignore_errors=True)
    return measure.run(
        [str(BIN / "mkdocs"), "build", "--quiet", "--config-file", str(folder / "mkdocs.yml")], ENV
    )


COMMANDS: dict[str, Callable[[Path], Cost]] = {
    OURS: ours,
    ALONE: lambda folder: peer(folder, []),
    DEFAULT: lambda folder: peer(folder, ["search"]),
}


def prepare(folder: Path, entries: int) -> Path:
    """Our repository, and the peer's pages made from what we build of it."""
    generate.repository(folder / "ours", entries)
    ours(folder)
    site = folder / "site"
    pages = {path.relative_to(site).parent.as_posix(): path for path in site.rglob("index.html")}
    for address, path in pages.items():
        target = folder / "pages" / address / "index.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        text = plain.read(path.read_text(encoding="utf-8"))
        target.write_text(_relinked(text, address, pages.keys()), encoding="utf-8")
    return folder


def _relinked(text: str, address: str, known: Container[str]) -> str:
    """Links to other pages of the peer, as links to their files."""

    def link(found: re.Match[str]) -> str:
        steps = [step for step in f"{address}/{found[1]}".split("/") if step not in ("", ".")]
        while ".." in steps[1:]:
            at = steps.index("..", 1)
            del steps[at - 1 : at + 1]
        return f"]({found[1].rstrip('/')}/index.md)" if "/".join(steps) in known else found[0]

    return re.sub(r"\]\(((?:\.\.?/)+[\w./-]*)\)", link, text)


def main() -> None:
    """The command line."""
    options = measure.options(__doc__, runs=1)
    with tempfile.TemporaryDirectory(dir=options.folder) as scratch:
        folders = {size: prepare(Path(scratch) / str(size), size) for size in options.sizes}
        results = measure.side_by_side(folders, COMMANDS, options.runs)
        counts = {size: _count(folder) for size, folder in folders.items()}
    for size, (mine, theirs) in counts.items():
        print(f"{size:,} entries: {mine:,} pages of ours, {theirs:,} of the peer")
    print("\n" + measure.table(options.sizes, results, OURS))


def _count(folder: Path) -> tuple[int, int]:
    mine, theirs = (list((folder / site).rglob("index.html")) for site in ("site", "site-peer"))
    return len(mine), len(theirs)


if __name__ == "__main__":
    main()
