"""Formulas: expression trees in a normal form, and their text in the file grammar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias, Union

from games.errors import shorten
from games.exact.limits import NoValueError, quotient
from games.exact.numerals import Number, number_text, whole_text

if TYPE_CHECKING:
    import sympy

Scalar: TypeAlias = Union[Fraction, "sympy.Expr"]


@dataclass(frozen=True)
class Formula:
    """An expression in numbers, names, + * / **, C, min, max (and sqrt in outputs), in a normal form that its text keeps.

    `operator` is "number", "name", "constant" (an algebraic constant of sympy's), "+", "*", "**" or a function; `arguments`
    are the formulas it joins (or the Fraction, the name, the constant). Sums and products are flat; a product collects its
    rational coefficient in front; a quotient is a power -1. Equal trees are equal formulas.

    >>> from games.exact import parse_formula
    >>> share = parse_formula("m*(k + 1) - c")
    >>> share.evaluate({"m": Fraction(1, 50), "k": 9, "c": Fraction(1, 5)})
    Fraction(0, 1)
    >>> sorted(share.names), share.text
    (['c', 'k', 'm'], 'm*(k + 1) - c')
    """

    operator: str
    arguments: tuple[Any, ...]

    @staticmethod
    def number(value: Number) -> Formula:
        """The constant formula."""
        return Formula("number", (Fraction(value),))

    @staticmethod
    def name(name: str) -> Formula:
        """The formula that is one name."""
        return Formula("name", (name,))

    @staticmethod
    def from_scalar(value: Scalar | int) -> Formula:
        """The formula of a scalar: a Fraction, or a sympy expression in + * **, sqrt, Min, Max, binomial.

        Raises InvalidScalar at any other function.

        >>> Formula.from_scalar(Fraction(3, 5)).text
        '3/5'
        """
        if isinstance(value, (int, Fraction)):
            return Formula.number(value)
        from games.exact.sympy_bridge import formula_of_expression

        try:
            return formula_of_expression(value)
        except NoValueError as trouble:
            raise trouble.at("scalar") from None

    @cached_property
    def names(self) -> frozenset[str]:
        """The names that occur."""
        if self.operator == "name":
            return frozenset(self.arguments)
        return frozenset().union(*(part.names for part in self.arguments if isinstance(part, Formula)))

    @cached_property
    def text(self) -> str:
        """Text in the file grammar; parsing it gives this formula again."""
        return _text(self)

    @cached_property
    def _number(self) -> Callable[[Mapping[str, Any]], Number | None]:
        """The value as a function of the bindings where it is one of numbers, else None."""
        from games.exact.compiled import compiled

        return compiled(self)

    @cached_property
    def _constant(self) -> Scalar:
        return self._symbolic({})

    def evaluate(self, bindings: Mapping[str, Scalar | int] | None = None) -> Scalar:
        """The exact value: a Fraction where every name is bound to a number, else sympy's; unbound names stay symbols.

        Raises InvalidScalar at a division by zero, a power that is not whole, C of numbers that are not whole, and at
        results too large to write.

        >>> from games.exact import parse_formula
        >>> parse_formula("C(n - 1, k)*p**k").evaluate({"n": 5, "k": 2, "p": Fraction(1, 2)})
        Fraction(3, 2)
        >>> parse_formula("max(a, b + 1)").evaluate({"b": 2})
        Max(3, a)
        """
        given = bindings if bindings and self.names else {}
        try:
            number = self._number(given) if given or not self.names else None
            if number is not None:
                return Fraction(number)
            return self._symbolic(given) if self.names else self._constant
        except NoValueError as trouble:
            raise trouble.at(f'"{shorten(self.text)}"') from None

    def _symbolic(self, bindings: Mapping[str, Scalar | int]) -> Scalar:
        from games.exact.sympy_bridge import as_scalar, expression_of

        return as_scalar(expression_of(self, bindings))

    def substitute(self, bindings: Mapping[str, Scalar | Formula | int]) -> Formula:
        """The formula with scalars or formulas in place of names.

        >>> from games.exact import parse_formula
        >>> parse_formula("m*k").substitute({"m": Fraction(1, 2)}).text
        'k/2'
        """
        given = {n: v if isinstance(v, Formula) else Formula.from_scalar(v) for n, v in bindings.items()}
        return _replace(self, given) if self.names & given.keys() else self

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.operator, self.arguments))

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"Formula({self.text!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return Formula, (self.operator, self.arguments)


# --- the normal form ------------------------------------------------------------------------------------------------

ONE, MINUS_ONE = Formula.number(1), Formula.number(-1)


def sum_of(terms: Iterable[Formula]) -> Formula:
    """The flat sum."""
    flat: list[Formula] = []
    for term in terms:
        flat.extend(term.arguments if term.operator == "+" else (term,))
    return flat[0] if len(flat) == 1 else Formula("+", tuple(flat))


def product_of(factors: Iterable[Formula]) -> Formula:
    """The product in normal form: coefficient (if not 1), factors, reciprocal powers."""
    coefficient, above, below = Fraction(1), list[Formula](), list[Formula]()
    for factor in factors:
        for part in factor.arguments if factor.operator == "*" else (factor,):
            if part.operator == "number":
                coefficient *= part.arguments[0]
            else:
                (below if is_reciprocal(part) else above).append(part)
    parts = above + below
    if coefficient != 1 or not parts:
        parts = [Formula.number(coefficient), *parts]
    return parts[0] if len(parts) == 1 else Formula("*", tuple(parts))


def coefficient_of(term: Formula) -> Fraction:
    """The rational coefficient in front of a term."""
    first = term.arguments[0] if term.operator == "*" else term
    value: Fraction = first.arguments[0] if first.operator == "number" else Fraction(1)
    return value


def is_reciprocal(formula: Formula) -> bool:
    """Is it a power with a negative number as its exponent?"""
    if formula.operator != "**" or formula.arguments[1].operator != "number":
        return False
    exponent: Fraction = formula.arguments[1].arguments[0]
    return exponent < 0


def negative(formula: Formula) -> Formula:
    """-formula."""
    return product_of((MINUS_ONE, formula))


def power_of(base: Formula, exponent: Formula) -> Formula:
    """base**exponent; NoValueError at 0**-1."""
    if exponent == ONE:
        return base
    return reciprocal(base) if exponent == MINUS_ONE else Formula("**", (base, exponent))


def reciprocal(formula: Formula) -> Formula:
    """1/formula, of a product factor by factor; NoValueError at 1/0."""
    match formula.operator:
        case "number":
            return Formula.number(Fraction(quotient(1, formula.arguments[0])))
        case "*":
            return product_of(reciprocal(part) for part in formula.arguments)
        case "**":
            base, exponent = formula.arguments
            return power_of(base, negative(exponent))
        case _:
            return Formula("**", (formula, MINUS_ONE))


def joined(operator: str, arguments: Iterable[Formula]) -> Formula:
    """The formulas under an operator, in normal form."""
    match operator:
        case "+":
            return sum_of(arguments)
        case "*":
            return product_of(arguments)
        case "**":
            return power_of(*arguments)
        case _:
            return Formula(operator, tuple(arguments))


def _replace(formula: Formula, given: Mapping[str, Formula]) -> Formula:
    if formula.operator == "name":
        return given.get(formula.arguments[0], formula)
    if formula.operator in ("number", "constant"):
        return formula
    try:
        return joined(formula.operator, [_replace(part, given) for part in formula.arguments])
    except NoValueError as trouble:
        raise trouble.at(f'"{shorten(formula.text)}"') from None


# --- text -----------------------------------------------------------------------------------------------------------

_SUM, _PRODUCT, _POWER, _ATOM = range(4)


def _text(formula: Formula) -> str:
    match formula.operator:
        case "number":
            return number_text(formula.arguments[0])
        case "name" | "constant":
            return str(formula.arguments[0])
        case "+":
            return _sum_text(formula.arguments)
        case "*":
            return _product_text(formula.arguments)
        case "**":
            base, exponent = formula.arguments
            if is_reciprocal(formula):
                return _product_text((formula,))
            return f"{_part(base, _ATOM)}**{_part(exponent, _ATOM)}"
        case function:
            return f"{function}({', '.join(part.text for part in formula.arguments)})"


def _rank(formula: Formula) -> int:
    match formula.operator:
        case "+":
            return _SUM
        case "*":
            return _PRODUCT
        case "**":
            return _PRODUCT if is_reciprocal(formula) else _POWER
        case "number":
            value: Fraction = formula.arguments[0]
            return _ATOM if value >= 0 and value.denominator == 1 else _PRODUCT
        case _:
            return _ATOM


def _part(formula: Formula, rank: int) -> str:
    return formula.text if _rank(formula) >= rank else f"({formula.text})"


def _sum_text(terms: tuple[Formula, ...]) -> str:
    pieces = [terms[0].text]
    for term in terms[1:]:
        below_zero = coefficient_of(term) < 0
        pieces.append(f" - {_part(negative(term), _PRODUCT)}" if below_zero else f" + {term.text}")
    return "".join(pieces)


def _product_text(factors: tuple[Formula, ...]) -> str:
    coefficient = Fraction(1)
    if factors[0].operator == "number":
        coefficient, factors = factors[0].arguments[0], factors[1:]
    above = [_part(part, _POWER) for part in factors if not is_reciprocal(part)]
    below = [_part(reciprocal(part), _POWER) for part in factors if is_reciprocal(part)]
    if abs(coefficient.numerator) != 1 or not above:
        above.insert(0, whole_text(abs(coefficient.numerator)))
    if coefficient.denominator != 1:
        below.insert(0, whole_text(coefficient.denominator))
    sign = "-" if coefficient < 0 else ""
    if not below:
        return sign + "*".join(above)
    bottom = below[0] if len(below) == 1 else f"({'*'.join(below)})"
    return f"{sign}{'*'.join(above)}/{bottom}"
