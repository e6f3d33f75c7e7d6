"""What annotations and expressions say of a value → its kinds, so that JavaScript's own signs can be used."""

from __future__ import annotations

import ast

Kind = frozenset[str] | None  # the kinds that a value may have; None where nobody knows

STR, NUM, BOOL, NONE = (frozenset({name}) for name in ("str", "num", "bool", "none"))
LIST, TUPLE, DICT, SET, OBJECT = (frozenset({name}) for name in ("list", "tuple", "dict", "set", "object"))
_PLAIN = {"str", "num", "bool", "none", "object"}  # those of which JavaScript says the same truth as Python

BY_NAME: dict[str, Kind] = {
    "str": STR, "int": NUM, "float": NUM, "bool": BOOL, "None": NONE, "list": LIST, "tuple": TUPLE, "Tuple": TUPLE,
    "dict": DICT, "Mapping": DICT, "defaultdict": DICT, "set": SET, "frozenset": SET, "Sequence": None,
    "Callable": OBJECT, "Iterator": OBJECT, "Generator": OBJECT, "Pattern": OBJECT, "Match": OBJECT, "Literal": STR,
}  # fmt: skip

_FOUND = {"search", "match", "fullmatch"}  # what a pattern gives
_TEXTS = {"join", "strip", "lstrip", "rstrip", "lower", "upper", "casefold", "capitalize", "removeprefix",
          "removesuffix", "zfill", "isoformat", "title"}  # fmt: skip
_TRUTHS = {
    "startswith",
    "endswith",
    "isdigit",
    "isalnum",
    "isspace",
    "isascii",
    "isprintable",
    "isdisjoint",
    "issubset",
}
_NUMBERS = {"rfind", "count"}  # not `find`: our catalogue has one too
CALLS: dict[str, Kind] = {
    "len": NUM, "str": STR, "repr": STR, "int": NUM, "float": NUM, "bool": BOOL, "isinstance": BOOL, "any": BOOL,
    "all": BOOL, "sorted": LIST, "list": LIST, "tuple": TUPLE, "dict": DICT, "set": SET, "frozenset": SET, "ord": NUM,
    "chr": STR, "round": NUM, "callable": BOOL, "abs": None, "range": OBJECT, "enumerate": OBJECT, "zip": OBJECT,
    "map": OBJECT, "filter": OBJECT, "iter": OBJECT, "reversed": OBJECT, "hasattr": BOOL, "format": STR,
}  # fmt: skip


def either(*kinds: Kind) -> Kind:
    """What may be of one kind or of another."""
    found: frozenset[str] = frozenset()
    for kind in kinds:
        if kind is None:
            return None
        found |= kind
    return found


def only(kind: Kind, *names: Kind) -> bool:
    """Whether a value is surely of these kinds."""
    return kind is not None and kind <= (either(*names) or frozenset())


def plain(kind: Kind) -> bool:
    """Whether JavaScript takes the value for true where Python does."""
    return kind is not None and kind <= _PLAIN


def of_constant(value: object) -> Kind:
    """The kind of a literal."""
    if value is None:
        return NONE
    if isinstance(value, bool):
        return BOOL
    return STR if isinstance(value, str) else NUM if isinstance(value, int | float) else None


def of_method(name: str) -> Kind:
    """What a method of this name gives, whatever has it."""
    if name in _TEXTS:
        return STR
    if name in _FOUND:
        return OBJECT | NONE
    return BOOL if name in _TRUTHS else NUM if name in _NUMBERS else None


def of_display(node: ast.expr) -> Kind:
    """The kind of an expression that says it by its form."""
    match node:
        case ast.Constant():
            return of_constant(node.value)
        case ast.JoinedStr():
            return STR
        case ast.Compare():
            return BOOL
        case ast.UnaryOp(op=ast.Not()):
            return BOOL
        case ast.List() | ast.ListComp():
            return LIST
        case ast.Tuple():
            return TUPLE
        case ast.Dict() | ast.DictComp():
            return DICT
        case ast.Set() | ast.SetComp():
            return SET
        case ast.GeneratorExp() | ast.Lambda():
            return OBJECT
    return None
