"""Nash equilibria of a strategic form, by the method that suits it.

Two players      all extreme equilibria and maximal Nash subsets, complete (`games.solvers.extreme_equilibria`); with method="nashpy" what
                 nashpy proposes, decided exactly but not known to be all (`games.solvers.proposed_equilibria`).
Otherwise        all pure equilibria (`games.solvers.pure`).
"""

from __future__ import annotations

from games.core.solution import NashEquilibria
from games.core.strategic import StrategicGame
from games.errors import Unsupported, did_you_mean
from games.solvers.extreme_equilibria import extreme_equilibria
from games.solvers.proposed_equilibria import proposed_equilibria
from games.solvers.pure import pure_equilibria

METHODS = ("vertices", "nashpy")


def nash_equilibria(
    game: StrategicGame, *, method: str = "vertices", time_limit: float | None = None
) -> NashEquilibria:
    """Nash equilibria: of two players all extreme ones, of any other number all pure ones.

    `method` is "vertices" or, for two players, "nashpy". Raises Unsupported if payoffs hold symbols, LimitReached when `time_limit`
    seconds have passed or there is too much to enumerate (its `partial` is the answer until then). Source: [Nash1951]_.

    >>> game = StrategicGame.from_arrays([[2, 0], [0, 1]], [[1, 0], [0, 2]])
    >>> [equilibrium.profile[0] for equilibrium in nash_equilibria(game).equilibria]
    [(Fraction(1, 1), Fraction(0, 1)), (Fraction(2, 3), Fraction(1, 3)), (Fraction(0, 1), Fraction(1, 1))]
    """
    if method not in METHODS:
        raise Unsupported(
            "nash_equilibria", f'the method "{method}"', f"one of {', '.join(METHODS)}", did_you_mean(method, METHODS)
        )
    if len(game.players) != 2:
        return pure_equilibria(game)
    if method == "nashpy":
        return proposed_equilibria(game, time_limit=time_limit)
    return extreme_equilibria(game, time_limit=time_limit)
