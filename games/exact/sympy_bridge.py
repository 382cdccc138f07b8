"""Between formulas and sympy's expressions, exact and real, with the sizes of numbers bounded."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from games.errors import shorten
from games.exact.formula import Formula, Scalar, coefficient_of, power_of, product_of, sum_of
from games.exact.limits import (
    FEW_TERMS,
    FILE_LIMITS,
    MOST_ARGUMENTS,
    NoValueError,
    bounded,
    choose,
    division_by_zero,
    power,
)
from games.exact.squares import rational_root
from games.exact.tokens import is_name


def is_sympy(value: object) -> bool:
    """Is it a sympy object? Answered without importing sympy."""
    loaded = sys.modules.get("sympy")
    return loaded is not None and isinstance(value, loaded.Basic)


def to_sympy(value: Scalar | int) -> Any:
    """The scalar as a sympy expression.

    >>> to_sympy(Fraction(3, 5))
    3/5
    """
    if not isinstance(value, (int, Fraction)):
        return value
    import sympy

    return sympy.Rational(value.numerator, value.denominator)


def fraction_of(value: Any) -> Fraction:
    """sympy's rational number as a Fraction."""
    return Fraction(int(value.p), int(value.q))


def as_scalar(value: Any) -> Scalar:
    """A sympy result as a scalar: a Fraction where it is rational; NoValueError where it is not finite or not real."""
    if value.is_Rational:
        return fraction_of(value)
    import sympy

    if value.has(sympy.zoo, sympy.nan, sympy.oo, -sympy.oo):
        raise division_by_zero()
    if value.has(sympy.I):
        raise NoValueError("a number that is not real", "a real number")
    return value


def expression_of(formula: Formula, bindings: Mapping[str, Any]) -> Any:
    """The sympy expression of a formula, numbers folded."""
    import sympy

    match formula.operator:
        case "number":
            return to_sympy(formula.arguments[0])
        case "constant":
            return formula.arguments[0]
        case "name":
            value = bindings.get(formula.arguments[0])
            if value is None:
                return sympy.Symbol(formula.arguments[0])
            return to_sympy(value)
    parts = [expression_of(part, bindings) for part in formula.arguments]
    match formula.operator:
        case "+":
            return _finite(sympy.Add(*parts))
        case "*":
            return _finite(sympy.Mul(*parts))
        case "**":
            return _power(*parts)
        case "C":
            return _choose(*parts)
        case "sqrt":
            return _root(*parts)
        case function:
            return _extremum(function, parts)


def _finite(value: Any) -> Any:
    if value.is_Rational:
        return to_sympy(bounded(fraction_of(value)))
    if value.is_number and value.is_finite is False:
        raise division_by_zero()
    return value


def _power(base: Any, exponent: Any) -> Any:
    """base**exponent in sympy, exact and real, with the sizes of numbers bounded."""
    import sympy

    if base.is_Rational and exponent.is_Integer:
        number = power(fraction_of(base), int(exponent))
        return to_sympy(number)
    if exponent.is_Rational and not exponent.is_Integer and exponent.q == 2:
        return _power(_root(base), sympy.Integer(exponent.p))
    if exponent.is_number and not exponent.is_Integer and base.is_number and base.is_negative:
        raise NoValueError(f"a power {exponent} of a negative number", "a whole exponent")
    if exponent.is_Integer and abs(exponent) > FILE_LIMITS.exponent:
        raise NoValueError(f"the exponent {exponent}", f"an exponent of at most {FILE_LIMITS.exponent:,}")
    if base.is_zero and exponent.is_negative:
        raise NoValueError("a division by zero: 0 to a negative power", "a base other than 0")
    return sympy.Pow(base, exponent)


def _root(value: Any) -> Any:
    """The square root in sympy; refuses negative numbers."""
    import sympy

    if value.is_Rational and value >= 0:
        root = rational_root(fraction_of(value))
        if root is not None:
            return to_sympy(root)
    if value.is_number and value.is_negative:
        raise NoValueError(f"sqrt({shorten(str(value))})", "the root of a number that is not negative")
    return sympy.sqrt(value)


def _choose(of: Any, taken: Any) -> Any:
    """C(of, taken) in sympy for whole numbers of >= 0: numbers decided, a fixed small `taken` as a polynomial."""
    import sympy

    if of.is_Rational and taken.is_Rational:
        n, k = (fraction_of(part) for part in (of, taken))
        return to_sympy(choose(n, k))
    for part in (of, taken):
        if (part.is_Rational and not part.is_Integer) or (part is of and part.is_Integer and part < 0):
            raise NoValueError(f"C({of}, {taken})", "C(n, k) with whole n and k, n at least 0")
    left = of - taken
    fewer = next((part for part in (taken, left) if part.is_Integer and not of.is_Integer), None)
    if fewer is None or fewer > FEW_TERMS:
        return sympy.binomial(of, taken, evaluate=False)
    if fewer < 0:
        return sympy.Integer(0)
    return sympy.Mul(*(of - step for step in range(int(fewer)))) / math.factorial(int(fewer))


def _extremum(function: str, parts: Iterable[Any]) -> Any:
    """Min or Max in sympy: nested ones flat, numbers folded, repeats dropped, nothing else decided."""
    import sympy

    head, pick = (sympy.Min, min) if function == "min" else (sympy.Max, max)
    rest: dict[Any, None] = {}
    numbers = []
    for part in parts:
        for own in part.args if isinstance(part, head) else (part,):
            if own.is_Rational:
                numbers.append(own)
            else:
                rest[own] = None
    if numbers:
        rest[pick(numbers)] = None
    if len(rest) == 1:
        return next(iter(rest))
    if len(rest) > MOST_ARGUMENTS:
        raise NoValueError(f"{function} of {len(rest)} different arguments", f"at most {MOST_ARGUMENTS}")
    return head(*rest) if all(part.is_number for part in rest) else head(*rest, evaluate=False)


def formula_of_expression(value: Any) -> Formula:
    """The formula of an expression in + * **, sqrt, Min, Max, binomial; NoValueError at any other function."""
    import sympy

    if value.is_Rational:
        return Formula.number(fraction_of(value))
    if value.is_Symbol:
        return Formula.name(_plain_name(value))
    if value.is_Float and value.is_finite:
        return formula_of_expression(sympy.Rational(value))  # its exact binary value
    if value.is_Add:
        terms = [formula_of_expression(term) for term in value.as_ordered_terms()]
        front = next((i for i, term in enumerate(terms) if coefficient_of(term) > 0), 0)
        return sum_of([terms.pop(front), *terms])
    if value.is_Mul:
        return product_of([formula_of_expression(factor) for factor in value.as_ordered_factors()])
    if value.is_Pow:
        return _power_from(*value.args)
    heads = {sympy.Min: "min", sympy.Max: "max", sympy.binomial: "C"}
    if value.func in heads:
        arguments = value.args if value.func is sympy.binomial else sorted(value.args, key=sympy.default_sort_key)
        return Formula(heads[value.func], tuple(map(formula_of_expression, arguments)))
    if isinstance(value, sympy.CRootOf) and value.is_real:
        return Formula("constant", (value,))
    raise NoValueError(
        shorten(str(value)), "an expression in numbers, symbols, + - * / **, sqrt, C (binomial), min and max"
    )


def _plain_name(symbol: Any) -> str:
    name: str = symbol.name
    if symbol.is_Dummy or not is_name(name):
        found = f"the symbol {shorten(name)!a}"
        raise NoValueError(found, "a plain symbol whose name is letters, digits and _, not starting with a digit")
    return name


def _power_from(base: Any, exponent: Any) -> Formula:
    if exponent.is_Rational and exponent.q == 2:
        return power_of(Formula("sqrt", (formula_of_expression(base),)), Formula.number(int(exponent.p)))
    if exponent.is_Integer:
        return power_of(formula_of_expression(base), Formula.number(int(exponent)))
    return Formula("**", (formula_of_expression(base), formula_of_expression(exponent)))
