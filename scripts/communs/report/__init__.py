"""Findings → one text for each reader: a person, a forge, a program."""

from __future__ import annotations

from collections.abc import Callable

from communs.report.github import github
from communs.report.gitlab import gitlab
from communs.report.json import json
from communs.report.markdown import markdown
from communs.report.report import Report, say
from communs.report.sarif import sarif
from communs.report.text import text

__all__ = ["FORMATS", "Report", "github", "gitlab", "json", "markdown", "sarif", "say", "text"]

FORMATS: dict[str, Callable[[Report], str]] = {
    form.__name__: form for form in (text, github, gitlab, sarif, json, markdown)
}
