"""Where the translation of one statement stands: its module, its scope, and the runtime that it may call."""

from __future__ import annotations

import ast

from communs.javascript import kinds
from communs.javascript.code import CALL, Code, Unsupported, global_name, property_name
from communs.javascript.index import Index
from communs.javascript.kinds import Kind
from communs.javascript.modules import MECHANICS, Bound, Module
from communs.javascript.notes import Notes
from communs.javascript.scope import Scope


class Writer:
    """What every part of the translation needs."""

    def __init__(self, index: Index, module: Module) -> None:
        self.index, self.module = index, module
        self.notes = Notes(index, module)
        self.scope = Scope()
        self.naming = False  # whether functions have to say their names

    def refused(self, node: ast.AST, why: str) -> Unsupported:
        """What to raise at a construct that has no translation."""
        return Unsupported(f"{self.module.name}:{getattr(node, 'lineno', '?')}: {why}")

    def runtime(self, name: str) -> Code:
        """A name of the runtime."""
        home = self.index.runtime(name)
        if home is None:
            raise Unsupported(f"{self.module.name}: the runtime has no {name}")
        return global_name(home, name)

    def use(self, name: str, *args: str) -> Code:
        """A call of the runtime."""
        return Code(f"{self.runtime(name)}({','.join(args)})", CALL)

    def kind(self, node: ast.expr) -> Kind:
        """The kinds that an expression may have."""
        return self.notes.kind(node, self.scope)

    def surely(self, node: ast.expr, *wanted: Kind) -> bool:
        """Whether an expression has one of these kinds and no other."""
        return kinds.only(self.kind(node), *wanted)

    def reference(self, node: ast.AST, bound: Bound) -> Code:
        """What a name of a module becomes."""
        if not bound.name:
            raise self.refused(node, f"a module ({bound.module}) is no value")
        if self.index.module(bound) is not None:
            if self.index.statement(bound) is None:
                raise self.refused(node, f"{bound.module} has no {bound.name}")
            found = global_name(bound.module, bound.name)
            return (
                self.use("named", found, f'"{bound.name}"')
                if self.naming and self._is_function(bound)
                else found
            )
        if (home := self.index.library(bound.module)) is not None:
            return global_name(home, f"${bound.name}")
        if bound.module in MECHANICS:
            return self.builtin(node, bound.name)
        raise self.refused(node, f"no library is {bound.module}, for {bound.name}")

    def _is_function(self, bound: Bound) -> bool:
        return isinstance(self.index.statement(bound), ast.FunctionDef)

    def builtin(self, node: ast.AST, name: str) -> Code:
        """What Python brings along."""
        for known in (f"${name}", name, f"{name}_"):
            if self.index.runtime(known) is not None:
                return self.runtime(known)
        raise self.refused(node, f"nothing is called {name}")

    def attribute(self, value: Code, name: str) -> Code:
        """`value.name`."""
        return Code(f"{value.within(CALL)}.{property_name(name)}", CALL)
