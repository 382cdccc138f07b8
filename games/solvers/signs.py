"""Signs of expressions over all admissible values of the symbols, decided by the real-arithmetic engine.

`Signs.certain` gives +1, -1, 0 when the sign is the same for all admissible values and None when it is not or is not known;
`Signs.sign` gives it under a context or raises `Ambiguous`, naming the factor whose sign has to be split on. Answers are kept, since
a decomposition asks the same question many times.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from fractions import Fraction

from games.errors import InvalidGame, LimitReached
from games.exact import Relation, Scalar, fraction_parts, is_number, simplest, to_sympy
from games.solvers.reals import Session

ZERO = Fraction(0)


class Ambiguous(Exception):
    """How `left` compares with `right` differs, or may differ, over the admissible values."""

    def __init__(self, left: Scalar, right: Scalar = ZERO) -> None:
        super().__init__(f"{left} against {right}")
        self.left, self.right = left, right


class Memory:
    """What the questions of one decomposition have in common: z3's terms, answers, factors."""

    def __init__(self) -> None:
        self.session = Session()
        self.decided: dict[frozenset[Relation], bool] = {}
        self.factors: dict[Scalar, list[tuple[Scalar, int]]] = {}


class Signs:
    """The signs of expressions under `relations`; `deadline` is a moment of time.monotonic."""

    def __init__(
        self, relations: Iterable[Relation], deadline: float | None = None, memory: Memory | None = None
    ) -> None:
        self.relations = tuple(relations)
        self.deadline = deadline
        self._known: dict[Scalar, int | None] = {}
        self._memory = Memory() if memory is None else memory

    def given(self, more: Iterable[Relation]) -> Signs:
        """The signs under further relations."""
        return Signs((*self.relations, *more), self.deadline, self._memory)

    def excludes(self, *relations: Relation) -> bool:
        """Whether it is proved that no admissible values satisfy `relations`; False also when the engine gives up."""
        question = frozenset((*self.relations, *relations))
        decided = self._memory.decided
        if question not in decided:
            ordered = tuple(dict.fromkeys((*self.relations, *relations)))
            decided[question] = self._memory.session.consistent(ordered, timeout_ms=self._budget()) is False
        return decided[question]

    def factors(self, expression: Scalar) -> list[tuple[Scalar, int]]:
        """`factors`, remembered."""
        if expression not in self._memory.factors:
            self._memory.factors[expression] = factors(expression)
        return self._memory.factors[expression]

    def _budget(self) -> int:
        if self.deadline is None:
            return 5_000
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise LimitReached(
                "threshold", "the time limit", "an answer within it", "Allow more time, or put values in."
            )
        return max(1, min(5_000, int(1000 * left)))

    def certain(self, expression: Scalar) -> int | None:
        """+1, -1 or 0 if the expression has that sign for all admissible values, else None."""
        total = 1
        for factor, power in self.factors(expression):
            sign = self._of_factor(factor)
            if sign == 0:
                return 0
            if sign is None:
                return None
            total *= sign if power % 2 else 1
        return total

    def sign(self, expression: Scalar) -> int:
        """The sign of the expression; raises Ambiguous with the first factor that has no certain sign."""
        total = 1
        unsure: Scalar | None = None
        for factor, power in self.factors(expression):
            sign = self._of_factor(factor)
            if sign == 0:
                return 0
            if sign is None:
                unsure = factor if unsure is None else unsure
            else:
                total *= sign if power % 2 else 1
        if unsure is not None:
            raise Ambiguous(unsure)
        return total

    def compare(self, left: Scalar, right: Scalar) -> int:
        """The sign of left - right; raises Ambiguous where it is not certain."""
        if left == right:
            return 0
        if not (is_surd(left) or is_surd(right)):
            return self.sign(simplest(left - right))
        for sign, op in ((1, "<="), (-1, ">="), (0, "!=")):
            if self.excludes(Relation(left, op, right)):
                return sign
        raise Ambiguous(left, right)

    def _of_factor(self, factor: Scalar) -> int | None:
        if is_number(factor):
            return (factor > 0) - (factor < 0)
        if factor not in self._known:
            self._known[factor] = self._decide(factor)
        return self._known[factor]

    def _decide(self, factor: Scalar) -> int | None:
        for own in self.relations:
            if own.op in _SAID and own.right == ZERO and own.left == factor:
                return _SAID[own.op]
        for sign, op in ((1, "<="), (-1, ">="), (0, "!=")):
            if self.excludes(Relation(factor, op, ZERO)):
                return sign
        return None


_SAID = {">": 1, "<": -1, "=": 0}
"""What a relation with zero says of the sign by itself."""


def require_consistent(signs: Signs) -> None:
    """Raise InvalidGame where no values satisfy what is assumed: everything would be true of them."""
    if signs.relations and signs.excludes():
        assumed = ", ".join(relation.text for relation in signs.relations)
        raise InvalidGame("assumptions", assumed, "assumptions that can hold together", "Leave one of them out.")


def is_surd(expression: Scalar) -> bool:
    """Whether the expression holds a root."""
    import sympy

    return not is_number(expression) and any(
        not power.exp.is_Integer for power in to_sympy(expression).atoms(sympy.Pow)
    )


def factors(expression: Scalar) -> list[tuple[Scalar, int]]:
    """Irreducible factors with their powers, numerator and denominator alike; the numeric content comes first.

    Expressions with square roots are one factor.
    """
    import sympy

    if is_number(expression):
        return [(expression, 1)]
    if is_surd(expression):
        return [(expression, 1)]
    found: list[tuple[Scalar, int]] = []
    for part in fraction_parts(expression):
        content, listed = sympy.factor_list(to_sympy(part))
        found.append((Fraction(int(content.p), int(content.q)), 1))
        found += [(factor, int(power)) for factor, power in listed]
    return found
