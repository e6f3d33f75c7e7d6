"""A whole refresh over a Wikibase on loopback: what it asks, what it writes, and what it leaves alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path
from typing import Any

import pytest

from communs import facts, refreshing
from communs.facts import filling
from communs.facts.refreshed import Refreshed
from communs.findings import CannotWork, Text
from communs.pipeline import Checked
from communs.report import Report
from communs.settings import Settings, Wikidata
from communs.wikidata.client import Client, agent
from tests.conftest import lay, real_kinds
from tests.wikibase import documents, faults
from tests.wikibase.answers import File
from tests.wikibase.faults import Fault, Reply
from tests.wikibase.server import PICTURE, Wikibase

pytestmark = pytest.mark.slow  # whole refreshes over real sockets

ORGANISATION = filling.paths(real_kinds()["organisations"])
MADE = documents.MADE
TYPES = ("Q5", "Q999999999")  # what the made organisations say that they are
SETTINGS = Settings(contact="robot@communs-essai.fr")
Wanted = Mapping[str, frozenset[tuple[str, ...]]]


def seen(things: Iterable[Any], number: int, what: Text) -> Iterable[Any]:
    """Nobody watches."""
    return things


@dataclass(kw_only=True)
class Robot:
    """Refreshes a catalogue from a Wikibase, as often as told."""

    root: Path
    wikibase: Wikibase
    check: Callable[[Path], Checked]
    pages: str = Wikidata().pages

    def asks(
        self, wanted: Wanted, *, patience: float = 180, timeout: float = 5, aside: Path | None = None
    ) -> Refreshed:
        """What is learnt; `wikibase.asked` holds the requests that it took. No picture comes where none can wait."""
        self.wikibase.asked.clear()
        client = Client(agent(SETTINGS), patience=patience, timeout=timeout, sleep=lambda _: None)
        at = Wikidata(api=self.wikibase.api, pages=self.pages, commons=self.wikibase.commons)
        return refreshing.refresh(self.check(self.root), wanted, client, at, seen, aside)

    def refreshes(self, wanted: Wanted, *, patience: float = 180, timeout: float = 5) -> Refreshed:
        """The same, and it is kept."""
        with refreshing.aside(self.root) as folder:
            done = self.asks(wanted, patience=patience, timeout=timeout, aside=folder)
            refreshing.keep(self.root, done)
        return done

    def files(self) -> dict[str, bytes]:
        """Facts and pictures, as they are on the disk."""
        places = [*(self.root / facts.FOLDER).glob("*"), *(self.root / facts.MEDIAS).glob("*")]
        return {place.name: place.read_bytes() for place in places}

    def known(self, qid: str) -> facts.Facts:
        """What the file of an item says."""
        return self.check(self.root).facts[qid]


@pytest.fixture
def robot(tmp_path: Path, check: Callable[[Path], Checked]) -> Iterator[Robot]:
    with Wikibase() as wikibase:
        yield Robot(root=lay(None, tmp_path), wikibase=wikibase, check=check)


def many(robot: Robot, number: int) -> Wanted:
    """As many organisations as that, in the Wikibase."""
    robot.wikibase.items |= documents.copies(number)
    model = documents.document("Q42")
    robot.wikibase.items |= {qid: model | {"id": qid, "title": qid} for qid in TYPES}
    return {f"Q{documents.COPIES + n}": ORGANISATION for n in range(number)}


def touch(robot: Robot, qids: Iterable[str]) -> None:
    """Somebody edits these items."""
    for qid in qids:
        robot.wikibase.items[qid] = robot.wikibase.items[qid] | {"lastrevid": 5000}


def of(*qids: str) -> Wanted:
    return dict.fromkeys(qids, ORGANISATION)


@pytest.mark.parametrize(("number", "batches"), [(0, 0), (1, 1), (50, 1), (51, 2), (120, 3)])
def test_what_did_not_change_costs_one_request_for_fifty(robot: Robot, number: int, batches: int) -> None:
    wanted = many(robot, number)
    names = 1 if number else 0  # of the places: one for ten items
    done = robot.refreshes(wanted)
    asked = ["info"] * batches + ["wbgetentities"] * (batches + names)
    assert robot.wikibase.whats() == asked
    assert (done.asked, len(done.facts), done.complete) == (len(asked), number, True)
    before = robot.files()
    again = robot.refreshes(wanted)
    assert robot.wikibase.whats() == ["info"] * batches
    assert (again.facts, again.complete, robot.files()) == ({}, True, before)


@pytest.mark.parametrize(("changed", "batches"), [(1, 1), (50, 1), (51, 2)])
def test_only_what_changed_is_read(robot: Robot, changed: int, batches: int) -> None:
    wanted = many(robot, 120)
    robot.refreshes(wanted)
    before = robot.files()
    touch(robot, list(wanted)[:changed])
    done = robot.refreshes(wanted)
    assert robot.wikibase.whats() == ["info"] * 3 + ["wbgetentities"] * batches  # all names are known
    assert list(done.facts) == list(wanted)[:changed]
    after = robot.files()
    assert {name for name in after if after[name] != before[name]} == {f"{qid}.json" for qid in done.facts}


def test_the_names_of_what_is_new_take_one_more_pass(robot: Robot) -> None:
    wanted = many(robot, 20)
    robot.refreshes(dict(list(wanted.items())[:10]))
    robot.refreshes(wanted)
    assert robot.wikibase.whats() == ["info", "wbgetentities", "wbgetentities"]
    assert robot.wikibase.asked[-1].params["ids"] == f"Q{documents.PLACES + 1}"
    seat = robot.known(f"Q{documents.COPIES + 15}").claims["P159"][0]
    assert seat["labels"] == {"fr": f"Essai Q{documents.PLACES + 1}"}


EDGE: dict[str, Fault] = {
    "429": faults.page(429, Retry_After="2"),
    "429 with a date": faults.page(429, Retry_After="Mon, 23 Nov 2026 12:00:05 GMT"),
    "429 that says nothing": faults.page(429),
    "503": faults.page(503),
    "a page in place of JSON": faults.body(faults.ERROR),
    "maxlag": faults.error("maxlag", Retry_After="5"),
    "ratelimited": faults.error("ratelimited"),
    "internal error": faults.error("internal_api_error_DBQueryError"),
    "gzip cut": faults.cut_gzip,
    "JSON cut": faults.cut_json,
    "bytes missing": faults.cut_short,
    "reset": faults.reset,
    "silence": faults.mute(3),
    "slow body": faults.trickle(0.1),
    "another item": faults.wrong_item,
    "deep JSON": faults.deep(100_000),
}


@pytest.mark.parametrize("name", EDGE)
def test_what_passes_at_the_edge_changes_nothing_in_the_end(robot: Robot, name: str) -> None:
    wanted = many(robot, 60)
    robot.wikibase.faults.update(dict.fromkeys(range(0, 20, 2), EDGE[name]))
    done = robot.refreshes(wanted, timeout=1 if name in ("silence", "slow body") else 5)
    assert (done.complete, len(done.facts)) == (True, 60)
    assert len(robot.wikibase.asked) == 2 * (2 + 2 + 1)  # each was asked twice
    assert robot.known("Q700000059").labels["fr"] == "Essai Q700000059"
    spoilt = robot.files()
    robot.wikibase.faults.clear()
    for place in (robot.root / facts.FOLDER).iterdir():
        place.unlink()
    robot.refreshes(wanted)
    assert robot.files() == spoilt


@pytest.mark.parametrize("name", EDGE)
def test_what_lasts_at_the_edge_keeps_the_old_files(robot: Robot, name: str) -> None:
    wanted = many(robot, 3)
    robot.refreshes(wanted)
    before = robot.files()
    touch(robot, wanted)
    robot.wikibase.faults.always(EDGE[name])
    done = robot.refreshes(wanted, patience=3, timeout=0.1)
    assert (done.facts, done.late.keys(), done.complete) == ({}, wanted.keys(), False)
    assert robot.files() == before


def test_who_gives_up_on_the_way_keeps_what_was_read(robot: Robot) -> None:
    wanted = many(robot, 120)
    robot.refreshes(wanted)
    whole = robot.files()
    for name in whole:
        (robot.root / facts.FOLDER / name).unlink()
    robot.wikibase.faults.update(
        dict.fromkeys(range(4, 99), faults.page(503))
    )  # after three « info », one batch
    done = robot.refreshes(wanted, patience=3)
    first = list(wanted)[:50]
    assert (list(done.facts), list(done.late)) == (first, list(wanted)[50:])
    assert list(done.partly) == first  # the names of their places are still to come
    assert len(robot.files()) == 50
    robot.wikibase.faults.clear()
    done = robot.refreshes(wanted)
    assert (len(done.facts), done.complete, robot.files()) == (120, True, whole)


def test_what_waits_for_a_name_is_not_said_to_be_looked_for(robot: Robot) -> None:
    wanted = many(robot, 1)
    (qid,) = wanted
    robot.wikibase.faults.update(dict.fromkeys(range(2, 99), faults.page(403)))
    robot.refreshes(wanted)
    known = robot.known(qid)
    assert "P31" in known.claims
    assert {"P31", "P159", "P159/P281"} & {*known.properties} == set()
    assert "P856" in known.properties


def test_a_wrong_answer_is_not_believed(robot: Robot) -> None:
    """A cache in between says that an item is missing: it is asked once more, in another way."""
    wanted = many(robot, 2)
    robot.refreshes(wanted)
    (qid, other) = wanted
    touch(robot, [other])
    told = {"pages": [{"ns": 0, "title": qid, "missing": True}, {"ns": 0, "title": other, "lastrevid": 5000}]}
    robot.wikibase.faults[0] = faults.body(json.dumps({"batchcomplete": True, "query": told}).encode())
    done = robot.refreshes(wanted)
    assert robot.wikibase.whats() == ["info", "wbgetentities"]
    assert (list(done.facts), done.facts[qid].missing_since) == ([qid, other], None)


def test_an_item_that_goes_missing_keeps_its_facts(robot: Robot, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = many(robot, 1)
    (qid,) = wanted
    robot.refreshes(wanted)
    before, document = robot.known(qid), robot.wikibase.items.pop(qid)
    done = robot.refreshes(wanted)
    assert robot.wikibase.whats() == ["info", "wbgetentities"]
    assert (done.complete, robot.known(qid).missing_since) == (True, "2026-11-23")
    assert (robot.known(qid).claims, robot.known(qid).retrieved) == (before.claims, before.retrieved)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    kept = robot.files()
    robot.refreshes(wanted)
    assert (robot.wikibase.whats(), robot.files()) == (
        ["info"],
        kept,
    )  # since the day that it was first seen so
    robot.wikibase.items[qid] = document
    robot.refreshes(wanted)
    assert robot.wikibase.whats() == ["info", "wbgetentities"]
    assert (robot.known(qid).missing_since, robot.known(qid).retrieved) == (None, "2027-01-15")


def test_an_item_that_never_was_has_a_file_that_says_so(robot: Robot) -> None:
    robot.refreshes(of("Q123456"))
    assert json.loads(robot.files()["Q123456.json"]) == {
        "requested": "Q123456", "resolved": "Q123456", "missing_since": "2026-11-23",
    }  # fmt: skip
    robot.refreshes(of("Q123456"))
    assert robot.wikibase.whats() == ["info"]


def test_a_merged_item_is_followed_under_the_id_that_was_asked(robot: Robot) -> None:
    wanted = many(robot, 2)
    (old, new) = wanted
    robot.refreshes(of(old))
    robot.wikibase.merge(old, new)
    done = robot.refreshes(of(old))
    assert (done.complete, list(robot.files())) == (True, [f"{old}.json"])
    assert (robot.known(old).requested, robot.known(old).resolved) == (old, new)
    robot.refreshes(of(old))
    assert robot.wikibase.whats() == ["info"]
    touch(robot, [new])
    robot.wikibase.merge(old, new)
    robot.refreshes(of(old))
    assert (robot.wikibase.whats(), robot.known(old).revision) == (["info", "wbgetentities"], 5000)


def test_what_is_wanted_anew_is_read_anew(robot: Robot) -> None:
    (qid,) = wanted = many(robot, 1)
    robot.refreshes({qid: frozenset({("P31",), ("P856",)})})
    assert robot.known(qid).properties == ("P31", "P856")
    robot.refreshes(wanted)
    assert robot.wikibase.whats() == ["info", "wbgetentities", "wbgetentities"]
    assert "P571" in robot.known(qid).claims


def test_a_file_that_cannot_be_read_is_read_again(robot: Robot) -> None:
    wanted = many(robot, 2)
    robot.refreshes(wanted)
    before = robot.files()
    (robot.root / facts.path_of(next(iter(wanted)))).write_bytes(b"{\xff")
    robot.refreshes(wanted)
    assert robot.wikibase.whats() == ["info", "wbgetentities"]
    assert robot.files() == before


def test_what_a_killed_refresh_had_begun_goes(robot: Robot) -> None:
    wanted = many(robot, 1)
    robot.refreshes(wanted)
    for folder in (facts.FOLDER, facts.MEDIAS):
        (robot.root / folder).mkdir(exist_ok=True)
        (robot.root / folder / ".communs-a1b2c3").write_bytes(b"{")
    robot.refreshes(wanted)
    assert list(robot.files()) == [f"{next(iter(wanted))}.json"]


def test_pictures_come_once_with_whom_to_thank(robot: Robot) -> None:
    robot.refreshes(of(MADE))
    whats = robot.wikibase.whats()
    assert whats[:3] == ["info", "wbgetentities", "wbgetentities"]
    assert sorted(whats[3:5]) == ["imageinfo", "imageinfo"]  # one a width
    assert len(whats) == 7
    files = robot.files()
    logo, picture = robot.known(MADE).media.values()
    assert (logo.file, logo.width, logo.author, logo.licence) == (
        f"{MADE}-P154.png", 330, "Jeanne Dupont", "CC BY-SA 4.0",
    )  # fmt: skip
    assert (picture.file, picture.width, picture.height) == (f"{MADE}-P18.jpg", 960, 640)
    for media in (logo, picture):
        assert media.stored_sha1 == sha1(files[media.file], usedforsecurity=False).hexdigest()
    assert files[logo.file].startswith(b"\x89PNG")
    robot.refreshes(of(MADE))
    assert robot.wikibase.whats() == ["info"]
    touch(robot, [MADE])
    robot.refreshes(of(MADE))
    assert [
        what for what in robot.wikibase.whats() if what.startswith("/")
    ] == []  # the same files: credits only
    assert {**robot.files(), f"{MADE}.json": b""} == {**files, f"{MADE}.json": b""}


def test_a_picture_that_was_replaced_is_fetched_again(robot: Robot) -> None:
    robot.refreshes(of(MADE))
    before = robot.files()
    robot.wikibase.files[PICTURE] = File(width=500, height=500, sha1="ab" * 20)
    touch(robot, [MADE])
    robot.refreshes(of(MADE))
    assert len([what for what in robot.wikibase.whats() if what.startswith("/")]) == 1
    after = robot.files()
    assert after[f"{MADE}-P18.jpg"] != before[f"{MADE}-P18.jpg"]
    assert after[f"{MADE}-P154.png"] == before[f"{MADE}-P154.png"]
    assert [media.sha1 for media in robot.known(MADE).media.values()][1] == "ab" * 20


def test_a_picture_that_somebody_took_away_comes_back(robot: Robot) -> None:
    robot.refreshes(of(MADE))
    before = robot.files()
    (robot.root / facts.MEDIAS / f"{MADE}-P18.jpg").unlink()
    robot.refreshes(of(MADE))
    assert robot.files() == before


def test_a_picture_that_facts_no_longer_name_goes(robot: Robot) -> None:
    robot.refreshes(of(MADE))
    (robot.root / facts.MEDIAS / "logo-d-un-membre.png").write_bytes(b"PNG")
    claims = robot.wikibase.items[MADE]["claims"]
    robot.wikibase.items[MADE] |= {"claims": {name: claims[name] for name in claims if name != "P18"}}
    touch(robot, [MADE])
    robot.refreshes(of(MADE))
    assert sorted(robot.files()) == [f"{MADE}-P154.png", f"{MADE}.json", "logo-d-un-membre.png"]


NAMED = PICTURE.replace(" ", "_", 1)  # as the item has it
NO_LICENCE = File(metadata={"Artist": "Jeanne"})
REFUSED: dict[str, tuple[Fault | None, File | None, str]] = {
    "a page": (faults.body(faults.ERROR), File(), "ce n’est pas une image que le site puisse montrer"),
    "a drawing with a script": (
        faults.body(b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        File(),
        "ce n’est pas une image que le site puisse montrer",
    ),
    "too heavy": (
        faults.body(b"\x89PNG\r\n\x1a\n" + b"x" * 4_000_000),
        File(),
        "n’a pas su répondre (réponse trop longue).",
    ),
    "endless": (faults.endless, File(), "n’a pas su répondre (réponse trop longue)."),
    "elsewhere": (
        None,
        File(thumb="http://127.0.0.2/x.png"),
        "son adresse mène ailleurs que chez Commons",
    ),
    "not found": (faults.page(404), File(), "n’a pas su répondre (HTTP 404)."),
    "without licence": (None, NO_LICENCE, "Commons ne l’a pas, ou n’en dit pas la licence"),
    "deleted": (None, None, "Commons ne l’a pas, ou n’en dit pas la licence"),
}


def only_pictures(fault: Fault) -> Fault:
    """What goes wrong with pictures alone."""

    def spoil(reply: Reply) -> Reply:
        return fault(reply) if reply.headers.get("Content-Type", "").startswith("image/") else reply

    return spoil


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_picture_to_show_is_left_out(robot: Robot, name: str) -> None:
    fault, file, said = REFUSED[name]
    robot.wikibase.files.pop(PICTURE)
    if file:
        robot.wikibase.files[PICTURE] = file
    if fault:
        robot.wikibase.faults.always(only_pictures(fault))
    done = robot.refreshes(of(MADE))
    assert done.complete
    assert str(done.refused[NAMED]).endswith(said)
    assert f"{MADE}-P18.jpg" not in robot.files()
    assert NAMED not in robot.known(MADE).media
    robot.refreshes(of(MADE))
    assert robot.wikibase.whats() == ["info"]  # until the item changes


def test_a_trial_fetches_no_picture(robot: Robot) -> None:
    done = robot.asks(of(MADE))
    assert [what for what in robot.wikibase.whats() if what.startswith("/")] == []
    assert (len(done.ahead), done.pictures, done.complete) == (2, {}, True)
    robot.refreshes(of(MADE))
    touch(robot, [MADE])
    assert robot.asks(of(MADE)).ahead == set()


def test_two_items_that_show_the_same_picture_fetch_it_once(robot: Robot) -> None:
    twin = documents.document(MADE) | {"id": "Q7", "title": "Q7"}
    robot.wikibase.items["Q7"] = twin
    robot.refreshes(of(MADE, "Q7"))
    assert len([what for what in robot.wikibase.whats() if what.startswith("/")]) == 2
    assert robot.files()["Q7-P18.jpg"] == robot.files()[f"{MADE}-P18.jpg"]


def test_pictures_wait_on_the_disk_and_nothing_stays_there(robot: Robot) -> None:
    left = robot.root / ".cache/images/of-one-that-was-killed"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"x")
    with refreshing.aside(robot.root) as folder:
        done = robot.asks(of(MADE), aside=folder)
        assert {*folder.iterdir()} == {*done.pictures.values()}
        assert len(done.pictures) == 2
        assert robot.files() == {}
    assert not left.parent.exists()


def test_a_wikibase_whose_items_have_a_namespace_is_asked_by_it(robot: Robot) -> None:
    wanted = many(robot, 60)
    robot.refreshes(wanted)
    before = robot.files()
    robot.wikibase.space = "Item:"
    robot.refreshes(wanted)
    assert robot.wikibase.whats() == ["info"] * 2 + ["wbgetentities"] * 2  # all seem to be missing
    robot.pages = f"{robot.wikibase.base}/wiki/Item:"
    robot.refreshes(wanted)
    assert (robot.wikibase.whats(), robot.files()) == (["info"] * 2, before)


def test_a_picture_that_turns_bad_leaves_the_good_one(robot: Robot) -> None:
    robot.refreshes(of(MADE))
    before = robot.files()
    robot.wikibase.files[PICTURE] = File(sha1="ab" * 20)
    touch(robot, [MADE])
    robot.wikibase.faults.always(only_pictures(faults.body(faults.ERROR)))
    robot.refreshes(of(MADE))
    assert robot.files()[f"{MADE}-P18.jpg"] == before[f"{MADE}-P18.jpg"]
    assert robot.known(MADE).media[NAMED].sha1 != "ab" * 20


def test_a_picture_that_lost_its_licence_goes(robot: Robot) -> None:
    robot.refreshes(of(MADE))
    robot.wikibase.files[PICTURE] = NO_LICENCE
    touch(robot, [MADE])
    robot.refreshes(of(MADE))
    assert f"{MADE}-P18.jpg" not in robot.files()


def test_a_commons_that_refuses_keeps_nothing_else_back(robot: Robot) -> None:
    """The facts come; the pictures wait for the next refresh, and what was there stays."""
    robot.wikibase.faults.update(dict.fromkeys(range(3, 99), faults.page(403)))
    done = robot.refreshes(of(MADE))
    assert (list(done.facts), list(done.partly), done.late) == ([MADE], [MADE], {})
    assert list(robot.files()) == [f"{MADE}.json"]
    robot.wikibase.faults.clear()
    assert robot.refreshes(of(MADE)).complete
    before = robot.files()
    assert len(before) == 3
    touch(robot, [MADE])
    robot.wikibase.faults.update(dict.fromkeys(range(2, 99), faults.page(403)))
    robot.refreshes(of(MADE))
    assert {*robot.files()} == {*before}
    assert len(robot.known(MADE).media) == 2


def test_files_that_nothing_names_are_told_and_left(robot: Robot) -> None:
    robot.refreshes(of(MADE))
    done = robot.asks({})
    told = Report(findings=())
    assert [line.replace("\u00a0", " ") for line in done.done(told)] == [
        "0 élément lu, en 0 requête.",
        "1 fichier dont le catalogue ne nomme plus l’élément ; il reste là, à vous de l’effacer :",
        f"  catalogue/_wikidata/{MADE}.json",
    ]
    assert len(robot.files()) == 3
    (robot.root / "catalogue/organisations/covoit.yml").write_text("nom: [")
    assert robot.asks({}).orphans == []  # somebody may name it in what cannot be read


@pytest.fixture
def checked(tmp_path: Path, check: Callable[[Path], Checked]) -> Checked:
    root = lay(None, tmp_path)
    for name, qid in (("covoit", "Q7"), ("autre", "Q8"), ("fautive", "Q08")):
        (root / f"catalogue/organisations/{name}.yml").write_text(
            f"nom: {name.title()}\nresume: Une coopérative.\nfamille: [plateforme-cooperative]\nterritoires: [france]\n"
            f"site_web: https://{name}.example.org\nverifie_le: 2026-11-02\nidentifiants: {{wikidata: {qid}}}\n"
        )
    terms = root / "catalogue/vocabulaires/statuts_juridiques.yml"
    terms.write_text(terms.read_text() + "    correspondances: {wikidata: [Q48204]}\n")
    return check(root)


def test_a_malformed_number_is_never_asked(checked: Checked) -> None:
    wanted = refreshing.wanted(checked)
    assert {"Q7", "Q8", "Q48204", "Q142"} <= wanted.keys()
    assert "Q08" not in wanted
    assert [finding.rule for finding in checked.errors] == ["format-qid"]


@pytest.mark.parametrize(
    ("words", "qids"),
    [
        (["Q8"], ["Q8"]),
        (["covoit", "Q8", "Q8"], ["Q7", "Q8"]),
        (["organisations/covoit"], ["Q7"]),
        (["catalogue/organisations/covoit.yml"], ["Q7"]),
        (["vocabulaires/statuts_juridiques"], ["Q48204"]),
        (["Q142"], ["Q142"]),
    ],
)
def test_some_items_are_chosen(checked: Checked, words: list[str], qids: list[str]) -> None:
    assert list(refreshing.wanted(checked, words)) == qids


def test_a_file_is_named_from_where_one_stands(checked: Checked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(checked.root / "catalogue/organisations")
    assert list(refreshing.wanted(checked, ["covoit.yml"])) == ["Q7"]


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("Q9", "Le catalogue ne nomme pas Q9."),
        ("covoi", "Aucune fiche ne se trouve à « covoi ». Vouliez-vous écrire « covoit » ?"),
        ("zzz", "Aucune fiche ne se trouve à « zzz »."),
        ("ville-de-lille", "« ville-de-lille » ne nomme aucun élément de Wikidata."),
        ("fautive", "« fautive » ne nomme aucun élément de Wikidata."),
    ],
)
def test_what_cannot_be_chosen_is_told(checked: Checked, word: str, said: str) -> None:
    with pytest.raises(CannotWork) as caught:
        refreshing.wanted(checked, [word])
    assert str(caught.value.said) == said


def test_hostile_answers_end_in_files_that_can_be_read(robot: Robot) -> None:
    """Every shape of every recorded document, and what somebody may write into one."""
    document = documents.document(MADE)
    document["labels"] = {
        "fr": {"language": "fr", "value": "<script>alert(1)</script>\u202e{{ x }}\n::error::"}
    }
    for statement in document["claims"]["P856"]:
        statement["mainsnak"]["datavalue"] = {"type": "string", "value": "javascript:alert(1)"}
    robot.wikibase.items[MADE] = document
    wanted = of(*robot.wikibase.items)
    robot.refreshes(wanted)
    checked = robot.check(robot.root)
    assert {*checked.facts} == {*wanted}
    assert "P856" not in checked.facts[MADE].claims
    assert checked.sound
