"""Claims about zero-sum games."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from games.core.strategic import StrategicGame
from proofs.claims.wording import action_text, game_name, listing


@dataclass(frozen=True, slots=True)
class OptimalStrategiesAre:
    """`game` is zero-sum up to units, u_2 = a - b u_1 with b > 0, and `values` are what its two players can secure.

    Each of `strategies[i]` secures player i his value. If `complete`, they are all vertices of the polytope of such strategies, and in
    decreasing order.
    """

    game: StrategicGame
    values: tuple[Fraction, ...]
    strategies: tuple[tuple[tuple[Fraction, ...], ...], ...]
    complete: bool

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        game, extent = self.game, "exactly the mixtures of" if self.complete else "among others"
        values = " and ".join(f"{own} to {player}" for own, player in zip(self.values, game.players, strict=False))
        parts = [
            f"optimal strategies of {player} are {extent}: {listing(action_text(weights, labels) for weights in listed)}"
            for player, labels, listed in zip(game.players, game.actions, self.strategies, strict=False)
        ]
        return f"{game_name(game)} is zero-sum, worth {values}; {'; '.join(parts)}."
