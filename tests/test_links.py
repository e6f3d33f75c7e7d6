"""Links: where they are, what lychee heard of them, and those that failed long enough to be told."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import cmarkgfm
import pytest

from communs.findings import CannotWork
from communs.links import answers, history, places, telling
from communs.links.answers import Answer
from communs.links.history import Memory
from communs.links.places import Place
from tests.conftest import real

DAY = datetime.date(2026, 11, 23)
GOOD = Answer(state="bon", said=answers.GOOD)
GONE = Answer(state="cassé", said=answers._GONE[404])
DOOR = Answer(state="incertain", said=answers._DOOR.about(code=403))
MUTE = Answer(state="cassé", said=answers._SILENT, mute=True)
ADDRESS = "https://essai.communs.fr/"


def pages(content: str) -> dict[str, tuple[Place, ...]]:
    nothing = replace(real().catalogue, entries={})
    return dict(places.of(nothing, [("docs/page.md", content)]))


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Lisez <https://a.communs.fr/b>.", "https://a.communs.fr/b"),
        ("[Lisez](https://a.communs.fr/b_(c)).", "https://a.communs.fr/b_(c)"),
        ('[Lisez](https://a.communs.fr/b "titre")', "https://a.communs.fr/b"),
        ("Lisez https://a.communs.fr/b, puis", "https://a.communs.fr/b"),
        ("« https://a.communs.fr/b »", "https://a.communs.fr/b"),
        ("`https://a.communs.fr/b`", "https://a.communs.fr/b"),
        ("**https://a.communs.fr/b**", "https://a.communs.fr/b"),
        ("HTTPS://A.communs.fr/é?c=d&e#f", "HTTPS://A.communs.fr/é?c=d&e#f"),
    ],
)
def test_an_address_in_a_text(written: str, found: str) -> None:
    assert list(pages(f"Un.\n{written}\n")) == [found]
    assert pages(f"Un.\n{written}\n")[found] == (Place(path="docs/page.md", line=2),)


def test_every_address_of_the_catalogue_stands_on_its_line() -> None:
    found = places.of(real().catalogue, [])
    assert len(found) > 500
    texts: dict[str, list[str]] = {}
    for address, where in found.items():
        for place in where:
            entry = next(one for one in real().catalogue.entries.values() if one.path == place.path)
            lines = texts.setdefault(place.path, entry.document.text.split("\n"))
            assert address in lines[place.line - 1], place
            assert place.name


def test_the_page_for_lychee_has_a_line_an_address_whatever_its_signs() -> None:
    links = {'https://a.fr/?b="><script>&c': (), "https://é.fr/": ()}
    assert places.page(links) == (
        '<a href="https://a.fr/?b=&quot;&gt;&lt;script&gt;&amp;c">1</a>\n<a href="https://é.fr/">2</a>\n'
    )


def report(*results: dict[str, Any], word: str = "error_map") -> bytes:
    maps = {"success_map": {}, "error_map": {}, "timeout_map": {}}
    return json.dumps(maps | {word: {"adresses.html": list(results)}}).encode()


def result(line: int = 1, url: str = ADDRESS, **status: Any) -> dict[str, Any]:
    return {"url": url, "span": {"line": line, "column": 1}, "status": {"text": "…", **status}}


@pytest.mark.parametrize(
    ("status", "state", "said"),
    [
        ({"code": 404}, "cassé", "page introuvable (404)"),
        ({"code": 410}, "cassé", "page retirée (410)"),
        ({"code": 403}, "incertain", "réponse incertaine (403)"),
        ({"code": 429}, "incertain", "réponse incertaine (429)"),
        ({"code": 500}, "incertain", "réponse incertaine (500)"),
        ({"details": "SSL certificate error. Check certificate validity"}, "cassé", "certificat refusé"),
        ({"details": "Connection failed. Check network connectivity"}, "cassé", "le site ne répond plus"),
        ({"details": "Connection refused - server may be down"}, "cassé", "le site ne répond plus"),
        ({"details": "Cannot parse 'http://[::1' into a URL"}, "cassé", "adresse illisible"),
        ({"details": "<script>alert(1)</script>"}, "incertain", "réponse incertaine (?)"),
        ({"code": "404", "details": ["x"]}, "incertain", "réponse incertaine (?)"),
    ],
)
def test_three_states(status: dict[str, Any], state: str, said: str) -> None:
    (found,) = answers.read(report(result(**status)), [ADDRESS], "liens.json").values()
    assert (found.state, str(found.said)) == (state, said)


def test_what_is_late_may_come_another_day() -> None:
    (found,) = answers.read(report(result(), word="timeout_map"), [ADDRESS], "liens.json").values()
    assert (found.state, str(found.said)) == ("incertain", "pas de réponse à temps")


@pytest.mark.parametrize(
    ("codes", "url", "moved"),
    [
        ([301], "https://ici.communs.fr/", "https://ici.communs.fr/"),
        ([308, 301], "https://ici.communs.fr/", "https://ici.communs.fr/"),
        ([301, 302], "https://ici.communs.fr/", ""),
        ([301], "javascript:alert(1)", ""),
        ([301], 3, ""),
        ([], "", ""),
    ],
)
def test_only_what_moved_for_good_is_said_to_have_moved(codes: list[int], url: Any, moved: str) -> None:
    hops = [{"url": url, "code": code} for code in codes]
    whole = {**result(code=200), "redirects": {"origin": ADDRESS, "redirects": hops}}
    (found,) = answers.read(report(whole, word="success_map"), [ADDRESS], "liens.json").values()
    assert (found.state, found.moved) == ("bon", moved)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"[]", b"{}", b"{" * 100_000, b'{"success_map": [], "error_map": {}, "timeout_map": {}}',
        report(result(line=2, code=404)), report(result(line=0, code=404)), report({"url": ADDRESS}),
        report(result(url="https://ailleurs.communs.fr/", code=404)),
    ],
)  # fmt: skip
def test_a_report_that_speaks_of_other_links_is_refused(data: bytes) -> None:
    with pytest.raises(CannotWork) as refused:
        answers.read(data, [ADDRESS], "liens.json")
    assert (
        str(refused.value.said) == "liens.json n’est pas un compte rendu de ces liens. Relancez : make liens"
    )


def run(heard: Iterable[Answer], first: datetime.date = DAY) -> Memory:
    memory = Memory()
    for week, answer in enumerate(heard):
        memory = history.after(memory, {ADDRESS: answer}, first + datetime.timedelta(weeks=week))
    return memory


@pytest.mark.parametrize(
    ("heard", "told"),
    [
        ([GONE, GONE], False),
        ([GONE, GONE, GONE], True),
        ([GONE, GONE, GOOD, GONE], False),
        ([GONE, DOOR, GONE, GONE], True),  # who is not sure changes nothing
        ([GONE, GONE, GONE, DOOR], True),
        ([DOOR] * 9, False),
        ([GONE, GONE, GONE, GOOD], False),
    ],
)
def test_a_link_is_told_after_three_failures_in_a_row(heard: list[Answer], told: bool) -> None:
    assert run(heard).told(ADDRESS) is told


ILL = Answer(state="incertain", said=answers._DOOR.about(code=503), ill=True)


@pytest.mark.parametrize(
    ("heard", "lingers"),
    [
        ([ILL] * 9, False),
        ([ILL] * 10, True),
        ([ILL, ILL, GONE, *[ILL] * 7], True),
        ([*[ILL] * 8, GOOD, ILL], False),
        ([DOOR] * 10, False),
        ([*[ILL] * 7, GONE, GONE, GONE], False),  # told as a failure
    ],
)
def test_who_is_out_of_order_for_two_months_is_to_be_looked_at(heard: list[Answer], lingers: bool) -> None:
    memory = run(heard)
    assert memory.lingers(ADDRESS) is lingers
    body = told(memory, {ADDRESS: heard[-1]}, HERE)
    assert ("### Sans bonne réponse depuis longtemps" in body) is lingers
    assert ("`https://essai.communs.fr/` | 2026-11-23 | réponse incertaine (503) |" in body) is lingers


def test_a_site_says_itself_that_it_is_ill() -> None:
    for status, ill in (({"code": 503}, True), ({"code": 429}, False), ({"code": 403}, False)):
        (found,) = answers.read(report(result(**status)), [ADDRESS], "liens.json").values()
        assert found.ill is ill
    (found,) = answers.read(report(result(), word="timeout_map"), [ADDRESS], "liens.json").values()
    assert found.ill


def test_two_runs_of_one_day_count_as_one() -> None:
    memory = Memory()
    for _ in range(5):
        memory = history.after(memory, {ADDRESS: GONE}, DAY)
    assert memory.of(ADDRESS) == history.Failing(times=1, since="2026-11-23", last="2026-11-23")


def test_what_left_the_catalogue_is_forgotten() -> None:
    assert history.after(run([GONE] * 3), {}, DAY) == Memory()


def test_a_fault_of_ours_is_not_theirs() -> None:
    other = {f"https://{n}.communs.fr/": GOOD for n in range(5)}
    mute = {f"https://m{n}.communs.fr/": MUTE for n in range(6)}
    assert history.outage({**other, **mute})
    assert not history.outage({**other, ADDRESS: MUTE})
    assert not history.outage(dict.fromkeys(mute, GONE))


def test_the_memory_comes_back_from_an_issue() -> None:
    memory = run([GONE, GONE])
    assert history.seen(f"Un texte.\n\n{history.hidden(memory)}\n") == memory


KEY = history.fingerprint(ADDRESS)


@pytest.mark.parametrize(
    "row",
    [
        f'{{"{KEY}":[true,"2026-11-23","2026-11-23"]}}', f'{{"{KEY}":[-1,"2026-11-23","2026-11-23"]}}',
        f'{{"{KEY}":[99999,"2026-11-23","2026-11-23"]}}', f'{{"{KEY}":[3,"hier","2026-11-23"]}}',
        f'{{"{KEY}":[3,"2026-11-23","| x |"]}}', f'{{"{KEY}":[3]}}', f'{{"{KEY}":3}}',
        '{"https://ailleurs.fr":[3,"2026-11-23","2026-11-23"]}', "{", "{}", "[]",
        '{"a":' * 5000, "{" + "[" * 5000 + "}",
    ],
)  # fmt: skip
def test_a_memory_that_somebody_edited_is_checked(row: str) -> None:
    assert history.seen(f"Texte\n<!-- liens {row} -->\n") == Memory()


def told(
    memory: Memory, heard: dict[str, Answer], where: dict[str, tuple[Place, ...]], lang: str = "fr"
) -> str:
    made = telling.Told(links=where, answers=heard, memory=memory, lang=lang)
    return made.body().replace("\u00a0", " ")


HERE = {ADDRESS: (Place(path="catalogue/offres/essai.yml", line=12, name="Essai"),)}


def test_what_there_is_to_mend() -> None:
    assert told(run([GONE] * 3), {ADDRESS: GONE}, HERE) == (
        "Ces liens ont échoué 3 fois de suite, à 3 jours différents au moins. Corrigez l’adresse, ou mettez la fiche en "
        "pause avec « statut: en-pause » : elle quittera cette liste à la prochaine vérification.\n\n"
        "| Fiche | Adresse | Depuis le | Ce que le site répond |\n|---|---|---|---|\n"
        "| Essai `catalogue/offres/essai.yml`:12 | `https://essai.communs.fr/` | 2026-11-23 | page introuvable (404) |\n\n"
        "Bonnes réponses : 0. Échecs : 1. Réponses incertaines : 0.\n"
    )


def test_in_english() -> None:
    said = told(run([GONE] * 3), {ADDRESS: GONE}, HERE, "en")
    assert "| Entry | Address | Since | What the site answers |" in said
    assert "page not found (404)" in said


def test_where_there_is_nothing_to_mend() -> None:
    assert told(run([GONE] * 2), {ADDRESS: GONE}, HERE).startswith(
        "Aucun lien n’a échoué 3 fois de suite.\n\n"
    )


def test_what_moved_is_told_quietly() -> None:
    heard = {
        f"https://{n}.communs.fr/": Answer(state="bon", said=answers.GOOD, moved="https://x.fr/|`<b>")
        for n in range(25)
    }
    where = {address: (Place(path="docs/a.md", line=n),) for n, address in enumerate(heard)}
    said = told(Memory(), heard, where)
    assert said.count("`https://x.fr/%7C%60%3Cb%3E` |") == 20
    assert "… et d’autres encore (5)." in said


HOSTILE = "a | b ](https://mal.fr) <img src=x onerror=y> @camille #1 `code` -->\n/close"


def test_no_word_of_anybody_is_obeyed() -> None:
    address = "https://a.communs.fr/|`<!--" + "é" * 1000
    heard = {address: Answer(state="cassé", said=answers._GONE[404])}
    where = {address: (Place(path="catalogue/offres/a|`b.yml", line=1, name=HOSTILE),)}
    memory = Memory(
        failing={
            history.fingerprint(address): history.Failing(times=3, since="2026-11-23", last="2026-11-23")
        }
    )
    body = told(memory, heard, where)
    html = cmarkgfm.github_flavored_markdown_to_html(body)
    assert re.findall(r"<(a|img|script|!--)\b", html) == []
    assert html.count("<tr>") == 2
    assert html.count("<td>") == 4
    assert "\n/close" not in body


def test_an_issue_never_grows_past_what_a_forge_takes() -> None:
    many = {f"https://{n}.communs.fr/{'a' * 400}": ILL if n < 60 else GONE for n in range(300)}
    moved = {
        f"https://d{n}.communs.fr/{'a' * 400}": Answer(
            state="bon", said=answers.GOOD, moved="https://x.fr/" + "b" * 900
        )
        for n in range(100)
    }
    where = {
        one: (Place(path=f"catalogue/offres/{'c' * 96}.yml", line=1, name="d" * 100),)
        for one in (*many, *moved)
    }
    memory = Memory()
    for week in range(10):
        memory = history.after(memory, {**many, **moved}, DAY + datetime.timedelta(weeks=week))
    body = told(memory, {**many, **moved}, where) + history.hidden(memory)
    assert len(body) < 65_000
    assert history.seen(body) == memory
    assert body.count("… et d’autres encore (") == 3
