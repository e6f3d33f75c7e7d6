"""What we ask of a forge, whichever it is, and the words that make a comment or an issue recognisable as ours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """An open pull or merge request: all of it but the number was written by somebody else.

    `head` is the commit that is proposed, `ref` the reference of git under which the forge gives it.
    """

    number: int
    title: str
    head: str
    ref: str
    from_fork: bool


class Forge(Protocol):
    """Where the catalogue is kept and discussed; every method may raise CannotWork.

    « Ours » has our mark as its first line and the robot as its author: nobody else's words are ever taken for it.
    """

    def comment(self, number: int, key: str, body: str) -> str:
        """Create or update our one comment of a proposal that carries a key; its address."""

    def commented(self, number: int, key: str) -> str:
        """The body of our comment, "" if none."""

    def keep_issue(self, key: str, *, title: str, body: str, open: bool) -> str:
        """One issue: created when it first opens, then updated, closed, opened again; its address, "" where none."""

    def issue(self, key: str) -> str:
        """The body of our issue, open or closed, "" if none."""

    def propose(self, branch: str, *, title: str, body: str) -> str:
        """Open or update the one proposal of a branch that was pushed; its address."""

    def proposals(self) -> Iterator[Proposal]:
        """Those that are open."""

    def files(self, number: int) -> list[str]:
        """The paths that a proposal changes, with those that it renames away."""

    def artifact(self, run: int, name: str, most: int) -> bytes:
        """The one file of an artifact that a run left, refused past so many bytes, packed or not; GitHub only."""


def marked(key: str, body: str, most: int) -> str:
    """A body that carries our mark, cut at the end of a line where a forge would refuse its length (characters)."""
    return fitted(f"{_mark(key)}\n{body}", most)


def carried(key: str, said: str) -> str | None:
    """The body under our mark, None where a text does not carry it as its first line."""
    first, _, rest = said.replace("\r\n", "\n").partition("\n")
    return rest if first == _mark(key) else None


def fitted(body: str, most: int) -> str:
    """A body of so many characters at most, that says where it was cut."""
    if len(body) <= most:
        return body
    kept = body[: most - len(_CUT)]
    return kept[: kept.rfind("\n") + 1] + _CUT


_CUT = "\n… La suite est trop longue pour être montrée ici. / The rest is too long to be shown here.\n"


def _mark(key: str) -> str:
    return f"<!-- communs:{key} -->"
