"""`equilibria --correlated`: the correlated or coarse correlated equilibrium that is best for an objective."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from games.commands.common import judged, require_numbers, stage_game, with_verdict
from games.console import AnswerOptions, Left, Outcome
from games.errors import InvalidGame, Unsupported

if TYPE_CHECKING:
    from rich.console import Console

    from games.core.correlated import CorrelatedEquilibrium
    from games.formats.common import LoadedGame

OPTION = "--objective"


def correlated_work(
    loaded: LoadedGame, options: AnswerOptions, left: Left, *, objective: str, minimise: bool, coarse: bool
) -> Outcome:
    """Solve, certify and tell."""
    from games.formats import answers
    from games.solvers.correlated import correlated_equilibrium, objective_weights

    if loaded.kind == "anonymous":
        raise Unsupported("--correlated", "an anonymous game", "a game with named players")
    game = stage_game(loaded)
    weights = objective_weights(game, read_objective(objective, game.players))
    require_numbers(game.symbols, loaded)
    answer = correlated_equilibrium(game, weights, minimise=minimise, coarse=coarse)
    judgement = judged(answer, options, left)
    told = Outcome(answers.best_correlated(answer, judgement.status), _told(answer, judgement.status))
    return with_verdict(told, judgement)


def read_objective(text: str, players: Sequence[str]) -> str | dict[str, str] | None:
    """ "sum", a player, or weights "PLAYER=WEIGHT, ..."; raises InvalidGame for anything else.

    >>> read_objective("sum", ("A", "B")), read_objective("B", ("A", "B")), read_objective("A=1/2, B=-1", ("A", "B"))
    (None, 'B', {'A': '1/2', 'B': '-1'})
    """
    if text in players:
        return text
    if text == "sum":
        return None
    pairs = [part.rpartition("=") for part in text.split(",")]
    if any(not equals for _, equals, _ in pairs):
        remedy = (
            'Write for instance --objective "sum" or --objective "' + ", ".join(f"{own}=1" for own in players) + '".'
        )
        raise InvalidGame(OPTION, f'"{text}"', f"sum, a player ({', '.join(players)}), or weights by player", remedy)
    found = {player.strip(): weight.strip() for player, _, weight in pairs}
    if len(found) < len(pairs):
        raise InvalidGame(OPTION, f'"{text}", which names a player twice', "each player once")
    return found


def _told(answer: CorrelatedEquilibrium, status: Any) -> Any:
    def tell(console: Console) -> None:
        from dataclasses import replace

        from games.show.correlated import correlated_sheet
        from games.show.tables import sheet_table
        from games.show.words import explain

        console.print(sheet_table(correlated_sheet(answer)))
        console.print()
        console.print(explain(replace(answer, status=status)))

    return tell
