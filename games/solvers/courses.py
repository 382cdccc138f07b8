"""How the sign of one polynomial factor runs over [0, 1) as the discount factor grows, where coefficients hold symbols.

Linear and quadratic factors need only the signs of their values at 0 and 1 and, where these agree, of discriminant and vertex. A root is a
formula: a quotient, or one with a square root.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from games.errors import Unsupported
from games.exact import Scalar, exact, fraction_parts, is_number, simplest, symbols_of, text, to_sympy
from games.solvers.conditions import unit_interval
from games.solvers.signs import Signs

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Course:
    """How a factor's sign runs over [0, 1): `roots` in order, `signs` before, between and after them."""

    roots: tuple[Scalar, ...]
    signs: tuple[int, ...]


def course_of(factor: Scalar, varied: str, signs: Signs) -> Course:
    """The course of one irreducible factor over [0, 1)."""
    if varied not in symbols_of(factor):
        return Course((), (signs.sign(factor),))
    import sympy

    polynomial = sympy.Poly(to_sympy(factor), sympy.Symbol(varied))
    coefficients = [exact(coefficient, "coefficient") for coefficient in reversed(polynomial.all_coeffs())]
    if len(coefficients) == 2:
        return _linear(coefficients[0], coefficients[1], signs)
    if len(coefficients) == 3:
        return _quadratic(coefficients[0], coefficients[1], coefficients[2], signs)
    constant = signs.given(unit_interval(varied)).certain(factor)
    if constant is None:
        found = f"the factor {text(factor)} of degree {len(coefficients) - 1} in {varied}"
        raise Unsupported(
            "threshold", found, "degree at most two where symbols stay free", "Put values in for symbols."
        )
    return Course((), (constant,))


def _linear(constant: Scalar, slope: Scalar, signs: Signs) -> Course:
    """constant + slope d."""
    at_zero, at_one = signs.sign(constant), signs.sign(simplest(constant + slope))
    if at_zero == 0:
        return Course((), (0,)) if at_one == 0 else Course((ZERO,), (-at_one, at_one))
    if at_one in (0, at_zero):
        return Course((), (at_zero,))
    return Course((_formula(-constant, slope, signs),), (at_zero, at_one))


def _quadratic(c: Scalar, b: Scalar, a: Scalar, signs: Signs) -> Course:
    """a d^2 + b d + c."""
    import sympy

    at_zero, at_one = signs.sign(c), signs.sign(simplest(a + b + c))
    if at_zero == 0:
        rest = _linear(b, a, signs)
        inner = tuple(root for root in rest.roots if root != 0)
        after = rest.signs[len(rest.roots) - len(inner) :]
        return Course((ZERO, *inner), (-after[0], *after))
    if at_one == 0:
        return _linear(c, simplest(-a), signs)
    discriminant = simplest(b * b - 4 * a * c)
    if at_zero != at_one:
        root = sympy.sqrt(to_sympy(discriminant))
        if signs.certain(a):
            return Course((_surd(-to_sympy(b) - at_zero * root, 2 * to_sympy(a)),), (at_zero, at_one))
        return Course((_surd(2 * to_sympy(c), at_zero * root - to_sympy(b)),), (at_zero, at_one))
    if signs.sign(a) != at_zero or signs.sign(b) != -at_zero or signs.sign(simplest(2 * a + b)) != at_zero:
        return Course((), (at_zero,))
    bend = signs.sign(discriminant)
    if bend < 0:
        return Course((), (at_zero,))
    if bend == 0:
        return Course((_formula(-b, simplest(2 * a), signs),), (at_zero, at_zero))
    root = at_zero * sympy.sqrt(to_sympy(discriminant))
    ends = (_surd(-to_sympy(b) - root, 2 * to_sympy(a)), _surd(root - to_sympy(b), 2 * to_sympy(a)))
    return Course(ends, (at_zero, -at_zero, at_zero))


def _formula(numerator: Scalar, denominator: Scalar, signs: Signs) -> Scalar:
    """numerator / denominator as one fraction, factored, with a denominator that is positive where that is certain."""
    import sympy

    ratio = simplest(numerator / denominator)
    if is_number(ratio):
        return ratio
    top, bottom = fraction_parts(ratio)
    sign = -1 if signs.certain(bottom) == -1 else 1
    above, below = sign * to_sympy(top), sign * to_sympy(bottom)
    return sympy.factor(sympy.expand(above)) / sympy.factor(sympy.expand(below))


def _surd(numerator: Any, denominator: Any) -> Scalar:
    """A root of a quadratic as a formula with one square root."""
    return to_sympy(numerator) / to_sympy(denominator)
