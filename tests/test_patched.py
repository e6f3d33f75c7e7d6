"""An entry's text after a change: the lines that say nothing new keep every byte."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communs import located, patched
from communs.kinds import Kind
from tests.conftest import CASES, ROOT, real_kinds

ENTRY = """\
# yaml-language-server: $schema=../../.cache/schemas/organisations.json

# Nom : celui de tous les jours
nom: Mobicoop  # avec une majuscule
resume: Le covoiturage.

# Besoins
besoins: [se-deplacer,
  se-nourrir]
# d’autres viendront
contact:
    courriel: 'contact@exemple.fr'

    # une autre adresse ?
description: |
  Un texte.

  # pas un commentaire
verifie_le: "2026-01-01"   # relue par l’équipe
"""


@pytest.mark.parametrize(
    ("changes", "old", "new"),
    [
        ({"nom": "Mobi"}, "nom: Mobicoop  # avec", "nom: Mobi  # avec"),
        ({"besoins": ["a"]}, "besoins: [se-deplacer,\n  se-nourrir]\n", "besoins: [a]\n"),
        ({"besoins": None}, "\n# Besoins\nbesoins: [se-deplacer,\n  se-nourrir]\n", "\n"),
        ({"resume": None}, "resume: Le covoiturage.\n", ""),
        ({"description": "Un.\n\nDeux.\n"}, "  Un texte.\n\n  # pas un commentaire\n", "  Un.\n\n  Deux.\n"),
        ({"site_web": "https://a.fr"}, "# d’autres", "site_web: https://a.fr\n# d’autres"),
        ({"sources": ["https://a.fr"]}, "l’équipe\n", "l’équipe\nsources: [https://a.fr]\n"),
        ({"sigle": "M"}, "# avec une majuscule\n", "# avec une majuscule\nsigle: M\n"),
    ],
)
def test_only_what_changed_is_written_anew(
    kinds: dict[str, Kind], changes: dict[str, Any], old: str, new: str
) -> None:
    before = _value(ENTRY)
    after = {name: value for name, value in {**before, **changes}.items() if value is not None}
    found = patched.patched(ENTRY, before, after, list(kinds["organisations"].fields))
    assert ENTRY.count(old) == 1
    assert found == ENTRY.replace(old, new)


def test_a_comment_goes_with_its_field_where_it_can_speak_of_no_other() -> None:
    text = "a: 1\n\n# B\nb: 2\n\n# C\nc: 3\n"
    assert patched.patched(text, {"a": 1, "b": 2, "c": 3}, {"a": 1, "c": 3}, []) == "a: 1\n\n# C\nc: 3\n"
    assert patched.patched(text, {"a": 1, "b": 2, "c": 3}, {"a": 1, "b": 2}, []) == "a: 1\n\n# B\nb: 2\n\n"


@pytest.mark.parametrize(
    ("text", "after", "written"),
    [
        ("a: 1\r\nb: x\r\n", {"a": 1, "b": "y\nz", "c": 2}, "a: 1\r\nb: |-\r\n  y\r\n  z\r\nc: 2\r\n"),
        ("a: 1\nb: 2", {"a": 1, "b": 3}, "a: 1\nb: 3"),
        ("a: 1\nb: 2", {"a": 1, "b": 2, "c": 3}, "a: 1\nb: 2\nc: 3\n"),
        ("b: 2", {"a": 1, "b": 2}, "a: 1\nb: 2"),
        ("\"a\": 1\n'b': 2\n", {"a": 1, "b": 3}, '"a": 1\nb: 3\n'),
        ("a:\n- x\n- y\nb: 2\n", {"a": ["x"], "b": 2}, "a: [x]\nb: 2\n"),
        ('a: "x\ny: z"\nb: 2\n', {"a": "x y: z", "b": 3}, 'a: "x\ny: z"\nb: 3\n'),
        ("a: |+\n  x\n\n\nb: 2\n", {"a": "x\n\n\n", "aa": 1, "b": 2}, "a: |+\n  x\n\n\naa: 1\nb: 2\n"),
        ("a: 1\n...\n", {"a": 1, "b": 2}, "a: 1\nb: 2\n...\n"),
        ("# tête\n{a: 1, b: 2}\n", {"a": 1, "b": 3}, "# tête\na: 1\nb: 3\n"),
        ("# tête\n{}\n", {"a": 1}, "# tête\na: 1\n"),
        ("a: 1\nb: 2", {"a": 1, "b": "\n :"}, 'a: 1\nb: "\\n :"'),
        ("a: 1\nb: 2", {"a": 1, "b": {"c": "x\ny\n"}}, "a: 1\nb:\n  c: |\n    x\n    y\n"),
    ],
)
def test_however_the_text_is_written(text: str, after: dict[str, Any], written: str) -> None:
    found = patched.patched(text, _value(text), after, ["a", "aa", "b", "c"])
    assert found == written
    assert _value(found) == after


def test_an_entry_is_confirmed_ended_or_taken_over_by_a_line_or_two() -> None:
    assert patched.confirmed(ENTRY, "2026-11-23") == ENTRY.replace('"2026-01-01"', "2026-11-23")
    ended = _value(patched.ended(ENTRY, "2026-11-23"))
    assert ended == {
        **_value(ENTRY), "statut": "termine", "date_fin": "2026-11-23", "verifie_le": "2026-11-23"
    }  # fmt: skip
    told = (
        "nom: A\n\n# Origine\norigine: pre-remplie\nsources:\n  - url: https://a.fr\n    lu_le: 2026-01-01\n"
    )
    assert patched.taken_over(told, "2026-11-23") == (
        "nom: A\n\n# Origine\nverifie_le: 2026-11-23\nsources:\n  - url: https://a.fr\n    lu_le: 2026-01-01\n"
    )
    assert patched.ended(told, "2026-11-23") == told.replace(
        "A\n", "A\nstatut: termine\ndate_fin: 2026-11-23\n"
    )


@lru_cache
def _entries() -> list[tuple[str, str]]:
    """Every entry that can be read, with its kind: of the catalogue, of examples, of cases."""
    paths = [*ROOT.glob("catalogue/*/*.yml"), *CASES.glob("*/*/catalogue/*/*.yml")]
    texts = [(path.parent.name, path.read_bytes()) for path in sorted(paths)]
    documents = [(kind, located.read(data, "f.yml")) for kind, data in texts if kind in real_kinds()]
    return [
        (kind, found.text)
        for kind, found in documents
        if isinstance(found.value, dict) and not found.findings
    ]


_WORDS = st.one_of(
    st.text("aé \n'\"#:-|[]{}\t", max_size=12), st.sampled_from(["2018", "Un.\n\nDeux.\n", "a\n\n\n"])
)
_VALUES = st.recursive(
    _WORDS | st.integers(-9, 9) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip


@settings(max_examples=150)
@given(st.data())
def test_the_text_says_what_is_wanted_and_keeps_the_rest(data: st.DataObject) -> None:
    kind, text = data.draw(st.sampled_from(_entries()))
    text = data.draw(st.sampled_from([text, text.replace("\n", "\r\n"), text.rstrip("\n")]))
    before, names = _value(text), list(real_kinds()[kind].fields)
    after = dict(before)
    for name in data.draw(st.lists(st.sampled_from(names), max_size=4)):
        if data.draw(st.booleans()):
            after.pop(name, None)
        else:
            after[name] = data.draw(_VALUES)
    if not after:
        return
    found = patched.patched(text, before, after, names)
    assert _value(found) == after
    for name in before:
        kept = name in after and after[name] == before[name]
        if kept and "\n{" not in text:  # between braces all is written anew
            assert _lines(text, name).strip() in found


def test_every_entry_is_confirmed_without_any_other_change() -> None:
    for _, text in [found for found in _entries() if "\n{" not in found[1]][::3]:
        found = patched.confirmed(text, "2026-11-23")
        assert _value(found) == {**_value(text), "verifie_le": "2026-11-23"}
        assert _value(patched.taken_over(text, "2026-11-23")) == {
            name: value for name, value in _value(found).items() if name != "origine"
        }


def _lines(text: str, name: str) -> str:
    """The lines of a field, by where our reader found it."""
    document = located.read(text.encode(), "f.yml")
    key, value = document.span((name,), key=True), document.span((name,))
    return "".join(text.splitlines(keepends=True)[key.line - 1 : value.end_line])


def _value(text: str) -> Any:
    document = located.read(text.encode(), "f.yml")
    assert document.findings == (), text
    return document.value
