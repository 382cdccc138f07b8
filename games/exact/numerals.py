"""Whole and rational numbers to decimal text and back, of any length (the interpreter stops at 4,300 digits)."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

Number: TypeAlias = int | Fraction

_BITS, _DIGITS = 13_000, 4_000


def whole_text(value: int) -> str:
    """The decimal digits of a whole number."""
    if value.bit_length() < _BITS:
        return str(value)
    import flint

    return str(flint.fmpz(value))


def number_text(value: Number) -> str:
    """A whole number or a fraction as text.

    >>> number_text(3), number_text(Fraction(-3, 5))
    ('3', '-3/5')
    """
    whole = whole_text(value.numerator)
    return whole if value.denominator == 1 else f"{whole}/{whole_text(value.denominator)}"


def whole_number(digits: str) -> int:
    """The whole number of some decimal digits; 0 of none."""
    if len(digits) <= _DIGITS:
        return int(digits or "0")
    import flint

    return int(flint.fmpz(digits))
