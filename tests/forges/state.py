"""What a forge keeps: proposals, comments, issues, artifacts, and who wrote them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ROBOTS = {"github": "github-actions[bot]", "gitlab": "project_42_bot_1f", "forgejo": "forgejo-actions"}
ZERO = "0" * 40


@dataclass
class Comment:
    """Words under a proposal."""

    id: int
    author: str
    body: str


@dataclass
class Issue:
    """An issue, open or closed."""

    number: int
    author: str
    title: str
    body: str
    open: bool = True


@dataclass
class Change:
    """A pull or merge request; `files` are the paths that it changes, by what they were called before.

    `patches` are the diffs of some of them, `remarks` what was said on their lines (GitHub).
    """

    number: int
    title: str
    body: str = ""
    author: str = "camille"
    branch: str = "ma-fiche"
    target: str = "main"
    head: str = ZERO
    fork: bool = False
    open: bool = True
    files: Mapping[str, str] = field(default_factory=dict)
    comments: list[Comment] = field(default_factory=list)
    patches: Mapping[str, str] = field(default_factory=dict)
    remarks: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Artifact:
    """What a run left; `size` is what the forge says of it, where it lies."""

    id: int
    run: int
    name: str
    data: bytes
    expired: bool = False
    size: int | None = None


def packed(files: Mapping[str, bytes]) -> bytes:
    """The files as a forge packs an artifact."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in files.items():
            opened.writestr(name, data)
    return out.getvalue()
