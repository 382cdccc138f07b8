"""Rationalizable actions with correlated and with independent beliefs.

Definition   In `games.core.rationalizability`.
Correlated   Iterated elimination of strictly dominated actions (`games.solvers.dominance`) [Pearce1984]_; so is everything for two players.
Independent  1. Start from what iterated strict dominance leaves. Each action there is a best reply to some belief; if that is a product, it
                stays.
             2. For each other action look for a product belief to which it is a best reply, and for a cover that shows that there is
                none (`games.solvers.independent_beliefs`).
             3. What is no best reply goes; then again, until nothing goes.
Decided      An action that is strictly worse than something against every product belief is found out, as is one that is a best reply to a
             set of product beliefs with an interior; at the border between them the search may find neither and stops after
             a number of parts. Then the answer is two bounds: `surviving` holds every rationalizable action, `justified` only such.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from games.core.dominance import Belief, Dominance, Surviving, belief_payoffs
from games.core.rationalizability import (
    Better,
    NeverBest,
    ProductBelief,
    ProductJustification,
    Rationalizable,
    joint,
)
from games.core.solution import Status
from games.core.strategic import StrategicGame
from games.errors import LimitReached
from games.exact import Scalar
from games.solvers.clock import Clock
from games.solvers.dominance import ENGINES, iterated_dominance
from games.solvers.independent_beliefs import independent_beliefs
from games.solvers.requirements import numbers_only

UNDECIDED = (
    "for some actions neither independent beliefs to which they are best replies were found nor that there are none; "
    "what survives holds every rationalizable action"
)


def rationalizable(
    game: StrategicGame, *, independent: bool = False, time_limit: float | None = None
) -> Rationalizable:
    """The rationalizable actions, with correlated or with independent beliefs about the others.

    With symbols in the payoffs and correlated beliefs an answer for all admissible values is looked for. Raises Unsupported if there
    is none or beliefs are independent, LimitReached when `time_limit` seconds have passed (its `partial` is what is known
    then). Source: [Pearce1984]_, [Bernheim1984]_.

    >>> game = StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    >>> rationalizable(game).surviving
    (('2',), ('2',))
    """
    clock = Clock(time_limit)
    if independent:
        for row in game.payoffs:
            numbers_only(row, "rationalizable")
    dominance = _strict(game, independent, time_limit)
    if not independent:
        return _correlated(game, dominance)
    search = _Elimination(game, dominance, clock)
    search.run()
    answer = search.answer()
    if clock.past() and not answer.complete:
        found = f"that the time limit of {time_limit} s has passed"
        raise LimitReached("rationalizable", found, "", "Raise the limit; `partial` holds what is known.", answer)
    return answer


def _strict(game: StrategicGame, independent: bool, time_limit: float | None) -> Dominance:
    try:
        return iterated_dominance(game, time_limit=time_limit)
    except LimitReached as error:
        partial: Dominance = error.partial
        known = replace(_correlated(game, partial), independent=independent, undecided=partial.surviving)
        raise LimitReached("rationalizable", error.found, error.expected, error.remedy, known) from None


def _correlated(game: StrategicGame, own: Dominance) -> Rationalizable:
    nothing: Surviving = tuple(() for _ in game.players)
    return Rationalizable(
        game, False, own.surviving, nothing, own, (), (), own.complete, own.status, own.engines, own.reason
    )


class _Elimination:
    """What is left, and the independent beliefs and covers found so far."""

    def __init__(self, game: StrategicGame, dominance: Dominance, clock: Clock) -> None:
        self.game, self.dominance, self.clock = game, dominance, clock
        self.left = [list(own) for own in dominance.surviving]
        self.removed = list(_one_by_one(dominance))
        self.beliefs: dict[tuple[str, str], ProductBelief] = {}
        for own in dominance.justified:
            product = _as_product(own.belief, len(game.players) - 1)
            if own.until > len(dominance.rounds) and product is not None:
                self.beliefs[own.player, own.action] = product

    def run(self) -> None:
        """Take away what is no best reply until nothing goes."""
        gone = True
        while gone and not self.clock.past():
            gone = False
            for player, action in self._without_belief():
                replies = self.left[self.game.player_index(player)]
                cover, belief = independent_beliefs(self.game, player, action, replies, self.left, self.clock)
                if cover is not None:
                    self.removed.append(NeverBest(player, action, cover))
                    self._take_away(player, action)
                    gone = True
                elif belief is not None:
                    self.beliefs[player, action] = belief

    def _without_belief(self) -> list[tuple[str, str]]:
        pairs = zip(self.game.players, self.left, strict=True)
        return [(who, what) for who, own in pairs for what in own if (who, what) not in self.beliefs]

    def _take_away(self, player: str, action: str) -> None:
        """Drop an action, and the beliefs that give it a chance."""
        i = self.game.player_index(player)
        self.left[i].remove(action)
        for who, what in list(self.beliefs):
            j = self.game.player_index(who)
            if j != i and any(label == action for label, _ in self.beliefs[who, what][i - (i > j)]):
                del self.beliefs[who, what]

    def answer(self) -> Rationalizable:
        """What is shown."""
        surviving: Surviving = tuple(tuple(own) for own in self.left)
        self._keep_the_sure(surviving)
        pairs = zip(surviving, self.left, strict=True)
        undecided = tuple(tuple(action for action in own if action not in sure) for own, sure in pairs)
        complete = not any(undecided)
        status, reason = (Status.DECIDED, "") if complete else (Status.UNKNOWN, UNDECIDED)
        justified = tuple(
            self._justification(player, action)
            for player, own in zip(self.game.players, self.left, strict=True)
            for action in own
        )
        return Rationalizable(
            self.game,
            True,
            surviving,
            undecided,
            self.dominance,
            tuple(self.removed),
            justified,
            complete,
            status,
            ENGINES,
            reason,
        )

    def _keep_the_sure(self, surviving: Surviving) -> None:
        """Take away what has no belief, and what has none without it, until all that is left has beliefs about what is left."""
        while missing := self._without_belief():
            self._take_away(*missing[0])
            for player, action in self._without_belief():
                if all(self.left) and not self.clock.past():
                    replies = surviving[self.game.player_index(player)]
                    _, belief = independent_beliefs(self.game, player, action, replies, self.left, self.clock)
                    if belief is not None:
                        self.beliefs[player, action] = belief

    def _justification(self, player: str, action: str) -> ProductJustification:
        belief = self.beliefs[player, action]
        payoffs = belief_payoffs(self.game, player, joint(belief))
        place = self.game.action_index(self.game.player_index(player), action)
        return ProductJustification(player, action, belief, payoffs[place])


def _one_by_one(dominance: Dominance) -> Iterator[NeverBest]:
    """What iterated strict dominance takes away, one action after the other, with the least margin over what is left by then."""
    players = dominance.game.players
    left = [set(own) for own in dominance.game.actions]
    for own in itertools.chain(*dominance.rounds):
        i = players.index(own.player)
        others = [*left[:i], *left[i + 1 :]]
        least = min(
            (margin for profile, margin in own.margins if all(map(set.__contains__, others, profile))), key=Fraction
        )
        yield NeverBest(own.player, own.action, (Better(own.by, least),))
        left[i].remove(own.action)


def _as_product(belief: Belief, others: int) -> ProductBelief | None:
    """The belief as a product of what it says of each player, if it is one."""
    chances: list[dict[str, Scalar]] = [{} for _ in range(others)]
    for profile, chance in belief:
        for own, label in zip(chances, profile, strict=True):
            own[label] = own.get(label, Fraction(0)) + chance
    product = tuple(tuple(own.items()) for own in chances)
    return product if dict(joint(product)) == dict(belief) else None
