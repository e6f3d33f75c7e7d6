"""The client before a real server that plays the edge: the right answer in the end, or a clear message."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from communs.findings import CannotWork
from communs.report import Report
from communs.settings import Settings
from communs.wikidata.client import Client, GaveUp, Unsound, agent
from communs.wikidata.wire import near
from tests.wikibase import faults
from tests.wikibase.documents import document
from tests.wikibase.faults import Fault
from tests.wikibase.server import Wikibase

CONTACT = "robot@communs-essai.fr"
ASK = {"action": "wbgetentities", "ids": "Q42", "props": "labels", "languages": "mul"}
LABELS = {"mul": {"language": "mul", "value": "Douglas Adams"}}


@pytest.fixture
def wikibase() -> Iterator[Wikibase]:
    """A Wikibase of one item."""
    with Wikibase(items={"Q42": document("Q42")}) as wikibase:
        yield wikibase


class Patient(Client):
    """A client whose waits are noted and not waited for, and whose dice fall on 0."""

    def __init__(self, **options: Any) -> None:
        self.waits: list[float] = []
        about = Settings(contact=CONTACT)
        super().__init__(
            agent(about), **{"timeout": 1, "sleep": self.waits.append, "dice": lambda: 0.0, **options}
        )


def labels(client: Client, wikibase: Wikibase) -> Any:
    """What is asked in most of these tests."""
    return client.get(wikibase.api, ASK, lambda answer: "Q42" in answer["entities"])["entities"]["Q42"][
        "labels"
    ]


PASSING: dict[str, tuple[Fault, float]] = {  # with the seconds that are waited
    "429 with an integer": (faults.page(429, Retry_After="18"), 18),
    "429 with a float": (faults.page(429, Retry_After="1.5"), 1.5),
    "429 with a date": (
        faults.page(429, Retry_After="Mon, 23 Nov 2026 12:00:39 GMT", Date="Mon, 23 Nov 2026 12:00:00 GMT"),
        39,
    ),
    "429 without anything": (faults.page(429), 1),
    "429 with nonsense": (faults.page(429, Retry_After="later"), 1),
    "429 with hours": (faults.page(429, Retry_After="21600"), 60),
    "500": (faults.page(500), 1),
    "502": (faults.page(502), 1),
    "503 with a wait": (faults.page(503, Retry_After="5"), 5),
    "a page in place of JSON": (faults.body(faults.ERROR), 1),
    "an empty body": (faults.body(b""), 1),
    "a list": (faults.body(b"[]"), 1),
    "no document at all": (faults.body(b"null"), 1),
    "text that is no UTF-8": (faults.body(b'{"a": "\xff"}'), 1),
    "maxlag": (faults.error("maxlag", Retry_After="5"), 5),
    "maxlag, newer form": (faults.error("maxlag", shape="errors", Retry_After="5"), 5),
    "ratelimited": (faults.error("ratelimited"), 1),
    "readonly": (faults.error("readonly"), 1),
    "internal error": (faults.error("internal_api_error_DBQueryError"), 1),
    "gzip cut": (faults.cut_gzip, 1),
    "JSON cut": (faults.cut_json, 1),
    "bytes missing": (faults.cut_short, 1),
    "slow body": (faults.trickle(0.1), 1),
    "silence": (faults.mute(3), 1),
    "headers byte by byte": (faults.drop_by_drop(0.05), 1),
    "reset": (faults.reset, 1),
    "redirect in a circle": (faults.redirect(302, "/w/api.php"), 1),
    "redirect to nowhere": (faults.page(301), 1),
    "not modified": (faults.page(304), 1),
    "another item": (faults.wrong_item, 1),
    "deep": (faults.deep(100_000), 1),
    "no gzip in spite of its name": (faults.packed(b"{}"), 1),
}

SILENT = {"silence", "slow body", "headers byte by byte"}  # nothing is heard until a real second has passed
NAMES = [pytest.param(name, marks=[pytest.mark.slow] if name in SILENT else []) for name in PASSING]


@pytest.mark.parametrize("name", NAMES)
def test_what_passes_is_waited_for(wikibase: Wikibase, name: str) -> None:
    fault, seconds = PASSING[name]
    wikibase.faults.first(4 if "circle" in name else 1, fault)
    client = Patient()
    assert labels(client, wikibase) == LABELS
    assert client.waits == [seconds]
    assert client.asked == len(wikibase.asked) == (5 if "circle" in name else 2)
    assert seconds <= client.lost < seconds + 2  # what failed took a second


@pytest.mark.parametrize("name", NAMES)
def test_what_does_not_pass_ends_with_a_sentence(wikibase: Wikibase, name: str) -> None:
    wikibase.faults.always(PASSING[name][0])
    client = Patient(timeout=0.1)
    with pytest.raises((GaveUp, Unsound)) as caught:
        labels(client, wikibase)
    assert client.lost <= 180
    assert all(wait <= 60 for wait in client.waits)
    assert f"127.0.0.1:{wikibase.port}" in str(caught.value.said)


def test_the_sentence_says_what_came_last(wikibase: Wikibase) -> None:
    wikibase.faults.always(faults.page(503))
    client = Patient()
    with pytest.raises(GaveUp) as caught:
        labels(client, wikibase)
    assert str(caught.value.said) == (
        f"127.0.0.1:{wikibase.port} ne répond pas comme il faut (HTTP 503), et trop de temps a été perdu à attendre. "
        "Relancez plus tard."
    )
    assert client.waits == [1, 2, 4, 8, 16, 32, 60]


def test_whoever_waits_is_told_why(wikibase: Wikibase) -> None:
    wikibase.faults.update({0: faults.page(429, Retry_After="18"), 1: faults.reset})
    told: list[str] = []
    labels(Patient(tell=lambda said: told.append(str(said))), wikibase)
    assert told == [
        f"127.0.0.1:{wikibase.port} : HTTP 429. Nouvel essai dans 18 s.",
        f"127.0.0.1:{wikibase.port} : injoignable, ou la connexion se coupe. Nouvel essai dans 2 s.",
    ]


def test_the_sentence_is_whole_in_english(wikibase: Wikibase) -> None:
    wikibase.faults.always(faults.reset)
    with pytest.raises(GaveUp) as caught:
        labels(Patient(), wikibase)
    assert Report(findings=(), lang="en").say(caught.value.said) == (
        f"127.0.0.1:{wikibase.port} does not answer as it should (out of reach, or the connection breaks), "
        "and too much time was lost waiting. Run it again later."
    )


def test_the_time_that_is_lost_is_counted_over_all_questions(wikibase: Wikibase) -> None:
    client = Patient(patience=100)
    wikibase.faults.update({0: faults.page(429, Retry_After="50"), 2: faults.page(429, Retry_After="60")})
    assert labels(client, wikibase) == LABELS
    with pytest.raises(GaveUp):
        labels(client, wikibase)
    assert client.waits == [50]


def test_the_time_of_failures_counts_too(wikibase: Wikibase) -> None:
    wikibase.faults.always(faults.mute(30))
    began = time.monotonic()
    with pytest.raises(GaveUp, match="trop lent"):
        labels(Patient(patience=0.4, timeout=60, wait_first=0.01), wikibase)
    assert time.monotonic() - began < 5  # and not 60


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (
            403,
            "{site} refuse de répondre au robot (HTTP 403). Vérifiez « contact: » dans communs.yml, ou lancez la commande "
            "depuis une autre machine : certaines sont bloquées.",
        ),
        (
            404,
            "Rien ne répond comme il faut à l’adresse http://{site}/w/api.php (HTTP 404). "
            "Celle de Wikidata finit par « /w/api.php ».",
        ),
    ],
)
def test_a_refusal_is_not_asked_again(wikibase: Wikibase, status: int, said: str) -> None:
    wikibase.faults.always(faults.page(status))
    client = Patient()
    with pytest.raises(GaveUp) as caught:
        labels(client, wikibase)
    assert str(caught.value.said) == said.format(site=f"127.0.0.1:{wikibase.port}")
    assert (client.asked, client.waits) == (1, [])


@pytest.mark.parametrize(
    "address", ["htp://localhost/w/api.php", "http://", "w/api.php", "http://[", "http://a b/"]
)
def test_what_is_no_address_is_told(address: str) -> None:
    with pytest.raises(GaveUp) as caught:
        Patient().get(address, ASK)
    assert str(caught.value.said) == (
        f"Rien ne répond comme il faut à l’adresse {address} (ce n’est pas une adresse). "
        "Celle de Wikidata finit par « /w/api.php »."
    )


HOPELESS: dict[str, tuple[Fault, int, str]] = {  # with the tries and the code
    "an error of ours": (faults.error("no-such-entity"), 1, "no-such-entity"),
    "fifty megabytes": (faults.long(50_000_000), 1, "too long"),
    "a bomb": (faults.bomb(50_000_000), 1, "too long"),
    "endless": (faults.endless, 1, "too long"),
    "always another item": (faults.wrong_item, 4, "unexpected"),
    "always deep": (faults.deep(100_000), 4, "JSON"),
    "always a list": (faults.body(b"[1]"), 4, "JSON"),
    "always an internal error": (faults.error("internal_api_error_X"), 4, "internal_api_error_X"),
    "an error that is no object": (faults.body(b'{"error": ["!"]}'), 1, "?"),
    "an error with a long name": (faults.error("\u202e<b>" + "x" * 500), 1, "\u202e<b>" + "x" * 75 + "…"),
}


SAID = {
    "too long": "réponse trop longue",
    "unexpected": "réponse à autre chose",
    "JSON": "réponse illisible",
}


@pytest.mark.parametrize("name", HOPELESS)
def test_what_one_question_cannot_have_does_not_stop_the_others(wikibase: Wikibase, name: str) -> None:
    fault, tries, code = HOPELESS[name]
    wikibase.faults.first(tries, fault)
    client = Patient(timeout=5)
    with pytest.raises(Unsound) as caught:
        labels(client, wikibase)
    assert (client.asked, caught.value.code) == (tries, code)
    assert (
        str(caught.value.said) == f"127.0.0.1:{wikibase.port} n’a pas su répondre ({SAID.get(code, code)})."
    )
    assert labels(client, wikibase) == LABELS


def test_a_redirect_is_followed(wikibase: Wikibase) -> None:
    there = "/w/api.php?action=wbgetentities&ids=Q42&props=labels&languages=mul"
    wikibase.faults.update({0: faults.redirect(301, there), 1: faults.redirect(307, wikibase.base + there)})
    client = Patient()
    assert labels(client, wikibase) == LABELS
    assert (client.asked, client.waits) == (3, [])


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("file:///etc/passwd", "renvoi vers un autre site"),
        ("javascript:alert(1)", "renvoi vers un autre site"),
        ("http://169.254.169.254/latest/meta-data/", "renvoi vers un autre site"),
        ("http://127.0.0.1:22/", "renvoi vers un autre site"),
        ("http://[", "ce n’est pas une adresse"),
    ],
)
def test_a_redirect_stays_in_the_house(wikibase: Wikibase, location: str, said: str) -> None:
    wikibase.faults.always(faults.redirect(302, location))
    with pytest.raises(GaveUp, match=said):
        labels(Patient(), wikibase)
    assert len(wikibase.asked) == 1


COMMONS = "https://commons.wikimedia.org/w/api.php"


@pytest.mark.parametrize(
    ("url", "other", "is_near"),
    [
        (COMMONS, "https://upload.wikimedia.org/x.png", True),
        (COMMONS, "https://commons.wikimedia.org/x.png", True),
        (COMMONS, "http://upload.wikimedia.org/x.png", False),
        (COMMONS, "https://upload.wikimedia.org:8443/x.png", False),
        (COMMONS, "https://upload.wikimedia.org:99999/x.png", False),
        (COMMONS, "https://[::1/x.png", False),
        (COMMONS, "https://wikimedia.org.evil.example/x.png", False),
        (COMMONS, "https://evilwikimedia.org/x.png", False),
        (COMMONS, "https://10.0.0.1/x.png", False),
        ("http://wikidata.org/", "https://www.wikidata.org/", True),
        ("http://wikidata.org/", "https://evil.org/", False),
        ("https://wikibase/api.php", "https://wikibase/x.png", True),
        ("https://wikibase/api.php", "https://intranet/x.png", False),
        ("http://10.0.0.1/api.php", "http://9.0.0.1/x.png", False),
        ("http://[::1]/api.php", "http://[::1]/x.png", True),
        ("http://[::1]/api.php", "http://[::2]/x.png", False),
    ],
)
def test_what_is_in_the_house(url: str, other: str, is_near: bool) -> None:
    assert near(url, other) is is_near


def test_what_is_asked_is_identified_fresh_and_compressed(wikibase: Wikibase) -> None:
    labels(Patient(), wikibase)
    (asked,) = wikibase.asked
    assert asked.headers["User-Agent"].startswith(f"communs/0.1.0 ({CONTACT}) python-requests/2.")
    assert asked.headers["Accept-Encoding"] == "gzip"
    assert asked.params == ASK | {
        "format": "json",
        "formatversion": "2",
        "maxlag": "5",
        "maxage": "0",
        "smaxage": "0",
    }


def test_the_same_connection_serves_many_questions(wikibase: Wikibase) -> None:
    client = Patient()
    for _ in range(5):
        labels(client, wikibase)
    assert (wikibase.connections, wikibase.most) == (1, 1)


def test_a_file_is_downloaded(wikibase: Wikibase) -> None:
    wikibase.faults[0] = faults.page(503)
    client = Patient()
    data = client.download(
        f"{wikibase.base}/thumb/Nancy%20Place%20d%27Armes%20%26%20co.jpg/330px-x.jpg", 10_000
    )
    assert data.startswith(b"\xff\xd8\xff")
    assert client.waits == [1]


@pytest.mark.parametrize(
    ("path", "most", "code"),
    [
        ("/images/Nope.png", 10_000, "HTTP 404"),
        ("/thumb/Nancy%20Place%20d%27Armes%20%26%20co.jpg/331px-x.jpg", 10_000, "HTTP 400"),
        ("/images/Nancy%20Place%20d%27Armes%20%26%20co.jpg", 1_000, "too long"),
    ],
)
def test_a_file_that_cannot_be_had_does_not_stop_the_others(
    wikibase: Wikibase, path: str, most: int, code: str
) -> None:
    with pytest.raises(Unsound) as caught:
        Patient().download(wikibase.base + path, most)
    assert caught.value.code == code


def test_a_download_that_is_forbidden_stops_all(wikibase: Wikibase) -> None:
    wikibase.faults.always(faults.page(403))
    with pytest.raises(GaveUp, match="refuse de répondre"):
        Patient().download(f"{wikibase.base}/images/x.png", 10_000)


_MISSING = ". Dans communs.yml, écrivez « contact: », puis "


@pytest.mark.parametrize(
    "contact",
    [
        "",
        "contact@example.org",
        "https://example.com/contact",
        "https://www.example.net",
        "moi@exemple.fr",
        "https://catalogue.exemple.coop/",
        "http://localhost:8000/",
        "http://127.0.0.1/",
        "contact@catalogue.invalid",
        "à remplir",
    ],
)
def test_a_contact_that_nobody_reads_is_refused(contact: str) -> None:
    with pytest.raises(CannotWork) as caught:
        agent(Settings(contact=contact))
    lead = f", et « {contact} » ne mène à personne. Dans communs.yml, après « contact: », mettez "
    assert str(caught.value.said) == (
        f"Wikidata demande à qui écrire si le robot dérange{lead if contact else _MISSING}"
        "votre adresse électronique ou celle d’une page."
    )


@pytest.mark.parametrize(
    ("contact", "address", "told"),
    [
        (CONTACT, "", CONTACT),
        (CONTACT, "https://communs-essai.fr", f"https://communs-essai.fr; {CONTACT}"),
        (CONTACT, "https://example.org", CONTACT),
        ("exemple.local@test.coop", "", "exemple.local@test.coop"),
        ("https://les-exemples.fr/contact", "", "https://les-exemples.fr/contact"),
        ("https://communs-été.fr/(nous)", "", "https://communs-%C3%A9t%C3%A9.fr/%28nous%29"),
        ("a@b.fr)\r\nX: y", "", "a@b.fr%29%0D%0AX:%20y"),
    ],
)
def test_the_robot_says_who_answers_for_it(contact: str, address: str, told: str) -> None:
    said = agent(Settings(contact=contact, address=address))
    assert said.startswith(f"communs/0.1.0 ({told}) python-requests/")


def test_an_unidentified_robot_is_turned_away(wikibase: Wikibase) -> None:
    with pytest.raises(GaveUp):
        Client("python-requests/2.32").get(wikibase.api, ASK)
