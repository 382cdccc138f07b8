"""Certificates of correlated equilibria and of potentials, and whether such claims are true, for the tests of certificates."""

from __future__ import annotations

from fractions import Fraction

from games.core.anonymous import AnonymousGame
from games.core.correlated import is_correlated_equilibrium, joint_distribution, joint_payoffs
from games.core.potential import PotentialKind, is_potential
from games.core.strategic import StrategicGame
from games.errors import ComarcaError
from games.exact import simplest
from games.solvers.correlated import correlated_equilibrium, correlated_payoffs
from games.solvers.potential import count_potential, potential
from proofs import claims
from proofs.certificate import Certificate
from proofs.certification import certify
from tests.joint_distributions import extreme_points, worth

ROADS = ("yield", "dare"), ("give", "risk")
CHICKEN = StrategicGame.from_arrays([[6, 2], [7, 0]], [[6, 7], [2, 0]], players=("row", "column"), actions=ROADS)
UNLIKE = StrategicGame.from_arrays([[0, -3], [-3, 0]], [[5, 4], [1, 5]], players=("row", "column"), actions=ROADS)
"""In each of these two the prices are the only ones: another proof of the same claim would look like a forgery."""
LETTERS = ("ab", "xy")


def _two(first: list[list[object]], second: list[list[object]], **about: object) -> StrategicGame:
    return StrategicGame.from_arrays(first, second, players=("P", "Q"), actions=LETTERS, **about)


WEIGHTED = _two([[2, 0], [0, 1]], [[6, 0], [0, 3]])
SQUARE = StrategicGame.from_arrays(
    [[3, 0, 0], [0, 0, 0], [0, 0, 5]], [[6, 0, 0], [0, 0, 0], [0, 0, 5]], players=("P", "Q"), actions=("abc", "xyz")
)
TIED = _two([[1, 2], [2, 0]], [[0, 0], [0, 1]])
PENNIES = _two([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])


def of(solution: object) -> Certificate:
    """The certificate of an answer."""
    certified = certify(solution)
    assert certified.certificate is not None, certified.reason
    return certified.certificate


def numeric() -> dict[str, Certificate]:
    """Certificates without symbols."""
    crowd = AnonymousGame.from_functions(3, ("out", "in"), (lambda k: 0, lambda k: 1 - k))
    return {
        "IsBestCorrelated": of(correlated_equilibrium(CHICKEN)),
        "IsBestCorrelated, worst": of(correlated_equilibrium(CHICKEN, {"row": 1, "column": "1/3"}, minimise=True)),
        "IsBestCorrelated, coarse": of(correlated_equilibrium(CHICKEN, coarse=True)),
        "CorrelatedPayoffsAre": of(correlated_payoffs(UNLIKE, coarse=True)),
        "IsPotential, exact": of(potential(CHICKEN)),
        "IsPotential, weighted": of(potential(WEIGHTED)),
        "IsPotential, ordinal": of(potential(_two([[3, 0], [0, 1]], [[2, 0], [0, 5]]))),
        "IsPotential, generalized": of(potential(TIED)),
        "HasNoPotential, exact": of(potential(WEIGHTED, "exact")),
        "HasNoPotential, weighted": of(potential(PENNIES, "weighted")),
        "HasNoPotential, ratios": of(potential(SQUARE, "weighted")),
        "HasNoPotential, ordinal": of(potential(TIED, "ordinal")),
        "HasNoPotential, generalized": of(potential(PENNIES)),
        "IsCountPotential": of(count_potential(crowd)),
    }


def symbolic() -> dict[str, Certificate]:
    """Certificates with symbols."""
    alike = _two([["R", "S"], ["T", "P"]], [["R", "T"], ["S", "P"]])
    unlike = _two([["a", 0], [0, 0]], [["b", 0], [0, 0]], assumptions=["a > b > 0"])
    return {
        "IsPotential, symbols": of(potential(alike)),
        "HasNoPotential, symbols": of(potential(unlike)),
        "IsCountPotential, symbols": of(count_potential(AnonymousGame(2, ("out", "in"), ("0", "m*(k + 1) - c")))),
    }


def is_true(claim: object) -> bool | None:
    """Whether a claim of these kinds holds by definition; None for any other claim."""
    match claim:
        case claims.IsBestCorrelated(game, coarse, weights, minimise, distribution, value):
            joint = joint_distribution(game, distribution)
            values = [worth(game, weights, point) for point in extreme_points(game, coarse)]
            best = min(values) if minimise else max(values)
            obeyed = is_correlated_equilibrium(game, joint, coarse=coarse)
            return obeyed and worth(game, weights, joint) == value == best
        case claims.CorrelatedPayoffsAre(game, coarse, ranges):
            payoffs = [joint_payoffs(game, point) for point in extreme_points(game, coarse)]
            return ranges == tuple((min(own), max(own)) for own in zip(*payoffs, strict=True))
        case claims.IsPotential(game, strength, weights, values):
            try:
                return is_potential(game, PotentialKind(strength), values, weights)
            except ComarcaError:
                return False
        case claims.HasNoPotential(game, strength):
            points = [{"a": Fraction(2), "b": Fraction(1)}, {"a": Fraction(3), "b": Fraction(1, 2)}]
            tried = [game.substitute(at) for at in points if game.symbols] or [game]
            return not any(potential(own, strength).exists for own in tried)
        case claims.IsCountPotential(game, values):
            gains = game.gains()
            rises = zip(values, values[1:], gains, strict=False)
            return len(values) == len(gains) + 1 and all(simplest(b - a - gain) == 0 for a, b, gain in rises)
    return None
