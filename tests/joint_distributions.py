"""Correlated equilibria by brute force: the extreme points of the set from its definition, for tests."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from flint import fmpq, fmpq_mat

from games.core.correlated import JointDistribution, incentives, is_correlated_equilibrium
from games.core.strategic import StrategicGame


def extreme_points(game: StrategicGame, coarse: bool) -> set[JointDistribution]:
    """All vertices: solutions of as many tight inequalities as there are cells, less one, that meet all the others."""
    cells = len(game.payoffs[0])
    rows = [[Fraction(int(cell == own)) for cell in range(cells)] for own in range(cells)]
    for own in incentives(game, coarse=coarse):
        gains = dict(own.gains)
        rows.append([Fraction(gains.get(cell, 0)) for cell in range(cells)])
    distinct = [list(own) for own in dict.fromkeys(map(tuple, rows)) if any(own)]
    found = set()
    for tight in combinations(distinct, cells - 1):
        matrix = fmpq_mat(
            cells, cells, [fmpq(v.numerator, v.denominator) for row in tight for v in row] + [fmpq(1)] * cells
        )
        if matrix.rank() < cells:
            continue
        solved = matrix.solve(fmpq_mat(cells, 1, [fmpq(0)] * (cells - 1) + [fmpq(1)]))
        point = tuple(Fraction(int(solved[k, 0].p), int(solved[k, 0].q)) for k in range(cells))
        if min(point) >= 0 and is_correlated_equilibrium(game, point, coarse=coarse):
            found.add(point)
    return found


def worth(game: StrategicGame, weights: tuple[Fraction, ...], point: JointDistribution) -> Fraction:
    """The weighted sum of expected payoffs."""
    return sum(
        (w * p * u for w, row in zip(weights, game.payoffs, strict=True) for p, u in zip(point, row, strict=True)),
        Fraction(0),
    )
