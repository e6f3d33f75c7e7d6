"""Functions, classes and values of the first level → statements of JavaScript."""

from __future__ import annotations

import ast
import re

from communs.javascript import signatures
from communs.javascript.code import ARROW, Code, property_name
from communs.javascript.index import Index
from communs.javascript.modules import Bound, Module
from communs.javascript.scope import Scope, assigned
from communs.javascript.signatures import of_function
from communs.javascript.statements import Statements

_GIVES = re.compile(r"(?:[a-z]+|_\d+|\[[a-z,]+\])(?==[^=>])")  # what stands before a value
_WORD = re.compile(r"\w+")
_CACHES = {"lru_cache", "cache"}


class Definitions(Statements):
    """What stands at the first level of a module."""

    def __init__(self, index: Index, module: Module) -> None:
        super().__init__(index, module)
        self._caught = []

    def value(self, node: ast.expr) -> Code:
        """The value of a name of the first level."""
        self.scope = Scope()
        for name in assigned([ast.Expr(value=node)]):
            self.scope.add(name, declare=True)
        self.naming = any(
            isinstance(inner, ast.Attribute) and inner.attr == "__name__" for inner in ast.walk(node)
        )
        made = self.expression(node)
        self.naming = False
        if not self.scope.declared:
            return made
        names = ",".join(self.scope.declared)
        return Code(f"(()=>{{let {names};return {made}}})()")

    def top_function(self, name: str, node: ast.FunctionDef) -> str:
        """`function name(…){…}`, or what its decorators make of it."""
        params, body = self._function(node)
        star = "*" if _yields(node) else ""
        decorators = signatures.decorators(node)
        if decorators - _CACHES:
            raise self.refused(node, f"the decorator {min(decorators - _CACHES)}")
        if star and not decorators:
            return f"function*{name}({params}){{{body}}}"
        made = f"function*({params}){{{body}}}" if star else _arrow(params, body)
        return f"const {name}={self.use('memo', made) if decorators else made};"

    def function(self, node: ast.FunctionDef) -> Code:
        params, body = self._function(node)
        if _yields(node):
            return Code(f"function*({params}){{{body}}}", ARROW)
        return Code(_arrow(params, body), ARROW)

    def _function(self, node: ast.FunctionDef, *, itself: str = "") -> tuple[str, str]:
        """The arguments and the body."""
        outer = self.scope
        scope = self.scope = Scope(outer, [node])
        alias = ""
        if itself:
            scope.itself = itself
            if any(isinstance(inner, ast.FunctionDef) for inner in ast.walk(node) if inner is not node):
                alias = scope.add(itself)
            else:
                scope.names[itself] = "this"
        signature = of_function(node, method=bool(itself))
        args = node.args
        if itself:
            args = ast.arguments(
                **{**dict(ast.iter_fields(args)), "posonlyargs": [], "args": _placed(args)[1:]}
            )
        params = self.parameters(args, signature)
        params = params[1:-1] if params.startswith("(") else params
        names = [name for name in assigned(node.body) if name not in scope.names]
        for name in names:
            scope.add(name, declare=True)
        self._learn(node, names)
        before = (
            f"{scope.find(signature.rest)}={self.use('tuple', f'...{scope.find(signature.rest)}')};"
            if signature.rest
            else ""
        )
        body = self._declared([self.statement(inner) for inner in node.body])
        declared = [f"{alias}=this"] * bool(alias) + scope.declared
        self.scope = outer
        return params, (f"let {','.join(declared)};" if declared else "") + before + body

    def _declared(self, statements: list[str]) -> str:
        """The statements, of which those that first give a name its value declare it."""
        declared, before = self.scope.declared, ""
        for at, statement in enumerate(statements):
            names = _WORD.findall(found[0]) if (found := _GIVES.match(statement)) else []
            if names and all(
                name in declared and not re.search(rf"(?<![\w$.]){name}\b", before) for name in names
            ):
                statements[at] = f"let {statement}"
                self.scope.declared = declared = [name for name in declared if name not in names]
            before += statement
        return "".join(statements)

    def _learn(self, node: ast.FunctionDef, names: list[str]) -> None:
        """What annotations and lone assignments say of the function's names."""
        given: dict[str, list[ast.expr | None]] = {name: [] for name in names}
        for inner in ast.walk(node):
            if isinstance(inner, ast.AnnAssign) and isinstance(inner.target, ast.Name):
                self.scope.notes[inner.target.id] = (self.module, inner.annotation)
            elif (
                isinstance(inner, ast.Assign)
                and len(inner.targets) == 1
                and isinstance(inner.targets[0], ast.Name)
            ):
                given.setdefault(inner.targets[0].id, []).append(inner.value)
            elif isinstance(inner, ast.NamedExpr):
                given.setdefault(inner.target.id, []).append(inner.value)
            elif isinstance(inner, ast.For) and isinstance(inner.target, ast.Name):
                given.setdefault(inner.target.id, []).append(
                    ast.Subscript(value=inner.iter, slice=ast.Constant(value=0), ctx=ast.Load())
                )
        stored = [
            inner.id
            for inner in ast.walk(node)
            if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store)
        ]
        for name in names:
            values = given[name]
            if (
                name not in self.scope.notes
                and len(values) == 1
                and values[0] is not None
                and stored.count(name) == 1
            ):
                self.scope.values[name] = values[0]

    def members(self, owner: Bound, node: ast.ClassDef) -> dict[str, str]:
        """The methods of a class and what stands on its instances, by name; each is text of an object's member."""
        self.notes.owner = owner
        return {
            inner.name: self.member(owner, inner) for inner in node.body if isinstance(inner, ast.FunctionDef)
        }

    def member(self, owner: Bound, node: ast.FunctionDef) -> str:
        """One method, property or cached property."""
        self.notes.owner = owner
        decorators = signatures.decorators(node)
        name = property_name(node.name)
        if decorators - {"property", "cached_property", "staticmethod", "classmethod"}:
            raise self.refused(node, f"the decorator {min(decorators)} of a method")
        itself = "" if "staticmethod" in decorators else _placed(node.args)[0].arg
        params, body = self._function(node, itself=itself)
        if "cached_property" in decorators:
            return f"get {name}(){{return {self.use('once', 'this', f'{chr(34)}{name}{chr(34)}', f'()=>{{{body}}}')}}}"
        prefix = "get " if "property" in decorators else "*" if _yields(node) else ""
        return f"{prefix}{name}({params}){{{body}}}"

    def field(self, node: ast.AnnAssign) -> str:
        """How a dataclass makes a field that is not given: nothing where it must be."""
        value = node.value
        if value is None:
            return "0"
        if isinstance(value, ast.Call) and getattr(value.func, "id", "") == "field":
            given = {keyword.arg: keyword.value for keyword in value.keywords}
            if set(given) - {"default", "default_factory", "repr", "compare"} or not given:
                raise self.refused(node, "an option of field()")
            if "default_factory" in given:
                made = given["default_factory"]
                body = (
                    self._call(ast.Call(func=made, args=[], keywords=[]))
                    if not isinstance(made, ast.Lambda)
                    else self.expression(made.body)
                )
                return f"()=>{body.within(ARROW)}"
            value = given["default"]
        return f"()=>{self.expression(value).within(ARROW)}"


def _placed(args: ast.arguments) -> list[ast.arg]:
    return [*args.posonlyargs, *args.args]


def _arrow(params: str, body: str) -> str:
    """A function that has no object of its own: an expression alone if that is all it returns."""
    shown = params if params.isalpha() else f"({params})"
    if body.startswith("return ") and body.count(";") == 1 and body.endswith(";"):
        value = body[len("return ") : -1]
        return f"{shown}=>({value})" if value.startswith("{") else f"{shown}=>{value}"
    return f"{shown}=>{{{body}}}"


def _yields(node: ast.FunctionDef) -> bool:
    """Whether a function is a generator."""
    waiting: list[ast.AST] = [*node.body]
    while waiting:
        inner = waiting.pop()
        if isinstance(inner, ast.Yield | ast.YieldFrom):
            return True
        if not isinstance(inner, ast.FunctionDef | ast.Lambda):
            waiting.extend(ast.iter_child_nodes(inner))
    return False
