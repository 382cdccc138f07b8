"""Signs of G(p) = sum_k C(N, k) p^k (1-p)^(N-k) g_k at rational p, for very large N, in whole numbers rounded outwards.

Weights are summed outwards from a count whose weight is 2^bits: each is its neighbour's times (N-k)p/((k+1)(1-p)), rounded down for the
lower, up for the upper sum. That ratio falls with k; so once it is r < 1 at weight w, what is left on this side is at most w r/(1-r)
times the largest |g_k|.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from proofs.checker.estimates import Estimates
from proofs.checker.kernel import refuse
from proofs.checker.numbers import Numbers
from proofs.checker.work import spend

PRECISIONS, MOST_BITS = (160, 640), 20_000
"""Bits of a weight, tried in turn; at last with as many more as the largest gain has, up to so many."""
SMALL = 1 << 32
"""A weight at which the rest is estimated, beside 2^bits."""

Bounds = tuple[int, int]


def sign_of_mean(numbers: Numbers | Estimates, p: Fraction) -> int:
    """The sign of G(p), p inside (0, 1), which must not be too close to 0."""
    filled = [(first, last) for first, last, sign in numbers.runs if sign]
    if not filled or not 0 < p < 1:
        refuse("sign", f"the point {p}", "a point inside (0, 1) and gains that are not all 0")
    place = numbers.size * p
    nearest = min(filled, key=lambda own: max(own[0] - place, place - own[1], 0))
    start = min(max(int(place), nearest[0]), nearest[1])
    for bits in (*PRECISIONS, PRECISIONS[-1] + min(ceil(numbers.bound).bit_length(), MOST_BITS)):
        (low, high), _ = sums(numbers, p, bits, (filled[0][0], start, filled[-1][1]))
        if low > 0 or high < 0:
            return 1 if low > 0 else -1
    refuse("sign", f"an expected gain at {float(p):.9g} that cannot be told from 0", "one that can")


def least_mean(numbers: Numbers | Estimates, p: Fraction) -> Fraction:
    """A number that |G(p)| exceeds or equals; 0 if none is known."""
    last = numbers.size - 1
    (low, high), (_, weight) = sums(numbers, p, PRECISIONS[-1], (0, min(last, int(numbers.size * p)), last))
    return Fraction(max(low, -high, 0), weight)


def sums(numbers: Numbers | Estimates, p: Fraction, bits: int, reach: tuple[int, int, int]) -> tuple[Bounds, Bounds]:
    """Bounds of sum w_k g_k and of sum w_k over the reach: first count, the one of weight 2^bits, last."""
    least, start, most = reach
    ahead, behind, last = p.numerator, p.denominator - p.numerator, numbers.size - 1
    bound, one = ceil(numbers.bound), 1 << bits
    low, high = _times(one, one, numbers.around(start))
    light = heavy = one
    for side, stop in ((1, most), (-1, least)):
        below = above = one
        for k in range(start, stop, side):
            top, bottom = ((last - k) * ahead, (k + 1) * behind) if side > 0 else (k * behind, (last - k + 1) * ahead)
            if above < SMALL and top < bottom:
                rest = above * top // (bottom - top) + 1
                low, high, heavy = low - rest * bound, high + rest * bound, heavy + rest
                break
            spend(1, (above,), (top, bottom))
            below, above = below * top // bottom, -(-above * top // bottom)
            more = _times(below, above, numbers.around(k + side))
            low, high = low + more[0], high + more[1]
            light, heavy = light + below, heavy + above
    return (low, high), (light, heavy)


def _times(below: int, above: int, value: tuple[tuple[int, int], tuple[int, int]]) -> Bounds:
    """Whole bounds of a weight times a number between two fractions."""
    (low, low_part), (high, high_part) = value
    return (below if low >= 0 else above) * low // low_part, -(-(above if high >= 0 else below) * high // high_part)
