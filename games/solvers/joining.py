"""Fewer and shorter cases: those that answer the same become one, conditions that others imply go.

Every step is proved by the real-arithmetic engine, so the cases stay disjoint and cover what they covered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any, Protocol, TypeVar

from games.core.solution import Case
from games.exact import Interval, Relation, exact, is_number, to_sympy
from games.solvers.signs import Signs, is_surd


def joined(cases: Sequence[Case], signs: Signs) -> tuple[Case, ...]:
    """The same cases, fewer and shorter.

    Two that differ in one sign only and answer the same become one; implied conditions go; then two that answer the same become one
    where together they are what their common consequences say.
    """
    left = [_tidy(case, signs) for case in _pairwise(cases, _union, signs)]
    return tuple(readable(_tidy(case, signs)) for case in _pairwise(left, _hull, signs))


class Conditional(Protocol):
    """A dataclass that says something under conditions."""

    @property
    def assume(self) -> tuple[Relation, ...]:
        """The conditions."""


Told = TypeVar("Told", bound=Conditional)
Together = Callable[[Told, Told, tuple[Relation, ...]], Told | None]
"""What is said by two under common conditions; None if they do not say the same."""


def joined_alike(cases: Sequence[Told], together: Together[Told], signs: Signs) -> list[Told]:
    """Cases of any kind, fewer and shorter: two whose conditions differ in one sign only become one where `together` says so."""
    left = list(cases)
    i = 0
    while i < len(left):
        j = next((j for j in range(i + 1, len(left)) if _joint(left[i], left[j], together) is not None), None)
        common = None if j is None else _joint(left[i], left[j], together)
        if j is None or common is None:
            i += 1
        else:
            left[i] = common
            del left[j]
            i = 0
    return [replace(case, assume=_sharp(tidied(case.assume, signs), signs)) for case in left]  # type: ignore[type-var]


def _sharp(assume: tuple[Relation, ...], signs: Signs) -> tuple[Relation, ...]:
    """Bounds that can only be met exactly, as equations."""
    found = []
    for own in assume:
        inside = signs.given(other for other in assume if other is not own)
        met = own.op in ("<=", ">=") and inside.excludes(Relation(own.left, own.op[0], own.right))
        found.append(Relation(own.left, "=", own.right) if met else own)
    return tuple(found)


def _joint(one: Told, other: Told, together: Together[Told]) -> Told | None:
    """One for both, if their conditions differ in the sign of one expression only and they say the same."""
    mine = [own for own in one.assume if own not in other.assume]
    others = [own for own in other.assume if own not in one.assume]
    if len(mine) != 1 or len(others) != 1 or (mine[0].left, mine[0].right) != (others[0].left, others[0].right):
        return None
    op = _UNION.get(frozenset({mine[0].op, others[0].op}))
    if op is None:
        return None
    merged = (Relation(own.left, op, own.right) if own in mine else own for own in one.assume if op or own not in mine)
    return together(one, other, tuple(merged))


def readable(case: Told) -> Told:
    """The case with its conditions as comparisons of positive terms: T - R > 0 becomes T > R; two bounds that meet are an equation."""
    bounds = {(own.left, own.right, own.op) for own in case.assume}
    kept: dict[Relation, None] = {}
    for own in case.assume:
        met = own.op in ("<=", ">=") and (own.left, own.right, {"<=": ">=", ">=": "<="}[own.op]) in bounds
        kept[balanced(Relation(own.left, "=", own.right) if met else own)] = None
    return replace(case, assume=tuple(kept))  # type: ignore[type-var]


def _pairwise(cases: Sequence[Case], join: Callable[[Case, Case, Signs], Case | None], signs: Signs) -> list[Case]:
    """The cases with pairs joined as long as some pair can be."""
    left = list(cases)
    while (pair := _first_pair(left, join, signs)) is not None:
        i, j, common = pair
        left[i] = common
        del left[j]
    return left


def _first_pair(
    cases: list[Case], join: Callable[[Case, Case, Signs], Case | None], signs: Signs
) -> tuple[int, int, Case] | None:
    for i, one in enumerate(cases):
        for j in range(i + 1, len(cases)):
            common = join(one, cases[j], signs)
            if common is not None:
                return i, j, common
    return None


def _hull(one: Case, other: Case, signs: Signs) -> Case | None:
    """One case for both, if they answer the same and the conditions that follow from each describe no more than the two."""
    if len(one.intervals) != len(other.intervals) or any(_with_root(own) for own in (*one.assume, *other.assume)):
        return None
    first, second = signs.given(one.assume), signs.given(other.assume)
    intervals = _answer_of_both(one, other, first, second)
    if intervals is None:
        return None
    common: dict[Relation, None] = {}
    for own in dict.fromkeys((*one.assume, *other.assume)):
        loosened = [own, *(Relation(own.left, op, own.right) for op in _LOOSER.get(own.op, ()))]
        implied = (loose for loose in loosened if _follows(loose, one, first) and _follows(loose, other, second))
        found = next(implied, None)
        if found is not None:
            common[found] = None
    within = signs.given(common)
    gaps = ((mine.negated(), yours.negated()) for mine in one.assume for yours in other.assume)
    return Case(tuple(common), intervals) if all(within.excludes(*gap) for gap in gaps) else None


def _answer_of_both(one: Case, other: Case, first: Signs, second: Signs) -> tuple[Interval, ...] | None:
    """The answer of the one whose formulas hold good in the other case as well."""
    if one.intervals == other.intervals or _agree(one.intervals, other.intervals, second):
        return one.intervals
    return other.intervals if _agree(other.intervals, one.intervals, first) else None


_LOOSER = {">": (">=",), "<": ("<=",), "=": (">=", "<=")}


def _follows(relation: Relation, case: Case, signs: Signs) -> bool:
    return relation in case.assume or signs.excludes(relation.negated())


def _with_root(relation: Relation) -> bool:
    return is_surd(relation.left) or is_surd(relation.right)


def balanced(relation: Relation) -> Relation:
    """A comparison with zero as one of positive terms: p - 68 < 0 becomes p < 68."""
    import sympy

    if relation.right != 0 or is_number(relation.left) or is_surd(relation.left):
        return relation
    terms = sympy.Add.make_args(sympy.expand(to_sympy(relation.left)))
    positive = sum((term for term in terms if not term.could_extract_minus_sign()), sympy.Integer(0))
    negative = sum((-term for term in terms if term.could_extract_minus_sign()), sympy.Integer(0))
    left, right = exact(positive, "condition"), exact(negative, "condition")
    if is_number(left):
        mirrored = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
        return Relation(right, mirrored.get(relation.op, relation.op), left)
    return Relation(left, relation.op, right)


_UNION = {
    frozenset({">", "="}): ">=",
    frozenset({"<", "="}): "<=",
    frozenset({">", "<"}): "!=",
    frozenset({">=", "<"}): "",
    frozenset({"<=", ">"}): "",
    frozenset({"!=", "="}): "",
}


def _union(one: Case, other: Case, signs: Signs) -> Case | None:
    """One case for both, if their conditions differ in the sign of one expression only and their answers agree."""
    mine = [own for own in one.assume if own not in other.assume]
    others = [own for own in other.assume if own not in one.assume]
    if len(mine) != 1 or len(others) != 1 or (mine[0].left, mine[0].right) != (others[0].left, others[0].right):
        return None
    op = _UNION.get(frozenset({mine[0].op, others[0].op}))
    if op is None:
        return None
    edge = Relation(mine[0].left, "=", mine[0].right)
    general, special = (other, one) if mine[0].op == "=" else (one, other)
    here = signs.given((*(own for own in one.assume if own not in mine), edge))
    if general.intervals != special.intervals and not (
        edge.op in (mine[0].op, others[0].op) and _agree(general.intervals, special.intervals, here)
    ):
        return None
    merged = tuple(
        Relation(own.left, op, own.right) if own in mine else own for own in one.assume if op or own not in mine
    )
    return Case(merged, general.intervals)


def _agree(general: tuple[Interval, ...], special: tuple[Interval, ...], edge: Signs) -> bool:
    """Whether the general answer's formulas say on the edge what the special answer says there; no interval shrinks to a point."""
    return len(general) == len(special) and all(
        (own.lo_closed, own.hi_closed, own.is_point) == (other.lo_closed, other.hi_closed, other.is_point)
        and _equal(own.lo, other.lo, edge)
        and _equal(own.hi, other.hi, edge)
        for own, other in zip(general, special, strict=True)
    )


def _equal(one: Any, other: Any, signs: Signs) -> bool:
    if one == other:
        return True
    return signs.excludes(Relation(one, "!=", other)) and _defined(one, signs)


def _defined(end: Any, signs: Signs) -> bool:
    """Whether the end has a value wherever the signs speak: no denominator is zero, no radicand negative."""
    if is_number(end):
        return True
    import sympy

    whole = to_sympy(end)
    radicands = [exact(power.base, "radicand") for power in whole.atoms(sympy.Pow) if not power.exp.is_Integer]
    denominator = exact(sympy.fraction(sympy.together(whole))[1], "denominator")
    return signs.excludes(Relation(denominator, "=", Fraction(0))) and all(
        signs.excludes(Relation(radicand, "<", Fraction(0))) for radicand in radicands
    )


def _tidy(case: Case, signs: Signs) -> Case:
    """The case without those of its conditions that the others and the assumptions imply."""
    return Case(tidied(case.assume, signs), case.intervals)


def tidied(assume: Sequence[Relation], signs: Signs) -> tuple[Relation, ...]:
    """Those of the conditions that the others and the assumptions do not imply.

    A condition with a root implies nothing here: it has a meaning only where its radicand is not negative.
    """
    kept = list(assume)
    for own in list(kept):
        others = [other for other in kept if other is not own and not _with_root(other)]
        if signs.excludes(*others, own.negated()):
            kept.remove(own)
    return tuple(kept)
