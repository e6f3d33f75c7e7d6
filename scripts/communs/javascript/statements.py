"""Statements of Python → statements of JavaScript."""

from __future__ import annotations

import ast
from abc import abstractmethod

from communs.javascript.code import ARROW, CALL, Code
from communs.javascript.expressions import Expressions
from communs.javascript.kinds import DICT, LIST, NUM, STR, TUPLE

_NATIVE = {ast.Add: "+=", ast.Sub: "-=", ast.Mult: "*="}


class Statements(Expressions):
    """One method for each kind of statement."""

    def body(self, nodes: list[ast.stmt]) -> str:
        """Several statements."""
        return "".join(self.statement(node) for node in nodes)

    def block(self, nodes: list[ast.stmt]) -> str:
        """The same between braces, unless there is just one that can do without."""
        made = self.body(nodes)
        return (
            made
            if len(nodes) == 1
            and isinstance(nodes[0], ast.Return | ast.Raise | ast.Continue | ast.Break)
            and made.count(";") == 1
            and made.endswith(";")
            else f"{{{made}}}"
        )

    def statement(self, node: ast.stmt) -> str:
        """Any statement."""
        method = getattr(self, f"_do_{type(node).__name__.lower()}", None)
        if method is None:
            raise self.refused(node, f"{type(node).__name__} has no translation")
        made: str = method(node)
        return made

    def _do_expr(self, node: ast.Expr) -> str:
        if isinstance(node.value, ast.Constant):
            return ""
        return f"{self.expression(node.value)};"

    def _do_pass(self, _: ast.Pass) -> str:
        return ""

    def _do_assert(self, _: ast.Assert) -> str:
        return ""

    def _do_nonlocal(self, _: ast.Nonlocal) -> str:
        return ""

    def _do_import(self, _: ast.Import) -> str:
        return ""

    _do_importfrom = _do_import

    def _do_break(self, _: ast.Break) -> str:
        return "break;"

    def _do_continue(self, _: ast.Continue) -> str:
        return "continue;"

    def _do_return(self, node: ast.Return) -> str:
        if node.value is None:
            return "return;"
        return f"return {self.expression(node.value)};"

    def _do_assign(self, node: ast.Assign) -> str:
        value = node.value
        if len(node.targets) > 1:
            first, *others = node.targets
            made = self._put(first, self.expression(value), value)
            if not isinstance(first, ast.Name | ast.Attribute):
                raise self.refused(node, "a chain of assignments whose first is no name")
            return made + "".join(self._put(other, self.expression(first), first) for other in others)
        return self._put(node.targets[0], self._source(node.targets[0], value), value)

    def _source(self, target: ast.expr, value: ast.expr) -> Code:
        """A tuple that is taken apart at once is never made."""
        if isinstance(target, ast.Tuple | ast.List) and isinstance(value, ast.Tuple) and not _starred(target):
            return Code(f"[{self.items(value.elts)}]")
        return self.expression(value)

    def _do_annassign(self, node: ast.AnnAssign) -> str:
        return (
            self._put(node.target, self.expression(node.value), node.value) if node.value is not None else ""
        )

    def _put(self, target: ast.expr, made: Code, value: ast.expr) -> str:
        if isinstance(target, ast.Subscript):
            if isinstance(target.slice, ast.Slice):
                raise self.refused(target, "an assignment to a slice")
            holder, key = self.expression(target.value), self.expression(target.slice)
            if self.surely(target.value, DICT):
                return f"{holder.within(CALL)}.set({key.within(ARROW)},{made.within(ARROW)});"
            return f"{self.use('put', holder, key, made)};"
        if not isinstance(target, ast.Tuple | ast.List):
            return f"{self.expression(target)}={made.within(ARROW)};"
        made, after = self._apart(target, made, value), ""
        for at, one in enumerate(target.elts):
            if isinstance(one, ast.Subscript):  # takes its value a moment later
                kept = self.scope.temporary()
                self.scope.names[kept] = kept
                target.elts[at] = ast.Name(id=kept, ctx=ast.Store())
                after += self._put(one, Code(kept), ast.Name(id=kept, ctx=ast.Load()))
        return f"{self.expression(target)}={made.within(ARROW)};{after}"

    def _apart(self, target: ast.Tuple | ast.List, made: Code, value: ast.expr) -> Code:
        """What a tuple of names takes its values from: as many as there are names."""
        names = target.elts
        star = next((at for at, name in enumerate(names) if isinstance(name, ast.Starred)), None)
        if star is not None and star < len(names) - 1:
            plain = [*names[:star], names[star].value, *names[star + 1 :]]  # type: ignore[attr-defined]
            target.elts = plain
            return self.use("starred", made, str(star), str(len(names) - 1 - star))
        if star is None and self.notes.width(value, self.scope) == len(names):
            return made
        return self.use("unpack", made, str(len(names) if star is None else -star))

    def _do_augassign(self, node: ast.AugAssign) -> str:
        target, op = node.target, node.op
        if isinstance(target, ast.Subscript):
            holder, key = self.expression(target.value), self.expression(target.slice)
            if not isinstance(target.value, ast.Name | ast.Attribute) or not isinstance(
                target.slice, ast.Name | ast.Constant
            ):
                raise self.refused(node, "a change of an item that is not named")
            old = self.use("at", holder, key)
            return f"{self.use('put', holder, key, self.operated(node, op, old, target, node.value))};"
        place = self.expression(target)
        known = self.surely(target, NUM, STR) or self.surely(node.value, NUM, STR)
        if type(op) in _NATIVE and known:
            return f"{place}{_NATIVE[type(op)]}{self.expression(node.value).within(ARROW)};"
        if isinstance(op, ast.Add):
            return f"{place}={self.use('extended', place, self.expression(node.value))};"
        if isinstance(op, ast.BitOr):
            return f"{place}={self.use('updated', place, self.expression(node.value))};"
        return f"{place}={self.operated(node, op, place, _load(target), node.value).within(ARROW)};"

    def _do_delete(self, node: ast.Delete) -> str:
        made = ""
        for target in node.targets:
            if not isinstance(target, ast.Subscript):
                raise self.refused(node, "del of something else than an item")
            if isinstance(target.slice, ast.Slice):
                if target.slice.lower or target.slice.upper or target.slice.step:
                    raise self.refused(node, "del of a part")
                made += f"{self.expression(target.value).within(CALL)}.length=0;"
            else:
                made += f"{self.use('drop', self.expression(target.value), self.expression(target.slice))};"
        return made

    def _do_if(self, node: ast.If) -> str:
        made = f"if({self.test(node.test)}){self.block(node.body)}"
        if not node.orelse:
            return made
        if len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
            return f"{made}else {self.statement(node.orelse[0])}"
        return f"{made}else{{{self.body(node.orelse)}}}"

    def _do_while(self, node: ast.While) -> str:
        if node.orelse:
            raise self.refused(node, "else of a loop")
        return f"while({self.test(node.test)}){self.block(node.body)}"

    def _do_for(self, node: ast.For) -> str:
        if node.orelse:
            raise self.refused(node, "else of a loop")
        over, left = self.expression(node.iter), _leaves(node.body)
        # JavaScript closes a generator that a loop leaves; Python goes on reading it.
        if (
            left
            and isinstance(node.iter, ast.Name | ast.Attribute)
            and not self.surely(node.iter, LIST, TUPLE, DICT, STR)
        ):
            over = self.use("open", over)
        if (
            isinstance(node.target, ast.Name)
            and isinstance(node.iter, ast.Name)
            and node.target.id == node.iter.id
        ):
            raise self.refused(node, "a loop over its own name")
        return f"for({self.expression(node.target)} of {over.within(ARROW)}){self.block(node.body)}"

    def _do_raise(self, node: ast.Raise) -> str:
        if node.exc is None:
            return f"throw {self._caught[-1]};"
        made = self.expression(node.exc)
        if not isinstance(node.exc, ast.Call):
            made = self.use("raised", made)
        return f"throw {made};"

    def _do_try(self, node: ast.Try) -> str:
        body = self.body(node.body)
        done = ""
        if node.orelse:
            done = self.scope.temporary()
            body = f"{done}=0;{body}{done}=1;"
        made = f"try{{{body}}}"
        if node.handlers:
            made += self._handlers(node)
        if node.orelse:
            made += f"if({done}){{{self.body(node.orelse)}}}"
        if node.finalbody:
            made = (f"try{{{made}}}" if node.handlers else made) + f"finally{{{self.body(node.finalbody)}}}"
        return made

    def _handlers(self, node: ast.Try) -> str:
        caught = self.scope.fresh()
        self._caught.append(caught)
        made = ""
        for handler in node.handlers:
            named = f"{self.scope.find(handler.name)}={caught};" if handler.name else ""
            body = named + self.body(handler.body)
            if handler.type is None:
                made += f"{{{body}}}"
                break
            types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
            tests = self.use("caught", caught, *(self.expression(one) for one in types))
            made += f"if({tests}){{{body}}}else "
        else:
            made += f"throw {caught};"
        self._caught.pop()
        return f"catch({caught}){{{made}}}"

    _caught: list[str]

    def _do_with(self, node: ast.With) -> str:
        made = self.body(node.body)
        for item in reversed(node.items):
            kept, error = Code(self.scope.temporary()), self.scope.fresh()
            entered = Code(f"{self.attribute(kept, '__enter__')}()")
            name = (
                self._put(item.optional_vars, entered, item.context_expr)
                if item.optional_vars
                else f"{entered};"
            )
            left = self.attribute(kept, "__exit__")
            made = (
                f"{kept}={self.expression(item.context_expr)};{name}"
                f"try{{{made}}}catch({error}){{if(!{left}({error}))throw {error};{kept}=null;}}"
                f"finally{{if({kept}){left}(null);}}"
            )
        return made

    @abstractmethod
    def function(self, node: ast.FunctionDef) -> Code:
        """A function inside another one."""

    def _do_functiondef(self, node: ast.FunctionDef) -> str:
        if node.decorator_list:
            raise self.refused(node, "a decorator inside a function")
        return f"{self.scope.find(node.name)}={self.function(node)};"


def _leaves(body: list[ast.stmt]) -> bool:
    """Whether a loop may end before what it goes through does."""
    return any(
        isinstance(inner, ast.Break | ast.Return | ast.Raise) for node in body for inner in ast.walk(node)
    )


def _starred(target: ast.Tuple | ast.List) -> bool:
    return any(isinstance(name, ast.Starred) for name in target.elts)


def _load(target: ast.expr) -> ast.expr:
    return target
