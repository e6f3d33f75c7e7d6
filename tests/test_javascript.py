"""Our Python in JavaScript: the same programs say the same in both, and what has no translation is told."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest

from communs.engine import library
from communs.javascript.bundle import bundle, bundles
from communs.javascript.code import Unsupported
from tests import programs
from tests.language_server import NODE

_NAMES = [name for name, value in vars(programs).items() if isinstance(value, FunctionType)
          and value.__module__ == programs.__name__ and name[0] != "_"]  # fmt: skip
_RUN = """
const engine = await import(process.argv[2]);
const said = {};
for (const name of process.argv.slice(3)) {
  try {
    said[name] = engine.toJs(engine[name]());
  } catch (error) {
    said[name] = String(error.stack);
  }
}
console.log(JSON.stringify(said));
"""


def translated(**sources: str) -> str:
    """The last of these modules, in JavaScript."""
    return bundle([*sources][-1], sources.get, library)


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What each program says in JavaScript."""
    folder = tmp_path_factory.mktemp("javascript")
    engine, run = folder / "programs.mjs", folder / "run.mjs"
    engine.write_text(translated(programs=Path(programs.__file__).read_text("utf-8")), "utf-8")
    run.write_text(_RUN, "utf-8")
    done = subprocess.run(
        [NODE, run, engine, *_NAMES], capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert not done.stderr, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("name", _NAMES)
def test_the_same_in_both(said: dict[str, Any], name: str) -> None:
    assert said[name] == json.loads(json.dumps(getattr(programs, name)()))


def test_what_nothing_reaches_is_left_out() -> None:
    made = translated(
        other="def used():\n    return 'kept'\n\ndef unused():\n    return 'lost'\n",
        main="""
from other import used, unused
class _Thing:
    def asked(self):
        return used()
    def never(self):
        return unused()
def main():
    return _Thing().asked()
""",
    )
    assert "kept" in made
    assert "lost" not in made


def test_comments_docstrings_and_annotations_are_left_out() -> None:
    made = translated(
        main='"""About."""\nfrom x import Y\ndef main(a: Y = None) -> Y:\n    """Says."""\n    return a  # so\n'
    )
    assert "About" not in made and "Says" not in made and "so" not in made.split("export")[0][-40:]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("global a", "main:2: Global has no translation"),
        ("return x.__dict__", "main:2: the attribute __dict__"),
        ("return unknown_name", "main:2: nothing is called unknown_name"),
        ("return eval('1')", "main:2: nothing is called eval"),
        ("return 1j", "main:2: the literal 1j"),
        ("return ~x", "main:2: the sign Invert"),
        ("return x << 1", "main:2: the sign LShift"),
        ("x[1:2] = []", "main:2: an assignment to a slice"),
        ("return getattr(x, x)", "main:2: getattr() of a name that is made"),
        ("import click; return click.echo(x)", "main:2: no library is click, for echo"),
        ("return await_it(x)", "main:2: nothing is called await_it"),
    ],
)
def test_what_has_no_translation_is_told(line: str, said: str) -> None:
    with pytest.raises(Unsupported) as told:
        translated(main=f"def main(x):\n    {line}\n")
    assert str(told.value) == said


def test_a_keyword_that_nobody_knows_is_told() -> None:
    with pytest.raises(Unsupported, match="main:4: unknown keyword c"):
        translated(main="def one(a, b):\n    return a\ndef main():\n    return one(1, c=2)\n")


def test_a_part_is_asked_for_when_a_call_needs_it(tmp_path: Path) -> None:
    source = """
class _Thing:
    def far(self, word):
        return _both(word) + "."
def _both(word):
    return word * 2
def _rare(word):
    return _both(word) + "!"
def _rarer(word):
    yield word
def main(word):
    return [_rare(word), _Thing().far(word), *_rarer(word)] if word else "nothing"
"""
    apart = {"rare": ["main:_rare", "main:_Thing.far"], "rarer": ["main:_rarer"]}
    files = bundles("main", {"main": source}.get, library, apart)
    for name, script in files.items():
        (tmp_path / f"{name}.mjs").write_text(script, "utf-8")
    run = """
    const {main} = await import("./main.mjs"), said = [main("")];
    for (;;) {
      try {
        said.push(main("a"));
        break;
      } catch ({part}) {
        said.push(part);
        await import(`./${part}.mjs`);
      }
    }
    console.log(JSON.stringify(said));
    """
    (tmp_path / "run.mjs").write_text(run, "utf-8")
    done = subprocess.run([NODE, tmp_path / "run.mjs"], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == ["nothing", "rare", "rarer", ["aa!", "aa.", "a"]]
    assert '"!"' in files["rare"]
    assert '"!"' not in files["main"]
    assert [*files] == ["main", "rare", "rarer"]
