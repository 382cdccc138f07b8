"""All d in [0, 1) that satisfy polynomial conditions whose coefficients hold symbols, by cases of the symbols.

Definition   Given polynomials p_j(d, s) and what is known of the symbols s, find disjoint cases that cover the admissible s, and in each
             the exact set of d with every p_j >= 0 (or > 0), as intervals whose ends are formulas in s.
Algorithm    A cylindrical decomposition in one variable with lazy projection, after Collins' idea [BasuPollackRoy2006]_:
             1. Drop conditions that the others imply (proved by the real-arithmetic engine).
             2. Describe each irreducible factor over [0, 1) by its roots and signs. Linear and quadratic factors need only the signs of
                their values at 0 and 1 and, where these agree, of discriminant and vertex; never a split on the leading coefficient.
             3. Put the roots of all factors in order, walk the cells, keep those where every condition holds.
             4. Where a sign is not the same for all admissible s, split: factor > 0, = 0, < 0, and begin anew in each case that is
                not proved empty. Neighbouring cases with the same answer are joined.
Evidence     Every dropped condition, empty case and order of roots is an unsatisfiable statement of real arithmetic.
Not here     Irreducible factors of degree three or more in d that hold symbols and whose sign varies: Unsupported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from games.core.solution import Case
from games.errors import LimitReached
from games.exact import (
    Interval,
    Relation,
    Scalar,
    is_number,
    to_sympy,
)
from games.solvers.conditions import Condition, unit_interval
from games.solvers.courses import course_of
from games.solvers.joining import joined
from games.solvers.signs import Ambiguous, Signs

ZERO, ONE = Fraction(0), Fraction(1)
MOST_CASES = 200


@dataclass(frozen=True, slots=True)
class Decomposition:
    """The cases, and the conditions that mark an end somewhere."""

    cases: tuple[Case, ...]
    marking: tuple[Condition, ...]


def decompose(conditions: Sequence[Condition], varied: str, signs: Signs) -> Decomposition:
    """The cases and intervals of `varied` in which all conditions hold; `signs` knows what is assumed of the other symbols.

    Raises Unsupported for factors of higher degree and LimitReached beyond 200 cases.
    """
    marking: dict[Condition, None] = {}
    cases: list[Case] = []
    open_cases: list[tuple[tuple[Relation, ...], tuple[Condition, ...]]] = [((), tuple(conditions))]
    while open_cases:
        if len(cases) + len(open_cases) > MOST_CASES:
            raise LimitReached("threshold", f"more than {MOST_CASES} cases", "fewer", "Assume more, or put values in.")
        assume, left = open_cases.pop()
        here = signs.given(assume)
        kept = without_implied(left, varied, here)
        try:
            intervals, ends = _leaf(kept, varied, here)
        except Ambiguous as split:
            branches = [Relation(split.left, op, split.right) for op in ("<", "=", ">")]
            open_cases += [((*assume, own), kept) for own in branches if not here.excludes(own)]
            continue
        cases.append(Case(assume, intervals))
        marking.update(dict.fromkeys(ends))
    return Decomposition(joined(cases, signs), tuple(marking))


def without_implied(conditions: tuple[Condition, ...], varied: str, signs: Signs) -> tuple[Condition, ...]:
    """The conditions that are left when each one that the others imply on [0, 1) has been dropped, the last first."""
    kept = list(_distinct(conditions))
    domain = signs.given(unit_interval(varied))
    for own in reversed(list(kept)):
        others = [relation_of(other) for other in kept if other is not own]
        if domain.excludes(*others, relation_of(own).negated()):
            kept.remove(own)
    return tuple(kept)


def relation_of(condition: Condition) -> Relation:
    """The condition as a relation."""
    return Relation(condition.polynomial, ">" if condition.strict else ">=", ZERO)


def _distinct(conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
    found: dict[tuple[Scalar, bool], Condition] = {}
    for own in conditions:
        found.setdefault((primitive(own.polynomial), own.strict), own)
    return tuple(found.values())


def primitive(polynomial: Scalar) -> Scalar:
    """The polynomial without its positive numeric content: equal for conditions that say the same."""
    if is_number(polynomial):
        return polynomial
    content, primitive = to_sympy(polynomial).as_content_primitive()
    return primitive if content > 0 else -primitive


def _leaf(conditions: tuple[Condition, ...], varied: str, signs: Signs) -> tuple[tuple[Interval, ...], list[Condition]]:
    """The set of d where all hold, if every sign that matters is certain; raises Ambiguous otherwise."""
    products = [
        [(course_of(factor, varied, signs), power) for factor, power in signs.factors(own.polynomial)]
        for own in conditions
    ]
    order: list[Scalar] = []
    for product in products:
        for course, _ in product:
            for root in course.roots:
                _insert(root, order, signs)
    where = [[[_position(root, order, signs) for root in course.roots] for course, _ in own] for own in products]

    def sign_at(j: int, place: int, on_root: bool) -> int:
        total = 1
        for (course, power), positions in zip(products[j], where[j], strict=True):
            if on_root and place in positions:
                return 0
            passed = sum(position < place or (position == place and not on_root) for position in positions)
            total *= course.signs[passed] ** power
        return total

    def holds(place: int, on_root: bool) -> bool:
        return all(sign_at(j, place, on_root) >= (1 if own.strict else 0) for j, own in enumerate(conditions))

    return _walk(order, holds, signs), _marking(conditions, where)


def _marking(conditions: tuple[Condition, ...], where: list[list[list[int]]]) -> list[Condition]:
    return [own for own, positions in zip(conditions, where, strict=True) if any(positions)]


def _walk(order: list[Scalar], holds: Any, signs: Signs) -> tuple[Interval, ...]:
    """Join the cells that hold into intervals; place -1 is the open cell before the first root."""
    starts_at_zero = bool(order) and signs.sign(order[0]) == 0
    pieces: list[Interval] = []

    def add(lo: Scalar, lo_closed: bool, hi: Scalar, hi_closed: bool) -> None:
        last = pieces[-1] if pieces else None
        if last is not None and last.hi == lo and (last.hi_closed or lo_closed):
            pieces[-1] = Interval(last.lo, last.lo_closed, hi, hi_closed)
        else:
            pieces.append(Interval(lo, lo_closed, hi, hi_closed))

    if not starts_at_zero and holds(-1, False):
        add(ZERO, True, order[0] if order else ONE, False)
    for place, root in enumerate(order):
        if holds(place, True):
            add(root, True, root, True)
        if holds(place, False):
            add(root, False, order[place + 1] if place + 1 < len(order) else ONE, False)
    return tuple(pieces)


def _insert(root: Scalar, order: list[Scalar], signs: Signs) -> None:
    for place, other in enumerate(order):
        comparison = signs.compare(root, other)
        if comparison == 0:
            return
        if comparison < 0:
            order.insert(place, root)
            return
    order.append(root)


def _position(root: Scalar, order: list[Scalar], signs: Signs) -> int:
    return next(place for place, other in enumerate(order) if signs.compare(root, other) == 0)
