"""Certificates that polynomial conditions contradict each other, found by linear programming.

Question     no point satisfies p_j >= 0, q_j > 0, e_j = 0: find a sum of non-negative multiples of products of the p_j and q_j
             (and of given squares), plus multiples of the e_j, that is identically zero with one strict term.
Theorem      [Krivine1964]_, [Stengle1974]_: with all sums of squares such a sum exists whenever the conditions contradict each
             other; with products alone [Handelman1988]_ it does on compact polytopes. So nothing found says nothing.
Algorithm    1. `facts` divides every condition by factors that are certainly positive, which lowers the degrees.
             2. Stages of ever more products: a bound on their number of factors or on their degree, at first with the targets (the
                negated conclusion) at most once in each, later with squares (hints, completed squares, differences of variables).
             3. The identity is linear in the coefficients, one row a monomial: `positive` solves it exactly.
             4. The result is lifted to the conditions and must pass the checker's own `refutes` before it is returned.
Cost         C(m + k, k) products of k among m conditions; up to a few thousand take less than a second.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, combinations_with_replacement
from typing import Any

from games.exact import Relation
from proofs.checker.kernel import Extremes, Hypothesis, Polynomial, Refutation, against, conditions, refutes
from proofs.engines.facts import (
    FormTooLarge,
    Ring,
    Term,
    entries,
    given_facts,
    lift,
    polynomial_key,
    reduced,
    shortened,
)
from proofs.engines.lemmas import positive_factors
from proofs.engines.positive import Column, Solution, vanishing_combination
from proofs.engines.stages import FactProduct, Stage, products, stages

MAX_COLUMNS, SECONDS = 12_000, 20.0
MANY_VARIABLES = 8


def find_refutation(
    hypotheses: Sequence[Hypothesis],
    *,
    targets: Collection[int] = (),
    squares: Sequence[Polynomial] = (),
    max_columns: int = MAX_COLUMNS,
    seconds: float = SECONDS,
) -> Refutation | None:
    """A certificate that the hypotheses hold together nowhere, which `refutes` accepts; None if none was found.

    `targets` are indices of hypotheses that a proof should need only once in a product (the negated conclusion); `squares` are
    polynomials whose squares may help.

    >>> x, y = Polynomial.variable("x"), Polynomial.variable("y")
    >>> find_refutation((Hypothesis(x - 1, ">0"), Hypothesis(y - x, ">=0"), Hypothesis(1 - x * y, ">=0"))) is not None
    True
    >>> find_refutation((Hypothesis(x, ">0"), Hypothesis(y, ">=0")))
    """
    return _Search(hypotheses, targets, squares, max_columns, time.monotonic() + seconds).refutation()


def negation(conclusion: Hypothesis) -> Hypothesis:
    """The condition that holds exactly where the conclusion does not."""
    p = conclusion.polynomial
    match conclusion.kind:
        case ">=0":
            return Hypothesis(-p, ">0")
        case ">0":
            return Hypothesis(-p, ">=0")
        case _:
            return Hypothesis(p * p, ">0")


def prove_implication(
    hypotheses: Sequence[Hypothesis],
    conclusion: Hypothesis,
    *,
    squares: Sequence[Polynomial] = (),
    max_columns: int = MAX_COLUMNS,
    seconds: float = SECONDS,
) -> Refutation | None:
    """A refutation of (*hypotheses, negation(conclusion)), or None.

    >>> d = Polynomial.variable("d")
    >>> prove_implication((Hypothesis(d, ">=0"), Hypothesis(1 - d, ">=0")), Hypothesis(d - d**2, ">=0")) is not None
    True
    """
    everything = (*hypotheses, negation(conclusion))
    targets = (len(hypotheses),)
    return find_refutation(everything, targets=targets, squares=squares, max_columns=max_columns, seconds=seconds)


@dataclass(frozen=True, slots=True)
class Implication:
    """That a relation follows from others: `refutation` refutes `hypotheses`, the assumptions with the negated conclusion."""

    hypotheses: tuple[Hypothesis, ...]
    refutation: Refutation


def prove_relation(
    assumptions: Iterable[Relation],
    conclusion: Relation,
    *,
    extremes: Extremes | None = None,
    squares: Sequence[Polynomial] = (),
    max_columns: int = MAX_COLUMNS,
    seconds: float = SECONDS,
) -> Implication | None:
    """That the conclusion holds wherever the assumptions do and it is defined; None if no certificate was found.

    >>> from games.exact import parse_relations
    >>> found = prove_relation(parse_relations("0 < d < 1"), *parse_relations("1/d > 1"))
    >>> refutes(found.hypotheses, found.refutation)
    """
    known = tuple(
        h for relation in assumptions for h in conditions(relation.left, relation.op, relation.right, extremes)
    )
    negated = against(conclusion.left, conclusion.op, conclusion.right, extremes)
    targets = range(len(known), len(known) + len(negated))
    found = find_refutation(
        (*known, *negated), targets=targets, squares=squares, max_columns=max_columns, seconds=seconds
    )
    return None if found is None else Implication((*known, *negated), found)


class _Search:
    """One search: the facts, the squares to try, and the limits."""

    def __init__(
        self,
        hypotheses: Sequence[Hypothesis],
        targets: Collection[int],
        squares: Sequence[Polynomial],
        max_columns: int,
        deadline: float,
    ) -> None:
        self.hypotheses, self.max_columns, self.deadline = tuple(hypotheses), max_columns, deadline
        self.ring = Ring([*(h.polynomial for h in hypotheses), *squares])
        facts = reduced(given_facts(self.ring, hypotheses, targets))
        self.facts = reduced(facts, tuple(positive_factors(self.ring, facts, deadline)))
        likely, possible = self.likely_squares(squares), self.possible_squares()
        self.squares = list(
            {polynomial_key(own): own for own in (*likely, *possible) if not own.is_constant()}.values()
        )
        self.likely = min(len(likely), len(self.squares))

    def refutation(self) -> Refutation | None:
        for stage in stages(self.facts, (self.likely, len(self.squares)), self.max_columns):
            if time.monotonic() > self.deadline:
                return None
            found = self.attempt(stage)
            if found is not None:
                return found
        return None

    def attempt(self, stage: Stage) -> Refutation | None:
        """One linear programme over the products of a stage."""
        plain = list(products(self.facts, stage, self.ring.one))
        terms: list[tuple[FactProduct, Any]] = [(product, None) for product in plain]
        terms += [(product, square) for product in plain for square in self.squares[: stage.squares]]
        columns = [_column(product, square) for product, square in terms]
        multiples = list(self.multiples(columns))
        columns += [Column(entries(polynomial), free=True) for _, _, polynomial in multiples]
        solution = vanishing_combination(columns, self.deadline)
        return None if solution is None else self.lifted(terms, multiples, solution)

    def lifted(
        self, terms: Sequence[tuple[FactProduct, Any]], multiples: Sequence[tuple[int, Any, Any]], solution: Solution
    ) -> Refutation | None:
        """The solution in terms of the hypotheses, if that is small enough; the kernel has accepted it."""
        used = [
            Term(c, terms[k][0].powers, () if terms[k][1] is None else (self.ring.kernel(terms[k][1]),))
            for k, c in solution.items()
            if k < len(terms)
        ]
        others = [(*multiples[k - len(terms)][:2], c) for k, c in solution.items() if k >= len(terms)]
        try:
            refutation = lift(self.ring, self.facts, used, others, self.hypotheses)
        except FormTooLarge:
            return None
        shorter = shortened(self.ring, self.hypotheses, refutation, self.deadline)
        refutes(self.hypotheses, shorter)
        return shorter

    def multiples(self, columns: Sequence[Column]) -> Iterator[tuple[int, Any, Any]]:
        """Monomial multiples of the equations whose monomials could cancel with the columns: (fact, monomial, product)."""
        rows = {row for column in columns for row in column.entries}
        degree = max((sum(row) for row in rows), default=0)
        monomials = len(self.ring.names)
        for i, fact in enumerate(self.facts):
            if fact.kind != "=0":
                continue
            equation = fact.polynomial
            room = max(degree - equation.total_degree(), 1 if monomials < 12 else 0)
            for size in range(room + 1):
                for choice in combinations_with_replacement(range(monomials), size):
                    exponents = tuple(choice.count(j) for j in range(monomials))
                    monomial = self.ring.context.from_dict({exponents: 1})
                    yield i, monomial, monomial * equation

    def likely_squares(self, hints: Sequence[Polynomial]) -> list[Any]:
        """The hints, factors of even multiplicity, and 2 a x + b for a condition a x**2 + b x + c."""
        found = [self.ring.primitive(hint)[0] for hint in hints]
        for fact in self.facts:
            if fact.kind == "=0" or fact.polynomial == 0:
                continue
            found += [factor for factor, power in fact.polynomial.factor()[1] if power % 2 == 0]
            quadratic = [place for place, degree in enumerate(fact.polynomial.degrees()) if degree == 2]
            found += [fact.polynomial.derivative(place).primitive()[1] for place in quadratic]
        return list({polynomial_key(own): own for own in found if not own.is_constant()}.values())

    def possible_squares(self) -> list[Any]:
        """The variables, their differences, and their differences from 1."""
        variables = self.ring.variables
        if len(variables) > MANY_VARIABLES:
            return []
        return [*variables, *(a - b for a, b in combinations(variables, 2)), *(a - 1 for a in variables)]


def _column(product: FactProduct, square: Any) -> Column:
    polynomial = product.polynomial if square is None else product.polynomial * square * square
    size = 1 + sum(k for _, k in product.powers) + 2 * (square is not None)
    return Column(entries(polynomial), product.strict and square is None, weight=float(size))
