"""Means of numbers g_0 ... g_N under the binomial distribution, for very large N, in rigorous ball arithmetic.

Definition   G(p) = sum_k C(N, k) p^k (1-p)^(N-k) g_k, for 0 < p < 1.
Algorithm    The weights are summed outwards from the mode, as multiples of the weight there: each is its neighbour's times
             (N-k)p/((k+1)(1-p)). That ratio falls with k; so once it is r < 1 at weight w, all that is left on this side is at most
             w r/(1-r) times the largest |g_k|. For a sign, the sum begins at a count whose g_k is not 0, near the mode. The mean is
             the sum divided by the sum of the weights alone.
Evidence     Balls of arb (python-flint) enclose every step; a sign is given only where the ball excludes 0.
Cost         About sqrt(N) times a few terms.
Not here     Exact zeros (they stay undecided at every precision).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from games.solvers.sequences import Numbers

PRECISIONS = (96, 384, 1536)
"""Bits that are tried to decide a sign."""
BLOCK = 64
"""Terms between two looks at what is left."""


def sign_of_mean(numbers: Numbers, p: Fraction) -> int | None:
    """The sign of G(p); None if it could not be told from 0.

    >>> from games.exact import parse_formula
    >>> from games.solvers.sequences import pieces_of
    >>> few = pieces_of(parse_formula("min(1, max(0, k - 699999)) - 1/2"), 10**6, 10**6)
    >>> sign_of_mean(few, Fraction(699, 1000)), sign_of_mean(few, Fraction(701, 1000))
    (-1, 1)
    """
    filled = [(first, last) for first, last, sign in numbers.runs if sign]
    if not filled:
        return 0
    least, most = filled[0][0], filled[-1][1]
    start = min(range(len(filled)), key=lambda own: _apart(filled[own], numbers.size * p))
    mode = min(max(int(numbers.size * p), filled[start][0]), filled[start][1])
    for bits in PRECISIONS:
        total = weighted(numbers, p, p, bits, (least, mode, most))[0]
        if total != 0:
            return int(total > 0) - int(total < 0)
    return None


def _apart(run: tuple[int, int], place: Fraction) -> Fraction:
    return max(run[0] - place, place - run[1], Fraction(0))


def mean(numbers: Numbers, lo: Fraction, hi: Fraction, bits: int) -> Any:
    """A ball that holds G(p) for every p from lo to hi."""
    from flint import ctx

    last = numbers.size - 1
    mode = min(last, int(numbers.size * (lo + hi) / 2))
    total, weights = weighted(numbers, lo, hi, bits, (0, mode, last))
    with ctx.workprec(bits):
        return total / weights


def weighted(numbers: Numbers, lo: Fraction, hi: Fraction, bits: int, reach: tuple[int, int, int]) -> tuple[Any, Any]:
    """Balls of sum w_k g_k and sum w_k, for every p from lo to hi.

    `reach` is the first count that is summed, the one whose weight is 1, and the last.
    """
    from flint import arb, ctx, fmpq

    least, start, most = reach
    with ctx.workprec(bits):
        ends = [fmpq(p.numerator, p.denominator) for p in (lo, hi)]
        p = arb(ends[0]) if lo == hi else arb(ends[0]).union(arb(ends[1]))
        odds = p / (1 - p)
        bound = arb(fmpq(numbers.bound.numerator, numbers.bound.denominator))
        small = arb(2) ** -bits / bound.max(arb(1))
        total, weights = arb(numbers.value(start)), arb(1)
        for side in (
            _steps(odds, start, most, numbers.size - 1, 1, small),
            _steps(1 / odds, start, least, numbers.size - 1, -1, small),
        ):
            for k, weight, rest in side:
                if rest is not None:
                    total += (rest * bound).union(-rest * bound)
                    weights += rest.union(arb(0))
                    break
                total += weight * arb(numbers.value(k))
                weights += weight
    return total, weights


Step = tuple[int, Any, Any]
"""A count, its weight, and None; or at the end, what is left at most."""


def _steps(odds: Any, start: int, stop: int, last: int, side: int, small: Any) -> Iterator[Step]:
    """The weights from `start`, where it is 1, upwards (side 1) or downwards (-1, with the reciprocal odds) to `stop`."""
    from flint import arb

    weight = arb(1)
    for k in range(start, stop, side):
        ratio = odds * (last - k) / (k + 1) if side > 0 else odds * k / (last - k + 1)
        if k % BLOCK == 0 and ratio < 1 and weight < small:
            yield k, None, weight * ratio / (1 - ratio)
            return
        weight = weight * ratio
        yield k + side, weight, None


def float_mean(numbers: Numbers, p: float, spread: float = 9.0) -> float:
    """G(p) as a float, from the counts within so many standard deviations of the mode: a proposal."""
    import numpy as np

    last = numbers.size - 1
    centre, reach = last * p, int(spread * max(1.0, (last * p * (1 - p)) ** 0.5)) + 12
    mode = min(last, int(numbers.size * p))
    first, final = max(0, int(centre) - reach), min(last, int(centre) + reach)
    first, final = min(first, mode), max(final, mode)
    odds = p / (1 - p)
    above, below = np.arange(mode, final, dtype=float), np.arange(mode, first, -1, dtype=float)
    rising = np.cumprod(odds * (last - above) / (above + 1))
    falling = np.cumprod(below / (last - below + 1) / odds)
    weights = np.concatenate([falling[::-1], [1.0], rising])
    with np.errstate(all="ignore"):
        found = float((weights / weights.sum() * numbers.floats(first, final)).sum())
    return found if np.isfinite(found) else 0.0
