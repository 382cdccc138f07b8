"""Witnesses for claims about dominated actions."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Dominator:
    """A mixed action, and what it pays more than the dominated one against each profile of the others that is left, in cell order."""

    mixed: tuple[tuple[str, Fraction], ...]
    margins: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Believed:
    """Why an action stays in a round: it is a best reply to a belief about the others, and pays `payoff` against it."""

    round: int
    player: str
    action: str
    belief: tuple[tuple[tuple[str, ...], Fraction], ...]
    payoff: Fraction


@dataclass(frozen=True, slots=True)
class DominanceWitness:
    """For each action that goes, what dominates it, in the order of the claim; for those that stay, beliefs by round.

    Under strict dominance one belief an action suffices, for the last round in which it stays; it is a best reply among all actions
    of the game. Under weak dominance there is one a round, which gives a chance to all that is left.
    """

    dominators: tuple[tuple[Dominator, ...], ...]
    beliefs: tuple[Believed, ...]
