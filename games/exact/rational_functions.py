"""Quotients of polynomials in the symbols, cancelled: the arithmetic behind `simplest` and games.exact.linear.

Polynomials have integer coefficients and finitely many atoms. Atoms are the symbols and whatever is not + * / or a whole power
(roots, symbolic powers, Min, Max, binomial). Relations between atoms beyond sqrt(r)**2 = r are not known here: whether a
constant in nested roots or CRootOf vanishes is decided by games.exact.real_values.sign_of.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from typing import Any

from games.errors import InvalidScalar, LimitReached, shorten
from games.exact.formula import Formula, Scalar, joined, power_of, product_of
from games.exact.squares import split_square
from games.exact.sympy_bridge import as_scalar, fraction_of, to_sympy

#: Terms that expanding a scalar may produce.
MOST_TERMS = 30_000
_CACHED = 4_096


def simplest(value: Scalar | int) -> Scalar:
    """The scalar as one cancelled fraction of expanded polynomials; a Fraction where it is constant.

    Roots, Min, Max, binomials and symbolic powers stand as they are (their arguments simplified); constant roots are moved out
    of denominators. Raises LimitReached where expanding would produce too many terms.

    >>> from games.exact import exact
    >>> simplest(exact("(x**2 - 1)/(x - 1) - x"))
    Fraction(1, 1)
    >>> simplest(exact("a/(b*c) + 1/b"))
    (a + c)/(b*c)
    """
    if isinstance(value, (int, Fraction)):
        return Fraction(value)
    return _simplest(value)


@lru_cache(_CACHED)
def _simplest(value: Any) -> Scalar:
    if value.is_Rational:
        return fraction_of(value)
    if value.is_Symbol:
        return value
    field = RationalFunctions([value])
    return field.written(*field.element(value))


def fraction_parts(value: Scalar | int) -> tuple[Scalar, Scalar]:
    """Numerator and denominator of the cancelled scalar, expanded, with integer coefficients that have no common factor.

    The denominator's leading coefficient (symbols in alphabetical order, lexicographic) is positive.

    >>> from games.exact import exact
    >>> fraction_parts(exact("(a - b)/(2*b - 2*a*c)"))
    (-a + b, 2*a*c - 2*b)
    >>> fraction_parts(Fraction(-3, 5))
    (Fraction(-3, 1), Fraction(5, 1))
    """
    if isinstance(value, (int, Fraction)):
        return Fraction(value.numerator), Fraction(value.denominator)
    field = RationalFunctions([value])
    top, bottom = field.element(value)
    return field.polynomial_scalar(top), field.polynomial_scalar(bottom)


class RationalFunctions:
    """The field of quotients of integer polynomials in the atoms of some scalars.

    Elements are pairs (numerator, denominator) of flint polynomials: coprime, the denominator's leading coefficient positive.
    `element` leads in, `scalar` out. A root s of r obeys s**2 = r; elements are reduced by it on the way in and out.

    >>> from games.exact import exact
    >>> field = RationalFunctions([exact("x/(x + y)")])
    >>> field.scalar(*field.add(field.element(exact("x/(x + y)")), field.element(exact("y/(x + y)"))))
    Fraction(1, 1)
    """

    def __init__(self, scalars: Iterable[Scalar | int]) -> None:
        import flint

        self._formulas: dict[Scalar | int, Formula] = {}
        atoms: set[Formula] = set()
        for value in scalars:
            formula = self._formulas[value] = _with_simple_atoms(Formula.from_scalar(value))
            _collect_atoms(formula, atoms)
        self.atoms = sorted(atoms, key=lambda atom: (atom.operator != "name", atom.text))
        self._index = {atom: place for place, atom in enumerate(self.atoms)}
        self._context = flint.fmpz_mpoly_ctx.get([f"x{place}" for place in range(len(self.atoms))], "lex")
        self._generators = list(self._context.gens())
        self.one, self.zero = self.integer(1), self.integer(0)
        self._expressions: list[Any] | None = None
        nested = sorted((a for a in self.atoms if a.operator == "sqrt"), key=lambda a: len(a.text), reverse=True)
        self._roots = [(self._index[root], self._convert(root.arguments[0])) for root in nested]
        self._constant_roots = {self._index[root] for root in nested if not root.names}

    def integer(self, value: int) -> Any:
        """The constant polynomial."""
        return self._context.constant(value)

    def element(self, value: Scalar | int) -> tuple[Any, Any]:
        """The reduced quotient that a scalar is; its atoms must be among those of the scalars given at the start."""
        formula = self._formulas.get(value)
        if formula is None:
            formula = self._formulas[value] = _with_simple_atoms(Formula.from_scalar(value))
        return self.reduced(*self._convert(formula))

    def scalar(self, top: Any, bottom: Any) -> Scalar:
        """The scalar of a quotient, reduced."""
        return self.written(*self.reduced(top, bottom))

    def written(self, top: Any, bottom: Any) -> Scalar:
        """The scalar of a quotient that is reduced already."""
        import sympy

        above = to_sympy(self.polynomial_scalar(top))
        below = self.polynomial_scalar(bottom)
        if isinstance(below, Fraction):
            return as_scalar(sympy.Add(*(term / to_sympy(below) for term in sympy.Add.make_args(above))))
        return as_scalar(sympy.Mul(above, sympy.Pow(below, -1)))

    def polynomial_scalar(self, polynomial: Any) -> Scalar:
        """The scalar of a polynomial, expanded."""
        import sympy

        if self._expressions is None:
            self._expressions = [to_sympy(atom.evaluate()) for atom in self.atoms]
        terms = []
        for powers, coefficient in polynomial.to_dict().items():
            factors = [sympy.Pow(a, int(p)) for a, p in zip(self._expressions, powers, strict=True) if p]
            terms.append(sympy.Mul(sympy.Integer(int(coefficient)), *factors))
        return as_scalar(sympy.Add(*terms))

    # arithmetic

    def cancelled(self, top: Any, bottom: Any) -> tuple[Any, Any]:
        """The quotient in lowest terms. Raises InvalidScalar where the denominator is 0."""
        if bottom.is_zero():
            raise InvalidScalar("scalar", "a division by zero", "a denominator other than 0")
        if not bottom.is_one():
            common = top.gcd(bottom)
            if not common.is_one():
                top, bottom = top / common, bottom / common
            if bottom.leading_coefficient() < 0:
                top, bottom = -top, -bottom
        return top, bottom

    def add(self, left: tuple[Any, Any], right: tuple[Any, Any]) -> tuple[Any, Any]:
        """The sum of two quotients."""
        (a, b), (c, d) = left, right
        if b == d:
            return (a + c, b) if b.is_one() else self.cancelled(a + c, b)
        common = b.gcd(d)
        b_own, d_own = b / common, d / common
        return self.cancelled(self.times(a, d_own) + self.times(c, b_own), self.times(b, d_own))

    def multiply(self, left: tuple[Any, Any], right: tuple[Any, Any]) -> tuple[Any, Any]:
        """The product of two quotients."""
        (a, b), (c, d) = left, right
        if not d.is_one():
            a, d = self.cancelled(a, d)
        if not b.is_one():
            c, b = self.cancelled(c, b)
        return self.times(a, c), self.times(b, d)

    def times(self, left: Any, right: Any) -> Any:
        """The product of two polynomials; LimitReached beyond the limit of terms."""
        if len(left) * len(right) > 100 * MOST_TERMS:
            raise _too_many_terms()
        product = left * right
        if len(product) > MOST_TERMS:
            raise _too_many_terms()
        return product

    def _raised(self, base: Any, times: int) -> Any:
        terms = len(base)
        if terms > 1 and times > 1:
            dense = math.prod(int(degree) * times + 1 for degree in base.degrees())
            if min(dense, math.comb(times + terms - 1, terms - 1)) > MOST_TERMS:
                raise _too_many_terms()
        return base**times

    def _convert(self, formula: Formula) -> tuple[Any, Any]:
        place = self._index.get(formula)
        if place is not None:
            return self._generators[place], self.one
        match formula.operator:
            case "number":
                value: Fraction = formula.arguments[0]
                return self.integer(value.numerator), self.integer(value.denominator)
            case "+":
                total = (self.zero, self.one)
                for part in formula.arguments:
                    total = self.add(total, self._convert(part))
                return total
            case "*":
                result = (self.one, self.one)
                for part in formula.arguments:
                    result = self.multiply(result, self._convert(part))
                return result
            case "**" if _whole_power(formula):
                top, bottom = self._convert(formula.arguments[0])
                times = int(formula.arguments[1].arguments[0])
                if times < 0:
                    top, bottom = self.cancelled(bottom, top)
                return self._raised(top, abs(times)), self._raised(bottom, abs(times))
        raise InvalidScalar("scalar", f'"{shorten(formula.text)}"', "an expression in the symbols of this field")

    # roots

    def reduced(self, top: Any, bottom: Any) -> tuple[Any, Any]:
        """The quotient in lowest terms with roots to the first power, constant ones not in the denominator."""
        for root, square in self._roots:
            top_pair, bottom_pair = self._first_power(top, root, square), self._first_power(bottom, root, square)
            top, bottom = self.times(top_pair[0], bottom_pair[1]), self.times(bottom_pair[0], top_pair[1])
        top, bottom = self.cancelled(top, bottom)
        used = {place for place, power in enumerate(bottom.degrees()) if power} if self._constant_roots else set()
        if not used or not used <= self._constant_roots:
            return top, bottom
        for root, _ in self._roots:
            even, odd = self._split(bottom, root)
            if not odd.is_zero():
                conjugate = even - odd * self._generators[root]
                return self.reduced(self.times(top, conjugate), self.times(bottom, conjugate))
        return top, bottom

    def _split(self, polynomial: Any, root: int) -> tuple[Any, Any]:
        """a and b with polynomial = a + b s, for a polynomial of degree at most 1 in the root s."""
        even: dict[tuple[int, ...], Any] = {}
        odd: dict[tuple[int, ...], Any] = {}
        for powers, coefficient in polynomial.to_dict().items():
            own = tuple(int(p) for p in powers)
            (odd if own[root] else even)[(*own[:root], 0, *own[root + 1 :])] = coefficient
        return self._context.from_dict(even), self._context.from_dict(odd)

    def _first_power(self, polynomial: Any, root: int, square: tuple[Any, Any]) -> tuple[Any, Any]:
        """The polynomial as a quotient with the root's square replaced."""
        most = int(polynomial.degrees()[root]) if not polynomial.is_zero() else 0
        if most < 2:
            return polynomial, self.one
        layers: dict[int, dict[tuple[int, ...], Any]] = {}
        for powers, coefficient in polynomial.to_dict().items():
            own = tuple(int(p) for p in powers)
            layers.setdefault(own[root] // 2, {})[(*own[:root], own[root] % 2, *own[root + 1 :])] = coefficient
        top, half = self.zero, most // 2
        for times, layer in layers.items():
            weight = self.times(self._raised(square[0], times), self._raised(square[1], half - times))
            top = top + self.times(self._context.from_dict(layer), weight)
        return top, self._raised(square[1], half)


def _too_many_terms() -> LimitReached:
    return LimitReached("scalar", "an expression of too many terms when expanded", f"at most {MOST_TERMS:,} terms")


def _whole_power(formula: Formula) -> bool:
    exponent = formula.arguments[1]
    return exponent.operator == "number" and bool(exponent.arguments[0].denominator == 1)


def _collect_atoms(formula: Formula, atoms: set[Formula]) -> None:
    """Adds the atoms of a formula, and those inside its roots, which obey a polynomial relation."""
    match formula.operator:
        case "number":
            return
        case "+" | "*":
            parts = formula.arguments
        case "**" if _whole_power(formula):
            parts = formula.arguments[:1]
        case "sqrt":
            atoms.add(formula)
            parts = formula.arguments
        case _:
            atoms.add(formula)
            return
    for part in parts:
        _collect_atoms(part, atoms)


def _with_simple_atoms(formula: Formula) -> Formula:
    """The formula with the arguments of its atoms simplified, so that equal atoms are the same formula."""
    match formula.operator:
        case "number" | "name" | "constant":
            return formula
        case "+" | "*":
            return joined(formula.operator, map(_with_simple_atoms, formula.arguments))
        case "**" if _whole_power(formula):
            return power_of(_with_simple_atoms(formula.arguments[0]), formula.arguments[1])
    simple = [Formula.from_scalar(simplest(part.evaluate())) for part in formula.arguments]
    if formula.operator == "**":
        return _simple_power(*simple)
    if formula.operator == "sqrt" and simple[0].operator == "number":
        return _root_of_number(simple[0].arguments[0])
    decided = Formula(formula.operator, tuple(simple)).evaluate()
    again = Formula.from_scalar(decided)
    return again if again.operator == formula.operator else _with_simple_atoms(again)


def _simple_power(base: Formula, exponent: Formula) -> Formula:
    """base**exponent with a whole positive factor c of the exponent split off: (base**(exponent/c))**c."""
    if exponent.operator == "number":
        return Formula.from_scalar(Formula("**", (base, exponent)).evaluate())
    field = RationalFunctions([exponent.evaluate()])
    top, bottom = field.element(exponent.evaluate())
    factor = math.gcd(*(int(coefficient) for coefficient in top.coeffs()))
    if factor == 1 or not bottom.is_one():
        return Formula("**", (base, exponent))
    smaller = Formula.from_scalar(field.scalar(top / field.integer(factor), bottom))
    return Formula("**", (Formula("**", (base, smaller)), Formula.number(factor)))


def _root_of_number(value: Fraction) -> Formula:
    """The root of a rational as a rational times roots of primes (and of what small primes leave over)."""
    outside, inside = split_square(value.numerator * value.denominator)
    factors = [Formula.number(Fraction(outside, value.denominator))]
    factors += [Formula("sqrt", (Formula.number(part),)) for part in inside]
    return product_of(factors)
