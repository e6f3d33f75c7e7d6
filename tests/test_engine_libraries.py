"""Each library of the browser's engine answers as the one of Python that it stands for."""

from __future__ import annotations

import calendar
import datetime
import json
import math
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from random import Random
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import opening_hours
import pytest
from babel import Locale
from packaging.licenses import canonicalize_license_expression
from packaging.licenses._spdx import LICENSES
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA
from stdnum.fr import siren, siret

from communs import engine_data
from communs.territories import countries
from tests import engine_asks, engine_schemas
from tests.conftest import ROOT
from tests.engine_asks import Ask
from tests.language_server import NODE

pytestmark = pytest.mark.slow

ENGINE = ROOT / "scripts" / "communs" / "assets" / "engine"
RUNNER = ROOT / "tests" / "engine_libraries.mjs"


def brief(x: Any) -> Any:
    """Of a schema only its keywords: a root is long, and many errors hold it."""
    return ",".join(x) if isinstance(x, dict) else list(map(brief, x)) if isinstance(x, list) else x


def told(error: jsonschema.ValidationError) -> dict[str, Any]:
    return {
        "validator": error.validator,
        "limit": brief(error.validator_value),
        "instance": error.instance,
        "schema": brief(error.schema),
        "message": error.message,
        "path": list(error.relative_path),
        "absolute_path": list(error.absolute_path),
        "schema_path": list(error.relative_schema_path),
        "absolute_schema_path": list(error.absolute_schema_path),
        "context": [told(inner) for inner in error.context or ()],
    }


def matched(found: re.Match[str] | None, names: Iterable[str]) -> dict[str, Any] | None:
    return found and {
        "groups": [found.group(), *found.groups()],
        "named": found.groupdict(),
        "spans": [found.span(n) for n in range(found.re.groups + 1)]
        + [(found.start(name), found.end(name)) for name in names],
    }


def pattern(source: str, flags: int, texts: list[str]) -> list[Any]:
    compiled = re.compile(source, flags)
    names = list(compiled.groupindex)
    return [
        [
            *(matched(way(text), names) for way in (compiled.search, compiled.match, compiled.fullmatch)),
            compiled.findall(text),
            compiled.split(text),
            compiled.sub(r"<\g<0>>", text),
            compiled.sub(lambda found: found.group().upper(), text, 1),
            (found := compiled.search(text, 2)) and found.span(),
            compiled.fullmatch(text, 1, 4) is not None,
        ]
        for text in texts
    ]


def moved(text: str, days: int) -> list[Any]:
    day, length = datetime.date.fromisoformat(text), datetime.timedelta(days=days)
    return [str(day + length), str(day - length), (day - (day - length)).days]


def address(text: str) -> list[Any]:
    parts = urlsplit(text)
    return [*parts, parts.hostname, parts.port]


def names(language: str) -> list[Any]:
    locale = Locale(language)
    months, days = locale.months["format"], locale.days["format"]
    return [
        [[width, sorted(months[width].items())] for width in ("wide", "abbreviated")],
        [[width, sorted(days[width].items())] for width in ("wide", "abbreviated", "short")],
    ]


def nearest(word: str, choices: list[list[str]], scorer: str, limit: int | None, cutoff: float | None) -> Any:
    by = {"ratio": fuzz.ratio, "slips": OSA.distance}[scorer]
    return process.extract(word, dict(choices), scorer=by, limit=limit, score_cutoff=cutoff)


def _never(_: Any, word: str, instance: object, __: Any) -> Iterator[jsonschema.ValidationError]:
    if instance == word:
        yield jsonschema.ValidationError(f"never {word}")


def _in_order(judge: Any, limit: Any, instance: Any, schema: Any) -> list[jsonschema.ValidationError]:
    """What `additionalProperties` says, in the order of the fields: Python’s own is that of a set, never the same."""
    found = jsonschema.Draft202012Validator.VALIDATORS["additionalProperties"](judge, limit, instance, schema)
    return sorted(found or (), key=lambda error: list(instance).index(error.path[0]) if error.path else 0)


_Judge: Any = jsonschema.validators.extend(
    jsonschema.Draft202012Validator, {"x-never": _never, "additionalProperties": _in_order}
)


def judged(schema: Any, values: list[Any]) -> list[Any]:
    checker = jsonschema.FormatChecker(formats=())
    checker.checks("date")(
        lambda x: not isinstance(x, str) or bool(re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", x))
    )
    checker.checks("uri")(lambda x: not isinstance(x, str) or x.startswith("http"))
    judge = _Judge(schema, format_checker=checker)
    gate = jsonschema.Draft202012Validator(schema, format_checker=checker)  # which knows no keyword of ours
    return [[[told(error) for error in judge.iter_errors(value)], gate.is_valid(value)] for value in values]


ANSWERS: dict[str, Callable[..., Any]] = {
    "pattern": pattern,
    "substituted": lambda source, template, text, flags: re.sub(source, template, text, flags=flags),
    "split": lambda source, text, most: re.split(source, text, maxsplit=most),
    "escaped": re.escape,
    "refused": lambda source: re.compile(source).pattern,
    "day": lambda text: str(datetime.date.fromisoformat(text)),
    "made": lambda *numbers: datetime.date(*numbers).isoformat(),
    "moved": moved,
    "month": calendar.monthrange,
    "normal": unicodedata.normalize,
    "category": unicodedata.category,
    "combining": lambda sign: bool(unicodedata.combining(sign)),
    "written": lambda value, ascii, ordered: json.dumps(value, ensure_ascii=ascii, sort_keys=ordered),
    "tight": lambda value: json.dumps(value, separators=(",", ":")),
    "read": json.loads,
    "distance": lambda north, east: (
        f"{math.asin(math.sqrt(math.sin(math.radians(north)) ** 2 * math.cos(math.radians(east)) ** 2)):.12f}"
    ),
    "address": address,
    "provide": lambda *_: None,
    "licence": canonicalize_license_expression,
    "listed": lambda: [
        [known["id"], former]
        for former in (False, True)
        for known in LICENSES.values()
        if known["deprecated"] == former
    ],
    "names": names,
    "territories": lambda language: list(countries(language).items()),
    "ratio": lambda one, two, cutoff: fuzz.ratio(one, two, score_cutoff=cutoff),
    "slips": lambda one, two, cutoff: OSA.distance(one, two, score_cutoff=cutoff),
    "nearest": nearest,
    "hours": opening_hours.validate,
    "siren": siren.validate,
    "siret": siret.validate,
    "judged": judged,
}


ASKS: dict[str, Callable[[Random], Iterator[Ask]]] = {
    "re": engine_asks.of_patterns,
    "datetime, calendar": engine_asks.of_days,
    "unicodedata": engine_asks.of_signs,
    "json": engine_asks.of_json,
    "urllib.parse": engine_asks.of_addresses,
    "stdnum": engine_asks.of_numbers,
    "packaging.licenses": engine_asks.of_licences,
    "babel": engine_asks.of_names,
    "rapidfuzz": engine_asks.of_likeness,
    "math": engine_asks.of_distances,
    "opening_hours": engine_asks.of_hours,
    "jsonschema": engine_schemas.of_any,
    "jsonschema with our schemas": engine_schemas.of_ours,
}


@lru_cache
def asked(name: str) -> list[Ask]:
    return list(ASKS[name](Random(name)))  # noqa: S311  # the same each time


def python_answer(ask: Ask) -> Any:
    name, *args = ask
    try:
        return json.loads(json.dumps(ANSWERS[name](*args)))
    except Exception as error:
        return {"raises": [kind.__name__ for kind in type(error).__mro__]}


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """What the browser's libraries say, asked once of one process."""
    folder = tmp_path_factory.mktemp("engine")
    shutil.copytree(ENGINE, folder, dirs_exist_ok=True)
    for path in folder.rglob("*.mjs"):
        path.write_text(engine_data.filled(path.read_text("utf-8")), "utf-8")
    asks = [ask for name in ASKS for ask in asked(name)]
    done = subprocess.run(
        [NODE, RUNNER, folder],
        input=json.dumps(asks),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert not done.stderr, done.stderr
    found = iter(json.loads(done.stdout))
    return {name: [next(found) for _ in asked(name)] for name in ASKS}


@pytest.mark.parametrize("name", ASKS)
def test_the_same_as_in_python(name: str, answers: dict[str, list[Any]]) -> None:
    for ask, ours in zip(asked(name), answers[name], strict=True):
        theirs = python_answer(ask)
        if isinstance(ours, dict) and isinstance(theirs, dict) and "raises" in ours:
            assert ours["raises"] in theirs["raises"], ask
        else:
            assert ours == theirs, ask


def test_the_patterns_of_the_package_are_all_tried() -> None:
    assert len(set(engine_asks.our_patterns())) > 120


def test_the_names_of_months_and_days_are_in_the_text_of_their_library() -> None:
    assert '"novembre"' in engine_data.filled('const FRENCH = "@data:cldr";')
