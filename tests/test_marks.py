"""The marks of schemas have a form; a schema that breaks it is told at once."""

from __future__ import annotations

import shutil
from pathlib import Path as Folder
from typing import Any

import pytest

from communs import marks
from communs.findings import Path
from tests.command import communs
from tests.conftest import ROOT

GROUP = "« x-retired » attend un groupe : « on », et « use », ou « fr » et « en »."


@pytest.mark.parametrize(
    ("schema", "path", "said"),
    [
        (
            {"x-link": "organisations"},
            ("x-link",),
            "« x-link » attend « to », une liste de types de fiche ou de listes.",
        ),
        (
            {"x-link": {"to": []}},
            ("x-link",),
            "« x-link » attend « to », une liste de types de fiche ou de listes.",
        ),
        (
            {"x-link": {"to": ["organisations"], "owner": "oui"}},
            ("x-link",),
            "« x-link » attend « to », une liste de types de fiche ou de listes.",
        ),
        (
            {"items": [{"x-expires": 12}]},
            ("items", 0, "x-expires"),
            "« x-expires » attend « months » et un nombre.",
        ),
        (
            {"x-message": {"en": "No."}},
            ("x-message",),
            "« x-message » attend « fr » et « en », avec ou sans « hint ».",
        ),
        (
            {"x-show": {"order": "premier"}},
            ("x-show",),
            "« x-show » attend un groupe, et « order » un nombre entier.",
        ),
        (
            {"x-schema-org": "url"},
            ("x-schema-org",),
            "« x-schema-org » d’un type de fiche attend un groupe avec « type » ou « types ».",
        ),
        (
            {"x-schema-org": {"type": "organisation"}},
            ("x-schema-org", "type"),
            "« type » attend un type de schema.org comme Organization.",
        ),
        (
            {"properties": {"a": {}}, "x-schema-org": {"types": {"b": {"x": "Thing"}}}},
            ("x-schema-org", "types", "b"),
            "« types » mène à « b », qui n’est pas un champ d’ici.",
        ),
        (
            {"properties": {"a": {"x-schema-org": "PostalAddress/postalCode"}}},
            ("properties", "a", "x-schema-org"),
            "« x-schema-org » attend une propriété comme url ou address:PostalAddress/postalCode,"
            " ou un groupe avec « property ».",
        ),
        (
            {"properties": {"a": {"x-schema-org": {"property": "url", "if": "Thing"}}}},
            ("properties", "a", "x-schema-org", "if"),
            "« x-schema-org » n’attend pas « if » ici, mais property, for, values, as.",
        ),
        (
            {"properties": {"a": {"x-schema-org": {"property": "url", "for": "Thing"}}}},
            ("properties", "a", "x-schema-org", "for"),
            "« for » attend une liste de types de schema.org.",
        ),
        ({"x-after": 3}, ("x-after",), "« x-after » attend le nom d’un champ."),
        ({"x-why": "Pour savoir."}, ("x-why",), "« x-why » attend « fr » et « en »."),
        (
            {"x-renamed": ["site"]},
            ("x-renamed",),
            "« x-renamed » attend un groupe de noms, chacun avec le nom d’un champ d’ici.",
        ),
        *(
            (
                {
                    "properties": {"a": {"deprecated": deprecated, "x-retired": mark}, "b": {}},
                    "required": required,
                },
                ("properties", "a", "x-retired", *more),
                said,
            )
            for mark, deprecated, required, more, said in [
                ("2027", True, [], (), GROUP),
                ({"on": "2027-06-01"}, True, [], (), GROUP),
                ({"on": "2027-06-01", "fr": "Retirez-le."}, True, [], (), GROUP),
                (
                    {"on": "bientôt", "use": "b"},
                    True,
                    [],
                    ("on",),
                    "« on » attend un jour, comme 2027-06-01.",
                ),
                (
                    {"on": "2027-06-01", "use": "b", "apres": 1},
                    True,
                    [],
                    ("apres",),
                    "« x-retired » n’attend pas « apres » ici, mais on, use, fr, en.",
                ),
                (
                    {"on": "2027-06-01", "use": "b"},
                    False,
                    [],
                    (),
                    "« x-retired » se met sur un champ, à côté de « deprecated: true ».",
                ),
                (
                    {"on": "2027-06-01", "use": "c"},
                    True,
                    [],
                    ("use",),
                    "« use » mène à « c », qui n’est pas un champ d’ici, ou qui prend fin aussi.",
                ),
                (
                    {"on": "2027-06-01", "use": "a"},
                    True,
                    [],
                    ("use",),
                    "« use » mène à « a », qui n’est pas un champ d’ici, ou qui prend fin aussi.",
                ),
                (
                    {"on": "2027-06-01", "use": "b"},
                    True,
                    ["a"],
                    (),
                    "un champ qui prend fin n’est plus obligatoire : retirez-le de « required ».",
                ),
            ]
        ),
        (
            {"$defs": {"a": {"deprecated": True, "x-retired": {"on": "2027-06-01", "use": "b"}}}},
            ("$defs", "a", "x-retired"),
            "« x-retired » se met sur un champ, à côté de « deprecated: true ».",
        ),
        (
            {"properties": {"a": {}}, "x-renamed": {"b": "a", "d": "c"}},
            ("x-renamed", "d"),
            "« x-renamed » mène à « c », qui n’est pas un champ d’ici.",
        ),
        ({"x-prefill": "non"}, ("x-prefill",), "« x-prefill » attend true ou false."),
        (
            {"$ref": "https://exemple.fr/x.json"},
            ("$ref",),
            "« $ref » attend une adresse dans ce fichier ou dans commun.json.",
        ),
        (
            {"$schema": "https://exemple.fr/schema"},
            ("$schema",),
            "« $schema » attend https://json-schema.org/draft/2020-12/schema.",
        ),
        (
            {"allOf": [{"$id": "https://exemple.fr/"}]},
            ("allOf", 0, "$id"),
            "ce mot mène hors du dépôt, et rien ne se lit ailleurs : retirez-le.",
        ),
    ],
)
def test_a_wrong_mark(schema: dict[str, Any], path: Path, said: str) -> None:
    assert [(at, str(why)) for at, why in marks.faults(schema)] == [(path, f"{{lieu}} : {said}")]


@pytest.mark.parametrize(
    "schema",
    [
        {"x-link": {"to": ["organisations"], "except": ["equipe"], "backlink": {"fr": "Offres"}}},
        {"properties": {"x-link": {"type": "string"}, "$ref": {"type": "string"}}},
        {"examples": [{"x-show": 3}], "const": {"$ref": "x"}},
    ],
)
def test_nothing_to_say(schema: dict[str, Any]) -> None:
    assert list(marks.faults(schema)) == []


FIELD = ("properties", "champ", "x-wikidata")
PROPERTY = "« property » attend une propriété comme P856, ou une liste."
URL = "« url » attend un modèle comme https://exemple.fr/{id}."


def field(mark: Any) -> dict[str, Any]:
    return {"properties": {"champ": {"x-wikidata": mark}}}


def kind(mark: Any) -> dict[str, Any]:
    return {"properties": {"membre_de": {}}, "x-wikidata": mark}


def fact(**words: Any) -> dict[str, Any]:
    return kind({"facts": [{"title": "Siège", "x-wikidata": "P159", **words}]})


@pytest.mark.parametrize(
    ("mark", "path", "said"),
    [
        (
            "site web",
            (),
            "« x-wikidata » attend une propriété comme P856, P159/P281 pour un qualificatif,"
            " ou un groupe avec « property ».",
        ),
        ({"url": "https://exemple.fr/{id}"}, ("property",), PROPERTY),
        ({"property": ["P159/P281", "P0"]}, ("property",), PROPERTY),
        (
            {"property": "P625", "part": "altitude"},
            ("part",),
            "« part » attend « latitude » ou « longitude ».",
        ),
        ({"property": "P4033", "url": "https://{instance}/@{user}"}, ("url",), URL),
        ({"property": "P4033", "url": "javascript:{id}"}, ("url",), URL),
        ({"property": "P856", "give": "oui"}, ("give",), "« give » attend true ou false."),
        (
            {"property": "P348", "latest": True},
            ("latest",),
            "« latest » attend la propriété qui date les valeurs, comme P577.",
        ),
        (
            {"property": "P856", "facts": []},
            ("facts",),
            "« x-wikidata » n’attend pas « facts » ici, mais property, part, url, latest, give.",
        ),
        (
            {"keys": ["mastodon"]},
            ("keys",),
            "« keys » attend un groupe : à chaque nom, sa propriété de Wikidata.",
        ),
        ({"keys": {"mastodon": {"property": "Mastodon"}}}, ("keys", "mastodon", "property"), PROPERTY),
    ],
)
def test_a_wrong_mark_of_wikidata_on_a_field(mark: Any, path: Path, said: str) -> None:
    assert [(at, str(why)) for at, why in marks.faults(field(mark))] == [
        ((*FIELD, *path), f"{{lieu}} : {said}")
    ]


@pytest.mark.parametrize(
    ("schema", "path", "said"),
    [
        (
            kind("P856"),
            (),
            "« x-wikidata » d’un type de fiche attend un groupe, avec ou sans « never » et « facts ».",
        ),
        (
            kind({"property": "P856"}),
            ("property",),
            "« x-wikidata » n’attend pas « property » ici, mais never, facts.",
        ),
        (
            kind({"never": ["humain"]}),
            ("never",),
            "« never » attend une liste d’éléments de Wikidata comme Q5.",
        ),
        (
            kind({"facts": [{"title": "Siège"}]}),
            ("facts",),
            "« facts » attend une liste de groupes, chacun avec « title » et « x-wikidata ».",
        ),
        (fact(title=3), ("facts", 0, "title"), "« title » attend le nom du fait, en français."),
        (fact(**{"x-en": "Seat"}), ("facts", 0, "x-en"), "« x-en » attend un groupe entre accolades."),
        (
            fact(**{"x-wikidata": {"property": 159}}),
            ("facts", 0, "x-wikidata", "property"),
            PROPERTY,
        ),
        (
            fact(unless="adresse"),
            ("facts", 0, "unless"),
            "« unless » mène à « adresse », qui n’est pas un champ d’ici.",
        ),
        (fact(unless=["membre_de"]), ("facts", 0, "unless"), "« unless » attend le nom d’un champ."),
        (
            fact(give=True),
            ("facts", 0, "give"),
            "« x-wikidata » n’attend pas « give » ici, mais title, x-en, x-wikidata, unless.",
        ),
    ],
)
def test_a_wrong_mark_of_wikidata_on_a_kind(schema: dict[str, Any], path: Path, said: str) -> None:
    assert [(at, str(why)) for at, why in marks.faults(schema)] == [
        (("x-wikidata", *path), f"{{lieu}} : {said}")
    ]


@pytest.mark.parametrize(
    "schema",
    [
        field("P856"),
        field("P159/P281"),
        field({"property": ["P281", "P159/P281"]}),
        field({"property": "P625", "part": "longitude"}),
        field({"keys": {"mastodon": {"property": "P4033", "url": "https://{host}/@{user}", "give": True}}}),
        kind({}),
        kind({"never": ["Q5"], "facts": []}),
        fact(unless="membre_de", **{"x-en": {"title": "Headquarters"}}),
        {"properties": {"x-wikidata": {"type": "string"}}},
    ],
)
def test_a_mark_of_wikidata(schema: dict[str, Any]) -> None:
    assert list(marks.faults(schema)) == []


def test_the_command_says_where_a_mark_is_wrong(tmp_path: Folder) -> None:
    shutil.copytree(ROOT / "schemas", tmp_path / "schemas")
    (tmp_path / "catalogue").mkdir()
    schema = tmp_path / "schemas" / "lieux" / "schema.json"
    told = schema.read_text(encoding="utf-8").replace('"part": "latitude"', '"part": "nord"')
    schema.write_text(told, encoding="utf-8")
    before = told.partition('"nord"')[0].splitlines()
    done = communs(tmp_path, "validate")
    assert done.returncode == 2
    place = f"schemas/lieux/schema.json:{len(before)}:{len(before[-1]) + 1}"
    assert done.stderr == (
        f"communs : {place}\u00a0: «\u00a0part\u00a0» attend «\u00a0latitude\u00a0» ou «\u00a0longitude\u00a0».\n"
    )
