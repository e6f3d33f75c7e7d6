"""The door of releases (`make paquet`, `make sbom`): whether tag, version and changelog agree, and what it is made of."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from importlib.metadata import requires
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from communs import components, disk
from communs.findings import CannotWork, Text, text
from communs.report import say

_TITLE = re.compile(r"^## v?([0-9][^\s]*)(.*)$", re.MULTILINE)
_TAG = text("L’étiquette « {etiquette} » ne dit pas la version de pyproject.toml, « v{version} ».")
_LOG = text("CHANGELOG.md n’a pas de partie « ## {version} — AAAA-MM-JJ » : écrivez-la avant de livrer.")
_TOOL = text("La liste des composants n’a pas pu être faite : {cause}")


def main(words: list[str]) -> int:
    """`accord` where a tag is released, `composants FILE` for the list; 1 where something differs."""
    try:
        if words[:1] == ["accord"]:
            wrong = disagreement(_tag(os.environ), _project(), disk.read_text(Path("CHANGELOG.md")))
            if wrong is not None:
                raise CannotWork(wrong)
        else:
            disk.rewrite(Path(words[1]), bill().encode())
    except CannotWork as error:
        print(f"communs : {say(error.said, 'fr')}", file=sys.stderr)
        return 1
    return 0


def _tag(environment: Mapping[str, str]) -> str:
    """The tag that a forge releases; "" where it is none."""
    if environment.get("GITHUB_REF_TYPE") == "tag":  # GitHub and Forgejo
        return environment.get("GITHUB_REF_NAME", "")
    return environment.get("CI_COMMIT_TAG", "")  # GitLab


def disagreement(tag: str, project: Mapping[str, Any], changelog: str) -> Text | None:
    """Why a tag cannot be released; None where it can, or where there is none."""
    version = project["version"]
    if tag and tag != f"v{version}":
        return _TAG.about(etiquette=tag, version=version)
    titles = dict(_TITLE.findall(changelog))
    if tag and not re.search(r"\d{4}-\d{2}-\d{2}", titles.get(version, "")):
        return _LOG.about(version=version)
    return None


def _project() -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads(disk.read_text(Path("pyproject.toml")))["project"]
    return found


def bill() -> str:
    """What a release is made of, as CycloneDX says it in JSON. Raises CannotWork."""
    project = _project()
    more = [line for lines in project["optional-dependencies"].values() for line in lines]
    made = components.of_release(
        _asked("environment", sys.executable),
        _asked("requirements", "requirements.txt"),
        _needs(project["name"], [*project["dependencies"], *more]),
        _needs(project["name"], project["dependencies"]),
    )
    return json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _needs(name: str, lines: Sequence[str]) -> dict[str, set[str]]:
    """What a package that asks for some requirements brings here: by name, what each asks for."""
    found = {name: _names(lines, frozenset())}
    waiting = [Requirement(line) for line in lines]
    while waiting:
        asked = waiting.pop()
        name, extras = canonicalize_name(asked.name), frozenset(asked.extras)
        if new := _names(requires(name) or (), extras) - found.get(name, set()):
            waiting += [
                one for one in _applying(requires(name) or (), extras) if canonicalize_name(one.name) in new
            ]
        found.setdefault(name, set()).update(new)
    return found


def _names(lines: Sequence[str], extras: frozenset[str]) -> set[str]:
    return {canonicalize_name(one.name) for one in _applying(lines, extras)}


def _applying(lines: Sequence[str], extras: frozenset[str]) -> list[Requirement]:
    asked = [Requirement(line) for line in lines]
    return [one for one in asked if one.marker is None or any(map(one.marker.evaluate, _places(extras)))]


def _places(extras: frozenset[str]) -> list[dict[str, str]]:
    return [{"extra": extra} for extra in extras or {""}]


def _asked(what: str, about: str) -> Any:
    """What CycloneDX's own tool says of this environment, or of the lock."""
    tool = Path(sys.executable).with_name("cyclonedx-py")
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, "bom.json")
        options = ("--pyproject", "pyproject.toml", "--output-reproducible", "--short-PURLs", "--no-validate")
        done = subprocess.run(  # noqa: S603 - the words are ours
            [tool, what, *options, "--output-file", made, about], capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise CannotWork(_TOOL.about(cause="".join(done.stderr.strip().splitlines()[-1:])))
        return json.loads(disk.read_bytes(made))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
