"""Constants of sympy as real numbers: exact value and exact sign of a scalar without symbols.

Value   the root of the minimal polynomial that certified enclosures (ball arithmetic) single out.
Sign    that of an enclosure without 0; where a fine one still holds 0, that of the value.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

from games.errors import InvalidScalar, Unsupported, shorten
from games.exact.algebraic import Real
from games.exact.formula import Scalar
from games.exact.roots import real_roots
from games.exact.sympy_bridge import fraction_of, is_sympy


def real_value(value: Scalar | int, where: str = "value") -> Real:
    """The real number that a scalar without symbols is. Raises Unsupported where symbols are left.

    >>> from games.exact import parse_scalar
    >>> real_value(parse_scalar("(1 + sqrt(5))/2", allow_sqrt=True)).polynomial
    (-1, -1, 1)
    """
    constant = _constant(value, where)
    if isinstance(constant, Fraction):
        return constant
    import sympy

    x = sympy.Symbol("x")
    minimal = sympy.Poly(sympy.minimal_polynomial(constant, x), x)
    roots = real_roots([Fraction(int(c.p), int(c.q)) for c in reversed(minimal.all_coeffs())])
    precision = 64
    while len(roots) > 1:
        ball = _ball(constant, precision)
        roots = tuple(root for root in roots if _touches(root, ball, precision))
        precision *= 2
    return roots[0]


def sign_of(value: Scalar | int, where: str = "value") -> int:
    """The exact sign of a scalar without symbols. Raises Unsupported where symbols are left.

    >>> from games.exact import parse_scalar
    >>> sign_of(parse_scalar("sqrt(2) + sqrt(3) - sqrt(5 + 2*sqrt(6))", allow_sqrt=True))
    0
    """
    constant = _constant(value, where)
    if isinstance(constant, Fraction):
        return (constant > 0) - (constant < 0)
    for precision in (64, 256):
        ball = _ball(constant, precision)
        if not ball.contains(0):
            return 1 if ball > 0 else -1
    number = real_value(constant, where)
    return (number > 0) - (number < 0)


def _constant(value: Scalar | int, where: str) -> Scalar:
    if isinstance(value, (int, Fraction)):
        return Fraction(value)
    if not is_sympy(value):
        raise InvalidScalar(where, shorten(repr(value)), "an exact scalar")
    if value.free_symbols:
        names = ", ".join(sorted(symbol.name for symbol in value.free_symbols))
        raise Unsupported(where, f"the symbols {shorten(names)}", "numbers", "Give values to the symbols.")
    if value.is_Rational:
        return fraction_of(value)
    return value


def _ball(value: Any, precision: int) -> Any:
    """A certified enclosure of a real constant in sqrt, rational powers, Min, Max and CRootOf."""
    import flint

    with flint.ctx.workprec(precision):
        return _evaluate_ball(value, precision)


def _evaluate_ball(value: Any, precision: int) -> Any:
    import flint
    import sympy

    if value.is_Rational:
        return flint.arb(flint.fmpq(int(value.p), int(value.q)))
    if isinstance(value, sympy.CRootOf):
        return _ball_of_root(value, precision)
    parts = [_evaluate_ball(part, precision) for part in value.args]
    if value.is_Add:
        return sum(parts[1:], parts[0])
    if value.is_Mul:
        return math.prod(parts[1:], start=parts[0])
    if value.is_Pow and value.exp.is_Rational:
        if value.exp.is_Integer:
            return parts[0] ** int(value.exp)
        return parts[0].sqrt() ** int(value.exp.p) if value.exp.q == 2 else parts[0] ** parts[1]
    if isinstance(value, (sympy.Min, sympy.Max)):
        pick = "min" if isinstance(value, sympy.Min) else "max"
        best = parts[0]
        for part in parts[1:]:
            best = getattr(best, pick)(part)
        return best
    raise Unsupported("value", shorten(str(value)), "a constant in roots of numbers")


def _ball_of_root(value: Any, precision: int) -> Any:
    coefficients = [Fraction(int(c.p), int(c.q)) for c in reversed(value.poly.all_coeffs())]
    return _ball_of_real(
        real_roots(coefficients)[value.index], precision
    )  # sympy numbers the real roots first, ascending


def _ball_of_real(value: Real, precision: int) -> Any:
    import flint

    lo, hi = (value, value) if isinstance(value, Fraction) else value.enclosure(Fraction(1, 2**precision))
    lower, upper = (flint.arb(flint.fmpq(end.numerator, end.denominator)) for end in (lo, hi))
    return lower.union(upper)


def _touches(root: Real, ball: Any, precision: int) -> bool:
    import flint

    with flint.ctx.workprec(2 * precision):
        return bool(_ball_of_real(root, precision).overlaps(ball))
