"""Best-reply polytopes of two-player games, and what it takes to know all their vertices.

Definition   Let reply[a][b] be what the opponent gets from b against a, in whole numbers made positive: his payoffs times their common
             denominator, minus the least of these, plus 1. The best-reply polytope of a player is
             {x >= 0 : sum_a x_a reply[a][b] <= 1 for each b} [vonStengel2007]_. A vertex other than 0, divided by its sum, is a
             mixed action; b is a best reply to it iff the inequality of b binds. A pair (x, y) of such vertices is an extreme
             equilibrium iff each plays best replies to the other only.
Perturbed    Where more inequalities bind at a vertex than fix it, let the right-hand sides be 1 + e direction[b] for a small e > 0, so that
             each vertex is fixed by one set of inequalities, its basis. As e falls to 0 every vertex of the polytope itself is reached.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

MixedAction = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """A vertex: x_a = (point[a] + e shift[a]) / divisor. `shift` is empty if no more inequalities bind at e = 0 than fix the vertex."""

    divisor: int
    point: tuple[int, ...]
    shift: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Polytope:
    """All bases of a player's best-reply polytope, restricted to his `actions` against the opponent's `replies`.

    `direction` has an entry a reply, or none where nothing needs to be perturbed. `bases` begins with 0; `point` has an entry for
    each of `actions`.
    """

    actions: tuple[int, ...]
    replies: tuple[int, ...]
    direction: tuple[int, ...]
    bases: tuple[Basis, ...]


@dataclass(frozen=True, slots=True)
class Dominated:
    """An action of a player (0 or 1) that no equilibrium plays: `by`, whole weights on actions not named before, strictly dominates it.

    It does so against the opponent's actions not named before.
    """

    player: int
    action: int
    by: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class BestReplyPolytopes:
    """What shows a list of extreme equilibria to be complete.

    Without the actions in `dominated`, taken away one after the other, `player` (0 or 1) has the polytope `whole`; each set of best replies
    to one of its vertices lies within the actions of one of `faces`, polytopes of the other player.
    """

    player: int
    whole: Polytope
    faces: tuple[Polytope, ...]
    dominated: tuple[Dominated, ...] = ()


@dataclass(frozen=True, slots=True)
class Indifference:
    """Against `strategy` of `player` the opponent has more best replies (`replies`) than it plays actions: the game is degenerate."""

    player: str
    strategy: MixedAction
    replies: tuple[str, ...]
