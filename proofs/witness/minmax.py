"""Witnesses for claims about minmax payoffs."""

from __future__ import annotations

from dataclasses import dataclass

from games.core.minmax import Bound, Cut, Multipliers, Term, Weights

__all__ = ["Bound", "Cut", "MinmaxWitness", "Multipliers", "Term"]


@dataclass(frozen=True, slots=True)
class MinmaxWitness:
    """For each player: a tree that shows the lower end of the mixed minmax payoff, and the mixed action that secures the correlated one."""

    bounds: tuple[Bound, ...]
    guarantees: tuple[Weights, ...]
