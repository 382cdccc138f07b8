"""Intervals with rational ends that hold one real root each of a polynomial, and their narrowing.

Isolation   [CollinsAkritas1976]_: bisection with Descartes' rule of signs. A polynomial whose coefficients after
            x -> (lo + hi x)/(1 + x) change sign v times has v - 2j roots in (lo, hi), for some j >= 0.
Narrowing   bisection by signs, with ends rounded inwards to short binary fractions.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from games.exact.polynomials import Bounds, sign_at_rational


def isolating_intervals(polynomial: Sequence[int], lo: Fraction, hi: Fraction) -> Iterator[Bounds]:
    """Disjoint open intervals, ascending, one a root in (lo, hi), of a square-free integer polynomial without rational roots.

    >>> [(str(left), str(right)) for left, right in isolating_intervals((-2, 0, 1), Fraction(-4), Fraction(4))]
    [('-4', '0'), ('0', '4')]
    """
    import flint

    shift = flint.fmpz_poly([1, 1])
    work = [(_on_unit(polynomial, lo, hi), lo, hi)]
    while work:
        unit, left, right = work.pop()
        count = _variations(unit)
        if count == 0:
            continue
        if count == 1:
            yield left, right
            continue
        degree, middle = unit.degree(), (left + right) / 2
        lower = flint.fmpz_poly([c * 2 ** (degree - i) for i, c in enumerate(unit.coeffs())])
        work.append((lower(shift), middle, right))
        work.append((lower, left, middle))


def _variations(polynomial: Any) -> int:
    """Changes of sign of the coefficients of (1 + x)**n p(1/(1 + x)): bounds the roots of p in (0, 1)."""
    import flint

    degree = polynomial.degree()
    reverse = flint.fmpz_poly([polynomial[degree - i] for i in range(degree + 1)])
    shifted = [int(c) for c in reverse(flint.fmpz_poly([1, 1])).coeffs() if c]
    return sum(1 for left, right in pairwise(shifted) if (left < 0) != (right < 0))


def _on_unit(polynomial: Sequence[int], lo: Fraction, hi: Fraction) -> Any:
    """An integer multiple of p(lo + (hi - lo) x)."""
    import flint

    scale = math.lcm(lo.denominator, hi.denominator)
    start, length = int(lo * scale), int((hi - lo) * scale)
    degree = len(polynomial) - 1
    raised = flint.fmpz_poly([c * scale ** (degree - i) for i, c in enumerate(polynomial)])
    return raised(flint.fmpz_poly([start, length]))


def roots_inside(polynomial: Sequence[int], lo: Fraction, hi: Fraction) -> int:
    """How many roots lie in (lo, hi); of the same polynomials."""
    return sum(1 for _ in isolating_intervals(polynomial, lo, hi))


def root_bound(polynomial: Sequence[int]) -> Fraction:
    """A power of 2 above every root's absolute value (Cauchy)."""
    ratio = 1 + Fraction(max(map(abs, polynomial[:-1])), abs(polynomial[-1]))
    return Fraction(2 ** max(1, binary_size(ratio) + 1))


def narrowed(polynomial: Sequence[int], bounds: Bounds, width: Fraction) -> Bounds:
    """The isolating interval of an irrational root bisected until it is no wider than `width`."""
    lo, hi = bounds
    if hi - lo <= width:
        return bounds
    lo, hi = _dyadic(polynomial, lo, hi)
    below = sign_at_rational(polynomial, lo)
    while hi - lo > width:
        middle = (lo + hi) / 2
        if sign_at_rational(polynomial, middle) == below:
            lo = middle
        else:
            hi = middle
    return lo, hi


def _dyadic(polynomial: Sequence[int], lo: Fraction, hi: Fraction) -> Bounds:
    """Ends moved inwards to short binary fractions, where the root stays inside; keeps the numbers of a bisection short."""
    step = Fraction(1, 2 ** max(0, 4 - binary_size(hi - lo)))
    lower, upper = math.ceil(lo / step) * step, math.floor(hi / step) * step
    below = sign_at_rational(polynomial, lo)
    return (
        lower if sign_at_rational(polynomial, lower) == below else lo,
        upper if sign_at_rational(polynomial, upper) != below else hi,
    )


def binary_size(value: Fraction) -> int:
    """The n with 2**(n - 1) < value < 2**(n + 1) that the lengths of numerator and denominator give."""
    return value.numerator.bit_length() - value.denominator.bit_length()
