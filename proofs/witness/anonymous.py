"""Witnesses for claims about an anonymous game."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


class RootsWitness:
    """How the roots of the expected gain are counted: in one of the two ways below."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class SymmetricWitness(RootsWitness):
    """Points of (0, 1), increasing, that cut it into pieces on which sign changes count the roots of the gain."""

    splits: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class SignsWitness(RootsWitness):
    """Points at which the expected gain, or a derivative of it, alternates, and bounds of the roots of its derivatives.

    `turns` go from the highest derivative down to the first; without them `points` speak of the gain itself.
    """

    points: tuple[Fraction, ...]
    turns: tuple[tuple[tuple[Fraction, Fraction], ...], ...]
