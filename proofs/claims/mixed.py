"""Claims about Nash equilibria whose probabilities may be irrational: exact points, or boxes that hold one each."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from games.core.mixed import Bounds, MixedEquilibrium, Point, real_text
from games.core.strategic import StrategicGame
from proofs.claims.wording import game_name, listing

Region = tuple[tuple[Bounds, ...], ...]


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
    """The Nash equilibria of `game`, pure and mixed, are exactly the points and the one in each box; no two are the same.

    With `regions`, bounds of the probability of each action of each player, there may be others, but only within one of these.
    """

    game: StrategicGame
    points: tuple[Point, ...]
    regions: tuple[Region, ...] = ()

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        listed = listing(point_text(self.game, own) for own in self.points)
        if not self.regions:
            return f"The Nash equilibria of {game_name(self.game)}, pure and mixed, are exactly: {listed}."
        where = "; ".join(region_text(self.game, own) for own in self.regions)
        return f"Nash equilibria of {game_name(self.game)}, pure and mixed, are: {listed}. All others lie within bounds: {where}."


def region_text(game: StrategicGame, region: Region) -> str:
    """Bounds by player, those of sure play and of unplayed actions in short."""
    players = []
    for labels, own in zip(game.actions, region, strict=True):
        told = [(label, lo, hi) for label, (lo, hi) in zip(labels, own, strict=True) if hi]
        players.append(" + ".join(label if lo == 1 else f"[{lo}, {hi}] {label}" for label, lo, hi in told))
    return f"({', '.join(players)})"


def point_text(game: StrategicGame, point: Point) -> str:
    """A point in one line: probabilities other than 0 by player, irrational ones to some digits."""
    players = []
    for labels, weights in zip(game.actions, MixedEquilibrium(point, ()).probabilities, strict=True):
        drawn = [(label, own) for label, own in zip(labels, weights, strict=True) if own != Fraction(0)]
        players.append(" + ".join(label if own == Fraction(1) else f"{real_text(own)} {label}" for label, own in drawn))
    return f"({', '.join(players)})"
