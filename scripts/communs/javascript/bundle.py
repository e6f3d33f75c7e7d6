"""The name of a root module and the texts of all modules → JavaScript modules, without what nothing reaches."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from communs.javascript.code import Key, global_name
from communs.javascript.material import Material, real
from communs.javascript.reach import Reach
from communs.javascript.shortening import shortened

Texts = Callable[[str], str | None]
SHARED = "partage"  # the file of what several parts need
_OF_PARTS = ("register", "copy")
_GIVEN = (("python.mjs", "fromJs"), ("python.mjs", "toJs"))  # for those who call the bundle


def bundle(root: str, sources: Texts, libraries: Texts) -> str:
    """One ES module that exports the public names of a module, `fromJs` and `toJs`.

    What its public classes show keeps its name too: `x.name` is `x.$name`.
    """
    return "".join(bundles(root, sources, libraries, {}).values())


def bundles(
    root: str, sources: Texts, libraries: Texts, apart: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    """The same by the names of files, with parts that are only asked for when a call needs them.

    `apart` says which functions (`module:name`, `module:Class.name`) wait in which part. Who calls one before its
    part is there is thrown `{part}`: import `<part>.mjs`, which stands beside the root's `<root>.mjs`, and call again.
    """
    places = {_key(name): (part, place) for part, names in apart.items() for place, name in enumerate(names)}
    return _Bundles(Material(root, sources, libraries, places), apart).texts()


def _key(name: str) -> Key:
    module, _, inner = name.partition(":")
    return module, inner


class _Bundles:
    """A root and its parts."""

    def __init__(self, material: Material, apart: Iterable[str]) -> None:
        self._material = material
        self._kept = {name for node in material.root.statements.values() for name in _members(node)}
        begins = [(material.root.name, name) for name in material.root.public]
        self._main = Reach(material).extend([*begins, *_GIVEN], self._kept)
        alone = [self._waiting(self._main, part) for part in apart]
        self._main.extend(self._provided({key for part in alone for key in part.keys}))
        if apart:
            self._main.extend(map(material.runtime, _OF_PARTS))
        # What two parts need stands in a file that both import.
        keys = Counter(key for part in alone for key in part.keys)
        members = Counter(member for part in alone for member in part.members)
        shared = Reach(material, self._main).extend(
            (key for key, times in keys.items() if times > 1),
            (name for (_, name), times in members.items() if times > 1),
        )
        self._files = {
            self._home: self._main,
            SHARED: shared,
            **{part: self._waiting(shared, part) for part in apart},
        }
        if not shared.keys and not shared.members:
            del self._files[SHARED]
        self._exports = [*begins, *_GIVEN, *self._provided(self._main.keys)]

    @property
    def _home(self) -> str:
        return self._material.root.name.rpartition(".")[2]

    def _waiting(self, base: Reach, part: str) -> Reach:
        """What a part needs beside a base."""
        return Reach(self._material, base).extend(real(key) for key in self._held(part))

    def _held(self, part: str) -> list[Key]:
        return [key for key, (name, _) in self._material.apart.items() if name == part]

    def _provided(self, keys: Iterable[Key]) -> list[Key]:
        """What fills the tables of the libraries that are there."""
        homes = {home for home, _ in keys} & {*self._material.scripts}
        return sorted(
            (home, "provide") for home in homes if "provide" in self._material.scripts[home].exports
        )

    def texts(self) -> dict[str, str]:
        """All files, with the same short names in each."""
        needed = {name: self._needed(name) for name in self._files}
        asked = {key for keys in needed.values() for key in keys}
        made = {}
        for name, reach in self._files.items():
            own = [str(global_name(*key)) for key in sorted(asked) if key in reach.keys]
            if name == self._home:
                own = [*(f"{global_name(*key)} as {key[1]}" for key in self._exports), *own]
            imports = "".join(self._imported(home, needed[name]) for home in self._files if home != name)
            exports = f"export{{{','.join(own)}}};\n" if own else ""
            made[name] = f"{imports}{self._body(reach)}\n{self._registered(name)}{exports}"
        common = {name for names in self._material.common.values() for name in names}
        return shortened(made, self._kept | common)

    def _needed(self, name: str) -> list[Key]:
        """What a file uses and does not hold."""
        reach, runtime = self._files[name], self._material.runtime
        used = reach.used | ({*map(runtime, _OF_PARTS)} if name != self._home else set())
        return sorted(used - {*reach.keys})

    def _imported(self, home: str, keys: list[Key]) -> str:
        names = [str(global_name(*key)) for key in keys if key in self._files[home].keys]
        return f'import{{{",".join(names)}}}from"./{home}.mjs";\n' if names else ""

    def _registered(self, part: str) -> str:
        held = ",".join(global_name(*real(key)) for key in self._held(part))
        return f'{global_name(*self._material.runtime("register"))}("{part}",[{held}]);\n' if held else ""

    def _body(self, reach: Reach) -> str:
        return "\n".join(filter(None, _together(self._ordered(reach))))

    def _ordered(self, reach: Reach) -> Iterator[str]:
        """The statements of a file, each class with its members."""
        material, named = self._material, dict.fromkeys(reach.keys)
        for key in material.order():
            members = [name for owner, name in reach.members if owner == key]
            if key in named and material.is_whole(key):
                yield material.with_members(key, members)
                continue
            if key in named and key[0]:
                yield material.text(key)
            if members and material.is_whole(key):
                yield material.added_members(key, members)
            else:
                yield from (material.member(key, name) for name in members)
        yield from (material.text(key) for key in named if key[1].endswith("'"))


def _together(statements: Iterable[str]) -> Iterator[str]:
    """Constants one after the other are one statement."""
    held = ""
    for statement in statements:
        if statement.startswith("const ") and held:
            held = f"{held[:-1]},\n{statement.removeprefix('const ')}"
            continue
        yield held
        held = statement if statement.startswith("const ") else ""
        yield "" if held else statement
    yield held


def _members(node: ast.stmt) -> Iterator[str]:
    """The public members of a public class."""
    for inner in node.body if isinstance(node, ast.ClassDef) and node.name[0] != "_" else ():
        if isinstance(inner, ast.FunctionDef) and inner.name[0] != "_":
            yield inner.name
        elif (
            isinstance(inner, ast.AnnAssign)
            and isinstance(inner.target, ast.Name)
            and inner.target.id[0] != "_"
        ):
            yield inner.target.id
