"""The claim that a list of extreme equilibria is complete."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from games.core.strategic import StrategicGame
from proofs.claims.wording import game_name, listing, mixed_text


@dataclass(frozen=True, slots=True)
class ExtremeEquilibriaAre:
    """`pairs` are all the extreme Nash equilibria of the two-player `game`, and `subsets` all its maximal Nash subsets.

    Both refer to `strategies`, for each player different mixed actions, by their places; each of them is in some pair. A mixed
    action is extreme iff no other has the same zeros and leaves the opponent the same best replies.
    """

    game: StrategicGame
    strategies: tuple[tuple[tuple[Fraction, ...], ...], ...]
    pairs: tuple[tuple[int, int], ...]
    subsets: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        first, second = self.strategies
        listed = listing(mixed_text(self.game, (first[x], second[y])) for x, y in self.pairs)
        count = len(self.subsets)
        return (
            f"The extreme Nash equilibria of {game_name(self.game)} are exactly: {listed}. "
            f"They form {count} maximal Nash subset{'' if count == 1 else 's'}."
        )
