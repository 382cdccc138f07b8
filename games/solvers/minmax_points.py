"""Punishments that hold a player low: candidates for the minimum of the largest of multilinear functions.

Algorithm    1. Floats descend from many starts (sequential quadratic programming on: t at least each action's payoff).
             2. The best point is made as exact as is wanted (`minmax_newton`).
             3. Points with small denominators nearby are tried, and each punisher in turn replies by an exact linear programme.
Evidence     None here: any point is a punishment, and what it holds the player to is computed exactly.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from games.core.minmax import Weights
from games.solvers.linear_program import minimise
from games.solvers.minmax_cells import ONE, ZERO, Cell

STARTS = 12
ROUGH = 1e-7
"""Below this a probability of a float point is 0."""

Point = tuple[Weights, ...]


def value(cell: Cell, point: Point) -> Fraction:
    """What the best action pays at a point, exactly."""
    return max(contracted(cell, point, ())[()])


def contracted(cell: Cell, point: Point, kept: Sequence[int]) -> dict[tuple[int, ...], list[Fraction]]:
    """Payoffs of the actions by corners of the punishers `kept`, expected over the mixtures of the rest."""
    rest = [k for k in range(len(cell.sizes)) if k not in kept]
    found: dict[tuple[int, ...], list[Fraction]] = {}
    for played, row in zip(cell.combinations(), cell.payoffs, strict=True):
        chance = math.prod((point[k][played[k]] for k in rest), start=ONE)
        key = tuple(played[k] for k in kept)
        total = found.setdefault(key, [ZERO] * len(row))
        if chance:
            for action, own in enumerate(row):
                total[action] += chance * own
    return found


def descended(cell: Cell, starts: Sequence[Any] = ()) -> list[Any]:
    """The best float point found: from the given ones, the pure ones' best and random ones; one array a punisher."""
    import numpy as np

    chance = np.random.default_rng(0)
    drawn = [[chance.dirichlet(np.ones(size)) for size in cell.sizes] for _ in range(STARTS)]
    found = [_descend(cell, own) for own in [*starts, _best_combination(cell), *drawn]]
    return min(found, key=lambda own: float_value(cell, own))


def float_value(cell: Cell, point: Any) -> float:
    """What the best action pays at a float point."""
    return float(_payoffs(cell, point).max())


def _payoffs(cell: Cell, point: Any, but: int | None = None) -> Any:
    """Float payoffs of the actions at a point; by corner of punisher `but`, if there is one."""
    import numpy as np

    total = cell.array
    for k in reversed(range(len(cell.sizes))):
        if k != but:
            total = np.tensordot(total, point[k], axes=([k + 1], [0]))
    return total


def _best_combination(cell: Cell) -> list[Any]:
    import numpy as np

    combination = min(zip(cell.payoffs, cell.combinations(), strict=True), key=lambda own: max(own[0]))[1]
    return [np.eye(size)[corner] for size, corner in zip(cell.sizes, combination, strict=True)]


def _descend(cell: Cell, start: Any) -> list[Any]:
    import warnings

    import numpy as np
    from scipy.optimize import minimize

    ends = np.cumsum(cell.sizes)[:-1]
    total, actions, punishers = sum(cell.sizes), cell.array.shape[0], len(cell.sizes)

    def slopes(x: Any) -> Any:
        point = np.split(x[:-1], ends)
        return np.hstack([-_payoffs(cell, point, k) for k in range(punishers)] + [np.ones((actions, 1))])

    sums = np.zeros((punishers, total + 1))
    for k, own in enumerate(np.split(np.arange(total), ends)):
        sums[k, own] = 1.0
    first = np.append(np.concatenate(start), float_value(cell, start))
    rules = (
        {"type": "ineq", "fun": lambda x: x[-1] - _payoffs(cell, np.split(x[:-1], ends)), "jac": slopes},
        {"type": "eq", "fun": lambda x: sums @ x - 1.0, "jac": lambda x: sums},
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reached = minimize(
            lambda x: x[-1],
            first,
            jac=lambda x: np.eye(total + 1)[-1],
            constraints=rules,
            bounds=[(0.0, 1.0)] * total + [(None, None)],
            method="SLSQP",
            options={"ftol": 1e-15, "maxiter": 200},
        ).x
    point = [np.clip(own, 0.0, 1.0) for own in np.split(reached[:-1], ends)]
    if not all(np.isfinite(own).all() and own.sum() > 0 for own in point):
        return list(start)
    point = [own / own.sum() for own in point]
    return point if float_value(cell, point) < float_value(cell, start) else list(start)


def cleaned(point: Any, bits: int = 52) -> Point:
    """A float point over the rationals: tiny probabilities are 0, each punisher's sum to exactly one."""
    return tuple(
        normal([Fraction(round(float(p) * 2**bits), 2**bits) if p > ROUGH else ZERO for p in own]) for own in point
    )


def normal(weights: list[Fraction]) -> Weights:
    """The weights with the largest changed so that they sum to one."""
    top = max(range(len(weights)), key=lambda k: weights[k])
    return tuple(own + (1 - sum(weights) if k == top else 0) for k, own in enumerate(weights))


def replied(cell: Cell, point: Point, punisher: int) -> Point:
    """The point with this punisher's mixture replaced by the one that holds the player lowest against the others'."""
    by_corner = contracted(cell, point, (punisher,))
    size, actions = cell.sizes[punisher], len(cell.payoffs[0])
    lowest = min(min(row) for row in by_corner.values())
    rows = [((*(by_corner[(c,)][a] - lowest for c in range(size)), -ONE), ZERO) for a in range(actions)]
    best = minimise((*(ZERO,) * size, ONE), rows, [((*(ONE,) * size, ZERO), ONE)])
    return (*point[:punisher], best.point[:size], *point[punisher + 1 :])


def simpler(cell: Cell, point: Point, most: int, slack: Fraction) -> Point | None:
    """A point with small denominators near `point` that holds the player no higher than `slack` above what it does."""
    level = value(cell, point) + slack
    denominator = 1
    while denominator <= most:
        near = tuple(normal([own.limit_denominator(denominator) for own in weights]) for weights in point)
        if all(own >= 0 for weights in near for own in weights):
            for k in range(len(cell.sizes)):
                reply = replied(cell, near, k)
                near = reply if value(cell, reply) < value(cell, near) else near
            if value(cell, near) <= level:
                return near
        denominator *= 10
    return None
