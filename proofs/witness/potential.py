"""Witnesses against potentials: four-cycles, and improvement cycles."""

from __future__ import annotations

from dataclasses import dataclass, field

from games.core.strategic import Profile
from proofs.witness.refutations import Refutations


@dataclass(frozen=True, slots=True)
class FourCycle:
    """From `start`, player `first` changes to his action in `end`, then `second` to his; then `first` changes back, then `second`."""

    start: Profile
    end: Profile
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class NoPotentialWitness:
    """Against an exact or weighted potential `four_cycles`, against an ordinal one the profiles of a `cycle`; the other is empty."""

    four_cycles: tuple[FourCycle, ...] = ()
    cycle: tuple[Profile, ...] = ()
    refutations: Refutations = field(default_factory=dict)
