"""Witness for lists of equilibria whose probabilities may be irrational."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from games.core.subdivision import Step


@dataclass(frozen=True, slots=True)
class MixedWitness:
    """For each point each player's payoff: a number; a polynomial in the point's root; or bounds, for a box.

    `steps` subdivide the mixed profiles until each part holds no equilibrium or a listed one, if the list is said to be complete.
    """

    payoffs: tuple[tuple[Fraction | tuple[Fraction, ...], ...], ...]
    steps: tuple[Step, ...] = ()
