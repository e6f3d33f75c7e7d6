"""`isinstance` and `type() is` → the tests of JavaScript."""

from __future__ import annotations

import ast

from communs.javascript.code import CALL, EQUAL, LESS, OR, Code
from communs.javascript.operators import Operators

_TYPEOF = {"str": "string", "bool": "boolean"}
_BY_NAME = {"int": "isInt", "float": "isFloat", "list": "isList"}
_INSTANCE = {
    "tuple": "Tuple",
    "dict": "Dict",
    "Mapping": "Dict",
    "set": "PySet",
    "frozenset": "PySet",
    "bytes": "Bytes",
}


class Types(Operators):
    """What a value is."""

    def this(self) -> str:
        """A method's own object."""
        return self.scope.find(self.scope.own_name()) or "this"

    def _call_isinstance(self, node: ast.Call) -> Code:
        value, wanted = self.expression(node.args[0]), self._wanted(node.args[1])
        if len(wanted) > 1 and not isinstance(node.args[0], ast.Name):
            kept = Code(self.scope.temporary())
            first = self._is(Code(f"({kept}={value})"), wanted[0])
            parts = [first, *(self._is(kept, one) for one in wanted[1:])]
        else:
            parts = [self._is(value, one) for one in wanted]
        return parts[0] if len(parts) == 1 else Code("||".join(part.within(OR) for part in parts), OR)

    def _wanted(self, node: ast.expr) -> list[ast.expr]:
        """The types one by one; `int | float | bool` is one test."""
        if isinstance(node, ast.BinOp):
            found = [*self._wanted(node.left), *self._wanted(node.right)]
        elif isinstance(node, ast.Tuple):
            found = [one for inner in node.elts for one in self._wanted(inner)]
        else:
            return [node]
        names = {one.id for one in found if isinstance(one, ast.Name)}
        if {"int", "float"} <= names:
            kept = [
                one for one in found if not (isinstance(one, ast.Name) and one.id in ("int", "float", "bool"))
            ]
            return [ast.Name(id="number", ctx=ast.Load()), *kept]
        return found

    def _is(self, value: Code, wanted: ast.expr) -> Code:
        if isinstance(wanted, ast.Constant) and wanted.value is None:
            return Code(f"{value.within(LESS)}==null", EQUAL)
        name = wanted.id if isinstance(wanted, ast.Name) else ""
        if name == "number":
            return self.use("isNumber", value)
        if (name and self.notes.is_brought(wanted, self.scope)) or name == "Mapping":
            if name in _TYPEOF:
                return Code(f'typeof {value.within(CALL)}=="{_TYPEOF[name]}"', EQUAL)
            if name in _BY_NAME:
                return self.use(_BY_NAME[name], value)
            if name in _INSTANCE:
                return Code(f"{value.within(LESS)} instanceof {self.runtime(_INSTANCE[name])}", LESS)
        bound = self.notes.static(wanted, self.scope)
        if self.index.is_class(bound) or (bound is None and self._is_exception(name)):
            return Code(f"{value.within(LESS)} instanceof {self.expression(wanted)}", LESS)
        return self.use("isinstance", value, self.expression(wanted))

    def _is_exception(self, name: str) -> bool:
        return name.endswith(("Error", "Exception")) and self.scope.find(name) is None

    def type_is(self, value: ast.expr, wanted: ast.expr) -> Code | None:
        """`type(x) is int`."""
        if not (isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "type"):
            return None
        tested = self.expression(value.args[0])
        if isinstance(wanted, ast.Name) and wanted.id == "int":
            return Code(f"Number.isInteger({tested})", CALL)
        return self._is(tested, wanted)
