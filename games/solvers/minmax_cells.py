"""Cells of the product of the punishers' simplices, and lower bounds on what the punished player gets in them.

Definition   A cell has some corners (mixed actions) for each punisher; its points are the independent mixtures of these. Payoffs are
             multilinear in the mixtures, so the payoffs at combinations of corners say all.
Bound        Multipliers w_a >= 0, polynomials in the coordinates of the cell, such that sum of w_a (u_a - bound) has no negative
             coefficient. Constant ones give the minmax payoff against punishers who correlate corners; those of degree
             one in each punisher's coordinates also take in second-order terms, as [Handelman1988]_ does for polynomials.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from games.core.minmax import Cut, Multipliers, Term, Weights
from games.solvers.linear_program import Infeasible, maximise

ZERO, ONE = Fraction(0), Fraction(1)
DENOMINATORS = (1 << 6, 1 << 20, 1 << 52)
"""Multipliers that floats propose are rounded to these, shortest first."""
MOST_COEFFICIENTS = 2_500
"""Entries of the largest linear programme for multipliers of degree one."""

Monomial = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Cell:
    """`sizes[k]` corners of punisher k; `payoffs` has a row for each combination of corners (the last punisher's moving fastest)."""

    sizes: tuple[int, ...]
    payoffs: tuple[Weights, ...]

    @cached_property
    def array(self) -> Any:
        """The payoffs in floating point, an axis for the actions, then one a punisher."""
        import numpy as np

        flat = np.array([[float(own) for own in row] for row in self.payoffs])
        return flat.T.reshape(-1, *self.sizes)

    def combinations(self) -> Iterator[tuple[int, ...]]:
        """One corner for each punisher, in the order of the rows."""
        return itertools.product(*(range(size) for size in self.sizes))

    def parts(self, cut: Cut) -> list[Cell]:
        """The cells that a cut makes, in the order of the corners replaced."""
        size, stride = self.sizes[cut.punisher], math.prod(self.sizes[cut.punisher + 1 :])
        block = size * stride
        point = {}
        for start in range(0, len(self.payoffs), block):
            for inner in range(stride):
                drawn = [
                    (weight, self.payoffs[start + corner * stride + inner])
                    for corner, weight in enumerate(cut.weights)
                    if weight
                ]
                columns = zip(*(row for _, row in drawn), strict=True)
                weights = [weight for weight, _ in drawn]
                point[start + inner] = tuple(
                    sum(w * own for w, own in zip(weights, column, strict=True)) for column in columns
                )
        found = []
        for corner, weight in enumerate(cut.weights):
            if weight:
                rows = list(self.payoffs)
                for place, row in point.items():
                    rows[place + corner * stride] = tuple(map(Fraction, row))
                found.append(Cell(self.sizes, tuple(rows)))
        return found


def secured(cell: Cell, weights: Weights) -> Fraction:
    """What constant multipliers that sum to one show: the least of their averages of the actions' payoffs."""
    return min(
        sum((weight * own for weight, own in zip(weights, row, strict=True) if weight), ZERO) for row in cell.payoffs
    )


def shows(cell: Cell, weights: Weights, target: Fraction) -> bool:
    """Whether constant multipliers show that some action pays at least `target` in the cell."""
    return secured(cell, weights) >= target


def constant(weights: Weights, punishers: int) -> Multipliers:
    """Multipliers that are the same everywhere."""
    return Multipliers((Term(((),) * punishers, weights),))


def float_bound(cell: Cell) -> tuple[float, Any, Any]:
    """In floats: the best constant multipliers' bound, these multipliers, and the weights of combinations that attain it."""
    import numpy as np
    from scipy.optimize import linprog

    matrix = cell.array.reshape(cell.array.shape[0], -1)
    actions, combinations = matrix.shape
    solved = linprog(
        np.append(np.zeros(actions), -1.0),
        A_ub=np.hstack([-matrix.T, np.ones((combinations, 1))]),
        b_ub=np.zeros(combinations),
        A_eq=[[1.0] * actions + [0.0]],
        b_eq=[1.0],
        bounds=[(0, None)] * actions + [(None, None)],
        method="highs",
    )
    if solved.status != 0:
        weights = np.full(actions, 1.0 / actions)
        return float((weights @ matrix).min()), weights, np.full(combinations, 1.0 / combinations)
    weights = np.clip(solved.x[:actions], 0.0, None)
    weights /= weights.sum()
    drawn = np.clip(-solved.ineqlin.marginals, 0.0, None)
    return float((weights @ matrix).min()), weights, drawn / (drawn.sum() or 1.0)


def rounded(weights: Any) -> Iterator[Weights]:
    """Rational multipliers near floats that sum to one, short ones first."""
    for denominator in DENOMINATORS:
        whole = [round(float(own) * denominator) for own in weights]
        if any(whole):
            yield tuple(Fraction(own, sum(whole)) for own in whole)


def best_constant(cell: Cell) -> tuple[Fraction, Weights, Weights]:
    """The best constant multipliers' bound, exactly; these multipliers; and the weights of combinations that attain it."""
    lowest = min(min(row) for row in cell.payoffs)
    actions = len(cell.payoffs[0])
    rows = [((*(lowest - own for own in row), ONE), ZERO) for row in cell.payoffs]
    best = maximise((*(ZERO,) * actions, ONE), rows, [((*(ONE,) * actions, ZERO), ONE)])
    return best.value + lowest, best.point[:actions], best.prices_at_most


def linear_multipliers(cell: Cell, target: Fraction) -> Multipliers | None:
    """Multipliers of degree one in each punisher's coordinates that show `target`, if floats find any that hold exactly."""
    monomials: list[Monomial] = [tuple((corner,) for corner in played) for played in cell.combinations()]
    actions = len(cell.payoffs[0])
    if math.prod(size * (size + 1) // 2 for size in cell.sizes) * len(monomials) * actions > MOST_COEFFICIENTS:
        return None
    rows = _coefficients(cell, monomials, target)
    if not _promising(rows):
        return None
    everything = (ONE,) * (len(monomials) * actions)
    try:
        found = maximise(
            (ZERO,) * len(everything), [(tuple(-own for own in row), ZERO) for row in rows], [(everything, ONE)]
        )
    except Infeasible:
        return None
    point = iter(found.point)
    terms = [Term(monomial, tuple(next(point) for _ in range(actions))) for monomial in monomials]
    return Multipliers(tuple(term for term in terms if any(term.weights)))


def _coefficients(cell: Cell, monomials: list[Monomial], target: Fraction) -> list[list[Fraction]]:
    """For each coefficient of sum of w_a (u_a - target): how it depends on the weights of the terms."""
    actions, width = len(cell.payoffs[0]), len(monomials) * len(cell.payoffs[0])
    rows: defaultdict[Monomial, list[Fraction]] = defaultdict(lambda: [ZERO] * width)
    for number, monomial in enumerate(monomials):
        for played, payoffs in zip(cell.combinations(), cell.payoffs, strict=True):
            key = tuple(tuple(sorted((*own, corner))) for own, corner in zip(monomial, played, strict=True))
            for action, payoff in enumerate(payoffs):
                rows[key][number * actions + action] += payoff - target
    return list(rows.values())


def _promising(rows: list[list[Fraction]]) -> bool:
    """Whether floats find weights with which no coefficient is clearly negative."""
    import numpy as np
    from scipy.optimize import linprog

    matrix = np.array([[float(own) for own in row] for row in rows])
    size = np.abs(matrix).max() or 1.0
    height, width = matrix.shape
    solved = linprog(
        np.append(np.zeros(width), -1.0),
        A_ub=np.hstack([-matrix / size, np.ones((height, 1))]),
        b_ub=np.zeros(height),
        A_eq=[[1.0] * width + [0.0]],
        b_eq=[1.0],
        bounds=[(0, None)] * width + [(None, 1.0)],
        method="highs",
    )
    return solved.status == 0 and bool(solved.x[-1] > -1e-9)
