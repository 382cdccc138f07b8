"""Zero-sum games: the value, and the optimal strategies of both players.

Definition   A two-player game is zero-sum, for what follows, if u_2 = a - b u_1 in every cell with some b > 0: the sum of payoffs is
             constant once they are measured in suitable units. The value v_i is what player i can secure, the maximum over mixed actions
             x of the minimum over the opponent's actions of u_i(x, .), and v_2 = a - b v_1 [vonNeumann1928]_. A strategy is optimal iff
             it secures the value. The optimal strategies of a player are a polytope; a pair of optimal strategies is an
             equilibrium, and there are no others.
Evidence     Every optimal strategy of one player shows that the other cannot secure more. That the listed strategies are all
             vertices is shown by `FaceBasis`: see `OptimalStrategies`.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from games.core.nash import action_payoffs
from games.core.solution import Status
from games.core.strategic import StrategicGame

Weights = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class FaceBasis:
    """A vertex of the relaxed polytope: the inequalities `rows` are tight at strategy number `strategy` + e `shift`, for small e > 0."""

    rows: tuple[int, ...]
    strategy: int
    shift: Weights


@dataclass(frozen=True, slots=True)
class OptimalStrategies:
    """All optimal strategies of a player: the mixtures of `strategies`, the vertices, in decreasing order.

    The inequalities of a player with n actions are: row k < n, the probability of action k is at least 0; row n + j, the payoff against the
    opponent's action j is at least the value. Those tight at every optimal strategy are equations; of the others `relaxed` names
    some, each with an amount: they are relaxed by e times this, so that for small e > 0 the polytope becomes simple. `bases`
    are all its vertices: leaving one inequality of any of them leads to another. Their limits are the `strategies`.
    """

    player: str
    value: Fraction
    strategies: tuple[Weights, ...]
    relaxed: tuple[tuple[int, Fraction], ...]
    bases: tuple[FaceBasis, ...]

    @property
    def dimension(self) -> int:
        """The dimension of the polytope of optimal strategies; 0 if there is just one."""
        return len(self.bases[0].rows) if self.bases else 0


@dataclass(frozen=True, slots=True)
class ZeroSumSolution:
    """The value and the optimal strategies of a zero-sum game.

    u_2 = `constant` - `scale` u_1. `complete`: the strategies listed are all vertices; else they are optimal, and there may be more.
    """

    game: StrategicGame
    constant: Fraction
    scale: Fraction
    players: tuple[OptimalStrategies, OptimalStrategies]
    complete: bool
    status: Status
    engines: tuple[str, ...]
    reason: str = ""

    @property
    def value(self) -> Fraction:
        """What the first player gets under optimal play."""
        return self.players[0].value

    @property
    def values(self) -> tuple[Fraction, Fraction]:
        """What each player gets under optimal play."""
        return self.players[0].value, self.players[1].value

    def __str__(self) -> str:
        how_many = "all" if self.complete else "not known to be all"
        lines = [f"value {self.value} ({self.status})"]
        for own, labels in zip(self.players, self.game.actions, strict=True):
            listed = "; ".join(_mixture(labels, weights) for weights in own.strategies)
            lines.append(f"{own.player}, {how_many}: {listed}")
        return "\n".join(lines)


def _mixture(labels: tuple[str, ...], weights: Weights) -> str:
    return " + ".join(
        label if own == 1 else f"{own} {label}" for label, own in zip(labels, weights, strict=True) if own
    )


def zero_sum_scale(game: StrategicGame) -> tuple[Fraction, Fraction] | None:
    """The numbers (a, b), b > 0, with u_2 = a - b u_1 in every cell; None if there are none. Payoffs must be rational.

    >>> zero_sum_scale(StrategicGame.from_arrays([[1, 0], [0, 3]], [[1, 3], [3, -3]]))
    (Fraction(3, 1), Fraction(2, 1))
    """
    first, second = (tuple(map(Fraction, row)) for row in game.payoffs)
    other = next((cell for cell, own in enumerate(first) if own != first[0]), None)
    scale = Fraction(1) if other is None else (second[0] - second[other]) / (first[other] - first[0])
    constant = second[0] + scale * first[0]
    linear = all(own == constant - scale * payoff for payoff, own in zip(first, second, strict=True))
    return (constant, scale) if scale > 0 and linear else None


def secured(game: StrategicGame, player: int, weights: Weights) -> Fraction:
    """What a mixed action secures: the least that player number `player` gets, whatever the opponent does.

    >>> pennies = StrategicGame.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    >>> secured(pennies, 0, (Fraction(1, 2), Fraction(1, 2)))
    Fraction(0, 1)
    """
    size = game.shape[1 - player]
    found = []
    for action in range(size):
        sure = tuple(Fraction(int(own == action)) for own in range(size))
        by_action = action_payoffs(game, player, (weights, sure) if player == 0 else (sure, weights))
        found.append(sum((w * Fraction(own) for w, own in zip(weights, by_action, strict=True)), Fraction(0)))
    return min(found)
