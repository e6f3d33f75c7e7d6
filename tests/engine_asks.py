"""What is asked of the engine's libraries and of those of Python: real texts, all kinds of slips, the same each time."""

from __future__ import annotations

import ast
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from packaging.licenses._spdx import LICENSES

import communs
from communs import engine_data

Ask = list[Any]  # the name of what is asked, then the arguments

SIGNS = "aAbzé Éœß0 59-_.:/@#'\"\\\n\r\t,;()[]{}<>|*+?!&%=~`^$«»\u00a0\u202f\u2028\u200b\u0301\U0001f600٣²ſ"
TEXTS = [
    "", "\n", "a\n", "a\nb\n", "été", "e\u0301té", "l’été", "😀", "a😀b😀", "a 😀: b", "__", "9h", "9h30 à 12h",
    "18 h 30", "Mo-Fr 09:00-18:00", "lundi, mardi", "AGPL v3", "GNU GPL version 3+", "Apache-2.0-or-later", "2018.0",
    "01/02/2026", "2026-11-23", "le 2 novembre 2026", "Mobicoop", "site_web", "contact@exemple.fr", "59350", "1,200",
    "https://exemple.fr", "http:/exemple.fr", "[page](https://exemple.fr)", "moi@@ici@la", "-1 200,50 €", "fin$",
    "moi [at] exemple (point) fr", "48° 51' 30\" N", "key: value", "- key: value", "  - a: b: c", "\\$", "a;b;c",
    "{a: 1, b: [2, 3]}", "# yaml-language-server: $schema=x", "---\ntitre: x\n---\nreste", "```yaml\na: 1\n```",
    "<!doctype html>", "version https://git-lfs", "\"a\"b\"c\"", "\t a", "a\u00a0b\u202fc", "http://a.fr http://b.fr",
    "Q42", "W751000000", "commun.json#/$defs/x", "\\{nom\\}", "organisations/la-navette", "^https?://",
    "<<<<<<< HEAD\na\n=======\n", "12345678901234567890",
]  # fmt: skip
PATTERNS = [
    r"(?P<year>\d{4})-(?P<month>\d\d)", r"(a)|(b)", r"(?:(?P<quote>['\"]).*?(?P=quote))", r"\bé\w*\b", r"\w+",
    r"[\w-]+", r"[^\W\d_]+", r"[^\w\s]", r"\S+", r"[\s,]+", r"^.*$", r"(?<=\s)\S", r"(?<!a)b", r"a{,2}b", r"a{2,}",
    r"[]a]", r"[^]a]", r"x*", r"(?:ab?)*+c", r"(?>a+)b", r"\Aa\Z", r".\Z", r"[\x41-\u00e9\U0001f600]", r"\.|\-|\/",
    r"[-a]", r"[a-]", r"\d+(?:\.\d+)?", r"(\w)\1", r"([ab])([ab])?", r"(?#note)a", r"é|É", r"[À-ÿ]+", r"k", r"a|ab",
    r"\$\{(\w+)\}", "{a}", r"\B.",
]  # fmt: skip
BROKEN = ["(", "a)", "[a", "*a", "(?P<a", r"\q", "a**", "(?Z)"]
DAYS = [
    "2026-11-23",
    "2024-02-29",
    "2023-02-29",
    "0001-01-01",
    "9999-12-31",
    "20261123",
    "2026-W48-1",
    "2026W48",
    "2020-W53-7",
    "2021-W53-1",
    "2026-W00",
    "0000-01-01",
    "2026-1-2",
    "2026-11",
    "2026-11-23T10:00",
    "2026-W481",
]
ADDRESSES = [
    "https://www.exemple.fr:8080/a/b?c=d#e", "HTTP://É.FR", "mailto:a@b.fr", "//x/y", "javascript:alert(1)",
    "https://moi:secret@exemple.fr", "http://[::1]:80/", "http://[::1", "http://]", "https://a..fr", "https://",
    "https://exemple.fr:99999/", "https://exemple.fr:0/", "https://a:b:c/", "http://a:", "http://a:é", "1http://a",
    "  https://a.fr \n", "ht\ntp://a", "http://a℀b", "http://a%41B.fr", "a b://c", "?#", "x:y?z#", "http://a?b/c#d?e",
]  # fmt: skip
NUMBERS = ("732829320", "356000000", "73282932000074", "35600000000048", "35600000049837", "732 829.320", "")
LICENCES = [
    "mit",
    "MIT",
    "Apache-2.0+",
    "(",
    ")",
    "and",
    "OR",
    "with",
    "Classpath-exception-2.0",
    "LicenseRef-Moi",
    "licenseref-é",
    "x",
    "GPL-2.0",
    "LICENSEREF-moi",
]
NAMES = ["mobicoop", "mobicop", "lille", "lilel", "saint etienne", "", "a", "ab", "ba", "été", "😀a"]
HOURS = [  # the parts of a rule, in their order
    "2020|2020-2022|2020+|2020-2030/2|2020,2022|2022-2020|1899",
    "Jan|Jan-Mar|Jan 1|Dec 25-Jan 2|2020 Jan 1|2020 Dec|easter|easter -2 days|easter-easter +49 days|Jan Mo[1]|jan 5|"
    "Jan Mo[-1]-Feb 3|Jan 1-15|2020Jan|Jan 1+|May 1-Easter|easter+Mo|Easter-12|Jan 0",
    "week 1|week 1-20|week 1-53/2|week1|week 5,7|week 20-10|week 1-20/256|week 54",
    "Mo|Fr|Su|Mo-Fr|Sa-Su|Mo,We|Mo[1]|Mo[-1]|Mo[1-2] +1 day|PH|SH|PH,Mo|Mo,PH|PH -1 day|mo|Lu-Ve|Mo[6]",
    "10:00-12:00|9:00-12:00|10:00 - 12:00|sunrise-sunset|(sunrise+01:00)-22:00|10:00-18:00/30|10:00-18:00+|10:00+|"
    "18:00-26:00|10:00-48:00|10:00-48:30|24:00-25:00|10:00-18:00 / 01:00|9h-12h|10:00",
    "off|closed|open \"x\"|\"sur rendez-vous\"|unknown|OFF|\"x\" off|\"\"|fermé",
]  # fmt: skip


def cut(rng: Random, word: str) -> str:
    """The same with no slip, one or two."""
    for _ in range(rng.randint(0, 2)):
        at = rng.randint(0, len(word))
        word = word[:at] + rng.choice(["", rng.choice(SIGNS)]) + word[at + rng.randint(0, 1) :]
    return word


def texts(rng: Random, count: int) -> list[str]:
    """Texts that people write, and any signs."""
    written = [cut(rng, rng.choice(TEXTS)) for _ in range(count)]
    return [
        text if rng.random() < 0.6 else "".join(rng.choices(SIGNS, k=rng.randint(0, 9))) for text in written
    ]


def our_patterns() -> Iterator[tuple[str, int]]:
    """The regular expressions of the package, with their flags."""
    for path in sorted(Path(communs.__file__).parent.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        known = {
            ast.unparse(node.targets[0]): node.value for node in tree.body if isinstance(node, ast.Assign)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args and _is_of_re(node.func):
                said = ast.unparse(node)
                flags = (
                    flag for name, flag in re.RegexFlag.__members__.items() if said.endswith(f"re.{name})")
                )
                if (source := _text(node.args[0], known)) is not None:
                    yield source, int(next(flags, 0)) & ~re.UNICODE


def _is_of_re(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "re"


def _text(node: ast.expr, known: dict[str, ast.expr]) -> str | None:
    """The text that an expression stands for, where it is one."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.Name) and node.id in known:
        return _text(known[node.id], known)
    if isinstance(node, ast.JoinedStr):
        inner = [part.value if isinstance(part, ast.FormattedValue) else part for part in node.values]
        parts = [_text(part, known) for part in inner]
        return None if None in parts else "".join(map(str, parts))
    return None


def of_patterns(rng: Random) -> Iterator[Ask]:
    others = [
        (source, int(flags)) for source in PATTERNS for flags in (0, re.IGNORECASE, re.MULTILINE | re.DOTALL)
    ]
    for source, flags in dict.fromkeys([*our_patterns(), *others]):
        yield ["pattern", source, flags, [*rng.sample(TEXTS, 20), *texts(rng, 20)]]
    for template in (r"[\1]", r"\g<1>0", r"\\Z", r"\n\1", ""):
        for text in texts(rng, 20):
            yield ["substituted", r"(\w)(x)?", template, text, int(rng.choice([0, re.IGNORECASE]))]
            yield ["split", r"([,;])|\s", text, rng.choice([0, 1, 2])]
            yield ["escaped", text]
    yield from (["refused", source] for source in BROKEN)


def of_days(rng: Random) -> Iterator[Ask]:
    days = [f"{rng.randint(0, 9999):04}-{rng.randint(0, 13):02}-{rng.randint(0, 32):02}" for _ in range(300)]
    yield from (["day", text] for day in ["", *DAYS, *days] for text in (day, cut(rng, day)))
    for _ in range(200):
        yield ["made", rng.choice([0, 1, 99, 2026, 10000]), rng.randint(0, 13), rng.randint(0, 32)]
        yield ["moved", f"{rng.randint(50, 9900):04}-03-01", rng.randint(-9000, 9000)]
    yield from (
        ["month", year, month] for year in (1, 4, 99, 1900, 2000, 2026, 9998) for month in range(1, 13)
    )


def of_signs(rng: Random) -> Iterator[Ask]:
    known = [
        sign for sign in map(chr, range(0x10000)) if unicodedata.category(sign) not in ("Cn", "Cs", "Co")
    ]
    combining = [sign for sign in known if unicodedata.category(sign)[0] == "M"]
    settled = (*range(0x250), *range(0x2000, 0x2060))  # others change their category now and then
    yield from (["category", chr(code)] for code in settled)
    for sign in [*SIGNS, *rng.sample(known, 1500), *rng.sample(combining, 500)]:
        yield ["normal", rng.choice(["NFC", "NFD", "NFKC", "NFKD"]), sign]
        if unicodedata.is_normalized("NFD", sign):
            yield ["combining", sign]


def of_json(rng: Random) -> Iterator[Ask]:
    values = [
        *texts(rng, 200),
        None,
        True,
        0,
        -1,
        1.5,
        1e-7,
        1e22,
        123456.789,
        [],
        {},
        [1, [True, None]],
        ["\U0001f600"],
    ]
    values += [{"b": 1, "a": [{"é": "ù\u2028\x7f\x00"}], "": None}, {"z": {"y": 1, "x": 2}}]
    for value in values:
        yield from (
            ["written", value, ascii, ordered] for ascii in (True, False) for ordered in (True, False)
        )
        yield ["tight", value]
        yield ["read", json.dumps(value)]
    yield from (["read", text] for text in ("", "{", "[1,]", "{'a': 1}", "x"))


def of_addresses(rng: Random) -> Iterator[Ask]:
    yield from (["address", text] for text in [*ADDRESSES, *texts(rng, 300)])
    yield from (["address", cut(rng, cut(rng, text))] for text in ADDRESSES * 20 if "[" not in text)


def of_numbers(rng: Random) -> Iterator[Ask]:
    slips = [text for right in NUMBERS for text in (right, *(cut(rng, right) for _ in range(100)))]
    found = [text for text in slips if text.isascii()]
    found += [str(number) for number in range(100000000, 100000200)]
    found += [f"356000000{number:05}" for number in range(200)]
    yield from ([name, text] for name in ("siren", "siret") for text in found)


def of_licences(rng: Random) -> Iterator[Ask]:
    yield ["provide", "licences", engine_data.licences()]
    yield ["listed"]
    yield from (["licence", known["id"].swapcase()] for known in LICENSES.values())
    for _ in range(4000):
        space = rng.choice([" ", " ", "  ", "", "\t"])
        yield ["licence", space.join(rng.choices(LICENCES, k=rng.randint(0, 6)))]
    yield from (
        ["licence", f"{one} {rng.choice(LICENCES)} {two}"] for one in LICENCES for two in LICENCES * 4
    )


def of_names(_: Random) -> Iterator[Ask]:
    yield ["provide", "countries", engine_data.country_names()]
    yield ["names", "fr"]
    yield from (["territories", language] for language in ("fr", "en"))


def of_likeness(rng: Random) -> Iterator[Ask]:
    words = [*NAMES, *texts(rng, 60)]
    for one in words:
        for two in rng.sample(words, 25):
            yield ["ratio", one, two, rng.choice([None, 60, 85])]
            yield ["slips", one, two, rng.choice([None, 0, 1, 2])]
    for _ in range(150):
        choices = [[f"{n}k", rng.choice(words)] for n in range(rng.randint(0, 30))]
        for scorer, cutoffs in (("ratio", [None, 40, 60]), ("slips", [None, 1, 4])):
            yield [
                "nearest",
                rng.choice(words),
                choices,
                scorer,
                rng.choice([1, 3, 5, None]),
                rng.choice(cutoffs),
            ]


def of_distances(rng: Random) -> Iterator[Ask]:
    yield from (["distance", rng.uniform(-90, 90), rng.uniform(-90, 90)] for _ in range(50))


def of_hours(rng: Random) -> Iterator[Ask]:
    for text in ["24/7", "24/7 off", "", " ", ";", "du lundi au vendredi", *texts(rng, 100)]:
        yield ["hours", text]
    for _ in range(6000):
        text = rng.choice(["; ", ", ", " || ", ";"]).join(_rule(rng) for _ in range(rng.choice([1, 1, 2, 3])))
        yield from (["hours", said] for said in (text, cut(rng, text)))


def _rule(rng: Random) -> str:
    often = zip(HOURS, (0.2, 0.35, 0.2, 0.6, 0.7, 0.2), strict=True)
    parts = [rng.choice(part.split("|")) for part, chance in often if rng.random() < chance]
    spaced = [part + rng.choice([" ", " ", " ", "", ": ", ", ", ","]) for part in parts]
    return "".join(spaced).removesuffix(" " if rng.random() < 0.8 else "")
