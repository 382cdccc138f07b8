"""Claims: plain statements about a core object, one class each. A claim holds no evidence; a certificate adds it.

Where a game has symbols, a claim speaks of all their real values at which the game's assumptions hold and it is a game:
probabilities and growth factors are not negative, discount factors lie in [0, 1). That its numbers are defined there is part
of the claim. Nash and subgame-perfect equilibrium are those of `games.core.nash` and `games.core.play` at these values, so that a state
counts as reached only where the chances that lead to it are positive; under public monitoring "subgame perfect" reads
"perfect public". Where payoffs grow, subgame perfect means here: all values are finite, and no one-shot deviation gains.

>>> from games.core.strategic import StrategicGame
>>> pd = StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]], name="dilemma")
>>> PureEquilibriaAre(pd, (("2", "2"),)).text
'The pure Nash equilibria of "dilemma" are exactly: 2, 2.'
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from games.core.anonymous import AnonymousGame
from games.core.automaton import Automaton, Machines
from games.core.dynamic import DynamicGame
from games.core.strategic import Profile, StrategicGame
from games.exact import AlgebraicNumber, Interval, Relation, Scalar, text
from proofs.statements import Theorem

Mixed = tuple[tuple[Scalar, ...], ...]
"""For each player the probabilities of his actions, in action order."""

TimedProfile = Automaton | Machines
"""A strategy profile over time."""


@dataclass(frozen=True, slots=True)
class IsNash:
    """`profile` is a Nash equilibrium of `game`."""

    game: StrategicGame
    profile: Mixed

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        return f"{_mixed_text(self.game, self.profile)} is a Nash equilibrium of {_name(self.game)}."


@dataclass(frozen=True, slots=True)
class AreNash:
    """Each of `profiles` is a Nash equilibrium of `game`; there may be others."""

    game: StrategicGame
    profiles: tuple[Mixed, ...]

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        listed = _listed(_mixed_text(self.game, profile) for profile in self.profiles)
        return f"Each of these is a Nash equilibrium of {_name(self.game)}: {listed}."


@dataclass(frozen=True, slots=True)
class IsNotNash:
    """`profile` is no Nash equilibrium of `game`."""

    game: StrategicGame
    profile: Mixed

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        return f"{_mixed_text(self.game, self.profile)} is not a Nash equilibrium of {_name(self.game)}."


@dataclass(frozen=True, slots=True)
class PureEquilibriaAre:
    """`profiles`, in cell order, are all the pure Nash equilibria of `game`."""

    game: StrategicGame
    profiles: tuple[Profile, ...]

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        listed = _listed(", ".join(profile) for profile in self.profiles)
        return f"The pure Nash equilibria of {_name(self.game)} are exactly: {listed}."


@dataclass(frozen=True, slots=True)
class CountEquilibriaAre:
    """`counts`, increasing, are all the numbers of players on the second action at which nobody gains by switching."""

    game: AnonymousGame
    counts: tuple[int, ...]

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        action, listed = self.game.actions[1], _listed(_runs(self.counts))
        return f'The numbers of players on "{action}" in pure equilibria of {_name(self.game)} are exactly: {listed}.'


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
        return f"{_point_text(self.at)} ({'stable' if self.stable else 'not stable'})"


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
        where = f'The symmetric equilibria of {_name(self.game)}, by the probability of "{self.game.actions[1]}"'
        if self.continuum is not None:
            return f"{where}, are all from {self.continuum[0]} to {self.continuum[1]}."
        return f"{where}, are exactly: {_listed(point.text for point in self.equilibria)}."


@dataclass(frozen=True, slots=True)
class IsSubgamePerfect:
    """`profile` is a subgame-perfect (perfect public) equilibrium of `game`."""

    game: DynamicGame
    profile: TimedProfile

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        return f"The profile is a subgame-perfect equilibrium of {_name(self.game)}."


@dataclass(frozen=True, slots=True)
class IsNotSubgamePerfect:
    """`profile` is no subgame-perfect (perfect public) equilibrium of `game`."""

    game: DynamicGame
    profile: TimedProfile

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        return f"The profile is not a subgame-perfect equilibrium of {_name(self.game)}."


@dataclass(frozen=True, slots=True)
class DiscountSet:
    """Under `assume`, a union of intervals of the discount factor; ends may be expressions in the other symbols."""

    assume: tuple[Relation, ...]
    intervals: tuple[Interval, ...]

    @property
    def text(self) -> str:
        """The set with its conditions."""
        union = " or ".join(_interval_text(interval) for interval in self.intervals) or "the empty set"
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
        equilibrium = f"a subgame-perfect equilibrium of {_name(self.game)}"
        sets = "; ".join(case.text for case in self.cases)
        return f"For {self.discount} in [0, 1), the profile is {equilibrium} exactly on: {sets}."


Claim = (
    IsNash
    | AreNash
    | IsNotNash
    | PureEquilibriaAre
    | CountEquilibriaAre
    | SymmetricEquilibriaAre
    | IsSubgamePerfect
    | IsNotSubgamePerfect
    | IsThreshold
    | Theorem
)


def _name(game: StrategicGame | AnonymousGame | DynamicGame) -> str:
    return f'"{game.name}"' if game.name else "the game"


def _listed(parts: Iterable[str]) -> str:
    return "; ".join(parts) or "none"


def _runs(counts: Sequence[int]) -> list[str]:
    """Whole numbers as text, neighbours together: 0 to 5."""
    runs: list[tuple[int, int]] = []
    for count in counts:
        if runs and runs[-1][1] == count - 1:
            runs[-1] = (runs[-1][0], count)
        else:
            runs.append((count, count))
    return [f"{first} to {last}" if first < last else str(first) for first, last in runs]


def _mixed_text(game: StrategicGame, profile: Mixed) -> str:
    return f"({', '.join(_action_text(own, labels) for own, labels in zip(profile, game.actions, strict=False))})"


def _action_text(weights: Sequence[Scalar], labels: Sequence[str]) -> str:
    support = [(weight, label) for weight, label in zip(weights, labels, strict=False) if weight != 0]
    if len(support) == 1:
        return support[0][1]
    return " + ".join(f"{text(weight)} {label}" for weight, label in support)


def _point_text(point: Fraction | AlgebraicNumber | tuple[Fraction, Fraction]) -> str:
    if isinstance(point, Fraction):
        return str(point)
    if isinstance(point, AlgebraicNumber):
        return point.text or f"the root between {point.lo} and {point.hi}"
    return f"the one between {point[0]} and {point[1]}"


def _interval_text(interval: Interval) -> str:
    left, right = "[" if interval.lo_closed else "(", "]" if interval.hi_closed else ")"
    return f"{left}{_end_text(interval.lo)}, {_end_text(interval.hi)}{right}"


def _end_text(end: Scalar | AlgebraicNumber) -> str:
    return _point_text(end) if isinstance(end, AlgebraicNumber) else text(end)
