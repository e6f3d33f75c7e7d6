"""A function or a class of Python → the order of its arguments in JavaScript."""

from __future__ import annotations

import ast
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Signature:
    """Names in the order of JavaScript: keyword-only ones after those by place."""

    names: tuple[str, ...]
    places: int = 0  # how many may be given by place
    rest: str | None = None  # `*rest`
    keywords: str | None = None  # `**keywords`: one dict at the end


def of_function(node: ast.FunctionDef | ast.Lambda, *, method: bool = False) -> Signature:
    """The signature of a function; a method's own object is not one of its arguments."""
    args = node.args
    placed = [arg.arg for arg in (*args.posonlyargs, *args.args)][1 if method else 0 :]
    return Signature(
        names=(*placed, *(arg.arg for arg in args.kwonlyargs)),
        places=len(placed),
        rest=args.vararg.arg if args.vararg else None,
        keywords=args.kwarg.arg if args.kwarg else None,
    )


def of_class(node: ast.ClassDef) -> Signature | None:
    """The signature of a class that says itself how it is made."""
    if is_dataclass(node):
        names = tuple(name for name, _ in fields(node))
        return Signature(names=names, places=len(names))
    for inner in node.body:
        if isinstance(inner, ast.FunctionDef) and inner.name == "__init__":
            return of_function(inner, method=True)
    return None


def is_dataclass(node: ast.ClassDef) -> bool:
    """Whether a class is decorated by `@dataclass`."""
    return any(name_of(decorator) == "dataclass" for decorator in node.decorator_list)


def fields(node: ast.ClassDef) -> list[tuple[str, ast.AnnAssign]]:
    """The fields of a dataclass, in the order of JavaScript."""
    return [
        (inner.target.id, inner)
        for inner in node.body
        if isinstance(inner, ast.AnnAssign) and isinstance(inner.target, ast.Name)
    ]


def name_of(decorator: ast.expr) -> str:
    """`lru_cache` of `@functools.lru_cache(maxsize=1)`."""
    if isinstance(decorator, ast.Call):
        decorator = decorator.func
    return decorator.attr if isinstance(decorator, ast.Attribute) else getattr(decorator, "id", "")


def decorators(node: ast.FunctionDef | ast.ClassDef) -> set[str]:
    """The names of what decorates a definition."""
    return {name_of(decorator) for decorator in node.decorator_list}
