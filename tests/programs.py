"""Small programs, one for each thing that our core says in Python: `test_javascript` runs them in both languages."""

from __future__ import annotations

import contextlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from itertools import chain, groupby, islice, pairwise
from operator import itemgetter
from typing import Any

FIRST, _SECOND = 1, 2
_TABLE: dict[str, Callable[[str], str]] = {"up": lambda word: word.upper(), "twice": lambda word: word * 2}


def truth() -> Any:
    empty: list[Any] = ["", 0, 0.0, None, False, [], (), {}, set(), frozenset()]
    full: list[Any] = ["0", 1, -1, True, [0], (None,), {"": 0}, {0}, Point(x=0)]
    found = [value or "else" for value in empty] + [value and "then" for value in full]
    return [
        repr(found),
        [not value for value in empty],
        [bool(value) for value in full],
        empty[5] or full[4] or 1,
    ]


def equality() -> Any:
    one, other = {"a": [1, (2, 3)], "b": {1, 2}}, {"b": {2, 1}, "a": [1, (2, 3)]}
    apart: list[Any] = [(1, 2), [1, 2], {1: 2}, "12", None, {1, 2}]
    same = [[left == right for right in apart] for left in apart]
    return [
        one == other,
        one != other,
        same,
        Point(x=1) == Point(x=1),
        Point(x=1) == Point(x=2),
        True == 1,
        1 == 1.0,
    ]


def order() -> Any:
    words = ["b", "a", "\U0001f600", "\ufffd", "ab"]
    pairs = [(2, "a"), (1, "b"), (1, "a"), (1,)]
    return [
        sorted(words),
        repr(sorted(pairs)),
        sorted(words, key=len),
        sorted([3, 1, 2], reverse=True),
        max(pairs)[0],
        min(words, key=len),
        max([], default="none"),
        max(1, 3, 2),
        (1, 2) < (1, 3) <= (1, 3),
        {1} < {1, 2},
        {1, 3} <= {1, 2},
    ]


def keys() -> Any:
    places: dict[Any, Any] = {("a", 1): "x", "a": "y", 1: "z", _Place(at=(1, 2)): "p"}
    places["a", 1] = "again"
    places.setdefault("new", []).append(3)
    seen = {(1, 2), tuple([1, 2]), (2, 1), _Place(at=(3,)), _Place(at=(3,))}
    del places["a"]
    return [
        places["a", 1],
        places.get(("a", 2), "no"),
        len(places),
        len(seen),
        (2, 1) in seen,
        places[_Place(at=(1, 2))],
        [repr(key) for key in places if not isinstance(key, _Place)],
        places.pop("none", 5),
        list(places.items())[1][0],
    ]


@dataclass(frozen=True)
class _Place:
    at: tuple[int, ...]


def dicts() -> Any:
    first, second = {"b": 1, "a": 2}, {"a": 3, "59350": 4}
    copied = {**first, "c": 5, **second}
    merged = first | second
    merged |= {"d": 6}
    common = sorted(first.keys() & second.keys())
    return [
        copied,
        list(copied),
        list(merged.values()),
        common,
        dict.fromkeys("aba", 0),
        dict(pairwise([1, 2, 3]))[1],
        {name: value for name, value in first.items() if value > 1},
        first.keys() - second.keys() == {"b"},
        [key for key in first],
        "a" in first,
        sum(first.values()),
        dict(first) == first,
        first is not dict(first),
    ]


def sets() -> Any:
    left, right = {1, 2, 3}, {2, 3, 4}
    left.add(2)
    right |= {5}
    right.discard(9)
    return [
        sorted(left | right),
        sorted(left & right),
        sorted(left - right),
        2 in left,
        {x % 2 for x in right} == {0, 1},
        left.isdisjoint({9}),
        frozenset([1, 2]) == {2, 1},
        {frozenset({1}): "f"}[frozenset([1])],
        repr({1}),
    ]


def comprehensions() -> Any:
    rows = [(1, ["a", "b"]), (2, []), (3, ["c"])]
    found = [f"{number}{word}" for number, words in rows if number != 2 for word in words if word != "b"]
    late = [last for number in range(5) if (last := number * 2) > 4]
    lazy = (number for number in range(10))
    return [
        found,
        late,
        last,
        next(lazy),
        next(lazy),
        list(islice(lazy, 2)),
        {n: [m for m in range(n)] for n in range(3)},
        [[a, *b] for a, *b in [(1, 2, 3), (4, 5)]],
        [x for _, x in rows][0],
        any(n > 3 for n in range(5)),
    ]


def generators() -> Any:
    def count(most: int) -> Iterator[int]:
        number = 0
        while number < most:
            yield number
            number += 1

    def twice(most: int) -> Iterator[int]:
        yield from count(most)
        yield from (number * 10 for number in count(most))

    going = iter(twice(3))
    for number in going:
        if number == 1:
            break
    rest = list(going)  # a loop that is left goes on where it was
    return [
        rest,
        list(chain.from_iterable([[1], (2,)])),
        list(zip("ab", [1, 2], strict=True))[1][0],
        [*enumerate("ab", 1)][1][0],
    ]


def unpacking() -> Any:
    first, *rest = [1, 2, 3]
    *before, (left, right) = [0, 1, (2, 3)]
    head, *middle, tail = "abcd"
    items = [1, 2]
    items[0], items[1] = items[1], items[0]
    one = two = 5
    try:
        a, b = [1]
    except ValueError:
        a = b = 0
    return [
        first,
        rest,
        before,
        left,
        right,
        head,
        middle,
        tail,
        items,
        one,
        two,
        a,
        b,
        [*items, *"xy"],
        max(*items),
    ]


def texts() -> Any:
    wide = "a\U0001f600é"
    return [
        len(wide),
        wide[1] == "\U0001f600",
        wide[-1],
        wide[::-1][0],
        wide[1:][0] == wide[1],
        list(wide)[2],
        wide.find("é"),
        ["a", "b"],
        ["a", "b,c"],
        ["a", "b  c"],
        "a=b=c".partition("="),
        "a=b=c".rpartition("="),
        "none".rpartition("=")[2],
        "xxabxx".strip("x"),
        "Straße ΑΣ".casefold(),
        "é".isalnum(),
        "²".isdigit(),
        "a\u200b".isprintable(),
        "\u00a0".isprintable(),
        "7".zfill(3),
        "-7".zfill(4),
        "ab".startswith(("x", "a")),
        "abc".removeprefix("ab").removesuffix("c"),
        "aXbX".replace("X", "-", 1),
        "éCOLE DES arts".capitalize(),
        "ab" * 2,
        "\x1cx\x1c".strip(),
        "aaa".count("aa"),
        "abcabc".rfind("bc"),
        "x".join(["1", "2"]),
        "b" in "abc",
        "\n".isspace(),
        "abc".translate({97: "z", 98: None}),
        "a\tb".expandtabs(4) if False else "",
        "ÉA".lower(),
        "aé".isascii(),
    ]


def slices() -> Any:
    numbers, word = [0, 1, 2, 3, 4], "abcde"
    cuts = [
        numbers[1:3],
        numbers[-2:],
        numbers[:-2],
        numbers[::2],
        numbers[::-1],
        numbers[3:0:-1],
        numbers[10:],
        numbers[:99],
    ]
    return [cuts, word[1:3], word[-2:], word[::-2], repr((1, 2, 3)[1:]), word[4:2], numbers[-1], word[-1]]


def shown() -> Any:
    values: list[Any] = [
        None,
        True,
        1,
        -2.5,
        1e20,
        "l’été",
        "it's",
        'a"b',
        "\n\t\\\x00\u200b",
        [1, "a"],
        (1,),
        (),
        {"a": None},
    ]
    number, name, spec = 7, "x", 65279
    formed = f"{number:0>2} {spec:04X} {number:08x} {1 / 3:.12g} {name!r} {{{name}}} {None} {True} {[name]} {number:>3}|"
    return [
        [repr(value) for value in values],
        [str(value) for value in values],
        formed,
        f"`${{{name}}}`",
        "%s-%r-%d" % ("a", "b", 3),
    ]


def numbers() -> Any:
    return [
        7 // 2,
        -7 // 2,
        -7 % 3,
        2**10,
        7 / 2,
        divmod(-7, 3),
        round(2.5),
        round(3.5),
        round(-0.5),
        round(2.675, 2),
        int("12"),
        int("ff", 16),
        int(3.9),
        int(-3.9),
        float("1e3"),
        abs(-2),
        sum([1, 2.5]),
        3 - True,
        min(1.0, 2),
        5 & 3,
        int(" 7 "),
        isinstance(True, int),
        isinstance(1.5, int | float),
        bool is int,
        int is int,
        [1, 2] + [3],
        2 * [0],
    ]


def errors() -> Any:
    said: list[Any] = []
    for wrong in (_key, _index, _number, _own, _none, _deep, _fine):
        try:
            wrong()
        except (KeyError, IndexError) as error:
            said.append(isinstance(error, LookupError))
        except ValueError as error:
            said.append(["value", isinstance(error, Exception)])
        except _Own as error:
            said.append([error.said, str(error)])
        except RecursionError:
            said.append("deep")
        except Exception:
            said.append("other")
        else:
            said.append("else")
        finally:
            said.append(".")
    with contextlib.suppress(KeyError):
        said.append({}["a"])
    try:
        raise _Own
    except _Own:
        said.append("a class")
    return said


class _Own(Exception):
    def __init__(self, said: str = "nothing") -> None:
        super().__init__(said)
        self.said = said


def _key() -> Any:
    return {"a": 1}["b"]


def _index() -> Any:
    return [1][1]


def _number() -> Any:
    return int("1x")


def _own() -> Any:
    raise _Own("mine") from None


def _none() -> Any:
    nothing: Any = None
    return nothing.name


def _deep() -> Any:
    return [_deep()]


def _fine() -> None:
    return


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    x: int
    y: int = 2
    tags: list[str] = field(default_factory=list)
    meta: dict[str, int] = field(default_factory=lambda: {"a": 1})

    @property
    def sum(self) -> int:
        return self.x + self.y

    def moved(self, by: int = 1, /, *, twice: bool = False, **more: int) -> Point:
        return replace(self, x=self.x + by * (2 if twice else 1) + sum(more.values()))

    @staticmethod
    def origin() -> Point:
        return Point(x=0, y=0)

    @classmethod
    def at(cls, x: int) -> Point:
        return cls(x=x)

    def __str__(self) -> str:
        return f"<{self.x}, {self.y}>"


class _Base:
    kind = "base"
    sizes = {"a": 1}

    def __init__(self, *names: str) -> None:
        self.names = names

    def say(self) -> str:
        return f"{self.kind} {'-'.join(self.names)}"

    @cached_property
    def made(self) -> list[int]:
        return []


class _Mixin:
    def shout(self) -> str:
        return self.say().upper()  # type: ignore[attr-defined]

    def __len__(self) -> int:
        return 0


class _Derived(_Base, _Mixin):
    kind = "derived"

    def say(self) -> str:
        return super().say() + "!"


def classes() -> Any:
    point = Point(y=5, x=1)
    point.tags.append("t")
    derived = _Derived("a", "b")
    derived.made.append(1)
    call, moved = derived.shout, map(Point.moved, [Point(x=1)])
    values = {"x": 4, "y": 5}
    return [
        str(point),
        point.sum,
        Point(x=1).tags,
        str(point.moved(twice=True, a=10)),
        str(Point.origin()),
        str(Point.at(3)),
        derived.say(),
        call(),
        derived.made,
        bool(derived),
        isinstance(derived, _Base),
        _Base.kind,
        _Base.sizes["a"],
        [str(one) for one in map(Point.at, [1, 2])],
        repr(derived.names),
        getattr(point, "none", "absent"),
        values["x"],
        len(derived),
        next(moved).x,
    ]


def calls() -> Any:
    def many(a: int, b: int = 2, *rest: int) -> str:
        return f"{a} {b} {rest}"

    def placed(a: int, b: int = 2, *, c: int = 3) -> list[int]:
        return [a, b, c]

    chosen: Any = placed
    numbers = [1, 2]
    return [
        placed(1),
        placed(c=5, a=1),
        placed(*numbers, c=9),
        chosen(4, c=1),
        many(1),
        many(1, 3, 4, 5),
        _named(1, x="y"),
        _named(1),
        _named(1, **{"z": 2}, w=3),
        _TABLE["up"]("a"),
        _TABLE["twice"]("b"),
        (lambda a, b=FIRST: a + b)(2),
        _SECOND,
    ]


def _named(a: int, **more: Any) -> str:
    return f"{a} {more}"


def mechanics() -> Any:
    counted = Counter("abca")
    grouped: defaultdict[str, list[int]] = defaultdict(list)
    for number, word in enumerate(["x", "y", "x"]):
        grouped[word].append(number)
    runs = [(key, len(list(group))) for key, group in groupby([1, 1, 2, 1])]
    rows = sorted([{"n": 2}, {"n": 1}], key=itemgetter("n"))
    return [
        counted["a"],
        counted["z"],
        dict(grouped),
        repr(runs),
        rows[0]["n"],
        _fib(50),
        [*map(str, filter(None, [0, 1]))],
        list(reversed([1, 2])),
        list(range(5, 0, -2)),
        [*zip([1, 2, 3], "ab", strict=False)][-1][1],
        ord("é"),
        chr(233),
    ]


@cache
def _fib(number: int) -> int:
    return number if number < 2 else _fib(number - 1) + _fib(number - 2)


def closures() -> Any:
    said: list[str] = []
    makers = []
    for name in ("a", "b"):
        makers.append(lambda: name)

    def say(word: str) -> None:
        said.append(word + name)

    total = 0

    def more(by: int) -> int:
        nonlocal total
        total += by
        return total

    say("x")
    name = "z"
    say("y")
    return [said, [make() for make in makers], more(2), more(3), total]


def patterns() -> Any:
    hole = re.compile(r"\{(\w+)\}")
    found = re.search(r"(?P<year>\d{4})-(\d\d)", "le 2026-11")
    return [
        hole.sub(lambda one: one[1].upper(), "a {b} {c}"),
        found["year"] if found else None,
        found.span() if found else (),
        re.findall("[a-z]+", "ab 1 c"),
        re.split(r"[,;]", "a,b;c", maxsplit=1),
        bool(re.fullmatch("a+", "aab")),
        [one.start() for one in re.finditer("a", "\U0001f600aba")],
        re.sub("A", "b", "aA", flags=re.IGNORECASE),
    ]
