"""How few requests tell of items and pictures, and what comes back for each that was asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from communs.settings import Settings
from communs.wikidata import api
from communs.wikidata.api import Revision
from communs.wikidata.client import Client, GaveUp, Unsound, agent
from tests.wikibase import documents, faults
from tests.wikibase.answers import File
from tests.wikibase.documents import MADE, document
from tests.wikibase.server import LOGO, PICTURE, Wikibase


@pytest.fixture
def wikibase() -> Iterator[Wikibase]:
    """A Wikibase with some of the recorded items."""
    with Wikibase(items={qid: document(qid) for qid in ("Q42", MADE, "Q32063953")}) as wikibase:
        yield wikibase


@pytest.fixture
def client() -> Client:
    """A client that does not wait."""
    return Client(agent(Settings(contact="robot@communs-essai.fr")), timeout=5, sleep=lambda _: None)


def many(wikibase: Wikibase, number: int) -> list[str]:
    """As many items as that."""
    wikibase.items.update(documents.copies(number))
    return [f"Q{documents.COPIES + n}" for n in range(number)]


@pytest.mark.parametrize(("number", "requests"), [(0, 0), (1, 1), (50, 1), (51, 2), (120, 3)])
def test_one_request_tells_of_fifty(wikibase: Wikibase, client: Client, number: int, requests: int) -> None:
    qids = many(wikibase, number)
    assert api.revisions(client, wikibase.api, qids) == {
        qid: Revision(target=qid, revision=931) for qid in qids
    }
    assert client.asked == len(wikibase.asked) == requests
    assert [qid for qid, _ in api.entities(client, wikibase.api, qids)] == qids
    assert client.asked == 2 * requests
    assert wikibase.most <= 1


def test_where_items_stand(wikibase: Wikibase, client: Client) -> None:
    wikibase.merge("Q5", "Q42")
    assert api.revisions(client, wikibase.api, ["Q42", "Q5", "Q9", "Q32063953"]) == {
        "Q42": Revision(target="Q42", revision=2441354823),
        "Q5": Revision(target="Q42", revision=2441354823),
        "Q9": None,
        "Q32063953": Revision(target="Q1040", revision=619336121),
    }


def test_documents_come_by_what_was_asked(wikibase: Wikibase, client: Client) -> None:
    found = dict(api.entities(client, wikibase.api, ["Q42", "Q9", "Q32063953"]))
    assert found["Q9"] is None
    assert found["Q42"]["labels"] == {"mul": {"language": "mul", "value": "Douglas Adams"}}
    assert found["Q42"]["sitelinks"]["frwiki"]["url"] == "https://fr.wikipedia.org/wiki/Douglas_Adams"
    assert found["Q32063953"]["id"] == "Q1040"
    assert found["Q32063953"]["redirects"] == {"from": "Q32063953", "to": "Q1040"}


def test_recorded_answers_are_understood(client: Client, wikibase: Wikibase) -> None:
    wikibase.faults[0] = faults.body(documents.body("redirect-plus-target"))
    found = dict(api.entities(client, wikibase.api, ["Q32063953", "Q1040"]))
    assert [found[qid]["id"] for qid in found] == ["Q1040", "Q1040"]
    wikibase.faults[1] = faults.body(documents.body("missing-fv2"))
    assert [bool(one) for _, one in api.entities(client, wikibase.api, ["Q999999999", "Q42"])] == [
        False,
        True,
    ]
    wikibase.faults[2] = faults.body(documents.body("50-ids"))
    assert (
        sum(one is not None for _, one in api.entities(client, wikibase.api, [f"Q{n}" for n in range(1, 51)]))
        == 3
    )


def test_labels_take_little_room(wikibase: Wikibase, client: Client) -> None:
    wikibase.items["Q42"]["labels"] = {
        "fr": {"language": "fr", "value": "Douglas"},
        "de": {"value": "D"},
        "en": {"value": 7},
    }
    found = api.labels(client, wikibase.api, ["Q42", MADE, "Q9", "Q32063953"])
    assert found == {
        "Q42": {"fr": "Douglas"},
        MADE: {"mul": "Coop Exemple"},
        "Q32063953": {"fr": "Karlsruhe", "en": "Karlsruhe"},
    }
    assert wikibase.asked[0].params["props"] == "info|labels"


def test_one_bad_item_does_not_spoil_the_others(wikibase: Wikibase, client: Client) -> None:
    qids = many(wikibase, 50)
    found = dict(api.entities(client, wikibase.api, [*qids[:20], "Q0", *qids[20:49]]))
    assert isinstance(found["Q0"], Unsound)
    assert str(found["Q0"].said) == f"127.0.0.1:{wikibase.port} n’a pas su répondre (no-such-entity)."
    assert len(found) == 50
    assert all(isinstance(found[qid], dict) for qid in qids[:49])
    assert client.asked < 15


def test_an_error_that_no_item_can_help_is_asked_about_once(wikibase: Wikibase, client: Client) -> None:
    wikibase.faults.always(faults.body(b'{"error": {"code": "badvalue"}}'))
    found = dict(api.entities(client, wikibase.api, many(wikibase, 50)))
    assert {type(one) for one in found.values()} == {Unsound}
    assert (len(found), client.asked) == (50, 1)


def test_a_batch_that_is_too_long_is_halved(wikibase: Wikibase, client: Client) -> None:
    wikibase.faults.first(1, faults.long(40_000_000))
    qids = many(wikibase, 50)
    assert [qid for qid, one in api.entities(client, wikibase.api, qids) if isinstance(one, dict)] == qids
    assert [one.params["ids"].count("|") + 1 for one in wikibase.asked] == [50, 25, 25]


def test_what_a_long_answer_leaves_out_is_asked_again(wikibase: Wikibase, client: Client) -> None:
    whole = {qid: {"id": qid, "type": "item", "lastrevid": 1} for qid in ("Q1", "Q2")}
    truncated = {"warnings": {"result": {"*": "This result was truncated"}}, "entities": whole, "success": 1}
    wikibase.faults[0] = faults.body(json.dumps(truncated).encode())
    assert [qid for qid, _ in api.entities(client, wikibase.api, ["Q1", "Q2", "Q42"])] == ["Q1", "Q2", "Q42"]
    assert [one.params["ids"] for one in wikibase.asked] == ["Q1|Q2|Q42", "Q42"]


def test_the_answer_of_other_items_is_never_believed(wikibase: Wikibase, client: Client) -> None:
    wikibase.faults.always(faults.wrong_item)
    ((qid, found),) = api.entities(client, wikibase.api, ["Q42"])
    assert (qid, type(found)) == ("Q42", Unsound)
    with pytest.raises(Unsound):
        api.revisions(client, wikibase.api, ["Q42"])
    assert api.labels(client, wikibase.api, ["Q42"]) == {}
    assert api.pictures(client, wikibase.commons, {"Q1.png": 330}) == {
        "Q1.png": {"ns": 6, "title": "File:Q1.png", "missing": True, "imagerepository": ""}
    }


ODD: list[Any] = [
    {"entities": {"Q42": {"id": "Q43"}}},
    {"entities": {"Q42": []}},
    {"entities": {"Q42": {"id": "Q43", "redirects": ["Q42"]}}},
    {"entities": [{"id": "Q42"}]},
    {"entities": {"Q42": {"id": "Q43", "missing": ""}}},
    {"query": {"pages": [{"title": ["Q42"], "lastrevid": 7}]}},
    {"query": {"pages": [{"title": "Q42", "lastrevid": "7"}]}},
    {
        "query": {
            "pages": [{"title": "Talk:Q", "lastrevid": 7}],
            "redirects": [{"from": "Q42", "to": "Talk:Q"}],
        }
    },
    {"query": {"pages": [], "redirects": [{"from": "Q42", "to": "Q43"}, {"from": "Q43", "to": "Q42"}, None]}},
    {"query": {"pages": {"-1": {"title": "Q42"}}}},
    {"query": []},
]


@pytest.mark.parametrize("answer", ODD, ids=json.dumps)
def test_a_document_of_another_shape_is_no_answer(wikibase: Wikibase, client: Client, answer: Any) -> None:
    wikibase.faults.always(faults.body(json.dumps(answer).encode()))
    assert isinstance(dict(api.entities(client, wikibase.api, ["Q42"]))["Q42"], Unsound)
    with pytest.raises(Unsound):
        api.revisions(client, wikibase.api, ["Q42"])
    assert api.by_name(client, wikibase.api, "Douglas") == []
    assert api.by_statement(client, wikibase.api, "P1616", "839736391") == []


def test_pictures_come_by_the_name_that_was_asked(wikibase: Wikibase, client: Client) -> None:
    asked = {LOGO: 330, "Nancy_Place d'Armes & co.jpg": 960, "Nope.png": 330, "A|B.png": 330, "<b>.png": 330}
    found = api.pictures(client, wikibase.commons, asked)
    assert client.asked == 2  # one for each width
    assert found.keys() == {LOGO, "Nancy_Place d'Armes & co.jpg", "Nope.png"}
    logo, picture = found[LOGO]["imageinfo"][0], found["Nancy_Place d'Armes & co.jpg"]["imageinfo"][0]
    assert (logo["thumbwidth"], logo["thumbheight"], logo["mime"]) == (330, 165, "image/svg+xml")
    assert (picture["thumbwidth"], picture["thumbheight"]) == (960, 640)
    assert client.download(logo["thumburl"], 10_000).startswith(b"\x89PNG")
    assert client.download(picture["thumburl"], 10_000).startswith(b"\xff\xd8\xff")
    assert found["Nope.png"]["missing"] is True


def test_the_recorded_answer_of_commons_is_understood(wikibase: Wikibase, client: Client) -> None:
    wikibase.faults[0] = faults.body(documents.body("imageinfo-moved-redirects"))
    found = api.pictures(
        client, wikibase.commons, dict.fromkeys([LOGO, "coop Exemple logo renommé.svg", "Nope.svg"], 330)
    )
    assert [page["title"] for page in found.values()] == ["File:Coop Exemple logo renommé.svg"] * 2 + [
        "File:Nope.svg"
    ]


def test_pictures_that_come_in_parts_are_put_together(wikibase: Wikibase, client: Client) -> None:
    pages = [{"title": "File:A.png", "imageinfo": [{"sha1": "a"}]}, {"title": "File:B.png"}]
    first = {"continue": {"iicontinue": "B.png|2026", "continue": "||"}, "query": {"pages": pages}}
    wikibase.faults[0] = faults.body(json.dumps(first).encode())
    wikibase.files["B.png"] = File(sha1="b", mime="image/png")
    found = api.pictures(client, wikibase.commons, {"A.png": 330, "B.png": 330})
    assert {name: page["imageinfo"][0]["sha1"] for name, page in found.items()} == {
        "A.png": "a",
        "B.png": "b",
    }
    assert wikibase.asked[1].params["iicontinue"] == "B.png|2026"


def test_an_answer_in_endless_parts_has_an_end(wikibase: Wikibase, client: Client) -> None:
    part = {"continue": {"iicontinue": "more"}, "query": {"pages": [{"title": "File:A.png"}]}}
    wikibase.faults.always(faults.body(json.dumps(part).encode()))
    assert api.pictures(client, wikibase.commons, {"A.png": 330}) == {"A.png": {"title": "File:A.png"}}
    assert client.asked == 20


def test_addresses_stay_short_enough_for_servers(wikibase: Wikibase, client: Client) -> None:
    names = [f"{'é' * 100} {n}.png" for n in range(50)]
    api.pictures(client, wikibase.commons, dict.fromkeys(names, 330))
    assert sum(one.params["titles"].count("|") + 1 for one in wikibase.asked) == 50
    assert client.asked == 6


def test_items_are_searched_by_name_by_identifier_and_by_site(wikibase: Wikibase, client: Client) -> None:
    assert api.by_name(client, wikibase.api, "douglas ad") == ["Q42"]
    assert api.by_name(client, wikibase.api, "Personne") == []
    assert api.by_statement(client, wikibase.api, "P1616", "839736391") == [MADE]
    assert api.by_statement(client, wikibase.api, "P1616", '83973"6391') == [MADE]
    assert (
        api.by_statement(client, wikibase.api, "P856", "https://example.org/") == []
    )  # addresses are not indexed
    assert api.by_site(client, wikibase.api, "https://www.example.org/") == [MADE]
    assert api.by_site(client, wikibase.api, "https://example.org/en/") == [MADE]
    assert api.by_site(client, wikibase.api, "https://example.org/fr") == []
    assert client.asked == 8


def test_a_refusal_stops_everything(wikibase: Wikibase, client: Client) -> None:
    wikibase.faults.always(faults.page(403))
    for ask in (api.revisions, api.labels, lambda *told: list(api.entities(*told))):
        with pytest.raises(GaveUp):
            ask(client, wikibase.api, ["Q42"])
    with pytest.raises(GaveUp):
        api.pictures(client, wikibase.commons, {PICTURE: 960})
