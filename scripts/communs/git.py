"""The door to git: where the repository is published, what changed since a revision, and when; what files were."""

from __future__ import annotations

import datetime
import os
import re
import subprocess
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from communs.disk import Unreadable
from communs.findings import text
from communs.reading.decoding import MAX_BYTES

_MANY, _HEAVY = 100_000, 500_000_000  # files, and bytes in all, that are worth reading of a commit
_SECRET = re.compile(r"JETON|TOKEN|PASSWORD|SECRET")
_GONE = ("D", "R")  # git's letters for a file that was deleted, or renamed away


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """The files that differ from a revision, from the root; `reach`: others may suffer from the change.

    `start` is the commit where the branch left the revision.

    A new or corrected entry can only be wrong by itself; one that goes away, a list, a schema or a setting
    that changes can break entries that nobody touched.
    """

    paths: frozenset[str]
    reach: bool
    start: str = field(default="", compare=False)


def remote(root: Path) -> str:
    """The address of git's remote `origin`, or an empty text."""
    done = _git(root, "remote", "get-url", "origin")
    return done.stdout.strip() if done is not None and done.returncode == 0 else ""


def changes(root: Path, revision: str, head: str = "") -> Changes:
    """What a proposal changes: from where its branch left `revision`, up to `head`, or to the files as they are now.

    Raises disk.Unreadable without git, outside a repository or for an unknown revision. Without a common
    ancestor (a shallow clone) the revision itself is the start.
    """
    commit = known(root, revision)
    end = [known(root, head)] if head else []
    fork = _git(root, "merge-base", commit, *(end or ["HEAD"]))
    start = fork.stdout.strip() if fork is not None and fork.returncode == 0 else commit
    differ = ("diff", "--relative", "--name-status", "--no-renames", "-z", start, *end, "--")
    told = _said(root, revision, *differ).split("\0")
    others = ("ls-files", "--others", "--exclude-standard", "-z")
    new = [] if end else _said(root, revision, *others).split("\0")
    status = dict(zip(told[1::2], told[0::2], strict=False))
    return Changes(
        paths=frozenset([*status, *filter(None, new)]),
        reach=any(letter in _GONE or not _is_entry(path) for path, letter in status.items()),
        start=start,
    )


def known(root: Path, revision: str) -> str:
    """The commit that a revision names. Raises disk.Unreadable."""
    words = ("rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    return _said(root, revision, *words).strip()


def files(root: Path, commit: str, places: Collection[str]) -> Iterator[tuple[str, bytes | None]]:
    """The files of some places under the root as they were at a commit; None for a link, which nobody follows.

    As git keeps them: no attribute or filter of the repository has a say. Of a file that is too big, as much
    as says so. Raises disk.Unreadable.
    """
    listed = _said(root, commit, "ls-tree", "-r", "-l", "-z", commit, "--", *places)
    asked: list[tuple[str, str]] = []
    weight = 0
    for line in filter(None, listed.split("\0")):
        told, _, path = line.partition("\t")
        mode, kind, name, size = told.split()
        if kind != "blob" or {"", ".", ".."} & {*path.split("/")}:
            continue
        if mode == "120000":
            yield path, None
        elif int(size) > MAX_BYTES:
            yield path, bytes(MAX_BYTES + 1)
        else:
            asked.append((path, name))
            weight += int(size)
        if len(asked) > _MANY or weight > _HEAVY:
            raise Unreadable(text("Il y a trop de fichiers à lire dans {revision}.", revision=commit))
    data = _contents(root, [name for _, name in asked])
    yield from ((path, one) for (path, _), one in zip(asked, data, strict=True))


def _contents(root: Path, names: Sequence[str]) -> Iterator[bytes]:
    """What git keeps under some names, in their order. Raises disk.Unreadable."""
    try:
        done = subprocess.run(  # noqa: S603 - only names that git gave
            ["git", "-C", str(root), "cat-file", "--batch"], env=surroundings(),  # noqa: S607 - the user's own git
            input="".join(f"{name}\n" for name in names).encode(), capture_output=True, timeout=60, check=True,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        raise Unreadable(text("git ne répond pas : sans lui, on ne sait pas ce qui a changé.")) from error
    at = 0
    for _ in names:
        begin = done.stdout.index(b"\n", at) + 1  # « name blob size », then the bytes and an end of line
        at = begin + int(done.stdout[at:begin].split()[2])
        yield done.stdout[begin:at]
        at += 1


def remembered(root: Path, paths: Sequence[str]) -> list[str]:
    """The paths, from the top of the repository, whose history git keeps; none without git or a work tree."""
    found = []
    prefix = _git(root, "rev-parse", "--show-prefix")
    for path in paths if prefix is not None and prefix.returncode == 0 else ():
        known = _git(root, "log", "--all", "--format=%h", "--max-count=1", "--", path)
        if prefix is not None and known is not None and known.stdout.strip():
            found.append(prefix.stdout.strip() + path)
    return found


def changed(root: Path) -> Mapping[str, datetime.date]:
    """The day when each file under `catalogue/` last changed, by its path from the root, in one pass.

    Nothing of a shallow clone, whose oldest commit seems to have written every file.
    """
    shallow = _git(root, "rev-parse", "--is-shallow-repository")
    if shallow is None or shallow.stdout.strip() != "false":
        return {}
    done = _git(
        root, "log", "--format=%x01%cs", "--name-only", "--no-renames", "--relative", "-z", "--", "catalogue"
    )
    found: dict[str, datetime.date] = {}
    for told in done.stdout.split("\x01")[1:] if done is not None and done.returncode == 0 else ():
        day, *paths = told.replace("\n", "").split("\0")  # a blank line stands between the day and the paths
        for path in filter(None, paths):
            found.setdefault(path, datetime.date.fromisoformat(day))
    return found


def commit(root: Path) -> str:
    """The commit whose catalogue is the one that stands here; nothing where they differ, or without git."""
    tracked = _git(root, "rev-parse", "--verify", "--quiet", "HEAD:./catalogue")
    status = _git(root, "status", "--porcelain", "--", "catalogue", "schemas", "communs.yml")
    head = _git(root, "rev-parse", "HEAD")
    if tracked is None or tracked.returncode != 0 or status is None or head is None:
        return ""
    return "" if status.returncode != 0 or status.stdout else head.stdout.strip()


def _is_entry(path: str) -> bool:
    return path.startswith("catalogue/") and not path.startswith(("catalogue/_", "catalogue/vocabulaires/"))


def _said(root: Path, revision: str, *words: str) -> str:
    done = _git(root, *words)
    if done is None:
        raise Unreadable(text("git ne répond pas : sans lui, on ne sait pas ce qui a changé."))
    if done.returncode != 0:
        raise Unreadable(
            text(
                "git ne connaît pas la révision « {revision} » dans {dossier}.",
                revision=revision,
                dossier=root,
            )
        )
    return done.stdout


def _git(root: Path, *words: str) -> subprocess.CompletedProcess[str] | None:
    try:
        return subprocess.run(  # noqa: S603 - a revision is never taken for an option
            ["git", "-C", str(root), *words], env=surroundings(),  # noqa: S607 - the user's own git
            capture_output=True, text=True, encoding="utf-8", errors="surrogateescape", timeout=60, check=False,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None


def surroundings() -> dict[str, str]:
    """What another process may know of our surroundings: nothing that opens anything."""
    return {name: value for name, value in os.environ.items() if not _SECRET.search(name)}
