"""A class → the text of each of its members, and of the whole with those that are asked for."""

from __future__ import annotations

import ast

from communs.javascript import signatures
from communs.javascript.code import ARROW, global_name, property_name
from communs.javascript.definitions import Definitions
from communs.javascript.modules import Bound


class Members:
    """A class of ours."""

    def __init__(self, definitions: Definitions, bound: Bound, node: ast.ClassDef) -> None:
        self._definitions, self._bound, self._node = definitions, bound, node
        self._nodes: dict[str, ast.FunctionDef | ast.Assign | ast.AnnAssign] = {}
        self._made: dict[str, str] = {}
        self._fields: list[tuple[str, str]] = []
        for inner in node.body:
            if isinstance(inner, ast.FunctionDef):
                self._nodes[inner.name] = inner
            elif (
                isinstance(inner, ast.Assign | ast.AnnAssign)
                and inner.value is not None
                and not self._is_data
            ):
                for target in inner.targets if isinstance(inner, ast.Assign) else [inner.target]:
                    if isinstance(target, ast.Name):
                        self._nodes[target.id] = inner

    @property
    def _is_data(self) -> bool:
        return signatures.is_dataclass(self._node)

    @property
    def names(self) -> list[str]:
        """The members; nobody shows our objects as Python does."""
        return [name for name in self._nodes if name != "__repr__"]

    def text(self, name: str) -> str:
        """One member, as an object of JavaScript has it."""
        if name not in self._made:
            node = self._nodes[name]
            if isinstance(node, ast.FunctionDef):
                self._made[name] = self._definitions.member(self._bound, node)
            elif node.value is not None:
                value = self._definitions.value(node.value).within(ARROW)
                self._made[name] = f"{property_name(name)}:{value}"
        return self._made[name]

    def head(self) -> str:
        """What the class itself asks for."""
        if self._is_data:
            self._fields = [
                (name, self._definitions.field(node)) for name, node in signatures.fields(self._node)
            ]
        return "".join(
            [self._definitions.runtime("cls"), *self._bases(), *(text for _, text in self._fields)]
        )

    def _bases(self) -> list[str]:
        return [
            str(self._definitions.expression(base))
            for base in self._node.bases
            if not (isinstance(base, ast.Name) and base.id in ("object", "Protocol"))
        ]

    def is_static(self, name: str) -> bool:
        """Whether a member belongs to the class rather than to its instances."""
        node = self._nodes[name]
        return isinstance(node, ast.FunctionDef) and bool(
            signatures.decorators(node) & {"staticmethod", "classmethod"}
        )

    def whole(self, members: dict[str, str]) -> str:
        """The class with these members."""
        own = ",".join(text for name, text in members.items() if not self.is_static(name))
        static = ",".join(text for name, text in members.items() if self.is_static(name))
        fields = ",".join(f"{property_name(name)}:{text}" for name, text in self._fields)
        parts = [f"{{{own}}}", f"{{{fields}}}" if self._is_data else "0", f"{{{static}}}" if static else "0"]
        parts += [f"[{','.join(self._bases())}]"] if self._bases() else []
        while parts[-1] == "0":
            parts.pop()
        mark = global_name(self._bound.module, self._bound.name)
        return f"const {mark}={self._definitions.runtime('cls')}({','.join(parts)});"
