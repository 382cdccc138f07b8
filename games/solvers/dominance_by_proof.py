"""Iterated strict dominance with symbols in the payoffs: what is dominated, or is not, whatever the symbols are.

Definition   In `games.core.dominance`, for all values at which the game's assumptions hold.
Algorithm    Each round, for each player and each of his actions that is left:
             1. It goes if one other action that is left pays more against each profile of the others that is left, which is proved for
                every such difference (`games.solvers.signs`).
             2. It stays if it is proved to be a best reply, among all actions of the game, to some profile of the others that is left, or
                to the belief that all these are equally likely.
             3. Otherwise the answer may depend on the symbols, and the question is refused, naming the action.
Not here     Weak dominance, dominators that are mixed, other beliefs: put values in for these.
Cost         A question to z3 for each difference whose sign is not seen at once.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from fractions import Fraction

from games.core.dominance import (
    Belief,
    Dominance,
    Elimination,
    Justification,
    Surviving,
    belief_payoffs,
    margins,
    others_profiles,
)
from games.core.solution import Status
from games.core.strategic import StrategicGame
from games.errors import Unsupported
from games.exact import Relation, Scalar, simplest
from games.solvers.signs import Signs, require_consistent

ENGINES = ("z3", "exact arithmetic")


def dominance_by_proof(game: StrategicGame, *, time_limit: float | None = None) -> Dominance:
    """Iterated elimination of strictly dominated actions, the same for all admissible values of the symbols.

    Raises Unsupported if that depends on the symbols or is not proved, InvalidGame if the assumptions contradict each other, LimitReached
    when `time_limit` seconds have passed.

    >>> from games.exact import parse_relations
    >>> dilemma = StrategicGame.from_arrays(
    ...     [["R", "S"], ["T", "P"]], [["R", "T"], ["S", "P"]], assumptions=parse_relations("T > R > P > S"))
    >>> dominance_by_proof(dilemma).surviving
    (('2',), ('2',))
    """
    deadline = None if time_limit is None else time.monotonic() + time_limit
    search = _Search(game, Signs(game.assumptions, deadline))
    require_consistent(search.signs)
    return search.run()


class _Search:
    def __init__(self, game: StrategicGame, signs: Signs) -> None:
        self.game, self.signs = game, signs

    def run(self) -> Dominance:
        left: Surviving = self.game.actions
        rounds: list[tuple[Elimination, ...]] = []
        kept: dict[tuple[str, str], Justification] = {}
        while True:
            gone = []
            for player, own in zip(self.game.players, left, strict=True):
                for action in own:
                    eliminated = self._dominated(player, action, left)
                    if eliminated is not None:
                        gone.append(eliminated)
                    else:
                        kept[player, action] = self._justified(player, action, left, len(rounds) + 1)
            if not gone:
                break
            rounds.append(tuple(gone))
            names = {(own.player, own.action) for own in gone}
            left = tuple(
                tuple(action for action in own if (player, action) not in names)
                for player, own in zip(self.game.players, left, strict=True)
            )
        order = [(player, a) for player, own in zip(self.game.players, self.game.actions, strict=True) for a in own]
        shown = sorted(kept.values(), key=lambda own: (own.until, order.index((own.player, own.action))))
        return Dominance(self.game, False, tuple(rounds), left, tuple(shown), True, Status.DECIDED, ENGINES)

    def _dominated(self, player: str, action: str, left: Surviving) -> Elimination | None:
        """By one action that pays more for sure; of several, one that is not itself dominated by another."""
        best: str | None = None
        for other in left[self.game.player_index(player)]:
            if other not in (action, best) and self._pays_more(player, other, best or action, left):
                best = other
        if best is None:
            return None
        return Elimination(player, action, ((best, Fraction(1)),), margins(self.game, player, best, action, left))

    def _pays_more(self, player: str, other: str, action: str, left: Surviving) -> bool:
        return all(self._never(more, "<=") for _, more in margins(self.game, player, other, action, left))

    def _never(self, number: Scalar, op: str) -> bool:
        """Whether it is proved that the number is never so compared with 0."""
        relation = Relation(number, op, Fraction(0))
        if isinstance(number, Fraction):
            return not relation.holds({})
        return self.signs.excludes(relation)

    def _justified(self, player: str, action: str, left: Surviving, number: int) -> Justification:
        place = self.game.action_index(self.game.player_index(player), action)
        for belief in self._beliefs(player, left):
            payoffs = belief_payoffs(self.game, player, belief)
            if all(self._never(simplest(payoffs[place] - own), "<") for own in payoffs):
                return Justification(player, action, number, belief, payoffs[place])
        found = f"that it may depend on {', '.join(self.game.symbols)} whether {player}'s action {action} is dominated"
        remedy = "Assume more, or put values in: game.substitute({...})."
        raise Unsupported("dominance", found, "an answer that is the same for all admissible values", remedy)

    def _beliefs(self, player: str, left: Sequence[Sequence[str]]) -> Iterator[Belief]:
        profiles = others_profiles(self.game, player, left)
        for profile in profiles:
            yield ((profile, Fraction(1)),)
        if len(profiles) > 1:
            yield tuple((profile, Fraction(1, len(profiles))) for profile in profiles)
