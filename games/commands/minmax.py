"""Commands about what players can secure and be held to: minmax, zero-sum."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cyclopts import App

from games.commands.common import GameFile, explained, judged, load, require_numbers, stage_game, with_verdict
from games.console import ANSWERED, CERTIFYING, STOPPED, AnswerOptions, Left, Outcome, respond
from games.errors import Unsupported
from games.formats.tables import told_in_file

if TYPE_CHECKING:
    from rich.console import Console

    from games.core.strategic import StrategicGame
    from games.formats.common import LoadedGame


def register(app: App) -> None:
    """Add this module's commands to the application."""
    app.command(minmax)
    app.command(zero_sum, name="zero-sum")


def minmax(file: GameFile, /, *, options: AnswerOptions = CERTIFYING) -> int:
    """Find what the others can hold each player to: pure, mixed and correlated minmax payoffs, with the punishments.

    A repeated game's stage game is solved, an anonymous one with named players.
    """
    loaded = load(file, options)

    def work(left: Left) -> Outcome:
        from games.solvers.minmax import minmax_payoffs

        answer = minmax_payoffs(_numeric_stage(loaded, "minmax"), time_limit=left())
        judgement = judged(answer, options, left)
        return with_verdict(_minmax_outcome(answer, judgement.status), judgement)

    return respond(options, work, lambda answer: _minmax_outcome(answer, answer.status))


def zero_sum(file: GameFile, /, *, options: AnswerOptions = CERTIFYING) -> int:
    """Find the value of a two-player zero-sum or constant-sum game, and all optimal strategies of both players.

    A repeated game's stage game is solved.
    """
    loaded = load(file, options)

    def work(left: Left) -> Outcome:
        from games.solvers.zero_sum import zero_sum as solve

        answer = solve(_numeric_stage(loaded, "zero-sum"), time_limit=left())
        judgement = judged(answer, options, left)
        return with_verdict(_zero_sum_outcome(answer, judgement.status), judgement)

    return respond(options, work, lambda answer: _zero_sum_outcome(answer, answer.status))


def _numeric_stage(loaded: LoadedGame, command: str) -> StrategicGame:
    """The game that is played once, or in every period; an anonymous one with named players."""
    if loaded.kind == "stochastic":
        raise Unsupported(f"{loaded.file}, {command}", "a stochastic game", "a game that is played once or repeated")
    if loaded.kind == "anonymous":
        from games.solvers.named_players import with_named_players

        require_numbers(loaded.counted.symbols, loaded, command)
        with told_in_file(f"{loaded.file}, [payoff]"):
            return with_named_players(loaded.counted)
    stage = stage_game(loaded)
    require_numbers(stage.symbols, loaded, command)
    return stage


def _minmax_outcome(answer: Any, status: Any) -> Outcome:
    from games.core.solution import Status
    from games.formats import answers

    def tell(console: Console) -> None:
        from games.show.minmax import minmax_sheet
        from games.show.tables import sheet_table

        console.print(sheet_table(minmax_sheet(answer)))
        console.print()
        explained(answer, status)(console)

    exit_status = STOPPED if answer.status is Status.ENCLOSED else ANSWERED
    return Outcome(answers.minmax_payoffs(answer, status), tell, exit_status)


def _zero_sum_outcome(answer: Any, status: Any) -> Outcome:
    from games.formats import answers

    return Outcome(answers.zero_sum_solution(answer, status), explained(answer, status))
