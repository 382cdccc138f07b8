"""Claims about potential functions, of the kinds of `games.core.potential`."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from games.core.anonymous import AnonymousGame
from games.core.strategic import StrategicGame
from games.exact import Scalar, text
from proofs.claims.wording import game_name, listing


@dataclass(frozen=True, slots=True)
class IsPotential:
    """`values`, one a cell, are a potential of that `strength` ("exact", "weighted", "ordinal", "generalized ordinal").

    `weights`, one a player, belong to a weighted one alone.
    """

    game: StrategicGame
    strength: str
    weights: tuple[Fraction, ...]
    values: tuple[Scalar, ...]

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        told = zip(product(*self.game.actions), self.values, strict=False)
        listed = listing(f"{text(value)} at ({', '.join(profile)})" for profile, value in told)
        weighed = zip(self.game.players, self.weights, strict=False)
        weights = f" with weights {listing(f'{player} {text(own)}' for player, own in weighed)}" if self.weights else ""
        sort = f"{_article(self.strength)} {self.strength} potential"
        return f"These values are {sort} of {game_name(self.game)}{weights}: {listed}."


@dataclass(frozen=True, slots=True)
class HasNoPotential:
    """`game` has no potential of that `strength`."""

    game: StrategicGame
    strength: str

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        return f"No {self.strength} potential of {game_name(self.game)} exists."


@dataclass(frozen=True, slots=True)
class IsCountPotential:
    """`values[c]`, with c players on the second action, are an exact potential of an anonymous game."""

    game: AnonymousGame
    values: tuple[Scalar, ...]

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        second = self.game.actions[1]
        listed = listing(f"{text(value)} with {count}" for count, value in enumerate(self.values))
        return f'These values are an exact potential of {game_name(self.game)} by how many choose "{second}": {listed}.'


def _article(kind: str) -> str:
    return "an" if kind in ("exact", "ordinal") else "a"
