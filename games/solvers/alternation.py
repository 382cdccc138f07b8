"""Roots of the expected gain among very many players, from its signs at a few points.

Definition   As `games.solvers.bernstein`: the roots in (0, 1) of G(p) = sum_k C(N, k) p^k (1-p)^(N-k) g_k.
Counting     The sign changes V of g_0 ... g_N bound the number of roots, each as often as its multiplicity
             [PenaLehmannNoeldeke2014]_. Near 0 and 1, G has the signs of the first and the last g_k that is not 0. So where G alternates
             V times on its way through points q_1 < ... < q_(V-1), there is one simple root between neighbours, and no other.
Algorithm    1. For each run of equal signs in g, a point at which G has that sign: amid a wide run; near the peak over a narrow one.
             2. If one has none, the same for G', whose coefficients are N times the differences of g (and so on, up to `DEPTH`).
                Between the roots of G' the gain is monotone. Each is narrowed until |G| there exceeds what the slope bound
                N max |g_(k+1) - g_k| allows it to change within the bounds; then the signs of G there tell all its roots.
             3. Narrow each root by bisection.
Evidence     Every sign is that of a ball that excludes 0 (`games.solvers.binomial`); floats only choose the points.
Cost         Some fifty signs a root, each sqrt(N) operations: no polynomial of degree N is ever written.
Not here     Multiple roots, and rational roots as such: a root is a rational enclosure, but for 1/2 where g_k = -g_(N-k) makes it exact.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, partial
from itertools import pairwise

from games.core.solution import Enclosure, SignPoints
from games.solvers.bernstein import Isolation, Root
from games.solvers.binomial import float_mean, sign_of_mean
from games.solvers.clock import Clock
from games.solvers.sequences import Numbers

DEPTH = 3
"""How often G may be differentiated."""
SAMPLES, STEPS = 33, 40
"""Places at which a peak is sought over a run, and steps of the search near the best one."""
HALF = Fraction(1, 2)

Bounds = tuple[Fraction, Fraction]


class Unsettled(Exception):
    """Signs that could not be decided, with the reason."""


@dataclass(frozen=True)
class Gain:
    """The mean of some numbers as a function of p, with its signs next to 0 and 1."""

    numbers: Numbers
    clock: Clock

    def sign(self, p: Fraction) -> int | None:
        """The sign at a point inside (0, 1); None where it cannot be told from 0."""
        if self.clock.past():
            raise Unsettled("time is up")
        if p == HALF and self.odd:
            return 0
        return sign_of_mean(self.numbers, p)

    @cached_property
    def odd(self) -> bool:
        """Whether G(1/2) = 0 by symmetry."""
        return self.numbers.odd

    @property
    def ends(self) -> tuple[int, int]:
        """The signs next to 0 and next to 1."""
        return self.numbers.first_sign, self.numbers.last_sign

    def derivative(self) -> Gain:
        """Its derivative, up to the factor N."""
        return Gain(self.numbers.difference(), self.clock)

    def known(self, p: Fraction) -> int | None:
        """The sign at or, at the ends, next to a point."""
        return self.ends[0] if p == 0 else self.ends[1] if p == 1 else self.sign(p)


def isolate_by_signs(numbers: Numbers, width: Fraction, clock: Clock) -> tuple[Isolation, SignPoints]:
    """All roots in (0, 1), enclosed no wider than `width`, with the points whose signs show that they are all.

    >>> from games.exact import parse_formula
    >>> from games.solvers.sequences import pieces_of
    >>> few = pieces_of(parse_formula("min(1, max(0, k - 699999)) - 1/2"), 10**6, 10**6)
    >>> found, shown = isolate_by_signs(few, Fraction(1, 10**6), Clock())
    >>> [round(float(root.value.lo), 5) for root in found.roots], shown.points
    ([0.7], ())
    """
    gain = Gain(numbers, clock)
    try:
        pieces, shown = _isolated(gain, DEPTH)
        roots = tuple(_root(gain, piece, width) for piece in pieces)
    except Unsettled as reason:
        why = f"signs of the expected gain at points do not settle its roots inside (0, 1): {reason}"
        return Isolation((), (), ((Fraction(0), Fraction(1)),), why), SignPoints((), ())
    return Isolation(roots), shown


def _isolated(gain: Gain, depth: int) -> tuple[list[Bounds], SignPoints]:
    """Intervals with one simple root each, which are all, and the points behind them."""
    if gain.numbers.changes == 0:
        return [], SignPoints((), ())
    points = _alternating(gain)
    if points is not None:
        return list(pairwise((Fraction(0), *points, Fraction(1)))), SignPoints(tuple(points), ())
    if depth == 0:
        raise Unsettled("they alternate less often than the gains change sign")
    slope = gain.derivative()
    pieces, shown = _isolated(slope, depth - 1)
    turns = tuple(_narrow_turn(gain, slope, piece) for piece in pieces)
    stops = [(Fraction(0), Fraction(0)), *turns, (Fraction(1), Fraction(1))]
    found = [(before[1], after[0]) for before, after in pairwise(stops) if _crosses(gain, before[1], after[0])]
    return found, SignPoints(shown.points, (*shown.turns, turns))


def _crosses(gain: Gain, lo: Fraction, hi: Fraction) -> bool:
    before, after = gain.known(lo), gain.known(hi)
    if before is None or after is None:
        raise Unsettled(f"the sign at {float(lo):.6g} or {float(hi):.6g} is too close to 0")
    return before * after < 0


def _narrow_turn(gain: Gain, slope: Gain, piece: Bounds) -> Bounds:
    """Bounds of a turning point within which the gain keeps one sign, which its value and the slope bound show."""
    from games.solvers.binomial import mean

    last, bound = gain.numbers.size - 1, slope.numbers.bound
    lo, hi = _bracketed(slope, piece)
    before = slope.sign(lo)
    width = Fraction(1, 10**9)
    for _ in range(6):
        lo, hi = _bisected(slope, lo, hi, before, width)
        ball = abs(mean(gain.numbers, lo, lo, 256))
        end = ball.lower().fmpq()
        least = Fraction(int(end.p), int(end.q))
        if least > 0 and last * bound * (hi - lo) < least:
            return lo, hi
        width = min(width / 2**20, least / (2 * last * bound) if least > 0 else width)
    raise Unsettled(f"near {float(lo):.6g} the gain turns too close to 0")


def _root(gain: Gain, piece: Bounds, width: Fraction) -> Root:
    before, after = gain.known(piece[0]), gain.known(piece[1])
    if before is None or after is None:
        raise Unsettled("a sign next to a root")
    if piece[0] < HALF < piece[1] and gain.odd:
        return Root(HALF, piece, before, after, partial(_certain, gain))
    lo, hi = _guessed(gain, piece, before, width) or _bisected(gain, *_bracketed(gain, piece), before, width)
    return Root(Enclosure(lo, hi), piece, before, after, partial(_certain, gain))


def _certain(gain: Gain, p: Fraction) -> int:
    found = gain.sign(p)
    if found is None:
        raise Unsettled(f"the sign at {float(p):.6g}")
    return found


# Points where the gain alternates


def _alternating(gain: Gain) -> list[Fraction] | None:
    """Points at which the gain has the signs of the inner runs, in order; None if some run has none."""
    signed = _merged_runs(gain.numbers)
    points: list[Fraction] = []
    for first, last, sign in signed[1:-1]:
        point = _peak(gain, first, last, sign)
        if point is None or (points and point <= points[-1]) or gain.sign(point) != sign:
            return None
        points.append(point)
    return points


def _merged_runs(numbers: Numbers) -> list[tuple[int, int, int]]:
    """Runs of equal sign, zeros left out."""
    found: list[tuple[int, int, int]] = []
    for first, last, sign in numbers.runs:
        if sign and found and found[-1][2] == sign:
            found[-1] = (found[-1][0], last, sign)
        elif sign:
            found.append((first, last, sign))
    return found


def _peak(gain: Gain, first: int, last: int, sign: int) -> Fraction | None:
    """A short fraction near which sign * G is largest over a run of counts and its neighbourhood."""
    top = gain.numbers.size - 1
    blur = math.sqrt(top) / 2

    def height(p: float) -> float:
        return sign * float_mean(gain.numbers, p)

    low, high = max(first - blur, first * 0.5 + 0.1) / top, min(last + blur, top - (top - last) * 0.5 - 0.1) / top
    places = [low + (high - low) * step / (SAMPLES - 1) for step in range(SAMPLES)]
    places.append(min(max((first + last) / (2 * top), low), high))
    best = max(places, key=height)
    if height(best) <= 0:
        step = (high - low) / (SAMPLES - 1)
        best = _climbed(height, max(low, best - step), min(high, best + step))
        if height(best) <= 0:
            return None
    return _short(best, (high - low) / 1000)


def _climbed(height: Callable[[float], float], low: float, high: float) -> float:
    """The top of a hill, by thirds."""
    for _ in range(STEPS):
        left, right = low + (high - low) / 3, high - (high - low) / 3
        low, high = (low, right) if height(left) > height(right) else (left, high)
    return (low + high) / 2


def _short(p: float, room: float) -> Fraction:
    """A binary fraction inside (0, 1) so close to p."""
    bits = max(4, math.ceil(-math.log2(max(min(room, p, 1 - p), 1e-300))) + 4)
    return Fraction(round(Fraction(p) * 2**bits), 2**bits)


# Narrowing


def _guessed(gain: Gain, piece: Bounds, before: int, width: Fraction) -> Bounds | None:
    """Bounds around the root that floats propose, if signs confirm them."""
    low, high = max(float(piece[0]), 1e-12), min(float(piece[1]), 1 - 1e-12)
    for _ in range(60):
        middle = (low + high) / 2
        if float_mean(gain.numbers, middle) * before > 0:
            low = middle
        else:
            high = middle
    bits = max(2, math.ceil(1 / width).bit_length() + 2)
    grid = Fraction(1, 2**bits)
    lo = Fraction(math.floor(Fraction(low) / grid) - 1) * grid
    hi = lo + 3 * grid
    inside = piece[0] < lo and hi < piece[1]
    return (lo, hi) if inside and gain.sign(lo) == before and gain.sign(hi) == -before else None


def _bracketed(gain: Gain, piece: Bounds) -> Bounds:
    """The same root between points inside (0, 1) at which the sign is known."""
    lo, hi = piece
    before, after = gain.known(lo), gain.known(hi)
    if lo == 0:
        lo = _towards(gain, hi, before, low=True)
    if hi == 1:
        hi = _towards(gain, lo, after, low=False)
    return lo, hi


def _towards(gain: Gain, other: Fraction, sign: int | None, *, low: bool) -> Fraction:
    """A point so close to 0 (or 1) that the gain has its sign next to the end."""
    distance = min(other if low else 1 - other, HALF) / 2
    for _ in range(60):
        point = distance if low else 1 - distance
        if gain.sign(point) == sign:
            return point
        distance /= 8
    raise Unsettled("the sign next to an end")


def _bisected(gain: Gain, lo: Fraction, hi: Fraction, before: int | None, width: Fraction) -> Bounds:
    """The part of (lo, hi), at most `width` wide, that holds the one root."""
    while hi - lo > width:
        for share in (HALF, Fraction(9, 16), Fraction(7, 16)):
            middle = _rounded(lo + (hi - lo) * share, hi - lo)
            found = gain.sign(middle)
            if found:
                break
        else:
            raise Unsettled(f"signs near {float(lo):.9g}")
        lo, hi = (middle, hi) if found == before else (lo, middle)
    return lo, hi


def _rounded(p: Fraction, room: Fraction) -> Fraction:
    """A binary fraction within a hundredth of the room."""
    grid = 2 ** (math.ceil(128 / room).bit_length())
    return Fraction(round(p * grid), grid)


__all__ = ["Gain", "isolate_by_signs"]
