"""The door to files: what stands under the root comes in as bytes, what was built goes out whole."""

from __future__ import annotations

import codecs
import contextlib
import os
import stat
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from communs.findings import CannotWork, Finding, text
from communs.reading.decoding import MAX_BYTES

_BEGUN = ".communs-"  # how the name of a file starts while it is not whole


class Unreadable(CannotWork):
    """A folder or file that the command cannot do without; the sentence says which."""


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
    raise Unreadable(
        text(
            "Aucun dossier « catalogue » dans {dossier} ni au-dessus. Précisez-le avec --root.", dossier=start
        )
    )


def sources(root: Path) -> Iterator[Source]:
    """Every file under `catalogue/`, in the order of names. Raises Unreadable where it cannot be listed."""
    try:
        yield from _folder(root, root / "catalogue")
    except OSError as error:
        raise _unreadable(error.filename, error) from error


def names(folder: Path) -> Iterator[str]:
    """The path of every file of a folder of ours, from there."""
    for where, _, found in os.walk(folder):
        below = Path(where).relative_to(folder)
        yield from ((below / name).as_posix() for name in found)


def links(folder: Path) -> Iterator[str]:
    """The path of every symbolic link of a folder of ours, from there; what one leads to is not looked at."""
    return (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_symlink())


def count(root: Path) -> int:
    """About how many files `sources` will give, without opening any."""
    return sum(len(names) for _, _, names in os.walk(root / "catalogue"))


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


def texts(root: Path) -> Callable[[str], str]:
    """From a path under `root` to its text, read once, for whoever shows a line of it; "" where there is none."""

    @cache
    def text_of(path: str) -> str:
        with contextlib.suppress(OSError, ValueError):
            if stat.S_ISREG((root / path).lstat().st_mode):
                with (root / path).open("rb") as opened:
                    return opened.read(MAX_BYTES).removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")
        return ""

    return text_of


def read_text(path: Path) -> str:
    """A text that the house itself needs (a schema, a template). Raises Unreadable."""
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(text("{fichier} n’est pas en UTF-8.", fichier=path)) from error


def read_bytes(path: Path) -> bytes:
    """A file that the house itself needs. Raises Unreadable."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: object, error: OSError) -> Unreadable:
    return Unreadable(text("{fichier} ne peut pas être lu ({cause}).", fichier=path, cause=error.strerror))


def _unwritable(path: object, error: OSError) -> Unreadable:
    return Unreadable(text("{fichier} ne peut pas être écrit ({cause}).", fichier=path, cause=error.strerror))


def create(path: Path, data: bytes) -> bool:
    """Write a new file, never over another one: False where something stands there. Raises Unreadable."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if os.path.lexists(path):
            return False
        with path.open("xb") as opened:
            opened.write(data)
    except OSError as error:
        raise _unwritable(path, error) from error
    return True


def own(root: Path, path: str) -> bytes | None:
    """What a plain file under `root` holds; None where a link leads to it, or where it is none."""
    place = root / path
    with contextlib.suppress(OSError, ValueError):
        if place.resolve() == root.resolve() / path and stat.S_ISREG(place.lstat().st_mode):
            return place.read_bytes()
    return None


def rewrite(path: Path, data: bytes) -> None:
    """Put other bytes in a file that is there, whole or not at all. Raises Unreadable."""
    try:
        write(path, data)
    except OSError as error:
        raise _unwritable(path, error) from error


def lay(root: Path, laid: Mapping[str, bytes | None]) -> None:
    """Make files hold what they are to hold, and take away those of None: all of them or none. Raises Unreadable."""
    before: dict[str, bytes | None] = {}
    try:
        for path, data in laid.items():
            old = own(root, path)
            _put(root / path, data)
            before[path] = old
    except OSError as error:
        for done, old in before.items():
            with contextlib.suppress(OSError):
                _put(root / done, old)
        raise _unwritable(path, error) from error


def _put(path: Path, data: bytes | None) -> None:
    if data is not None:
        write(path, data)
    else:
        path.unlink(missing_ok=True)


def write(path: Path, data: bytes) -> bool:
    """Write a file whole or not at all; leave it alone when it holds these bytes already. Its mode stays."""
    mode = 0o644
    with contextlib.suppress(OSError):
        if path.read_bytes() == data:
            return False
        mode = stat.S_IMODE(path.stat().st_mode)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_BEGUN)
    with os.fdopen(handle, "wb") as opened:
        opened.write(data)
    Path(name).chmod(mode)
    Path(name).replace(path)
    return True


def sweep(folder: Path) -> None:
    """Take away what a command that was killed had begun to write in a folder."""
    for begun in folder.glob(f"{_BEGUN}*"):
        with contextlib.suppress(OSError):
            begun.unlink()
