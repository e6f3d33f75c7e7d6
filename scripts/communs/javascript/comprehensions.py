"""Comprehensions → calls of the runtime with functions of one expression."""

from __future__ import annotations

import ast
from abc import abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager

from communs.javascript.code import ARROW, NULLISH, TEST, Code
from communs.javascript.scope import Scope
from communs.javascript.signatures import Signature
from communs.javascript.types import Types


class Comprehensions(Types):
    """Lists are made at once, generators when they are asked."""

    @contextmanager
    def inside(self, *nodes: ast.AST) -> Iterator[Scope]:
        """A scope in this one for some expressions; its temporary names belong to the nearest function."""
        outer = self.scope
        self.scope = Scope(outer, nodes)
        yield self.scope
        outer.keep(self.scope)
        self.scope = outer

    def parameters(self, args: ast.arguments, signature: Signature) -> str:
        """`(a,b=default,...rest)`, each name in the scope."""
        defaults: dict[str, ast.expr] = {}
        placed = [*args.posonlyargs, *args.args]
        if args.defaults:
            defaults |= {
                arg.arg: value
                for arg, value in zip(placed[-len(args.defaults) :], args.defaults, strict=True)
            }
        defaults |= {
            arg.arg: value for arg, value in zip(args.kwonlyargs, args.kw_defaults, strict=True) if value
        }
        made = {name: self.expression(value) for name, value in defaults.items()}
        if signature.rest and (signature.keywords or args.kwonlyargs):
            raise self.refused(args.vararg or args, "names after *rest")
        shown = []
        for name in signature.names:
            short = self.scope.add(name)
            shown.append(f"{short}={made[name].within(ARROW)}" if name in made else short)
        if signature.rest:
            shown.append(f"...{self.scope.add(signature.rest)}")
        if signature.keywords:
            shown.append(f"{self.scope.add(signature.keywords)}={self.use('$dict')}")
        for arg in (*placed, *args.kwonlyargs):
            if arg.annotation is not None:
                self.scope.notes[arg.arg] = (self.module, arg.annotation)
        return f"({','.join(shown)})" if len(shown) != 1 or not shown[0].isalpha() else shown[0]

    @abstractmethod
    def arrow(self, params: str, body: Code) -> Code:
        """A function of one expression."""

    def _listcomp(self, node: ast.ListComp) -> Code:
        return self._made("list", node.generators, node.elt)

    def _setcomp(self, node: ast.SetComp) -> Code:
        return self.use("$set", self._made("list", node.generators, node.elt))

    def _dictcomp(self, node: ast.DictComp) -> Code:
        pair = ast.List(elts=[node.key, node.value], ctx=ast.Load())
        return self.use("$dict", self._made("list", node.generators, pair))

    def _generatorexp(self, node: ast.GeneratorExp) -> Code:
        return self._made("lazy", node.generators, node.elt)

    def _made(self, how: str, generators: list[ast.comprehension], element: ast.expr) -> Code:
        """The innermost `for` gives values, those around it give what to go through."""
        head, *rest = generators
        over = self.expression(head.iter)
        note = self.notes.inside(self.notes.of(head.iter, self.scope))
        with self.inside(*head.ifs, *rest, element) as scope:
            params = self._target(head.target)
            if note is not None and isinstance(head.target, ast.Name):
                scope.notes[head.target.id] = note
            tests = [self.test(test) for test in head.ifs]
            body = self._made(how, rest, element) if rest else self.expression(element)
            for test in reversed(tests):
                body = Code(f"{test.within(NULLISH)}?{body.within(TEST)}:void 0", TEST)
            function = self.arrow(params, body)
        if not rest and not tests and body == params and how == "list":
            return self.use("$list", over)
        return self.use(f"{how}All" if rest else f"{how}Of", over, function)

    def _target(self, node: ast.expr) -> str:
        for inner in ast.walk(node):
            if isinstance(inner, ast.Name):
                self.scope.add(inner.id)
        shown = self.expression(node)
        return shown if isinstance(node, ast.Name) else f"({shown})"
