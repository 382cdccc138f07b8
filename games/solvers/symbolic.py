"""Equilibria of a strategic form with symbols: what can be said of all of them at once.

Two players with two actions each   the name of the game and all its equilibria, by cases (`games.solvers.two_by_two`).
Otherwise                           all pure equilibria, each with its condition (`games.solvers.conditional`); a mixed one for a
                                    named support (`games.solvers.support`).
"""

from __future__ import annotations

from games.core.classification import Classification, ConditionalEquilibria
from games.core.strategic import StrategicGame
from games.solvers.conditional import conditional_equilibria
from games.solvers.two_by_two import classify


def symbolic_equilibria(
    game: StrategicGame, *, time_limit: float | None = None
) -> Classification | ConditionalEquilibria:
    """The equilibria of a game with symbols, by cases if it is 2x2, else the pure ones with their conditions.

    Raises Unsupported where a payoff may be undefined, LimitReached when `time_limit` seconds have passed.

    >>> game = StrategicGame.from_arrays([["a", 0], [0, 1]], [["a", 0], [0, 1]], assumptions=["a >= 1"])
    >>> print(symbolic_equilibria(game))
    coordination if a > 1
    coordination if a = 1
    """
    if game.shape == (2, 2):
        return classify(game, time_limit=time_limit)
    return conditional_equilibria(game, time_limit=time_limit)
