"""Square roots of rational numbers: those that are rational, and what stays under the root of the others."""

from __future__ import annotations

import math
from fractions import Fraction

from games.exact.numerals import Number


def rational_root(value: Number) -> Fraction | None:
    """The rational square root of a number that is the square of a rational, else None.

    >>> rational_root(Fraction(9, 4)), rational_root(Fraction(2))
    (Fraction(3, 2), None)
    """
    if value < 0:
        return None
    top, bottom = math.isqrt(value.numerator), math.isqrt(value.denominator)
    return Fraction(top, bottom) if top * top == value.numerator and bottom * bottom == value.denominator else None


def split_square(value: int) -> tuple[int, tuple[int, ...]]:
    """(s, (c_1, ...)) with value = s**2 * c_1 * c_2 ..., each c a prime, or the last one what primes below 2**12 leave over.

    >>> split_square(12), split_square(90)
    ((2, (3,)), (3, (2, 5)))
    """
    outside, inside, left, divisor = 1, [], value, 2
    while divisor * divisor <= left and divisor < 4096:
        while left % (divisor * divisor) == 0:
            left //= divisor * divisor
            outside *= divisor
        if left % divisor == 0:
            left //= divisor
            inside.append(divisor)
        divisor += 1
    root = math.isqrt(left)
    if root * root == left:
        return outside * root, tuple(inside)
    return outside, (*inside, left)
