"""Claims about equilibria of a strategic form."""

from __future__ import annotations

from dataclasses import dataclass

from games.core.strategic import Profile, StrategicGame
from proofs.claims.wording import Mixed, game_name, listing, mixed_text


@dataclass(frozen=True, slots=True)
class IsNash:
    """`profile` is a Nash equilibrium of `game`."""

    game: StrategicGame
    profile: Mixed

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        return f"{mixed_text(self.game, self.profile)} is a Nash equilibrium of {game_name(self.game)}."


@dataclass(frozen=True, slots=True)
class AreNash:
    """Each of `profiles` is a Nash equilibrium of `game`; there may be others."""

    game: StrategicGame
    profiles: tuple[Mixed, ...]

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        listed = listing(mixed_text(self.game, profile) for profile in self.profiles)
        return f"Each of these is a Nash equilibrium of {game_name(self.game)}: {listed}."


@dataclass(frozen=True, slots=True)
class IsNotNash:
    """`profile` is no Nash equilibrium of `game`."""

    game: StrategicGame
    profile: Mixed

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        return f"{mixed_text(self.game, self.profile)} is not a Nash equilibrium of {game_name(self.game)}."


@dataclass(frozen=True, slots=True)
class PureEquilibriaAre:
    """`profiles`, in cell order, are all the pure Nash equilibria of `game`."""

    game: StrategicGame
    profiles: tuple[Profile, ...]

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        listed = listing(", ".join(profile) for profile in self.profiles)
        return f"The pure Nash equilibria of {game_name(self.game)} are exactly: {listed}."
