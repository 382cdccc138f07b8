"""Witnesses for claims about a strategic form."""

from __future__ import annotations

from dataclasses import dataclass, field

from games.exact import Scalar
from proofs.witness.refutations import Refutations


@dataclass(frozen=True, slots=True)
class NashWitness:
    """For each profile claimed, the expected payoff of each player."""

    payoffs: tuple[tuple[Scalar, ...], ...]
    refutations: Refutations = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NotNashWitness:
    """A deviation and what it gains."""

    player: str
    action: str
    gain: Scalar
    refutations: Refutations = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ListWitness:
    """For complete lists that the checker walks itself: only what depends on symbols."""

    refutations: Refutations = field(default_factory=dict)
