"""The names of a function → short names of JavaScript, each of them declared once."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from itertools import count, product
from string import ascii_lowercase

from communs.javascript.index import Note

_TAKEN = {"as", "do", "if", "in", "of", "for", "let", "new", "try", "var"}
_OWN_SCOPE = ast.FunctionDef | ast.Lambda | ast.ClassDef
COMPREHENSIONS = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


def short_names() -> Iterator[str]:
    """a, b … z, aa, ab … without the words of the language."""
    for length in count(1):
        for letters in product(ascii_lowercase, repeat=length):
            if (name := "".join(letters)) not in _TAKEN:
                yield name


_SHORT = [name for _, name in zip(range(800), short_names(), strict=False)]


class Scope:
    """What the names inside one function, lambda or comprehension stand for."""

    def __init__(self, parent: Scope | None = None, inside: Iterable[ast.AST] = ()) -> None:
        self.parent = parent
        used = {node.id for top in inside for node in ast.walk(top) if isinstance(node, ast.Name)}
        # What this scope does not use of those around it, it may name again: the same few names everywhere.
        self._taken = {parent.find(name) for name in used} if parent is not None else set()
        self._temporaries = 0
        self.names: dict[str, str] = {}
        self.notes: dict[str, Note] = {}
        self.values: dict[str, ast.expr] = {}  # of those that are given one value only
        self.itself = ""  # what a method calls its own object
        self.declared: list[str] = []  # those that are no parameters

    def add(self, name: str, *, declare: bool = False) -> str:
        """Give a name its short form."""
        if name not in self.names:
            self.names[name] = self.fresh()
            if declare:
                self.declared.append(self.names[name])
        return self.names[name]

    def fresh(self) -> str:
        """A short name that nothing else here has."""
        name = next(name for name in _SHORT if name not in self._taken)
        self._taken.add(name)
        return name

    def temporary(self) -> str:
        """A name for a value that is used at once, declared by the nearest function with statements."""
        top = self
        while top.parent is not None:
            top = top.parent
        top._temporaries += 1
        self.declared.append(f"_{top._temporaries}")
        return self.declared[-1]

    def keep(self, inner: Scope) -> None:
        """Declare here what a function of one expression needs."""
        self.declared += inner.declared

    def find(self, name: str) -> str | None:
        """What a name stands for here, None where it is none of the function's."""
        found = self.names.get(name)
        return found if found is not None or self.parent is None else self.parent.find(name)

    def note(self, name: str) -> Note | None:
        """The annotation that the values of a name follow."""
        if name in self.names or self.parent is None:
            return self.notes.get(name)
        return self.parent.note(name)

    def value(self, name: str) -> ast.expr | None:
        """The one value that a name is given."""
        if name in self.names or self.parent is None:
            return self.values.get(name)
        return self.parent.value(name)

    def own_name(self) -> str:
        """What the nearest method calls its own object."""
        return self.itself or (self.parent.own_name() if self.parent is not None else "")

    def is_self(self, name: str) -> bool:
        """Whether a name is a method's own object."""
        if name in self.names or self.parent is None:
            return name == self.itself
        return self.parent.is_self(name)


def assigned(body: list[ast.stmt]) -> list[str]:
    """The names that the statements of a function give a value, in their order."""
    found: dict[str, None] = {}
    outer = {
        name
        for node in body
        for inner in _inside(node)
        if isinstance(inner, ast.Nonlocal)
        for name in inner.names
    }
    for statement in body:
        for node in _inside(statement):
            found |= dict.fromkeys(_given(node))
    return [name for name in found if name not in outer]


def _given(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    elif isinstance(node, ast.ExceptHandler | ast.FunctionDef) and node.name:
        yield node.name


def _inside(node: ast.AST) -> Iterator[ast.AST]:
    """A node and what stands in it, less the names of the scopes inside; of a comprehension, its walruses."""
    yield node
    if isinstance(node, _OWN_SCOPE):
        return
    for child in ast.iter_child_nodes(node):
        if isinstance(child, COMPREHENSIONS):
            yield from _walruses(child)
        else:
            yield from _inside(child)


def _walruses(node: ast.AST) -> Iterator[ast.AST]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.NamedExpr):
            yield inner.target
