"""Best correlated equilibria against all extreme points of the set, found by brute force, and against published numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from games import StrategicGame
from games.core.correlated import is_correlated_equilibrium, joint_distribution
from games.solvers.correlated import correlated_equilibrium, correlated_payoffs
from games.testing import fractions, small_integers, strategic_games
from proofs import certify
from tests.joint_distributions import extreme_points, worth

HALF, QUARTER = Fraction(1, 2), Fraction(1, 4)
CHICKEN = StrategicGame.from_arrays([[6, 2], [7, 0]], [[6, 7], [2, 0]])
PENNIES = StrategicGame.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
SCISSORS = StrategicGame.from_arrays([[0, -1, 1], [1, 0, -1], [-1, 1, 0]], [[0, 1, -1], [-1, 0, 1], [1, -1, 0]])

payoffs = st.one_of(small_integers, fractions)
small = st.one_of(
    strategic_games(players=2, max_actions=2, payoffs=small_integers),
    strategic_games(players=2, max_actions=2, payoffs=fractions),
    strategic_games(players=1, max_actions=3),
)


@given(small, st.booleans(), st.booleans(), st.data())
def test_no_extreme_point_is_worth_more(game, coarse, minimise, data):
    weights = tuple(data.draw(st.lists(st.integers(-2, 3), min_size=len(game.players), max_size=len(game.players))))
    answer = correlated_equilibrium(game, weights, minimise=minimise, coarse=coarse)
    all_values = [worth(game, weights, point) for point in extreme_points(game, coarse)]
    assert answer.value == (min(all_values) if minimise else max(all_values))
    assert worth(game, weights, answer.distribution) == answer.value
    assert is_correlated_equilibrium(game, answer.distribution, coarse=coarse)


@pytest.mark.parametrize("coarse", [False, True])
@given(game=small)
def test_the_range_of_a_payoff_is_that_of_the_extreme_points(coarse, game):
    answer, points = correlated_payoffs(game, coarse=coarse), extreme_points(game, coarse)
    for row, ends in zip(game.payoffs, answer.ranges, strict=True):
        values = [sum(p * u for p, u in zip(point, row, strict=True)) for point in points]
        assert ends == (min(values), max(values))


@pytest.mark.parametrize("coarse", [False, True])
def test_a_three_by_two_game_against_all_its_extreme_points(coarse):
    game = StrategicGame.from_arrays([[3, 0], [0, 4], [2, 2]], [[1, 2], [3, 0], [0, 2]])
    best = max(worth(game, (1, 1), point) for point in extreme_points(game, coarse))
    assert correlated_equilibrium(game, coarse=coarse).value == best


# --- published numbers ------------------------------------------------------------------------------------------------


def test_aumanns_chicken():
    """Aumann (1974), (1987): the best sum mixes (6, 6) with probability 1/2 and (2, 7), (7, 2) with 1/4 each: 21/4 each."""
    answer = correlated_equilibrium(CHICKEN)
    assert answer.distribution == (HALF, QUARTER, QUARTER, 0)
    assert answer.payoffs == (Fraction(21, 4), Fraction(21, 4))
    assert answer.value == Fraction(21, 2)
    thirds = joint_distribution(CHICKEN, {("1", "1"): "1/3", ("1", "2"): "1/3", ("2", "1"): "1/3"})
    assert is_correlated_equilibrium(CHICKEN, thirds)
    assert not is_correlated_equilibrium(CHICKEN, (HALF, 0, HALF, 0))


def test_the_worst_sum_of_chicken_lies_below_every_nash_equilibrium():
    """18/5 each, where the worst Nash equilibrium, the mixed one, pays 14/3 each."""
    answer = correlated_equilibrium(CHICKEN, minimise=True)
    assert answer.distribution == (0, Fraction(2, 5), Fraction(2, 5), Fraction(1, 5))
    assert answer.value == Fraction(36, 5)


def test_aumanns_three_players():
    """Aumann (1974): two players who see a coin together, and the third who does not, all get 2 where Nash gives at most 1."""
    rows = {
        "A": [[(0, 0, 3), (0, 0, 0)], [(1, 0, 0), (0, 0, 0)]],
        "B": [[(2, 2, 2), (0, 0, 0)], [(0, 0, 0), (2, 2, 2)]],
        "C": [[(0, 0, 0), (0, 0, 0)], [(0, 1, 0), (0, 0, 3)]],
    }
    table = {
        (("T", "B")[i], ("L", "R")[j], third): cell
        for third, own in rows.items()
        for i, line in enumerate(own)
        for j, cell in enumerate(line)
    }
    game = StrategicGame.from_table(("row", "column", "matrix"), table)
    coin = joint_distribution(game, {("T", "L", "B"): "1/2", ("B", "R", "B"): "1/2"})
    assert is_correlated_equilibrium(game, coin)
    assert correlated_equilibrium(game).value == 6
    assert all(sum(own.payoffs) <= 3 for own in game.pure_equilibria().equilibria)


@pytest.mark.parametrize("game", [PENNIES, SCISSORS])
def test_where_the_correlated_equilibrium_is_unique_it_is_the_mixed_one(game):
    cells = len(game.payoffs[0])
    for player in game.players:
        for minimise in (False, True):
            answer = correlated_equilibrium(game, player, minimise=minimise)
            assert answer.value == 0
            assert answer.distribution == (Fraction(1, cells),) * cells


def test_a_dominated_action_may_be_drawn_in_a_coarse_equilibrium_only():
    """The second action is strictly dominated by the first; drawing it makes the best coarse sum 5, the best correlated one is 4."""
    rows = [[2, 1, 3], [1, 0, 2], [1, 3, 2]]
    game = StrategicGame.from_arrays(rows, [list(own) for own in zip(*rows, strict=True)])
    drawn = joint_distribution(game, {("2", "3"): "2/3", ("3", "2"): "1/3"})
    assert is_correlated_equilibrium(game, drawn, coarse=True)
    assert correlated_equilibrium(game, coarse=True).value == 5
    assert correlated_equilibrium(game).value == 4


@pytest.mark.parametrize("coarse", [False, True])
def test_larger_games_are_proved(coarse):
    for seed in range(3):
        game = StrategicGame(
            ("A", "B", "C"),
            (tuple("abc"), tuple("ab"), tuple("abcd")),
            tuple(tuple((seed * 7 + k * (i + 3) ** 2) % 11 for k in range(24)) for i in range(3)),
        )
        assert certify(correlated_equilibrium(game, coarse=coarse)).status == "proved"
        assert certify(correlated_payoffs(game, coarse=coarse)).status == "proved"
