"""Findings that every format must tell: plain ones, hostile ones, and any that hypothesis makes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from communs.findings import Finding, Severity, Span, Text, TextEdit, text
from communs.report import Report

SPAN = Span(line=3, column=5, end_line=3, end_column=9)
FOUND = [
    Finding(
        path="catalogue/a, b:c.yml",
        span=SPAN,
        rule="vide",
        message=text("« {champ} » est vide.", champ="nom"),
        hint=text("Gardez-en un seul."),
        fix=TextEdit(span=SPAN, text="x"),
    ),
    Finding(
        path="f.yml",
        span=Span(line=1, column=2, end_line=4, end_column=1),
        rule="fraicheur",
        severity="warning",
        message=Text(fr="100 % prêt\x1b[31m\nou {x}", en="100 % ready", values={"x": "a\r\nb\u202ec"}),
    ),
]

# What a member could write to make a forge, a terminal or a page do something.
HOSTILE = [
    "::error file=x,line=1::perdu",
    "a\n::set-output name=x::y\n  ::stop-commands::z",
    "##[error]perdu ##[add-matcher]x",
    "%0A::error::perdu %25 %3A",
    "a | b || c \\| d \\\\| `e|f` | --- |",
    "`` ` ``` `fin",
    "<script>alert(1)</script> <img src=x onerror=y> <!-- coupe --> &lt;b&gt; &#64;",
    "@equipe @org/equipe contact@exemple.org mailto:a@b.org",
    "[cliquez](https://piege.example) ![x](https://piege.example/x.png) [a]: https://piege.example",
    "https://piege.example www.piege.example HTTP://PIEGE.EXAMPLE <https://piege.example>",
    "**gras** __gras__ ~~barré~~ $\\alpha$ :warning: #12 org/depot#12 ###",
    "\x1b[2J\x1b]8;;https://piege.example\x07x\x00 \u202etxt\u2066 \x85\u2028\u2029 \ufeff",
    "```suggestion\nnom: volé\n```",
    "- [ ] liste\n# titre\n> citation\n\n---",
    "日本語 👨‍👩‍👧‍👦 e\u0301 \u200b\u00ad",
]


def saying(words: str, path: str = "catalogue/organisations/essai.yml", **values: Any) -> Finding:
    """A finding whose sentences carry these words of a member."""
    found = Finding(
        path=path, span=SPAN, rule="valeur-inconnue",
        message=text("« {valeur} » n’est pas une valeur de « {champ} ».", valeur=words, champ="besoins"),
        hint=text("Écrivez par exemple : {exemple}", exemple=words),
    )  # fmt: skip
    return replace(found, **values)


def few(level: Severity, number: int, files: int = 1) -> list[Finding]:
    """So many findings of one level, in so many files."""
    return [
        saying(f"mot {n}", f"catalogue/f{n * files // number:04}.yml", severity=level, rule="vide")
        for n in range(number)
    ]


_PLACES = st.integers(1, 6)
_WORDS = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30), st.text("a`|\\[]()<>@#:/&* ", max_size=12))
_SPANS = st.tuples(_PLACES, _PLACES, st.integers(0, 2), _PLACES).map(
    lambda n: Span(line=n[0], column=n[1], end_line=n[0] + n[2], end_column=n[3] if n[2] else n[1] + n[3] - 1)
)
_FINDINGS = st.builds(
    Finding,
    path=st.one_of(st.sampled_from(["catalogue/a.yml", "catalogue/b.yml"]), st.text(min_size=1, max_size=12)),
    span=_SPANS,
    rule=st.sampled_from(["vide", "type", "valeur-inconnue"]),
    severity=st.sampled_from(["error", "warning", "notice"]),
    message=_WORDS.map(lambda words: text("« {valeur} » est vide.", valeur=words)),
    hint=st.none() | _WORDS.map(lambda words: text("Écrivez : {exemple}", exemple=words)),
    fix=st.none() | st.builds(TextEdit, span=_SPANS, text=_WORDS),
)
REPORTS = st.builds(
    lambda findings, source, **more: Report(
        findings=sorted(findings, key=lambda f: f.path), sources=lambda _: source, **more
    ),
    st.lists(_FINDINGS, max_size=16),
    st.lists(_WORDS, max_size=8).map("\n".join),
    lang=st.sampled_from(["fr", "en"]),
    colour=st.just(False),
    address=st.sampled_from(["", "https://communs.example.org"]),
)
