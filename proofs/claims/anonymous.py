"""Claims about equilibria of an anonymous game."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from games.core.anonymous import AnonymousGame
from games.exact import AlgebraicNumber
from proofs.claims.wording import game_name, listing, point_text, runs


@dataclass(frozen=True, slots=True)
class CountEquilibriaAre:
    """`counts`, increasing, are all the numbers of players on the second action at which nobody gains by switching."""

    game: AnonymousGame
    counts: tuple[int, ...]

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        action, listed = self.game.actions[1], listing(runs(self.counts))
        return (
            f'The numbers of players on "{action}" in pure equilibria of {game_name(self.game)} are exactly: {listed}.'
        )


@dataclass(frozen=True, slots=True)
class SymmetricPoint:
    """A probability of the second action: a number, or the only equilibrium strictly between two rationals.

    `stable`: the gain from the second action falls through 0 there; at an end, deviating is strictly unprofitable.
    """

    at: Fraction | AlgebraicNumber | tuple[Fraction, Fraction]
    stable: bool

    @property
    def text(self) -> str:
        """The point and its stability."""
        return f"{point_text(self.at)} ({'stable' if self.stable else 'not stable'})"


@dataclass(frozen=True, slots=True)
class SymmetricEquilibriaAre:
    """`equilibria`, increasing, are all the symmetric equilibria of `game`.

    Where all payoffs of the two actions agree, `continuum` is (0, 1): every probability is one.
    """

    game: AnonymousGame
    equilibria: tuple[SymmetricPoint, ...]
    continuum: tuple[Fraction, Fraction] | None = None

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        where = f'The symmetric equilibria of {game_name(self.game)}, by the probability of "{self.game.actions[1]}"'
        if self.continuum is not None:
            return f"{where}, are all from {self.continuum[0]} to {self.continuum[1]}."
        return f"{where}, are exactly: {listing(point.text for point in self.equilibria)}."


@dataclass(frozen=True, slots=True)
class CountProfilesAre:
    """`profiles`, vectors of counts in the order of `games.core.anonymous.count_vectors`, are all at which nobody gains by switching."""

    game: AnonymousGame
    profiles: tuple[tuple[int, ...], ...]

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        listed = listing(f"({', '.join(map(str, own))})" for own in self.profiles)
        return (
            f"The numbers of players on {', '.join(self.game.actions)} in pure equilibria of {game_name(self.game)} "
            f"are exactly: {listed}."
        )


@dataclass(frozen=True, slots=True)
class ProfilePoint:
    """Probabilities in action order: all numbers, or bounds of those that are played, between which only one such equilibrium lies.

    `stable` under replicator dynamics: all eigenvalues have negative real parts (true), one has a positive one (false); None says nothing.
    """

    probs: tuple[Fraction | tuple[Fraction, Fraction], ...]
    stable: bool | None = None

    @property
    def text(self) -> str:
        """The point."""
        shown = (str(own) if isinstance(own, Fraction) else f"between {own[0]} and {own[1]}" for own in self.probs)
        return f"({', '.join(shown)}){ {True: ' (stable)', False: ' (not stable)', None: ''}[self.stable] }"


@dataclass(frozen=True, slots=True)
class SymmetricProfilesAre:
    """`equilibria` are all the symmetric equilibria of `game`: by support, fewer actions first, then in action order."""

    game: AnonymousGame
    equilibria: tuple[ProfilePoint, ...]

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        where = f"The symmetric equilibria of {game_name(self.game)}, by the probabilities of {', '.join(self.game.actions)}"
        return f"{where}, are exactly: {listing(point.text for point in self.equilibria)}."
