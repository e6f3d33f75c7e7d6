"""A forge that is slow, busy, broken or hostile: what is asked again, what is told, what the token is never shown to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from communs import forges
from communs.findings import CannotWork
from communs.forges.client import Access, Client
from communs.settings import Settings
from tests.forges.server import TOKEN, Forge
from tests.wikibase import faults
from tests.wikibase.faults import Fault, Reply

ISSUES = "/repos/alliance/catalogue/issues"


class Time:
    """Seconds that pass only where somebody sleeps."""

    def __init__(self) -> None:
        self.now, self.slept = 0.0, list[float]()

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept.append(seconds)


@pytest.fixture
def forge() -> Iterator[Forge]:
    with Forge("github") as opened:
        yield opened


def client(forge: Forge, time: Time, *, timeout: float = 5.0) -> Client:
    headers = {"Authorization": f"Bearer {TOKEN}", "X-GitHub-Api-Version": "2022-11-28"}
    access = Access(kind="github", api=forge.environment["GITHUB_API_URL"], token=TOKEN, headers=headers)
    return Client(access, timeout=timeout, clock=lambda: time.now, sleep=time.sleep, dice=lambda: 0.0)


def said(cannot: pytest.ExceptionInfo[CannotWork], forge: Forge) -> str:
    return str(cannot.value.said).replace(forge.base.removeprefix("http://"), "FORGE")


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_forge_is_asked_again_when_it_says(forge: Forge, status: int) -> None:
    forge.raise_issue("ana", "Une question", "?")
    forge.faults.first(2, faults.page(status, Retry_After="7"))
    time = Time()
    assert len(list(client(forge, time).list(ISSUES, {}))) == 1
    assert time.slept == [7.0, 7.0]


@pytest.mark.parametrize("header", [{"Retry_After": "7"}, {"X_RateLimit_Remaining": "0"}])
def test_a_limit_is_no_missing_right(forge: Forge, header: dict[str, str]) -> None:
    forge.faults[0] = faults.page(403, **header)
    time = Time()
    assert list(client(forge, time).list(ISSUES, {})) == []
    assert len(time.slept) == 1


def test_patience_has_an_end(forge: Forge) -> None:
    forge.faults.always(faults.page(503, Retry_After="86400"))
    time = Time()
    with pytest.raises(CannotWork) as cannot:
        list(client(forge, time).list(ISSUES, {}))
    assert said(cannot, forge) == "FORGE ne répond pas comme il faut (HTTP 503). Relancez plus tard."
    assert sum(time.slept) < 120


@pytest.mark.parametrize("fault", [faults.page(502), faults.reset, faults.cut_short])
def test_what_may_have_been_done_is_not_done_twice(forge: Forge, fault: Fault) -> None:
    forge.faults[0] = fault
    with pytest.raises(CannotWork):
        client(forge, Time()).send("POST", ISSUES, {"title": "Liens", "body": "Un"})
    assert len(forge.asked) == 1
    assert len(forge.issues) == 1


def test_what_was_refused_for_now_is_done_later(forge: Forge) -> None:
    forge.faults[0] = faults.page(429)
    client(forge, Time()).send("POST", ISSUES, {"title": "Liens", "body": "Un"})
    assert len(forge.asked) == 2


@pytest.mark.parametrize("fault", [faults.reset, faults.cut_short, faults.mute(1.0), faults.trickle(0.2)])
def test_a_question_is_asked_again_after_a_broken_answer(forge: Forge, fault: Fault) -> None:
    forge.raise_issue("ana", "Une question", "?")
    forge.faults[0] = fault
    assert len(list(client(forge, Time(), timeout=0.3).list(ISSUES, {}))) == 1


SAID = {
    400: "FORGE n’accepte pas ce que le robot lui envoie (HTTP 400).",
    401: "FORGE ne reconnaît pas le jeton de COMMUNS_JETON : il est faux, ou il n’est plus valable.",
    403: "FORGE ne permet pas au robot de faire cela. Dans le fichier de .github/workflows/, donnez à ce travail "
         "« issues: write » sous « permissions: ».",
    404: f"FORGE ne trouve pas « {ISSUES} », ou ne permet pas au jeton de COMMUNS_JETON de le voir.",
    410: f"FORGE ne trouve pas « {ISSUES} », ou ne permet pas au jeton de COMMUNS_JETON de le voir.",
}  # fmt: skip


@pytest.mark.parametrize("status", SAID)
def test_a_refusal_is_told_with_what_to_do(forge: Forge, status: int) -> None:
    forge.faults.always(faults.page(status))
    with pytest.raises(CannotWork) as cannot:
        client(forge, Time()).send("POST", ISSUES, {"title": "Liens"})
    assert said(cannot, forge) == SAID[status]
    assert len(forge.asked) == 1


def test_the_forges_own_words_are_told_and_never_the_token(forge: Forge) -> None:
    forge.echoes = True
    with pytest.raises(CannotWork) as cannot:
        client(forge, Time()).send("POST", ISSUES, {"title": "a\nb"})
    told = said(cannot, forge)
    assert told.startswith(
        "FORGE n’accepte pas ce que le robot lui envoie (HTTP 422) : « Validation Failed: title ({"
    )
    assert TOKEN not in told
    assert "Bearer …" in told


@pytest.mark.parametrize("body", [b"[", b"3", b'{"a":' * 9000, b"[3, null]", b"\xff"])
def test_an_answer_that_makes_no_sense_is_not_taken_for_an_empty_one(forge: Forge, body: bytes) -> None:
    forge.faults.always(faults.body(body))
    ours = forges.of(forge.environment, Settings())
    with pytest.raises(CannotWork) as cannot:
        ours.keep_issue("liens", title="Liens", body="Un", open=True)
    assert said(cannot, forge) == "FORGE répond autre chose que ce qui lui est demandé. Relancez plus tard."
    assert forge.wrote() == []


def test_an_answer_without_end_is_refused(forge: Forge) -> None:
    forge.faults.always(faults.long(33 * 2**20))
    with pytest.raises(CannotWork) as cannot:
        list(client(forge, Time()).list(ISSUES, {}))
    assert said(cannot, forge) == "FORGE envoie plus que ce qui peut être lu : rien n’en est gardé."
    assert len(forge.asked) == 1


def test_a_list_that_goes_in_circles_ends(forge: Forge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communs.forges.client.PAGES", 5)
    forge.faults.always(lambda reply: Reply(headers={"Link": '<x>; rel="next"'}, body=b"[{}]"))
    assert len(list(client(forge, Time()).list(ISSUES, {}))) == 5


def test_no_redirect_is_followed_with_the_token(forge: Forge) -> None:
    forge.faults.always(faults.redirect(302, forge.storage))
    with pytest.raises(CannotWork) as cannot:
        client(forge, Time()).send("POST", ISSUES, {"title": "Liens"})
    assert said(cannot, forge) == (
        f"FORGE renvoie « {ISSUES} » ailleurs : mettez l’adresse du dépôt à jour (« forge: » dans communs.yml)."
    )
    assert len(forge.asked) == 1


@pytest.mark.parametrize("place", ["http://stockage.example.org/1", "file:///etc/passwd", ""])
def test_an_artifact_is_not_fetched_from_just_anywhere(forge: Forge, place: str) -> None:
    forge.keep(7, "proposition", {"proposition.json": b"{}"})
    forge.faults[1] = faults.redirect(302, place)
    with pytest.raises(CannotWork):
        forges.of(forge.environment, Settings()).artifact(7, "proposition", 1000)


def test_nobodys_password_takes_the_place_of_the_token(
    forge: Forge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("default login moi password le-mien\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    list(client(forge, Time()).list(ISSUES, {}))
    assert forge.asked[0].headers["Authorization"] == f"Bearer {TOKEN}"
