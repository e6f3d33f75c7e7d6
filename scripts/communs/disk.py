"""The door to files: what stands under the root comes in as bytes, what was built goes out whole."""

from __future__ import annotations

import contextlib
import os
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from communs.findings import Finding, text
from communs.located import MAX_BYTES


class Unreadable(Exception):
    """A folder or file that the command cannot do without; the message says which."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """One file under `catalogue/`: its path from the root, its bytes or why they could not be read."""

    path: str
    data: bytes = b""
    finding: Finding | None = None


def find_root(start: Path) -> Path:
    """The nearest folder, from `start` upwards, that holds a `catalogue/`. Raises Unreadable."""
    for folder in (start, *start.parents):
        if (folder / "catalogue").is_dir():
            return folder
    raise Unreadable(f"Aucun dossier « catalogue » dans {start} ni au-dessus. Précisez-le avec --root.")


def sources(root: Path) -> Iterator[Source]:
    """Every file under `catalogue/`, in the order of names. Raises Unreadable where it cannot be listed."""
    try:
        yield from _folder(root, root / "catalogue")
    except OSError as error:
        raise Unreadable(f"{error.filename} : {error.strerror}") from error


def _folder(root: Path, folder: Path) -> Iterator[Source]:
    waiting = [folder]  # a list rather than recursion: folders may be nested without end
    while waiting:
        with os.scandir(waiting.pop()) as found:
            children = sorted(found, key=lambda child: child.name)
        folders = []
        for child in children:
            path = _printable(Path(child.path).relative_to(root).as_posix())
            if child.is_symlink():
                yield _link(path)
            elif child.is_dir():
                folders.append(Path(child.path))
            else:
                yield _file(path, child)
        waiting.extend(reversed(folders))


def _link(path: str) -> Source:
    message = text("« {nom} » est un lien symbolique.", nom=path.rpartition("/")[2])
    hint = text("Mettez le fichier lui-même à cette place.")
    return Source(path=path, finding=Finding(path=path, rule="lien-symbolique", message=message, hint=hint))


def _file(path: str, child: os.DirEntry[str]) -> Source:
    problem = text("Ce n’est pas un fichier ordinaire.")
    try:
        if stat.S_ISREG(child.stat().st_mode):
            with Path(child.path).open("rb") as opened:
                return Source(path=path, data=opened.read(MAX_BYTES + 1))
    except OSError as error:
        problem = text("Ce fichier ne peut pas être lu ({cause}).", cause=error.strerror)
    hint = text("Mettez un fichier texte à cette place, ou retirez-le.")
    return Source(path=path, finding=Finding(path=path, rule="illisible", message=problem, hint=hint))


def _printable(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def read_text(path: Path) -> str:
    """A text that the house itself needs (a schema, a template). Raises Unreadable."""
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path} : ce fichier n’est pas en UTF-8") from error


def read_bytes(path: Path) -> bytes:
    """A file that the house itself needs. Raises Unreadable."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(f"{path} : {error.strerror}") from error


def remote(root: Path) -> str:
    """The address of git's remote `origin`, or an empty text."""
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run(  # noqa: S603 - fixed words
            ["git", "-C", str(root), "remote", "get-url", "origin"],  # noqa: S607 - the user's own git
            capture_output=True, text=True, timeout=10, check=False,
        )  # fmt: skip
        if done.returncode == 0:
            return done.stdout.strip()
    return ""


def write(path: Path, data: bytes) -> bool:
    """Write a file whole or not at all; leave it alone when it holds these bytes already."""
    with contextlib.suppress(OSError):
        if path.read_bytes() == data:
            return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".communs-")
    with os.fdopen(handle, "wb") as opened:
        opened.write(data)
    Path(name).chmod(0o644)
    Path(name).replace(path)
    return True
