"""A limit on the work of one check: whatever a certificate asks for, it is refused before it keeps the machine busy for long.

One step is about a product of two small coefficients; long numbers count for more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from fractions import Fraction
from math import lcm

from games.errors import InvalidCertificate

MAX_STEPS = 30_000_000
MAX_NODES, MAX_PLAYERS, MAX_CHOICES, MAX_PIECES = 5_000, 1_000_000_000, 10_000, 2_000
"""Nodes of play over time, players of an anonymous game, ways to lie outside a region, pieces of a payoff by count."""
MAX_ACTIONS, MAX_EVALUATIONS, MAX_BITS = 8, 1_500_000, 300_000_000
"""Actions of an anonymous game whose supports are gone through, payoffs by counts that are gone through, their digits in base 2."""

_left: ContextVar[int | None] = ContextVar("steps left", default=None)


@contextmanager
def limited(steps: int = MAX_STEPS) -> Iterator[None]:
    """Within, no more than so many steps are done; InvalidCertificate beyond."""
    outside = _left.set(steps)
    try:
        yield
    finally:
        _left.reset(outside)


def spend(steps: int, left: Iterable[Fraction | int] = (), right: Iterable[Fraction | int] = ()) -> None:
    """Count steps before they are done, products of such numbers; nothing is counted outside `limited`."""
    rest = _left.get()
    if rest is None:
        return
    rest -= steps * (1 + (_bits(left) * _bits(right) >> 20))
    if rest < 0:
        raise InvalidCertificate("certificate", f"more than {MAX_STEPS:,} steps of work", "one that is easier to check")
    _left.set(rest)


def total(numbers: Iterable[Fraction]) -> Fraction:
    """Their sum; how long it grows is counted."""
    found = Fraction(0)
    for own in numbers:
        _long(found.denominator, own.denominator)
        found += own
    return found


def denominator(numbers: Iterable[Fraction]) -> int:
    """The least common denominator; how long it grows is counted."""
    found = 1
    for own in numbers:
        _long(found, own.denominator)
        found = lcm(found, own.denominator)
    return found


def _long(first: int, second: int) -> None:
    if first.bit_length() * second.bit_length() >> 20:
        spend(1, (first,), (second,))


def _bits(numbers: Iterable[Fraction | int]) -> int:
    return max((max(own.numerator.bit_length(), own.denominator.bit_length()) for own in numbers), default=0)


def within(number: int, most: int, what: str) -> None:
    """Refuse more than so many."""
    if number > most:
        raise InvalidCertificate("certificate", f"{number:,} {what}", f"at most {most:,}")
