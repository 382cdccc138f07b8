"""Formulas as functions of numbers: closures over whole numbers and Fractions, without symbols."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from fractions import Fraction
from operator import itemgetter
from typing import Any, TypeAlias

from games.exact.formula import MINUS_ONE, Formula, is_reciprocal, reciprocal
from games.exact.limits import FEW_TERMS, bounded, choose, power, quotient
from games.exact.numerals import Number

_Closure: TypeAlias = Callable[[Mapping[str, Number]], Number]


def compiled(formula: Formula) -> Callable[[Mapping[str, Any]], Number | None]:
    """The value of a formula as a function of bindings; None where a name is not bound to a number, or a root may be irrational.

    >>> from games.exact import parse_formula
    >>> share = compiled(parse_formula("m*(k + 1)"))
    >>> share({"m": Fraction(1, 2), "k": 2}), share({"m": 1})
    (Fraction(3, 2), None)
    """
    if _has(formula, ("sqrt", "constant")):
        return lambda _: None
    names, arithmetic = formula.names, _compile(formula, _grows(formula))

    def value(bindings: Mapping[str, Any]) -> Number | None:
        numbers = _numbers(names, bindings)
        return None if numbers is None else arithmetic(numbers)

    return value


def _has(formula: Formula, operators: Collection[str]) -> bool:
    if formula.operator in operators:
        return True
    return any(_has(part, operators) for part in formula.arguments if isinstance(part, Formula))


def _terms(formula: Formula) -> int:
    return 1 + sum(_terms(part) for part in formula.arguments if isinstance(part, Formula))


def _grows(formula: Formula) -> bool:
    """May sums and products of the formula grow beyond what one power may? Then their sizes are watched."""
    return _has(formula, ("**", "C")) or _terms(formula) > FEW_TERMS


def _numbers(names: frozenset[str], bindings: Mapping[str, Any]) -> dict[str, Number] | None:
    """The values of the names as numbers, whole ones as int (which are fast); None if one is missing or symbolic."""
    values: dict[str, Number] = {}
    for name in names:
        value = bindings.get(name)
        if type(value) is Fraction:
            values[name] = value.numerator if value.denominator == 1 else value
        elif type(value) is int:
            values[name] = value
        else:
            return None
    return values


def _compile(formula: Formula, watch: bool) -> _Closure:
    match formula.operator:
        case "number":
            value: Number = formula.arguments[0]
            value = value.numerator if value.denominator == 1 else value
            return lambda _: value
        case "name":
            return itemgetter(formula.arguments[0])
        case "*":
            return _compile_product(formula.arguments, watch)
        case "**":
            return _compile_power(formula.arguments[0], formula.arguments[1])
    parts = tuple(_compile(part, watch) for part in formula.arguments)
    match formula.operator:
        case "+":
            return _compile_sum(parts, watch)
        case "C":
            of, taken = parts
            return lambda values: choose(of(values), taken(values))
        case "min":
            return lambda values: min([part(values) for part in parts])
        case "max":
            return lambda values: max([part(values) for part in parts])
    raise ValueError(f"no arithmetic for {formula.operator}")


def _compile_sum(parts: tuple[_Closure, ...], watch: bool) -> _Closure:
    if watch:

        def watched(values: Mapping[str, Number]) -> Number:
            total = parts[0](values)
            for part in parts[1:]:
                total = bounded(total + part(values))
            return total

        return watched
    if len(parts) == 2:
        first, second = parts
        return lambda values: first(values) + second(values)
    return lambda values: sum([part(values) for part in parts])


def _compile_product(factors: tuple[Formula, ...], watch: bool) -> _Closure:
    above = tuple(_compile(part, watch) for part in factors if not is_reciprocal(part))
    below = tuple(_compile(reciprocal(part), watch) for part in factors if is_reciprocal(part))
    top, bottom = _compile_factors(above, watch), _compile_factors(below, watch)
    return (lambda values: quotient(top(values), bottom(values))) if below else top


def _compile_factors(parts: tuple[_Closure, ...], watch: bool) -> _Closure:
    if len(parts) == 1:
        return parts[0]
    if len(parts) == 2 and not watch:
        first, second = parts
        return lambda values: first(values) * second(values)

    def product(values: Mapping[str, Number]) -> Number:
        result: Number = 1
        for part in parts:
            result = bounded(result * part(values))
        return result

    return product


def _compile_power(base: Formula, exponent: Formula) -> _Closure:
    low = _compile(base, watch=True)
    if exponent == MINUS_ONE:
        return lambda values: quotient(1, low(values))
    high = _compile(exponent, watch=True)
    return lambda values: power(low(values), high(values))
