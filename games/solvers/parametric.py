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

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from games.core.solution import Case
from games.errors import LimitReached, Unsupported
from games.exact import (
    Interval,
    Relation,
    Scalar,
    exact,
    fraction_parts,
    is_number,
    simplest,
    symbols_of,
    text,
    to_sympy,
)
from games.solvers.conditions import Condition, unit_interval
from games.solvers.signs import Ambiguous, Signs, is_surd

ZERO, ONE = Fraction(0), Fraction(1)
MOST_CASES = 200


@dataclass(frozen=True, slots=True)
class Course:
    """How a factor's sign runs over [0, 1): `roots` in order, `signs` before, between and after them."""

    roots: tuple[Scalar, ...]
    signs: tuple[int, ...]


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


def joined(cases: Sequence[Case], signs: Signs) -> tuple[Case, ...]:
    """The same cases, fewer and shorter.

    Two that differ in one sign only and answer the same become one; implied conditions go; then two that answer the same become one
    where together they are what their common consequences say.
    """
    left = [_tidy(case, signs) for case in _pairwise(cases, _union, signs)]
    return tuple(_readable(_tidy(case, signs)) for case in _pairwise(left, _hull, signs))


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
    if one.intervals != other.intervals or any(_with_root(own) for own in (*one.assume, *other.assume)):
        return None
    first, second = signs.given(one.assume), signs.given(other.assume)
    common: dict[Relation, None] = {}
    for own in dict.fromkeys((*one.assume, *other.assume)):
        loosened = [own, *(Relation(own.left, op, own.right) for op in _LOOSER.get(own.op, ()))]
        implied = (loose for loose in loosened if _follows(loose, one, first) and _follows(loose, other, second))
        found = next(implied, None)
        if found is not None:
            common[found] = None
    within = signs.given(common)
    gaps = ((mine.negated(), yours.negated()) for mine in one.assume for yours in other.assume)
    return Case(tuple(common), one.intervals) if all(within.excludes(*gap) for gap in gaps) else None


_LOOSER = {">": (">=",), "<": ("<=",), "=": (">=", "<=")}


def _follows(relation: Relation, case: Case, signs: Signs) -> bool:
    return relation in case.assume or signs.excludes(relation.negated())


def _with_root(relation: Relation) -> bool:
    return is_surd(relation.left) or is_surd(relation.right)


def _readable(case: Case) -> Case:
    return Case(tuple(_balanced(own) for own in case.assume), case.intervals)


def _balanced(relation: Relation) -> Relation:
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
    """Whether the general answer's formulas say on the edge what the special answer says there."""
    return len(general) == len(special) and all(
        (own.lo_closed, own.hi_closed) == (other.lo_closed, other.hi_closed)
        and _equal(own.lo, other.lo, edge)
        and _equal(own.hi, other.hi, edge)
        for own, other in zip(general, special, strict=True)
    )


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


def _equal(one: Any, other: Any, signs: Signs) -> bool:
    if one == other:
        return True
    return signs.excludes(Relation(one, "!=", other)) and _defined(one, signs)


def _defined(end: Any, signs: Signs) -> bool:
    if is_number(end):
        return True
    import sympy

    denominator = sympy.fraction(sympy.together(to_sympy(end)))[1] if is_surd(end) else fraction_parts(end)[1]
    return signs.excludes(Relation(denominator, "=", ZERO))


def _leaf(conditions: tuple[Condition, ...], varied: str, signs: Signs) -> tuple[tuple[Interval, ...], list[Condition]]:
    """The set of d where all hold, if every sign that matters is certain; raises Ambiguous otherwise."""
    products = [
        [(_course(factor, varied, signs), power) for factor, power in signs.factors(own.polynomial)]
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


def _course(factor: Scalar, varied: str, signs: Signs) -> Course:
    """The course of one irreducible factor over [0, 1)."""
    if varied not in symbols_of(factor):
        return Course((), (signs.sign(factor),))
    import sympy

    polynomial = sympy.Poly(to_sympy(factor), sympy.Symbol(varied))
    coefficients = [exact(coefficient, "coefficient") for coefficient in reversed(polynomial.all_coeffs())]
    if len(coefficients) == 2:
        return _linear(coefficients[0], coefficients[1], signs)
    if len(coefficients) == 3:
        return _quadratic(coefficients[0], coefficients[1], coefficients[2], signs)
    constant = signs.given(unit_interval(varied)).certain(factor)
    if constant is None:
        found = f"the factor {text(factor)} of degree {len(coefficients) - 1} in {varied}"
        raise Unsupported(
            "threshold", found, "degree at most two where symbols stay free", "Put values in for symbols."
        )
    return Course((), (constant,))


def _linear(constant: Scalar, slope: Scalar, signs: Signs) -> Course:
    """constant + slope d."""
    at_zero, at_one = signs.sign(constant), signs.sign(simplest(constant + slope))
    if at_zero == 0:
        return Course((), (0,)) if at_one == 0 else Course((ZERO,), (-at_one, at_one))
    if at_one in (0, at_zero):
        return Course((), (at_zero,))
    return Course((_formula(-constant, slope, signs),), (at_zero, at_one))


def _quadratic(c: Scalar, b: Scalar, a: Scalar, signs: Signs) -> Course:
    """a d^2 + b d + c."""
    import sympy

    at_zero, at_one = signs.sign(c), signs.sign(simplest(a + b + c))
    if at_zero == 0:
        rest = _linear(b, a, signs)
        inner = tuple(root for root in rest.roots if root != 0)
        after = rest.signs[len(rest.roots) - len(inner) :]
        return Course((ZERO, *inner), (-after[0], *after))
    if at_one == 0:
        return _linear(c, simplest(-a), signs)
    discriminant = simplest(b * b - 4 * a * c)
    if at_zero != at_one:
        root = sympy.sqrt(to_sympy(discriminant))
        if signs.certain(a):
            return Course((_surd(-to_sympy(b) - at_zero * root, 2 * to_sympy(a)),), (at_zero, at_one))
        return Course((_surd(2 * to_sympy(c), at_zero * root - to_sympy(b)),), (at_zero, at_one))
    if signs.sign(a) != at_zero or signs.sign(b) != -at_zero or signs.sign(simplest(2 * a + b)) != at_zero:
        return Course((), (at_zero,))
    bend = signs.sign(discriminant)
    if bend < 0:
        return Course((), (at_zero,))
    if bend == 0:
        return Course((_formula(-b, simplest(2 * a), signs),), (at_zero, at_zero))
    root = at_zero * sympy.sqrt(to_sympy(discriminant))
    ends = (_surd(-to_sympy(b) - root, 2 * to_sympy(a)), _surd(root - to_sympy(b), 2 * to_sympy(a)))
    return Course(ends, (at_zero, -at_zero, at_zero))


def _formula(numerator: Scalar, denominator: Scalar, signs: Signs) -> Scalar:
    """numerator / denominator as one fraction, factored, with a denominator that is positive where that is certain."""
    import sympy

    ratio = simplest(numerator / denominator)
    if is_number(ratio):
        return ratio
    top, bottom = fraction_parts(ratio)
    sign = -1 if signs.certain(bottom) == -1 else 1
    above, below = sign * to_sympy(top), sign * to_sympy(bottom)
    return sympy.factor(sympy.expand(above)) / sympy.factor(sympy.expand(below))


def _surd(numerator: Any, denominator: Any) -> Scalar:
    """A root of a quadratic as a formula with one square root."""
    return to_sympy(numerator) / to_sympy(denominator)


def _tidy(case: Case, signs: Signs) -> Case:
    """The case without those of its conditions that the others and the assumptions imply.

    A condition with a root implies nothing here: it has a meaning only where its radicand is not negative.
    """
    kept = list(case.assume)
    for own in list(kept):
        others = [other for other in kept if other is not own and not _with_root(other)]
        if signs.excludes(*others, own.negated()):
            kept.remove(own)
    return Case(tuple(kept), case.intervals)
