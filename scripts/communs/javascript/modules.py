"""The name of a module → it and all that it imports, with what each name of theirs stands for."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from communs.javascript.code import Unsupported

ERASED = {"typing", "__future__", "collections.abc", "abc"}  # only for annotations
# What Python brings and our runtime holds under the same names.
MECHANICS = {
    "collections",
    "itertools",
    "functools",
    "dataclasses",
    "bisect",
    "operator",
    "codecs",
    "contextlib",
}

Statement = ast.stmt


@dataclass(frozen=True, kw_only=True, slots=True)
class Bound:
    """What a name of a module stands for: a statement of some module, or a whole module where `name` is empty."""

    module: str
    name: str = ""


@dataclass(kw_only=True)
class Module:
    """One translated module: its statements by the name that they give, and what its other names stand for."""

    name: str
    package: bool
    statements: dict[str, Statement] = field(default_factory=dict)
    bound: dict[str, Bound] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)  # the modules that it imports at once
    public: list[str] = field(default_factory=list)


class Program:
    """The modules that a root reaches; those that are not Python of ours belong to the libraries."""

    def __init__(self, sources: Callable[[str], str | None], has_library: Callable[[str], bool]) -> None:
        self._sources, self._has_library = sources, has_library
        self.modules: dict[str, Module] = {}
        self.sorted: list[Module] = []  # what a module imports comes before it

    def load(self, name: str) -> Module | None:
        """A module of ours, read once; None where it is not one."""
        if name in self.modules:
            return self.modules[name]
        source = self._sources(name)
        if source is None:
            return None
        tree = ast.parse(source, name)
        module = self.modules[name] = Module(name=name, package=False)
        reader = _Reader(self, module)
        reader.read(tree.body)
        self.sorted.append(module)
        reader.read_inside()  # imports in functions may go in circles
        return module

    def resolve(self, module: str, name: str) -> Bound:
        """What `from module import name` stands for."""
        if self.load(f"{module}.{name}") is not None or self._has_library(f"{module}.{name}"):
            return Bound(module=f"{module}.{name}")
        found = self.load(module)
        if found is not None and name in found.bound:
            return found.bound[name]
        return Bound(module=module, name=name)


class _Reader:
    """Takes the first level of a module apart."""

    def __init__(self, program: Program, module: Module) -> None:
        self._program, self._module = program, module

    def read(self, body: list[ast.stmt]) -> None:
        for statement in body:
            self._statement(statement)

    def read_inside(self) -> None:
        """The imports that stand in functions."""
        for statement in self._module.statements.values():
            for inner in ast.walk(statement):
                if isinstance(inner, ast.Import | ast.ImportFrom):
                    self._import(inner)

    def _statement(self, node: ast.stmt) -> None:
        if isinstance(node, ast.Import | ast.ImportFrom):
            self._import(node)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            self._define(node.name, node)
        elif isinstance(node, ast.Assign):
            for target, one in _each(node):
                self._define(self._name(target), one)
        elif isinstance(node, ast.AnnAssign):
            if node.value is not None:
                self._define(self._name(node.target), node)
        elif isinstance(node, ast.If) and _is_typing(node.test):
            return
        elif not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            raise Unsupported(f"{self._module.name}:{node.lineno}: {type(node).__name__} at the first level")

    def _name(self, target: ast.expr) -> str:
        if isinstance(target, ast.Name):
            return target.id
        raise Unsupported(f"{self._module.name}:{target.lineno}: only a name may be given at the first level")

    def _define(self, name: str, node: ast.stmt) -> None:
        if name in self._module.statements:
            raise Unsupported(f"{self._module.name}:{node.lineno}: {name} is given twice")
        self._module.statements[name] = node
        if not name.startswith("_") and not _is_alias(node):
            self._module.public.append(name)

    def _import(self, node: ast.Import | ast.ImportFrom) -> None:
        for name, bound in self._imported(node):
            self._module.bound[name] = bound

    def _imported(self, node: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, Bound]]:
        if isinstance(node, ast.Import):
            for alias in node.names:
                whole = alias.name if alias.asname else alias.name.partition(".")[0]
                self._program.load(alias.name)
                yield alias.asname or whole, Bound(module=whole)
            return
        source = self._source(node)
        if source in ERASED:
            return
        for alias in node.names:
            if alias.name == "*":
                found = self._program.load(source)
                for name in found.public if found is not None else ():
                    yield name, Bound(module=source, name=name)
            else:
                yield alias.asname or alias.name, self._program.resolve(source, alias.name)

    def _source(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        parts = self._module.name.split(".")[: -node.level]
        return ".".join([*parts, *([node.module] if node.module else [])])


def _is_alias(node: ast.stmt) -> bool:
    """Whether a statement only names a type."""
    value = node.value if isinstance(node, ast.Assign) else None
    return isinstance(value, ast.Subscript) or (
        isinstance(value, ast.BinOp) and isinstance(value.op, ast.BitOr)
    )


def _each(node: ast.Assign) -> Iterator[tuple[ast.expr, ast.Assign]]:
    """`a, b = 1, 2` is two statements."""
    for target in node.targets:
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            for name, value in zip(target.elts, node.value.elts, strict=True):
                yield name, ast.copy_location(ast.Assign(targets=[name], value=value), node)
        else:
            yield target, node


def _is_typing(test: ast.expr) -> bool:
    return isinstance(test, ast.Name) and test.id == "TYPE_CHECKING"


def classes(modules: Mapping[str, Module]) -> Iterator[tuple[Module, ast.ClassDef]]:
    """Every class of every module."""
    for module in modules.values():
        for statement in module.statements.values():
            if isinstance(statement, ast.ClassDef):
                yield module, statement
