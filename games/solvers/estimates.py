"""Formulas of a count k that are no polynomials, such as q**k, in rigorous ball arithmetic on runs of counts.

Definition   As `games.solvers.sequences`: g_0 ... g_N and their signs in runs.
Algorithm    The formula is evaluated for all k of a run at once (arb, with k as a ball): where the result excludes 0, the run has one
             sign; else it is halved, down to single counts, where an exact evaluation decides what a ball cannot.
Powers       A positive number to a power that depends on k is exp(exponent log(base)).
Cost         A few evaluations, unless the gain stays close to 0 over many counts.
Not here     C with k in it, bases that are not positive numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from games.errors import InvalidScalar, LimitReached
from games.exact import Formula, parse_formula
from games.solvers.sequences import Run, Signed, merged

PRECISION, BLOCKS, MOST_LOOKS = 128, 64, 300_000
"""Bits of a ball; parts in which a bound is sought; evaluations that a run of signs may take."""


@dataclass(frozen=True)
class Estimates(Signed):
    """The values of a formula for k = 0 ... size - 1, in balls."""

    formula: Formula
    size: int
    players: int
    where: str

    def ball(self, first: int, last: int) -> Any:
        """A ball that holds all values from first to last."""
        from flint import arb

        k = arb(first) if first == last else arb(first).union(arb(last))
        return self._evaluate(k)

    @cached_property
    def _evaluate(self) -> Callable[[Any], Any]:
        return _compiled(self.formula, self.players)

    def value(self, k: int) -> Any:
        """A ball that holds the value at k, as narrow as the current precision allows."""
        return self.ball(k, k)

    @cached_property
    def runs(self) -> tuple[Run, ...]:  # type: ignore[override]
        """Runs of equal sign, in order."""
        from flint import ctx

        found, todo, looks = [], [(0, self.size - 1)], 0
        with ctx.workprec(PRECISION):
            while todo:
                first, last = todo.pop()
                looks += 1
                ball = self.ball(first, last)
                if ball > 0 or ball < 0:
                    found.append((first, last, 1 if ball > 0 else -1))
                elif first == last:
                    found.append((first, first, self._exact_sign(first)))
                else:
                    middle = (first + last) // 2
                    todo += [(middle + 1, last), (first, middle)]
                if looks > MOST_LOOKS:
                    raise LimitReached(self.where, "a gain that stays close to 0 over many counts", "fewer players")
        return merged(found)

    def _exact_sign(self, k: int) -> int:
        try:
            value = self.formula.evaluate({"k": k, "n": self.players})
        except InvalidScalar as error:
            raise LimitReached(self.where, f"{error.found} at k = {k:,}", "a gain that can be told from 0") from None
        return (value > 0) - (value < 0)

    @cached_property
    def bound(self) -> Fraction:
        """A number that no entry exceeds in absolute value."""
        from flint import ctx

        found, width = Fraction(0), -(-self.size // BLOCKS)
        with ctx.workprec(PRECISION):
            for first in range(0, self.size, width):
                top = abs(self.ball(first, min(first + width, self.size) - 1)).upper()
                if not top.is_finite():
                    raise LimitReached(self.where, "payoffs without a bound that balls can show", "smaller ones")
                found = max(found, Fraction(int(top.fmpq().p), int(top.fmpq().q)))
        return found

    def floats(self, first: int, last: int) -> Any:
        """The entries as floats: for proposals alone."""
        import numpy as np

        with np.errstate(all="ignore"):
            found = _in_floats(self.formula, np.arange(first, last + 1, dtype=float), float(self.players))
        return np.broadcast_to(np.nan_to_num(found), (last - first + 1,))

    @property
    def degree(self) -> int | None:
        """Not known."""
        return None

    @property
    def odd(self) -> bool:
        """Whether g_k = -g_(N-k) for all k: not looked for."""
        return False

    def difference(self) -> Estimates:
        """The entries g_(k+1) - g_k; one entry less."""
        later = self.formula.substitute({"k": parse_formula("k + 1")})
        return Estimates(difference_of(later, self.formula), self.size - 1, self.players, self.where)


def difference_of(first: Formula, second: Formula) -> Formula:
    """first - second."""
    from games.exact.formula import negative, sum_of

    return sum_of((first, negative(second)))


def estimable(formula: Formula) -> bool:
    """Whether the formula is one that balls evaluate: + * min max, whole powers, positive numbers to powers that depend on k."""
    if "k" not in formula.names:
        return not formula.names - {"n"}
    if formula.names - {"k", "n"}:
        return False
    if formula.operator == "**":
        base, exponent = formula.arguments
        if "k" not in exponent.names:
            return estimable(base)
        return base.operator == "number" and base.arguments[0] > 0 and estimable(exponent)
    return formula.operator in ("name", "+", "*", "min", "max") and all(
        estimable(part) for part in formula.arguments if isinstance(part, Formula)
    )


def _compiled(formula: Formula, players: int) -> Callable[[Any], Any]:
    """The value of an estimable formula as a function of a ball k."""
    from flint import arb, fmpq

    if "k" not in formula.names:
        value = formula.evaluate({"n": players})
        number = fmpq(value.numerator, value.denominator)
        return lambda _: arb(number)
    if formula.operator == "name":
        return lambda k: k
    if formula.operator == "**":
        base, exponent = formula.arguments
        if "k" in exponent.names:
            low, high = _compiled(base, players), _compiled(exponent, players)
            return lambda k: (high(k) * low(k).log()).exp()
        times, inner = int(exponent.evaluate({"n": players})), _compiled(base, players)
        return lambda k: inner(k) ** times
    parts = [_compiled(part, players) for part in formula.arguments]
    first, rest = parts[0], parts[1:]

    def joined(k: Any) -> Any:
        total = first(k)
        for part in rest:
            other = part(k)
            match formula.operator:
                case "+":
                    total = total + other
                case "*":
                    total = total * other
                case "min":
                    total = total.min(other)
                case "max":
                    total = total.max(other)
        return total

    return joined


def _in_floats(formula: Formula, k: Any, players: float) -> Any:
    import numpy as np

    if "k" not in formula.names:
        return float(formula.evaluate({"n": int(players)}))
    if formula.operator == "name":
        return k
    parts = [_in_floats(part, k, players) for part in formula.arguments]
    join = {"+": np.add, "*": np.multiply, "min": np.minimum, "max": np.maximum, "**": np.power}[formula.operator]
    total = parts[0]
    for other in parts[1:]:
        total = join(total, other)
    return total
