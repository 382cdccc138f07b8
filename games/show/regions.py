"""Where a condition holds, point by point and exactly: what the figures draw.

A condition is a relation or several that must all hold, the cases of a threshold, or any exact predicate of named rational values. A
band is the stretch of discount factors that a threshold leaves at given values of the other symbols.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from games.core.solution import Case, Threshold
from games.errors import InvalidGame, InvalidScalar, Unsupported
from games.exact import (
    AlgebraicNumber,
    Formula,
    Interval,
    Relation,
    Scalar,
    exact,
    is_number,
    parse_relations,
    real_value,
    sign_of,
    symbols_of,
    text,
)

Values = Mapping[str, Fraction]
Predicate = Callable[[Values], bool]
Condition = str | Relation | Sequence[Relation] | Sequence[Case] | Threshold | Predicate
Curve = str | Scalar | Sequence[Case] | Threshold
Band = tuple[Fraction | AlgebraicNumber, Fraction | AlgebraicNumber]
"""Lowest and highest discount factor of a stretch."""


def predicate(condition: Condition, discount: str = "d") -> Predicate:
    """The condition as a function of exact values; where a formula is undefined it does not hold.

    Cases speak of the symbol `discount`, a Threshold of its own.

    >>> fits = predicate("0 < c < B/n")
    >>> fits({"c": Fraction(1), "B": Fraction(9), "n": Fraction(3)})
    True
    """
    if isinstance(condition, str):
        return _all_of(parse_relations(condition))
    if isinstance(condition, Relation):
        return _all_of([condition])
    if isinstance(condition, Threshold):
        return _cases_hold(condition.cases, condition.discount)
    if callable(condition):
        return condition
    listed = list(condition)
    if listed and all(isinstance(own, Case) for own in listed):
        return _cases_hold([own for own in listed if isinstance(own, Case)], discount)
    return _all_of([own for own in listed if isinstance(own, Relation)])


def condition_symbols(condition: Condition | Curve, discount: str = "d") -> frozenset[str]:
    """The names whose values a condition needs; none are known of a predicate."""
    if isinstance(condition, Threshold):
        return condition_symbols(condition.cases, condition.discount)
    if isinstance(condition, str):
        return (
            frozenset(name for relation in parse_relations(condition) for name in relation.symbols)
            if any(sign in condition for sign in "<>=")
            else frozenset(symbols_of(exact(condition)))
        )
    if isinstance(condition, Relation):
        return frozenset(condition.symbols)
    if isinstance(condition, Sequence):
        names: set[str] = set()
        for own in condition:
            if isinstance(own, Case):
                names |= _case_symbols(own, discount)
            elif isinstance(own, Relation):
                names |= set(own.symbols)
        return frozenset(names)
    return frozenset() if callable(condition) else frozenset(symbols_of(condition))


def _case_symbols(case: Case, discount: str) -> set[str]:
    names = {name for relation in case.assume for name in relation.symbols}
    ends = (end for interval in case.intervals for end in (interval.lo, interval.hi))
    return (
        names | {name for end in ends if not isinstance(end, AlgebraicNumber) for name in symbols_of(end)} | {discount}
    )


def require_values(needed: Iterable[str], given: Iterable[str], where: str) -> None:
    """Raises InvalidGame for a symbol that neither axis nor `fixed` gives a value."""
    missing = sorted(set(needed) - set(given))
    if missing:
        remedy = f'Give it one, for instance fixed={{"{missing[0]}": "1/2"}}.'
        raise InvalidGame(where, f"no value for {', '.join(missing)}", "one for each symbol", remedy)


def _all_of(relations: Iterable[Relation]) -> Predicate:
    tests = [_test(relation) for relation in relations]
    return lambda values: all(test(values) for test in tests)


def _test(relation: Relation) -> Predicate:
    value = _evaluator(relation.left - relation.right)
    wanted = {"<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (0, 1), "=": (0,), "!=": (-1, 1)}[relation.op]

    def test(values: Values) -> bool:
        try:
            return sign_of(value(values)) in wanted
        except InvalidScalar:
            return False

    return test


def _evaluator(value: Scalar) -> Callable[[Values], Scalar]:
    formula = Formula.from_scalar(value)
    return lambda values: formula.evaluate(values)


def _cases_hold(cases: Sequence[Case], discount: str) -> Predicate:
    bands = band_at(cases, discount)

    def test(values: Values) -> bool:
        return any(values[discount] in interval for interval in bands(values))

    return test


def band_at(cases: Sequence[Case], discount: str = "d") -> Callable[[Values], tuple[Interval, ...]]:
    """The intervals of the case that applies, their ends in numbers; empty where no case applies or none is defined."""
    prepared = [(_all_of(case.assume), [_EvaluatedInterval.of(own) for own in case.intervals]) for case in cases]

    def bands(values: Values) -> tuple[Interval, ...]:
        for applies, intervals in prepared:
            if applies(values):
                try:
                    return tuple(own.at(values) for own in intervals)
                except InvalidScalar:
                    return ()
        return ()

    return bands


@dataclass(frozen=True, slots=True)
class _EvaluatedInterval:
    interval: Interval
    lo: Callable[[Values], Scalar] | None
    hi: Callable[[Values], Scalar] | None

    @classmethod
    def of(cls, interval: Interval) -> _EvaluatedInterval:
        ends = [None if isinstance(end, AlgebraicNumber) else _evaluator(end) for end in (interval.lo, interval.hi)]
        return cls(interval, ends[0], ends[1])

    def at(self, values: Values) -> Interval:
        lo = self.interval.lo if self.lo is None else real_value(self.lo(values))
        hi = self.interval.hi if self.hi is None else real_value(self.hi(values))
        return Interval(lo, self.interval.lo_closed, hi, self.interval.hi_closed)


def band_of(curve: Curve) -> Callable[[Values], Band | None]:
    """The lowest stretch of discount factors in [0, 1] that a curve leaves: from a formula on, or as a threshold's cases say.

    None where nothing is left, or the formula is undefined.

    >>> band_of("(1 - m - s)/((n - 1)*m)")({"m": Fraction(1, 10), "s": Fraction(1, 2), "n": Fraction(14)})
    (Fraction(4, 13), Fraction(1, 1))
    """
    if isinstance(curve, Threshold):
        return _lowest(band_at(curve.cases, curve.discount))
    if isinstance(curve, Sequence) and not isinstance(curve, str):
        return _lowest(band_at([own for own in curve if isinstance(own, Case)]))
    value = _evaluator(exact(curve, "curve"))

    def band(values: Values) -> Band | None:
        try:
            lowest = real_value(value(values))
        except (InvalidScalar, Unsupported):
            return None
        return (max(lowest, Fraction(0)), Fraction(1)) if lowest < 1 else None

    return band


def _lowest(bands: Callable[[Values], tuple[Interval, ...]]) -> Callable[[Values], Band | None]:
    def band(values: Values) -> Band | None:
        found = bands(values)
        return (found[0].lo, found[0].hi) if found else None

    return band


@dataclass(frozen=True, slots=True)
class Axis:
    """A symbol with the range over which it is drawn; whole numbers only if `whole`."""

    name: str
    lo: Fraction
    hi: Fraction
    whole: bool = False

    @classmethod
    def of(cls, given: tuple[str, object, object], whole: Iterable[str] = ()) -> Axis:
        """An axis from (name, lo, hi); raises InvalidGame unless lo < hi are numbers."""
        name, low, high = given
        lo, hi = exact(low, f"{name}, from"), exact(high, f"{name}, to")
        if not (is_number(lo) and is_number(hi) and lo < hi):
            raise InvalidGame(
                f"axis {name}", f"the range {text(lo)} to {text(hi)}", "two numbers, the smaller one first"
            )
        return cls(name, Fraction(lo), Fraction(hi), name in set(whole))

    def points(self, pieces: int) -> list[Fraction]:
        """Both ends and what lies between in equal steps; all whole numbers of the range if `whole`."""
        if self.whole:
            return [Fraction(own) for own in range(-(-self.lo // 1), self.hi // 1 + 1)]
        return [self.lo + (self.hi - self.lo) * Fraction(step, pieces) for step in range(pieces + 1)]


OPEN = -2
"""Not filled in yet."""


@dataclass(frozen=True, slots=True)
class Map:
    """Which condition holds where: `kinds[j][i]` at (x[i], y[j]) is the number of the first that does, or -1.

    `decided` points were decided one by one; between those that agree the rest was filled in.
    """

    x: tuple[Fraction, ...]
    y: tuple[Fraction, ...]
    kinds: tuple[tuple[int, ...], ...]
    decided: int


def map_of(
    conditions: Sequence[Predicate], x: Axis, y: Axis, fixed: Values, *, grid: int = 32, halvings: int = 4
) -> Map:
    """The map on a grid of `grid` pieces a side, the squares whose corners disagree halved `halvings` times.

    A region smaller than a square of the first grid may be missed. A whole-number axis keeps its own points.
    """
    xs, ys = x.points(grid << halvings), y.points(grid << halvings)
    kinds: dict[tuple[int, int], int] = {}

    def kind(i: int, j: int) -> int:
        if (i, j) not in kinds:
            values = {**fixed, x.name: xs[i], y.name: ys[j]}
            kinds[i, j] = next((number for number, holds in enumerate(conditions) if holds(values)), -1)
        return kinds[i, j]

    side = 1 << halvings
    if x.whole:
        columns = [_line(partial(kind, i), len(ys), 1 if y.whole else side) for i in range(len(xs))]
        rows = list(zip(*columns, strict=True))
    elif y.whole:
        rows = [tuple(_line(partial(_swapped, kind, j), len(xs), side)) for j in range(len(ys))]
    else:
        rows = _squares(kind, len(xs), len(ys), side)
    return Map(tuple(xs), tuple(ys), tuple(rows), len(kinds))


def _squares(kind: Callable[[int, int], int], width: int, height: int, size: int) -> list[tuple[int, ...]]:
    """Squares with equal corners are filled, others halved."""
    filled = [[OPEN] * width for _ in range(height)]
    squares = [(i, j, size) for j in range(0, height - 1, size) for i in range(0, width - 1, size)]
    while squares:
        i, j, side = squares.pop()
        corners = {kind(i, j), kind(i + side, j), kind(i, j + side), kind(i + side, j + side)}
        if len(corners) > 1 and side > 1:
            half = side // 2
            squares += [(i + a, j + b, half) for a in (0, half) for b in (0, half)]
            continue
        for row, column in itertools.product(range(j, j + side + 1), range(i, i + side + 1)):
            if filled[row][column] == OPEN:
                filled[row][column] = next(iter(corners)) if len(corners) == 1 else kind(column, row)
    return [tuple(row) for row in filled]


def _swapped(kind: Callable[[int, int], int], j: int, i: int) -> int:
    return kind(i, j)


def _line(kind: Callable[[int], int], size: int, step: int) -> list[int]:
    """Stretches with equal ends are filled, others halved; with step 1 every point is decided."""
    filled = [OPEN] * size
    stretches = [(start, start + step) for start in range(0, size - 1, step)] or [(0, 0)]
    while stretches:
        start, end = stretches.pop()
        first, last = kind(start), kind(end)
        if first != last and end - start > 1:
            middle = (start + end) // 2
            stretches += [(start, middle), (middle, end)]
            continue
        for at in range(start, end + 1):
            if filled[at] == OPEN:
                filled[at] = last if at == end else first
    return filled
