"""Newton's method, over the rationals, for the point at which the largest of multilinear functions is least.

Definition   At a minimum y, with value t, there are weights w on the functions u_a that pay t (the active ones), summing to one, and a
             price p_k for each punisher, with sum of w_a du_a/dy_kc = p_k for every corner c that k plays (Kuhn and Tucker). Which
             functions are active and which corners are played is read off a float point.
Algorithm    Newton's method on these equations, each step solved exactly by flint and rounded to the bits that are wanted.
Evidence     None here: the point is a candidate, accepted only if it is a punishment no worse than the one it came from.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from games.solvers.minmax_cells import ONE, ZERO, Cell
from games.solvers.minmax_points import Point, contracted, normal, value

NEGLIGIBLE = 1e-6
"""An action that pays so little less than the best counts as best."""
STEPS, FARTHEST = 40, 4
"""Most steps, and the longest one that still leads somewhere."""

Numbers = list[Fraction]


def refined(cell: Cell, point: Point, bits: int) -> Point | None:
    """The point made exact to about so many bits; None where that leads nowhere."""
    payoffs = contracted(cell, point, ())[()]
    active = [a for a, own in enumerate(payoffs) if float(max(payoffs) - own) < NEGLIGIBLE]
    supports = [(k, corner) for k, own in enumerate(point) for corner, p in enumerate(own) if p]
    system = _System(cell, supports, active)
    unknowns = [*(point[k][corner] for k, corner in supports), max(payoffs), *system.balance(point)]
    for _ in range(STEPS):
        steps = _solved(*system.conditions(unknowns))
        if steps is None or max(map(abs, steps)) > FARTHEST:
            return None
        unknowns = [_near(own + step, bits + 16) for own, step in zip(unknowns, steps, strict=True)]
        if max(map(abs, steps)) < Fraction(1, 2**bits):
            return _accepted(cell, point, system.point(unknowns))
    return None


def _near(number: Fraction, bits: int) -> Fraction:
    return Fraction(round(number * 2**bits), 2**bits)


def _solved(matrix: list[Numbers], right: Numbers) -> Numbers | None:
    from flint import fmpq, fmpq_mat

    def read(rows: list[Numbers]) -> Any:
        return fmpq_mat([[fmpq(own.numerator, own.denominator) for own in row] for row in rows])

    try:
        solved = read(matrix).solve(read([[own] for own in right]))
    except ZeroDivisionError:
        return None
    return [Fraction(int(own.p), int(own.q)) for own in solved.entries()]


def _accepted(cell: Cell, before: Point, after: Point) -> Point | None:
    point = tuple(normal(list(weights)) for weights in after)
    if any(own < 0 for weights in (*after, *point) for own in weights):
        return None
    return point if value(cell, point) <= value(cell, before) else None


@dataclass(frozen=True)
class _System:
    """The equations for these corners played and actions active; unknowns are their probabilities, t, weights and prices."""

    cell: Cell
    supports: list[tuple[int, int]]
    active: list[int]

    def point(self, unknowns: Numbers) -> Point:
        """The point whose probabilities are the first unknowns."""
        chances = dict(zip(self.supports, unknowns, strict=False))
        return tuple(
            tuple(chances.get((k, corner), ZERO) for corner in range(size)) for k, size in enumerate(self.cell.sizes)
        )

    def balance(self, point: Point) -> Numbers:
        """Weights and prices that come nearest to meeting the equations at a point."""
        import numpy as np

        punishers = range(len(self.cell.sizes))
        rows = [
            [*map(float, own), *(-1.0 if j == k else 0.0 for j in punishers)]
            for (k, _), own in zip(self.supports, self._slopes(point), strict=True)
        ]
        rows.append([1.0] * len(self.active) + [0.0] * len(self.cell.sizes))
        right = np.append(np.zeros(len(self.supports)), 1.0)
        return [Fraction(float(own)) for own in np.linalg.lstsq(np.array(rows), right, rcond=None)[0]]

    def _slopes(self, point: Point) -> list[Numbers]:
        """For each corner played: what the active actions pay against it."""
        found = [contracted(self.cell, point, (k,)) for k in range(len(self.cell.sizes))]
        return [[found[k][(corner,)][a] for a in self.active] for k, corner in self.supports]

    def conditions(self, unknowns: Numbers) -> tuple[list[Numbers], Numbers]:
        """The equations' derivatives, and what is missing from each."""
        point, size, actions = self.point(unknowns), len(self.supports), len(self.active)
        level, weights, prices = unknowns[size], unknowns[size + 1 : size + 1 + actions], unknowns[size + 1 + actions :]
        payoffs, slopes, curves = (
            contracted(self.cell, point, ())[()],
            self._slopes(point),
            self._curves(point, weights),
        )
        matrix: list[Numbers] = []
        missing: Numbers = []
        for place, a in enumerate(self.active):  # its payoff is t
            rest = [ZERO] * (actions + len(prices))
            matrix.append([*(own[place] for own in slopes), -ONE, *rest])
            missing.append(level - payoffs[a])
        matrix.append([ZERO] * (size + 1) + [ONE] * actions + [ZERO] * len(prices))  # weights sum to one
        missing.append(ONE - sum(weights, ZERO))
        for (k, _), own, curve in zip(self.supports, slopes, curves, strict=True):  # what k gains is the price
            matrix.append([*curve, ZERO, *own, *(-ONE if j == k else ZERO for j in range(len(prices)))])
            missing.append(prices[k] - sum((w * s for w, s in zip(weights, own, strict=True)), ZERO))
        for k, played in enumerate(point):  # probabilities sum to one
            ones = [ONE if j == k else ZERO for j, _ in self.supports]
            matrix.append([*ones, *[ZERO] * (1 + actions + len(prices))])
            missing.append(ONE - sum(played, ZERO))
        return matrix, missing

    def _curves(self, point: Point, weights: Numbers) -> list[Numbers]:
        """For each two corners played: the second derivative of the weighted payoffs; 0 for two of one punisher."""
        pairs = itertools.combinations(range(len(self.cell.sizes)), 2)
        found = {pair: contracted(self.cell, point, pair) for pair in pairs}

        def curve(first: tuple[int, int], second: tuple[int, int]) -> Fraction:
            if first[0] == second[0]:
                return ZERO
            (j, c), (k, d) = sorted((first, second))
            payoffs = found[j, k][c, d]
            return sum((w * payoffs[a] for w, a in zip(weights, self.active, strict=True)), ZERO)

        return [[curve(first, second) for second in self.supports] for first in self.supports]
