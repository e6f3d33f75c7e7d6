"""Operators of Python → JavaScript's own where the kinds allow, else the runtime's."""

from __future__ import annotations

import ast
from abc import abstractmethod

from communs.javascript import kinds
from communs.javascript.code import AND, ARROW, CALL, EQUAL, LESS, NULLISH, OR, SUM, TIMES, UNARY, Code
from communs.javascript.kinds import BOOL, DICT, LIST, NONE, NUM, SET, STR, TUPLE
from communs.javascript.writer import Writer

_BY_NAME = {ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Mod: "mod", ast.BitOr: "union", ast.BitAnd: "both",
            ast.FloorDiv: "floordiv", ast.Div: "div", ast.Pow: "pow"}  # fmt: skip
_NATIVE = {ast.Add: ("+", SUM), ast.Sub: ("-", SUM), ast.Mult: ("*", TIMES)}
_ORDER = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}


class Operators(Writer):
    """Truth, comparison, arithmetic."""

    @abstractmethod
    def expression(self, node: ast.expr) -> Code:
        """Any expression."""

    @abstractmethod
    def type_is(self, value: ast.expr, wanted: ast.expr) -> Code | None:
        """`type(x) is int`."""

    def test(self, node: ast.expr) -> Code:
        """An expression that JavaScript takes for true where Python does."""
        if isinstance(node, ast.BoolOp):
            rank, sign = (AND, "&&") if isinstance(node.op, ast.And) else (OR, "||")
            return Code(sign.join(self.test(value).within(rank) for value in node.values), rank)
        value = self.expression(node)
        kind = self.kind(node)
        if kinds.plain(kind):
            return value
        if kinds.only(kind, LIST, TUPLE) and value.rank >= CALL:
            return Code(f"{value}.length", CALL)
        if kinds.only(kind, DICT, SET) and value.rank >= CALL:
            return Code(f"{value}.size", CALL)
        return self.use("bool", value)

    def is_shown(self, node: ast.expr) -> bool:
        """Whether JavaScript writes a value as Python does."""
        return self.surely(node, STR)

    def _boolop(self, node: ast.BoolOp) -> Code:
        *before, last = node.values
        if isinstance(node.op, ast.Or):
            return self._or(before, last)
        if all(kinds.plain(self.kind(value)) for value in before):
            return Code("&&".join(self.expression(value).within(AND) for value in node.values), AND)
        made = self.expression(last)
        for value in reversed(before):
            made = self._and(value, made)
        return made

    def _and(self, value: ast.expr, made: Code) -> Code:
        if kinds.plain(self.kind(value)):
            return Code(f"{self.expression(value).within(AND)}&&{made.within(EQUAL)}", AND)
        return self.use("and", self.expression(value), f"()=>{made.within(ARROW)}")

    def _or(self, before: list[ast.expr], last: ast.expr) -> Code:
        made = self.expression(last)
        for value in reversed(before):
            if kinds.plain(self.kind(value)):
                made = Code(f"{self.expression(value).within(OR)}||{made.within(OR)}", OR)
            else:
                tail = made.within(EQUAL) if made.rank != NULLISH else str(made)
                made = Code(f"{self.use('or', self.expression(value))}??{tail}", NULLISH)
        return made

    def _unaryop(self, node: ast.UnaryOp) -> Code:
        if isinstance(node.op, ast.Not):
            return Code(f"!{self.test(node.operand).within(UNARY)}", UNARY)
        if isinstance(node.op, ast.USub):
            return Code(f"-{self.expression(node.operand).within(CALL)}", UNARY)
        raise self.refused(node, f"the sign {type(node.op).__name__}")

    def _binop(self, node: ast.BinOp) -> Code:
        return self.operated(node, node.op, self.expression(node.left), node.left, node.right)

    def operated(
        self, node: ast.AST, op: ast.operator, left: Code, first: ast.expr, second: ast.expr
    ) -> Code:
        """`left op right`."""
        right, numbers = self.expression(second), (NUM, BOOL)
        either = self.surely(first, *numbers) or self.surely(second, *numbers)
        texts = isinstance(op, ast.Add) and (self.surely(first, STR) or self.surely(second, STR))
        if (
            type(op) in _NATIVE
            and (texts or either)
            and not (isinstance(op, ast.Mult) and not self._both(first, second))
        ):
            sign, rank = _NATIVE[type(op)]
            return Code(f"{left.within(rank)}{sign}{right.within(rank + 1)}", rank)
        if type(op) not in _BY_NAME:
            raise self.refused(node, f"the sign {type(op).__name__}")
        return self.use(_BY_NAME[type(op)], left, right)

    def _both(self, first: ast.expr, second: ast.expr) -> bool:
        return self.surely(first, NUM, BOOL) and self.surely(second, NUM, BOOL)

    def _compare(self, node: ast.Compare) -> Code:
        operands = [node.left, *node.comparators]
        if len(node.ops) == 1:
            if (
                isinstance(node.ops[0], ast.Is)
                and (found := self.type_is(node.left, node.comparators[0])) is not None
            ):
                return found
            return self._compared(node.ops[0], self.expression(node.left), node.left, node.comparators[0])
        made, parts = self.expression(node.left), []
        for op, left, right in zip(node.ops, operands, operands[1:], strict=False):
            again: Code | None = None
            if right is not operands[-1] and not isinstance(right, ast.Name | ast.Constant):
                again = Code(self.scope.temporary())
            part = self._compared(op, made, left, right, again)
            parts.append(part.within(AND))
            made = again or self.expression(right)
        return Code("&&".join(parts), AND)

    def _compared(
        self, op: ast.cmpop, left: Code, first: ast.expr, second: ast.expr, kept: Code | None = None
    ) -> Code:
        if isinstance(op, ast.In | ast.NotIn):
            found = self._in(left, first, second)
            return found if isinstance(op, ast.In) else Code(f"!{found.within(UNARY)}", UNARY)
        right = self.expression(second)
        if kept is not None:
            right = Code(f"({kept}={right.within(ARROW)})")
        if isinstance(op, ast.Is | ast.IsNot):
            sign = "==" if isinstance(op, ast.Is) else "!="
            sign += "" if self.surely(second, NONE) else "="
            return Code(f"{left.within(LESS)}{sign}{right.within(LESS)}", EQUAL)
        if isinstance(op, ast.Eq | ast.NotEq):
            return self._equal(op, left, right, first, second)
        if self.surely(first, NUM) or self.surely(second, NUM):
            return Code(f"{left.within(SUM)}{_ORDER[type(op)]}{right.within(SUM)}", LESS)
        return Code(f"{self.use('compare', left, right)}{_ORDER[type(op)]}0", LESS)

    def _equal(self, op: ast.cmpop, left: Code, right: Code, first: ast.expr, second: ast.expr) -> Code:
        same = isinstance(op, ast.Eq)
        if any(self.surely(part, STR, NONE) for part in (first, second)) or self._both_numbers(first, second):
            return Code(f"{left.within(LESS)}{'===' if same else '!=='}{right.within(LESS)}", EQUAL)
        found = self.use("eq", left, right)
        return found if same else Code(f"!{found}", UNARY)

    def _both_numbers(self, first: ast.expr, second: ast.expr) -> bool:
        return self.surely(first, NUM) and self.surely(second, NUM)

    def _in(self, item: Code, first: ast.expr, holder: ast.expr) -> Code:
        if isinstance(holder, ast.Tuple | ast.List | ast.Set) and self._texts(holder.elts):
            values = ",".join(self.expression(value) for value in holder.elts)
            return Code(f"[{values}].includes({item.within(ARROW)})", CALL)
        inside = self.expression(holder)
        if self.surely(holder, DICT, SET):
            return Code(f"{inside.within(CALL)}.has({item.within(ARROW)})", CALL)
        if self.surely(holder, STR):
            return Code(f"{inside.within(CALL)}.includes({item.within(ARROW)})", CALL)
        return self.use("contains", inside, item)

    @staticmethod
    def _texts(nodes: list[ast.expr]) -> bool:
        return all(isinstance(node, ast.Constant) and isinstance(node.value, str | None) for node in nodes)
