"""Rationalizable actions, with beliefs that are correlated or independent.

Definition   A set of actions for each player is justified iff each of its actions is a best reply, among all actions of the player, to a
             belief about the others that lies within the set. The rationalizable actions are the largest justified set.
Correlated   Beliefs are any distributions over the others' profiles: then it is what iterated elimination of strictly dominated
             actions leaves [Pearce1984]_, see `games.core.dominance`.
Independent  Beliefs are products, the others choose on their own [Bernheim1984]_, [Pearce1984]_. With two players that is the same,
             with more it may be less.
Never best   Let each other player's mixed actions lie in a simplex with given corners. What a mixed action s of the player pays more
             than his action a is linear in each other's choice; so if it is positive at every choice of corners, it is positive
             everywhere. A cover cuts the simplices, at first those of all mixed actions, into parts in each of which some s pays
             more than a; then a is no best reply to any product belief.
Cuts         A cut halves an edge of one player's simplex: the first part has the middle in place of the edge's first corner, the second
             in place of the second. A cover is listed with the first part of each cut, whole, before the second.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from games.core.distribution import Distribution
from games.core.dominance import Belief, Dominance, Surviving, belief_payoffs, is_best_reply, restricted
from games.core.solution import Status
from games.core.strategic import StrategicGame
from games.errors import InvalidGame
from games.exact import Scalar

ProductBelief = tuple[Distribution, ...]
"""For each other player, in player order, a distribution over his actions."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Halve the edge between two corners, by number, of the simplex of `player`."""

    player: str
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Better:
    """In this part the mixed action `by` pays at least `least` more, which is positive."""

    by: Distribution
    least: Scalar


Cover = tuple[Cut | Better, ...]
Simplices = dict[str, tuple[Distribution, ...]]
"""For each other player the corners of a simplex of his mixed actions."""


@dataclass(frozen=True, slots=True)
class NeverBest:
    """`action` is no best reply to any product belief about what was left when it was taken away."""

    player: str
    action: str
    cover: Cover


@dataclass(frozen=True, slots=True)
class ProductJustification:
    """`action` is a best reply to independent beliefs about what is left, and pays `payoff` against them."""

    player: str
    action: str
    belief: ProductBelief
    payoff: Scalar


@dataclass(frozen=True, slots=True)
class Rationalizable:
    """The actions that are rationalizable.

    With `independent` beliefs `removed` are those that are not, in an order in which each is no best reply to what is left before it;
    `justified` are those that are shown to be rationalizable, `undecided` (by player) those of `surviving` that neither is shown of. With
    correlated beliefs `dominance` has all of that. `complete` says that nothing is undecided.
    """

    game: StrategicGame
    independent: bool
    surviving: Surviving
    undecided: Surviving
    dominance: Dominance
    removed: tuple[NeverBest, ...]
    justified: tuple[ProductJustification, ...]
    complete: bool
    status: Status
    engines: tuple[str, ...]
    reason: str = ""

    @property
    def reduced(self) -> StrategicGame:
        """The game that is left."""
        return restricted(self.game, self.surviving)

    def belief(self, player: str, action: str) -> Belief:
        """The belief to which the action is a best reply; raises InvalidGame for an action that is not shown to be rationalizable."""
        if not self.independent:
            return self.dominance.belief(player, action)
        for own in self.justified:
            if (own.player, own.action) == (player, action):
                return joint(own.belief)
        known = [own.action for own in self.justified if own.player == player]
        expected = f"one that is shown to be rationalizable: {', '.join(known) or 'none'}"
        raise InvalidGame(f"actions of {player}", f'the action "{action}"', expected)

    def __str__(self) -> str:
        kind = "independent" if self.independent else "correlated"
        left = (f"{player} {', '.join(own)}" for player, own in zip(self.game.players, self.surviving, strict=True))
        open_ones = [
            f"{player} {', '.join(own)}" for player, own in zip(self.game.players, self.undecided, strict=True) if own
        ]
        text = f"rationalizable with {kind} beliefs ({self.status}): {'; '.join(left)}"
        return f"{text}; not decided: {'; '.join(open_ones)}" if open_ones else text


def joint(belief: ProductBelief) -> Belief:
    """Independent beliefs as one distribution over the others' profiles.

    >>> half = Fraction(1, 2)
    >>> joint(((("a", half), ("b", half)), (("c", Fraction(1)),)))
    ((('a', 'c'), Fraction(1, 2)), (('b', 'c'), Fraction(1, 2)))
    """
    found = []
    for drawn in itertools.product(*belief):
        chance: Scalar = Fraction(1)
        for _, own in drawn:
            chance = chance * own
        found.append((tuple(label for label, _ in drawn), chance))
    return tuple(found)


def is_best_reply_to_product(game: StrategicGame, player: str, action: str, belief: ProductBelief) -> bool:
    """Whether the action is a best reply, among all of the player's, to independent beliefs about the others."""
    return is_best_reply(game, player, action, joint(belief))


def is_never_best(
    game: StrategicGame, player: str, action: str, cover: Cover, surviving: Sequence[Sequence[str]] | None = None
) -> bool:
    """Whether the cover shows that the action is no best reply to product beliefs about what is left.

    >>> game = StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    >>> is_never_best(game, "1", "1", (Better((("2", Fraction(1)),), Fraction(1)),))
    True
    """
    i = game.player_index(player)
    left = surviving if surviving is not None else game.actions
    simplices: Simplices = {
        other: tuple(((label, Fraction(1)),) for label in own)
        for other, own in zip(game.players, left, strict=True)
        if other != player
    }
    parts = [simplices]
    for own in cover:
        if not parts:
            return False
        corners = parts.pop()
        if isinstance(own, Cut):
            parts += [*halves(corners, own)][::-1]
            continue
        for chosen in itertools.product(*corners.values()):
            payoffs = belief_payoffs(game, player, joint(chosen))
            mixed = sum((weight * payoffs[game.action_index(i, label)] for label, weight in own.by), Fraction(0))
            if not mixed - payoffs[game.action_index(i, action)] >= own.least > 0:
                return False
    return not parts


def halves(corners: dict[str, tuple[Distribution, ...]], cut: Cut) -> Iterator[dict[str, tuple[Distribution, ...]]]:
    """Both parts of a cut: the middle of the edge takes the place of its first corner, then of its second."""
    own = corners[cut.player]
    middle = _mean(own[cut.first], own[cut.second])
    for place in (cut.first, cut.second):
        yield {**corners, cut.player: (*own[:place], middle, *own[place + 1 :])}


def _mean(first: Distribution, second: Distribution) -> Distribution:
    weights: dict[str, Scalar] = {}
    for label, weight in (*first, *second):
        weights[label] = weights.get(label, Fraction(0)) + weight / 2
    return tuple(weights.items())
