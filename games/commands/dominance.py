"""Commands about what no player should do: dominance, rationalizable."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import App, Parameter

from games.commands.common import GameFile, explained, judged, load, require_numbers, stage_game, with_verdict
from games.console import ANSWERED, CERTIFYING, STOPPED, AnswerOptions, Left, Outcome, respond
from games.errors import Unsupported
from games.formats.tables import told_in_file

if TYPE_CHECKING:
    from rich.console import Console

    from games.formats.common import LoadedGame

SHOWN = 400
"""Most cells of what is left that are printed."""


def register(app: App) -> None:
    """Add this module's commands to the application."""
    app.command(dominance)
    app.command(rationalizable)


def dominance(
    file: GameFile,
    /,
    *,
    weak: Annotated[bool, Parameter(negative="", help="Take away what is weakly dominated.")] = False,
    options: AnswerOptions = CERTIFYING,
) -> int:
    """Take away dominated actions round by round, also those that only mixed actions dominate.

    Each round takes all dominated actions of all players at once. A repeated game's stage game is asked about.
    """
    loaded = load(file, options)
    game = stage_game(loaded)

    def told(answer: Any) -> Outcome:
        return _outcome(answer, answer.status)

    def work(left: Left) -> Outcome:
        from games.solvers.dominance import iterated_dominance

        if weak:
            require_numbers(game.symbols, loaded, "dominance --weak")
        with _told_in_file(loaded):
            answer = iterated_dominance(game, weak=weak, time_limit=left())
        judgement = judged(answer, options, left)
        return with_verdict(_outcome(answer, judgement.status), judgement)

    return respond(options, work, told)


def rationalizable(
    file: GameFile,
    /,
    *,
    independent: Annotated[
        bool, Parameter(negative="", help="Each player believes that the others choose on their own.")
    ] = False,
    options: AnswerOptions = CERTIFYING,
) -> int:
    """Find the rationalizable actions, with beliefs about the others that may tie their choices together unless --independent.

    A repeated game's stage game is asked about. Exit status 3 where some action is not decided.
    """
    loaded = load(file, options)
    game = stage_game(loaded)

    def told(answer: Any) -> Outcome:
        return _rationalizable_outcome(answer, answer.status)

    def work(left: Left) -> Outcome:
        from games.solvers.rationalizability import rationalizable as solve

        if independent:
            require_numbers(game.symbols, loaded, "rationalizable --independent")
        with _told_in_file(loaded):
            answer = solve(game, independent=independent, time_limit=left())
        judgement = judged(answer, options, left)
        return with_verdict(_rationalizable_outcome(answer, judgement.status), judgement)

    return respond(options, work, told)


@contextmanager
def _told_in_file(loaded: LoadedGame) -> Iterator[None]:
    """Errors about the game, told as errors of its file."""
    try:
        with told_in_file(str(loaded.file)):
            yield
    except Unsupported as error:
        remedy = "Assume more, or add values = { ... } to the file."
        raise Unsupported(f"{loaded.file}, {error.where}", error.found, error.expected, remedy) from None


def _rationalizable_outcome(answer: Any, status: Any) -> Outcome:
    from games.formats import answers

    exit_status = ANSWERED if answer.complete else STOPPED
    return Outcome(answers.rationalizable(answer, status), explained(answer, status), exit_status)


def _outcome(answer: Any, status: Any) -> Outcome:
    from games.formats import answers

    def tell(console: Console) -> None:
        from games.show.dominance import reduced_sheet
        from games.show.tables import sheet_table

        explained(answer, status)(console)
        left = answer.reduced
        if answer.rounds and answer.solution is None and len(left.payoffs[0]) <= SHOWN:
            console.print()
            console.print(sheet_table(reduced_sheet(answer)))

    return Outcome(answers.eliminated(answer, status), tell, ANSWERED if answer.complete else STOPPED)
