"""Numbers between two bounds m 2^e, whole m of at most P bits, rounded outwards: sums, products, extremes, powers."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import reduce

from proofs.checker.roots import sign
from proofs.checker.work import spend

P = 192
"""Bits of a bound."""

Float = tuple[int, int]
Bounds = tuple[Float, Float]


def down(m: int, e: int) -> Float:
    cut = m.bit_length() - P
    return (m >> cut, e + cut) if cut > 0 else (m, e)


def up(m: int, e: int) -> Float:
    m, e = down(-m, e)
    return -m, e


def added(one: Float, other: Float) -> Float:
    """The sum; a much smaller summand is kept as less than one unit of the last place, with its sign."""
    (m, e), (n, f) = (one, other) if one[1] >= other[1] else (other, one)
    if not m or not n:
        return one if not other[0] else other
    if e - f > 4 * P:
        return (m << 2 * P) + sign(n), e - 2 * P
    return (m << (e - f)) + n, f


def total(one: Bounds, other: Bounds) -> Bounds:
    return down(*added(one[0], other[0])), up(*added(one[1], other[1]))


def less(one: Float, other: Float) -> bool:
    return added(one, (-other[0], other[1]))[0] < 0


def least(values: list[Float]) -> Float:
    return reduce(lambda a, b: b if less(b, a) else a, values)


def most(values: list[Float]) -> Float:
    return reduce(lambda a, b: b if less(a, b) else a, values)


def product(one: Bounds, other: Bounds) -> Bounds:
    ends = [(a[0] * b[0], a[1] + b[1]) for a in one for b in other]
    return down(*least(ends)), up(*most(ends))


def extreme(one: Bounds, other: Bounds, pick: Callable[[list[Float]], Float]) -> Bounds:
    return pick([one[0], other[0]]), pick([one[1], other[1]])


def bounds_of(value: Fraction) -> Bounds:
    shift = P + value.denominator.bit_length()
    scaled = value.numerator << shift
    return down(scaled // value.denominator, -shift), up(-(-scaled // value.denominator), -shift)


def powered(base: Bounds, times: int) -> Bounds:
    """A positive number to a whole power that is not negative."""
    result: Bounds = ((1, 0), (1, 0))
    while times:
        spend(1)
        if times & 1:
            result = product(result, base)
        base, times = product(base, base), times >> 1
    return result
