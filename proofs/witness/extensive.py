"""Witnesses for claims about a game in extensive form."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from games.core.best_replies import BestReplyPolytopes
from games.exact import Relation, Scalar
from proofs.witness.refutations import Refutations


@dataclass(frozen=True, slots=True)
class TreeListWitness:
    """For the complete list, which the checker makes itself: nothing."""


@dataclass(frozen=True, slots=True)
class LocalWitness:
    """The extreme equilibria of a subgame in which two players move, given what the subgames inside it are worth.

    `root` is where it begins, `worth` the payoffs put at the roots inside it, in preorder. The rest is what a claim and a
    witness about a strategic form hold, here the reduced one of the two; its actions are their plans in order.
    """

    root: int
    worth: tuple[tuple[Scalar, ...], ...]
    strategies: tuple[tuple[tuple[Fraction, ...], ...], ...]
    pairs: tuple[tuple[int, int], ...]
    subsets: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]
    polytopes: BestReplyPolytopes
    payoffs: tuple[tuple[Fraction, ...], ...]


@dataclass(frozen=True, slots=True)
class ExtremeTreeWitness:
    """The extreme equilibria of each subgame in which two players move, for each combination of payoffs inside it."""

    subgames: tuple[LocalWitness, ...]


@dataclass(frozen=True, slots=True)
class LeafWitness:
    """A part of the admissible values, and the sign of left - right for each comparison (left, right, sign) made in it."""

    assume: tuple[Relation, ...]
    signs: tuple[tuple[Scalar, Scalar, int], ...]


@dataclass(frozen=True, slots=True)
class TreeCasesWitness:
    """Parts in each of which all comparisons are decided; together they are everything."""

    leaves: tuple[LeafWitness, ...]
    refutations: Refutations = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BehaviourWitness:
    """For each profile claimed, the expected payoff of each player."""

    payoffs: tuple[tuple[Scalar, ...], ...]


@dataclass(frozen=True, slots=True)
class DepartureWitness:
    """What `player` plays instead, from node `start` on (information set -> action), and what he gains."""

    player: str
    start: int
    play: tuple[tuple[str, str], ...]
    gain: Scalar
