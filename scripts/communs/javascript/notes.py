"""An expression → the annotation that mypy holds it to, where that is near at hand."""

from __future__ import annotations

import ast

from communs.javascript import kinds
from communs.javascript.index import Index, Note
from communs.javascript.kinds import Kind
from communs.javascript.modules import Bound, Module
from communs.javascript.scope import Scope

_EACH = {"list", "Iterable", "Iterator", "Collection", "Sequence", "set", "frozenset", "Generator"}
_MAPS = {"dict", "Mapping", "defaultdict"}


class Notes:
    """What is known of expressions of one module, in one scope."""

    def __init__(self, index: Index, module: Module) -> None:
        self.index, self.module = index, module
        self.owner: Bound | None = None  # the class whose method is translated

    def kind(self, node: ast.expr, scope: Scope) -> Kind:
        """The kinds that an expression may have."""
        match node:
            case ast.BoolOp():
                return kinds.either(*(self.kind(value, scope) for value in node.values))
            case ast.IfExp():
                return kinds.either(self.kind(node.body, scope), self.kind(node.orelse, scope))
            case ast.NamedExpr():
                return self.kind(node.value, scope)
            case ast.Name(id=name) if (value := scope.value(name)) is not None:
                return self.kind(value, scope)
            case ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult()):
                return self._sum(self.kind(node.left, scope), self.kind(node.right, scope))
            case ast.Call(func=ast.Name(id=name)) if self._is_builtin(name, scope):
                return kinds.CALLS.get(name)
            case ast.Subscript(slice=ast.Slice()):
                return self.kind(node.value, scope)
        found = kinds.of_display(node)
        if found is None and (note := self.of(node, scope)) is not None:
            return self.index.annotated(*note)
        if found is None and isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            return kinds.of_method(node.func.attr)
        return found

    def is_brought(self, node: ast.expr, scope: Scope) -> bool:
        """Whether a name is Python's own."""
        return isinstance(node, ast.Name) and self._is_builtin(node.id, scope)

    def _is_builtin(self, name: str, scope: Scope) -> bool:
        return scope.find(name) is None and self.index.bound(self.module, name) is None

    @staticmethod
    def _sum(left: Kind, right: Kind) -> Kind:
        for kind in (kinds.STR, kinds.LIST, kinds.TUPLE):
            if kind in (left, right):
                return kind
        return kinds.NUM if kinds.only(left, kinds.NUM) and kinds.only(right, kinds.NUM) else None

    def of(self, node: ast.expr, scope: Scope) -> Note | None:
        """The annotation of an expression."""
        match node:
            case ast.Name():
                return self._name(node.id, scope)
            case ast.Attribute():
                found = self._attribute(node, scope)
                return found[0] if found is not None and not found[1] else None
            case ast.Call():
                return self._call(node, scope)
            case ast.Subscript():
                held = self.of(node.value, scope)
                return self.inside(held, node.slice) if not isinstance(node.slice, ast.Slice) else held
            case ast.NamedExpr():
                return self.of(node.value, scope)
        return None

    def class_of(self, node: ast.expr, scope: Scope) -> Bound | None:
        """The class of ours whose instance an expression is (or None)."""
        if isinstance(node, ast.Name) and scope.is_self(node.id):
            return self.owner
        if (
            isinstance(node, ast.Call)
            and (bound := self.static(node.func, scope))
            and self.index.is_class(bound)
        ):
            return bound
        return self.index.class_of(self.of(node, scope))

    def static(self, node: ast.expr, scope: Scope) -> Bound | None:
        """The statement or module that a name of the first level stands for."""
        if isinstance(node, ast.Name):
            return None if scope.find(node.id) is not None else self.index.bound(self.module, node.id)
        if isinstance(node, ast.Attribute):
            whole = self.static(node.value, scope)
            return self.index.member(whole, node.attr) if whole is not None and not whole.name else None
        return None

    def _name(self, name: str, scope: Scope) -> Note | None:
        if (value := scope.value(name)) is not None:
            return self.of(value, scope)
        if scope.find(name) is not None:
            return scope.note(name)
        bound = self.index.bound(self.module, name)
        statement = self.index.statement(bound) if bound is not None else None
        home = self.index.module(bound) if bound is not None else None
        return (
            (home, statement.annotation)
            if home is not None and isinstance(statement, ast.AnnAssign)
            else None
        )

    def _attribute(self, node: ast.Attribute, scope: Scope) -> tuple[Note | None, bool] | None:
        owner = self.class_of(node.value, scope)
        return self.index.attribute(owner, node.attr) if owner is not None else None

    def is_value(self, node: ast.Attribute, scope: Scope) -> bool | None:
        """Whether an attribute is a field or a property rather than a method; None where nobody knows."""
        found = self._attribute(node, scope)
        return None if found is None else not found[1]

    def _call(self, node: ast.Call, scope: Scope) -> Note | None:
        bound = self.static(node.func, scope)
        statement = self.index.statement(bound) if bound is not None else None
        home = self.index.module(bound) if bound is not None else None
        if isinstance(statement, ast.FunctionDef) and statement.returns is not None and home is not None:
            return home, statement.returns
        if isinstance(node.func, ast.Attribute):
            if (found := self._attribute(node.func, scope)) is not None:
                return found[0]
            if node.func.attr == "get" and len(node.args) == 1:
                return None
        return None

    def width(self, node: ast.expr, scope: Scope) -> int | None:
        """How many values a tuple holds."""
        if isinstance(node, ast.Tuple):
            return None if any(isinstance(part, ast.Starred) for part in node.elts) else len(node.elts)
        note = self.of(node, scope)
        while note is not None and not isinstance(note[1], ast.Subscript):
            note = self.index.alias(note)
        if note is None or not isinstance(note[1], ast.Subscript) or not isinstance(note[1].value, ast.Name):
            return None
        parts = note[1].slice.elts if isinstance(note[1].slice, ast.Tuple) else []
        whole = not any(isinstance(part, ast.Constant) and part.value is ... for part in parts)
        return len(parts) if note[1].value.id == "tuple" and whole else None

    def inside(self, note: Note | None, key: ast.expr | None = None) -> Note | None:
        """What a list, a map or a tuple of an annotation holds (of a map, its values where a key is given)."""
        if note is None:
            return None
        module, node = note
        if not isinstance(node, ast.Subscript):
            further = self.index.alias(note)
            return self.inside(further, key) if further is not None else None
        name = node.value.id if isinstance(node.value, ast.Name) else ""
        parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if name in _EACH:
            return module, parts[0]
        if name in _MAPS:
            return module, parts[0 if key is None else 1]
        if name == "tuple" and isinstance(parts[-1], ast.Constant) and parts[-1].value is ...:
            return module, parts[0]
        if name == "tuple" and isinstance(key, ast.Constant) and isinstance(key.value, int):
            return (module, parts[key.value]) if -len(parts) <= key.value < len(parts) else None
        return None
