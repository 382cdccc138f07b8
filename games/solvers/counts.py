"""Pure equilibria of anonymous games by counts: how many players choose the second action.

Definition   Counts c such that no player on the second action gains by leaving it (c = 0 or gain(c - 1) >= 0) and none on the first
             gains by joining (c = n or gain(c) <= 0), where gain(k) is the second action's payoff less the first's with k others on it
             [Schelling1973]_. Each stands for C(n, c) profiles.
Algorithm    One pass over gain(0) ... gain(n - 1).
Cost         n evaluations of each payoff.
Complete     Every count is looked at. The list is never empty: going up from 0, the first count that nobody wants to join is one.
"""

from __future__ import annotations

from games.core.anonymous import AnonymousGame
from games.core.solution import CountEquilibria, Status
from games.solvers.requirements import numbers_only


def count_equilibria(game: AnonymousGame) -> CountEquilibria:
    """All counts of players on the second action that are pure equilibria, ascending.

    Raises Unsupported if payoffs or the number of players hold symbols. Source: [Schelling1973]_.

    >>> game = AnonymousGame.from_functions(5, ("out", "in"), (lambda k: 0, lambda k: 1 if k == 1 else -1))
    >>> count_equilibria(game).counts
    (0, 2)
    """
    n = game.size
    gains = numbers_only(game.gains(), "count_equilibria")
    joining = [gain.numerator for gain in gains]
    counts = tuple(
        count
        for count in range(n + 1)
        if (count == 0 or joining[count - 1] >= 0) and (count == n or joining[count] <= 0)
    )
    return CountEquilibria(game, counts, True, Status.DECIDED, ("exact arithmetic",))
