"""Laws of correlated and coarse correlated equilibria."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from games import StrategicGame
from games.core.correlated import disobediences, incentives, independent, is_correlated_equilibrium, joint_payoffs
from games.core.nash import is_nash
from games.testing import fractions, small_integers, strategic_games, two_player_games
from proofs import certify

one_game = st.one_of(
    strategic_games(players=(1, 3), max_actions=3),
    two_player_games(max_actions=3, payoffs=fractions),
)
factors = st.fractions(Fraction(1, 5), 5, max_denominator=5)
ends = pytest.mark.parametrize("minimise", [False, True])
kinds = pytest.mark.parametrize("coarse", [False, True])


def same_values(game, other, weights, other_weights, change=lambda value: value):
    """The optimum of the other game is the changed optimum of the game, for every concept and direction."""
    for coarse in (False, True):
        for minimise in (False, True):
            here = game.correlated_equilibrium(weights, minimise=minimise, coarse=coarse)
            there = other.correlated_equilibrium(other_weights, minimise=minimise, coarse=coarse)
            assert there.value == change(here.value)


@given(one_game)
def test_every_nash_equilibrium_is_a_correlated_one(game):
    for own in game.equilibria().equilibria:
        joint = independent(game, own.profile)
        assert is_correlated_equilibrium(game, joint)
        assert is_correlated_equilibrium(game, joint, coarse=True)
        assert joint_payoffs(game, joint) == own.payoffs


@given(one_game, st.data())
def test_independent_draws_are_a_correlated_equilibrium_iff_they_are_a_nash_equilibrium(game, data):
    mixed = []
    for labels in game.actions:
        shares = data.draw(st.lists(st.integers(0, 3), min_size=len(labels), max_size=len(labels)).filter(any))
        mixed.append(tuple(Fraction(share, sum(shares)) for share in shares))
    joint = independent(game, tuple(mixed))
    assert is_correlated_equilibrium(game, joint) == is_nash(game, tuple(mixed))
    assert is_correlated_equilibrium(game, joint, coarse=True) == is_nash(game, tuple(mixed))


@given(one_game)
def test_nash_is_no_better_than_correlated_and_that_no_better_than_coarse(game):
    correlated, coarse = game.correlated_equilibrium(), game.correlated_equilibrium(coarse=True)
    assert all(sum(own.payoffs) <= correlated.value for own in game.equilibria().equilibria)
    assert correlated.value <= coarse.value
    assert (
        game.correlated_equilibrium(minimise=True).value
        >= game.correlated_equilibrium(minimise=True, coarse=True).value
    )


@kinds
@ends
@given(game=one_game, data=st.data())
def test_the_answer_obeys_and_its_prices_bound_every_profile(coarse, minimise, game, data):
    weights = data.draw(st.lists(st.integers(-2, 2), min_size=len(game.players), max_size=len(game.players)))
    answer = game.correlated_equilibrium(weights, minimise=minimise, coarse=coarse)
    assert answer.gains == disobediences(game, answer.distribution, coarse=coarse)
    assert all(own.gain <= 0 for own in answer.gains)
    assert sum(answer.distribution) == 1 and min(answer.distribution) >= 0
    assert answer.value == sum(w * own for w, own in zip(weights, answer.payoffs, strict=True))
    sign = -1 if minimise else 1
    for cell in range(len(game.payoffs[0])):
        worth = sum(sign * w * row[cell] for w, row in zip(weights, game.payoffs, strict=True))
        priced = sum(
            price * dict(own.gains).get(cell, 0)
            for price, own in zip(answer.prices, incentives(game, coarse=coarse), strict=True)
        )
        assert worth - priced <= sign * answer.value
    assert all(own.gain == 0 for own, _ in answer.binding)
    assert certify(answer).status == "proved"


@given(one_game, st.data())
def test_any_mixture_of_equilibria_is_one(game, data):
    coarse = data.draw(st.booleans())
    first, second = (game.correlated_equilibrium(minimise=own, coarse=coarse).distribution for own in (False, True))
    share = data.draw(st.fractions(0, 1, max_denominator=7))
    mixture = tuple(share * a + (1 - share) * b for a, b in zip(first, second, strict=True))
    assert is_correlated_equilibrium(game, mixture, coarse=coarse)


@given(strategic_games(players=(1, 3), max_actions=2))
def test_with_two_actions_each_coarse_and_correlated_are_the_same(game):
    for minimise in (False, True):
        correlated = game.correlated_equilibrium(minimise=minimise)
        assert correlated.value == game.correlated_equilibrium(minimise=minimise, coarse=True).value
        assert is_correlated_equilibrium(game, correlated.distribution, coarse=True)


@given(one_game, factors, st.data())
def test_other_units_change_the_values_alone(game, factor, data):
    shift = data.draw(small_integers)
    other = StrategicGame(
        game.players, game.actions, tuple(tuple(factor * own + shift for own in row) for row in game.payoffs)
    )
    same_values(game, other, None, None, lambda value: factor * value + shift * len(game.players))


@given(one_game, st.data())
def test_units_of_one_player_change_nothing_for_the_others(game, data):
    player, factor = data.draw(st.sampled_from(range(len(game.players)))), data.draw(factors)
    rows = [[factor * own if i == player else own for own in row] for i, row in enumerate(game.payoffs)]
    other = StrategicGame(game.players, game.actions, tuple(map(tuple, rows)))
    for who in game.players:
        change = (lambda value: factor * value) if who == game.players[player] else (lambda value: value)
        same_values(game, other, who, who, change)


@given(one_game, st.data())
def test_the_order_of_players_and_actions_does_not_matter(game, data):
    order = data.draw(st.permutations(range(len(game.players))))
    actions = [tuple(data.draw(st.permutations(game.actions[i]))) for i in order]
    other = StrategicGame.from_table(
        [game.players[i] for i in order],
        {tuple(profile[i] for i in order): [game.payoff(profile)[i] for i in order] for profile in game.profiles()},
        actions=actions,
    )
    weights = {player: number + 1 for number, player in enumerate(game.players)}
    same_values(game, other, weights, weights)


@given(one_game, st.data())
def test_a_duplicated_action_changes_no_value(game, data):
    player = data.draw(st.sampled_from(range(len(game.players))))
    copied = data.draw(st.sampled_from(game.actions[player]))
    actions = [(*own, "copy") if i == player else own for i, own in enumerate(game.actions)]
    table = {
        profile: game.payoff(tuple(copied if label == "copy" else label for label in profile))
        for profile in product(*actions)
    }
    same_values(game, StrategicGame.from_table(game.players, table, actions=actions), None, None)


@given(one_game)
def test_a_strictly_dominated_action_changes_no_correlated_value(game):
    worst = min(game.payoffs[0]) - 1
    stride = len(game.payoffs[0]) // game.shape[0]
    rows = [(*row, *([worst] if i == 0 else [5]) * stride) for i, row in enumerate(game.payoffs)]
    other = StrategicGame(game.players, ((*game.actions[0], "bad"), *game.actions[1:]), tuple(rows))
    for minimise in (False, True):
        here, there = (own.correlated_equilibrium(minimise=minimise) for own in (game, other))
        assert here.value == there.value


@given(one_game)
def test_the_range_holds_every_equilibrium_payoff(game):
    for coarse in (False, True):
        ranges = game.correlated_payoffs(coarse=coarse).ranges
        payoffs = [game.correlated_equilibrium(coarse=coarse).payoffs]
        payoffs += [own.payoffs for own in game.equilibria().equilibria]
        assert all(low <= own <= high for found in payoffs for own, (low, high) in zip(found, ranges, strict=True))
