"""Witnesses for claims about correlated equilibria: dual prices."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class PricesWitness:
    """One price >= 0 for each incentive inequality: players in order, what is recommended, what is played instead."""

    prices: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class EndWitness:
    """A distribution over cells in which an end of a range is attained, and the prices that show that it is the end."""

    distribution: tuple[Fraction, ...]
    prices: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class RangesWitness:
    """For each player the two ends of his range."""

    lowest: tuple[EndWitness, ...]
    highest: tuple[EndWitness, ...]
