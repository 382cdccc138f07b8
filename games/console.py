"""The rules that every command keeps: options, time limits, exit statuses, how answers are printed and judged.

The entry point group `comarca.certifier` names what turns an answer into a certificate that the checker has judged.

Exit status  0 answered; 1 the claim asked about is false; 2 bad input: one message on stderr; 3 a limit was reached, or the status is
             unknown: what was shown until then is printed, and why it stopped; 130 interrupted.
"""

from __future__ import annotations

import itertools
import json
import math
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

from cyclopts import Parameter

from games.errors import ComarcaError, LimitReached, Unsupported

if TYPE_CHECKING:
    from rich.console import Console

ANSWERED, FALSE, BAD_INPUT, STOPPED, INTERRUPTED = 0, 1, 2, 3, 130


@Parameter(name="*")
@dataclass(frozen=True)
class Options:
    """What every command takes."""

    json: Annotated[bool, Parameter(negative="", help="Print one JSON object.")] = False
    time_limit: Annotated[
        float | None,
        Parameter(name="--time-limit", help="Stop after so many seconds; what was shown until then is printed."),
    ] = None


@Parameter(name="*")
@dataclass(frozen=True)
class AnswerOptions(Options):
    """What commands take whose answers have certificates."""

    certificate: Annotated[
        Path | None, Parameter(help="Write the answer's certificate here, to check again with `comarca verify`.")
    ] = None


PLAIN, CERTIFYING = Options(), AnswerOptions()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command found: the JSON object, what a person reads, and the exit status."""

    data: dict[str, Any]
    show: Callable[[Console], None]
    exit: int = ANSWERED


Left = Callable[[], float | None]
"""How many seconds are left of the time limit; None without one."""


def respond(options: Options, work: Callable[[Left], Outcome], told: Callable[[Any], Outcome] | None = None) -> int:
    """Do the work within the time limit, print its outcome and give the exit status.

    A search stopped by a limit prints what it had found, as `told` says it; a legal question that this library does not answer
    has status unknown. Either way the reason stands on stderr, and the exit status is 3.
    """
    try:
        with time_limit(options.time_limit) as left:
            outcome = work(left)
    except (LimitReached, Unsupported) as error:
        outcome = _stopped(error, told)
        if options.json or outcome.data["status"] != "unknown":
            _print(options, outcome)
        report(str(error))
        return STOPPED
    _print(options, outcome)
    return outcome.exit


def _stopped(error: ComarcaError, told: Callable[[Any], Outcome] | None) -> Outcome:
    found = getattr(error, "partial", None)
    shown = told(found) if told and found is not None else Outcome({"status": "unknown"}, lambda console: None)
    return Outcome({**shown.data, "reason": str(error)}, shown.show, STOPPED)


def _print(options: Options, outcome: Outcome) -> None:
    if options.json:
        print_json(outcome.data)
    else:
        outcome.show(output())


def print_json(data: dict[str, Any]) -> None:
    """One JSON object, piece by piece: an answer may have a million entries."""
    pieces = json.JSONEncoder(indent=2, ensure_ascii=False).iterencode(data)
    while part := "".join(itertools.islice(pieces, 10_000)):
        sys.stdout.write(part)
    sys.stdout.write("\n")


def output() -> Console:
    """Where answers are printed: in colour on a terminal only, labels never read as markup."""
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False, soft_wrap=False)


def report(message: str, stream: TextIO | None = None) -> None:
    """One message for a person, on stderr."""
    (stream or sys.stderr).write(f"comarca: {message}\n")


# --- time -----------------------------------------------------------------------------------------------------------

REPEAT = 0.5
"""Seconds after which a limit is raised again, should something on the way have swallowed it."""
SHARE = 0.9
"""Part of the limit that solvers are given, so that they can hand back what they have."""
CERTIFYING_SECONDS = 20.0
"""Longest search for one certificate; an answer without one keeps its own status."""


@contextmanager
def time_limit(seconds: float | None, where: str = "--time-limit") -> Iterator[Left]:
    """Raise LimitReached once `seconds` have passed; yields how many a solver may still use.

    Limits nest. Where the system has no interval timer, or outside the main thread, only the solvers' own limits stop the work.
    """
    if seconds is None:
        yield lambda: None
        return
    if not seconds > 0 or math.isinf(seconds):
        raise ComarcaError(where, f"{seconds:g}", "a positive number of seconds")
    begun = time.monotonic()

    def left() -> float:
        return max(begun + SHARE * seconds - time.monotonic(), 0.001)

    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield left
        return

    def stop(number: int, frame: object) -> None:
        raise LimitReached(where, f"that {seconds:g} s have passed", remedy="Allow more time.")

    outer, _ = signal.getitimer(signal.ITIMER_REAL)
    handler = signal.signal(signal.SIGALRM, stop)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds, REPEAT)
        yield left
    finally:
        try:
            signal.setitimer(signal.ITIMER_REAL, 0)
        finally:  # the limit may strike on the very line that lifts it
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, handler)
        if outer:
            signal.setitimer(signal.ITIMER_REAL, max(outer - (time.monotonic() - begun), 0.001), REPEAT)


# --- certificates ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer with the certifier's judgement: its status, its certificate if there is one, and what the checker says."""

    status: Any
    certificate: Any | None
    verdict: Any | None
    reason: str = ""


def judge(solution: Any, left: Left = lambda: None) -> Judged:
    """The answer as the installed certifier judges it; without one, or without the time, it keeps its own status."""
    certifier = _certifier()
    if certifier is None:
        return Judged(solution.status, None, None, "no certifier is installed")
    try:
        with time_limit(min(CERTIFYING_SECONDS, left() or CERTIFYING_SECONDS), "the certificate"):
            found = certifier(solution)
    except LimitReached as error:
        return Judged(solution.status, None, None, str(error))
    return Judged(found.status, found.certificate, found.verdict, found.reason)


def _certifier() -> Callable[[Any], Any] | None:
    from importlib.metadata import entry_points

    for entry in entry_points(group="comarca.certifier"):
        loaded: Callable[[Any], Any] = entry.load()
        return loaded
    return None
