"""Dominated actions by brute force: an action is undominated iff the beliefs to which it is a best reply are not empty.

These beliefs form a polytope, whose corners are found here by trying all sets of tight inequalities. It is empty iff it has no corner;
under weak dominance some belief in it must give every profile a chance, which the mean of its corners does if any does.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from fractions import Fraction

from games.core.dominance import belief_payoffs, others_profiles, restricted
from games.core.rationalizability import is_best_reply_to_product, is_never_best
from games.core.strategic import StrategicGame
from games.exact.linear import Singular, solve
from games.solvers.rationalizability import rationalizable

Rounds = tuple[tuple[tuple[str, str], ...], ...]


def corners(game: StrategicGame, player: str, action: str) -> list[list[Fraction]]:
    """The corners of the set of beliefs to which the action is a best reply, a probability a profile of the others."""
    profiles = others_profiles(game, player)
    against = [belief_payoffs(game, player, ((profile, Fraction(1)),)) for profile in profiles]
    i = game.player_index(player)
    own = game.action_index(i, action)
    size = len(profiles)
    at_least = [[int(j == k) for j in range(size)] for k in range(size)]
    at_least += [[row[own] - row[other] for row in against] for other in range(len(game.actions[i]))]  # type: ignore[misc]
    found = []
    for tight in itertools.combinations(at_least, size - 1):
        rows = [[Fraction(1)] * size, *([Fraction(entry) for entry in row] for row in tight)]
        try:
            (belief,) = solve(rows, [[Fraction(1), *(Fraction(0) for _ in tight)]])
        except Singular:
            continue
        if all(sum(a * b for a, b in zip(row, belief, strict=True)) >= 0 for row in at_least):
            found.append(list(belief))
    return found


def strictly_dominated(game: StrategicGame, player: str, action: str) -> bool:
    return not corners(game, player, action)


def weakly_dominated(game: StrategicGame, player: str, action: str) -> bool:
    found = corners(game, player, action)
    return not found or any(not any(chances) for chances in zip(*found, strict=True))


def dominated(game: StrategicGame, test: Callable[[StrategicGame, str, str], bool]) -> list[tuple[str, str]]:
    return [
        (player, action)
        for player, own in zip(game.players, game.actions, strict=True)
        for action in own
        if test(game, player, action)
    ]


def without(game: StrategicGame, gone: Sequence[tuple[str, str]]) -> StrategicGame:
    left = [
        [action for action in own if (player, action) not in gone]
        for player, own in zip(game.players, game.actions, strict=True)
    ]
    return restricted(game, left)


def eliminated(game: StrategicGame, weak: bool) -> tuple[Rounds, tuple[tuple[str, ...], ...]]:
    """The rounds of iterated elimination, all dominated actions of a round at once, and what is left."""
    rounds, test = [], weakly_dominated if weak else strictly_dominated
    while gone := dominated(game, test):
        rounds.append(tuple(gone))
        game = without(game, gone)
    return tuple(rounds), game.actions


def rationalizable_by_definition(game: StrategicGame) -> tuple[tuple[str, ...], ...] | None:
    """The actions rationalizable with independent beliefs, where the search ends and its evidence holds by definition."""
    answer = rationalizable(game, independent=True)
    left = [list(own) for own in game.actions]
    for gone in answer.removed:
        if not is_never_best(game, gone.player, gone.action, gone.cover, left):
            return None
        left[game.player_index(gone.player)].remove(gone.action)
    for stays in answer.justified:
        if not is_best_reply_to_product(game, stays.player, stays.action, stays.belief):
            return None
    return answer.surviving if answer.complete else None
