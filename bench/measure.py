"""A command → what it cost: seconds on the wall, seconds of processor, and the most memory it held."""

from __future__ import annotations

import argparse
import contextlib
import os
import statistics
import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

EVERY = 0.02  # seconds between two looks at the memory
KIB = 1024


@dataclass(frozen=True, kw_only=True)
class Cost:
    """Seconds and MiB. Memory is that of the command and its children together."""

    wall: float
    user: float
    memory: float

    def then(self, other: Cost) -> Cost:
        """This command followed by another."""
        return Cost(
            wall=self.wall + other.wall, user=self.user + other.user, memory=max(self.memory, other.memory)
        )


class CommandFailed(Exception):
    """A command under measure ended badly: its figures would mean nothing."""


def run(command: Sequence[str], env: Mapping[str, str] | None = None) -> Cost:
    """Run a command, silent, to its end. Raises CommandFailed."""
    before = perf_counter()
    child = subprocess.Popen(
        command,
        env={**os.environ, **(env or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    ended = threading.Event()
    seen: list[float] = []
    watch = threading.Thread(target=_watch, args=(child.pid, ended, seen))
    watch.start()
    _, status, usage = os.wait4(child.pid, 0)
    wall = perf_counter() - before
    child.returncode = os.waitstatus_to_exitcode(status)
    ended.set()
    watch.join()
    if child.returncode:
        raise CommandFailed(f"{' '.join(command[:6])} … : exit {child.returncode}")
    return Cost(wall=wall, user=usage.ru_utime, memory=max(seen, default=0.0))


def _watch(group: int, ended: threading.Event, seen: list[float]) -> None:
    """Memory of a process group while it runs; wait4 would also count our own, from before the exec."""
    while not ended.wait(EVERY):
        members = [pid for pid in _processes() if _group(pid) == group]
        if len(members) == 1:
            seen.append(_figure(members[0], "status", "VmHWM:"))  # its peak so far
        elif members:  # together now, each page shared by several counted once
            seen.append(sum(_figure(pid, "smaps_rollup", "Pss:") for pid in members))


def _processes() -> Iterable[int]:
    return (int(entry.name) for entry in os.scandir("/proc") if entry.name.isdigit())


def _group(pid: int) -> int:
    with contextlib.suppress(OSError):
        return os.getpgid(pid)
    return 0


def _figure(pid: int, file: str, name: str) -> float:
    """A line of /proc, in MiB; nothing of a process that has just ended."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        text = Path(f"/proc/{pid}/{file}").read_text(encoding="utf-8")
        return int(text.partition(f"\n{name}")[2].split()[0]) / KIB
    return 0.0


def options(description: str | None, runs: int) -> argparse.Namespace:
    """The words of a bench's command line: sizes, runs, and the folder to write in."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--runs", type=int, default=runs)
    parser.add_argument("--folder", type=Path, default=Path("/dev/shm"), help="where to write, best a tmpfs")  # noqa: S108 - a temporary folder is made inside
    return parser.parse_args()


def side_by_side(
    folders: Mapping[int, Path], commands: Mapping[str, Callable[[Path], Cost]], runs: int
) -> dict[tuple[str, int], Cost]:
    """Each command on each folder in turn, as many times as asked; the middle cost by command and size."""
    costs: defaultdict[tuple[str, int], list[Cost]] = defaultdict(list)
    for _ in range(runs):
        for size, folder in folders.items():
            for name, command in commands.items():
                costs[name, size].append(command(folder))
    print(f"{machine()}; median of {runs} interleaved runs")
    return {key: middle(values) for key, values in costs.items()}


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of several runs of the same command (of memory, the most)."""
    return Cost(
        wall=statistics.median(cost.wall for cost in costs),
        user=statistics.median(cost.user for cost in costs),
        memory=max(cost.memory for cost in costs),
    )


def machine() -> str:
    """The machine in a few words."""
    version = ".".join(map(str, sys.version_info[:3]))
    return f"{os.cpu_count()} cores, Python {version}, {sys.platform}"


def table(sizes: Sequence[int], results: Mapping[tuple[str, int], Cost], ours: str) -> str:
    """Markdown: a line for each command and size, how many times as long it took as ours, and by entry."""
    lines = [
        "| command | entries | wall, s | user, s | memory, MiB | wall against ours | wall by entry, ms |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for (name, size), cost in sorted(results.items(), key=lambda item: (item[0][1], item[0][0] != ours)):
        times = cost.wall / results[ours, size].wall
        lines.append(
            f"| {name} | {size:,} | {cost.wall:.2f} | {cost.user:.2f} | {cost.memory:.0f} | {times:.1f} × "
            f"| {cost.wall / size * 1000:.2f} |"
        )
    if len(sizes) > 1:
        lines.extend(["", *_growth(sizes[0], sizes[-1], results)])
    return "\n".join(lines)


def _growth(small: int, large: int, results: Mapping[tuple[str, int], Cost]) -> Iterable[str]:
    for name in dict.fromkeys(name for name, _ in results):
        times = results[name, large].wall / results[name, small].wall
        yield f"From {small:,} to {large:,} entries ({large / small:g} ×), {name}: {times:.1f} × the time."
