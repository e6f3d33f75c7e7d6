"""Corrections of lines → comments on the lines of a pull request that GitHub lets a reader accept by a click."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from communs.forges.api import dig
from communs.forges.forge import carried, marked
from communs.forges.github import GitHub

MOST = 20  # of one review: more would bury the proposal
_HUNK = re.compile(r"@@ -[0-9]+(?:,[0-9]+)? \+([0-9]+)(?:,[0-9]+)? @@")
Touched = Mapping[int, tuple[int, str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """A correction: the lines from `first` on that it replaces, as they are now, and what to say below them.

    `name` stays the same from push to push: nothing is said twice.
    """

    name: str
    path: str
    first: int
    lines: tuple[str, ...]
    body: str

    @property
    def key(self) -> str:
        """What its comment carries."""
        return f"ligne-{self.name}"


def offer(forge: GitHub, number: int, head: str, offers: Sequence[Offer]) -> int:
    """Put on their lines the offers that are not there yet, as far as the diff goes; how many stand there now."""
    if not offers:
        return 0
    there = set(_there(forge, number, offers))
    patches = {
        dig(one, "filename"): touched(dig(one, "patch")) for one in forge.list(f"/pulls/{number}/files", {})
    }
    new = [one for one in offers if one.name not in there and fits(one, patches.get(one.path, {}))][:MOST]
    if new:
        comments = [_comment(one, forge.dialect.longest) for one in new]
        told = {"commit_id": head, "event": "COMMENT", "comments": comments}
        forge.send("POST", f"/pulls/{number}/reviews", told)
    return len(there) + len(new)


def _there(forge: GitHub, number: int, offers: Sequence[Offer]) -> Iterator[str]:
    """Those that stand on a line already: a comment whose line has changed since has none any more."""
    for one in forge.list(f"/pulls/{number}/comments", {}):
        if dig(one, "user", "login") == forge.robot and one.get("line") is not None:
            said = dig(one, "body")
            yield from (each.name for each in offers if carried(each.key, said) is not None)


def touched(patch: str) -> Touched:
    """The lines of a file that a diff shows as they are now, each with the part of the diff that it is in."""
    found: dict[int, tuple[int, str]] = {}
    at = part = 0
    for line in patch.split("\n"):
        if begins := _HUNK.match(line):
            at, part = int(begins[1]), part + 1
        elif part and line[:1] in ("+", " "):
            found[at] = part, line[1:].removesuffix("\r")
            at += 1
    return found


def fits(one: Offer, shown: Touched) -> bool:
    """Whether the lines stand in one part of the diff, word for word: GitHub refuses others, and the whole review."""
    there = [shown.get(one.first + n, (0, "")) for n in range(len(one.lines))]
    parts = {part for part, _ in there}
    return len(parts) == 1 and parts != {0} and tuple(line for _, line in there) == one.lines


def _comment(one: Offer, most: int) -> dict[str, object]:
    last = one.first + len(one.lines) - 1
    start = {"start_line": one.first, "start_side": "RIGHT"} if last > one.first else {}
    return {"path": one.path, "line": last, "side": "RIGHT", **start, "body": marked(one.key, one.body, most)}
