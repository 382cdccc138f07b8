"""Equilibria of anonymous games, for the command `equilibria`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from games.commands.common import explained, judged, require_numbers, with_verdict
from games.console import ANSWERED, STOPPED, AnswerOptions, Left, Outcome, respond
from games.formats.tables import told_in_file

if TYPE_CHECKING:
    from games.formats.common import LoadedGame


def anonymous_equilibria(loaded: LoadedGame, symmetric: bool, options: AnswerOptions) -> int:
    """All counts, or all symmetric equilibria, of the file's anonymous game."""

    def work(left: Left) -> Outcome:
        require_numbers(loaded.counted.symbols, loaded)
        with told_in_file(f"{loaded.file}, [payoff]"):
            answer = _solved(loaded.counted, symmetric, left)
        judgement = judged(answer, options, left)
        return with_verdict(_told(replace(answer, status=judgement.status)), judgement)

    return respond(options, work, _told)


def _solved(game: Any, symmetric: bool, left: Left) -> Any:
    from games.solvers.count_profiles import count_profiles
    from games.solvers.counts import count_equilibria
    from games.solvers.faces import symmetric_profiles
    from games.solvers.symmetric import symmetric_equilibria

    if len(game.actions) > 2:
        return (symmetric_profiles if symmetric else count_profiles)(game, time_limit=left())
    return symmetric_equilibria(game, time_limit=left()) if symmetric else count_equilibria(game)


def _told(answer: Any) -> Outcome:
    from games.core.count_profiles import CountProfiles
    from games.core.solution import CountEquilibria, Status
    from games.formats import answers

    by_counts = isinstance(answer, (CountEquilibria, CountProfiles))
    data = answers.counts(answer) if by_counts else answers.symmetric(answer)
    exit_status = STOPPED if answer.status is Status.UNKNOWN else ANSWERED
    return Outcome(data, explained(answer, answer.status), exit_status)
