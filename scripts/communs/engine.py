"""The name of a module of ours → the same in JavaScript, from the sources that are installed."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

import yaml

from communs import engine_data
from communs.javascript.bundle import bundles

# What we take of PyYAML: its errors, and its parser in plain Python under the name of the one in C.
_INSTEAD = {"yaml": "yaml.error", "yaml._yaml": "communs.plain_yaml"}


# What few entries ask for, in files of its own: browsers fetch them when a call needs them.
_APART = {
    "communs.form": {
        "horaires": ("communs.formats:opening_hours", "communs.mending.hours:plain"),
        "licences": (
            "communs.formats:spdx",
            "communs.mending.licences:sure",
            "communs.mending.licences:near",
        ),
        "territoires": (
            "communs.territories:Territories.suggest",
            "communs.territories:Territories.beginning",
            "communs.shards:meant",
            "communs.whereabouts:_abroad",
            "communs.whereabouts:_far",
        ),
        "liens": (
            "communs.wording.advice:Advice.unknown",
            "communs.answers:Desk.proposals",
        ),
        "corrections": (
            "communs.mending.mended:value",
            "communs.mending.mended:sure",
            "communs.mending.mended:near",
            "communs.mending.mended:number",
            "communs.mending.mended:measure",
            "communs.mending.mended:boolean",
            "communs.mending.corrections:_type",
            "communs.mending.corrections:_format",
            "communs.mending.corrections:_listed",
            "communs.mending.corrections:_pattern",
            "communs.near:nearest",
            "communs.near:slips",
            "communs.wording.unknown:explain",
            "communs.wording.branches:meant",
            "communs.wording.sentences:of",
        ),
        "reprise": ("communs.patched:patched",),
    }
}


@lru_cache
def files(root: str) -> dict[str, str]:
    """The module `root` with all that it reaches, as ES modules by the names of their files."""
    apart = _APART.get(root, {})
    made = bundles(root, _source, library, apart)
    return {f"{name}.mjs": text for name, text in made.items()}


def bundled(root: str) -> str:
    """The same as one text."""
    return "\n".join(files(root).values())


def _source(name: str) -> str | None:
    """The Python text of a module of ours, or of PyYAML's."""
    name = _INSTEAD.get(name, name)
    package, *rest = name.split(".")
    if package not in ("communs", "yaml"):
        return None
    folder = resources.files(package if package == "communs" else yaml)
    for found in (
        (folder.joinpath(*rest, "__init__.py"), folder.joinpath(*rest[:-1], f"{rest[-1]}.py")) if rest else ()
    ):
        if found.is_file():
            return found.read_text("utf-8")
    return "" if name == "communs" else None


def library(name: str) -> str | None:
    """The text of a script of the engine, with its tables."""
    place = resources.files("communs") / "assets" / "engine" / name
    return engine_data.filled(place.read_text("utf-8")) if place.is_file() else None
