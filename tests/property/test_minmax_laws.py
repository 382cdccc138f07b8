"""Laws of minmax payoffs, of zero-sum games and of indifference."""

from __future__ import annotations

import itertools
from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from games import StrategicGame
from games.core.indifference import indifferences
from games.core.minmax import held_to
from games.core.nash import deviations, is_nash, mixed_profile
from games.core.solution import Enclosure
from games.core.zero_sum import secured
from games.testing import strategic_games, two_player_games
from tests.minmax_examples import opposed

three = strategic_games(players=3, max_actions=2)
factors = st.fractions(Fraction(1, 9), 10, max_denominator=9)
shifts = st.fractions(-5, 5, max_denominator=4)


def ends(value):
    return (value.lo, value.hi) if isinstance(value, Enclosure) else (value, value)


def meets(first, second):
    """Whether two ranges of one number have a number in common."""
    return max(first[0], second[0]) <= min(first[1], second[1])


def with_payoffs(game, change):
    rows = tuple(tuple(change(i, own) for own in row) for i, row in enumerate(game.payoffs))
    return replace(game, payoffs=rows)


@settings(max_examples=15)
@given(game=three)
def test_correlated_is_at_most_mixed_is_at_most_pure_and_each_is_attained(game):
    for player, own in enumerate(game.minmax().players):
        lo, hi = ends(own.mixed)
        assert own.correlated <= hi
        assert lo <= own.pure
        assert held_to(game, player, own.punishment) <= hi
        for profile in own.pure_punishments:
            sure = tuple(
                tuple(Fraction(int(label == played)) for label in labels)
                for played, (j, labels) in zip(
                    profile, ((j, own) for j, own in enumerate(game.actions) if j != player), strict=True
                )
            )
            assert held_to(game, player, sure) == own.pure


@settings(max_examples=10)
@given(game=three, factor=factors, shift=shifts)
def test_a_change_of_units_changes_minmax_payoffs_alike(game, factor, shift):
    changed = with_payoffs(game, lambda i, own: factor * own + shift)
    for own, other in zip(game.minmax().players, changed.minmax().players, strict=True):
        assert other.pure == factor * own.pure + shift
        assert other.correlated == factor * own.correlated + shift
        assert meets(ends(other.mixed), tuple(factor * end + shift for end in ends(own.mixed)))


@settings(max_examples=10)
@given(game=three, data=st.data())
def test_the_order_of_players_and_a_repeated_action_change_nothing(game, data):
    order = data.draw(st.permutations(range(3)))
    table = {
        tuple(profile[j] for j in order): tuple(game.payoff(profile)[j] for j in order) for profile in game.profiles()
    }
    turned = StrategicGame.from_table([game.players[j] for j in order], table, actions=[game.actions[j] for j in order])
    twice = {profile: game.payoff(profile) for profile in game.profiles()}
    last = game.actions[2][0]
    twice |= {(a, b, "again"): game.payoff((a, b, last)) for a, b in itertools.product(*game.actions[:2])}
    longer = StrategicGame.from_table(game.players, twice, actions=[*game.actions[:2], (*game.actions[2], "again")])
    found = game.minmax()
    for player in game.players:
        for other in (turned.minmax()[player], longer.minmax()[player]):
            assert (other.pure, other.correlated) == (found[player].pure, found[player].correlated)
            assert meets(ends(other.mixed), ends(found[player].mixed))


@st.composite
def opposed_games(draw):
    rows, columns = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    return opposed([[draw(st.integers(-1, 2)) for _ in range(columns)] for _ in range(rows)])


@given(game=opposed_games(), data=st.data())
def test_mixtures_of_optimal_strategies_are_optimal_and_pairs_are_equilibria(game, data):
    answer = StrategicGame(game.players, game.actions, game.payoffs).zero_sum()
    chosen = []
    for player, own in enumerate(answer.players):
        weights = data.draw(st.lists(st.integers(1, 5), min_size=len(own.strategies), max_size=len(own.strategies)))
        mixture = tuple(
            sum(w * p for w, p in zip(weights, column, strict=True)) / sum(weights)
            for column in zip(*own.strategies, strict=True)
        )
        assert secured(game, player, mixture) == own.value
        chosen.append(mixture)
    assert is_nash(game, tuple(chosen))


@given(game=opposed_games())
def test_extreme_equilibria_are_the_pairs_of_extreme_optimal_strategies(game):
    """Two solvers, two kinds of polytopes, one answer."""
    game = StrategicGame(game.players, game.actions, game.payoffs)
    first, second = (own.strategies for own in game.zero_sum().players)
    equilibria = game.equilibria()
    assert equilibria.complete
    assert {own.profile for own in equilibria.equilibria} == set(itertools.product(first, second))


@given(game=opposed_games(), factor=factors, shift=shifts)
def test_units_of_the_second_player_do_not_matter(game, factor, shift):
    changed = with_payoffs(game, lambda i, own: factor * own + shift if i else own)
    plain, other = (StrategicGame(own.players, own.actions, own.payoffs).zero_sum() for own in (game, changed))
    assert [own.strategies for own in plain.players] == [own.strategies for own in other.players]
    assert other.values == (plain.value, shift - factor * plain.value)


@given(game=opposed_games())
def test_the_value_is_what_each_is_held_to(game):
    game = StrategicGame(game.players, game.actions, game.payoffs)
    assert game.zero_sum().values == tuple(own.mixed for own in game.minmax().players)


@given(game=two_player_games(max_actions=3), data=st.data())
def test_indifferences_are_the_deviations_sorted(game, data):
    profile = []
    for labels in game.actions:
        weights = data.draw(st.lists(st.integers(0, 2), min_size=len(labels), max_size=len(labels)).filter(any))
        profile.append([Fraction(own, sum(weights)) for own in weights])
    mixed = mixed_profile(game, profile)
    gains = {(own.player, own.action): own.gain for own in deviations(game, mixed)}
    for i, own in enumerate(indifferences(game, mixed)):
        assert {action for action, p in zip(game.actions[i], mixed[i], strict=True) if p} == set(own.support)
        for action in game.actions[i]:
            gain = gains[own.player, action]
            assert (action in own.better, action in own.worse) == (gain > 0, gain < 0)
            assert (action in own.ties) == (gain == 0 and action not in own.support)
    assert is_nash(game, mixed) == (not any(own.better for own in indifferences(game, mixed)))
