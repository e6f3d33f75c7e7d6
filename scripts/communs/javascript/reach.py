"""Where a program begins → the statements and members that it may come to use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from communs.javascript.code import MARKS, Key, is_global, property_name
from communs.javascript.material import Material

Member = tuple[Key, str]
# What JavaScript, or our runtime, calls without a word of it in the program.
_ALWAYS = {
    "__init__",
    "__str__",
    "__len__",
    "__bool__",
    "__eq__",
    "__hash__",
    "__getitem__",
    "__contains__",
    "__iter__",
}


class Reach:
    """What is used beside what a `base` uses already."""

    def __init__(self, material: Material, base: Reach | None = None) -> None:
        self._material, self._base = material, base
        self.keys: dict[Key, None] = {} if base is not None else dict.fromkeys(material.common)
        self.members: dict[Member, None] = {}
        self._properties: set[str] = set(base._properties) if base is not None else set(_ALWAYS)
        self._waiting: list[Key] = []
        self.used: set[Key] = set()  # statements that are named, here or in the base

    def extend(self, keys: Iterable[Key], properties: Iterable[str] = ()) -> Reach:
        """Add these, and all that they come to use."""
        self._properties.update(properties)
        for key in keys:
            self._ask(key)
        while self._waiting or self._more_members():
            while self._waiting:
                self._read(self._material.text(self._waiting.pop()))
        return self

    def has(self, key: Key) -> bool:
        """Whether a statement is there."""
        return key in self.keys or (self._base is not None and self._base.has(key))

    def _all_keys(self) -> Iterator[Key]:
        if self._base is not None:
            yield from self._base._all_keys()
        yield from self.keys

    def _has_member(self, member: Member) -> bool:
        return member in self.members or (self._base is not None and self._base._has_member(member))

    def _ask(self, key: Key) -> None:
        self.used.add(key)
        if not self.has(key):
            self.keys[key] = None
            self._waiting.append(key)

    def _more_members(self) -> bool:
        """The members, of classes that are there, whose names something says; whether there were new ones."""
        found = [
            (key, name)
            for key in self._all_keys()
            for name in self._material.members(key)
            if name in self._properties and not self._has_member((key, name))
        ]
        for key, name in found:
            self.members[key, name] = None
            if key[0]:
                self.used.add(key)
            self._read(self._material.member(key, name).replace(property_name(name), "", 1))
        return bool(found)

    def _read(self, text: str) -> None:
        for mark in MARKS.finditer(text):
            if is_global(mark):
                module, _, name = mark[2].partition(":")
                self._ask((module, name))
            else:
                self._properties.add(mark[2])
