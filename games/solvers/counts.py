"""Pure equilibria of anonymous games with two actions, by counts: how many players choose the second action.

Definition   Counts c such that no player on the second action gains by leaving it (c = 0 or gain(c - 1) >= 0) and none on the first
             gains by joining (c = n or gain(c) <= 0), where gain(k) is the second action's payoff less the first's with k others on it
             [Schelling1973]_. Each stands for C(n, c) profiles.
Algorithm    The signs of gain(0) ... gain(n - 1) in runs of equal sign (`games.solvers.sequences`). Inside a run of zeros every
             count is one, inside any other run none; where two runs meet, their signs decide.
Cost         Payoffs that are + - * / min max and whole powers of k: a few root isolations, whatever n is. Others: n evaluations of each.
Complete     The runs cover every count. The list is never empty: going up from 0, the first count that nobody wants to join is one.
"""

from __future__ import annotations

from games.core.anonymous import AnonymousGame
from games.core.solution import CountEquilibria, Status
from games.errors import LimitReached
from games.solvers.sequences import Run, gains_of

MOST_LISTED = 20_000_000
"""Counts that a list may hold."""


def count_equilibria(game: AnonymousGame) -> CountEquilibria:
    """All counts of players on the second action that are pure equilibria, ascending.

    Raises Unsupported if payoffs or the number of players hold symbols, or for more than two actions (`count_profiles` lists those);
    LimitReached where there are more payoffs than can be evaluated. Source: [Schelling1973]_.

    >>> game = AnonymousGame.from_functions(5, ("out", "in"), (lambda k: 0, lambda k: 1 if k == 1 else -1))
    >>> count_equilibria(game).counts
    (0, 2)
    """
    game.require_two_actions("count_equilibria")
    _, _, gains = gains_of(game, "count_equilibria")
    spans = _spans(gains.runs, game.size)
    total = sum(last - start + 1 for start, last in spans)
    if total > MOST_LISTED:
        found = f"{total:,} of them, from {spans[0][0]:,} to {spans[-1][1]:,}"
        raise LimitReached("count_equilibria", found, f"a list of at most {MOST_LISTED:,}")
    counts = tuple(count for start, last in spans for count in range(start, last + 1))
    return CountEquilibria(game, counts, True, Status.DECIDED, ("exact arithmetic",))


def _spans(runs: tuple[Run, ...], players: int) -> list[tuple[int, int]]:
    """First and last of neighbouring counts c with gain(c - 1) >= 0 and gain(c) <= 0, ascending."""
    found = []
    before = 0
    for first, last, sign in runs:
        if before >= 0 >= sign:
            found.append((first, first))
        if sign == 0 and last > first:
            found.append((first + 1, last))
        before = sign
    if before >= 0:
        found.append((players, players))
    return found
