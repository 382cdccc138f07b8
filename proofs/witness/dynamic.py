"""Witnesses for claims about play over time, and for theorems."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from games.exact import AlgebraicNumber, Scalar
from proofs.witness.refutations import Refutations


@dataclass(frozen=True, slots=True)
class Values:
    """Average discounted payoffs at `nodes`, pairs of a game state and a state of the profile, in the order of their discovery.

    Player i's value at node v is `numerators[i][v]` over the product of `denominators[i]`, all of them polynomials.
    """

    nodes: tuple[tuple[str, str], ...]
    numerators: tuple[tuple[Scalar, ...], ...]
    denominators: tuple[tuple[Scalar, ...], ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """The extreme `extreme` (a Min or Max in the game) always equals its argument `equals`."""

    extreme: Scalar
    equals: Scalar


@dataclass(frozen=True, slots=True)
class Slack:
    """What `player` loses by playing `action` once at (game_state, state): core * product of up / product of down.

    All of `up` and `down` are positive, so that the deviation gains nothing iff `core` >= 0. There is one for each deviation
    whose slack is not a number.
    """

    player: str
    game_state: str
    state: str
    action: str
    core: Scalar
    up: tuple[Scalar, ...] = ()
    down: tuple[Scalar, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """How to read a profile's values and slacks under some hypotheses."""

    values: Values
    branches: tuple[Branch, ...] = ()
    slacks: tuple[Slack, ...] = ()


@dataclass(frozen=True, slots=True)
class PlayWitness:
    """Values and slacks of a profile that is an equilibrium."""

    evidence: Evidence
    refutations: Refutations = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NotPlayWitness:
    """Values of a profile, and the one-shot deviation that gains `gain`."""

    evidence: Evidence
    player: str
    game_state: str
    state: str
    action: str
    gain: Scalar
    refutations: Refutations = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ThresholdWitness:
    """Evidence for each case; where only the discount factor is free, `points` instead of refutations.

    `points`, increasing, are the roots in [0, 1) of every condition; each is isolated apart from its neighbours.
    """

    evidence: tuple[Evidence, ...]
    points: tuple[Fraction | AlgebraicNumber, ...] = ()
    refutations: Refutations = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TheoremWitness:
    """For each part of a theorem: how to read its profiles (those that hold one), and its extremes."""

    evidence: tuple[tuple[Evidence, ...], ...]
    branches: tuple[tuple[Branch, ...], ...]
    refutations: Refutations = field(default_factory=dict)
