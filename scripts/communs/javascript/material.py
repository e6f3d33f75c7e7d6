"""Modules of ours and scripts → the JavaScript of each of their statements and members, made when it is asked for."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from communs.javascript import scripts
from communs.javascript.code import ARROW, Key, Unsupported, global_name, property_name
from communs.javascript.definitions import Definitions
from communs.javascript.index import Index
from communs.javascript.members import Members
from communs.javascript.modules import Bound, Program
from communs.javascript.scripts import Script
from communs.javascript.tokens import Token

RUNTIME = ("python.mjs", "operators.mjs", "builtins.mjs", "texts.mjs", "containers.mjs", "mechanics.mjs", "classes.mjs",
           "parts.mjs")  # fmt: skip
_MEMBER = re.compile(r"[{;}]\s*(?:static\s+)?(?:\*\s*)?\$(\w+)\s*\(")
_LATER = "'"  # after the name of what a part holds: the name itself is that of its stand-in


class Material:
    """Everything that may go into a bundle. `apart` says what waits in which part, and at which place."""

    def __init__(
        self, root: str, sources: Callable[[str], str | None], libraries: Callable[[str], str | None],
        apart: Mapping[Key, tuple[str, int]],
    ) -> None:  # fmt: skip
        self._libraries, self.apart = libraries, apart
        self.scripts: dict[str, Script] = {}
        self.program = Program(sources, lambda name: self._library(name) is not None)
        found = self.program.load(root)
        if found is None:
            raise Unsupported(f"no module is {root}")
        self.root = found
        self._runtime = {export: name for name in RUNTIME for export in self._script(name).exports}
        index = Index(self.program, self._runtime.get, self._library, self._foreign())
        self._definitions = {
            name: Definitions(index, module) for name, module in self.program.modules.items()
        }
        self._classes: dict[Key, Members] = {}
        self._texts: dict[Key, str] = {}

    def runtime(self, name: str) -> Key:
        """The place of something in the runtime."""
        return self._runtime[name], name

    def _library(self, name: str) -> str | None:
        """The file of a library."""
        path = f"lib/{name}.mjs"
        if path not in self.scripts and self._libraries(path) is None:
            return None
        self._script(path)
        return path

    def _script(self, name: str) -> Script:
        if name not in self.scripts:
            source = self._libraries(name)
            if source is None:
                raise Unsupported(f"no file is {name}")
            script = scripts.read(name, source)
            for home in dict.fromkeys(home for home, _ in script.imported.values()):
                self._script(home)  # first: it is asked for by what follows
            self.scripts[name] = script
        return self.scripts[name]

    def _foreign(self) -> set[str]:
        """The names of the methods of scripts: of the runtime, and of the libraries that some module names."""
        for module in self.program.modules.values():
            for bound in module.bound.values():
                self._library(bound.module)
        texts = (self._libraries(name) or "" for name in self.scripts)
        added = {name for members in self._added.values() for name in members}
        return added.union(*(_MEMBER.findall(text) for text in texts))

    @cached_property
    def _added(self) -> dict[Key, dict[str, tuple[Script, list[Token]]]]:
        """The methods that scripts add to classes; those of JavaScript itself are in no file."""
        found: dict[Key, dict[str, tuple[Script, list[Token]]]] = {}
        for script in self.scripts.values():
            for owner, name, statement in script.methods:
                key = (
                    (script.name, owner)
                    if owner in script.statements
                    else script.imported.get(owner, ("", owner))
                )
                found.setdefault(key, {})[name[1:]] = script, statement
        return found

    @property
    def common(self) -> dict[Key, set[str]]:
        """The classes of JavaScript itself, which all bundles of a page share, with the methods that they are given."""
        return {key: {*members} for key, members in self._added.items() if not key[0]}

    def members(self, key: Key) -> Iterator[str]:
        """The names of the members that a class may do without."""
        if key in self._classes:
            yield from self._classes[key].names
        yield from self._added.get(key, ())

    def member(self, key: Key, name: str) -> str:
        """The text of a member."""
        if name in self._added.get(key, ()):
            script, statement = self._added[key][name]
            return script.text(statement)
        if (key[0], f"{key[1]}.{name}") in self.apart:
            part, place = self.apart[key[0], f"{key[1]}.{name}"]
            stand_in = f'{global_name(*self.runtime("later"))}("{part}",{place})'
            return f"{property_name(name)}(...a){{return {stand_in}.apply(this,a)}}"
        return self._classes[key].text(name)

    def is_whole(self, key: Key) -> bool:
        """Whether the members of a class are written inside it."""
        return key in self._classes

    def with_members(self, key: Key, names: list[str]) -> str:
        """The text of a class with some members."""
        return self._classes[key].whole({name: self.member(key, name) for name in names})

    def added_members(self, key: Key, names: list[str]) -> str:
        """The statement that gives a class of ours some more members."""
        members = ",".join(self.member(key, name) for name in names)
        return f"{global_name(*self.runtime('copy'))}({global_name(*key)}.prototype,{{{members}}});"

    def text(self, key: Key) -> str:
        """The text of a statement; of a class, without its members."""
        if key not in self._texts:
            self._texts[key] = self._made(*key)
        return self._texts[key]

    def _made(self, module: str, name: str) -> str:
        if module in self.scripts:
            script = self.scripts[module]
            if name not in script.statements:
                raise Unsupported(f"{module} has no {name}")
            return script.text(script.statements[name])
        mark = global_name(module, name)
        if (module, name) in self.apart:
            part, place = self.apart[module, name]
            return f'const {mark}=(...a)=>{global_name(*self.runtime("later"))}("{part}",{place})(...a);'
        owner, _, method = name.removesuffix(_LATER).partition(".")
        if method:
            self.text((module, owner))
            member = self._classes[module, owner].text(method)
            return f"const {mark}={{{member}}}.{property_name(method)};"
        return self._statement(module, owner, mark)

    def _statement(self, module: str, name: str, mark: str) -> str:
        definitions, statement = self._definitions[module], self.program.modules[module].statements[name]
        if isinstance(statement, ast.FunctionDef):
            return definitions.top_function(mark, statement)
        if isinstance(statement, ast.ClassDef):
            made = Members(definitions, Bound(module=module, name=name), statement)
            self._classes[module, name] = made
            return made.head()
        if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None:
            return f"const {mark}={definitions.value(statement.value).within(ARROW)};"
        raise Unsupported(f"{module}:{statement.lineno}: {type(statement).__name__}")

    def order(self) -> Iterator[Key]:
        """All statements, each after those that it needs to run."""
        yield from self.common
        for script in self.scripts.values():
            yield from ((script.name, name) for name in script.statements)
        for module in self.program.sorted:
            yield from ((module.name, name) for name in module.statements)


def real(key: Key) -> Key:
    """What stands in a part, for its stand-in."""
    return key[0], key[1] + _LATER
