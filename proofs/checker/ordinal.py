"""Names of 2x2 games as properties of two weak orders of the four cells.

An order is four ranks, one a cell (0 = both first actions, 1 = first and second, 2 = second and first, 3 = both second); a higher
rank is liked more. Written from the definitions in the claim's own words; nothing else of the game matters for a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

Ranks = tuple[int, ...]


def weak_orders() -> Iterator[Ranks]:
    """All 75 weak orders of four cells.

    >>> len(list(weak_orders()))
    75
    """
    for ranks in product(range(4), repeat=4):
        if set(ranks) == set(range(max(ranks) + 1)):
            yield ranks


def name_of(row: Ranks, column: Ranks) -> str:
    """The name of the game with these preferences.

    >>> name_of((2, 0, 3, 1), (2, 3, 0, 1)), name_of((2, 1, 3, 0), (2, 3, 1, 0)), name_of((1, 0, 0, 1), (0, 1, 1, 0))
    ("prisoner's dilemma", 'chicken', 'matching pennies')
    """
    players = (_seen_by_row(row), _seen_by_row((column[0], column[2], column[1], column[3])))
    if any(0 in own for own in map(_gains, players)):
        return "degenerate"
    dominant = [_dominant(own) for own in players]
    if None not in dominant:
        return _solved(players, (dominant[0] or 0, dominant[1] or 0))
    if dominant != [None, None]:
        return "one dominant action"
    matching = [own[0][0] > own[1][0] for own in players]
    if matching[0] != matching[1]:
        return "matching pennies"
    return _coordinated(players, matching[0])


Table = tuple[tuple[int, int], tuple[int, int]]
"""One player's ranks by his own action, then the other's."""


def _seen_by_row(ranks: Ranks) -> Table:
    return (ranks[0], ranks[1]), (ranks[2], ranks[3])


def _gains(own: Table) -> tuple[int, int]:
    return own[0][0] - own[1][0], own[0][1] - own[1][1]


def _dominant(own: Table) -> int | None:
    gains = _gains(own)
    return 0 if min(gains) > 0 else 1 if max(gains) < 0 else None


def _solved(players: tuple[Table, Table], play: tuple[int, int]) -> str:
    """Both have a dominant action: how does each like the outcome?"""
    rewarded, tempted = [], []
    for i, own in enumerate(players):
        mine, yours = play[i], play[1 - i]
        rewarded.append(own[1 - mine][1 - yours] > own[mine][yours])
        tempted.append(own[mine][1 - yours] > own[mine][yours])
    if all(rewarded):
        return "prisoner's dilemma"
    if not any(rewarded) and all(tempted):
        return "deadlock"
    return "harmony" if not any(rewarded) and not any(tempted) else "two dominant actions"


def _coordinated(players: tuple[Table, Table], matching: bool) -> str:
    """Two strict equilibria: both first and both second actions if `matching`, else one of each."""
    shift = 0 if matching else 1
    equilibria = [(a, a ^ shift) for a in (0, 1)]  # row's action, column's
    worth = [[own[e[i]][e[1 - i]] for e in equilibria] for i, own in enumerate(players)]
    leaning = [(own[0] > own[1]) - (own[0] < own[1]) for own in worth]
    if leaning[0] == leaning[1] != 0:
        good = equilibria[0 if leaning[0] > 0 else 1]
        alone = [own[good[i]][1 - good[1 - i]] for i, own in enumerate(players)]
        left = [own[1 - good[i]][good[1 - i]] for i, own in enumerate(players)]
        return "stag hunt" if all(a < b for a, b in zip(alone, left, strict=True)) else "coordination"
    if 0 in leaning:
        return "coordination"
    worse = [equilibria[0 if own < 0 else 1] for own in leaning]  # the equilibrium that each likes less
    yielding = [own[worse[i][i]][worse[1 - i][1 - i]] > min(worth[i]) for i, own in enumerate(players)]
    if all(yielding):
        return "chicken"
    return "chicken/battle of the sexes" if any(yielding) else "battle of the sexes"
