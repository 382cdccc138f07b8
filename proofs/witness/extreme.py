"""What shows that a list of extreme equilibria is complete."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from games.core.best_replies import BestReplyPolytopes


@dataclass(frozen=True, slots=True)
class PolytopesWitness:
    """The bases of the best-reply polytopes, and for each equilibrium claimed the payoff of each player."""

    polytopes: BestReplyPolytopes
    payoffs: tuple[tuple[Fraction, ...], ...]
