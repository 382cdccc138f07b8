"""Stability of a symmetric equilibrium under replicator dynamics, by the signs of eigenvalues' real parts.

Definition   dp_i/dt = p_i (u_i - sum_j p_j u_j). With d_j = u_0 - u_j for the support's other actions j, f' their slopes by p_1 ... p_r,
             the linearised motion within the support is M_ac = -p_a (f'_ac - sum_b p_b f'_bc); towards an action l outside, the
             eigenvalue is -(u_0 - u_l).
Decided      With characteristic polynomial x^r + a_1 x^(r-1) + ... + a_r, all real parts are negative iff all Hurwitz determinants are
             positive; if one of them or one a_i is negative, some real part is positive. Balls that hold 0 leave it open.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from games.solvers.krawczyk import Bounds
from games.solvers.payoff_forms import Grid, ball_value, slopes

PRECISION = 400


def stability(
    inner: Sequence[Sequence[Fraction]], outer: Sequence[Sequence[int]], own: Grid, bounds: Bounds
) -> bool | None:
    """True if all eigenvalues have negative real parts, False if one has a positive one, None if neither is shown.

    `inner` and `outer` are the differences' coefficients, `bounds` those of the equilibrium (equal ends where it is exact).
    """
    from flint import arb, ctx, fmpq

    def ball(lo: Fraction, hi: Fraction) -> Any:
        ends = (fmpq(lo.numerator, lo.denominator), fmpq(hi.numerator, hi.denominator))
        return ends[0] if lo == hi else arb(ends[0]).union(arb(ends[1]))

    with ctx.workprec(PRECISION):
        point = [ball(*end) for end in bounds]
        outside = [ball_value(row, own, point) for row in outer]
        matrix = _motion([[fmpq(c.numerator, c.denominator) for c in row] for row in inner], own, point)
        coefficients = characteristic(matrix)
        hurwitz = hurwitz_determinants(coefficients)
    if any(value < 0 for value in (*coefficients[1:], *hurwitz, *outside)):
        return False
    return True if all(value > 0 for value in (*hurwitz, *outside)) else None


def _motion(inner: Sequence[Sequence[Any]], own: Grid, point: Sequence[Any]) -> list[list[Any]]:
    """The matrix M."""
    slope = []
    for row in inner:
        below, parts = slopes(row, own)
        slope.append([ball_value(part, below, point) for part in parts])
    mean = [sum(point[b + 1] * slope[b][c] for b in range(len(slope))) for c in range(len(slope))]
    return [[-point[a + 1] * (slope[a][c] - mean[c]) for c in range(len(slope))] for a in range(len(slope))]


def characteristic(matrix: Sequence[Sequence[Any]]) -> list[Any]:
    """1, a_1, ..., a_r of the characteristic polynomial: (-1)^i times the sum of the principal minors of size i.

    >>> characteristic([[1, 2], [3, 4]])
    [1, -5, -2]
    """
    from itertools import combinations

    size = len(matrix)
    found: list[Any] = [1]
    for order in range(1, size + 1):
        minors = [
            determinant([[matrix[a][b] for b in chosen] for a in chosen]) for chosen in combinations(range(size), order)
        ]
        found.append((-1) ** order * sum(minors))
    return found


def hurwitz_determinants(coefficients: Sequence[Any]) -> list[Any]:
    """The leading minors of the Hurwitz matrix.

    >>> hurwitz_determinants([1, 2, 3, 4])
    [2, 2, 8]
    """
    size = len(coefficients) - 1

    def entry(row: int, column: int) -> Any:
        at = 2 * (column + 1) - (row + 1)
        return coefficients[at] if 0 <= at <= size else 0

    return [
        determinant([[entry(row, column) for column in range(order)] for row in range(order)])
        for order in range(1, size + 1)
    ]


def determinant(matrix: Sequence[Sequence[Any]]) -> Any:
    """By Laplace's expansion along the first row, without division."""
    if len(matrix) == 1:
        return matrix[0][0]
    return sum(
        (-1) ** column * own * determinant([[*row[:column], *row[column + 1 :]] for row in matrix[1:]])
        for column, own in enumerate(matrix[0])
    )
