"""Laws of iterated dominance: its evidence holds by definition, and it moves with the game."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from games.core.dominance import Dominance, dominates, is_best_reply, margins, others_profiles
from games.core.strategic import StrategicGame
from games.solvers.dominance import iterated_dominance
from games.solvers.nash import nash_equilibria
from games.testing import fractions, small_integers, strategic_games

games_with_ties = strategic_games(max_actions=4, payoffs=small_integers)
games = st.one_of(games_with_ties, strategic_games(max_actions=4, payoffs=fractions))


def gone(answer: Dominance) -> list[set[tuple[str, str]]]:
    return [{(own.player, own.action) for own in eliminated} for eliminated in answer.rounds]


@pytest.mark.parametrize("weak", [False, True])
@given(game=games)
def test_the_evidence_holds_by_definition(game: StrategicGame, weak: bool) -> None:
    answer = iterated_dominance(game, weak=weak)
    left = [list(own) for own in game.actions]
    for number in range(1, len(answer.rounds) + 2):
        eliminated = answer.rounds[number - 1] if number <= len(answer.rounds) else ()
        for own in eliminated:
            assert dominates(game, own.player, dict(own.by), own.action, weak, left)
            assert own.margins == margins(game, own.player, dict(own.by), own.action, left)
            assert own.action not in dict(own.by)
        for kept in answer.justified:
            if kept.until == number:
                assert is_best_reply(game, kept.player, kept.action, kept.belief, None if not weak else left)
                possible, believed = others_profiles(game, kept.player, left), [profile for profile, _ in kept.belief]
                assert set(believed) <= set(possible)
                assert not weak or believed == possible
        for own in eliminated:
            left[game.player_index(own.player)].remove(own.action)
        assert all(set(dict(own.by)) <= set(left[game.player_index(own.player)]) for own in eliminated)
    assert tuple(map(tuple, left)) == answer.surviving


@pytest.mark.parametrize("weak", [False, True])
@given(game=games)
def test_every_action_that_stays_has_a_belief(game: StrategicGame, weak: bool) -> None:
    answer = iterated_dominance(game, weak=weak)
    for player, own in zip(game.players, answer.surviving, strict=True):
        for action in own:
            assert sum(chance for _, chance in answer.belief(player, action)) == 1
    told = [(own.player, own.action, own.until) for own in answer.justified]
    assert set(told) == staying(answer)
    assert len(set(told)) == len(told)


def staying(answer: Dominance) -> set[tuple[str, str, int]]:
    """Player, action and round for which a belief is wanted."""
    rounds = {(own.player, own.action): k for k, each in enumerate(answer.rounds, 1) for own in each}
    end = len(answer.rounds) + 2
    found: set[tuple[str, str, int]] = set()
    for player, labels in zip(answer.game.players, answer.game.actions, strict=True):
        for action in labels:
            last = rounds.get((player, action), end) - 1
            numbers = range(1, last + 1) if answer.weak else range(max(last, 1), last + 1)
            found |= {(player, action, number) for number in numbers}
    return found


@pytest.mark.parametrize("weak", [False, True])
@given(data=st.data(), game=games_with_ties)
def test_affine_changes_of_payoffs_change_nothing(data: st.DataObject, game: StrategicGame, weak: bool) -> None:
    scale = [data.draw(st.sampled_from([Fraction(1, 3), Fraction(7)])) for _ in game.players]
    shift = [data.draw(st.integers(-5, 5)) for _ in game.players]
    rows = tuple(tuple(s * own + t for own in row) for row, s, t in zip(game.payoffs, scale, shift, strict=True))
    assert gone(iterated_dominance(replace(game, payoffs=rows), weak=weak)) == gone(iterated_dominance(game, weak=weak))


@pytest.mark.parametrize("weak", [False, True])
@given(game=games_with_ties)
def test_the_order_of_players_and_actions_changes_nothing(game: StrategicGame, weak: bool) -> None:
    table = {profile: game.payoff(profile)[::-1] for profile in game.profiles()}
    turned = StrategicGame.from_table(
        game.players[::-1],
        {profile[::-1]: payoffs for profile, payoffs in table.items()},
        actions=[own[::-1] for own in game.actions[::-1]],
    )
    assert gone(iterated_dominance(turned, weak=weak)) == gone(iterated_dominance(game, weak=weak))


@given(game=games_with_ties)
def test_equilibria_survive_strict_dominance(game: StrategicGame) -> None:
    left = iterated_dominance(game).surviving
    for equilibrium in nash_equilibria(game).equilibria:
        for labels, own, stay in zip(game.actions, equilibrium.profile, left, strict=True):
            assert {label for label, weight in zip(labels, own, strict=True) if weight} <= set(stay)


@pytest.mark.parametrize("weak", [False, True])
@given(game=games_with_ties)
def test_a_second_copy_of_an_action_goes_when_the_first_goes(game: StrategicGame, weak: bool) -> None:
    first, *others = game.actions
    table = {profile: game.payoff(profile) for profile in game.profiles()}
    table |= {("copy", *profile[1:]): payoffs for profile, payoffs in table.items() if profile[0] == first[0]}
    copied = StrategicGame.from_table(game.players, table, actions=[(*first, "copy"), *others])
    before, after = gone(iterated_dominance(game, weak=weak)), gone(iterated_dominance(copied, weak=weak))
    player = game.players[0]
    assert [own - {(player, "copy")} for own in after] == before
    for own in after:
        assert ((player, "copy") in own) == ((player, first[0]) in own)


@given(game=games_with_ties)
def test_nothing_is_dominated_in_what_is_left(game: StrategicGame) -> None:
    for weak in (False, True):
        again = iterated_dominance(iterated_dominance(game, weak=weak).reduced, weak=weak)
        assert again.rounds == ()
