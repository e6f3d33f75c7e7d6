"""A refresh of facts beside a naive client on the same items, before a server that plays Wikidata and its troubles.

    python bench/enrich.py --sizes 50 500 5000

The server is a process of its own on loopback (`tests/wikibase`). With 20 % of faults, one request in five meets a
429 or a maxlag (both with Retry-After: 0.05), a 503, a cut body, a reset connection or the answer for other items.
Our client waits 0.05 s at first where nothing is said (1 s in real life). The naive one asks for one item at a time,
whole, and tries again at once, five times. Each reads everything, then comes again when nothing has changed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

import requests

import generate
import measure
from communs import facts, pipeline, refreshing
from communs.settings import Settings
from communs.wikidata.client import Client, agent

AGENT = agent(Settings(contact="banc@communs-essai.fr"))
COPIES = 700_000_000  # the number of the server's first invented item
SHARES = (0.0, 0.2)
RETRIES = 5
FIRST = 0.05  # seconds


@dataclass(frozen=True, kw_only=True)
class Cost:
    """Of one refresh: the requests that reached the server, seconds, those that were waited, the items left out."""

    asked: int
    seconds: float
    waited: float
    lacking: int


Refresh = Callable[[str], float]  # a server → the seconds that were waited


def ours(root: Path, qids: Sequence[str]) -> Refresh:
    """What `communs enrich` does, once the catalogue is read."""
    checked = pipeline.check(root)
    wanted = {qid: paths for qid, paths in refreshing.wanted(checked).items() if qid in set(qids)}

    def refresh(base: str) -> float:
        client = Client(AGENT, wait_first=FIRST)
        at = replace(checked.settings.wikidata, api=f"{base}/w/api.php", commons=f"{base}/commons/api.php")
        refreshing.keep(root, refreshing.refresh(checked, wanted, client, at, lambda things, *_: things))
        return client.lost

    return refresh


def naive(root: Path, qids: Sequence[str]) -> Refresh:
    """One `wbgetentities` for each item, kept as it comes."""

    def refresh(base: str) -> float:
        session = requests.Session()
        session.headers["User-Agent"] = AGENT
        for qid in qids:
            if document := _asked(session, base, qid):
                path = root / facts.path_of(qid)
                path.parent.mkdir(exist_ok=True)
                path.write_text(json.dumps(document, indent=2), encoding="utf-8")
        return 0.0

    return refresh


def _asked(session: requests.Session, base: str, qid: str) -> object:
    params = {"action": "wbgetentities", "ids": qid, "format": "json"}
    for _ in range(1 + RETRIES):
        try:
            return session.get(f"{base}/w/api.php", params=params, timeout=60).json()["entities"][qid]
        except (requests.RequestException, ValueError, KeyError):
            continue
    return None


CLIENTS = {"communs": ours, "one by one": naive}


@contextmanager
def server(size: int, share: float) -> Iterator[tuple[str, Callable[[], int]]]:
    """The address of a server with so many items, and how many requests came so far."""
    command = [sys.executable, "-m", "tests.wikibase", "--copies", str(size), "--share", str(share)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=generate.ROOT, text=True, **pipes) as child:

        def asked() -> int:
            child.stdin.write("\n")
            child.stdin.flush()
            return int(child.stdout.readline())

        yield child.stdout.readline().strip(), asked


def repository(folder: Path, size: int) -> Path:
    """A catalogue whose entries each name an item."""
    root = generate.repository(folder, size)
    for n, (path, _) in enumerate(generate.written(size, seed=1)):
        with (root / path).open("a", encoding="utf-8") as entry:
            entry.write(f"identifiants:\n  wikidata: Q{COPIES + n}\n")
    return root


def measured(folder: Path, size: int, share: float, name: str) -> Iterator[Cost]:
    """What a first refresh costs, then a second one."""
    root, qids = repository(folder, size), [f"Q{COPIES + n}" for n in range(size)]
    with server(size, share) as (base, asked):
        for _ in range(2):
            refresh, before = CLIENTS[name](root, qids), asked()
            began = perf_counter()
            waited = refresh(base)
            seconds = perf_counter() - began
            lacking = sum(not (root / facts.path_of(qid)).exists() for qid in qids)
            yield Cost(asked=asked() - before, seconds=seconds, waited=waited, lacking=lacking)


def line(size: int, share: float, which: str, mine: Cost, theirs: Cost) -> str:
    """A line of the table."""
    return (
        f"| {size:,} | {share:.0%} | {which} | {mine.asked:,} | {theirs.asked:,} | {theirs.asked / mine.asked:.0f} × "
        f"| {mine.seconds:.2f} ({mine.waited:.2f}) | {theirs.seconds:.2f} | {theirs.seconds / mine.seconds:.1f} × "
        f"| {mine.lacking} / {theirs.lacking} |"
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[50, 500, 5000])
    parser.add_argument("--folder", type=Path, default=Path("/dev/shm"), help="where to write, best a tmpfs")  # noqa: S108 - a temporary folder is made inside
    options = parser.parse_args()
    print(f"{measure.machine()}; server on loopback, without the latency of a network\n")
    print(
        "| items | faults | refresh | requests | one by one | ratio | s (waited) | one by one | ratio | left out |"
    )
    print("|--:|--:|---|--:|--:|--:|--:|--:|--:|--:|")
    for size in options.sizes:
        for share in SHARES:
            with tempfile.TemporaryDirectory(dir=options.folder) as scratch:
                costs = {name: [*measured(Path(scratch) / name, size, share, name)] for name in CLIENTS}
            for which, mine, theirs in zip(("first", "second"), *costs.values(), strict=True):
                print(line(size, share, which, mine, theirs), flush=True)


if __name__ == "__main__":
    main()
