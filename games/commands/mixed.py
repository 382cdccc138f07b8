"""`equilibria --mixed`: with three or more players, the mixed equilibria too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from games.commands.common import explained, judged, require_numbers, stage_game, with_verdict
from games.console import AnswerOptions, Left, Outcome, respond

if TYPE_CHECKING:
    from games.formats.common import LoadedGame


def mixed_answer(loaded: LoadedGame, options: AnswerOptions) -> int:
    """Solve, certify and tell; what a limit stops is told as far as it got."""
    game = stage_game(loaded)

    def told(answer: Any) -> Outcome:
        return _outcome(answer, answer.status)

    def work(left: Left) -> Outcome:
        from games.solvers.mixed import mixed_equilibria

        require_numbers(game.symbols, loaded)
        answer = mixed_equilibria(game, time_limit=left())
        judgement = judged(answer, options, left)
        return with_verdict(_outcome(answer, judgement.status), judgement)

    return respond(options, work, told)


def _outcome(answer: Any, status: Any) -> Outcome:
    from games.formats import answers

    return Outcome(answers.mixed_equilibria(answer, status), explained(answer, status))
