"""Equilibria of a game with symbols, support by support: pure and mixed, each with its exact condition.

Algorithm    Every combination of non-empty sets of actions is asked about (`games.solvers.support`): there is one profile that can be an
             equilibrium with it, with its condition; or nobody ever plays so, which is proved; or it stays open, and is listed.
Complete     An equilibrium has exactly one support. So if no support is open and none says "nothing is said where ...", these are all
             equilibria, for all admissible symbols.
Cost         (2**m - 1)(2**n - 1) supports of an m x n game, each some hundredths of a second.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from itertools import combinations, product

from games.core.classification import ConditionalEquilibria, SupportEquilibria
from games.core.solution import Status
from games.core.strategic import StrategicGame
from games.errors import LimitReached, Unsupported
from games.solvers.support import support_equilibrium

MOST_SUPPORTS = 1_000


def equilibria_by_support(game: StrategicGame, *, time_limit: float | None = None) -> SupportEquilibria:
    """The equilibria of all supports that can be decided, as formulas with their conditions, and the supports that stay open.

    Raises LimitReached beyond 1,000 supports, or when `time_limit` seconds have passed (its `partial` is the answer until then).

    >>> cycle = [[0, "-b", "a"], ["a", 0, "-b"], ["-b", "a", 0]], [[0, "a", "-b"], ["-b", 0, "a"], ["a", "-b", 0]]
    >>> answer = equilibria_by_support(StrategicGame.from_arrays(*cycle, assumptions=["a > 0", "b > 0"]))
    >>> print(answer)
    (1/3, 1/3, 1/3; 1/3, 1/3, 1/3)
    >>> answer.complete, len(answer.parts)
    (True, 49)
    """
    number = math.prod(2**size - 1 for size in game.shape)
    if number > MOST_SUPPORTS:
        remedy = "Name a support, or put values in."
        raise LimitReached("equilibria by support", f"{number:,} supports", f"at most {MOST_SUPPORTS:,}", remedy)
    deadline = None if time_limit is None else time.monotonic() + time_limit
    parts: list[ConditionalEquilibria] = []
    left_open: list[tuple[tuple[str, ...], ...]] = []
    for support in _supports(game):
        left = None if deadline is None else deadline - time.monotonic()
        try:
            parts.append(support_equilibrium(game, support, time_limit=left))
        except Unsupported as problem:
            if problem.where != "support":
                raise
            left_open.append(support)
        except LimitReached as error:
            found = f"{error.found}, with {len(parts)} of {number} supports decided"
            rest = tuple(own for own in _supports(game) if own not in {part.support for part in parts})
            partial = SupportEquilibria(game, tuple(parts), rest, Status.DECIDED, ("z3",), f"found {found}")
            raise LimitReached("equilibria by support", found, "", "Allow more time.", partial) from None
    return SupportEquilibria(game, tuple(parts), tuple(left_open), Status.DECIDED, ("z3",))


def _supports(game: StrategicGame) -> Iterator[tuple[tuple[str, ...], ...]]:
    """All supports, those of fewest actions first."""
    own = [
        [chosen for size in range(1, len(labels) + 1) for chosen in combinations(labels, size)]
        for labels in game.actions
    ]
    yield from sorted(product(*own), key=lambda support: sum(map(len, support)))
