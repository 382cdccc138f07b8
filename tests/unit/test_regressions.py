"""Answers that other programs get wrong: each stays right here, however the payoffs are written."""

from decimal import Decimal
from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from games import Automaton, DynamicGame, InvalidGame, Machine, Machines, StrategicGame
from games.core.nash import is_nash
from tests.best_reply_polytopes import extreme_equilibria, is_equilibrium

F = Fraction


def vectors(answer):
    return {own.profile for own in answer.equilibria}


def both(row, column):
    return StrategicGame.from_arrays(row, column)


# Degenerate games


def test_the_segment_of_equilibria_is_found_with_both_its_ends():
    row, column = [[-3, 3], [-3, 5]], [[2, 7], [4, 2]]
    game = both(row, column)
    assert vectors(game.equilibria()) == {((F(2, 7), F(5, 7)), (F(1), F(0))), ((F(0), F(1)), (F(1), F(0)))}
    for share in (F(0), F(1, 7), F(1, 4), F(2, 7)):
        assert is_nash(game, ((share, 1 - share), (F(1), F(0))))
    for share in (F(2, 7) + F(1, 10**9), F(1, 2), F(1)):
        assert not is_nash(game, ((share, 1 - share), (F(1), F(0))))


@pytest.mark.parametrize("order", list(product((1, -1), repeat=2)))
def test_three_extreme_equilibria_whatever_the_order_of_rows_and_columns(order):
    down, across = order
    row = [line[::across] for line in [[3, 3], [2, 5], [0, 6]][::down]]
    column = [line[::across] for line in [[3, 3], [2, 6], [3, 1]][::down]]
    expected = {
        ((F(1), F(0), F(0)), (F(1), F(0))),
        ((F(1), F(0), F(0)), (F(2, 3), F(1, 3))),
        ((F(0), F(1, 3), F(2, 3)), (F(1, 3), F(2, 3))),
    }
    assert extreme_equilibria([[3, 3], [2, 5], [0, 6]], [[3, 3], [2, 6], [3, 1]]) == expected
    assert vectors(both(row, column).equilibria()) == {(x[::down], y[::across]) for x, y in expected}


def test_in_the_game_of_zeros_every_profile_is_an_equilibrium_and_the_pure_ones_are_the_extreme_ones():
    game = both([[0, 0], [0, 0]], [[0, 0], [0, 0]])
    ends = [(F(1), F(0)), (F(0), F(1))]
    assert vectors(game.equilibria()) == set(product(ends, ends)) == vectors(game.pure_equilibria())
    assert is_nash(game, ((F(1, 3), F(2, 3)), (F(5, 7), F(2, 7))))


# Zero-sum, and payoffs that floats do not hold


def test_the_four_by_four_zero_sum_game_has_value_zero_and_one_optimal_strategy_for_both():
    row = [[0, -1, 1, 1], [1, 0, -1, -1], [-1, 1, 0, -1], [-1, 1, 1, 0]]
    answer = both(row, [[-v for v in line] for line in row]).equilibria()
    optimal = (F(1, 3), F(1, 3), F(0), F(1, 3))
    assert vectors(answer) == {(optimal, optimal)}
    assert answer.equilibria[0].payoffs == (0, 0)


ENTRIES = {
    "floats": (0.1, 0.2, 0.3),
    "decimals": (Decimal("0.1"), Decimal("0.2"), Decimal("0.3")),
    "text": ("0.1", "0.2", "0.3"),
    "fractions": (F(1, 10), F(1, 5), F(3, 10)),
    "ratios in text": ("1/10", "1/5", "3/10"),
    "numpy": tuple(np.float64(v) for v in (0.1, 0.2, 0.3)),
    "narrow floats": tuple(np.float32(v) for v in (0.1, 0.2, 0.3)),
}


def cyclic(values, as_seen):
    """Entries 0.1, 0.2, 0.3 go round: for both players alike, the second one's round the other way, or against the first."""
    row = [[values[(j - i) % 3] for j in range(3)] for i in range(3)]
    if as_seen == "same":
        return row, row
    if as_seen == "mirrored":
        return row, [list(line) for line in zip(*row, strict=True)]
    return row, [[values[(i + j) % 3] for j in range(3)] for i in range(3)]


@pytest.mark.parametrize("as_seen", ["same", "mirrored", "crossed"])
@pytest.mark.parametrize("written", ENTRIES)
def test_uniform_play_in_the_cyclic_game_with_tenths_is_not_lost(written, as_seen):
    game = both(*cyclic(ENTRIES[written], as_seen))
    uniform = ((F(1, 3),) * 3,) * 2
    answer = game.equilibria()
    assert uniform in vectors(answer) and is_nash(game, uniform)
    row, column = cyclic(
        [F(float(v)) if "float" in written or written == "numpy" else F(str(v)) for v in ENTRIES[written]], as_seen
    )
    assert is_equilibrium(row, column, *uniform)
    assert vectors(answer) <= extreme_equilibria(row, column)
    (own,) = [own for own in answer.equilibria if own.profile == uniform]
    assert own.payoffs[0] == sum(row[0]) / 3


def test_decimals_in_text_are_exact_and_floats_are_their_binary_value():
    assert both([["0.1"]], [[Decimal("0.1")]]).payoff(("1", "1")) == (F(1, 10), F(1, 10))
    assert both([[0.1]], [[0.5]]).payoff(("1", "1")) == (F(0.1), F(1, 2)) != (F(1, 10), F(1, 2))


# Discounting


def dilemma():
    labels = ("share", "hide")
    return StrategicGame.from_arrays([[9, 1], [10, 3]], [[9, 10], [1, 3]], actions=(labels, labels))


GRIM = Automaton.grim("share", "hide")


def test_grim_in_the_dilemma_nine_one_ten_three_holds_from_one_seventh_on_with_the_constraint_binding_there():
    game = dilemma().repeated()
    (own,) = game.threshold(GRIM).intervals
    assert (own.lo, own.lo_closed, own.hi, own.hi_closed) == (F(1, 7), True, F(1), False)
    at_end = game.at("1/7").check(GRIM)
    assert at_end.holds and {(d.player, d.action, d.slack) for d in at_end.binding} == {
        ("1", "hide", 0),
        ("2", "hide", 0),
    }
    assert not game.at(F(1, 7) - F(1, 10**30)).check(GRIM).holds
    assert game.at(F(1, 7) + F(1, 10**30)).check(GRIM).holds


def test_a_discount_factor_of_zero_is_legal_and_asks_for_stage_equilibria():
    game = dilemma().repeated(0)
    refused = game.check(GRIM)
    assert refused.holds is False and refused.deviation.slack == -1 and refused.payoffs == (9, 9)
    assert game.check(Automaton.markov(("hide", "hide"))).holds


@pytest.mark.parametrize(
    "discount", [1, "1", F(3, 2), "3/2", 1.5, F(-1, 5), "-1/5", -0.2, Decimal("-0.2"), float("nan"), float("inf")]
)
def test_a_discount_factor_outside_zero_to_one_is_an_error(discount):
    with pytest.raises(InvalidGame, match="discount"):
        dilemma().repeated(discount)
    with pytest.raises(InvalidGame, match="discount"):
        dilemma().repeated().at(discount)


def test_one_discount_factor_outside_is_an_error_among_several():
    for discounts in (("1/2", 1), ("3/2", 0), (0, "-1/5")):
        with pytest.raises(InvalidGame, match="discount"):
            DynamicGame.repeated(dilemma(), discounts)


@pytest.mark.parametrize("d", [F(0), F(1, 7), F(1, 2), F(999, 1000)])
def test_payoffs_over_time_are_averages_so_that_they_stay_among_the_stage_payoffs(d):
    game = dilemma().repeated(d)
    for profile in dilemma().profiles():
        assert game.check(Automaton.markov(profile)).payoffs == dilemma().payoff(profile)
    first = Automaton.trigger(("hide", "share"), ("share", "hide"))
    assert game.check(first).payoffs == (10, 1)
    away = game.check(GRIM).deviations
    slack = {(own.player, own.state, own.action): own.slack for own in away}
    assert slack["1", "share", "hide"] == 9 - ((1 - d) * 10 + d * 3)
    assert slack["1", "hide", "share"] == 3 - ((1 - d) * 1 + d * 3)


# Automata


def test_a_grim_trigger_never_forgives_and_tit_for_tat_does():
    game = dilemma().repeated("1/2")
    tit_for_tat = Machines((Machine.tit_for_tat(1, "share", "hide"), Machine.tit_for_tat(0, "share", "hide")))
    slip = {1: {"1": "hide"}}

    def played(profile):
        return [period.actions for period in game.play(profile, 6, departures=slip).periods]

    peace, war = ("share", "share"), ("hide", "hide")
    assert played(GRIM) == [peace, ("hide", "share"), war, war, war, war]
    assert played(tit_for_tat) == [peace, ("hide", "share"), ("share", "hide")] + [
        ("hide", "share"),
        ("share", "hide"),
        ("hide", "share"),
    ]
    assert played(Automaton.punish_for(peace, war, 2)) == [peace, ("hide", "share"), war, war, peace, peace]


def test_tit_for_tat_has_another_threshold_than_grim():
    labels = ("share", "hide")
    game = StrategicGame.from_arrays([[3, 0], [4, 1]], [[3, 4], [0, 1]], actions=(labels, labels)).repeated()
    tit_for_tat = Machines((Machine.tit_for_tat(1, *labels), Machine.tit_for_tat(0, *labels)))
    (grim,), (tat,) = game.threshold(GRIM).intervals, game.threshold(tit_for_tat).intervals
    assert (grim.lo, grim.hi) == (F(1, 3), 1) and (tat.lo, tat.lo_closed, tat.hi, tat.hi_closed) == (
        F(1, 3),
        True,
        F(1, 3),
        True,
    )
