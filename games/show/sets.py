"""Sets of numbers in words: "1/2 <= d < 1", "d = 1/2 or 2/3 <= d < 1", "no d"."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from games.core.solution import Case, Enclosure
from games.exact import AlgebraicNumber, Interval, Relation, Scalar, text
from games.exact.polynomials import polynomial_text
from games.show.labels import brief, decimal_text


def interval_text(interval: Interval, symbol: str = "d") -> str:
    """An interval as a chain of inequalities; a point as an equation.

    >>> interval_text(Interval(Fraction(1, 2), True, Fraction(1), False))
    '1/2 <= d < 1'
    """
    if interval.lo == interval.hi:
        return f"{symbol} = {real_text(interval.lo)}"
    below, above = ("<=" if closed else "<" for closed in (interval.lo_closed, interval.hi_closed))
    return f"{real_text(interval.lo)} {below} {symbol} {above} {real_text(interval.hi)}"


def set_text(intervals: Iterable[Interval], symbol: str = "d") -> str:
    """A union of intervals.

    >>> set_text([]), set_text([Interval(Fraction(0), True, Fraction(1), False)])
    ('no d', '0 <= d < 1')
    """
    return " or ".join(interval_text(own, symbol) for own in intervals) or f"no {symbol}"


def real_text(value: Scalar | AlgebraicNumber | Enclosure) -> str:
    """A number: exact where there is a short form, else six digits behind "~" and the polynomial it is a root of.

    >>> real_text(Enclosure(Fraction(1, 4), Fraction(1, 3)))
    'between 1/4 and 1/3'
    """
    if isinstance(value, AlgebraicNumber):
        if value.text is not None:
            return value.text
        lo, hi = value.enclosure(Fraction(1, 10**9))
        return f"~{decimal_text((lo + hi) / 2)} (root of {polynomial_text(value.polynomial)})"
    if isinstance(value, Enclosure):
        close = (value.hi - value.lo) * 10**9 <= max(Fraction(1), abs(value.lo))
        return (
            f"~{decimal_text((value.lo + value.hi) / 2)}"
            if close
            else f"between {brief(value.lo)} and {brief(value.hi)}"
        )
    return text(value)


def relations_text(relations: Iterable[Relation]) -> str:
    """Relations joined by "and"; two bounds of one thing make a chain.

    >>> from games.exact import parse_relations
    >>> relations_text(parse_relations("0 < m < 1"))
    '0 < m and m < 1'
    """
    return " and ".join(relation.text for relation in relations)


def case_text(case: Case, symbol: str = "d") -> str:
    """A case: what it assumes, and for which values the claim then holds."""
    held = set_text(case.intervals, symbol)
    return f"if {relations_text(case.assume)}: {held}" if case.assume else held
