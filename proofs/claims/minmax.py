"""Claims about minmax payoffs."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from games.core.strategic import Profile, StrategicGame
from proofs.claims.wording import Mixed, game_name, listing


@dataclass(frozen=True, slots=True)
class Held:
    """How low the others can hold `player`, who replies best; profiles and mixed actions are those of the others, in player order.

    pure        to `pure`, by each of `pure_punishments`, in cell order, and by no other pure profile
    mixed       by independent mixtures to some number from `lo` to `hi`, and by `punishment` to at most `hi`
    correlated  by joint randomisation to `correlated`, by `correlated_punishment`
    """

    player: str
    pure: Fraction
    pure_punishments: tuple[Profile, ...]
    lo: Fraction
    hi: Fraction
    punishment: Mixed
    correlated: Fraction
    correlated_punishment: tuple[tuple[Profile, Fraction], ...]

    @property
    def text(self) -> str:
        """The three payoffs."""
        mixed = str(self.lo) if self.lo == self.hi else f"from {self.lo} to {self.hi}"
        return f"{self.player}: pure {self.pure}, mixed {mixed}, correlated {self.correlated}"


@dataclass(frozen=True, slots=True)
class MinmaxPayoffsAre:
    """The minmax payoffs of all players of `game`, in player order, with punishments that hold them there."""

    game: StrategicGame
    players: tuple[Held, ...]

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        return f"The minmax payoffs of {game_name(self.game)} are: {listing(own.text for own in self.players)}."
