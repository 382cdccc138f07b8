"""All extreme equilibria of random two-player games, side by side: `python -m benchmarks [--sizes 4,8,10] [--games 3] [--limit 120]`.

Payoffs are whole numbers from 0 to 99. Every tool solves every game in a process of its own, one after the other; a tool that exceeds the
limit at one size is left out at larger ones. The table gives medians over the games, in seconds, and how many times longer than
comarca's proved answer: after a first call in the process, and for the first call (with loading and compiling).
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import statistics
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.tools import TOOLS, versions

OURS = "comarca, proved"
RESULTS = Path(__file__).parent / "results.md"


@dataclass(frozen=True, slots=True)
class Timing:
    """One tool on one game: the number of equilibria listed, seconds of the first call and of later ones."""

    count: int
    first: float
    again: float


def random_game(size: int, number: int) -> tuple[list[list[int]], list[list[int]]]:
    """The same game every time."""
    draw = random.Random(f"{size}, {number}")
    row, column = ([[draw.randrange(100) for _ in range(size)] for _ in range(size)] for _ in range(2))
    return row, column


def timed(tool: str, size: int, number: int, limit: float) -> Timing | str:
    """The timing, or why there is none."""
    command = [sys.executable, "-m", "benchmarks.one", tool]
    given = json.dumps(random_game(size, number))
    try:
        done = subprocess.run(command, input=given, capture_output=True, text=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        return f"> {limit:g} s"
    if done.returncode:
        return done.stderr.strip().splitlines()[-1][:60]
    return Timing(**json.loads(done.stdout))


def run(sizes: list[int], games: int, limit: float, tools: list[str]) -> list[str]:
    """The rows of the table."""
    rows, out = [], {}
    for size in sizes:
        ours: dict[int, Timing] = {}
        for tool in tools:
            if tool in out:
                continue
            found = {}
            for number in range(games):
                timing = timed(tool, size, number, limit)
                if isinstance(timing, str):
                    out[tool] = timing
                    rows.append(f"| {size} x {size} | {tool} | | {timing} | | | |")
                    break
                found[number] = timing
                print(f"{size} x {size}, game {number}, {tool}: {timing}", file=sys.stderr, flush=True)
            if tool == OURS:
                ours = found
            if tool not in out:
                rows.append(_row(size, tool, found, ours))
    return rows


def _row(size: int, tool: str, found: dict[int, Timing], ours: dict[int, Timing]) -> str:
    counts = ", ".join(str(own.count) for own in found.values())
    first = statistics.median(own.first for own in found.values())
    again = statistics.median(own.again for own in found.values())
    ratios = [""] * 2
    if ours and tool != OURS:
        later = statistics.median(found[k].again / ours[k].again for k in found)
        once = statistics.median(found[k].first / ours[k].first for k in found)
        ratios = [f"{later:.2g}" if later < 10 else f"{later:.0f}", f"{once:.2g}" if once < 10 else f"{once:.0f}"]
    return f"| {size} x {size} | {tool} | {counts} | {again:.3f} | {ratios[0]} | {first:.3f} | {ratios[1]} |"


def machine() -> str:
    """Processor, system and Python."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        processor = next(own.partition(": ")[2] for own in lines if own.startswith("model name"))
    except (OSError, StopIteration):
        processor = platform.processor() or platform.machine()
    return f"{processor}, {platform.system()}, Python {platform.python_version()}"


def main() -> None:
    """Run and write the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--sizes", default="4,6,8,10,12", help="actions of each player")
    parser.add_argument("--games", type=int, default=3, help="random games of each size")
    parser.add_argument("--limit", type=float, default=180.0, help="seconds for one tool on one game")
    parser.add_argument("--tools", default="; ".join(TOOLS), help="which tools, separated by semicolons")
    given = parser.parse_args()
    tools = [own.strip() for own in given.tools.split(";")]
    rows = run([int(own) for own in given.sizes.split(",")], given.games, given.limit, tools)
    used = ", ".join(f"{name} {number}" for name, number in versions().items())
    head = "| game | tool | equilibria listed | seconds | times ours | first call | times ours |\n"
    head += "| --- | --- | --- | ---: | ---: | ---: | ---: |"
    text = f"{datetime.now(UTC):%Y-%m-%d}. {machine()}. {used}.\n\n{head}\n" + "\n".join(rows) + "\n"
    RESULTS.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
