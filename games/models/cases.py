"""Cases of a closed form: conditions on numbers are decided, conditions on symbols are kept."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from games.core.solution import Case
from games.exact import Interval, Relation, Scalar

ALWAYS = (Interval(Fraction(0), True, Fraction(1), False),)
"""Every discount factor in [0, 1)."""


def from_on(lowest: Scalar) -> tuple[Interval, ...]:
    """All discount factors from `lowest` on, itself included.

    >>> [str(interval) for interval in from_on(Fraction(1, 2))]
    ['[1/2, 1)']
    """
    return (Interval(lowest, True, Fraction(1), False),)


def possible(assume: Iterable[Relation]) -> tuple[Relation, ...] | None:
    """The conditions in which symbols are left; None where one on numbers alone fails."""
    kept: list[Relation] = []
    for relation in assume:
        if relation.symbols:
            kept.append(relation)
        elif not relation.holds():
            return None
    return tuple(kept)


def cases(*listed: Case) -> tuple[Case, ...]:
    """Those of the listed cases that can be, without the conditions that hold in any event."""
    return tuple(Case(assume, case.intervals) for case in listed if (assume := possible(case.assume)) is not None)
