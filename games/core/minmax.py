"""Minmax payoffs: how low the others can hold a player who replies best.

Definition   pure        min over pure profiles of the others of max over own actions a of u_i(a, .)
             mixed       the same minimum over mixed actions of the others, each mixing independently of the rest
             correlated  the same over distributions on the others' profiles; by the minimax theorem [vonNeumann1928]_ it is what
                         player i can secure by a mixed action of his own, his maxmin payoff. It is at most the mixed minmax,
                         and equal to it when there is one other player.
Evidence     Above: the punishment, and what it holds the player to. Below: the product of the others' simplices is cut into cells
             (`Cut`), and in each cell multipliers (`Multipliers`) show that some action pays at least the lower end.
Convention   "The others" are the other players in player order; punisher k is the k-th of them.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from fractions import Fraction

from games.core.nash import MixedProfile, action_payoffs
from games.core.solution import Enclosure, Status
from games.core.strategic import Profile, StrategicGame
from games.exact import Scalar

Weights = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """A cell becomes one for each of punisher's corners with a weight: the point with these weights takes the corner's place."""

    punisher: int
    weights: Weights


@dataclass(frozen=True, slots=True)
class Term:
    """A product of coordinates of the cell, times one weight for each action of the punished player.

    `corners[k]` lists the corners of punisher k whose coordinates are multiplied; empty ones stand for a constant.
    """

    corners: tuple[tuple[int, ...], ...]
    weights: Weights


@dataclass(frozen=True, slots=True)
class Multipliers:
    """Polynomials w_a in the coordinates of a cell, one an action, such that sum of w_a (u_a - bound) has no negative coefficient.

    Their weights are not negative and sum to one. Hence some action pays at least the bound wherever some w_a is positive, which is
    almost everywhere, and so everywhere.
    """

    terms: tuple[Term, ...]


Bound = tuple[Cut | Multipliers, ...]
"""A tree in preorder: what follows a cut are its cells, in the order of their corners."""


@dataclass(frozen=True, slots=True)
class PlayerMinmax:
    """Minmax payoffs of one player.

    `pure_punishments` are all profiles of the others that hold him to `pure`. `punishment`, a mixed action for each of them, holds him to
    at most `mixed` (the upper end of an enclosure), and `bound` shows that nothing holds him below the lower end.
    `correlated_punishment`, a distribution over the others' profiles, holds him to `correlated`; his mixed action `guarantee` secures it.
    """

    player: str
    pure: Fraction
    pure_punishments: tuple[Profile, ...]
    mixed: Fraction | Enclosure
    punishment: MixedProfile
    bound: Bound
    correlated: Fraction
    correlated_punishment: tuple[tuple[Profile, Fraction], ...]
    guarantee: Weights

    @property
    def cells(self) -> int:
        """How many cells the others' mixtures were cut into."""
        return sum(isinstance(own, Multipliers) for own in self.bound)

    @property
    def gap(self) -> Fraction:
        """How far the ends of the mixed minmax payoff are apart."""
        return self.mixed.hi - self.mixed.lo if isinstance(self.mixed, Enclosure) else Fraction(0)


@dataclass(frozen=True, slots=True)
class MinmaxPayoffs:
    """Minmax payoffs of all players of `game`, in player order."""

    game: StrategicGame
    players: tuple[PlayerMinmax, ...]
    status: Status
    engines: tuple[str, ...]
    reason: str = ""

    @property
    def gap(self) -> Fraction:
        """The largest distance between the ends of a mixed minmax payoff."""
        return max(own.gap for own in self.players)

    def __getitem__(self, player: str) -> PlayerMinmax:
        """The payoffs of one player, by name."""
        return self.players[self.game.player_index(player)]

    def __str__(self) -> str:
        return "\n".join(
            f"{own.player}: pure {own.pure}, mixed {_shown(own.mixed)}, correlated {own.correlated} ({self.status})"
            for own in self.players
        )


def _shown(value: Fraction | Enclosure) -> str:
    return f"~{float(value.hi):.12g}" if isinstance(value, Enclosure) else str(value)


def others(game: StrategicGame, player: int) -> tuple[int, ...]:
    """The numbers of the other players, in player order."""
    return tuple(j for j in range(len(game.players)) if j != player)


def held_to(game: StrategicGame, player: int, punishment: MixedProfile) -> Scalar:
    """What player number `player` gets from a best reply to `punishment`, a mixed action for each of the others.

    >>> game = StrategicGame.from_arrays([[1, 0], [0, 1]], [[0, 0], [0, 0]])
    >>> held_to(game, 0, ((Fraction(1, 2), Fraction(1, 2)),))
    Fraction(1, 2)
    """
    unplayed: tuple[Scalar, ...] = (Fraction(0),) * len(game.actions[player])
    mixed = (*punishment[:player], unplayed, *punishment[player:])
    return max(action_payoffs(game, player, mixed))


def pure_minmax(game: StrategicGame, player: int) -> tuple[Scalar, tuple[Profile, ...]]:
    """The pure minmax payoff, and all pure profiles of the others that hold the player to it, in cell order.

    >>> pure_minmax(StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]]), 0)
    (Fraction(1, 1), (('2',),))
    """
    best: dict[Profile, Scalar] = {}
    for cell, profile in enumerate(game.profiles()):
        played = (*profile[:player], *profile[player + 1 :])
        payoff = game.payoffs[player][cell]
        best[played] = max(best.get(played, payoff), payoff)
    value = min(best.values())
    listed = itertools.product(*(game.actions[j] for j in others(game, player)))
    return value, tuple(played for played in listed if best[played] == value)
