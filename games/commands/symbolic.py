"""`equilibria` of a game with symbols, or for a named support; the name of a 2x2 game."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from games.commands.common import explained, judged, stage_game, with_verdict
from games.console import ANSWERED, STOPPED, AnswerOptions, Left, Outcome, respond

if TYPE_CHECKING:
    from rich.console import Console

    from games.core.strategic import StrategicGame
    from games.formats.common import LoadedGame


def symbolic_answer(loaded: LoadedGame, support: str | None, options: AnswerOptions, *, mixed: bool = False) -> int:
    """2x2: the game's name and equilibria by cases; otherwise pure equilibria with their conditions, or the one with the support.

    With `mixed` the equilibria of all supports.
    """
    game = stage_game(loaded)

    def work(left: Left) -> Outcome:
        answer = _solved(game, support, mixed, left)
        judgement = judged(answer, options, left)
        return with_verdict(_outcome(answer, judgement.status), judgement)

    return respond(options, work, lambda answer: _outcome(answer, answer.status))


def _solved(game: StrategicGame, support: str | None, mixed: bool, left: Left) -> Any:
    if support is not None:
        from games.solvers.support import support_equilibrium

        return support_equilibrium(game, support, time_limit=left())
    if mixed and game.shape != (2, 2):
        from games.solvers.by_support import equilibria_by_support

        return equilibria_by_support(game, time_limit=left())
    from games.solvers.symbolic import symbolic_equilibria

    return symbolic_equilibria(game, time_limit=left())


def _outcome(answer: Any, status: Any) -> Outcome:
    from games.core.classification import Classification, SupportEquilibria
    from games.core.solution import Status
    from games.formats import answers

    stopped = STOPPED if answer.status is Status.UNKNOWN else ANSWERED
    if isinstance(answer, SupportEquilibria):
        return Outcome(answers.by_support(answer, status), explained(answer, status), stopped)
    if not isinstance(answer, Classification):
        return Outcome(answers.conditional(answer, status), explained(answer, status), stopped)

    def tell(console: Console) -> None:
        from games.show.classification import classification_sheet
        from games.show.tables import sheet_table

        console.print(sheet_table(classification_sheet(answer)))
        console.print()
        explained(answer, status)(console)

    return Outcome(answers.classification(answer, status), tell, stopped)


def with_name(outcome: Outcome, game: StrategicGame) -> Outcome:
    """The outcome with the name of the game, if it is a 2x2 game in numbers."""
    if game.shape != (2, 2) or game.symbols:
        return outcome
    from games.errors import ComarcaError
    from games.solvers.two_by_two import classify

    try:
        (case,) = classify(game).cases
    except (ComarcaError, ValueError):
        return outcome

    def tell(console: Console) -> None:
        console.print(f"The game: {case.game}; {case.why}.")
        outcome.show(console)

    return Outcome({**outcome.data, "game": case.game, "why": case.why}, tell, outcome.exit)
