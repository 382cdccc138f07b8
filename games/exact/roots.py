"""The real roots of a polynomial, and its exact sign at any real number."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from games.errors import InvalidGame
from games.exact.algebraic import AlgebraicNumber, Real, isolated
from games.exact.polynomials import Coefficients, irreducible_factors, primitive
from games.exact.root_isolation import isolating_intervals, root_bound


def real_roots(coefficients: Coefficients, lo: Real | None = None, hi: Real | None = None) -> tuple[Real, ...]:
    """The different real roots in the closed interval [lo, hi] (None: unbounded), ascending.

    Rational roots are Fractions. Raises InvalidGame for the zero polynomial, whose roots are all numbers.

    >>> [str(root) for root in real_roots((2, -2, -1, 1))]
    ['-sqrt(2)', '1', 'sqrt(2)']
    """
    polynomial = primitive(coefficients)
    if not polynomial:
        raise InvalidGame("roots", "the zero polynomial", "a polynomial with a coefficient other than 0")
    if len(polynomial) == 1:
        return ()
    return tuple(root for root in _real_roots(polynomial) if (lo is None or lo <= root) and (hi is None or root <= hi))


@lru_cache(1_024)
def _real_roots(polynomial: tuple[int, ...]) -> tuple[Real, ...]:
    """All real roots of a non-zero integer polynomial, ascending."""
    roots: list[Real] = []
    for factor in irreducible_factors(polynomial):
        if len(factor) == 2:
            roots.append(Fraction(-factor[0], factor[1]))
            continue
        bound = root_bound(factor)
        roots.extend(isolated(factor, lo, hi) for lo, hi in isolating_intervals(factor, -bound, bound))
    return tuple(sorted(roots))


def sign_of_polynomial(coefficients: Coefficients, at: Real) -> int:
    """The exact sign of a polynomial at a real number.

    >>> sign_of_polynomial((-2, 0, 1), Fraction(3, 2))
    1
    """
    if isinstance(at, AlgebraicNumber):
        return at.sign_at(coefficients)
    value = Fraction(0)
    for coefficient in reversed(coefficients):
        value = value * at + coefficient
    return (value > 0) - (value < 0)
