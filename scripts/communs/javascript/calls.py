"""Calls of Python → calls of JavaScript, with each keyword at its place."""

from __future__ import annotations

import ast
import json
from abc import abstractmethod

from communs.javascript.code import ARROW, CALL, OR, Code, property_name
from communs.javascript.modules import Bound
from communs.javascript.signatures import Signature, decorators
from communs.javascript.types import Types

_NONE = Code("void 0")
# The arguments of what Python brings, for calls that name them; `min(a, b)` is `min((a, b))`.
_BUILTINS = {
    "sorted": ("iterable", "key", "reverse"), "min": ("iterable", "key", "default"), "sum": ("iterable", "start"),
    "max": ("iterable", "key", "default"), "enumerate": ("iterable", "start"), "groupby": ("iterable", "key"),
    "lru_cache": ("maxsize",), "dict": (),
}  # fmt: skip
_METHODS = {"sort": ("key", "reverse"), "split": ("sep", "maxsplit"), "rsplit": ("sep", "maxsplit")}


class Calls(Types):
    """Who is called, and with what."""

    @abstractmethod
    def items(self, nodes: list[ast.expr]) -> str:
        """Several expressions between commas."""

    def _call(self, node: ast.Call) -> Code:
        special = getattr(self, f"_call_{node.func.id}", None) if isinstance(node.func, ast.Name) else None
        if special is not None and self.notes.is_brought(node.func, self.scope):
            made: Code = special(node)
            return made
        bound = self.notes.static(node.func, self.scope)
        if bound is not None:
            return self._static(node, bound)
        if isinstance(node.func, ast.Name) and self.scope.find(node.func.id) is None:
            return self._brought(node, node.func.id)
        if isinstance(node.func, ast.Attribute):
            return self._method(node, node.func)
        return self._dynamic(node, self.expression(node.func))

    def _static(self, node: ast.Call, bound: Bound) -> Code:
        if bound.name == "replace" and bound.module == "dataclasses":
            return self._replaced(node)
        if bound.name == "cast" and bound.module == "typing":
            return self.expression(node.args[1])
        signature = self.index.signature(bound)
        if signature is None and self.index.module(bound) is None and bound.name in _BUILTINS:
            return self._brought(node, bound.name)
        callee = self.reference(node, bound)
        if signature is None:
            return self._called(node, callee, Code("null"))
        return Code(f"{callee}({self.bind(node, signature)})", CALL)

    def _brought(self, node: ast.Call, name: str) -> Code:
        callee = self.builtin(node, name)
        if name in ("min", "max") and (len(node.args) > 1 or isinstance(node.args[0], ast.Starred)):
            node = ast.Call(
                func=node.func, args=[ast.List(elts=node.args, ctx=ast.Load())], keywords=node.keywords
            )
        if name == "zip":
            return Code(f"{callee}({self.items(node.args)})", CALL)  # `strict` is for those who write
        if node.keywords and name in _BUILTINS:
            names = _BUILTINS[name]
            return Code(f"{callee}({self.bind(node, Signature(names=names, places=len(names)))})", CALL)
        return self._called(node, callee, Code("null"))

    def _method(self, node: ast.Call, func: ast.Attribute) -> Code:
        if (
            isinstance(func.value, ast.Call)
            and isinstance(func.value.func, ast.Name)
            and func.value.func.id == "super"
        ):
            return self._of_base(node, func)
        owner = self.notes.static(func.value, self.scope)
        if self.index.is_class(owner):
            return self._of_a_class(node, func)
        value = self.expression(func.value)
        callee = self.attribute(value, func.attr)
        if not node.keywords:
            return Code(f"{callee}({self.items(node.args)})", CALL)
        signature = self._signature(func, {keyword.arg for keyword in node.keywords if keyword.arg})
        if signature is not None:
            return Code(f"{callee}({self.bind(node, signature)})", CALL)
        if isinstance(func.value, ast.Name | ast.Attribute):
            return self._called(node, callee, value)
        raise self.refused(node, f"keywords of .{func.attr}() on more than a name")

    def _signature(self, func: ast.Attribute, keywords: set[str]) -> Signature | None:
        """The arguments of a method, by the class of its object or because all of that name agree."""
        owner = self.notes.class_of(func.value, self.scope)
        found = self.index.method_of(owner, func.attr) if owner is not None else None
        if found is None and func.attr in _METHODS:
            return Signature(names=_METHODS[func.attr], places=2)
        return found or self.index.method(func.attr, keywords)

    def _of_base(self, node: ast.Call, func: ast.Attribute) -> Code:
        """`super().method(…)`."""
        base = self.index.base(self.notes.owner) if self.notes.owner is not None else None
        if base is None and self.notes.owner is not None:
            base_node = self.index.base_name(self.notes.owner)
            callee = self.builtin(node, base_node) if base_node else None
        else:
            callee = self.reference(node, base) if base is not None else None
        if callee is None:
            raise self.refused(node, "super() of a class without a base")
        args = ",".join(filter(None, [self.this(), self.items(node.args)]))
        return Code(f"{callee}.prototype.{property_name(func.attr)}.call({args})", CALL)

    def _of_a_class(self, node: ast.Call, func: ast.Attribute) -> Code:
        """`Class.method(…)`: with its object first, unless it needs none."""
        owner = self.notes.static(func.value, self.scope)
        method = self.index.function_of(owner, func.attr) if owner is not None else None
        if method is None:
            return self._dynamic(node, self.expression(func))
        callee = self.expression(func.value)
        own = decorators(method) & {"staticmethod", "classmethod"}
        signature = self.index.method_of(owner, func.attr) if owner is not None else None
        if own and signature is not None:
            return Code(f"{callee}.{property_name(func.attr)}({self.bind(node, signature)})", CALL)
        if node.keywords:
            raise self.refused(node, "keywords of a method called on its class")
        return Code(f"{callee}.prototype.{property_name(func.attr)}.call({self.items(node.args)})", CALL)

    def _dynamic(self, node: ast.Call, callee: Code) -> Code:
        """A call of a value: keywords stand where all functions that know them put them."""
        names = {keyword.arg for keyword in node.keywords if keyword.arg}
        signature = self.index.by_keywords(len(node.args), names) if names else None
        if signature is not None:
            return Code(f"{callee.within(CALL)}({self.bind(node, signature)})", CALL)
        if names:
            raise self.refused(node, f"nobody knows where {min(names)} goes")
        return self._called(node, callee, Code("null"))

    def _called(self, node: ast.Call, callee: Code, itself: Code) -> Code:
        """A call of what a library holds: it says itself where its keywords go."""
        if not node.keywords:
            return Code(f"{callee.within(CALL)}({self.items(node.args)})", CALL)
        named = self._named(node, node.keywords, properties=False)
        return self.use("call", callee, itself, f"[{self.items(node.args)}]", named)

    def _replaced(self, node: ast.Call) -> Code:
        changes = self._named(node, node.keywords, properties=True)
        return self.use("replace", self.expression(node.args[0]), changes)

    def _named(self, node: ast.Call, keywords: list[ast.keyword], *, properties: bool) -> str:
        """`{name: value}`."""
        parts = []
        for keyword in keywords:
            if keyword.arg is None:
                raise self.refused(node, "** in the call of a library")
            name = property_name(keyword.arg) if properties else keyword.arg
            parts.append(f"{name}:{self.expression(keyword.value).within(ARROW)}")
        return f"{{{','.join(parts)}}}"

    def bind(self, node: ast.Call, signature: Signature) -> str:
        """The arguments in the order of a signature."""
        starred = any(isinstance(arg, ast.Starred) for arg in node.args)
        if starred and node.keywords:
            placed = [f"...{self.use('pad', f'[{self.items(node.args)}]', str(signature.places))}"]
        else:
            placed = [self.expression(arg).within(ARROW) for arg in node.args]
        filled = dict(enumerate(placed))
        more: list[ast.keyword] = []
        offset = signature.places - 1 if starred and node.keywords else 0
        for keyword in node.keywords:
            if keyword.arg in signature.names:
                at = signature.names.index(keyword.arg) - offset
                if at < len(placed) - (1 if starred else 0):
                    raise self.refused(node, f"{keyword.arg} is given twice, or after a star")
                filled[at] = self.expression(keyword.value).within(ARROW)
            else:
                more.append(keyword)
        if more:
            filled[len(signature.names)] = self._rest(node, more, signature)
        self._check_order(node, signature)
        top = max(filled, default=-1)
        return ",".join(filled.get(at, _NONE) for at in range(top + 1))

    def _check_order(self, node: ast.Call, signature: Signature) -> None:
        """What gives a name a value must keep its turn."""
        places = [signature.names.index(k.arg) for k in node.keywords if k.arg in signature.names]
        if places != sorted(places) and any(
            isinstance(inner, ast.NamedExpr) for k in node.keywords for inner in ast.walk(k)
        ):
            raise self.refused(node, "a walrus among keywords in another order")

    def _rest(self, node: ast.Call, keywords: list[ast.keyword], signature: Signature) -> str:
        """The dict for `**keywords`."""
        if signature.keywords is None or signature.rest is not None:
            raise self.refused(node, f"unknown keyword {keywords[0].arg}")
        keys = [ast.Constant(value=k.arg) if k.arg else None for k in keywords]
        return self.expression(ast.Dict(keys=keys, values=[k.value for k in keywords]))  # type: ignore[arg-type]

    def pairs(self, items: list[tuple[ast.expr, ast.expr]]) -> str:
        """A dict of keys and values that are written one by one."""
        names = [
            key.value for key, _ in items if isinstance(key, ast.Constant) and isinstance(key.value, str)
        ]
        values = [self.expression(value).within(ARROW) for _, value in items]
        # JavaScript puts the names that look like numbers first, and `__proto__` is none.
        if len(names) == len(items) and not any(name == "__proto__" or name.isdigit() for name in names):
            plain = (name.isidentifier() and name.isascii() for name in names)
            shown = (
                name if bare else json.dumps(name, ensure_ascii=False)
                for name, bare in zip(names, plain, strict=True)
            )
            return self.use("dict", f"{{{','.join(f'{n}:{v}' for n, v in zip(shown, values, strict=True))}}}")
        keys = [self.expression(key).within(ARROW) for key, _ in items]
        listed = ",".join(f"[{k},{v}]" for k, v in zip(keys, values, strict=True))
        return self.use("$dict", f"[{listed}]" if listed else "")

    def _call_getattr(self, node: ast.Call) -> Code:
        """The name is known; without a default, the attribute has to be there."""
        name = node.args[1]
        if not isinstance(name, ast.Constant) or not isinstance(name.value, str):
            raise self.refused(node, "getattr() of a name that is made")
        found = self.attribute(self.expression(node.args[0]), name.value)
        if len(node.args) == 2:
            return found
        return Code(f"({found}??{self.expression(node.args[2]).within(OR)})")

    def _call_hasattr(self, node: ast.Call) -> Code:
        name = node.args[1]
        if not isinstance(name, ast.Constant) or not isinstance(name.value, str):
            raise self.refused(node, "hasattr() of a name that is made")
        return Code(f"({self.attribute(self.expression(node.args[0]), name.value)}!==void 0)")
