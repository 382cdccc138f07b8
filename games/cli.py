"""The command `comarca`, assembled from entry points.

Each entry point of the group `comarca.commands` is a function that adds commands to the application, so neither package needs the
other. Whatever happens, a person gets one message and no traceback; `games.console` has the exit statuses.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from cyclopts import App

from games.console import ANSWERED, BAD_INPUT, INTERRUPTED, STOPPED, report
from games.errors import ComarcaError, LimitReached

INTRODUCTION = """Say a collaboration as a game, solve it exactly, and get an answer that checks itself.

Begin with `comarca tour`, or with a game file: `comarca show FILE`.

Exit status: 0 answered, 1 the claim is false, 2 bad input, 3 a limit was reached or the status is unknown."""


def application() -> App:
    """The application with the commands of all installed packages."""
    from importlib.metadata import entry_points, version

    app = App(
        name="comarca",
        help=INTRODUCTION,
        version=lambda: version("comarca"),
        help_format="markdown",
        suppress_keyboard_interrupt=False,
    )
    for entry in sorted(entry_points(group="comarca.commands"), key=lambda own: own.name):
        entry.load()(app)
    return app


def main(tokens: Sequence[str] | None = None) -> int:
    """Run one command line and give its exit status; no error leaves a traceback."""
    _prepare_streams()
    try:
        return run(application(), sys.argv[1:] if tokens is None else tokens)
    except LimitReached as error:
        report(str(error))
        return STOPPED
    except ComarcaError as error:
        report(str(error))
        return BAD_INPUT
    except BrokenPipeError:
        _forget_stdout()
        return ANSWERED
    except OSError as error:
        place = error.filename or "input"
        report(f"{place}: {error.strerror or error}; expected a file that can be read.")
        return BAD_INPUT
    except UnicodeError as error:
        report(f"input: {error}; expected text in UTF-8.")
        return BAD_INPUT
    except RecursionError:
        report("input: found an expression or a table nested too deeply; expected a flatter one.")
        return BAD_INPUT
    except MemoryError:
        report("memory: found none left; try a smaller game.")
        return STOPPED
    except KeyboardInterrupt:
        report("interrupted")
        return INTERRUPTED


def run(app: App, tokens: Sequence[str]) -> int:
    """One command of the application; a line that is no command is bad input."""
    from cyclopts import CycloptsError

    try:
        status = app(
            list(tokens), exit_on_error=False, print_error=False, help_on_error=False, result_action="return_value"
        )
    except CycloptsError as error:
        report(f"{' '.join(str(error).split())} See comarca --help.")
        return BAD_INPUT
    sys.stdout.flush()
    return status if isinstance(status, int) else ANSWERED


def _prepare_streams() -> None:
    """Characters that the terminal cannot show become marks, not errors."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _forget_stdout() -> None:
    """After a closed pipe, keep the interpreter from complaining when it flushes at exit."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
