"""`communs validate` beside `check-jsonschema` on the same files, in one go, on a file system in memory.

    python bench/validate.py --sizes 1000 10000 --runs 3

The peer looks at each kind with its own schema; ours also follows every link between the entries.
"""

from __future__ import annotations

import tempfile
from functools import reduce
from pathlib import Path

import generate
import measure
from measure import Cost

BIN = generate.ROOT / ".venv" / "bin"
OURS, PEER = "communs validate", "check-jsonschema"
DAY = {"SOURCE_DATE_EPOCH": "1795435200"}  # 2026-11-23: no entry ages between two runs


def ours(root: Path) -> Cost:
    """The whole catalogue with our command."""
    return measure.run([str(BIN / "communs"), "--root", str(root), "validate"], DAY)


def peer(root: Path) -> Cost:
    """The same entries with the peer, one call for each kind."""
    return reduce(Cost.then, (_peer_kind(root, kind) for kind in generate.SHARES))


def _peer_kind(root: Path, kind: str) -> Cost:
    files = sorted(map(str, (root / "catalogue" / kind).glob("*.yml")))
    schema = root / "schemas" / kind / "schema.json"
    return measure.run([str(BIN / "check-jsonschema"), "--schemafile", str(schema), *files])


def main() -> None:
    """The command line."""
    options = measure.options(__doc__, runs=3)
    with tempfile.TemporaryDirectory(dir=options.folder) as scratch:
        roots = {size: generate.repository(Path(scratch) / str(size), size) for size in options.sizes}
        ours(roots[options.sizes[0]])  # the first start compiles and warms what later ones find ready
        results = measure.side_by_side(roots, {OURS: ours, PEER: peer}, options.runs)
    print()
    print(measure.table(options.sizes, results, OURS))


if __name__ == "__main__":
    main()
