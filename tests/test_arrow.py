"""The core imports no door, and no site engine comes along with it."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT

PACKAGE = ROOT / "scripts" / "communs"
DOORS = {
    "disk",
    "git",
    "wikidata",
    "commenting",
    "forges",
    "forging",
    "pushing",
    "following",
    "releasing",
    "site",
    "editions",
    "building",
    "tree",
    "publishing",
    "publication",
    "guarding",
    "previewing",
    "apart",
    "kept",
    "editor",
    "pipeline",
    "cli",
    "console",
    "upkeep",
    "withdrawing",
    "refreshing",
    "suggesting",
    "robot",
    "decoupage",
    "asking",
    "drafting",
    "searching",
    "printing",
    "terminal",
}
FORBIDDEN = {
    "mkdocs",
    "prompt_toolkit",
    "requests",
    "socket",
    "subprocess",
    "urllib.request",
    "http",
    "click",
    "multiprocessing",
}


def _name(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def _modules() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if _name(path).partition(".")[0] not in DOORS]


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_the_core_imports_no_door() -> None:
    wrong = {f"communs.{door}" for door in DOORS} | FORBIDDEN
    assert [
        (_name(path), name)
        for path in _modules()
        for name in _imports(path)
        if name in wrong or name.startswith("mkdocs")
    ] == []


def test_checking_opens_no_site_engine() -> None:
    code = "import sys, communs.cli; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert not {"mkdocs", "jinja2", "material", "prompt_toolkit"} & set(done.stdout.split())


def test_a_module_is_small_and_opens_with_what_it_turns_into_what() -> None:
    for path in _modules():
        content = path.read_text(encoding="utf-8")
        assert len(content.splitlines()) < 400, _name(path)
        assert _name(path) == "__init__" or ast.get_docstring(ast.parse(content)), _name(path)


def test_only_its_own_doors_open_mkdocs() -> None:
    opened = {
        _name(path)
        for path in sorted(PACKAGE.rglob("*.py"))
        if any(name.partition(".")[0] == "mkdocs" for name in _imports(path))
    }
    assert opened == {"site", "building"}
