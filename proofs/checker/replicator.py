"""Stability of a symmetric equilibrium under replicator dynamics, decided from the signs of its eigenvalues' real parts.

Definition   dp_i/dt = p_i (u_i - sum_j p_j u_j). Linearised: towards an action l outside the support the eigenvalue is u_l - u_0. Within,
             with g_b = u_0 - u_b and D_c the slope by p_c (which p_0 makes up for), the matrix is
             -p_a (D_c g_a - sum_b p_b D_c g_b).
Decided      With x^r + a_1 x^(r-1) + ... its characteristic polynomial, all real parts are negative iff all Hurwitz determinants are
             positive; where one of these or an a_i is negative, some real part is positive. Numbers are intervals with exact ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from proofs.checker.forms import Form
from proofs.checker.kernel import refuse
from proofs.checker.newton import Interval, slopes, value_on

ZERO: Interval = (Fraction(0), Fraction(0))


def check_stability(
    said: bool | None, inner: Sequence[Form], outer: Mapping[int, Form], box: Sequence[Interval]
) -> None:
    """Refuse unless what is said is shown; the forms inside must be in proportion to the payoffs, all alike. None says nothing."""
    if said is None:
        return
    outside = [_negative(value_on(form, box)) for form in outer.values()]
    matrix = _motion(inner, box)
    coefficients = [_characteristic(matrix, order) for order in range(len(matrix) + 1)]
    hurwitz = [_hurwitz(coefficients, order) for order in range(1, len(matrix) + 1)]
    if said and not (all(hi < 0 for _, hi in outside) and all(lo > 0 for lo, _ in hurwitz)):
        refuse("stable", "true", "eigenvalues that are shown to have negative real parts")
    grows = any(lo > 0 for lo, _ in outside) or any(hi < 0 for _, hi in (*coefficients, *hurwitz))
    if not said and not grows:
        refuse("stable", "false", "an eigenvalue that is shown to have a positive real part")


def _motion(inner: Sequence[Form], box: Sequence[Interval]) -> list[list[Interval]]:
    slope = [[value_on(own, box) for own in slopes(form)] for form in inner]
    size = range(len(inner))
    mean = [_sum(_times(box[b + 1], slope[b][c]) for b in size) for c in size]
    return [[_negative(_times(box[a + 1], _sum((slope[a][c], _negative(mean[c]))))) for c in size] for a in size]


def _characteristic(matrix: Sequence[Sequence[Interval]], order: int) -> Interval:
    """a_order: the sum of the principal minors of that size, with its sign."""
    minors = (
        _determinant([[matrix[a][b] for b in own] for a in own]) for own in combinations(range(len(matrix)), order)
    )
    total = _sum(minors)
    return _negative(total) if order % 2 else total


def _hurwitz(coefficients: Sequence[Interval], order: int) -> Interval:
    def entry(row: int, column: int) -> Interval:
        place = 2 * column + 1 - row
        return coefficients[place] if 0 <= place < len(coefficients) else ZERO

    return _determinant([[entry(row, column) for column in range(order)] for row in range(order)])


def _determinant(matrix: Sequence[Sequence[Interval]]) -> Interval:
    if not matrix:
        return (Fraction(1), Fraction(1))
    parts = []
    for column, own in enumerate(matrix[0]):
        minor = _determinant([[*row[:column], *row[column + 1 :]] for row in matrix[1:]])
        part = _times(own, minor)
        parts.append(_negative(part) if column % 2 else part)
    return _sum(parts)


def _sum(parts: Iterable[Interval]) -> Interval:
    low = high = Fraction(0)
    for lo, hi in parts:
        low, high = low + lo, high + hi
    return low, high


def _negative(own: Interval) -> Interval:
    return -own[1], -own[0]


def _times(one: Interval, other: Interval) -> Interval:
    ends = [a * b for a in one for b in other]
    return min(ends), max(ends)
