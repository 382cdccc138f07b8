"""Iterated dominance against brute force: an action is undominated iff the beliefs to which it is a best reply are not empty.

These beliefs form a polytope, whose corners are found here by trying all sets of tight inequalities. It is empty iff it has no corner;
under weak dominance some belief in it must give every profile a chance, which the mean of its corners does if any does.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from games.core.dominance import belief_payoffs, others_profiles, restricted
from games.core.strategic import StrategicGame
from games.exact.linear import Singular, solve
from games.solvers.dominance import iterated_dominance
from games.testing import small_integers, strategic_games

Rounds = list[set[tuple[str, str]]]
PLAYERS_AND_ACTIONS = [(1, 4), (2, 3), (3, 2)]


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


@pytest.mark.parametrize(("players", "actions"), PLAYERS_AND_ACTIONS)
@pytest.mark.parametrize("weak", [False, True])
@given(data=st.data())
def test_rounds_and_survivors_are_those_of_brute_force(
    data: st.DataObject, players: int, actions: int, weak: bool
) -> None:
    game = left = data.draw(strategic_games(players=players, max_actions=actions))
    test = weakly_dominated if weak else strictly_dominated
    expected: Rounds = []
    while gone := dominated(left, test):
        expected.append(set(gone))
        left = without(left, gone)
    answer = iterated_dominance(game, weak=weak)
    assert [{(own.player, own.action) for own in eliminated} for eliminated in answer.rounds] == expected
    assert answer.surviving == left.actions
    assert answer.reduced == left
    assert answer.complete


@pytest.mark.parametrize(("players", "actions"), PLAYERS_AND_ACTIONS)
@given(data=st.data())
def test_strict_dominance_one_at_a_time_in_any_order_leaves_the_same(
    data: st.DataObject, players: int, actions: int
) -> None:
    game = left = data.draw(strategic_games(players=players, max_actions=actions))
    while gone := dominated(left, strictly_dominated):
        left = without(left, [data.draw(st.sampled_from(gone))])
    assert iterated_dominance(game).surviving == left.actions


@given(strategic_games(players=2, max_actions=4, payoffs=small_integers))
def test_what_survives_weak_dominance_survives_strict_dominance(game: StrategicGame) -> None:
    strict, weak = (iterated_dominance(game, weak=own).surviving for own in (False, True))
    assert all(set(fewer) <= set(more) for fewer, more in zip(weak, strict, strict=True))
