"""Conditions in the discount factor alone: signs on all of [0, 1), cell by cell.

The certificate lists the roots in [0, 1) of all conditions, apart from one another. Sturm's theorem shows that none is
missing, so between two of them no condition changes its sign: a sample point decides each cell, and exact signs decide
each root.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from games.exact import AlgebraicNumber, Interval
from proofs.checker.kernel import Hypothesis, Polynomial, refuse
from proofs.checker.roots import Isolation, Whole, check_isolation, count_roots, sign, sign_at_root, value_at

Number = Fraction | AlgebraicNumber


@dataclass(frozen=True, slots=True)
class Place:
    """A root (the one of `polynomial` in `isolation`), or an open cell between roots with a sample point."""

    isolation: Isolation
    polynomial: Whole | None = None

    def sign(self, p: Sequence[Fraction | int]) -> int:
        """The sign of p here."""
        if self.polynomial is None:
            return sign(value_at(p, self.isolation[0]))
        return sign_at_root(p, self.polynomial, self.isolation) if any(p) else 0

    @property
    def text(self) -> str:
        """A root or a cell, by numbers."""
        lo, hi = self.isolation
        if self.polynomial is None:
            return f"around {lo}"
        return f"at {lo}" if lo == hi else f"at the root between {lo} and {hi}"


def places(points: Sequence[Number], conditions: Sequence[Polynomial], name: str) -> list[Place]:
    """Cells and roots in increasing order, once the points are seen to be all the roots of the conditions in [0, 1)."""
    roots = [_root(point) for point in points]
    _check_order(roots)
    unused = set(range(len(roots)))
    for condition in dict.fromkeys(conditions):
        coefficients = condition.univariate(name)
        if condition.value is None:
            vanishes = {k for k, root in enumerate(roots) if root.sign(coefficients) == 0}
            if count_roots(coefficients, 0, 1, "[)") != len(vanishes):
                refuse("points", f"{len(vanishes)} roots of {condition.terms}", "all its roots in [0, 1)")
            unused -= vanishes
    for k in unused:
        refuse("points", roots[k].text, "a root of some condition")
    return _with_cells(roots)


def _root(point: Number) -> Place:
    if isinstance(point, Fraction):
        return Place((point, point), (-point.numerator, point.denominator))
    check_isolation(point.polynomial, [(point.lo, point.hi)], point.lo, point.hi)
    return Place((point.lo, point.hi), tuple(point.polynomial))


def _check_order(roots: Sequence[Place]) -> None:
    last = Fraction(-1)
    for number, root in enumerate(roots):
        lo, hi = root.isolation
        if not last < lo <= hi < 1 or lo < 0 or (lo == 0 < hi):
            refuse(f"point {number}", root.text, "an isolation in [0, 1) apart from the one before and from 0")
        last = hi


def _with_cells(roots: Sequence[Place]) -> list[Place]:
    found, last = [], Fraction(0)
    for number, root in enumerate(roots):
        lo, hi = root.isolation
        if number or lo > 0:
            sample = (last + lo) / 2 if number else Fraction(0)
            found.append(Place((sample, sample)))
        found.append(root)
        last = hi
    sample = (last + 1) / 2 if roots else Fraction(0)
    return [*found, Place((sample, sample))]


def holds(hypothesis: Hypothesis, place: Place, name: str) -> bool:
    """Whether a condition in the discount factor alone holds there."""
    found = place.sign(hypothesis.polynomial.univariate(name))
    return found > 0 or (found == 0 and hypothesis.kind != ">0") if hypothesis.kind != "=0" else found == 0


def membership(intervals: Sequence[Interval], where: Sequence[Place]) -> list[bool]:
    """Which places lie in the union; refuses ends that are no place and intervals that overlap, touch or are not sorted."""
    inside, last = [False] * len(where), -2
    for interval in intervals:
        first, final = _first(interval, where), _final(interval, where)
        if not last + 1 < first <= final:
            refuse("intervals", _text(interval), "increasing intervals, none empty, no two that touch")
        inside[first : final + 1] = [True] * (final + 1 - first)
        last = final
    return inside


def _first(interval: Interval, where: Sequence[Place]) -> int:
    found = _position(interval.lo, where)
    if found is None:
        if interval.lo != 0 or not interval.lo_closed:
            refuse("intervals", _text(interval), "0 or a listed root as the lower end")
        return 0
    return found if interval.lo_closed else found + 1


def _final(interval: Interval, where: Sequence[Place]) -> int:
    if interval.hi == 1 and not interval.hi_closed:
        return len(where) - 1
    found = _position(interval.hi, where)
    if found is None:
        refuse("intervals", _text(interval), "1, left out, or a listed root as the upper end")
    return found if interval.hi_closed else found - 1


def _position(end: object, where: Sequence[Place]) -> int | None:
    if not isinstance(end, (Fraction, AlgebraicNumber)):
        refuse("intervals", f"the end {end}", "a number")
    number = _root(end)
    lo, hi = number.isolation
    for position, place in enumerate(where):
        if place.polynomial is not None and number.polynomial is not None and place.sign(number.polynomial) == 0:
            above, below = place.sign((-lo, Fraction(1))), place.sign((hi, Fraction(-1)))
            if above >= 0 and below >= 0:
                return position
    return None


def _text(interval: Interval) -> str:
    return f"the interval from {interval.lo} to {interval.hi}"
