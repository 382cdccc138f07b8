"""Claims about Nash equilibria whose probabilities may be irrational: exact points, or boxes that hold one each."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from games.core.mixed import MixedEquilibrium, Point, real_text
from games.core.strategic import StrategicGame
from proofs.claims.wording import game_name, listing


@dataclass(frozen=True, slots=True)
class HoldNash:
    """Each point is a Nash equilibrium of `game`, each box holds exactly one, no two are the same; there may be others."""

    game: StrategicGame
    points: tuple[Point, ...]

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        listed = listing(point_text(self.game, own) for own in self.points)
        return f"Different Nash equilibria of {game_name(self.game)} are: {listed}."


@dataclass(frozen=True, slots=True)
class MixedEquilibriaAre:
    """The Nash equilibria of `game`, pure and mixed, are exactly the points and the one in each box; no two are the same."""

    game: StrategicGame
    points: tuple[Point, ...]

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        listed = listing(point_text(self.game, own) for own in self.points)
        return f"The Nash equilibria of {game_name(self.game)}, pure and mixed, are exactly: {listed}."


def point_text(game: StrategicGame, point: Point) -> str:
    """A point in one line: probabilities other than 0 by player, irrational ones to some digits."""
    players = []
    for labels, weights in zip(game.actions, MixedEquilibrium(point, ()).probabilities, strict=True):
        drawn = [(label, own) for label, own in zip(labels, weights, strict=True) if own != Fraction(0)]
        players.append(" + ".join(label if own == Fraction(1) else f"{real_text(own)} {label}" for label, own in drawn))
    return f"({', '.join(players)})"
