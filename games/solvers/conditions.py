"""From a strategy profile to polynomial conditions in the discount factor and the other symbols.

Every one-shot slack is a ratio N / D of polynomials. `conditions` multiplies it by the sign of D, so that "the profile is an
equilibrium" becomes a conjunction of polynomial inequalities N >= 0, each with the deviation behind it, together with the strict
ones that make discounted sums finite. The sign of D is decided under what the game assumes; a payoff that is undefined
somewhere is an error, not a case.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from games.core.dynamic import DynamicGame
from games.core.play import BoundProfile, OneShotDeviation, convergence, one_shot_deviations
from games.errors import Unsupported
from games.exact import Relation, Scalar, exact, fraction_parts, is_number, symbols_of, text
from games.solvers.signs import Signs

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class Condition:
    """`polynomial` >= 0 (or > 0 if `strict`); `deviation` is the one that would gain where it fails, None for convergence."""

    polynomial: Scalar
    strict: bool
    deviation: OneShotDeviation | None


def admissible(game: DynamicGame, varied: str) -> tuple[Relation, ...]:
    """What holds of the symbols besides the varied discount factor: assumptions, probabilities, other discount factors.

    Assumptions that mention the varied factor are left out: the answer speaks of every d in [0, 1).
    """
    relations = [relation for relation in game.assumptions if varied not in _names(relation)]
    weights = [move.probability for state in game.states for cell in state.moves for move in cell]
    weights += [weight for _, weight in game.start]
    for weight in dict.fromkeys(weights):
        if not is_number(weight):
            relations += [Relation(weight, ">=", ZERO), Relation(weight, "<=", ONE)]
    growths = [move.growth for state in game.states for cell in state.moves for move in cell]
    relations += [Relation(factor, ">=", ZERO) for factor in dict.fromkeys(growths) if not is_number(factor)]
    for factor in dict.fromkeys(game.discount):
        if not is_number(factor) and varied not in symbols_of(factor):
            relations += [Relation(factor, ">=", ZERO), Relation(factor, "<", ONE)]
    return tuple(dict.fromkeys(relations))


def _names(relation: Relation) -> set[str]:
    return {*symbols_of(relation.left), *symbols_of(relation.right)}


def unit_interval(varied: str) -> tuple[Relation, Relation]:
    """0 <= d < 1 for the varied discount factor."""
    symbol = exact(varied, "discount factor")
    return Relation(symbol, ">=", ZERO), Relation(symbol, "<", ONE)


def conditions(bound: BoundProfile, varied: str, signs: Signs) -> tuple[Condition, ...]:
    """All conditions of the profile for `varied` in [0, 1), those that are identically true left out.

    Raises Unsupported where a payoff or value is undefined for some admissible symbols.
    """
    within = signs.given(unit_interval(varied)) if varied else signs
    finite = [Condition(minor, True, None) for minor in _numerators(convergence(bound), within)]
    also = within.given(Relation(own.polynomial, ">", ZERO) for own in finite)
    found = list(finite)
    for deviation in one_shot_deviations(bound):
        for numerator in _numerators([deviation.slack], also):
            found.append(Condition(numerator, False, deviation))
    return tuple(own for own in found if not _always(own))


def _always(condition: Condition) -> bool:
    value = condition.polynomial
    return is_number(value) and (value > 0 or (value == 0 and not condition.strict))


def _numerators(scalars: Iterable[Scalar], signs: Signs) -> list[Scalar]:
    found = []
    for scalar in scalars:
        numerator, denominator = fraction_parts(scalar)
        sign = signs.certain(denominator)
        if not sign:
            where = f"a payoff with denominator {text(denominator)}"
            remedy = f'Assume its sign, for instance assume = ["{text(denominator)} > 0"].'
            raise Unsupported(where, "a denominator that may be zero or change sign", "one of known sign", remedy)
        found.append(numerator if sign > 0 else -numerator)
    return found
