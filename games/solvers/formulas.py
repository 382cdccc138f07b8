"""Formulas as one reads them: one fraction in lowest terms, factored, with a denominator that is positive where that is known."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from games.exact import Scalar, fraction_parts, is_number, simplest, to_sympy
from games.solvers.signs import Signs, is_surd


def oriented(value: Scalar, signs: Signs) -> Scalar:
    """The same value in lowest terms, with a positive denominator if its sign is certain.

    >>> from games.exact import exact, parse_relations
    >>> oriented(exact("b*(a - c)/(b*(a - d))"), Signs(parse_relations("d > a")))
    (-a + c)/(-a + d)
    """
    ratio = simplest(value)
    if is_number(ratio) or is_surd(ratio):
        return ratio
    top, bottom = fraction_parts(ratio)
    return _fraction(top, bottom, -1 if signs.certain(bottom) == -1 else 1)


def complement(probability: Scalar) -> Scalar:
    """1 - probability over the same denominator.

    >>> from games.exact import exact
    >>> complement(exact("a/(a + b)"))
    b/(a + b)
    """
    if is_number(probability) or is_surd(probability):
        return simplest(Fraction(1) - probability)
    import sympy

    top, bottom = sympy.fraction(to_sympy(probability))
    return _fraction(simplest(bottom - top), simplest(bottom), 1)


@lru_cache(4_096)
def _fraction(top: Scalar, bottom: Scalar, sign: int) -> Scalar:
    import sympy

    above, below = sympy.expand(sign * to_sympy(top)), sympy.expand(sign * to_sympy(bottom))
    formula: Scalar = sympy.factor(above) / sympy.factor(below)
    return formula
