"""Expressions of Python → expressions of JavaScript."""

from __future__ import annotations

import ast
import json

from communs.javascript.calls import Calls
from communs.javascript.code import ARROW, CALL, NULLISH, TEST, UNARY, Code, property_name
from communs.javascript.comprehensions import Comprehensions
from communs.javascript.signatures import decorators, of_function

_INT = 2**53


class Expressions(Calls, Comprehensions):
    """One method for each kind of expression."""

    def expression(self, node: ast.expr) -> Code:
        """Any expression."""
        method = getattr(self, f"_{type(node).__name__.lower()}", None)
        if method is None:
            raise self.refused(node, f"{type(node).__name__} has no translation")
        made: Code = method(node)
        return made

    def _constant(self, node: ast.Constant) -> Code:
        match node.value:
            case None:
                return Code("null")
            case bool():
                return Code("true" if node.value else "false")
            case str():
                return Code(json.dumps(node.value, ensure_ascii=False).replace("\u2028", "\\u2028"))
            case float():
                return Code(repr(node.value), CALL)
            case int() if abs(node.value) < _INT:
                return Code(repr(node.value), UNARY)
            case bytes():
                return self.use("bytes", json.dumps(node.value.decode("latin-1")))
        raise self.refused(node, f"the literal {node.value!r}")

    def _name(self, node: ast.Name) -> Code:
        if (found := self.scope.find(node.id)) is not None:
            return Code(found)
        bound = self.index.bound(self.module, node.id)
        return self.reference(node, bound) if bound is not None else self.builtin(node, node.id)

    def _attribute(self, node: ast.Attribute) -> Code:
        if (bound := self.notes.static(node, self.scope)) is not None:
            return self.reference(node, bound)
        if node.attr[:2] == "__" and not self.naming:
            raise self.refused(node, f"the attribute {node.attr}")
        if self.index.is_class(self.notes.static(node.value, self.scope)):
            return self._of_class(node)
        value = self.expression(node.value)
        known = self.notes.is_value(node, self.scope)
        if known is None:
            known = not self.index.is_method(node.attr)
        if known or isinstance(node.ctx, ast.Store):
            return self.attribute(value, node.attr)
        return self.use("attr", value, f'"{property_name(node.attr)}"')

    def _of_class(self, node: ast.Attribute) -> Code:
        """What a class itself has: its constants stand where its instances find them."""
        owner = self.notes.static(node.value, self.scope)
        method = self.index.function_of(owner, node.attr) if owner is not None else None
        value = self.expression(node.value)
        found = self.attribute(Code(f"{value}.prototype", CALL), node.attr)
        if method is None:
            return found
        if decorators(method) & {"staticmethod", "classmethod"}:
            return Code(f"{self.attribute(value, node.attr)}.bind({value})", CALL)
        return self.use("unbound", found)

    def _namedexpr(self, node: ast.NamedExpr) -> Code:
        return Code(f"{self.expression(node.target)}={self.expression(node.value).within(ARROW)}", ARROW)

    def _ifexp(self, node: ast.IfExp) -> Code:
        test = self.test(node.test).within(NULLISH)
        yes, no = self.expression(node.body), self.expression(node.orelse)
        return Code(f"{test}?{yes.within(TEST)}:{no.within(TEST)}", TEST)

    def _lambda(self, node: ast.Lambda) -> Code:
        with self.inside(node):
            params = self.parameters(node.args, of_function(node))
            return self.arrow(params, self.expression(node.body))

    def _yield(self, node: ast.Yield) -> Code:
        value = self.expression(node.value).within(ARROW) if node.value is not None else "null"
        return Code(f"yield {value}", ARROW)

    def _yieldfrom(self, node: ast.YieldFrom) -> Code:
        return Code(f"yield*{self.expression(node.value).within(ARROW)}", ARROW)

    def _starred(self, node: ast.Starred) -> Code:
        return Code(f"...{self.expression(node.value).within(ARROW)}", ARROW)

    def _list(self, node: ast.List) -> Code:
        if any(isinstance(one, ast.Starred) for one in node.elts[:-1]) and isinstance(node.ctx, ast.Store):
            raise self.refused(node, "a star before other names, but in an assignment")
        if isinstance(node.ctx, ast.Store):  # nobody reads « _ », and JavaScript wants each name once
            shown = [
                "" if isinstance(one, ast.Name) and one.id == "_" else self.expression(one)
                for one in node.elts
            ]
            return Code(f"[{','.join(shown)}]")
        return Code(f"[{self.items(node.elts)}]")

    def _tuple(self, node: ast.Tuple) -> Code:
        if isinstance(node.ctx, ast.Store):
            return self._list(ast.List(elts=node.elts, ctx=node.ctx))
        return self.use("tuple", self.items(node.elts))

    def _set(self, node: ast.Set) -> Code:
        return self.use("$set", f"[{self.items(node.elts)}]")

    def _dict(self, node: ast.Dict) -> Code:
        parts: list[str] = []
        plain: list[tuple[ast.expr, ast.expr]] = []
        for key, value in zip(node.keys, node.values, strict=True):
            if key is not None:
                plain.append((key, value))
                continue
            if plain:
                parts.append(self.pairs(plain))
                plain = []
            parts.append(self.expression(value).within(ARROW))
        if plain or not parts:
            parts.append(self.pairs(plain))
        return (
            Code(parts[0], CALL)
            if len(parts) == 1 and node.keys[:1] != [None]
            else self.use("merged", *parts)
        )

    def _joinedstr(self, node: ast.JoinedStr) -> Code:
        parts = [self._part(part) for part in node.values]
        return Code("`" + "".join(parts) + "`")

    def _part(self, part: ast.expr) -> str:
        if isinstance(part, ast.Constant):
            return str(part.value).replace("\\", "\\\\").replace("`", "\\`").replace("${", "\\${")
        if not isinstance(part, ast.FormattedValue):
            raise self.refused(part, "a part of an f-string")
        value = self.expression(part.value)
        if part.conversion == ord("r"):
            value = self.use("repr", value)
        elif part.conversion not in (-1, ord("s")):
            raise self.refused(part, "!a in an f-string")
        if part.format_spec is not None:
            value = self.use("format", value, self.expression(part.format_spec))
        elif part.conversion == -1 and not self.is_shown(part.value):
            value = self.use("str", value)
        return f"${{{value}}}"

    def _subscript(self, node: ast.Subscript) -> Code:
        value = self.expression(node.value)
        if isinstance(node.slice, ast.Slice):
            given = (node.slice.lower, node.slice.upper, node.slice.step)
            args = [str(self.expression(part)) if part is not None else "null" for part in given]
            while args and args[-1] == "null":
                args.pop()
            return self.use("slice", value, *args)
        return self.use("at", value, self.expression(node.slice))

    def items(self, nodes: list[ast.expr]) -> str:
        """Several expressions between commas."""
        return ",".join(self.expression(node).within(ARROW) for node in nodes)

    def arrow(self, params: str, body: Code) -> Code:
        """A function of one expression."""
        shown = body.within(ARROW)
        return Code(f"{params}=>{f'({shown})' if shown.startswith('{') else shown}", ARROW)
