"""Sets of real numbers: the solutions of polynomial inequalities in one variable, as intervals with exact ends.

The roots of all polynomials cut the line into points and open cells on which every sign is constant.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from games.errors import InvalidGame, Unsupported, shorten
from games.exact.algebraic import AlgebraicNumber, Real
from games.exact.formula import Scalar
from games.exact.polynomials import Bounds, Coefficients
from games.exact.root_isolation import binary_size, narrowed
from games.exact.roots import real_roots, sign_of_polynomial
from games.exact.scalars import text


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers between lo and hi, with the ends that are closed; a point is [x, x]. Ends may be parametric sympy expressions.

    >>> print(Interval(Fraction(1, 2), True, Fraction(1), False))
    [1/2, 1)
    """

    lo: Real | Scalar
    lo_closed: bool
    hi: Real | Scalar
    hi_closed: bool

    @staticmethod
    def point(value: Real | Scalar) -> Interval:
        """The interval of one number."""
        return Interval(value, True, value, True)

    @property
    def is_point(self) -> bool:
        """Is it one number?"""
        return self.lo_closed and self.hi_closed and bool(self.lo == self.hi)

    def __contains__(self, value: Real | int) -> bool:
        above = self.lo < value or (self.lo_closed and self.lo == value)
        return bool(above and (value < self.hi or (self.hi_closed and self.hi == value)))

    def __str__(self) -> str:
        ends = [str(end) if isinstance(end, AlgebraicNumber) else text(end) for end in (self.lo, self.hi)]
        return f"{'[' if self.lo_closed else '('}{ends[0]}, {ends[1]}{']' if self.hi_closed else ')'}"


#: The discount factors.
UNIT = Interval(Fraction(0), True, Fraction(1), False)


@dataclass(frozen=True, slots=True)
class SignCell:
    """A point or an open interval on which each polynomial has one sign."""

    interval: Interval
    signs: tuple[int, ...]


def between(left: Real, right: Real) -> Fraction:
    """A short rational strictly between two numbers, left < right.

    >>> between(Fraction(1, 3), Fraction(1, 2))
    Fraction(3, 8)
    """
    if not left < right:
        raise InvalidGame("ends", f"{left} and {right}", "left < right")
    (_, low), (high, _) = _bounds(left), _bounds(right)
    width = Fraction(1)
    while low >= high:
        (_, low), (high, _) = _bounds(left, width), _bounds(right, width)
        width /= 16
    step = Fraction(1, 2 ** max(0, 1 - binary_size(high - low)))
    while True:
        candidate = (math.floor(low / step) + 1) * step
        if candidate < high:
            return candidate
        step /= 2


def _bounds(value: Real, width: Fraction | None = None) -> Bounds:
    """The number itself twice, or rational ends around it, no further apart than `width`."""
    if not isinstance(value, AlgebraicNumber):
        return value, value
    ends = value.lo, value.hi
    return ends if width is None else narrowed(value.polynomial, ends, width)


def sign_cells(polynomials: Sequence[Coefficients], lo: Real, hi: Real) -> tuple[SignCell, ...]:
    """The cells of [lo, hi], ascending: the points lo, hi and every root between, and the open intervals between these.

    >>> [(str(cell.interval), cell.signs) for cell in sign_cells([(-1, 2)], Fraction(0), Fraction(1))]
    [('[0, 0]', (-1,)), ('(0, 1/2)', (-1,)), ('[1/2, 1/2]', (0,)), ('(1/2, 1)', (1,)), ('[1, 1]', (1,))]
    """
    points: list[Real] = [lo] if lo == hi else [lo, hi]
    for polynomial in polynomials:
        if any(polynomial):
            points.extend(root for root in real_roots(polynomial, lo, hi) if root not in points)
    points.sort()

    def at(value: Real) -> tuple[int, ...]:
        return tuple(sign_of_polynomial(polynomial, value) for polynomial in polynomials)

    cells = [SignCell(Interval.point(points[0]), at(points[0]))]
    for left, right in pairwise(points):
        cells.append(SignCell(Interval(left, False, right, False), at(between(left, right))))
        cells.append(SignCell(Interval.point(right), at(right)))
    return tuple(cells)


_TESTS: dict[str, Callable[[int], bool]] = {
    ">=": lambda sign: sign >= 0,
    ">": lambda sign: sign > 0,
    "=": lambda sign: sign == 0,
    "!=": lambda sign: sign != 0,
}


def solution_set(constraints: Iterable[tuple[Coefficients, str]], domain: Interval = UNIT) -> tuple[Interval, ...]:
    """The x in `domain` at which every polynomial stands in its relation (>=, >, =, !=) to 0.

    Disjoint, merged, ascending intervals; isolated points are [x, x]; the empty set is (). The domain's ends are numbers.

    >>> [str(part) for part in solution_set([((-1, 2), ">=")])]
    ['[1/2, 1)']
    >>> [str(part) for part in solution_set([((1, -5, 6), ">=")])]
    ['[0, 1/3]', '[1/2, 1)']
    """
    pairs = list(constraints)
    for _, op in pairs:
        if op not in _TESTS:
            raise InvalidGame("constraint", f'"{op}"', f"one of {', '.join(_TESTS)}")
    for end in (domain.lo, domain.hi):
        if not isinstance(end, (Fraction, AlgebraicNumber)):
            raise Unsupported("domain", f"the end {shorten(str(end))}", "ends that are numbers")
    if not domain.lo < domain.hi and not domain.is_point:
        return ()
    kept = []
    for cell in sign_cells([row for row, _ in pairs], domain.lo, domain.hi):
        inside = _inside(cell.interval, domain)
        if inside and all(_TESTS[op](sign) for sign, (_, op) in zip(cell.signs, pairs, strict=True)):
            kept.append(cell.interval)
    return merged(kept)


def _inside(cell: Interval, domain: Interval) -> bool:
    """Does a cell of the closed domain belong to the domain? Only its two ends may not."""
    if not cell.is_point:
        return True
    return (domain.lo_closed or cell.lo != domain.lo) and (domain.hi_closed or cell.hi != domain.hi)


def merged(intervals: Sequence[Interval]) -> tuple[Interval, ...]:
    """Ascending disjoint intervals with those joined that touch without a gap.

    >>> zero, half, one = Fraction(0), Fraction(1, 2), Fraction(1)
    >>> [str(part) for part in merged([Interval(zero, True, half, False), Interval(half, True, one, False)])]
    ['[0, 1)']
    """
    joined: list[Interval] = []
    for own in intervals:
        if joined and joined[-1].hi == own.lo and (joined[-1].hi_closed or own.lo_closed):
            joined[-1] = Interval(joined[-1].lo, joined[-1].lo_closed, own.hi, own.hi_closed)
        else:
            joined.append(own)
    return tuple(joined)
