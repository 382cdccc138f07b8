"""Claims about correlated and coarse correlated equilibria."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from games.core.strategic import StrategicGame
from games.exact import Scalar, text
from proofs.claims.wording import game_name, listing


@dataclass(frozen=True, slots=True)
class IsBestCorrelated:
    """`distribution`, one probability a cell, is a correlated equilibrium with the objective `value`; none has more (`minimise`: less).

    `coarse`: of the coarse ones. The objective is the expected sum of the payoffs times `weights`, one a player.
    """

    game: StrategicGame
    coarse: bool
    weights: tuple[Fraction, ...]
    minimise: bool
    distribution: tuple[Scalar, ...]
    value: Scalar

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        drawn = zip(product(*self.game.actions), self.distribution, strict=False)
        listed = listing(f"{text(weight)} on ({', '.join(profile)})" for profile, weight in drawn if weight != 0)
        best = f"the {'least' if self.minimise else 'greatest'} {_objective(self.game, self.weights)}"
        return (
            f"The distribution with {listed} is a {_kind(self.coarse)} equilibrium of {game_name(self.game)}, and of all of "
            f"these has {best}, which is {text(self.value)}."
        )


@dataclass(frozen=True, slots=True)
class CorrelatedPayoffsAre:
    """`ranges`, one a player: the least and the greatest payoff that he has in a correlated (`coarse`: coarse) equilibrium."""

    game: StrategicGame
    coarse: bool
    ranges: tuple[tuple[Scalar, Scalar], ...]

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        told = zip(self.game.players, self.ranges, strict=False)
        listed = listing(f"{player} from {text(low)} to {text(high)}" for player, (low, high) in told)
        return f"Over all {_kind(self.coarse)} equilibria of {game_name(self.game)} payoffs range exactly: {listed}."


def _kind(coarse: bool) -> str:
    return "coarse correlated" if coarse else "correlated"


def _objective(game: StrategicGame, weights: tuple[Fraction, ...]) -> str:
    if set(weights) == {Fraction(1)}:
        return "sum of payoffs"
    terms = [(player, own) for player, own in zip(game.players, weights, strict=False) if own != 0]
    if len(terms) == 1 and terms[0][1] == 1:
        return f"payoff of {terms[0][0]}"
    return f"sum of {listing(f'{text(own)} times the payoff of {player}' for player, own in terms)}"
