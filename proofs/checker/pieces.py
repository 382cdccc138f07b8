"""Quotients of whole-number polynomials in a count k, each on a run of counts: their arithmetic and their signs.

A sign is that of a whole run if Sturm's theorem finds no root in it; else the run is halved (what lies strictly between two
neighbouring counts is no count).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import gcd

from proofs.checker.roots import Whole, sign, sign_changes, squarefree, sturm_sequence, value_at
from proofs.checker.work import MAX_PIECES, spend, within

MAX_DEGREE = 60
"""Of a polynomial in k; beyond it payoffs are evaluated one by one."""

Run = tuple[int, int, int]
"""First and last count and the sign of all between."""


class NoPieces(Exception):
    """The formula is no quotient of polynomials, piece by piece."""


@dataclass(frozen=True, slots=True)
class Piece:
    """top(k)/bottom(k) for first <= k <= last; bottom is positive at all of these."""

    first: int
    last: int
    top: Whole
    bottom: Whole

    def at(self, k: int) -> tuple[int, int]:
        """Numerator and positive denominator at k."""
        return value_of(self.top, k), value_of(self.bottom, k)

    def same(self, other: Piece) -> bool:
        return (self.top, self.bottom) == (other.top, other.bottom)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two formulas on one run."""

    first: int
    last: int
    one: Piece
    two: Piece

    def overlaid(self, side: int) -> Piece:
        """one + side * two."""
        top, other = self.one.top, tuple(side * c for c in self.two.top)
        if self.one.bottom == self.two.bottom:
            return piece_of(self.first, self.last, _sum(top, other), self.one.bottom)
        crossed = _sum(product(top, self.two.bottom), product(other, self.one.bottom))
        return piece_of(self.first, self.last, crossed, product(self.one.bottom, self.two.bottom))


def aligned(left: Sequence[Piece], right: Sequence[Piece]) -> Iterator[Pair]:
    i = j = 0
    while i < len(left) and j < len(right):
        last = min(left[i].last, right[j].last)
        yield Pair(max(left[i].first, right[j].first), last, left[i], right[j])
        i, j = i + (left[i].last == last), j + (right[j].last == last)


def joined(pieces: Iterable[Piece]) -> list[Piece]:
    found: list[Piece] = []
    for own in pieces:
        if found and found[-1].same(own):
            found[-1] = Piece(found[-1].first, own.last, own.top, own.bottom)
        else:
            found.append(own)
    within(len(found), MAX_PIECES, "pieces of a payoff")
    return found


def piece_of(first: int, last: int, top: Whole, bottom: Whole) -> Piece:
    """The piece with top and bottom without zeros in front and without a common whole factor."""
    while len(top) > 1 and not top[-1]:
        top = top[:-1]
    if max(len(top), len(bottom)) > MAX_DEGREE + 1:
        raise NoPieces
    common = gcd(*top, *bottom) or 1
    return Piece(first, last, tuple(c // common for c in top), tuple(c // common for c in bottom))


def _sum(left: Whole, right: Whole) -> Whole:
    short, long = sorted((left, right), key=len)
    return tuple(c + d for c, d in zip(short, long[: len(short)], strict=True)) + long[len(short) :]


def product(left: Whole, right: Whole) -> Whole:
    spend(len(left) * len(right), left, right)
    total = [0] * (len(left) + len(right) - 1)
    for i, c in enumerate(left):
        for j, d in enumerate(right):
            total[i + j] += c * d
    return tuple(total)


def shifted(p: Whole, start: int, slope: int) -> Whole:
    """p(start + slope k)."""
    total: Whole = (0,)
    for c in reversed(p):
        total = _sum(product(total, (start, slope)), (c,))
    return total


def value_of(p: Whole, k: int) -> int:
    total = 0
    for c in reversed(p):
        total = total * k + c
    return total


def runs_of(own: Piece) -> tuple[Run, ...]:
    return sign_runs(own.top, own.first, own.last)


def sign_runs(p: Whole, first: int, last: int) -> tuple[Run, ...]:
    """The signs of a polynomial at whole numbers."""
    if not any(p[1:]):
        return ((first, last, sign(p[0])),)
    sequence, found, todo = sturm_sequence(squarefree(p)), [], [(first, last)]
    while todo:
        lo, hi = todo.pop()
        ends = [sign_changes([value_at(q, x) for q in sequence]) for x in (lo, hi)]
        if lo == hi or (ends[0] == ends[1] and value_of(p, lo)):
            found.append((lo, hi, sign(value_of(p, lo))))
        else:
            middle = (lo + hi) // 2
            todo += [(middle + 1, hi), (lo, middle)]
    return merged(found)


def merged(runs: Iterable[Run]) -> tuple[Run, ...]:
    found: list[Run] = []
    for first, last, own in runs:
        if found and found[-1][2] == own:
            found[-1] = (found[-1][0], last, own)
        else:
            found.append((first, last, own))
    return tuple(found)
