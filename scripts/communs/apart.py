"""The door to another process: a proposal is read there, without the token, and for so long only → what it changes.

Twenty files of a megabyte keep a robot for a minute: the one who sends five hundred must not keep it from the others.

python -m communs.apart FOLDER START HEAD LANG HOUSE
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from communs import git, previewing, report
from communs.findings import CannotWork, short, text
from communs.preview import data
from communs.report import received
from communs.report.report import as_json

SECONDS = 90.0
_FAILED = text("sa lecture a échoué : « {message} »")


def read(folder: Path, start: str, head: str, lang: str, house: Path) -> dict[str, Any] | None:
    """What the commits of a proposal change, as `preview.data` has it; None where it takes too long. Raises CannotWork."""
    command = [sys.executable, "-m", "communs.apart", str(folder), start, head, lang, str(house)]
    try:
        done = subprocess.run(  # noqa: S603 - `head` is a commit by its number
            command, env=git.surroundings(), stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise CannotWork(_FAILED.about(message=short(said, 300)))
    return received.read(done.stdout)


if __name__ == "__main__":
    place, first, last, tongue, judge = sys.argv[1:]
    try:
        found = previewing.between(Path(place), first, last, tongue, house=Path(judge))
    except CannotWork as error:
        raise SystemExit(report.say(error.said, tongue)) from error
    sys.stdout.buffer.write(as_json(data.data(found)).encode())
