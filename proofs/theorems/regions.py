"""From a model's closed form to the region of a theorem, and the variables that theorems share."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from games.core.solution import Case
from games.exact import Interval, Relation, exact, parse_relations
from proofs.statements import Region, Variable

DISCOUNT = Variable("d", "the discount factor", parse_relations("0 <= d < 1"))


def relations(*texts: str) -> tuple[Relation, ...]:
    """The relations of several texts.

    >>> [own.text for own in relations("0 < c", "c < B/n")]
    ['0 < c', 'c < B/n']
    """
    return tuple(own for text in texts for own in parse_relations(text))


def region_of(cases: Iterable[Case], discount: str = "d") -> Region:
    """The discount factors of a closed form, with the conditions of their cases, as a union of conjunctions."""
    return tuple((*case.assume, *_within(interval, discount)) for case in cases for interval in case.intervals)


def _within(interval: Interval, discount: str) -> tuple[Relation, ...]:
    symbol = exact(discount, "discount")
    ends = []
    if interval.lo != 0 or not interval.lo_closed:
        ends.append(Relation(symbol, ">=" if interval.lo_closed else ">", interval.lo))
    if interval.hi != Fraction(1):
        ends.append(Relation(symbol, "<=" if interval.hi_closed else "<", interval.hi))
    return tuple(ends)
