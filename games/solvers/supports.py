"""Supports of mixed equilibria, in a good order, without those that dominance excludes.

Definition   A support profile says for each player which actions he plays with positive probability.
Order        By the number of actions, then by balance (the difference between the largest and the smallest support), then in the game's
             order [PorterNudelmanShoham2008]_.
Excluded     Where a player's action is strictly worse than another against everything that the others' supports allow (conditional
             dominance). Also where a player has more indifferences than the others have probabilities to meet them with: his equations
             have no isolated solution.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from typing import Any

Support = tuple[tuple[int, ...], ...]


def support_profiles(shape: Sequence[int]) -> Iterator[Support]:
    """All support profiles but the pure ones, in order, whose indifference equations may have isolated solutions.

    >>> list(support_profiles((2, 2)))
    [((0, 1), (0, 1))]
    """
    sizes = itertools.product(*(range(1, size + 1) for size in shape))
    for chosen in sorted(sizes, key=lambda own: (sum(own), max(own) - min(own), own)):
        free = sum(chosen) - len(chosen)
        if free and all(2 * (own - 1) <= free for own in chosen):
            yield from itertools.product(
                *(itertools.combinations(range(size), own) for size, own in zip(shape, chosen, strict=True))
            )


def count(shape: Sequence[int]) -> int:
    """How many support profiles there are, pure ones and excluded ones among them."""
    return math.prod(2**size - 1 for size in shape)


def survives(payoffs: Sequence[Any], support: Support) -> bool:
    """Whether no action of the support is conditionally dominated; `payoffs[i]` is an array with one axis a player.

    >>> import numpy
    >>> dilemma = [numpy.array([[3, 0], [5, 1]]), numpy.array([[3, 5], [0, 1]])]
    >>> survives(dilemma, ((0, 1), (0, 1))), survives(dilemma, ((1,), (1,)))
    (False, True)
    """
    import numpy

    for i, array in enumerate(payoffs):
        against = array
        for j, played in enumerate(support):
            if j != i:
                against = numpy.take(against, played, axis=j)
        rows = numpy.moveaxis(against, i, 0).reshape(array.shape[i], -1)
        for a in support[i]:
            if (rows > rows[a]).all(axis=1).any():
                return False
    return True
