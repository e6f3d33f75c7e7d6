"""A commune's name or postal code, typed by whoever lives there → the nearest territory that has a page."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from communs import shards
from communs.exports import forms, nearby
from communs.territories import load
from tests.conftest import ROOT, real
from tests.language_server import NODE

Told = dict[str, list[list[str]]]
TYPED = (
    "Lille", "59000", "armentieres", "ARMENTIÈRES", "Armantières", "59280", "st denis", "Saint-Denis", "97400",
    "rochelle", "l'hay les roses", "paris 11e", "75011", "Nouméa", "Mamoudzou", "97500", "97133", "05110", "20000",
    "Bretagne", "la réunion", "Nord", "59", "métropole européenne de lille", "", "l", "zzzz", "<b>", "__proto__",
)  # fmt: skip


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the browser's script finds in the files of the real catalogue."""
    folder = tmp_path_factory.mktemp("site")
    tables = ((f"{forms.FOLDER}/{name}", forms._encoded(content)) for name, content in forms.tables())
    for address, content in (*tables, *nearby.files(real().catalogue)):
        (folder / address).parent.mkdir(parents=True, exist_ok=True)
        (folder / address).write_bytes(content)
    script = ROOT / "tests" / "near_home.mjs"
    command = [NODE, script, folder, json.dumps(TYPED)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")
    return json.loads(done.stdout)  # type: ignore[no-any-return]


@pytest.fixture
def found(answers: dict[str, Any]) -> Told:
    return dict(answers["answers"])


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Lille", ["Lille", "59", "territoires/commune-59350/"]),
        ("59000", ["Lille", "59", "territoires/commune-59350/"]),
        ("armentieres", ["Armentières", "59", "territoires/epci-200093201/?commune=59017"]),
        ("ARMENTIÈRES", ["Armentières", "59", "territoires/epci-200093201/?commune=59017"]),
        ("Armantières", ["Armentières", "59", "territoires/epci-200093201/?commune=59017"]),
        ("97400", ["Saint-Denis", "974", "territoires/region-04/?commune=97411"]),
        ("rochelle", ["La Rochelle", "17", "territoires/region-75/?commune=17300"]),
        ("l'hay les roses", ["L’Haÿ-les-Roses", "94", "territoires/epci-200054781/?commune=94038"]),
        ("paris 11e", ["Paris 11e Arrondissement", "75", "territoires/commune-75056/?commune=75111"]),
        ("75011", ["Paris 11e Arrondissement", "75", "territoires/commune-75056/?commune=75111"]),
        ("Nouméa", ["Nouméa", "988", "territoires/france/?commune=98818"]),
        ("Mamoudzou", ["Mamoudzou", "976", "territoires/france/?commune=97611"]),
        ("97133", ["Saint-Barthélemy", "977", "territoires/france/?commune=97701"]),
        ("20000", ["Ajaccio", "2A", "territoires/region-94/?commune=2A004"]),
        ("Bretagne", ["Bretagne", "", "territoires/region-53/"]),
        ("la réunion", ["La Réunion", "", "territoires/region-04/"]),
        ("Nord", ["Nord", "", "territoires/departement-59/"]),
        ("59", ["Nord", "", "territoires/departement-59/"]),
        (
            "métropole européenne de lille",
            ["Métropole Européenne de Lille", "", "territoires/epci-200093201/"],
        ),
    ],
)
def test_leads_to_the_nearest_page(typed: str, first: list[str], found: Told) -> None:
    assert found[typed][0] == first


def test_communes_that_share_a_name_or_a_code_are_all_told(found: Told) -> None:
    assert found["st denis"] == found["Saint-Denis"]
    same = [departement for name, departement, _ in found["Saint-Denis"] if name == "Saint-Denis"]
    assert same == ["93", "11", "30", "974"]  # the one that has a page comes first
    assert {departement for _, departement, _ in found["05110"]} == {"04", "05"}
    assert [name for name, _, _ in found["59280"]] == ["Armentières", "Bois-Grenier"]
    assert [name for name, _, _ in found["97500"]] == ["Miquelon-Langlade", "Saint-Pierre"]


def test_what_means_nothing_finds_nothing(found: Told) -> None:
    assert [found[typed] for typed in ("", "l", "zzzz", "__proto__")] == [[], [], [], []]


def test_few_small_files_are_read(answers: dict[str, Any]) -> None:
    assert answers["read"][:3] == ["territoires.json", "pages.json", "li.tsv"]
    assert len(answers["read"]) == len(set(answers["read"]))


def test_the_script_and_the_tables_begin_names_alike() -> None:
    script = (ROOT / "scripts/communs/assets/chez-moi/communes.mjs").read_text(encoding="utf-8")
    assert f"new Set({json.dumps(['saint', 'sainte', 'le', 'la', 'les', 'l'])})" in script
    assert {"saint", "sainte", "le", "la", "les", "l"} == shards._OPENING


def test_postal_codes_of_another_departement_say_so() -> None:
    data = ROOT / "scripts" / "communs" / "data"
    texts = [(data / f"{name}.tsv").read_text(encoding="utf-8") for name in ("territoires", "communes")]
    table = dict(shards.files(*texts))
    told = table[shards.TABLE]
    assert isinstance(told, dict)
    assert (told["postes"]["13780"], told["postes"]["97150"], "59000" in told["postes"]) == (
        ["83"],
        ["978"],
        False,
    )


def test_communes_of_a_territory() -> None:
    known = load()

    def names(id_: str) -> list[str]:
        territory = known.get(id_)
        assert territory
        return [commune.name for commune in known.communes_of(territory)]

    assert names("commune:59350") == ["Lille"]
    assert {"Lille", "Armentières"} <= {*names("epci:200093201")}
    assert names("region:32") == []
