"""A two-player game in positive whole numbers, and what is left of it once strictly dominated actions are taken away.

An action that a mixed one strictly dominates, against every action of the opponent that is left, is in no equilibrium. Taking such
actions away one after the other therefore leaves all equilibria.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from games.core.best_replies import Dominated
from games.core.strategic import StrategicGame
from proofs.checker.kernel import refuse
from proofs.checker.work import denominator, spend

Replies = tuple[list[list[int]], list[list[int]]]
"""For each player, by his action and the opponent's reply, what the opponent gets."""


def replies_of(game: StrategicGame) -> Replies:
    """The payoffs times a positive number, plus another: whole, the least of each player 1. Equilibria are the same."""
    columns = game.shape[1]
    first, second = (_positive(row) for row in game.payoffs)
    return [second[a * columns : (a + 1) * columns] for a in range(game.shape[0])], [
        first[b::columns] for b in range(columns)
    ]


def _positive(row: Sequence[object]) -> list[int]:
    payoffs = [own for own in row if isinstance(own, Fraction)]
    common = denominator(payoffs)
    spend(len(payoffs), (common,), payoffs)
    numbers = [own.numerator * (common // own.denominator) for own in payoffs]
    least = min(numbers)
    return [number - least + 1 for number in numbers]


def left_over(replies: Replies, dominated: tuple[Dominated, ...]) -> tuple[list[int], list[int]]:
    """The actions of each player that are left; each one taken away must be strictly dominated when its turn comes."""
    left = list(range(len(replies[0]))), list(range(len(replies[1])))
    for place, own in enumerate(dominated):
        where = f"polytopes, dominated {place + 1}"
        if own.player not in (0, 1) or own.action not in left[own.player]:
            refuse(where, f"action {own.action} of player {own.player}", "an action that is left")
        mixed = dict(own.by)
        fit = mixed and len(mixed) == len(own.by) and set(mixed) <= set(left[own.player]) - {own.action}
        if not fit or {*map(type, mixed.values())} != {int} or min(mixed.values()) <= 0:
            refuse(where, f"the weights {own.by}", "positive whole ones on other actions that are left")
        payoffs, total = replies[1 - own.player], sum(mixed.values())
        spend(len(mixed) * len(left[1 - own.player]) // 4 + 1)
        for other in left[1 - own.player]:
            row = payoffs[other]
            if sum(weight * row[action] for action, weight in own.by) <= total * row[own.action]:
                refuse(where, f"an action that pays no less against action {other}", "one that is strictly dominated")
        left[own.player].remove(own.action)
    return left
