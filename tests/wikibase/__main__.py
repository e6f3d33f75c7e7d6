"""The replay server on its own, for a bench or to try a command by hand.

    python -m tests.wikibase --copies 500 --share 0.2

It prints its address, then, at each line that it reads, the number of requests that came; it ends with its input.
"""

from __future__ import annotations

import argparse
import sys

from tests.wikibase import documents, faults
from tests.wikibase.server import Wikibase

WAIT = "0.05"  # seconds, so that a bench measures work rather than patience
FAULTS = (
    faults.page(429, Retry_After=WAIT),
    faults.page(503),
    faults.error("maxlag", Retry_After=WAIT),
    faults.cut_json,
    faults.cut_gzip,
    faults.reset,
    faults.wrong_item,
)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--copies", type=int, default=0, help="invented items beside the recorded ones")
    parser.add_argument("--share", type=float, default=0.0, help="of the requests that go wrong, from 0 to 1")
    parser.add_argument("--port", type=int, default=0)
    options = parser.parse_args()
    with Wikibase(port=options.port) as wikibase:
        wikibase.items |= documents.copies(options.copies)
        wikibase.faults.some(options.share, seed=5, among=FAULTS)
        print(wikibase.base, flush=True)
        for _ in sys.stdin:
            print(len(wikibase.asked), flush=True)


if __name__ == "__main__":
    main()
