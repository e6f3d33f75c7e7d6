"""Real answers of Wikidata → facts, to the letter; hostile ones → nothing that hides, runs or breaks a file."""

from __future__ import annotations

import copy
import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communs import facts
from communs.facts import Facts, claims, filling
from tests.conftest import config_kind, real_kinds
from tests.wikibase import documents

DAY = datetime.date(2026, 11, 23)
ITEM = "http://www.wikidata.org/entity/"
POINT = {"latitude": 1.5, "longitude": 2, "precision": 0.5, "globe": ITEM + "Q2"}


def asked(*paths: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(path.split("/")) for path in paths)


def reduce(qid: str, *paths: str) -> Facts:
    """What a recorded item says."""
    return claims.reduce(documents.document(qid), qid, asked(*paths), DAY)


def said(qid: str, path: str) -> tuple[Any, ...]:
    return tuple(reduce(qid, path).claims.get(path, ()))


def snak(value: Any, datatype: str) -> dict[str, Any]:
    return {"snaktype": "value", "datatype": datatype, "datavalue": {"value": value}}


def statement(told: dict[str, Any], rank: str = "normal", **qualifiers: list[Any]) -> dict[str, Any]:
    return {"mainsnak": told, "rank": rank, "qualifiers": qualifiers}


def of(*statements: Any, path: str = "P1", day: datetime.date = DAY) -> tuple[Any, ...]:
    """What an item with these statements says."""
    document = {"id": "Q1", "claims": {path.partition("/")[0]: list(statements)}}
    return tuple(claims.reduce(document, "Q1", asked(path), day).claims.get(path.partition("/")[0], ()))


def one(value: Any, datatype: str) -> Any:
    """What an item with this one value says: a claim, or nothing."""
    return next(iter(of(statement(snak(value, datatype)))), None)


def time(value: str, precision: Any = 11, calendar: str = "Q1985727") -> dict[str, Any]:
    return {"time": value, "precision": precision, "calendarmodel": ITEM + calendar}


def day(value: str, precision: int = 11) -> dict[str, Any]:
    return snak(time(f"+{value}T00:00:00Z", precision), "time")


def test_an_item_that_has_everything() -> None:
    paths = ("P31", "P571", "P576", "P856", "P159", "P154", "P18", "P452", "P625", "P1128", "P1616", "P1813")
    assert reduce("Q910000001", *paths) == Facts(
        requested="Q910000001",
        resolved="Q910000001",
        revision=931,
        modified="2026-11-01T00:00:00Z",
        retrieved="2026-11-23",
        properties=tuple(sorted(paths)),
        labels={"mul": "Coop Exemple"},
        descriptions={"fr": "coopérative de covoiturage"},
        claims={
            "P1128": ({"amount": "32"},),
            "P154": ({"file": "Coop Exemple – logo (2018).svg"},),
            "P1616": ({"value": "839736391"},),
            "P18": ({"file": "Nancy_Place d'Armes & co.jpg"},),
            "P1813": ({"value": "CoopEx", "lang": "fr"},),
            "P31": ({"item": "Q5"},),
            "P452": ({"item": "Q999999999"},),
            "P571": ({"value": "2018"}, {"value": "2018-06"}),
            "P625": ({"latitude": 48.6921, "longitude": 6.1844},),
            "P856": ({"value": "https://example.org/"},),  # the preferred one
        },
    )


def test_only_what_is_asked_for_is_kept() -> None:
    found = reduce("Q42", "P856", "P159/P281")
    assert found.properties == ("P159/P281", "P856")
    assert found.claims == {"P856": ({"value": "https://douglasadams.com"},)}


def test_an_item_may_have_one_name_for_all_languages() -> None:
    found = reduce("Q42", "P31")
    assert found.labels == {"mul": "Douglas Adams"}
    assert found.descriptions["fr"] == "écrivain de science-fiction et humoriste anglais (1952–2001)"
    assert found.aliases == {"mul": ("Douglas Noël Adams", "Douglas Noel Adams", "Douglas N. Adams")}
    assert found.sitelinks == {
        "en": "https://en.wikipedia.org/wiki/Douglas_Adams",
        "fr": "https://fr.wikipedia.org/wiki/Douglas_Adams",
    }
    assert (found.revision, found.modified) == (2441354823, "2025-12-12T17:50:31Z")


def test_times_are_cut_by_their_precision() -> None:
    assert said("Q970917", "P569") == ({"value": "1869-11"}, {"value": "1990-11"}, {"value": "1990"})
    assert said("Q970917", "P570") == ({"value": "1929-05-07"},)


def test_the_calendar_of_julius_caesar_is_named() -> None:
    assert said("Q8413", "P569") == ({"value": "0272-02-27", "julian": True},)
    assert said("Q4115189", "P569") == ({"value": "1291", "julian": True},)


def test_the_universe_began_long_before_python() -> None:
    assert said("Q1", "P580") == ({"value": "-13798000000", "precision": 3},)


def test_answers_of_2015_name_items_by_their_number_alone() -> None:
    old = documents.entities(documents.recorded("Q1-2015-universe"))["Q1"]
    assert claims.reduce(old, "Q1", asked("P31"), DAY).claims == {"P31": ({"item": "Q1454986"},)}
    batch = documents.entities(documents.recorded("batch-missing-and-property"))
    assert claims.reduce(batch["Q42"], "Q42", asked("P31"), DAY).claims == {"P31": ({"item": "Q5"},)}


def test_the_best_rank_alone_counts() -> None:
    assert said("Q4115189", "P135") == ({"item": "Q2044250"},)
    assert said("Q1", "P18") == ({"file": "NASA-HS201427a-HubbleUltraDeepField2014-20140603.jpg"},)
    assert said("Q22", "P131") == ({"item": "Q145"},)
    assert "Q1964689" not in [claim["item"] for claim in said("Q2112", "P31")]  # a deprecated one


def test_unknown_and_no_value_say_nothing() -> None:
    told = documents.entities(documents.recorded("somevalue-novalue-Q4115189-2017"))["Q4115189"]
    assert claims.reduce(told, "Q4115189", asked("P3984"), DAY).claims == {"P3984": ({"value": "bacasable"},)}
    assert reduce("Q910000001", "P159", "P576").claims == {}


def test_no_value_outdoes_a_value_of_a_lower_rank() -> None:
    nothing = {"mainsnak": {"snaktype": "novalue", "datatype": "string"}, "rank": "preferred"}
    assert of(nothing, statement(snak("Élan", "string"))) == ()


def test_a_point_has_its_precision_where_it_is_known() -> None:
    bielefeld = {"latitude": 52.016666666667, "longitude": 8.5333333333333, "precision": 0.016666666666667}
    assert said("Q2112", "P625") == (bielefeld,)


def test_a_merged_item_is_followed() -> None:
    found = reduce("Q32063953", "P856")
    assert (found.requested, found.resolved, found.merged) == ("Q32063953", "Q1040", True)
    assert found.path == "catalogue/_wikidata/Q32063953.json"
    assert found.claims == {"P856": ({"value": "https://www.karlsruhe.de/"},)}
    assert reduce("Q53265341", "P856").resolved == "Q11036"


@pytest.mark.parametrize(
    "told",
    [
        documents.document("Q10908976"),
        documents.entities(documents.body("missing-fv2"))["Q999999999"],
        documents.entities(documents.recorded("missing-by-title"))["-1"],
        documents.entities(documents.recorded("batch-missing-and-property"))["P31"],
        {}, [], None, "Q7", {"id": 7}, {"id": "Q07"}, {"id": ["Q7"]},
    ],
)  # fmt: skip
def test_what_is_no_item_is_refused(told: Any) -> None:
    with pytest.raises(claims.NoItem) as caught:
        claims.reduce(told, "Q7", asked("P31"), DAY)
    assert str(caught.value) == "La réponse sur Q7 n’est pas un élément de Wikidata."


@pytest.mark.parametrize("empty", [{}, [], None, "", 0])
def test_an_empty_item_has_no_facts(empty: Any) -> None:
    told = dict.fromkeys(("labels", "descriptions", "aliases", "claims", "sitelinks"), empty)
    found = claims.reduce({"id": "Q7"} | told, "Q7", asked("P31"), DAY)
    assert found == Facts(requested="Q7", resolved="Q7", retrieved="2026-11-23", properties=("P31",))


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (time("+2018-06-15T00:00:00Z", 14), {"value": "2018-06-15"}),
        (time("+2018-06-15T00:00:00Z", 10), {"value": "2018-06"}),
        (time("+2018-00-00T00:00:00Z", 11), {"value": "2018"}),
        (time("+2010-00-00T00:00:00Z", 8), {"value": "2010", "precision": 8}),
        (time("-0500-00-00T00:00:00Z", 9), {"value": "-0500"}),
        (time("+00000002018-01-01T00:00:00Z", 9), {"value": "2018"}),
        (time("+12026-01-01T00:00:00Z", 10), {"value": "12026-01"}),
        (time("+1900-02-29T00:00:00Z", 11, "Q1985786"), {"value": "1900-02-29", "julian": True}),
        (time("+1900-02-29T00:00:00Z", 11), None),
        (time("+2018-13-01T00:00:00Z", 10), None),
        (time("+2018-00-15T00:00:00Z", 11), None),
        (time("+0000-00-00T00:00:00Z", 9), None),
        (time("+2018-06-15T00:00:00Z", True), None),
        (time("+2018-06-15T00:00:00Z", 99), None),
        (time("+2018-06-15T00:00:00Z", "11"), None),
        (time("+2018-06-15T00:00:00Z", 11, "Q1"), None),
        (time("2018", 9), None),
        ({"time": 2018}, None),
        ("2018", None),
    ],
)
def test_a_time_is_kept_as_far_as_it_is_known(value: Any, kept: Any) -> None:
    assert one(value, "time") == kept


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("https://exemple.fr/a?b=c#d", "https://exemple.fr/a?b=c#d"),
        ("https://écologie.fr/", "https://écologie.fr/"),
        ("ftp://exemple.fr/", None),
        ("mailto:a@exemple.fr", None),
        ("javascript:alert(1)//https://exemple.fr", None),
        ("https://moi:secret@exemple.fr/", None),
        ("https://moi@exemple.fr/", None),
        ("https://exemple.fr/\u202egpj.exe", None),
        ("https://exemple.fr/\n", None),
        ("https://exemple.fr/a b", None),
        ("https://exemple.fr/\"><script>", None),
        ("https://exemple.fr/{{ 7 * 7 }}", None),
        ("https://localhost/", None),
        ("https://exemple.fr/" + "a" * 2_000, None),
        (["https://exemple.fr/"], None),
    ],
)  # fmt: skip
def test_only_public_addresses_are_kept(value: Any, kept: str | None) -> None:
    assert one(value, "url") == (kept and {"value": kept})


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("Logo (2018) – d'été.svg", True),
        ("../../etc/passwd", False),
        ("a/b.png", False),
        ("Logo", False),
        ("File:Logo.svg", False),
        ("<b>.png", False),
        ("a\u202egnp.exe.png", False),
        (" a.png", False),
        (7, False),
    ],
)
def test_a_file_has_a_name_that_commons_takes(value: Any, kept: bool) -> None:
    assert one(value, "commonsMedia") == ({"file": value} if kept else None)


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("  deux\t\n mots ", "deux mots"),
        ("e\u0301te\u0301", "été"),
        ("\u202egauche\u202c\x00\u200b\ufeff\ud800", "gauche"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),  # a text like another: pages escape it
        ("👩🏽\u200d🌾", "👩🏽\u200d🌾"),
        ("x" * 50_000, "x" * 399 + "…"),
        ("\u200b ", None),
        (7, None),
    ],
)
def test_a_text_is_cleaned(value: Any, kept: str | None) -> None:
    assert one(value, "string") == (kept and {"value": kept})


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ({"amount": "+32", "unit": "1"}, {"amount": "32"}),
        ({"amount": "-3.50", "unit": "1", "upperBound": "+9"}, {"amount": "-3.50"}),
        ({"amount": "+7", "unit": ITEM + "Q11573"}, {"amount": "7", "unit": "Q11573"}),
        ({"amount": "+7", "unit": "mètres"}, None),
        ({"amount": "+7"}, None),
        ({"amount": 7, "unit": "1"}, None),
        ({"amount": "1e9", "unit": "1"}, None),
        ("7", None),
    ],
)
def test_a_quantity_is_its_amount(value: Any, kept: Any) -> None:
    assert one(value, "quantity") == kept


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        ({}, {"latitude": 1.5, "longitude": 2}),
        ({"precision": 0.5}, {"latitude": 1.5, "longitude": 2, "precision": 0.5}),
        ({"precision": "fine"}, {"latitude": 1.5, "longitude": 2}),
        ({"globe": ITEM + "Q405"}, None),  # the Moon
        ({"globe": None}, None),
        ({"latitude": 90.1}, None),
        ({"longitude": -181}, None),
        ({"latitude": float("nan")}, None),
        ({"longitude": float("inf")}, None),
        ({"longitude": True}, None),
        ({"latitude": "1.5"}, None),
        ({"latitude": 10**400}, None),
    ],
)
def test_a_point_is_on_earth(change: dict[str, Any], kept: Any) -> None:
    assert one(POINT | {"precision": None} | change, "globe-coordinate") == kept


def test_short_names_come_in_the_order_of_our_languages() -> None:
    told = [statement(snak({"text": lang.upper(), "language": lang}, "monolingualtext"))
            for lang in ("de", "en", "mul", "oc", "fr")]  # fmt: skip
    assert [claim["lang"] for claim in of(*told)] == ["fr", "mul", "en", "de", "oc"]


@pytest.mark.parametrize("datatype", ["math", "musical-notation", "localMedia", "wikibase-lexeme", None, []])
def test_other_datatypes_are_left_out(datatype: Any) -> None:
    assert one("x", datatype) is None


def test_qualifiers_that_are_asked_for_come_along() -> None:
    seat = statement(
        snak({"id": "Q90"}, "wikibase-item"),
        P281=[snak("75011", "string"), {"snaktype": "somevalue", "datatype": "string"}],
        P6375=[snak({"text": "1 rue du Lac", "language": "fr"}, "monolingualtext")],
    )
    assert of(seat, path="P159") == ({"item": "Q90"},)
    assert of(seat, path="P159/P281") == ({"item": "Q90", "qualifiers": {"P281": [{"value": "75011"}]}},)
    assert of(seat, path="P159/P580") == ()


@pytest.mark.parametrize(
    ("ends", "until"),
    [
        ([], None),
        ([day("2026-11-22")], "ended"),
        ([day("2026-11-23")], "2026-11-23"),
        ([day("2026-00-00", 9)], "2026"),
        ([day("2026-10-00", 10)], "ended"),
        ([day("2020-00-00", 8)], "2029"),
        ([day("2100-00-00", 7)], "2100"),
        ([day("2000-00-00", 7)], "ended"),
        ([day("2019-00-00", 9), day("2027-01-31")], "2027-01-31"),
        ([snak(time("-0044-03-15T00:00:00Z"), "time")], "ended"),
        ([day("12026-01-01")], None),
        ([{"snaktype": "somevalue", "datatype": "time"}], "ended"),
        ([{"snaktype": "novalue", "datatype": "time"}], None),
        ([snak("demain", "string")], None),
        ([snak(POINT, "globe-coordinate")], None),
        ("2020", None),
    ],
)
def test_a_value_that_has_ended_is_left_out(ends: Any, until: str | None) -> None:
    told = of(statement(snak("Élan", "string"), P582=ends))
    assert told == (() if until == "ended" else ({"value": "Élan"} | ({"until": until} if until else {}),))


def test_links_to_wikipedia_are_made_from_the_title() -> None:
    sites = {
        "frwiki": {"site": "frwiki", "title": "L'Été (à Sète) ?", "url": "https://evil.example/"},
        "enwiki": {"site": "enwiki", "url": "javascript:alert(1)"},
        "dewiki": {"site": "dewiki", "title": "Sommer"},
    }
    found = claims.reduce({"id": "Q7", "sitelinks": sites}, "Q7", asked("P31"), DAY)
    assert found.sitelinks == {"fr": "https://fr.wikipedia.org/wiki/L%27%C3%89t%C3%A9_(%C3%A0_S%C3%A8te)_%3F"}


def test_a_text_in_another_language_is_not_taken_for_ours() -> None:
    told = {"fr": {"value": "escriptor anglès", "language": "ca", "for-language": "fr"}}
    assert claims.reduce({"id": "Q7", "descriptions": told}, "Q7", asked("P31"), DAY).descriptions == {}


def test_long_lists_are_cut() -> None:
    many = [statement(snak(f"n{number}", "string")) for number in range(99)]
    assert of(*many) == tuple({"value": f"n{number}"} for number in range(50))


def test_linked_items_get_their_names() -> None:
    seat = statement(snak({"id": "Q90"}, "wikibase-item"), P131=[snak({"id": "Q142"}, "wikibase-item")])
    document = {"id": "Q7", "claims": {"P159": [seat], "P856": [statement(snak("https://a.fr", "url"))]}}
    bare = claims.reduce(document, "Q7", asked("P159/P131", "P856"), DAY)
    assert claims.linked(bare) == {"Q90", "Q142"}
    named = claims.labelled(bare, {"Q142": {"fr": " France\n", "de": "Frankreich"}, "Q90": {}})
    inner = {"item": "Q142", "labels": {"fr": "France"}}
    assert named.claims["P159"] == ({"item": "Q90", "qualifiers": {"P131": [inner]}},)
    assert claims.linked(named) == {"Q90"}
    assert claims.labelled(named, {}) == named


def test_one_file_of_each_property_is_worth_having() -> None:
    told = [statement(snak(f"{letter}.png", "commonsMedia")) for letter in "abc"]
    document = {"id": "Q7", "claims": {"P154": told, "P18": [], "P2716": told[::-1]}}
    found = claims.reduce(document, "Q7", asked("P154", "P18", "P2716"), DAY)
    assert claims.files(found) == ("a.png", "c.png")


def shuffled(value: Any) -> Any:
    """The same JSON, its keys in the other order."""
    if isinstance(value, dict):
        return {key: shuffled(value[key]) for key in reversed(value)}
    return [shuffled(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("qid", ["Q22", "Q42", "Q2112", "Q32063953", "Q910000001"])
def test_the_files_of_real_items_are_small_and_always_the_same(qid: str) -> None:
    paths, document = filling.paths(real_kinds()["organisations"]), documents.document(qid)
    before = copy.deepcopy(document)
    found = facts.write(claims.reduce(document, qid, paths, DAY))
    assert len(found) < 4_000
    assert found == facts.write(claims.reduce(shuffled(document), qid, paths, DAY))
    assert document == before


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
SNAK = JSON | st.fixed_dictionaries(
    {"snaktype": st.just("value"), "datavalue": JSON | st.fixed_dictionaries({"value": JSON | st.fixed_dictionaries({
        "time": JSON | st.from_regex(r"[+-][0-9]{4,5}-[01][0-9]-[0-3][0-9]T00:00:00Z", fullmatch=True),
        "precision": JSON | st.integers(-1, 15),
        "calendarmodel": st.sampled_from([ITEM + "Q1985727", ITEM + "Q1985786", None]),
        "latitude": JSON, "longitude": JSON, "globe": st.just(ITEM + "Q2"),
        "text": JSON, "language": JSON | st.just("fr"), "amount": JSON | st.just("+1"), "unit": JSON | st.just("1"),
        "numeric-id": JSON,
    })}),
     "datatype": JSON | st.sampled_from(["string", "url", "commonsMedia", "monolingualtext", "wikibase-item", "time",
                                         "globe-coordinate", "quantity"])}
)  # fmt: skip
STATEMENT = JSON | st.fixed_dictionaries(
    {
        "mainsnak": SNAK,
        "rank": st.sampled_from(["normal", "preferred"]) | JSON,
        "qualifiers": JSON
        | st.fixed_dictionaries({"P2": st.lists(SNAK) | JSON, "P582": st.lists(SNAK) | JSON}),
    }
)
DOCUMENT = st.fixed_dictionaries(
    {"id": st.just("Q7")},
    optional={
        "lastrevid": JSON,
        "modified": JSON,
        "labels": JSON
        | st.fixed_dictionaries({"fr": JSON | st.fixed_dictionaries({"value": JSON, "language": JSON})}),
        "aliases": JSON | st.fixed_dictionaries({"fr": JSON}),
        "sitelinks": JSON
        | st.fixed_dictionaries({"frwiki": JSON | st.fixed_dictionaries({"title": st.text()})}),
        "claims": JSON | st.fixed_dictionaries({"P1": JSON | st.lists(STATEMENT, max_size=4)}),
    },
)


@given(DOCUMENT)
def test_whatever_comes_makes_a_file_that_can_be_read(document: Any) -> None:
    found = claims.reduce(document, "Q7", asked("P1", "P1/P2"), DAY)
    assert facts.read(facts.write(found), found.path, config_kind("faits")) == found


@given(JSON)
def test_whatever_comes_is_an_item_or_is_refused(told: Any) -> None:
    with pytest.raises(claims.NoItem):
        claims.reduce(told, "Q7", asked("P1"), DAY)


def test_a_deep_document_does_no_harm() -> None:
    deep: Any = "x"
    for _ in range(50_000):
        deep = [deep]
    told = {"id": "Q7", "labels": {"fr": deep}, "claims": {"P1": [statement(snak(deep, "string")), deep]}}
    assert claims.reduce(told, "Q7", asked("P1"), DAY).claims == {}
