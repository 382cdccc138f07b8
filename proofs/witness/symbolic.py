"""Witnesses for claims about a strategic form with symbols."""

from __future__ import annotations

from dataclasses import dataclass, field

from proofs.witness.refutations import Refutations


@dataclass(frozen=True, slots=True)
class Stage:
    """Unknown probabilities and the indifferences that determine them, given those of earlier stages; all as (player, action).

    An indifference says that the action pays what the player's first action in the support pays.
    """

    unknowns: tuple[tuple[int, int], ...]
    equations: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class SupportWitness:
    """How the profile is determined, stage by stage."""

    stages: tuple[Stage, ...]
    refutations: Refutations = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SupportsWitness:
    """The stages of each part in turn, none where it has no profile."""

    stages: tuple[tuple[Stage, ...], ...]
    refutations: Refutations = field(default_factory=dict)
