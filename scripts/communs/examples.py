"""What a case's files hold, and what they should have held → the lines to avoid and the lines to write.

The cases are those of the tests: `tests/cases/invalides/<rule>/`, with `corrige/` beside the files at fault.
`corrige/` is the whole of what should have been written: a file that it leaves out goes away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

_AROUND = 1  # lines of context
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]| +$")
_PICTURES = {" ": "·", "\t": "→", "\r": "↵"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line of an example; `differs` where the other side has another one, or none."""

    text: str
    differs: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """The same lines of a file, wrong and right; without a path the lines are paths themselves."""

    path: str = ""
    wrong: tuple[Line, ...]
    right: tuple[Line, ...]


GAP = Line(text="…")


@lru_cache
def of(rule: str) -> tuple[Example, ...]:
    """The examples of a rule; none where it has no case folder that files alone can make."""
    case = _cases() / rule
    right = dict(_texts(case / "corrige"))
    return between(dict(_texts(case)), right) if right else ()


def _cases() -> Traversable:
    """Where an installed package carries the cases, or where the repository has them."""
    package = files("communs")
    packed = package / "cases"
    return packed if packed.is_dir() else package / ".." / ".." / "tests" / "cases" / "invalides"


def _texts(folder: Traversable, before: str = "") -> Iterator[tuple[str, str]]:
    """The path and the text of every file under a folder."""
    if not folder.is_dir():
        return
    for child in sorted(folder.iterdir(), key=lambda child: child.name):
        path = before + child.name
        if child.is_file() and path != "attendu.txt":
            yield path, child.read_bytes().decode("utf-8", "replace")
        elif path != "corrige":
            yield from _texts(child, f"{path}/")


def between(wrong: Mapping[str, str], right: Mapping[str, str]) -> tuple[Example, ...]:
    """An example for each file that changed; where none did, their names are what is wrong."""
    changed = [path for path in wrong if path in right and wrong[path] != right[path]]
    if changed:
        return tuple(compare(path, wrong[path], right[path]) for path in changed)
    return (Example(wrong=_names(wrong, right), right=_names(right, wrong)),)


def _names(here: Mapping[str, str], there: Mapping[str, str]) -> tuple[Line, ...]:
    return tuple(Line(text=path, differs=path not in there) for path in here)


def compare(path: str, wrong: str, right: str) -> Example:
    """The lines that differ between two texts of a file, with what stands around them."""
    old, new = _lines(wrong), _lines(right)
    before: list[Line] = []
    after: list[Line] = []
    for group in SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(_AROUND):
        for lines in (before, after):
            lines.extend([GAP] if lines else [])
        for tag, start, end, to_start, to_end in group:
            before.extend(Line(text=line, differs=tag != "equal") for line in old[start:end])
            after.extend(Line(text=line, differs=tag != "equal") for line in new[to_start:to_end])
    return Example(path=path, wrong=tuple(before), right=tuple(after))


def _lines(content: str) -> list[str]:
    return [_UNSEEN.sub(_seen, line) for line in content.removesuffix("\n").split("\n")]


def _seen(found: re.Match[str]) -> str:
    """What the eye does not see, by a picture (· for a space that ends a line, → for a tab, ↵) or its code."""
    return "".join(_PICTURES.get(sign, f"‹U+{ord(sign):04X}›") for sign in found.group())
