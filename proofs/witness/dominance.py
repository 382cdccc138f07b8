"""Witnesses for claims about dominated actions."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from games.exact import Scalar
from proofs.witness.refutations import Refutations


@dataclass(frozen=True, slots=True)
class Dominator:
    """A mixed action, and what it pays more than the dominated one against each profile of the others that is left, in cell order."""

    mixed: tuple[tuple[str, Fraction], ...]
    margins: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class Believed:
    """Why an action stays in a round: it is a best reply to a belief about the others, and pays `payoff` against it."""

    round: int
    player: str
    action: str
    belief: tuple[tuple[tuple[str, ...], Fraction], ...]
    payoff: Scalar


@dataclass(frozen=True, slots=True)
class DominanceWitness:
    """For each action that goes, what dominates it, in the order of the claim; for those that stay, beliefs by round.

    Under strict dominance one belief an action suffices, for the last round in which it stays; it is a best reply among all actions
    of the game. Under weak dominance there is one a round, which gives a chance to all that is left.
    """

    dominators: tuple[tuple[Dominator, ...], ...]
    beliefs: tuple[Believed, ...]
    refutations: Refutations = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Halved:
    """A cut of a part of the others' mixed actions: an edge of one player's simplex, between two corners by number, is halved."""

    player: str
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Outdone:
    """A mixed action that pays at least `least` more than the action in question, everywhere in a part."""

    mixed: tuple[tuple[str, Fraction], ...]
    least: Fraction


@dataclass(frozen=True, slots=True)
class Removed:
    """An action that is no best reply to independent beliefs about what is left, and the parts that show it.

    The parts are those of a tree, each cut before its halves, the first half with all its parts before the second.
    """

    player: str
    action: str
    cover: tuple[Halved | Outdone, ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """An action that is a best reply to independent beliefs: for each other player, in order, a mixed action; and what it pays."""

    player: str
    action: str
    belief: tuple[tuple[tuple[str, Fraction], ...], ...]
    payoff: Fraction


@dataclass(frozen=True, slots=True)
class RationalizabilityWitness:
    """The actions that go, in an order in which each is no best reply to what is left before it; beliefs for those that stay."""

    removed: tuple[Removed, ...]
    beliefs: tuple[Apart, ...]
