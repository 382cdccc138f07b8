"""Nash equilibria with algebraic probabilities: exact arithmetic with polynomials in one real algebraic number.

Definition   Each probability is a polynomial in the root t. They must sum to one for each player, none may be negative, and no
             u_i(a, x_-i) - u_i(x) may be positive: signs at t, decided exactly [Nash1951]_.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction

from games.core.mixed import AlgebraicProfile, Coefficients, remainder
from games.core.strategic import StrategicGame
from games.exact import AlgebraicNumber

ONE: Coefficients = (Fraction(1),)


def is_equilibrium(game: StrategicGame, profile: AlgebraicProfile) -> bool:
    """Whether the profile is a Nash equilibrium of a game whose payoffs are Fractions.

    >>> matching = StrategicGame.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    >>> root, half = AlgebraicNumber((-2, 0, 1), Fraction(1), Fraction(2)), (Fraction(1, 2),)
    >>> is_equilibrium(matching, AlgebraicProfile(root, ((half, half), (half, half))))
    True
    """
    root, own = profile.root, profile.probabilities
    if [len(player) for player in own] != list(game.shape):
        return False
    for player in own:
        total = add([(Fraction(-1),), *player])
        if remainder(total, root) or any(root.sign_at(weight) < 0 for weight in player if weight):
            return False
    for i, value in enumerate(expected_payoffs(game, profile)):
        against = tuple(-c for c in value)
        for a in range(game.shape[i]):
            gain = remainder(add([action_payoff(game, profile, i, a), against]), root)
            if gain and root.sign_at(gain) > 0:
                return False
    return True


def expected_payoffs(game: StrategicGame, profile: AlgebraicProfile) -> tuple[Coefficients, ...]:
    """Each player's payoff as a polynomial in the root, of the lowest degree."""
    root = profile.root
    return tuple(
        remainder(
            add(
                [
                    product(weight, action_payoff(game, profile, i, a), root)
                    for a, weight in enumerate(player)
                    if any(weight)
                ]
            ),
            root,
        )
        for i, player in enumerate(profile.probabilities)
    )


def action_payoff(game: StrategicGame, profile: AlgebraicProfile, player: int, action: int) -> Coefficients:
    """What an action pays against the others, as a polynomial in the root."""
    supports = [
        [(a, weight) for a, weight in enumerate(own) if any(weight)] if j != player else [(action, (Fraction(1),))]
        for j, own in enumerate(profile.probabilities)
    ]
    terms = []
    for drawn in itertools.product(*supports):
        cell, chance = 0, ONE
        for size, (a, weight) in zip(game.shape, drawn, strict=True):
            cell, chance = cell * size + a, product(chance, weight, profile.root)
        payoff = Fraction(game.payoffs[player][cell])
        terms.append(tuple(payoff * c for c in chance))
    return add(terms)


def add(terms: Sequence[Coefficients]) -> Coefficients:
    """The sum of polynomials."""
    total = [Fraction(0)] * max((len(own) for own in terms), default=0)
    for own in terms:
        for k, c in enumerate(own):
            total[k] += c
    return tuple(total)


def product(first: Coefficients, second: Coefficients, root: AlgebraicNumber) -> Coefficients:
    """The product of two polynomials, reduced by the root's."""
    total = [Fraction(0)] * max(len(first) + len(second) - 1, 0)
    for i, a in enumerate(first):
        for j, b in enumerate(second):
            total[i + j] += a * b
    return remainder(tuple(total), root)
