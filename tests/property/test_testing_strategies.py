"""`games.testing` gives what it says: valid games, ties, thin cases, automata that fit, discount factors at thresholds."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from games import AnonymousGame, Automaton, DynamicGame, Status, StrategicGame
from games.core.play import bind, one_shot_deviations, values
from games.testing import (
    anonymous_games,
    automata,
    discounts,
    discounts_near_thresholds,
    distributions,
    dynamic_games,
    fractions,
    prisoners_dilemmas,
    small_integers,
    strategic_games,
    two_player_games,
)

ONCE = settings(
    max_examples=2000, database=None, derandomize=True, phases=[Phase.generate]
)  # the first that fits will do


def can_give(strategy, wanted):
    find(strategy, wanted, settings=ONCE)


def assert_valid(game):
    cells = 1
    for labels in game.actions:
        assert len(set(labels)) == len(labels) >= 1
        cells *= len(labels)
    assert len(set(game.players)) == len(game.players) == len(game.actions) == len(game.payoffs)
    assert all(len(row) == cells and all(isinstance(pay, Fraction) for pay in row) for row in game.payoffs)
    assert list(game.profiles()) == list(product(*game.actions))
    again = StrategicGame.from_table(game.players, {p: game.payoff(p) for p in game.profiles()}, actions=game.actions)
    assert again.payoffs == game.payoffs


@given(strategic_games(players=(1, 4), max_actions=3))
def test_strategic_games_are_valid_and_of_the_size_asked_for(game):
    assert_valid(game)
    assert 1 <= len(game.players) <= 4 and max(map(len, game.actions)) <= 3


@given(two_player_games(max_actions=4, payoffs=fractions))
def test_two_player_games_have_two_players(game):
    assert_valid(game)
    assert len(game.players) == 2 and max(map(len, game.actions)) <= 4
    assert all(-10 <= pay <= 10 and pay.denominator <= 12 for row in game.payoffs for pay in row)


def test_games_with_ties_with_many_equilibria_and_with_none_come_up():
    games = two_player_games(max_actions=2)
    can_give(games, lambda game: game.shape == (2, 2) and len(set(game.payoffs[0])) < 4)
    can_give(games, lambda game: game.shape == (2, 2) and len(game.pure_equilibria().equilibria) >= 3)
    can_give(games, lambda game: game.shape == (2, 2) and not game.pure_equilibria().equilibria)
    can_give(strategic_games(), lambda game: len(game.players) == 1)
    can_give(strategic_games(), lambda game: len(game.players) == 3)
    can_give(games, lambda game: 1 in game.shape and 2 in game.shape)


@given(prisoners_dilemmas())
def test_dilemmas_have_a_dominant_action_that_both_regret(game):
    reward, sucker = (game.payoff(("share", other))[0] for other in ("share", "hide"))
    temptation, punishment = (game.payoff(("hide", other))[0] for other in ("share", "hide"))
    assert temptation > reward > punishment > sucker
    assert all(game.payoff((a, b)) == game.payoff((b, a))[::-1] for a, b in game.profiles())


@given(st.data())
def test_distributions_are_distributions(data):
    own = data.draw(distributions(("x", "y", "z")))
    assert sum(weight for _, weight in own) == 1 and all(weight > 0 for _, weight in own)
    assert len({label for label, _ in own}) == len(own) and {label for label, _ in own} <= {"x", "y", "z"}


def test_sure_and_mixed_distributions_come_up():
    can_give(distributions(("x", "y")), lambda own: len(own) == 1)
    can_give(distributions(("x", "y")), lambda own: len(own) == 2)


@given(discounts)
def test_discount_factors_lie_from_zero_to_below_one(d):
    assert isinstance(d, Fraction) and 0 <= d < 1


def test_zero_comes_up_as_a_discount_factor_and_so_do_ties_in_payoffs():
    can_give(discounts, lambda d: d == 0)
    can_give(discounts, lambda d: d > Fraction(9, 10))
    can_give(small_integers, lambda pay: pay < 0)


@given(dynamic_games(players=(1, 3), max_states=3, max_actions=2))
def test_dynamic_games_are_valid_in_every_state(game):
    assert isinstance(game, DynamicGame) and 1 <= len(game.states) <= 3
    assert set(game.discount) == {game.discount[0]} and 0 <= game.discount[0] < 1
    for state in game.states:
        assert_valid(state.stage)
        assert state.stage.players == game.players and len(state.moves) == len(list(state.stage.profiles()))
        for moves in state.moves:
            assert sum(move.probability for move in moves) == 1
            assert all(move.state in game.state_names and move.growth == 1 for move in moves)
    assert sum(weight for _, weight in game.start) == 1


@given(st.data(), st.booleans())
def test_automata_fit_the_game_that_they_are_drawn_for(data, mixed):
    game = data.draw(dynamic_games())
    automaton = data.draw(automata(game, mixed=mixed))
    assert isinstance(automaton, Automaton) and 1 <= len(automaton.states) <= 3
    bound = bind(game, automaton)
    assert {name for name, _ in bound.nodes} == set(game.state_names)
    stakes = [pay for state in game.states for row in state.stage.payoffs for pay in row]
    assert all(min(stakes) <= value <= max(stakes) for row in values(bound) for value in row)
    told = one_shot_deviations(bound)
    assert all(isinstance(own.slack, Fraction) for own in told)
    if not mixed:
        assert all(len(own) == 1 for state in automaton.states for _, play in state.plays for own in play)


def test_automata_with_unreached_states_absorbing_states_and_lots_come_up():
    game = two_player_fixed()
    can_give(automata(game), lambda own: len(bind(game, own).nodes) < len(own.states))
    can_give(automata(game), lambda own: len(bind(game, own).nodes) == 3)
    can_give(
        automata(game, mixed=True),
        lambda own: any(len(rule.then) > 1 for state in own.states for rule in state.rules),
    )
    can_give(
        automata(game, mixed=True),
        lambda own: any(len(one) > 1 for state in own.states for _, play in state.plays for one in play),
    )


def two_player_fixed():
    labels = ("share", "hide")
    stage = StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]], actions=(labels, labels))
    return stage.repeated("1/2")


@given(anonymous_games(max_players=6))
def test_anonymous_games_have_a_payoff_for_every_count(game):
    assert isinstance(game, AnonymousGame) and 1 <= game.size <= 6
    pays = [game.payoff_at(action, k) for action in (0, 1) for k in range(game.size)]
    assert all(isinstance(pay, Fraction) for pay in pays)


def test_anonymous_games_with_ties_and_with_one_player_come_up():
    can_give(anonymous_games(), lambda game: game.size == 1)
    can_give(anonymous_games(), lambda game: game.size > 3 and 0 in game.gains())
    can_give(anonymous_games(), lambda game: not any(game.gains()))


def test_discount_factors_at_a_threshold_and_right_beside_it_come_up():
    answer = two_player_fixed().threshold(Automaton.grim("share", "hide"))
    assert answer.status is not Status.UNKNOWN
    near = discounts_near_thresholds(answer)
    for wanted in (Fraction(1, 2), Fraction(1, 2) - Fraction(1, 1000), Fraction(1, 2) + Fraction(1, 1000)):
        can_give(near, lambda d, wanted=wanted: d == wanted)
    can_give(
        near,
        lambda d: d not in (0, Fraction(1, 2)) and abs(d - Fraction(1, 2)) > Fraction(1, 100) and d < Fraction(9, 10),
    )


@given(st.data())
def test_discount_factors_near_thresholds_are_legal_and_the_answer_agrees_there(data):
    game = data.draw(prisoners_dilemmas()).repeated()
    grim = Automaton.grim("share", "hide")
    answer = game.threshold(grim)
    d = data.draw(discounts_near_thresholds(answer))
    assert 0 <= d < 1
    assert game.at(d).check(grim).holds is any(d in own for own in answer.intervals)


@pytest.mark.parametrize("seed", [1, 2])
def test_strategies_that_need_no_drawing_are_reproducible(seed):
    """The same seed of hypothesis gives the same game: nothing else is random in the strategies."""
    from hypothesis import HealthCheck
    from hypothesis import seed as seeded

    seen = []

    def run():
        drawn = []

        @seeded(seed)
        @settings(max_examples=5, database=None, suppress_health_check=list(HealthCheck))
        @given(strategic_games())
        def record(game):
            drawn.append(game.payoffs)

        record()
        seen.append(drawn)

    run()
    run()
    assert seen[0] == seen[1]


@given(anonymous_games(max_players=4, actions=3))
def test_anonymous_games_may_have_more_than_two_actions(game):
    assert game.actions == ("a0", "a1", "a2") and 1 <= game.size <= 4
    assert all(len(own) == game.vectors for own in game.payoff)
