"""A facts file: the same bytes for the same facts, and no file that the site could stumble over."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communs import facts
from communs.facts import Claim, Facts, Media, ended, last
from communs.findings import Finding
from tests.conftest import config_kind

FORM = config_kind("faits")
MEDIA = Media(
    file="Q7-P154.png", stored_sha1="0" * 40, sha1="1" * 40, width=330, height=165,
    author="Jeanne", licence="CC BY-SA 4.0", licence_url="", page="https://commons.example.org/wiki/File:A@b.svg",
)  # fmt: skip
WHOLE = Facts(
    requested="Q7",
    resolved="Q8",
    revision=931,
    modified="2026-11-01T00:00:00Z",
    retrieved="2026-11-23",
    properties=("P154", "P856"),
    labels={"mul": "Élan", "en": "Momentum"},
    descriptions={"fr": "coopérative"},
    aliases={"fr": ("L’Élan",)},
    sitelinks={"fr": "https://fr.wikipedia.org/wiki/%C3%89lan"},
    claims={"P856": ({"value": "https://exemple.fr/"},), "P154": ({"file": "A@b.svg"},)},
    media={"A@b.svg": MEDIA},
    missing_since="2026-11-24",
)
FILE = """\
{
  "aliases": {
    "fr": [
      "L’Élan"
    ]
  },
  "claims": {
    "P154": [
      {
        "file": "A@b.svg"
      }
    ],
    "P856": [
      {
        "value": "https://exemple.fr/"
      }
    ]
  },
  "descriptions": {
    "fr": "coopérative"
  },
  "labels": {
    "en": "Momentum",
    "mul": "Élan"
  },
  "media": {
    "A@b.svg": {
      "author": "Jeanne",
      "file": "Q7-P154.png",
      "height": 165,
      "licence": "CC BY-SA 4.0",
      "licence_url": "",
      "page": "https://commons.example.org/wiki/File:A@b.svg",
      "sha1": "1111111111111111111111111111111111111111",
      "stored_sha1": "0000000000000000000000000000000000000000",
      "width": 330
    }
  },
  "missing_since": "2026-11-24",
  "modified": "2026-11-01T00:00:00Z",
  "properties": [
    "P154",
    "P856"
  ],
  "requested": "Q7",
  "resolved": "Q8",
  "retrieved": "2026-11-23",
  "revision": 931,
  "sitelinks": {
    "fr": "https://fr.wikipedia.org/wiki/%C3%89lan"
  }
}
"""


def read(told: Any, path: str = "catalogue/_wikidata/Q7.json") -> Facts | Finding:
    return facts.read(told if isinstance(told, bytes) else json.dumps(told).encode(), path, FORM)


def changed(**change: Any) -> dict[str, Any]:
    """The whole file, with something else in it."""
    return json.loads(FILE) | change


def claiming(claim: Any) -> dict[str, Any]:
    return changed(claims={"P1": [claim]})


def test_a_file_is_written_for_people_to_review() -> None:
    assert facts.write(WHOLE).decode() == FILE


def test_a_file_is_read_as_it_was_written() -> None:
    assert read(FILE.encode()) == WHOLE


def test_what_is_empty_stays_out() -> None:
    bare = Facts(requested="Q7", resolved="Q7")
    assert json.loads(facts.write(bare)) == {"requested": "Q7", "resolved": "Q7"}
    assert read(facts.write(bare)) == bare


def test_a_merged_item_is_known_by_the_id_that_was_asked_for() -> None:
    assert (WHOLE.path, WHOLE.merged) == ("catalogue/_wikidata/Q7.json", True)


@pytest.mark.parametrize(
    "told",
    [
        b"", b"{", b"null", b"[]", b"\xff\xfe", b'{"requested": "Q7"}', b"[" * 100_000,
        b'{"requested": "Q7", "resolved": "Q7", "revision": ' + b"9" * 5_000 + b"}",
        b'{"requested": "Q7", "resolved": "Q7", "labels": {"fr": "\\ud800"}}',
        b'{"requested": "Q7", "resolved": "Q7", "claims": {"P1": [{"latitude": NaN, "longitude": 1}]}}',
        changed(requested="Q8"),
        changed(requested="../Q7"),
        changed(resolved=8),
        changed(revision="931"),
        changed(revision=0),
        changed(modified="hier"),
        changed(retrieved="2026-13-01"),
        changed(missing_since=True),
        changed(properties=["website"]),
        changed(properties=["P1/P2/P3"]),
        changed(labels={"de": "Schwung"}),
        changed(labels={"fr": ["Élan"]}),
        changed(labels={"fr": ""}),
        changed(labels={"fr": "\u202egauche"}),
        changed(aliases={"fr": "L’Élan"}),
        changed(sitelinks={"fr": "javascript:alert(1)"}),
        changed(sitelinks={"fr": "https://moi@exemple.fr/"}),
        changed(sitelinks={"fr": "https://exemple.fr/\"><script>"}),
        changed(claims={"site": [{"value": "a"}]}),
        changed(claims={"P1": []}),
        changed(claims={"P1": {"value": "a"}}),
        changed(media={"a": {}}),
        changed(autre=1),
        claiming("a"),
        claiming({}),
        claiming({"lang": "fr"}),
        claiming({"value": 7}),
        claiming({"value": "a\x07"}),
        claiming({"value": "a", "lang": "<b>"}),
        claiming({"item": "90"}),
        claiming({"value": "a", "labels": {"fr": "a"}}),
        claiming({"latitude": 91, "longitude": 1}),
        claiming({"latitude": 1}),
        claiming({"amount": 7}),
        claiming({"amount": "beaucoup"}),
        claiming({"value": "2018", "precision": "8"}),
        claiming({"value": "2018", "julian": 1}),
        claiming({"value": "a", "until": "demain"}),
        claiming({"value": "a", "qualifiers": {"P1": [{"value": "a", "qualifiers": {}}]}}),
        claiming({"value": "a", "qualifiers": [{"value": "a"}]}),
        changed(media={"A@b.svg": json.loads(FILE)["media"]["A@b.svg"] | {"file": "../a.png"}}),
        changed(media={"A@b.svg": json.loads(FILE)["media"]["A@b.svg"] | {"file": "Q7-P154.svg"}}),
        changed(media={"A@b.svg": json.loads(FILE)["media"]["A@b.svg"] | {"licence": ""}}),
        changed(media={"A@b.svg": json.loads(FILE)["media"]["A@b.svg"] | {"page": "a"}}),
    ],
)  # fmt: skip
def test_a_file_that_could_not_be_used_is_a_warning(told: Any) -> None:
    found = read(told)
    assert isinstance(found, Finding)
    assert (found.rule, found.severity, found.path) == (
        "faits-illisibles",
        "warning",
        "catalogue/_wikidata/Q7.json",
    )
    assert str(found.message) == (
        "Ce fichier de faits ne peut pas être lu : le site fait comme s’il n’était pas là."
    )


@given(st.binary(max_size=80))
def test_whatever_a_file_holds_nothing_is_raised(data: bytes) -> None:
    assert isinstance(read(data), Finding)


TEXT = st.text(alphabet="aé«» 東<>{}\"'\\", min_size=1, max_size=12)
ODD = st.sampled_from(
    ["2018-06", "-0500", "12026", "@", "a@b@c", "{id}", "http://[", "https://a.org/@b", "9" * 2000, " "]
)
NAMES = st.dictionaries(st.sampled_from(["fr", "mul", "en"]), TEXT, max_size=3)
QIDS = st.from_regex(r"Q[1-9][0-9]{0,8}", fullmatch=True)
PROPERTIES = st.from_regex(r"P[1-9][0-9]{0,3}", fullmatch=True)
VALUE = st.one_of(
    st.fixed_dictionaries({"value": TEXT | ODD}, optional={"lang": st.sampled_from(["fr", "oc"])}),
    st.fixed_dictionaries(
        {"value": st.sampled_from(["-13798000000", "2018", "0000"]), "precision": st.integers(0, 8)}
    ),
    st.fixed_dictionaries({"value": ODD, "julian": st.just(True)}),
    st.fixed_dictionaries({"item": QIDS}, optional={"labels": NAMES}),
    st.fixed_dictionaries(
        {"latitude": st.floats(-90, 90), "longitude": st.integers(-180, 180)},
        optional={"precision": st.floats(0, 360)},
    ),
    st.fixed_dictionaries({"amount": st.just("-3.5")}, optional={"unit": QIDS}),
    st.fixed_dictionaries({"file": TEXT}),
)
INNER = st.dictionaries(PROPERTIES, st.lists(VALUE, min_size=1, max_size=2), max_size=2)
CLAIM = st.builds(
    lambda value, more: value | more,
    VALUE,
    st.fixed_dictionaries(
        {}, optional={"qualifiers": INNER, "until": st.sampled_from(["2026", "2027-01-31"])}
    ),
)
FACTS = st.builds(
    Facts,
    requested=st.just("Q7"),
    resolved=QIDS,
    revision=st.integers(0, 10**10),
    modified=st.sampled_from(["", "2026-11-01T00:00:00Z"]),
    retrieved=st.sampled_from(["", "2026-11-23"]),
    properties=st.lists(PROPERTIES, max_size=3).map(tuple),
    labels=NAMES,
    descriptions=NAMES,
    aliases=st.dictionaries(
        st.sampled_from(["fr", "en"]), st.lists(TEXT, min_size=1, max_size=2).map(tuple), max_size=2
    ),
    sitelinks=st.sampled_from([{}, {"fr": "https://fr.wikipedia.org/wiki/%C3%89lan"}]),
    claims=st.dictionaries(PROPERTIES, st.lists(CLAIM, min_size=1, max_size=2).map(tuple), max_size=3),
    media=st.sampled_from([{}, {"A@b.svg": MEDIA}]),
    missing_since=st.none() | st.just("2026-11-23"),
)


@given(FACTS)
def test_all_facts_are_read_as_they_were_written(told: Facts) -> None:
    assert read(facts.write(told)) == told
    assert facts.write(read(facts.write(told))) == facts.write(told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("claim", "over"),
    [
        ({"value": "a"}, False),
        ({"value": "a", "until": "2026"}, False),
        ({"value": "a", "until": "2026-11"}, False),
        ({"value": "a", "until": "2026-11-23"}, False),
        ({"value": "a", "until": "2026-11-22"}, True),
        ({"value": "a", "until": "2026-10"}, True),
        ({"value": "a", "until": "2025"}, True),
    ],
)
def test_a_value_lasts_until_the_end_of_its_last_day_month_or_year(claim: Claim, over: bool) -> None:
    assert ended(claim, datetime.date(2026, 11, 23)) is over


@pytest.mark.parametrize(
    ("time", "told"),
    [
        ({"value": "2018-06"}, "2018-06"),
        ({"value": "2010", "precision": 8}, "2019"),
        ({"value": "2000", "precision": 7}, "2000"),
        ({"value": "2001", "precision": 7}, "2100"),
        ({"value": "-0500", "precision": 7}, "-0500"),
    ],
)
def test_the_last_year_that_a_rough_time_may_mean(time: Claim, told: str) -> None:
    assert last(time) == told
