"""Members' Markdown becomes HTML that cannot run anything."""

from __future__ import annotations

import pytest

from communs.markup import render


def test_common_markdown() -> None:
    assert render("Un **mot** et *un autre*.") == "<p>Un <strong>mot</strong> et <em>un autre</em>.</p>\n"
    assert render("- un\n- deux") == "<ul>\n<li>un</li>\n<li>deux</li>\n</ul>\n"


def test_titles_start_under_those_of_the_page() -> None:
    assert render("# Grand\n\n## Moyen\n\n#### Petit") == "<h3>Grand</h3>\n<h3>Moyen</h3>\n<h4>Petit</h4>\n"


def test_a_link_says_nothing_of_its_reader() -> None:
    expected = '<p><a href="https://exemple.fr" rel="noopener noreferrer nofollow">là</a></p>\n'
    assert render("[là](https://exemple.fr)") == expected


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        '<a href="https://e.fr" onclick="alert(1)">x</a>',
        "<style>body{display:none}</style>",
        "<iframe src=https://e.fr></iframe>",
        "![x](https://ailleurs.example/pixel.png)",
        "<svg><script>alert(1)</script></svg>",
        '<p style="position:fixed">x</p>',
    ],
)
def test_nothing_runs_and_nothing_is_fetched(hostile: str) -> None:
    shown = render(hostile)
    for forbidden in (
        "<script",
        "onerror",
        "onclick",
        "javascript:",
        "data:",
        "<style",
        "style=",
        "<iframe",
        "<img",
        "<svg",
    ):
        assert forbidden not in shown.lower()
