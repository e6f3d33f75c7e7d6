"""How each forge names what all of them have: paths, fields, states. The defaults are GitHub's own words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Object = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Dialect:
    """The words of an API; in a path, `{n}` is a number and `{id}` that of a comment.

    `robot` is the automatic user, `longest` how many characters a body may have, `page` what asks for long pages.
    """

    headers: Callable[[str], Mapping[str, str]]
    robot: str = ""
    longest: int = 65_536
    page: Mapping[str, int]
    # What a comment, an issue and a proposal say of themselves.
    number: str = "number"
    body: str = "body"
    address: str = "html_url"
    author: tuple[str, str] = ("user", "login")
    opened: str = "open"
    # Where they are, how they are changed, and what puts them in order or keeps to some of them.
    edit: str = "PATCH"
    comments: str = "/issues/{n}/comments"
    comment: str = "/issues/comments/{id}"
    in_order: Mapping[str, str] = field(default_factory=dict)
    issues: Mapping[str, str] = field(default_factory=lambda: {"state": "all"})
    reopens: Mapping[str, str] = field(default_factory=lambda: {"state": "open"})
    closes: Mapping[str, str] = field(default_factory=lambda: {"state": "closed"})
    pulls: str = "/pulls"
    source: str = "head"
    target: str = "base"
    # What a proposal says of the branches and the commit that it brings together, and of the repository it is from.
    source_name: tuple[str, ...] = ("head", "ref")
    target_name: tuple[str, ...] = ("base", "ref")
    commit: tuple[str, ...] = ("head", "sha")
    source_of: tuple[str, ...] = ("head", "repo", "id")
    target_of: tuple[str, ...] = ("base", "repo", "id")
    ref: str = "refs/pull/{n}/head"
    files: str = "/pulls/{n}/files"
    path: str = "filename"
    path_before: str = "previous_filename"
