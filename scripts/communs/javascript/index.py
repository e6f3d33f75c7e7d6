"""All modules of a program → what is known of its functions, classes and methods wherever they are used."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Callable, Container

from communs.javascript import signatures
from communs.javascript.kinds import BY_NAME, OBJECT, Kind, either, of_constant
from communs.javascript.modules import Bound, Module, Program
from communs.javascript.signatures import Signature

Note = tuple[Module, ast.expr]  # an annotation, and the module in whose words it is written


class Index:
    """What can be said of a name without running anything."""

    def __init__(
        self, program: Program, runtime: Callable[[str], str | None], library: Callable[[str], str | None],
        foreign: Container[str],
    ) -> None:  # fmt: skip
        self.program, self.runtime, self.library = program, runtime, library
        self.foreign = foreign  # the methods of the runtime and of the libraries
        self.methods: dict[str, list[Signature]] = defaultdict(list)
        self.functions: list[Signature] = []
        self.values: set[str] = set()  # names of fields and properties of classes
        for module in program.modules.values():
            for statement in module.statements.values():
                self._add(statement)

    def _add(self, node: ast.stmt) -> None:
        methods = (
            {inner for inner in node.body if isinstance(inner, ast.FunctionDef)}
            if isinstance(node, ast.ClassDef)
            else set()
        )
        for inner in ast.walk(node):
            if isinstance(inner, ast.FunctionDef) and inner not in methods:
                self.functions.append(signatures.of_function(inner))
        if isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef):
                    self._add_method(inner)
                elif isinstance(inner, ast.AnnAssign) and isinstance(inner.target, ast.Name):
                    self.values.add(inner.target.id)

    def _add_method(self, node: ast.FunctionDef) -> None:
        names = signatures.decorators(node)
        if names & {"property", "cached_property"}:
            self.values.add(node.name)
            return
        signature = signatures.of_function(node, method="staticmethod" not in names)
        self.methods[node.name].append(signature)
        self.functions.append(signature)

    def module(self, bound: Bound) -> Module | None:
        """The module of ours where a name stands."""
        return self.program.modules.get(bound.module)

    def statement(self, bound: Bound) -> ast.stmt | None:
        """The statement of ours that a name stands for."""
        module = self.module(bound)
        return module.statements.get(bound.name) if module is not None else None

    def bound(self, module: Module, name: str) -> Bound | None:
        """What a name of a module stands for, None where it is none of the module's."""
        if name in module.statements:
            return Bound(module=module.name, name=name)
        return module.bound.get(name)

    def member(self, bound: Bound, name: str) -> Bound:
        """What `module.name` stands for."""
        return self.program.resolve(bound.module, name)

    def signature(self, bound: Bound | None) -> Signature | None:
        """The arguments of a function or a class of ours."""
        node = self.statement(bound) if bound is not None else None
        if isinstance(node, ast.FunctionDef):
            return signatures.of_function(node)
        if not isinstance(node, ast.ClassDef) or bound is None:
            return None
        return signatures.of_class(node) or self.signature(self.base(bound))

    def base(self, bound: Bound) -> Bound | None:
        """The first base of a class, where it is one of ours or of a library."""
        module, name = self.module(bound), self.base_name(bound)
        return self.bound(module, name) if module is not None and name else None

    def base_name(self, bound: Bound) -> str:
        """What a class calls its first base."""
        node = self.statement(bound)
        first = node.bases[0] if isinstance(node, ast.ClassDef) and node.bases else None
        return first.id if isinstance(first, ast.Name) else ""

    def function_of(self, owner: Bound, name: str) -> ast.FunctionDef | None:
        """A method of a class, or of its bases."""
        module, node = self.module(owner), self.statement(owner)
        if module is None or not isinstance(node, ast.ClassDef):
            return None
        for inner in node.body:
            if isinstance(inner, ast.FunctionDef) and inner.name == name:
                return inner
        bases = [self.bound(module, base.id) for base in node.bases if isinstance(base, ast.Name)]
        return next((found for base in bases if base and (found := self.function_of(base, name))), None)

    def method_of(self, owner: Bound, name: str) -> Signature | None:
        """The arguments of a method of a class."""
        node = self.function_of(owner, name)
        if node is None or signatures.decorators(node) & {"property", "cached_property"}:
            return None
        return signatures.of_function(node, method="staticmethod" not in signatures.decorators(node))

    def is_method(self, name: str) -> bool:
        """Whether some class has a method of this name, so that the attribute may be one."""
        return name in self.methods or name in self.foreign

    def method(self, name: str, keywords: set[str]) -> Signature | None:
        """The arguments of the methods of a name that take these keywords, where all of them agree."""
        found = [one for one in self.methods.get(name, []) if one.keywords or keywords <= {*one.names}]
        return found[0] if found and all(one == found[0] for one in found) else None

    def by_keywords(self, before: int, names: set[str]) -> Signature | None:
        """The arguments of the functions that take these keywords after so many by place, where all agree."""
        found = [one for one in self.functions if names <= {*one.names[before:]}]
        places = {tuple(one.names.index(name) for name in sorted(names)) for one in found}
        return found[0] if len(places) == 1 else None

    def is_class(self, bound: Bound | None) -> bool:
        """Whether a name is a class of ours."""
        return bound is not None and isinstance(self.statement(bound), ast.ClassDef)

    def class_of(self, note: Note | None) -> Bound | None:
        """The one class of ours that an annotation names, beside None."""
        if note is None:
            return None
        module, node = note
        if isinstance(node, ast.BinOp):
            found = [self.class_of((module, part)) for part in (node.left, node.right) if not _is_none(part)]
            return found[0] if len(found) == 1 else None
        named = self._named_by(module, node)
        statement = self.statement(named) if named is not None else None
        if isinstance(statement, ast.ClassDef):
            return named
        return self.class_of(self.alias(note)) if isinstance(statement, ast.Assign) else None

    def _named_by(self, module: Module, node: ast.expr) -> Bound | None:
        if isinstance(node, ast.Name):
            return self.bound(module, node.id)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            whole = self.bound(module, node.value.id)
            return self.member(whole, node.attr) if whole is not None and not whole.name else None
        return None

    def alias(self, note: Note) -> Note | None:
        """The annotation that a name of a module stands for."""
        bound = self._named_by(*note)
        statement = self.statement(bound) if bound is not None else None
        home = self.module(bound) if bound is not None else None
        return (home, statement.value) if home is not None and isinstance(statement, ast.Assign) else None

    def attribute(self, owner: Bound, name: str) -> tuple[Note | None, bool] | None:
        """The annotation of a class's attribute, and whether it is a method; None where it has none such."""
        module, node = self.module(owner), self.statement(owner)
        if module is None or not isinstance(node, ast.ClassDef):
            return None
        for inner in node.body:
            if isinstance(inner, ast.FunctionDef) and inner.name == name:
                called = not signatures.decorators(inner) & {"property", "cached_property"}
                return ((module, inner.returns) if inner.returns else None), called
            if (
                isinstance(inner, ast.AnnAssign)
                and isinstance(inner.target, ast.Name)
                and inner.target.id == name
            ):
                return (module, inner.annotation), False
        base = self.base(owner)
        return self.attribute(base, name) if base is not None else None

    def annotated(self, module: Module, node: ast.expr | None) -> Kind:
        """What an annotation says of a value."""
        match node:
            case ast.Constant(value=None):
                return of_constant(None)
            case ast.BinOp(op=ast.BitOr()):
                return either(self.annotated(module, node.left), self.annotated(module, node.right))
            case ast.Subscript():
                return self.annotated(module, node.value)
            case ast.Attribute() if isinstance(node.value, ast.Name):
                return BY_NAME.get(node.attr)
            case ast.Name():
                return self._named(module, node.id)
        return None

    def _named(self, module: Module, name: str) -> Kind:
        bound = self.bound(module, name)
        if bound is None:
            return BY_NAME.get(name)
        statement, home = self.statement(bound), self.module(bound)
        if isinstance(statement, ast.ClassDef):
            own = {inner.name for inner in statement.body if isinstance(inner, ast.FunctionDef)}
            return None if own & {"__bool__", "__len__"} else OBJECT
        if isinstance(statement, ast.Assign) and home is not None:
            return self.annotated(home, statement.value)
        return BY_NAME.get(name) if statement is None and name in BY_NAME else None


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None
