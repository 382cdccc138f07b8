"""Zero-sum games and minmax payoffs against brute force: every choice of tight inequalities, grids of mixtures, published games."""

from __future__ import annotations

import itertools
import math
import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from games.core.minmax import held_to, pure_minmax
from games.core.solution import Enclosure, Status
from games.core.strategic import StrategicGame
from games.solvers.minmax import minmax_payoffs
from games.solvers.zero_sum import zero_sum
from games.testing import strategic_games
from proofs import certify
from tests.minmax_examples import (
    GUARDS,
    KNOWN_WRONG,
    SURD,
    lowest_on_a_grid,
    opposed,
    optimal_by_brute_force,
    secured_by_mixing,
)

NEAR = 1e-9
small = st.integers(-1, 2)


@st.composite
def opposed_games(draw: st.DrawFn, payoffs: st.SearchStrategy[int] = small) -> StrategicGame:
    rows, columns = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    table = draw(
        st.lists(st.lists(payoffs, min_size=columns, max_size=columns), min_size=rows, max_size=rows),
    )
    return opposed(table)


@given(game=st.one_of(opposed_games(), opposed_games(st.integers(0, 9)), opposed_games(st.integers(0, 1))))
def test_the_optimal_strategies_are_those_of_brute_force(game):
    answer = zero_sum(game)
    for player, own in enumerate(answer.players):
        assert (own.value, own.strategies) == optimal_by_brute_force(game, player)
    assert certify(answer).status is Status.PROVED


def test_the_game_that_other_programs_get_wrong():
    answer = zero_sum(opposed(KNOWN_WRONG))
    third = Fraction(1, 3)
    assert answer.value == 0
    assert all(own.strategies == ((third, third, Fraction(0), third),) for own in answer.players)


@settings(max_examples=15)
@given(game=strategic_games(players=3, max_actions=3))
def test_no_grid_point_holds_a_player_lower(game):
    answer = minmax_payoffs(game)
    assert certify(answer).status is Status.PROVED
    for player, own in enumerate(answer.players):
        lo, hi = (own.mixed.lo, own.mixed.hi) if isinstance(own.mixed, Enclosure) else (own.mixed, own.mixed)
        grid = lowest_on_a_grid(game, player, 24)
        assert float(lo) <= grid + NEAR
        assert held_to(game, player, own.punishment) <= hi
        assert float(hi) >= secured_by_mixing(game, player) - NEAR
        assert abs(float(own.correlated) - secured_by_mixing(game, player)) < NEAR
        assert (own.pure, own.pure_punishments) == pure_minmax(game, player)


@settings(max_examples=15)
@given(game=strategic_games(players=2, max_actions=4))
def test_with_one_other_player_mixed_is_what_he_can_secure(game):
    for player, own in enumerate(minmax_payoffs(game).players):
        assert own.mixed == own.correlated
        assert abs(float(own.mixed) - secured_by_mixing(game, player)) < NEAR
        assert held_to(game, player, own.punishment) == own.mixed


def test_independent_guards_hold_the_thief_to_a_quarter_and_joint_ones_to_a_half():
    """The textbook game in which independent punishers do worse than correlated ones, and the best is flat to first order."""
    thief = minmax_payoffs(GUARDS)["thief"]
    assert (thief.pure, thief.mixed, thief.correlated) == (0, Fraction(-1, 4), Fraction(-1, 2))
    assert thief.punishment == ((Fraction(1, 2),) * 2,) * 2


def test_an_irrational_minmax_payoff_is_enclosed():
    """min over p of max(-2 p**2, -(1 - p)**2) is 4 sqrt(2) - 6."""
    thief = minmax_payoffs(SURD)["thief"]
    assert isinstance(thief.mixed, Enclosure)
    assert thief.gap <= Fraction(1, 10**12)
    for end, sign in ((thief.mixed.lo, 1), (thief.mixed.hi, -1)):
        assert sign * (32 - (end + 6) ** 2) >= 0  # end + 6 > 0, and (4 sqrt(2))**2 = 32


@pytest.mark.parametrize(
    ("payoffs", "value"),
    [
        ([[[0, 1], [1, 0]], [[1, 0], [0, 1]]], Fraction(1, 2)),
        ([[[-1, 0], [0, 0]], [[0, 0], [0, -1]]], Fraction(-1, 4)),
        ([[[-4, 0], [0, 0]], [[0, 0], [0, -1]]], Fraction(-4, 9)),
        ([[[-9, 0], [0, 0]], [[0, 0], [0, -4]]], Fraction(-36, 25)),
    ],
)
def test_minmax_payoffs_worked_out_by_hand(payoffs, value):
    """In the last three both guards stand left with probability p, where a p**2 = b (1 - p)**2."""
    cells = tuple(Fraction(own) for block in payoffs for row in block for own in row)
    game = StrategicGame(("thief", "first", "second"), (("l", "r"),) * 3, (cells, (0,) * 8, (0,) * 8))
    assert minmax_payoffs(game)["thief"].mixed == value


@pytest.mark.parametrize("seed", range(6))
def test_larger_games_are_settled_and_accepted(seed):
    """3 x 3 x 3 and 2 x 2 x 2 x 2 with ties and without: numbers, or enclosures as narrow as promised."""
    chance = random.Random(seed)
    shape, most = [((3, 3, 3), 2), ((3, 3, 3), 9), ((2, 2, 2, 2), 5)][seed % 3]
    cells = math.prod(shape)
    rows = tuple(tuple(chance.randint(0, most) for _ in range(cells)) for _ in shape)
    names = tuple(f"P{i}" for i in range(len(shape)))
    answer = minmax_payoffs(StrategicGame(names, tuple(tuple("abc"[:size]) for size in shape), rows))
    assert answer.status is Status.DECIDED
    assert certify(answer).status is Status.PROVED


def test_pygambit_finds_the_same_extreme_optimal_strategies():
    gambit = pytest.importorskip("pygambit")
    chance = random.Random(1)
    for _ in range(30):
        rows, columns = chance.randint(1, 5), chance.randint(1, 5)
        table = [[chance.randint(0, 2) for _ in range(columns)] for _ in range(rows)]
        peer = gambit.Game.from_arrays(table, [[-own for own in row] for row in table])
        found = gambit.nash.enummixed_solve(peer, rational=True).equilibria
        pairs = {
            tuple(tuple(Fraction(str(p)) for _, p in own) for _, own in profile.mixed_strategies()) for profile in found
        }
        first, second = (own.strategies for own in zero_sum(opposed(table)).players)
        assert pairs == set(itertools.product(first, second)), table
