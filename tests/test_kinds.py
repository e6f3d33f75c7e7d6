"""Kinds and fields are drawn from schemas; the gate and the judge agree about every value."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communs import disk, located
from communs.formats import FORMATS
from communs.kinds import ANY, KEY, BrokenSchema, Kind, read, say, select
from communs.pipeline import CONFIG
from tests.conftest import CASES, ROOT, config_kind, real_kinds

SCHEMA = {
    "title": "Recette",
    "x-en": {"title": "Recipe"},
    "x-show": {"plural": {"fr": "Recettes", "en": "Recipes"}, "order": 4},
    "properties": {
        "nom": {"$ref": "../commun.json#/$defs/nom"},
        "auteurs": {"type": "array", "items": {"type": "string", "x-link": {"to": ["organisations"]}}},
        "notes": {"propertyNames": {"x-link": {"to": ["vocabulaires/gouts"]}}, "additionalProperties": {"type": "integer"}},
    },
    "required": ["nom"],
}  # fmt: skip
COMMON = {
    "$defs": {"nom": {"type": "string", "title": "Nom", "x-en": {"title": "Name"}, "examples": ["Tarte"]}}
}


def _kind(**more: Any) -> Kind:
    return read("recettes", json.dumps({**SCHEMA, **more}), json.dumps(COMMON))


def test_a_kind_and_its_words() -> None:
    kind = _kind()
    assert (kind.singular(), kind.singular("en")) == ("Recette", "Recipe")
    assert (kind.plural(), kind.plural("en")) == ("Recettes", "Recipes")
    assert (kind.order, kind.name_template) == (4, {"fr": "{nom}"})


def test_a_schema_that_says_little_still_gives_a_kind() -> None:
    kind = read("jeux-de-role", "{}", "{}")
    assert (kind.singular(), kind.plural(), kind.order, kind.name_template) == (
        "jeux-de-role",
        "Jeux de role",
        99,
        {"fr": ""},
    )


def test_fields_know_their_words_and_whether_they_are_required() -> None:
    field = _kind().fields["nom"]
    assert (field.label(), field.label("en"), field.required, field.example) == ("Nom", "Name", True, "Tarte")


def test_links_at_any_depth() -> None:
    assert [(pattern, field.links_to) for pattern, field in _kind().links] == [
        (("auteurs", ANY), ("organisations",)),
        (("notes", KEY), ("vocabulaires/gouts",)),
    ]


def test_the_field_at_a_path() -> None:
    kind = _kind()
    assert kind.field_at(("auteurs", 3)) is kind.fields["auteurs"].item
    assert kind.field_at(("notes", "sucre")) is kind.fields["notes"].item
    assert kind.field_at(("absent", "x")) is None


def test_select_finds_what_a_pattern_means() -> None:
    data = {"auteurs": ["a", "b"], "notes": {"sucre": 1}}
    assert list(select(data, ("auteurs", ANY))) == [(("auteurs", 0), "a"), (("auteurs", 1), "b")]
    assert list(select(data, ("notes", KEY))) == [(("notes", "sucre"), "sucre")]
    assert list(select({"auteurs": 3, "notes": [1]}, ("auteurs", ANY))) == []


def test_words_by_language() -> None:
    assert [say({"fr": "oui", "en": "yes"}, lang) for lang in ("fr", "en", "de")] == ["oui", "yes", "oui"]
    assert [say(words, "fr") for words in ("oui", None, 3, {})] == ["oui", "", "", ""]


def test_any_value_is_a_schema_too() -> None:
    assert _kind(properties={"nom": True, "libre": True}).gate({"nom": "A", "libre": [1, {}]})


@pytest.mark.parametrize(
    "own",
    [
        '{"$ref": "#"}',
        '{"$defs": {"a": {"items": {"$ref": "#/$defs/a"}}}, "properties": {"a": {"$ref": "#/$defs/a"}}}',
    ],
)
def test_a_schema_without_end_is_broken(own: str) -> None:
    with pytest.raises(BrokenSchema):
        read("x", own, "{}")


def _whole() -> list[Kind]:
    return [*real_kinds().values(), *map(config_kind, CONFIG.values())]


@pytest.mark.parametrize("kind", _whole(), ids=lambda kind: kind.name)
def test_every_example_in_a_schema_is_valid_where_it_stands(kind: Kind) -> None:
    for pattern, field in kind.annotated:
        judge = kind.judge.evolve(schema={**field.schema, "$defs": kind.schema["$defs"]})
        for example in field.schema.get("examples", ()):
            assert not list(judge.iter_errors(example)), (pattern, example)


def test_every_pattern_and_format_means_the_same_to_the_gate_and_the_judge() -> None:
    for kind in _whole():
        assert "\\d" not in json.dumps(kind.schema) and "\\w" not in json.dumps(kind.schema)


def _agree(kind: Kind, value: Any) -> None:
    assert kind.gate(value) == (next(kind.judge.iter_errors(value), None) is None), (kind.name, value)


def _files() -> Iterator[Path]:
    yield from sorted(CASES.rglob("*.yml"))
    yield from sorted((ROOT / "catalogue").rglob("*.yml"))
    yield from sorted((ROOT / "schemas").rglob("*.yml"))


@pytest.mark.slow
def test_the_gate_and_the_judge_agree_about_every_file() -> None:
    count = 0
    for path in _files():
        value = located.read(disk.read_bytes(path), path.name).value
        kind = real_kinds().get(path.parent.name)
        for each in [kind] if kind is not None else _whole()[-4:]:
            _agree(each, value)
            count += 1
    assert count > 300


def _values(kind: Kind) -> st.SearchStrategy[Any]:
    """Entries made of a kind's own field names with right examples and wrong values of every type."""
    odd = st.one_of(
        st.none(), st.booleans(), st.integers(-5, 3000), st.floats(-200, 200), st.text(max_size=6),
        st.sampled_from(["abc\n", " ", "\u00a0", "2018", "https://x.fr", "membre", "pre-remplie", "termine", "é" * 300]),
        st.lists(st.one_of(st.integers(0, 1), st.booleans(), st.text(max_size=2)), max_size=3),
        st.dictionaries(st.sampled_from(["fr", "en", "url"]), st.sampled_from(["x", 1, None]), max_size=2),
    )  # fmt: skip
    fields = {name: st.one_of(st.just(field.example), odd) for name, field in kind.fields.items()}
    return st.fixed_dictionaries({}, optional={**fields, "inconnu": odd})


FEW = settings(max_examples=60)


@pytest.mark.slow
@pytest.mark.parametrize("kind", _whole(), ids=lambda kind: kind.name)
def test_the_gate_and_the_judge_agree_about_made_values(kind: Kind) -> None:
    @FEW
    @given(_values(kind) if kind.fields else st.lists(st.integers()))
    def agree(value: Any) -> None:
        _agree(kind, value)

    agree()


def test_a_pattern_ends_at_the_very_end() -> None:
    kind = _kind(properties={"nom": {"type": "string", "pattern": "^[a-z]+$"}}, required=[])
    assert not kind.gate({"nom": "abc\n"})
    assert [error.message for error in kind.judge.iter_errors({"nom": "abc\n"})] == [
        "'abc\\n' does not match '^[a-z]+$'"
    ]


def _messages(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, list):
        for item in node:
            yield from _messages(item)
    elif isinstance(node, dict):
        if isinstance(node.get("x-message"), dict):
            yield node["x-message"]
        for item in node.values():
            yield from _messages(item)


@pytest.mark.parametrize("kind", _whole(), ids=lambda kind: kind.name)
def test_every_sentence_of_a_schema_is_in_both_languages_and_says_what_to_write(kind: Kind) -> None:
    for message in _messages(kind.schema):
        assert message["fr"] and message["en"] and message["hint"]["fr"] and message["hint"]["en"]


def _written_by_hand() -> list[Kind]:
    return [kind for kind in _whole() if kind.name != CONFIG["facts"]]  # these are the robot's


@pytest.mark.parametrize("kind", _written_by_hand(), ids=lambda kind: kind.name)
def test_every_field_has_its_words_in_both_languages(kind: Kind) -> None:
    for pattern, field in kind.annotated:
        if pattern and pattern[-1] not in (ANY, KEY):
            assert field.schema.get("title"), pattern
            assert field.schema.get("x-en", {}).get("title"), pattern
            assert bool(field.help()) == bool(field.schema.get("x-en", {}).get("description")), pattern


@pytest.mark.parametrize("kind", _whole(), ids=lambda kind: kind.name)
def test_a_schema_says_each_thing_it_asks_for(kind: Kind) -> None:
    """A format without a check of ours would pass unseen; a list to link to must be there."""
    for pattern, field in kind.annotated:
        assert field.schema.get("format", "date") in FORMATS, pattern
        for target in field.links_to:
            assert (
                target in real_kinds()
                or target in ("territoires", "territoires/commune")
                or (target.startswith("vocabulaires/") and (ROOT / "catalogue" / f"{target}.yml").exists())
            ), (pattern, target)


def test_what_a_branch_adds_is_a_field_too() -> None:
    branch = {"properties": {"four": {"type": "object", "properties": {"degres": {"type": "number"}}}}}
    kind = _kind(
        **{
            "if": {"required": ["cuite"]},
            "then": branch,
            "else": {"properties": {"nom": False, "crue": False}},
        },
        anyOf=[{"properties": {"sel": True}}, {"oneOf": [{"properties": {"sucre": {}}}]}],
        dependentSchemas={"sel": {"properties": {"poivre": {}}}},
    )
    assert list(kind.fields) == ["nom", "auteurs", "notes", "sel", "sucre", "four", "poivre"]
    assert kind.field_at(("four", "degres")) is not None
    assert kind.fields["nom"].label() == "Nom"


def test_former_names() -> None:
    kind = _kind(
        **{"x-renamed": {"titre": "nom"}},
        allOf=[{"x-renamed": {"cuisiniers": "auteurs"}, "properties": {"auteurs": {}}}],
    )
    assert kind.root.renamed == {"titre": "nom", "cuisiniers": "auteurs"}
