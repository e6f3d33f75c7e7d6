"""The replay server answers as the recorded Wikibase did."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
import requests

from tests.conftest import ROOT
from tests.wikibase import documents, images
from tests.wikibase.server import Wikibase

AGENT = {"User-Agent": "essai/1 (robot@communs-essai.fr)"}
CHANGING = {"pageid", "lastrevid", "modified"}


def bare(told: Any) -> Any:
    """An answer without what depends on the day of the recording."""
    return {
        qid: {name: value for name, value in one.items() if name not in CHANGING}
        for qid, one in told["entities"].items()
    }


@pytest.mark.parametrize("name", ["51-ids", "bad-id", "bad-action", "q0", "space", "no-ids", "imageinfo-51"])
def test_the_same_errors(name: str) -> None:
    path, headers, body = documents.exchange(name)
    with Wikibase(items={}) as wikibase:
        folder = "/commons" if "imageinfo" in name else "/w"
        answer = requests.get(wikibase.base + path.replace("/w", folder, 1), headers=AGENT, timeout=5)
    assert answer.headers["MediaWiki-API-Error"] == headers["MediaWiki-API-Error"]
    assert answer.json()["error"]["code"] == json.loads(body)["error"]["code"]


@pytest.mark.parametrize(
    "name", ["redirect", "missing-fv2", "lower", "made-full-fv2", "made-mul-explicit", "lang-absent"]
)
def test_the_same_items(name: str) -> None:
    path, _, body = documents.exchange(name)
    told = json.loads(body)
    with Wikibase() as wikibase:
        wikibase.items["Q32063953"]["labels"] = {"fr": {"language": "fr", "value": "Karlsruhe"}}
        answer = requests.get(wikibase.base + path, headers=AGENT, timeout=5).json()
    assert bare(answer) == bare(told)
    assert [*answer] == [*told]


def test_pictures_have_the_size_that_they_say() -> None:
    assert images.png(330, 165)[16:24] == (330).to_bytes(4, "big") + (165).to_bytes(4, "big")
    assert images.jpeg(960, 640)[-2:] == b"\xff\xd9"


def test_it_stands_alone_for_benches() -> None:
    command = [sys.executable, "-m", "tests.wikibase", "--copies", "20", "--share", "0"]
    with subprocess.Popen(
        command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdin and child.stdout
        base = child.stdout.readline().strip()
        params = {"action": "wbgetentities", "ids": "Q700000019|Q800000001|Q700000020"}
        answer = requests.get(f"{base}/w/api.php", params=params, headers=AGENT, timeout=5).json()
        assert ["missing" in one for one in answer["entities"].values()] == [False, False, True]
        child.stdin.write("\n")
        child.stdin.flush()
        assert child.stdout.readline() == "1\n"
