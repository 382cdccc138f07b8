"""Statements about real numbers: relations joined by and, or, not; and the same without denominators, roots, minima and maxima.

A relation is true where both its sides are defined and compare as it says. So is its negation: "not a/b < 1" says that a/b is
defined and at least 1, and neither holds where b = 0. `undefined` is the statement that a relation has no meaning.

`cleared` rewrites a statement into comparisons of polynomials with zero:
    a denominator d         d != 0, and the numerator is multiplied by d unless d occurs to an even power;
    Max(a, b), Min(a, b)    a fresh symbol v with v >= a, v >= b, and v = a or v = b;
    a**(p/q)                the power p of a fresh symbol r >= 0 with r**q = a (real roots of numbers that are not negative).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from games.errors import Unsupported
from games.exact import Relation, Scalar, to_sympy


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold; true without parts."""

    parts: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Some part holds; false without parts."""

    parts: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold; a relation in it becomes its negation, which like the relation needs both sides defined."""

    part: Statement


Statement = Relation | And | Or | Not


def all_of(*parts: Statement | Iterable[Statement]) -> And:
    """The conjunction of statements, or of lists of statements."""
    return And(tuple(_flat(parts)))


def any_of(*parts: Statement | Iterable[Statement]) -> Or:
    """The disjunction of statements, or of lists of statements."""
    return Or(tuple(_flat(parts)))


def _flat(parts: Iterable[Statement | Iterable[Statement]]) -> Iterator[Statement]:
    for part in parts:
        if isinstance(part, (Relation, And, Or, Not)):
            yield part
        else:
            yield from part


def relations_in(statement: Statement) -> Iterator[Relation]:
    """The relations that occur in a statement."""
    if isinstance(statement, Relation):
        yield statement
    elif isinstance(statement, Not):
        yield from relations_in(statement.part)
    else:
        for part in statement.parts:
            yield from relations_in(part)


def symbols_in(statement: Statement) -> tuple[str, ...]:
    """The names that occur in a statement, sorted."""
    return tuple(sorted({name for relation in relations_in(statement) for name in relation.symbols}))


def pushed(statement: Statement, negative: bool = False) -> Relation | And | Or:
    """The same statement with every Not carried out on the relations."""
    if isinstance(statement, Relation):
        return statement.negated() if negative else statement
    if isinstance(statement, Not):
        return pushed(statement.part, not negative)
    inner = tuple(pushed(part, negative) for part in statement.parts)
    return Or(inner) if isinstance(statement, And) == negative else And(inner)


@dataclass(frozen=True, slots=True)
class Sign:
    """A polynomial (a sympy expression without divisions) compared with zero."""

    polynomial: Any
    op: str


@dataclass(frozen=True, slots=True)
class Every:
    """All parts hold."""

    parts: tuple[Cleared, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """Some part holds."""

    parts: tuple[Cleared, ...]


Cleared = Sign | Every | Some


def cleared(statement: Statement) -> Cleared:
    """The statement in polynomials, with fresh symbols where it has roots, minima or maxima.

    Raises Unsupported at any other function.
    """
    clearing = _Clearing(set(symbols_in(statement)))
    return clearing.statement(pushed(statement))


def undefined(relation: Relation) -> Or:
    """The statement that a denominator in the relation is zero; false if it has none."""
    clearing = _Clearing(set(relation.symbols))
    for side in (relation.left, relation.right):
        clearing.fraction(to_sympy(side))
    return any_of(Relation(factor, "=", 0) for factor in clearing.nonzero)


@dataclass(slots=True)
class _Fraction:
    """numerator / product of factor**power; both without divisions."""

    numerator: Any
    powers: Counter[Any] = field(default_factory=Counter)

    def denominator(self, over: Counter[Any]) -> Any:
        """The product of what `over` has beyond these powers."""
        import sympy as sp

        return sp.Mul(*(factor ** (power - self.powers[factor]) for factor, power in over.items()))


@dataclass(slots=True)
class _Clearing:
    """One walk: the names taken, and what has been met in the relation at hand."""

    names: set[str]
    nonzero: list[Any] = field(default_factory=list)
    conditions: list[Cleared] = field(default_factory=list)
    known: dict[Any, Any] = field(default_factory=dict)

    def statement(self, statement: Statement) -> Cleared:
        if isinstance(statement, Relation):
            return self.relation(statement.left, statement.op, statement.right)
        if isinstance(statement, Not):
            return self.statement(pushed(statement))
        inner = tuple(self.statement(part) for part in statement.parts)
        return Every(inner) if isinstance(statement, And) else Some(inner)

    def relation(self, left: Scalar, op: str, right: Scalar) -> Cleared:
        """The relation with everything that it needs to be defined, as one conjunction."""
        outer = self.nonzero, self.conditions, self.known
        self.nonzero, self.conditions, self.known = [], [], {}
        main = self.comparison(to_sympy(left), op, to_sympy(right))
        parts = (main, *(Sign(factor, "!=") for factor in self.nonzero), *self.conditions)
        self.nonzero, self.conditions, self.known = outer
        return parts[0] if len(parts) == 1 else Every(parts)

    def comparison(self, left: Any, op: str, right: Any) -> Cleared:
        """left op right where both are defined, cleared by the signs of the denominators."""
        difference = self.total([self.fraction(left), self.negative(self.fraction(right))])
        odd = [] if op in ("=", "!=") else [factor for factor, power in difference.powers.items() if power % 2]
        return Sign(_product([difference.numerator, *odd]), op)

    def fraction(self, node: Any) -> _Fraction:
        """The node as a fraction of polynomials, remembering denominators and fresh symbols on the way."""
        import sympy as sp

        if node.is_Symbol or node.is_Rational:
            return _Fraction(node)
        if node.is_Add:
            return self.total([self.fraction(part) for part in node.args])
        if node.is_Mul:
            parts = [self.fraction(part) for part in node.args]
            return _Fraction(
                _product([part.numerator for part in parts]), sum((part.powers for part in parts), Counter())
            )
        if node.is_Pow and node.exp.is_Rational:
            if not node.exp.is_Integer:
                return self.power(_Fraction(self.root(node.base, int(node.exp.q))), int(node.exp.p))
            return self.power(self.fraction(node.base), int(node.exp))
        if isinstance(node, (sp.Max, sp.Min)):
            return _Fraction(self.extreme(node))
        if isinstance(node, sp.binomial) and node.args[1].is_Integer:
            return self.fraction(sp.expand_func(node))
        raise Unsupported("statement", f"{node}", "sums, products, powers, roots, minima and maxima of symbols")

    def power(self, base: _Fraction, exponent: int) -> _Fraction:
        if exponent >= 0:
            return _Fraction(base.numerator**exponent, Counter({f: k * exponent for f, k in base.powers.items()}))
        if base.numerator.is_zero:
            raise Unsupported("statement", "a division by zero", "a denominator that is not identically zero")
        self.nonzero.append(base.numerator)
        numerator = _product([factor ** (k * -exponent) for factor, k in base.powers.items()])
        return _Fraction(numerator, Counter({base.numerator: -exponent}))

    def total(self, parts: Sequence[_Fraction]) -> _Fraction:
        common: Counter[Any] = Counter()
        for part in parts:
            common |= part.powers
        import sympy as sp

        return _Fraction(sp.Add(*(_product([part.numerator, part.denominator(common)]) for part in parts)), common)

    def negative(self, part: _Fraction) -> _Fraction:
        return _Fraction(-part.numerator, part.powers)

    def root(self, base: Any, degree: int) -> Any:
        """A symbol for the real root of a base that is not negative."""
        key = (base, degree)
        if key not in self.known:
            self.known[key] = symbol = self.fresh("root")
            self.conditions += [Sign(symbol, ">="), self.comparison(symbol**degree, "=", base)]
        return self.known[key]

    def extreme(self, node: Any) -> Any:
        """A symbol for a minimum or maximum."""
        if node not in self.known:
            self.known[node] = symbol = self.fresh("extreme")
            op = ">=" if type(node).__name__ == "Max" else "<="
            self.conditions += [self.comparison(symbol, op, part) for part in node.args]
            self.conditions.append(Some(tuple(self.comparison(symbol, "=", part) for part in node.args)))
        return self.known[node]

    def fresh(self, stem: str) -> Any:
        import sympy as sp

        number = 1
        while f"{stem}{number}" in self.names:
            number += 1
        self.names.add(f"{stem}{number}")
        return sp.Symbol(f"{stem}{number}")


def _product(parts: Sequence[Any]) -> Any:
    import sympy as sp

    return sp.Mul(*parts)
