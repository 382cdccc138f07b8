"""Is a statement about real numbers ever true? Decided by z3's cylindrical algebraic procedure, with simple exact witnesses.

Question     does a point of R^n (whole numbers for the names in `whole`) satisfy a quantifier-free statement (see `statements`)?
Method       [JovanovicDeMoura2012]_: nlsat decides conjunctions and disjunctions of polynomial signs over the reals. Roots, minima,
             maxima and denominators are removed first. Whole numbers: if even real ones do not satisfy it, none do; else some are
             tried in turn, and at last z3's incomplete procedure for whole numbers.
Witness      variable by variable the simplest rational value is sought that leaves the rest satisfiable, so that a
             counterexample reads "d = 1/2", and only a statement without rational points gets algebraic ones. Rational
             witnesses are put into the relations and evaluated exactly before they are returned.
Not here     quantifiers, certificates: Unsatisfiable rests on z3 (for evidence see `proofs.engines.krivine`).
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from games.errors import ComarcaError
from games.exact import AlgebraicNumber, Relation, Scalar, is_number, real_roots, to_sympy
from games.solvers.statements import (
    And,
    Cleared,
    Every,
    Not,
    Or,
    Sign,
    Statement,
    all_of,
    any_of,
    cleared,
    pushed,
    symbols_in,
    undefined,
)

__all__ = [
    "And",
    "Answer",
    "Not",
    "Or",
    "Satisfiable",
    "Session",
    "Statement",
    "Undecided",
    "Unsatisfiable",
    "all_of",
    "any_of",
    "consistent",
    "counterexample",
    "decide",
    "implies",
    "undefined",
]

TIMEOUT_MS = 10_000
SIMPLE = tuple(
    Fraction(p, q)
    for p, q in (
        (1, 1),
        (2, 1),
        (1, 2),
        (0, 1),
        (3, 1),
        (1, 3),
        (2, 3),
        (-1, 1),
        (3, 2),
        (1, 4),
        (3, 4),
        (4, 1),
        (5, 1),
        (-2, 1),
        (10, 1),
    )
)


@dataclass(frozen=True, slots=True)
class Satisfiable:
    """The statement is true at `values`, which name every symbol in it."""

    values: Mapping[str, Fraction | AlgebraicNumber]

    @property
    def is_rational(self) -> bool:
        """Whether every value is a Fraction; then the point was checked by exact evaluation."""
        return all(isinstance(value, Fraction) for value in self.values.values())


@dataclass(frozen=True, slots=True)
class Unsatisfiable:
    """The statement is true nowhere."""


@dataclass(frozen=True, slots=True)
class Undecided:
    """No answer, for this reason."""

    reason: str


Answer = Satisfiable | Unsatisfiable | Undecided


def decide(
    statement: Statement | Sequence[Statement], whole: Collection[str] = (), timeout_ms: int = TIMEOUT_MS
) -> Answer:
    """Is the statement (or the conjunction of a sequence) true somewhere?

    Raises Unsupported where it holds other functions than powers, roots, minima and maxima.

    >>> from games.exact import parse_relations
    >>> dict(decide(parse_relations("2 < x < y < 3")).values)
    {'x': Fraction(5, 2), 'y': Fraction(8, 3)}
    >>> decide(parse_relations("x**2 < 0"))
    Unsatisfiable()
    """
    return _Query(all_of(statement), whole, timeout_ms).answer()


def consistent(
    statement: Statement | Sequence[Statement], whole: Collection[str] = (), timeout_ms: int = TIMEOUT_MS
) -> bool | None:
    """Whether the statement is true somewhere, without a witness (quicker); None where undecided.

    >>> from games.exact import parse_relations
    >>> consistent(parse_relations("0 < x < 1"))
    True
    """
    query = _Query(all_of(statement), whole, timeout_ms)
    return query.possible() if not query.whole else _truth(query.answer())


def counterexample(
    assumptions: Iterable[Statement], claim: Statement, whole: Collection[str] = (), timeout_ms: int = TIMEOUT_MS
) -> Answer:
    """A point where the assumptions hold and the claim is defined and false; Unsatisfiable says that the claim follows.

    Where a claim may lack meaning ask for `undefined(relation)` under the assumptions as well.
    """
    return decide(all_of(assumptions, Not(claim)), whole, timeout_ms)


def implies(
    assumptions: Iterable[Statement], claim: Statement, whole: Collection[str] = (), timeout_ms: int = TIMEOUT_MS
) -> bool | None:
    """Whether the claim holds wherever the assumptions do and it is defined; None where undecided.

    >>> from games.exact import parse_relations
    >>> implies(parse_relations("0 < d < 1"), *parse_relations("d**2 < d"))
    True
    """
    possible = consistent(all_of(assumptions, Not(claim)), whole, timeout_ms)
    return None if possible is None else not possible


class Session:
    """Many questions about the same symbols: one z3 context, each relation put into z3's terms once.

    Relations with roots or extremes go to `consistent`. Not to be shared between threads.

    >>> from games.exact import parse_relations
    >>> Session().consistent(parse_relations("0 < x < y < 1"))
    True
    """

    def __init__(self) -> None:
        self._query: _Query | None = None
        self._terms: dict[Relation, Any] = {}

    def consistent(self, relations: Sequence[Relation], timeout_ms: int = TIMEOUT_MS) -> bool | None:
        """Whether the relations are true together somewhere; None where undecided."""
        if self._query is None:
            self._query = _Query(And(()), (), timeout_ms)
        for relation in relations:
            if relation not in self._terms:
                plain = _is_rational(relation.left) and _is_rational(relation.right)
                self._terms[relation] = self._query.formula(cleared(relation)) if plain else None
        terms = [self._terms[relation] for relation in relations]
        if any(term is None for term in terms):
            return consistent(relations, timeout_ms=timeout_ms)
        self._query.restart(terms, timeout_ms)
        return self._query.possible()


def _is_rational(scalar: Scalar) -> bool:
    """Whether it is a quotient of polynomials: no roots, no minima or maxima."""
    if is_number(scalar):
        return True
    import sympy

    whole = to_sympy(scalar)
    return not whole.has(sympy.Max, sympy.Min, sympy.binomial) and all(
        power.exp.is_Integer for power in whole.atoms(sympy.Pow)
    )


def _truth(answer: Answer) -> bool | None:
    return None if isinstance(answer, Undecided) else isinstance(answer, Satisfiable)


class _Query:
    """One statement in a z3 context of its own, so that nothing is shared between queries or threads."""

    def __init__(self, statement: Statement, whole: Collection[str], timeout_ms: int) -> None:
        import z3

        self.z3, self.context = z3, z3.Context()
        self.statement, self.names = statement, symbols_in(statement)
        self.whole = tuple(name for name in self.names if name in whole)
        self.deadline = time.monotonic() + timeout_ms / 1000
        self.variables: dict[str, Any] = {}
        self.model: Any = None
        self.reason = ""
        for name in self.names:
            self.variable(name)
        self.solver = z3.SolverFor("QF_NRA", ctx=self.context)
        self.solver.add(self.formula(cleared(statement)))

    def restart(self, formulas: Sequence[Any], timeout_ms: int) -> None:
        """Another statement in the same context, given in z3's terms."""
        self.deadline = time.monotonic() + timeout_ms / 1000
        self.solver = self.z3.SolverFor("QF_NRA", ctx=self.context)
        self.solver.add(*formulas)

    # ------------------------------------------------------------------------------------------------ into z3's terms

    def variable(self, name: str) -> Any:
        if name not in self.variables:
            self.variables[name] = self.z3.Real(name, self.context)
        return self.variables[name]

    def number(self, value: Fraction) -> Any:
        return self.z3.RealVal(f"{value.numerator}/{value.denominator}", self.context)

    def formula(self, statement: Cleared) -> Any:
        if isinstance(statement, Sign):
            return self.comparison(self.term(statement.polynomial), statement.op, self.number(Fraction(0)))
        parts = [self.formula(part) for part in statement.parts]
        join = self.z3.And if isinstance(statement, Every) else self.z3.Or
        return join(*parts, self.z3.BoolVal(isinstance(statement, Every), self.context))

    def comparison(self, left: Any, op: str, right: Any) -> Any:
        match op:
            case "<":
                return left < right
            case "<=":
                return left <= right
            case ">":
                return left > right
            case ">=":
                return left >= right
            case "=":
                return left == right
            case _:
                return left != right

    def term(self, node: Any) -> Any:
        """A polynomial; whole powers are written as products, which z3 normalises."""
        if node.is_Rational:
            return self.number(Fraction(int(node.p), int(node.q)))
        if node.is_Symbol:
            return self.variable(node.name)
        if node.is_Pow:
            base, exponent = self.term(node.base), int(node.exp)
            return self.z3.Product(*[base] * exponent)
        parts = [self.term(part) for part in node.args]
        return self.z3.Sum(*parts) if node.is_Add else self.z3.Product(*parts)

    # ------------------------------------------------------------------------------------------------------ questions

    def check(self, *fixed: Any, share_ms: float | None = None) -> bool | None:
        left = (self.deadline - time.monotonic()) * 1000
        if left <= 0:
            self.reason = "the time limit"
            return None
        self.solver.set("timeout", max(1, int(left if share_ms is None else min(left, share_ms))))
        result = self.solver.check(*fixed)
        if result == self.z3.unknown:
            self.reason = f"z3: {self.solver.reason_unknown()}"
            return None
        if result == self.z3.unsat:
            return False
        self.model = self.solver.model()
        return True

    def possible(self) -> bool | None:
        """Whether real values satisfy the statement."""
        return self.check()

    def answer(self) -> Answer:
        possible = self.possible()
        if possible is False:
            return Unsatisfiable()
        if possible is None and not self.whole:
            return Undecided(self.reason)
        values = self.simplest() if possible else None
        if values is None:
            return self.by_whole_numbers()
        return self.checked(values)

    def by_whole_numbers(self) -> Answer:
        """z3's own search for whole numbers, then real values for the rest."""
        z3 = self.z3
        whole = {name: z3.Int(f"{name}#", self.context) for name in self.whole}
        renamed = [(self.variables[name], z3.ToReal(number)) for name, number in whole.items()]
        search = z3.Solver(ctx=self.context)
        search.set("timeout", max(1, int((self.deadline - time.monotonic()) * 1000)))
        search.add(*(z3.substitute(assertion, *renamed) for assertion in self.solver.assertions()))
        result = search.check()
        if result != z3.sat:
            return Unsatisfiable() if result == z3.unsat else Undecided(f"z3: {search.reason_unknown()}")
        model = search.model()
        fixed = {name: Fraction(model.eval(number, True).as_long()) for name, number in whole.items()}
        self.solver.add(*(self.variables[name] == self.number(value) for name, value in fixed.items()))
        if self.check() is not True:
            return Undecided(self.reason or "z3: the whole numbers that it found do not satisfy the rest")
        values = self.simplest()
        return self.checked(values) if values else Undecided("the time limit")

    def checked(self, values: Mapping[str, Any]) -> Answer:
        answer = Satisfiable({name: values[name] for name in self.names})
        if answer.is_rational and not _holds(self.statement, values):
            return Undecided("z3 proposed a point that fails when the relations are evaluated exactly")
        return answer

    # ------------------------------------------------------------------------------------------------ simple witnesses

    def simplest(self) -> dict[str, Any] | None:
        """Simple values after a successful check, rational if that can be had; None if no whole number was found."""
        begin = time.monotonic()
        until = min(self.deadline, begin + max(2.0, (self.deadline - begin) / 4))
        rest = [name for name in self.names if name not in self.whole]
        best: dict[str, Any] | None = None
        for order in (rest, rest[::-1]):
            self.solver.push()
            values = self.greedy((*self.whole, *order), until)
            self.solver.pop(self.solver.num_scopes())
            if values is not None and all(isinstance(value, Fraction) for value in values.values()):
                return values
            best = best or values
            if values is None or self.check() is not True:
                break
        return best

    def greedy(self, order: Sequence[str], until: float) -> dict[str, Any] | None:
        """Fix one variable after another at the first candidate that leaves the rest satisfiable."""
        values: dict[str, Any] = {}
        for name in order:
            variable, found = self.variables[name], self.model.eval(self.variables[name], True)
            for candidate in self.candidates(found, name in self.whole, until):
                self.solver.push()
                self.solver.add(variable == self.number(candidate))
                if self.check(share_ms=300):
                    values[name] = candidate
                    break
                self.solver.pop()
            else:
                if name in self.whole:
                    return None
                values[name] = _exact_value(found)
                self.solver.add(variable == found)
                if self.check() is not True:
                    return self.as_found() | values
        return values

    def as_found(self) -> dict[str, Any]:
        """The values of the last model as they are."""
        return {name: _exact_value(self.model.eval(self.variables[name], True)) for name in self.names}

    def candidates(self, found: Any, whole: bool, until: float) -> Iterator[Fraction]:
        """Simple numbers, then the simplest ones ever nearer to the value found."""
        near = _approximate(found)
        options = [*SIMPLE, *(_simplest_between(near - width, near + width) for width in WIDTHS)]
        if whole:
            floor = Fraction(near.numerator // near.denominator)
            options = [x for x in SIMPLE if x.denominator == 1] + [floor + k for k in range(-2, 4)]
        for option in dict.fromkeys(options):
            if time.monotonic() > until:
                return
            yield option


WIDTHS = tuple(Fraction(1, 2**k) for k in (1, 3, 6, 10, 20))


def _simplest_between(lo: Fraction, hi: Fraction) -> Fraction:
    """The rational strictly between with the smallest denominator, nearest to zero among those."""
    if lo < 0 < hi:
        return Fraction(0)
    if hi <= 0:
        return -_simplest_between(-hi, -lo)
    floor = lo.numerator // lo.denominator
    if floor + 1 < hi:
        return Fraction(floor + 1)
    if lo == floor:
        return floor + Fraction(1, int(1 / (hi - floor)) + 1)
    return floor + 1 / _simplest_between(1 / (hi - floor), 1 / (lo - floor))


def _approximate(value: Any) -> Fraction:
    """A rational within 10**-12 of a value in a model."""
    number = value if hasattr(value, "numerator_as_long") else value.approx(12)
    return Fraction(number.numerator_as_long(), number.denominator_as_long())


def _exact_value(value: Any) -> Fraction | AlgebraicNumber:
    if hasattr(value, "numerator_as_long"):
        return _approximate(value)
    coefficients = [int(c.as_long()) for c in value.poly()]
    digits = 12
    while True:
        near, width = value.approx(digits), Fraction(1, 10**digits)
        middle = Fraction(near.numerator_as_long(), near.denominator_as_long())
        roots = real_roots(coefficients, middle - width, middle + width)
        if len(roots) == 1:
            return roots[0]
        digits *= 2


def _holds(statement: Statement, values: Mapping[str, Any]) -> bool:
    """Exact evaluation; a relation that is undefined at the point does not hold, nor does its negation."""
    if isinstance(statement, Relation):
        try:
            return statement.holds({name: values[name] for name in statement.symbols})
        except (ComarcaError, ArithmeticError):
            return False
    if isinstance(statement, Not):
        return _holds(pushed(statement), values)
    parts = (_holds(part, values) for part in statement.parts)
    return all(parts) if isinstance(statement, And) else any(parts)
