"""Iterated dominance against brute force on small games."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from games.core.strategic import StrategicGame
from games.solvers.dominance import iterated_dominance
from games.testing import small_integers, strategic_games
from tests.dominance_oracle import dominated, eliminated, strictly_dominated, without

PLAYERS_AND_ACTIONS = [(1, 4), (2, 3), (3, 2)]


@pytest.mark.parametrize(("players", "actions"), PLAYERS_AND_ACTIONS)
@pytest.mark.parametrize("weak", [False, True])
@given(data=st.data())
def test_rounds_and_survivors_are_those_of_brute_force(
    data: st.DataObject, players: int, actions: int, weak: bool
) -> None:
    game = data.draw(strategic_games(players=players, max_actions=actions))
    rounds, left = eliminated(game, weak)
    answer = iterated_dominance(game, weak=weak)
    assert tuple(tuple((own.player, own.action) for own in each) for each in answer.rounds) == rounds
    assert answer.surviving == answer.reduced.actions == left
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
