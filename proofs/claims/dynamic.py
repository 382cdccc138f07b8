"""Claims about strategy profiles of play over time."""

from __future__ import annotations

from dataclasses import dataclass

from games.core.automaton import Automaton, Machines
from games.core.dynamic import DynamicGame
from games.exact import Interval, Relation
from proofs.claims.wording import game_name, interval_text

TimedProfile = Automaton | Machines
"""A strategy profile over time."""


@dataclass(frozen=True, slots=True)
class IsSubgamePerfect:
    """`profile` is a subgame-perfect (perfect public) equilibrium of `game`."""

    game: DynamicGame
    profile: TimedProfile

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        return f"The profile is a subgame-perfect equilibrium of {game_name(self.game)}."


@dataclass(frozen=True, slots=True)
class IsNotSubgamePerfect:
    """`profile` is no subgame-perfect (perfect public) equilibrium of `game`."""

    game: DynamicGame
    profile: TimedProfile

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        return f"The profile is not a subgame-perfect equilibrium of {game_name(self.game)}."


@dataclass(frozen=True, slots=True)
class DiscountSet:
    """Under `assume`, a union of intervals of the discount factor; ends may be expressions in the other symbols."""

    assume: tuple[Relation, ...]
    intervals: tuple[Interval, ...]

    @property
    def text(self) -> str:
        """The set with its conditions."""
        union = " or ".join(interval_text(interval) for interval in self.intervals) or "the empty set"
        return f"{union} if {' and '.join(own.text for own in self.assume)}" if self.assume else union


@dataclass(frozen=True, slots=True)
class IsThreshold:
    """For `discount` in [0, 1), `profile` is an equilibrium of `game` iff it lies in the set of the case that applies.

    `discount` names the symbol that is varied. The cases are disjoint and cover what the game assumes.
    """

    game: DynamicGame
    profile: TimedProfile
    discount: str
    cases: tuple[DiscountSet, ...]

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        equilibrium = f"a subgame-perfect equilibrium of {game_name(self.game)}"
        sets = "; ".join(case.text for case in self.cases)
        return f"For {self.discount} in [0, 1), the profile is {equilibrium} exactly on: {sets}."
