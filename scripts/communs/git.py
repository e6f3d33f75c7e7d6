"""The door to git: where the repository is published, what changed since a revision, and when."""

from __future__ import annotations

import datetime
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from communs.disk import Unreadable
from communs.findings import text

_GONE = ("D", "R")  # git's letters for a file that was deleted, or renamed away


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """The files that differ from a revision, from the root; `reach`: others may suffer from the change.

    A new or corrected entry can only be wrong by itself; one that goes away, a list, a schema or a setting
    that changes can break entries that nobody touched.
    """

    paths: frozenset[str]
    reach: bool


def remote(root: Path) -> str:
    """The address of git's remote `origin`, or an empty text."""
    done = _git(root, "remote", "get-url", "origin")
    return done.stdout.strip() if done is not None and done.returncode == 0 else ""


def changes(root: Path, revision: str) -> Changes:
    """What a proposal changes: from where its branch left `revision`, up to the files as they are now.

    Raises disk.Unreadable without git, outside a repository or for an unknown revision. Without a common
    ancestor (a shallow clone) the revision itself is the start.
    """
    commit = _said(
        root, revision, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}"
    ).strip()
    fork = _git(root, "merge-base", commit, "HEAD")
    start = fork.stdout.strip() if fork is not None and fork.returncode == 0 else commit
    told = _said(root, revision, "diff", "--relative", "--name-status", "--no-renames", "-z", start).split(
        "\0"
    )
    new = _said(root, revision, "ls-files", "--others", "--exclude-standard", "-z").split("\0")
    status = dict(zip(told[1::2], told[0::2], strict=False))
    return Changes(
        paths=frozenset([*status, *filter(None, new)]),
        reach=any(letter in _GONE or not _is_entry(path) for path, letter in status.items()),
    )


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
            ["git", "-C", str(root), *words],  # noqa: S607 - the user's own git
            capture_output=True, text=True, encoding="utf-8", errors="surrogateescape", timeout=60, check=False,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
