"""Real algebraic numbers: irrational roots of integer polynomials, with exact order and exact signs.

Signs   p(a) = 0 iff the minimal polynomial of a divides p; otherwise a is enclosed ever more narrowly until p has one sign there.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import total_ordering
from typing import Any, TypeAlias, Union

from games.errors import InvalidScalar, shorten
from games.exact.polynomials import (
    Bounds,
    Coefficients,
    bounds_on,
    divides,
    irreducible,
    polynomial_text,
    primitive,
    sign_at_rational,
)
from games.exact.root_isolation import narrowed, root_bound, roots_inside
from games.exact.squares import split_square

Real: TypeAlias = Union[Fraction, "AlgebraicNumber"]


@total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class AlgebraicNumber:
    """The one root of an irreducible integer polynomial of degree at least 2 in the open interval (lo, hi).

    `polynomial` holds ascending coefficients; they are made coprime with a positive leading one. Rational numbers are
    Fractions, never this. Raises InvalidScalar where the polynomial is reducible or the interval does not hold exactly one root.

    >>> golden = AlgebraicNumber((-1, -1, 1), Fraction(1), Fraction(2))
    >>> golden.text, golden > Fraction(3, 2), golden.sign_at((-1, -1, 1))
    ('(1 + sqrt(5))/2', True, 0)
    """

    polynomial: tuple[int, ...]
    lo: Fraction
    hi: Fraction

    def __post_init__(self) -> None:
        polynomial = primitive(self.polynomial)
        object.__setattr__(self, "polynomial", polynomial)
        object.__setattr__(self, "lo", Fraction(self.lo))
        object.__setattr__(self, "hi", Fraction(self.hi))
        where = f"algebraic number, {shorten(str(polynomial))} in ({self.lo}, {self.hi})"
        if len(polynomial) < 3 or not irreducible(polynomial):
            raise InvalidScalar(where, "a reducible polynomial or one of degree below 2", "an irreducible one")
        if self.lo >= self.hi or roots_inside(polynomial, self.lo, self.hi) != 1:
            raise InvalidScalar(where, "an interval that does not hold exactly one root", "an isolating interval")

    @property
    def degree(self) -> int:
        """The degree of the minimal polynomial."""
        return len(self.polynomial) - 1

    # order

    def __eq__(self, other: object) -> bool:
        if isinstance(other, AlgebraicNumber):
            return self.polynomial == other.polynomial and self._overlaps(other)
        return False if isinstance(other, (int, Fraction)) else NotImplemented

    def _overlaps(self, other: AlgebraicNumber) -> bool:
        """Is the root of the common polynomial in both intervals?"""
        lo, hi = max(self.lo, other.lo), min(self.hi, other.hi)
        return lo < hi and sign_at_rational(self.polynomial, lo) != sign_at_rational(self.polynomial, hi)

    def __lt__(self, other: Real | int) -> bool:
        if isinstance(other, AlgebraicNumber):
            return self != other and self._before(other)
        if not isinstance(other, (int, Fraction)):
            return NotImplemented
        if not self.lo < other < self.hi:
            return other >= self.hi
        return sign_at_rational(self.polynomial, Fraction(other)) != sign_at_rational(self.polynomial, self.lo)

    def _before(self, other: AlgebraicNumber) -> bool:
        """Is this number, known to differ from the other, the smaller?"""
        width = min(self.hi - self.lo, other.hi - other.lo)
        left, right = (self.lo, self.hi), (other.lo, other.hi)
        while left[1] > right[0] and right[1] > left[0]:
            width /= 16
            left, right = narrowed(self.polynomial, left, width), narrowed(other.polynomial, right, width)
        return left[1] <= right[0]

    def __hash__(self) -> int:
        return hash(self.polynomial)

    # values

    def enclosure(self, width: Fraction = Fraction(1, 10**12)) -> Bounds:
        """Rational bounds no further apart than width * max(1, |x|).

        >>> lo, hi = AlgebraicNumber((-2, 0, 1), Fraction(1), Fraction(2)).enclosure(Fraction(1, 100))
        >>> lo < hi and hi - lo <= Fraction(3, 200) and lo**2 < 2 < hi**2
        True
        """
        width = Fraction(width)
        if width <= 0:
            raise InvalidScalar("width of an enclosure", str(width), "a positive number")
        bounds = (self.lo, self.hi)
        while True:
            least = Fraction(0) if bounds[0] < 0 < bounds[1] else min(map(abs, bounds))
            goal = width * max(Fraction(1), least)
            if bounds[1] - bounds[0] <= goal:
                return bounds
            bounds = narrowed(self.polynomial, bounds, max(goal, (bounds[1] - bounds[0]) / 2**32))

    def refined(self, width: Fraction) -> AlgebraicNumber:
        """The same number with an isolating interval no wider than `width`."""
        return isolated(self.polynomial, *narrowed(self.polynomial, (self.lo, self.hi), Fraction(width)))

    def sign_at(self, coefficients: Coefficients) -> int:
        """The exact sign (-1, 0, 1) that a polynomial has at this number.

        >>> AlgebraicNumber((-2, 0, 1), Fraction(1), Fraction(2)).sign_at((Fraction(-7, 5), 1))
        1
        """
        value = primitive(coefficients)
        if not value:
            return 0
        if len(value) >= len(self.polynomial) and divides(self.polynomial, value):
            return 0
        leading = next(c for c in reversed(coefficients) if c)
        turned = 1 if leading > 0 else -1  # `value` has a positive leading coefficient
        bounds = (self.lo, self.hi)
        while True:
            low, high = bounds_on(value, bounds)
            if low > 0 or high < 0:
                return turned if low > 0 else -turned
            bounds = narrowed(self.polynomial, bounds, (bounds[1] - bounds[0]) / 2**16)

    @property
    def approx(self) -> float:
        """The nearest float, to about one unit in the last place; for the eye only."""
        lo, hi = self.enclosure(Fraction(1, 2**70))
        return float((lo + hi) / 2)

    def __float__(self) -> float:
        return self.approx

    @property
    def text(self) -> str | None:
        """ "(a + b*sqrt(c))/e" for degree 2, else None."""
        if self.degree != 2:
            return None
        a, b, c, e = self._quadratic()
        root = f"sqrt({c})" if abs(b) == 1 else f"{abs(b)}*sqrt({c})"
        signed = f"{'-' if b < 0 else ''}{root}" if not a else f"{a} {'-' if b < 0 else '+'} {root}"
        if e == 1:
            return signed
        return f"({signed})/{e}" if a else f"{signed}/{e}"

    def _quadratic(self) -> tuple[int, int, int, int]:
        """(a, b, c, e) in lowest terms with x = (a + b sqrt(c))/e and e > 0."""
        p0, p1, p2 = self.polynomial
        outside, inside = split_square(p1 * p1 - 4 * p2 * p0)
        common = math.gcd(p1, outside, 2 * p2)
        b = outside if self > Fraction(-p1, 2 * p2) else -outside
        return -p1 // common, b // common, math.prod(inside), 2 * p2 // common

    def sympy(self) -> Any:
        """The number as an exact sympy expression: with sqrt for degree 2, else CRootOf."""
        import sympy

        if self.degree == 2:
            a, b, c, e = self._quadratic()
            return (sympy.Integer(a) + b * sympy.sqrt(c)) / e
        x = sympy.Symbol("x")
        expression = sympy.Add(*(sympy.Mul(c, x**i) for i, c in enumerate(self.polynomial)))
        lowest = min(-root_bound(self.polynomial), self.lo)
        place = roots_inside(self.polynomial, lowest, self.lo)  # sympy numbers the real roots first, ascending
        return sympy.CRootOf(expression, place)

    def __str__(self) -> str:
        return self.text or f"root of {polynomial_text(self.polynomial)} near {self.approx:.12g}"


def isolated(polynomial: tuple[int, ...], lo: Fraction, hi: Fraction) -> AlgebraicNumber:
    """An AlgebraicNumber whose parts are known to be right; they are not checked."""
    number = object.__new__(AlgebraicNumber)
    for name, value in (("polynomial", polynomial), ("lo", lo), ("hi", hi)):
        object.__setattr__(number, name, value)
    return number
