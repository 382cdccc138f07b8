"""Witnesses for claims about zero-sum games."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from games.core.zero_sum import FaceBasis

__all__ = ["FaceBasis", "FaceWitness", "ZeroSumWitness"]


@dataclass(frozen=True, slots=True)
class FaceWitness:
    """All vertices of one player's relaxed polytope of optimal strategies; see `games.core.zero_sum.OptimalStrategies`."""

    relaxed: tuple[tuple[int, Fraction], ...]
    bases: tuple[FaceBasis, ...]


@dataclass(frozen=True, slots=True)
class ZeroSumWitness:
    """One face a player; none if the claim is not that the lists are complete."""

    faces: tuple[FaceWitness, ...]
