"""Witnesses for claims about an anonymous game."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class SymmetricWitness:
    """Points of (0, 1), increasing, that cut it into pieces on which sign changes count the roots of the gain."""

    splits: tuple[Fraction, ...]
