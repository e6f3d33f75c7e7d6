"""The door of `make adresses`: what the site publishes today → the list of published addresses, completed.

python -m communs.publishing
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from communs import disk, pages, pipeline, published
from communs.editions import edition
from communs.findings import CannotWork


def complete(root: Path) -> int:
    """Add to the list what the French pages promise and it did not say yet; how many that was. Raises CannotWork."""
    checked = pipeline.check(root)
    before = (disk.own(root, published.LIST) or b"").decode("utf-8")
    known = {address for _, address in published.addresses(before)}
    promised = set(_promised(checked)) | set(_by_hand(root / "docs"))
    disk.rewrite(root / published.LIST, published.listing(before, promised).encode())
    return len(promised - known)


def _promised(checked: pipeline.Checked) -> Iterator[str]:
    kinds, drawn = checked.catalogue.kinds, published.standing(checked.catalogue)
    for page in pages.all_pages(edition(checked, "fr")):
        address = page.address.rstrip("/")
        if address and page.listed and published.promised(address, kinds, drawn):
            yield address


def _by_hand(docs: Path) -> Iterator[str]:
    for path in docs.rglob("*.md"):
        address = path.relative_to(docs).with_suffix("").as_posix().removesuffix("index").rstrip("/")
        if address and not address.startswith("en/"):
            yield address


if __name__ == "__main__":
    try:
        new = complete(disk.find_root(Path.cwd()))
    except CannotWork as error:
        raise SystemExit(f"communs : {error}") from error
    click.echo(f"{published.LIST} : {new} adresses de plus.")
