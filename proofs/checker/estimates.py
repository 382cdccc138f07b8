"""Formulas of a count k with powers such as q**k, between bounds that are rounded outwards, on runs of counts.

A bound is m 2^e with whole m of at most P bits. The formula is bounded for all k of a run at once: sums, products, extremes and whole
powers of bounds, and q**x between q to the ends of the whole exponent x. Where the bounds exclude 0 the run has one sign, else it is
halved; of a single count the formula is evaluated exactly.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, reduce
from typing import NoReturn

from games.errors import ComarcaError, InvalidCertificate
from games.exact import Formula, parse_formula
from games.exact.formula import negative, sum_of
from proofs.checker.kernel import refuse
from proofs.checker.pieces import Run, merged
from proofs.checker.roots import sign
from proofs.checker.rounding import Bounds, Float, bounds_of, extreme, least, most, powered, product, total
from proofs.checker.work import spend

BLOCKS, TINY = 64, 4_000
"""Parts in which the largest value is sought, the power of 1/2 below which a bound is only told from 0."""

Step = Callable[[int, int], Bounds]
"""The bounds of a formula for k between two counts."""


def _read(formula: Formula, players: int) -> Step:
    if "k" not in formula.names:
        value = _exactly(formula, {"n": players})
        known = bounds_of(value)
        return lambda first, last: known
    if formula.operator == "name":
        return lambda first, last: ((first, 0), (last, 0))
    if formula.operator == "**":
        return _power(formula.arguments[0], formula.arguments[1], players)
    parts = [_read(part, players) for part in formula.arguments]
    join: Callable[[Bounds, Bounds], Bounds]
    match formula.operator:
        case "+":
            join = total
        case "*":
            join = product
        case "min":
            join = lambda a, b: extreme(a, b, least)  # noqa: E731
        case "max":
            join = lambda a, b: extreme(a, b, most)  # noqa: E731
        case _:
            _unknown(formula)
    return lambda first, last: reduce(join, (part(first, last) for part in parts))


def _power(base: Formula, exponent: Formula, players: int) -> Step:
    if "k" not in exponent.names:
        times, own = _exactly(exponent, {"n": players}), _read(base, players)
        if times.denominator != 1 or not 0 <= times <= 60:
            _unknown(exponent)
        return lambda first, last: reduce(product, [own(first, last)] * int(times), ((1, 0), (1, 0)))
    number, inner = _exactly(base, {"n": players}), _whole(exponent, players)
    if number <= 0:
        _unknown(base)
    grows, ratio = number >= 1, bounds_of(number)
    turned = bounds_of(1 / number)

    def at(first: int, last: int) -> Bounds:
        low, high = inner(first, last)
        ends = [powered(ratio if x >= 0 else turned, abs(x)) for x in ((low, high) if grows else (high, low))]
        return ends[0][0], ends[1][1]

    return at


def _whole(formula: Formula, players: int) -> Callable[[int, int], tuple[int, int]]:
    """The ends of an exponent a + b k with whole numbers a and b."""
    start, after, far = (_exactly(formula, {"n": players, "k": k}) for k in (0, 1, 2))
    line = after - start
    straight = formula.operator in ("name", "+", "*") and far - after == line and _is_line(formula)
    if not straight or start.denominator != 1 or line.denominator != 1:
        _unknown(formula)

    def at(first: int, last: int) -> tuple[int, int]:
        ends = int(start + line * first), int(start + line * last)
        return min(ends), max(ends)

    return at


def _is_line(formula: Formula) -> bool:
    """Whether the formula is a sum of k, of k times numbers, and of numbers."""
    if "k" not in formula.names or formula.operator == "name":
        return True
    parts = [part for part in formula.arguments if "k" in part.names]
    return (formula.operator == "+" or (formula.operator == "*" and len(parts) == 1)) and all(map(_is_line, parts))


def _exactly(formula: Formula, at: dict[str, int]) -> Fraction:
    try:
        value = formula.evaluate(at)
    except ComarcaError:
        _unknown(formula)
    return value if isinstance(value, Fraction) else _unknown(formula)


def _unknown(formula: Formula) -> NoReturn:
    refuse("payoffs", formula.text[:80], "+ * min max, whole powers, positive numbers to the power a + b k")


@dataclass(frozen=True)
class Estimates:
    """The values of a formula for k = 0 ... size - 1."""

    formula: Formula
    size: int
    players: int

    @cached_property
    def _bounds(self) -> Step:
        return _read(self.formula, self.players)

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """Runs of equal sign."""
        found, todo = list[Run](), [(0, self.size - 1)]
        while todo:
            first, last = todo.pop()
            spend(50)
            low, high = self._bounds(first, last)
            if low[0] > 0 or high[0] < 0:
                found.append((first, last, sign(low[0]) or sign(high[0])))
            elif first == last:
                found.append((first, last, sign(_exactly(self.formula, {"n": self.players, "k": first}))))
            else:
                middle = (first + last) // 2
                todo += [(middle + 1, last), (first, middle)]
        return merged(found)

    @cached_property
    def bound(self) -> Fraction:
        """No value exceeds it in absolute value."""
        width = -(-self.size // BLOCKS)
        parts = [self._bounds(k, min(k + width, self.size) - 1) for k in range(0, self.size, width)]
        m, e = most([end for low, high in parts for end in ((-low[0], low[1]), high)])
        return Fraction(max(m, 0)) * Fraction(2) ** e

    def around(self, k: int) -> tuple[tuple[int, int], tuple[int, int]]:
        """A lower and an upper bound at k, as numerators and positive denominators."""
        low, high = self._bounds(k, k)
        return _pair(low, sign(low[0]) < 0), _pair(high, sign(high[0]) > 0)

    def steps(self) -> Estimates:
        """g_(k+1) - g_k, one value less."""
        later = self.formula.substitute({"k": parse_formula("k + 1")})
        return Estimates(sum_of((later, negative(self.formula))), self.size - 1, self.players)


def _pair(end: Float, outwards: bool) -> tuple[int, int]:
    """m 2^e as a fraction; what is next to nothing becomes 0, or outwards a small power of 1/2."""
    m, e = end
    if e + m.bit_length() < -TINY:
        return (sign(m) if outwards else 0), 1 << TINY
    return (m << e, 1) if e >= 0 else (m, 1 << -e)


def estimates_of(formula: Formula, players: int) -> Estimates | None:
    """The estimates of a formula that can be bounded; None of any other."""
    found = Estimates(formula, players, players)
    try:
        found.around(0)
    except InvalidCertificate:
        return None
    return found
