"""The door to git's other half: files → a commit of the robot → a branch of the forge, with a token that nothing keeps."""

from __future__ import annotations

import base64
import os
import re
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from communs import git
from communs.findings import CannotWork, short, text
from communs.forges import refusals
from communs.forges.client import checked
from communs.forges.place import Place

_LONG = 600  # seconds
_MOST = 1_000_000_000  # bytes of what comes from elsewhere
_ROBOT = ("github-actions[bot]", "41898282+github-actions[bot]@users.noreply.github.com")
_MAIN = {"main", "master"}
_ELSEWHERE = text(
    "Cette copie vient de {ici} et la forge est {site} : le jeton de l’une n’est pas montré à l’autre."
)
_PROTECTED = text("« {branche} » est la branche principale : le robot n’y écrit jamais.")
_NO_NAME = text("« {branche} » ne peut pas être le nom d’une branche.")
_BROKEN = text("git n’a pas pu préparer ce qui doit partir : « {message} »")
_FAILED = text("git n’a pas pu travailler avec {site} : « {message} »")
_NO_GIT = text("git ne répond pas : sans lui, rien ne part vers la forge.")
_STATUS = {
    403: re.compile(r"error: 403"),
    401: re.compile(r"error: 401|Authentication failed|could not read Username"),
}
_NOT_FOR_GIT = re.compile(r"COMMUNS_JETON|GIT_(TRACE|CURL|DIR|INDEX_FILE|WORK_TREE|OBJECT_DIRECTORY).*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Remote:
    """Where branches are pushed: an address without any password, and what shows who pushes, "" where git knows."""

    place: Place
    address: str
    token: str

    @property
    def shown(self) -> str:
        """What git shows in the place of a name and a password."""
        return base64.b64encode(f"x-access-token:{self.token}".encode()).decode() if self.token else ""

    def settings(self) -> list[tuple[str, str]]:
        """What git must know for one command: nothing of it is written down, nor seen among the processes."""
        quiet = [("core.hooksPath", os.devnull), ("credential.helper", ""), ("http.followRedirects", "false")]
        header = f"http.{self.address}.extraHeader"
        return [*quiet, (header, ""), (header, f"Authorization: Basic {self.shown}")] if self.token else quiet


def remote(root: Path, place: Place, token: str) -> Remote:
    """Where this copy came from, or the page of the repository. Raises CannotWork."""
    origin = git.remote(root) or f"{place.web}.git"
    if not origin.startswith(("http://", "https://")):
        return Remote(place=place, address=origin, token="")  # a key of whoever runs us, or a folder
    split, host = urlsplit(checked(origin)), urlsplit(place.web).netloc
    bare = split.netloc.rpartition("@")[2]
    if bare != host:
        raise CannotWork(_ELSEWHERE.about(ici=bare, site=host))
    return Remote(place=place, address=urlunsplit((split.scheme, bare, split.path, "", "")), token=token)


def refuse(branch: str, main: str) -> None:
    """Raise CannotWork for a branch that belongs to people, or that can be none."""
    if branch in {*_MAIN, main, os.environ.get("CI_DEFAULT_BRANCH")}:
        raise CannotWork(_PROTECTED.about(branche=branch))
    if _run(["git", "check-ref-format", f"refs/heads/{branch}"]).returncode != 0:
        raise CannotWork(_NO_NAME.about(branche=branch))


def changed(root: Path) -> str:
    """The tree of the last commit with what now stands in `catalogue/`; "" where that is the same.

    The copy's own index, branch and files are left as they are.
    """
    with tempfile.TemporaryDirectory() as folder:
        index = {"GIT_INDEX_FILE": f"{folder}/index"}
        _said(["git", "-C", str(root), "read-tree", "HEAD"], index)
        _said(["git", "-C", str(root), "add", "--all", "--", "catalogue"], index)
        tree = _said(["git", "-C", str(root), "write-tree"], index)
    return "" if tree == _said(["git", "-C", str(root), "rev-parse", "HEAD^{tree}"]) else tree


def propose(root: Path, to: Remote, branch: str, tree: str, message: str) -> None:
    """Make a branch be the last commit and this tree, unless it holds the same tree already. Raises CannotWork."""
    at = ["git", "-C", str(root)]
    was = _standing(at, to, branch)
    if was:
        _said(
            [
                *at,
                "fetch",
                "--quiet",
                "--no-tags",
                "--no-write-fetch-head",
                to.address,
                f"refs/heads/{branch}",
            ],
            to=to,
        )
        if _said([*at, "rev-parse", f"{was}^{{tree}}"]) == tree:
            return
    _push(at, to, branch, _commit(at, to, tree, message, ["-p", "HEAD"]), was)


def fetch(folder: Path, to: Remote, refs: Sequence[str]) -> None:
    """Bring references of a forge into a folder, that becomes a repository without files. Raises CannotWork.

    Nothing that comes is run, and what is malformed is refused; none of its modules, no tag, no file past a size.
    """
    if not folder.exists():
        _said(["git", "init", "--quiet", "--bare", "--template=", str(folder)])
    bounded = ["sh", "-c", f'ulimit -f {_MOST // 512} && exec "$@"', "sh"]
    at = ["git", f"--git-dir={folder}", "-c", "fetch.fsckObjects=true", "-c", "protocol.ext.allow=never"]
    quiet = ["fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head"]
    _said([*bounded, *at, *quiet, to.address, *refs], to=to)


def publish(site: Path, to: Remote, branch: str, message: str) -> int:
    """Make a branch hold a folder and nothing else, not even what it held before; how many files. Raises CannotWork."""
    with tempfile.TemporaryDirectory() as folder:
        at = ["git", f"--git-dir={folder}", f"--work-tree={site}"]
        _said(["git", "init", "--quiet", "--bare", folder])
        _said([*at, "-c", "core.autocrlf=false", "-C", str(site), "add", "--all", "--force", "."])
        files = _said([*at, "ls-files", "-z"]).count("\0")
        commit = _commit(at, to, _said([*at, "write-tree"]), message, [])
        _push(at, to, branch, commit, _standing(at, to, branch))
    return files


def _standing(at: Sequence[str], to: Remote, branch: str) -> str:
    """The commit of a branch there, "" where there is none. Raises CannotWork for the main one."""
    told = _said([*at, "ls-remote", "--symref", to.address, "HEAD", f"refs/heads/{branch}"], to=to)
    found = dict(line.split("\t")[::-1] for line in told.splitlines() if not line.startswith("ref:"))
    if f"ref: refs/heads/{branch}\tHEAD" in told.splitlines():
        raise CannotWork(_PROTECTED.about(branche=branch))
    return found.get(f"refs/heads/{branch}", "")


def _commit(at: Sequence[str], to: Remote, tree: str, message: str, more: Sequence[str]) -> str:
    host = urlsplit(to.place.web).hostname
    name, address = _ROBOT if to.place.kind == "github" else ("communs", f"noreply@{host}")
    who = {
        f"GIT_{whom}_{what}": said
        for whom in ("AUTHOR", "COMMITTER")
        for what, said in (("NAME", name), ("EMAIL", address))
    }
    return _said([*at, "commit-tree", tree, *more, "-m", message], who)


def _push(at: Sequence[str], to: Remote, branch: str, commit: str, was: str) -> None:
    ref = f"refs/heads/{branch}"
    lease = f"--force-with-lease={ref}:{was}"  # nobody pushed in the meantime
    _said([*at, "push", "--quiet", lease, to.address, f"{commit}:{ref}"], to=to)


def _said(command: Sequence[str], more: Mapping[str, str] | None = None, to: Remote | None = None) -> str:
    """What git says; a remote that it must reach is shown the token. Raises CannotWork."""
    done = _run(command, {**(more or {}), **(_config(to.settings()) if to else {})})
    if done.returncode == 0:
        return done.stdout.strip("\n")
    if to is None:
        raise CannotWork(_BROKEN.about(message=short(done.stderr.strip(), 300)))
    place = to.place
    for status, words in _STATUS.items():
        if words.search(done.stderr):
            raise CannotWork(
                refusals.said(place.kind, status, urlsplit(place.web).netloc, "/repos///git", "")
            )
    message = done.stderr.strip()
    for secret in (to.token, to.shown):
        message = message.replace(secret, "…") if secret else message
    raise CannotWork(_FAILED.about(site=place.web, message=short(message, 300)))


def _config(settings: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Settings of git as variables, after those that are there already."""
    known = int(os.environ.get("GIT_CONFIG_COUNT") or 0)
    told = {"GIT_CONFIG_COUNT": str(known + len(settings))}
    for n, (key, value) in enumerate(settings, known):
        told |= {f"GIT_CONFIG_KEY_{n}": key, f"GIT_CONFIG_VALUE_{n}": value}
    return told


def _run(command: Sequence[str], more: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    around = {name: value for name, value in os.environ.items() if not _NOT_FOR_GIT.match(name)}
    try:
        return subprocess.run(  # noqa: S603 - a branch is checked, and never where an option could stand
            command, env={**around, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", **(more or {})}, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, encoding="utf-8", errors="surrogateescape", timeout=_LONG, check=False,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        raise CannotWork(_NO_GIT) from error
