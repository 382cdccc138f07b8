"""Zero-sum games and minmax payoffs by brute force, games to try them on, and certificates about them."""

from __future__ import annotations

import itertools
from dataclasses import replace
from fractions import Fraction
from functools import cache

from games.core.minmax import held_to, others
from games.core.nash import action_payoffs
from games.core.strategic import StrategicGame
from games.core.zero_sum import Weights, secured
from games.exact.linear import Singular, solve
from games.solvers.minmax import minmax_payoffs
from games.solvers.zero_sum import zero_sum
from proofs import claims
from proofs.certificate import Certificate
from proofs.certification import certify

HALF = Fraction(1, 2)
GUARDS = StrategicGame(
    ("thief", "first", "second"),
    (("left", "right"),) * 3,
    ((-1, 0, 0, 0, 0, 0, 0, -1), (1, 1, -1, -1, -1, -1, 1, 1), (1, -1, 1, -1, -1, 1, -1, 1)),
    name="two guards",
)
"""The guards catch the thief where both stand: independent guards hold him to -1/4, guards who correlate to -1/2."""
SURD = StrategicGame(
    ("thief", "first", "second"),
    (("left", "right"),) * 3,
    ((-2, 0, 0, 0, 0, 0, 0, -1), *GUARDS.payoffs[1:]),
    name="two guards, uneven",
)
"""Both stand left with probability p, min over p of max(-2 p**2, -(1 - p)**2): p = sqrt(2) - 1, and -2 p**2 = 4 sqrt(2) - 6."""
KNOWN_WRONG = [[0, -1, 1, 1], [1, 0, -1, -1], [-1, 1, 0, -1], [-1, 1, 1, 0]]


def opposed(rows: list[list[object]], **about: str) -> StrategicGame:
    """The zero-sum game with these payoffs to the first player."""
    return StrategicGame.from_arrays(rows, [[-Fraction(own) for own in row] for row in rows], **about)  # type: ignore[arg-type]


def payoffs_against(game: StrategicGame, player: int, weights: Weights) -> tuple[Fraction, ...]:
    """What a mixed action pays against each pure action of the opponent."""
    size = game.shape[1 - player]
    pure = [tuple(Fraction(int(own == action)) for own in range(size)) for action in range(size)]
    return tuple(
        sum(
            w * own
            for w, own in zip(
                weights, action_payoffs(game, player, (weights, own) if player == 0 else (own, weights)), strict=True
            )
        )
        for own in pure
    )


@cache
def optimal_by_brute_force(game: StrategicGame, player: int) -> tuple[Fraction, tuple[Weights, ...]]:
    """The value and the vertices of the optimal strategies: every choice of tight inequalities is tried.

    Unknowns are the probabilities and the value w: probabilities at least 0, payoffs at least w. The vertices of this set with the
    largest w are the vertices of the optimal strategies.
    """
    own, other = game.shape[player], game.shape[1 - player]
    unit = [tuple(Fraction(int(k == a)) for k in range(own)) for a in range(own)]
    against = [payoffs_against(game, player, weights) for weights in unit]
    rows = [[*weights, Fraction(0)] for weights in unit]
    rows += [[*(against[a][b] for a in range(own)), Fraction(-1)] for b in range(other)]
    found = set()
    for tight in itertools.combinations(range(own + other), own):
        matrix = [[Fraction(1)] * own + [Fraction(0)], *(rows[k] for k in tight)]
        try:
            (solved,) = solve(matrix, [[Fraction(1)] + [Fraction(0)] * own])
        except Singular:
            continue
        if all(sum(a * x for a, x in zip(row, solved, strict=True)) >= 0 for row in rows):
            found.add(tuple(solved))
    value = max(point[-1] for point in found)
    return value, tuple(sorted((point[:-1] for point in found if point[-1] == value), reverse=True))


def lowest_on_a_grid(game: StrategicGame, player: int, steps: int = 60) -> float:
    """The least that independent punishers hold a player to on a grid of mixtures, in floats."""
    import numpy as np

    payoffs = np.array([float(own) for own in game.payoffs[player]]).reshape(game.shape)
    payoffs = np.moveaxis(payoffs, player, 0)
    for _ in others(game, player):
        mixtures = np.array(list(_mixtures(payoffs.shape[1], steps)))
        payoffs = np.tensordot(payoffs, mixtures, axes=([1], [1]))
    return float(payoffs.max(axis=0).min())


def _mixtures(size: int, steps: int) -> list[list[float]]:
    bars = itertools.combinations(range(steps + size - 1), size - 1)
    ends = ((-1, *own, steps + size - 1) for own in bars)
    return [[(b - a - 1) / steps for a, b in itertools.pairwise(own)] for own in ends]


def secured_by_mixing(game: StrategicGame, player: int) -> float:
    """The maxmin payoff in floats."""
    import numpy as np
    from scipy.optimize import linprog

    payoffs = np.array([float(own) for own in game.payoffs[player]]).reshape(game.shape)
    matrix = np.moveaxis(payoffs, player, 0).reshape(game.shape[player], -1)
    actions, profiles = matrix.shape
    solved = linprog(
        np.append(np.zeros(actions), -1.0),
        A_ub=np.hstack([-matrix.T, np.ones((profiles, 1))]),
        b_ub=np.zeros(profiles),
        A_eq=[[1.0] * actions + [0.0]],
        b_eq=[1.0],
        bounds=[(0, None)] * actions + [(None, None)],
    )
    return float(-solved.fun)


def is_true(claim: claims.Claim) -> bool | None:
    """Whether a claim of these families holds; None for others."""
    match claim:
        case claims.OptimalStrategiesAre():
            return _optimal(claim)
        case claims.MinmaxPayoffsAre(game, players):
            return tuple(own.player for own in players) == game.players and all(
                _held(game, i, own) for i, own in enumerate(players)
            )
    return None


def _optimal(claim: claims.OptimalStrategiesAre) -> bool:
    for i, listed in enumerate(claim.strategies):
        value, vertices = optimal_by_brute_force(claim.game, i)
        if claim.values[i] != value or not listed or list(listed) != sorted(set(listed), reverse=True):
            return False
        if any(sum(own) != 1 or min(own) < 0 or secured(claim.game, i, own) != value for own in listed):
            return False
        if claim.complete and listed != vertices:
            return False
    first, second = claim.game.payoffs
    pairs = list(zip(first, second, strict=True))
    return all((a - c) * (b - d) < 0 or (a, b) == (c, d) for a, b in pairs for c, d in pairs)


def _held(game: StrategicGame, player: int, own: claims.Held) -> bool:
    names = [game.actions[j] for j in others(game, player)]

    def sure(profile: tuple[str, ...]) -> tuple[Weights, ...]:
        return tuple(
            tuple(Fraction(int(label == name)) for label in labels) for name, labels in zip(profile, names, strict=True)
        )

    held = {profile: held_to(game, player, sure(profile)) for profile in itertools.product(*names)}
    least = min(held.values())
    listed = tuple(profile for profile, payoff in held.items() if payoff == least)
    if (own.pure, own.pure_punishments) != (least, listed) or not own.lo <= own.hi:
        return False
    if any(min(weights) < 0 or sum(weights) != 1 for weights in own.punishment):
        return False
    near = 1e-9
    drawn = [
        [w * payoff for payoff in action_payoffs(game, player, _full(sure(profile), player, game))]
        for profile, w in own.correlated_punishment
    ]
    return (
        held_to(game, player, own.punishment) <= own.hi
        and float(own.lo) <= lowest_on_a_grid(game, player) + near
        and abs(float(own.correlated) - secured_by_mixing(game, player)) < near
        and sum(weight for _, weight in own.correlated_punishment) == 1
        and max(map(sum, zip(*drawn, strict=True))) == own.correlated
    )


def _full(punishment: tuple[Weights, ...], player: int, game: StrategicGame) -> tuple[Weights, ...]:
    return (*punishment[:player], (Fraction(0),) * game.shape[player], *punishment[player:])


def numeric() -> dict[str, Certificate]:
    """Certificates of claims about zero-sum games and minmax payoffs."""
    pennies = opposed([[1, -1], [-1, 1]], name="pennies")
    wide = opposed([[1, 0, 0], [0, 1, 1]], name="a face of dimension one")
    even = opposed([[0, 0], [0, 0], [0, 0]], name="all the same")
    part = replace(zero_sum(wide), complete=False)
    return {
        "OptimalStrategiesAre": _of(zero_sum(opposed(KNOWN_WRONG, name="known wrong"))),
        "OptimalStrategiesAre, a face": _of(zero_sum(wide)),
        "OptimalStrategiesAre, all": _of(zero_sum(even)),
        "OptimalStrategiesAre, not complete": _of(part),
        "MinmaxPayoffsAre": _of(minmax_payoffs(pennies)),
        "MinmaxPayoffsAre, three players": _of(minmax_payoffs(GUARDS)),
        "MinmaxPayoffsAre, enclosed": _of(minmax_payoffs(SURD)),
    }


def _of(solution: object) -> Certificate:
    certified = certify(solution)
    assert certified.certificate is not None, certified.reason
    return certified.certificate
