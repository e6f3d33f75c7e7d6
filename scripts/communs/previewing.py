"""The door of `communs preview`: a catalogue as it was and as it is → a page for people and data for robots.

`between` compares two commits, `compare` two catalogues that were checked; `preview.data.data` gives the JSON.
"""

from __future__ import annotations

import base64
import mimetypes
import os
import tempfile
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from communs import console, disk, git, layout, pipeline
from communs.facts import MEDIAS
from communs.findings import CannotWork, Finding
from communs.pages import Edition
from communs.pipeline import Checked
from communs.preview import data, faulty, page, proposition
from communs.preview.proposition import Proposition
from communs.report import Report
from communs.report.report import as_json
from communs.settings import Settings

PAGE, DATA = "index.html", "proposition.json"
PLACES = ("catalogue", "schemas", "communs.yml")  # what a catalogue is checked from
_HEAVY = 100_000  # bytes of a picture that is left out of the page
_ALL = 2_000_000  # … and of all its pictures together


def compare(
    before: Checked | None,
    after: Checked,
    changed: Collection[str],
    lang: str = "fr",
    *,
    base: str = "",
    head: str = "",
) -> Proposition:
    """What the change of some files changes for readers. `before` is None where it cannot be read."""
    return proposition.of(
        _edition(before, after.settings, lang) if before is not None else None,
        _edition(after, after.settings, lang),
        _report(before, after, changed, lang),
        changed,
        {path for path in changed if _unread(after, path)},
        base=base,
        head=head,
    )


def between(root: Path, start: str, head: str, lang: str = "fr", house: Path | None = None) -> Proposition:
    """What the commits of a proposal change, read from git as data: nothing of theirs is run. Raises CannotWork.

    From where the branch of `head` left `start`. What the surroundings tell of the forge is told of both.
    `house` is the catalogue whose schemas and settings judge, where those of the proposal are not to be trusted.
    """
    changes = git.changes(root, start, head)
    commit = git.known(root, head)
    with _tree(root, commit, house) as folder:
        after = pipeline.check(folder)
        forge = after.settings.forge or pipeline.settings_of(house or root).forge
        after = replace(after, settings=replace(after.settings, forge=forge))
        return _compared(root, after, changes, lang, commit, house)


def since(root: Path, revision: str, lang: str = "fr") -> Proposition:
    """What the files as they are now change, from where the branch left a revision. Raises CannotWork."""
    changes = git.changes(root, revision)
    return _compared(root, console.check(root, lang), changes, lang, git.commit(root))


def write(found: Proposition, root: Path, folder: Path) -> None:
    """The page and the data, in a folder. Raises CannotWork."""
    disk.rewrite(
        folder / PAGE, page.html(found, _pictures(root, found.after.medias)).encode("utf-8", "replace")
    )
    disk.rewrite(folder / DATA, as_json(data.data(found)).encode())


def _pictures(root: Path, known: Collection[str]) -> Callable[[str], str]:
    """From the name of a picture that may be shown to its data: address, as long as there is room."""
    left = _ALL

    def picture(name: str) -> str:
        nonlocal left
        content = disk.own(root, MEDIAS + name) if name in known else None
        kind = mimetypes.guess_type(name)[0] or ""
        if not content or not kind.startswith("image/") or len(content) > min(left, _HEAVY):
            return ""
        left -= len(content)
        return f"data:{kind};base64,{base64.b64encode(content).decode()}"

    return picture


def _compared(
    root: Path, after: Checked, changes: git.Changes, lang: str, head: str, house: Path | None = None
) -> Proposition:
    with _tree(root, changes.start, house) as folder:
        try:
            before = pipeline.check(folder)
        except CannotWork:
            before = None
        return compare(before, after, changes.paths, lang, base=changes.start, head=head)


@contextmanager
def _tree(root: Path, commit: str, house: Path | None) -> Iterator[Path]:
    """The files that a catalogue is checked from, as they were at a commit, in a folder for a while."""
    with tempfile.TemporaryDirectory(prefix="communs-") as name:
        folder = Path(name)
        for path in PLACES[1:] if house is not None else ():
            if house is not None and (house / path).exists():
                (folder / path).symlink_to(house / path)
        for path, data in git.files(root, commit, PLACES if house is None else PLACES[:1]):
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            if data is not None:
                place.write_bytes(data)
            elif path.startswith("catalogue/"):
                place.symlink_to("lien")  # it is told, and leads nowhere
        yield folder


def _edition(checked: Checked, known: Settings, lang: str) -> Edition:
    """What readers have of it, but for what only git or a measure tells: no word of a proposal."""
    return Edition(
        catalogue=faulty.without(checked.catalogue, {finding.path for finding in checked.errors}),
        settings=replace(checked.settings, forge=checked.settings.forge or known.forge),
        day=checked.day,
        lang=lang,
        icon="<svg class={}></svg>".format,  # another one is a change; nobody sees it here
        withdrawn=checked.withdrawn,
        renamed=checked.renamed,
        facts=checked.facts,
        medias=checked.medias,
        langs=checked.settings.langs,
    )


def _report(before: Checked | None, after: Checked, changed: Collection[str], lang: str) -> Report:
    """What the proposal has to answer for. The lines of its corrections are read now: the folder may not stay."""
    reach = any(_reaches(after, path) for path in changed)
    findings = list(pipeline.since(after.findings, git.Changes(paths=frozenset(changed), reach=reach)))
    if before is not None and reach:
        findings += _stirred(before, after, changed)
    texts = disk.texts(after.root)
    sources = {finding.path: texts(finding.path) for finding in findings if finding.fix is not None}
    return Report(
        findings=findings,
        lang=lang,
        sources=lambda path: sources.get(path, ""),
        address=after.settings.address,
    )


def _stirred(before: Checked, after: Checked, changed: Collection[str]) -> Iterator[Finding]:
    """The warnings of files that did not change, which only the proposal makes: of a field that it retires, say."""
    known = defaultdict(list)
    for finding in before.findings:
        known[finding.path].append(finding)
    for finding in after.findings:
        others = finding.severity != "error" and finding.path not in changed
        if others and finding not in known[finding.path]:
            yield finding


def _entry(after: Checked, path: str) -> layout.Place | None:
    """The place of an entry whose file is there."""
    place = layout.place(path, after.catalogue.kinds) if path.startswith("catalogue/") else None
    known = isinstance(place, layout.Place) and place.role == "entry" and os.path.lexists(after.root / path)
    return place if isinstance(place, layout.Place) and known else None


def _reaches(after: Checked, path: str) -> bool:
    """Whether others may suffer from the change of a file: it is no entry, or is one no longer."""
    return _entry(after, path) is None


def _unread(after: Checked, path: str) -> bool:
    place = _entry(after, path)
    return place is not None and (place.kind, place.id) not in after.catalogue.entries
