"""Does it depend on symbolic probabilities which states a history can reach?

Subgame perfection asks for no profitable deviation at every node that some history reaches. A probability with a symbol that may be
zero may cut a node off; then the answer has to be given separately for zero and for more. Most often it does not matter: the node
is reached in another way.
"""

from __future__ import annotations

from games.core.play import BoundProfile
from games.exact import Scalar, exact, is_number, symbols_of, to_sympy
from games.solvers.signs import Ambiguous, Signs


def uncertain_chance(bound: BoundProfile, signs: Signs) -> Scalar | None:
    """A factor of a weight that is zero, or may be, so that a node may not be reached; None if all are reached for sure."""
    reached = list(range(len(bound.game.states)))
    doubtful: list[tuple[int, Scalar]] = []
    for node in reached:  # grows while it is walked
        for cell in bound.cells[node]:
            for target, weight in cell.following:
                if target in reached:
                    continue
                if _certain(weight, signs):
                    reached.append(target)
                else:
                    doubtful.append((target, weight))
    for target, weight in doubtful:
        if target not in reached:
            symbolic = (factor for factor, _ in signs.factors(weight) if not is_number(factor))
            zero = next((factor for factor in symbolic if signs.certain(factor) == 0), None)
            if zero is not None:
                return zero
            try:
                signs.sign(weight)
            except Ambiguous as split:
                return split.left
    return None


def _certain(weight: Scalar, signs: Signs) -> bool:
    """A weight without symbols leads on, even where a growth factor of zero makes it zero: chances of zero are no moves."""
    return is_number(weight) or signs.certain(weight) == 1


def where_zero(factor: Scalar) -> tuple[str, Scalar] | None:
    """A symbol and the value that makes the factor zero, if it is linear in some symbol with a number as its coefficient.

    >>> where_zero(exact("1 - e"))
    ('e', Fraction(1, 1))
    """
    import sympy

    for name in symbols_of(factor):
        coefficients = sympy.Poly(to_sympy(factor), sympy.Symbol(name)).all_coeffs()
        if len(coefficients) == 2 and coefficients[0].is_Rational:
            return name, exact(-coefficients[1] / coefficients[0], name)
    return None
