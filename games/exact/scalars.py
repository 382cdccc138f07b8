"""Exact scalars: the one gate, and what can be asked of them.

A scalar is a Fraction (every rational number is one) or a sympy expression in plain symbols, without assumptions: two symbols
of one name are one symbol. Floats are taken at their exact binary value (`exact(0.1)` is not 1/10); `decimal_exact` takes the
short decimal.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from numbers import Rational
from typing import Any

from games.errors import InvalidScalar, shorten
from games.exact.formula import Formula, Scalar, sum_of
from games.exact.grammar import parse_scalar
from games.exact.sympy_bridge import is_sympy

_EXPECTED = "an int, Fraction, Decimal, finite float, text in the file grammar or real sympy expression"
#: Decimal places that a Decimal may have.
_MOST_PLACES = 10_000
_CACHED = 4_096


def exact(value: Any, where: str = "value") -> Scalar:
    """The exact scalar that a value stands for; the only way in.

    int, Fraction, Decimal and numpy numbers keep their value, a float its exact binary one; text is read in the file grammar, a
    sympy expression keeps its form with its symbols stripped of assumptions. Raises InvalidScalar at bool, nan, infinity,
    complex numbers and anything else.

    >>> exact("3/5"), exact(2), exact("0.1"), exact(0.5)
    (Fraction(3, 5), Fraction(2, 1), Fraction(1, 10), Fraction(1, 2))
    >>> exact("m*(k + 1) - c")
    -c + m*(k + 1)
    >>> exact(float("nan"), where="payoff of buyer")
    Traceback (most recent call last):
        ...
    games.errors.InvalidScalar: payoff of buyer: found nan; expected an int, Fraction, ...
    """
    kind = type(value)
    if kind is Fraction:
        return value
    if kind is int:
        return Fraction(value)
    if isinstance(value, str):
        return parse_scalar(value, where=where)
    if is_sympy(value):
        return _exact_expression(value, where)
    number = _rational_value(value)
    if number is None:
        raise InvalidScalar(where, _shown(value), _EXPECTED)
    return number


def _rational_value(value: Any) -> Scalar | None:
    """The value of a number that is not text or sympy's; None where it is not an exact real number."""
    module = type(value).__module__.partition(".")[0]
    if isinstance(value, bool) or (module == "numpy" and type(value).__name__.startswith("bool")):
        return None
    if isinstance(value, Rational):
        return Fraction(int(value.numerator), int(value.denominator))
    if isinstance(value, Decimal):
        small = value.is_finite() and abs(int(value.as_tuple().exponent)) <= _MOST_PLACES
        return Fraction(value) if small else None
    if isinstance(value, float) or (module == "numpy" and type(value).__name__.startswith(("float", "longdouble"))):
        return Fraction(*map(int, value.as_integer_ratio())) if math.isfinite(value) else None
    if isinstance(value, Formula):
        return value.evaluate()
    sympy_value = getattr(value, "sympy", None) if module == "games" else None
    return sympy_value() if callable(sympy_value) else None


def _shown(value: Any) -> str:
    try:
        return shorten(repr(value))
    except Exception:  # noqa: BLE001  a stranger's repr may do anything
        return f"an object of type {type(value).__name__}"


def _exact_expression(value: Any, where: str) -> Scalar:
    try:
        return _gated(value)
    except InvalidScalar as error:
        raise InvalidScalar(where, error.found, error.expected, error.remedy) from None


@lru_cache(_CACHED)
def _gated(value: Any) -> Scalar:
    return Formula.from_scalar(value).evaluate()


def decimal_exact(value: float) -> Fraction:
    """The shortest decimal that rounds to a float, exactly. Raises InvalidScalar at nan and infinity.

    >>> decimal_exact(0.1)
    Fraction(1, 10)
    """
    number = float(value)
    if not math.isfinite(number):
        raise InvalidScalar("decimal", repr(number), "a finite float")
    return Fraction(repr(number))


def is_number(value: Scalar | int) -> bool:
    """Is the scalar a rational number? (sqrt(2), a constant but not rational, is not.)

    >>> is_number(exact("1/2")), is_number(exact("d"))
    (True, False)
    """
    return isinstance(value, (int, Fraction)) or bool(getattr(value, "is_Rational", False))


def symbols_of(value: Scalar | int) -> tuple[str, ...]:
    """The names of the symbols in a scalar, sorted.

    >>> symbols_of(exact("T - R"))
    ('R', 'T')
    """
    if isinstance(value, (int, Fraction)):
        return ()
    return tuple(sorted({symbol.name for symbol in value.free_symbols}))


@lru_cache(_CACHED)
def _formula_of(value: Scalar) -> Formula:
    """The formula of a scalar, remembered."""
    return Formula.from_scalar(value)


def substitute(value: Scalar, bindings: Mapping[str, Scalar | int]) -> Scalar:
    """The scalar with scalars in place of symbols, all at once; a Fraction where no symbol is left.

    Raises InvalidScalar where the result is undefined (a division by zero, a root of a negative number).

    >>> substitute(exact("(T - R)/(T - P)"), {"T": Fraction(5), "R": Fraction(3), "P": Fraction(1)})
    Fraction(1, 2)
    """
    if isinstance(value, (int, Fraction)):
        return Fraction(value)
    formula = _formula_of(value)
    return formula.evaluate(bindings) if formula.names & bindings.keys() else value


def text(value: Scalar | int) -> str:
    """The exact text of a scalar in the file grammar, roots as sqrt(...); `parse_scalar(..., allow_sqrt=True)` reads it back.

    >>> text(exact("(T-R) / (T-P)")), text(Fraction(3, 5))
    ('(T - R)/(T - P)', '3/5')
    """
    if isinstance(value, (int, Fraction)):
        return Formula.number(value).text
    return _formula_of(value).text if value.free_symbols or not value.is_Add else _constant_text(value)


def _constant_text(value: Any) -> str:
    """A sum of roots over one denominator, its rational part first, as AlgebraicNumber.text has it."""
    below = math.lcm(*(int(term.as_coeff_Mul()[0].q) for term in value.args))
    rational, roots = type(value)(*(term * below for term in value.args)).as_coeff_Add()
    above = _formula_of(roots).text
    if rational:
        above = sum_of([Formula.from_scalar(rational), _formula_of(roots)]).text
    return above if below == 1 else f"({above})/{below}"
