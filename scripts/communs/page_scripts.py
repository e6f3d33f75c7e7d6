"""The scripts of our pages → one light module for each that a page asks for, with all that it imports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib.resources import files as package_files
from itertools import takewhile
from posixpath import join, normpath

from communs.javascript.tokens import Token, joined, tokens

FOLDERS = ("assets/chez-moi", "assets/facets", "assets/form", "assets/search", "assets/selection")
_DECLARES = {"const", "let", "function", "class"}


@lru_cache
def written() -> tuple[tuple[str, bytes], ...]:
    """Every module that no other one imports, under its address."""
    package = package_files("communs")
    scripts = {
        f"{folder}/{file.name}": file.read_text("utf-8")
        for folder in FOLDERS
        for file in (package / folder).iterdir()
        if file.name.endswith(".mjs")
    }
    inner = {name for file, script in scripts.items() for name in _imported(file, script)}
    roots = sorted(scripts.keys() - inner)
    return tuple((root, packed(root, scripts.__getitem__).encode()) for root in roots)


def packed(root: str, source: Callable[[str], str]) -> str:
    """The module `root` after the modules it imports. Raises SyntaxError where two of them use one name."""
    files: dict[str, list[list[Token]]] = {}
    _gather(root, source, files)
    owners: dict[str, str] = {}
    for file, statements in files.items():
        for name in (name for statement in statements for name in _declared(statement)):
            if owners.setdefault(name, file) != file:
                raise SyntaxError(f"{name}: one name for two things, in {owners[name]} and {file}")
    inner = [
        _bare(statement) for file, statements in files.items() for statement in statements if file != root
    ]
    return "".join(f"{joined(token.text for token in one)}\n" for one in (*inner, *files[root]))


def _gather(file: str, source: Callable[[str], str], files: dict[str, list[list[Token]]]) -> None:
    own = []
    for statement in _statements(source(file)):
        first = statement[0].text
        if first != "import":
            own.append(statement)
            continue
        for imported in _leading(file, statement):
            if imported not in files:
                _gather(imported, source, files)
    files[file] = own


def _imported(file: str, script: str) -> Iterator[str]:
    for statement in _statements(script):
        if statement[0].text == "import":
            yield from _leading(file, statement)


def _leading(file: str, statement: list[Token]) -> list[str]:
    """The file that an import leads to."""
    return [normpath(join(file, "..", token.text[1:-1])) for token in statement if token.kind == "string"]


def _statements(script: str) -> Iterator[list[Token]]:
    """A statement begins with a word at the first column, as the formatter writes it."""
    current: list[Token] = []
    for token in tokens(script):
        if token.first and token.kind == "word" and current:
            yield current
            current = []
        current.append(token)
    yield current


def _bare(statement: list[Token]) -> list[Token]:
    return statement[1:] if statement[0].text == "export" else statement


def _declared(statement: list[Token]) -> list[str]:
    """The names of the first level that a statement makes."""
    words = [token.text for token in _bare(statement) if token.text != "async"]
    if words[0] not in _DECLARES:
        return []
    until = takewhile(lambda word: word not in ("=", "("), words[1:])
    return [word for word in until if word.isidentifier()]
