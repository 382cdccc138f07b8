"""The parts of every answer: numbers, intervals, values by player, the status."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from games.core.solution import Enclosure, Status
from games.exact import AlgebraicNumber, Interval, Scalar, text

Json = dict[str, Any]
WIDTH = Fraction(1, 2 * 10**12)


def number(value: Scalar | int | AlgebraicNumber | Enclosure) -> str | dict[str, str]:
    """A number as exact text, or as an enclosure.

    >>> number(Fraction(3, 5))
    '3/5'
    >>> number(AlgebraicNumber((-2, 0, 1), Fraction(1), Fraction(2)))
    'sqrt(2)'
    """
    if isinstance(value, Enclosure):
        return {"lo": text(value.lo), "hi": text(value.hi)}
    if isinstance(value, AlgebraicNumber):
        closed = value.text
        if closed is not None:
            return closed
        low, high = value.enclosure(WIDTH)
        return {"lo": text(low), "hi": text(high)}
    return text(value)


def interval(own: Interval) -> list[Any]:
    """[lo, lo_closed, hi, hi_closed]."""
    return [number(own.lo), own.lo_closed, number(own.hi), own.hi_closed]


def by_player(players: Sequence[str], values: Sequence[Scalar]) -> Json:
    """{player: number}."""
    return {player: number(value) for player, value in zip(players, values, strict=True)}


def state(answer: Any, status: Status | None) -> Json:
    body: Json = {"status": str(status or answer.status), "engines": list(answer.engines)}
    return {**body, "reason": answer.reason} if answer.reason else body
