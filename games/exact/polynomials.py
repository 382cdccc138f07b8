"""Polynomials in one variable with rational coefficients: integer form, value, factors, text.

A polynomial is its ascending coefficients: (c_0, c_1, ...) is c_0 + c_1 x + ...
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias

from games.exact.formula import Formula, power_of, product_of, sum_of

Coefficients: TypeAlias = Sequence[Fraction | int]
Bounds: TypeAlias = tuple[Fraction, Fraction]


def primitive(coefficients: Coefficients) -> tuple[int, ...]:
    """Coprime integer coefficients of the same roots, leading one positive; () for the zero polynomial.

    >>> primitive((Fraction(1, 2), 0, -1, 0))
    (-1, 0, 2)
    """
    rational = [Fraction(c) for c in coefficients]
    while rational and not rational[-1]:
        rational.pop()
    if not rational:
        return ()
    scale = math.lcm(*(c.denominator for c in rational))
    whole = [int(c * scale) for c in rational]
    common = math.gcd(*whole) * (1 if whole[-1] > 0 else -1)
    return tuple(c // common for c in whole)


def sign_at_rational(polynomial: Sequence[int], at: Fraction) -> int:
    """The sign of an integer polynomial at a rational, by Horner's rule on integers."""
    top, bottom = at.numerator, at.denominator
    value, scale = 0, 1
    for coefficient in reversed(polynomial):
        value = value * top + coefficient * scale
        scale *= bottom
    return (value > 0) - (value < 0)


def bounds_on(polynomial: Sequence[int], bounds: Bounds) -> Bounds:
    """Bounds of the polynomial on an interval (Horner's rule in interval arithmetic)."""
    lo = hi = Fraction(0)
    left, right = bounds
    for coefficient in reversed(polynomial):
        ends = (lo * left, lo * right, hi * left, hi * right)
        lo, hi = min(ends) + coefficient, max(ends) + coefficient
    return lo, hi


def irreducible(polynomial: Sequence[int]) -> bool:
    """Is a primitive polynomial its own only factor?"""
    return irreducible_factors(tuple(polynomial)) == (tuple(polynomial),)


@lru_cache(1_024)
def irreducible_factors(polynomial: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    """The different irreducible factors of an integer polynomial, content left out.

    >>> irreducible_factors((2, -2, -1, 1))
    ((-2, 0, 1), (-1, 1))
    """
    import flint

    _, factors = flint.fmpz_poly(list(polynomial)).factor()
    return tuple(sorted(primitive([int(c) for c in factor.coeffs()]) for factor, _ in factors))


def divides(divisor: Sequence[int], polynomial: Sequence[int]) -> bool:
    """Is the polynomial a multiple of the divisor, over the rationals?"""
    import flint

    remainder = flint.fmpq_poly(list(polynomial)) % flint.fmpq_poly(list(divisor))
    return len(remainder.coeffs()) == 0


def polynomial_text(coefficients: Coefficients, name: str = "x") -> str:
    """A polynomial in one name, highest power first, in the file grammar.

    >>> polynomial_text((-1, 0, 2))
    '2*x**2 - 1'
    """
    variable = Formula.name(name)
    terms = []
    for power in reversed(range(len(coefficients))):
        own = coefficients[power]
        if own:
            factors = [power_of(variable, Formula.number(power))] if power else []
            terms.append(product_of([Formula.number(own), *factors]))
    return sum_of(terms).text if terms else "0"
