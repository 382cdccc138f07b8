"""Nash equilibria against brute force from the definition: pure ones of 1-4 players, all extreme ones of two players."""

from fractions import Fraction
from itertools import product

from hypothesis import assume, given
from hypothesis import strategies as st

from games import Status, StrategicGame
from games.testing import fractions, small_integers, strategic_games, two_player_games
from tests.best_reply_polytopes import extreme_equilibria, is_degenerate, matrices

zero_or_one = st.integers(0, 1).map(Fraction)


def expected(game, player, mixed):
    """Sum over all pure profiles of their probability times the player's payoff."""
    total = Fraction(0)
    for choice in product(*(range(len(labels)) for labels in game.actions)):
        weight = Fraction(1)
        for strategy, action in zip(mixed, choice, strict=True):
            weight *= strategy[action]
        labels = tuple(own[action] for own, action in zip(game.actions, choice, strict=True))
        total += weight * game.payoff(labels)[player]
    return total


def sure(size, action):
    return tuple(Fraction(int(k == action)) for k in range(size))


def gain(game, player, action, mixed):
    """What the player gains who plays the action for sure while the others keep to the profile."""
    other = sure(len(game.actions[player]), action)
    return expected(game, player, [*mixed[:player], other, *mixed[player + 1 :]]) - expected(game, player, mixed)


def pure_by_definition(game):
    """Every profile from which no player gains by switching, as labels."""
    found = set()
    for profile in product(*game.actions):
        switches = (
            (i, (*profile[:i], label, *profile[i + 1 :])) for i, labels in enumerate(game.actions) for label in labels
        )
        if all(game.payoff(other)[i] <= game.payoff(profile)[i] for i, other in switches):
            found.add(profile)
    return found


def labels_of(game, mixed):
    """The labels of a pure profile; None for one that mixes."""
    if any(1 not in strategy for strategy in mixed):
        return None
    return tuple(labels[strategy.index(1)] for labels, strategy in zip(game.actions, mixed, strict=True))


def assert_stated_right(game, answer):
    """Each answer is a profile of distributions, an equilibrium, listed once, with its payoffs and every deviation's gain."""
    assert len({own.profile for own in answer.equilibria}) == len(answer.equilibria)
    for own in answer.equilibria:
        for labels, strategy in zip(game.actions, own.profile, strict=True):
            assert len(strategy) == len(labels) and sum(strategy) == 1 and min(strategy) >= 0
        assert own.payoffs == tuple(expected(game, i, own.profile) for i in range(len(game.players)))
        stated = {(d.player, d.action): d.gain for d in own.gains}
        assert len(stated) == len(own.gains)
        assert stated == {
            (game.players[i], label): gain(game, i, a, own.profile)
            for i, labels in enumerate(game.actions)
            for a, label in enumerate(labels)
        }
        assert max(stated.values()) == 0


def assert_pure_complete(game, answer):
    assert_stated_right(game, answer)
    found = [labels_of(game, own.profile) for own in answer.equilibria]
    assert len(set(found)) == len(found) and set(found) == pure_by_definition(game)
    assert answer.kind == "pure" and answer.complete and answer.status in (Status.DECIDED, Status.PROVED)


@given(strategic_games(players=(1, 4), max_actions=3, payoffs=st.one_of(small_integers, zero_or_one)))
def test_the_pure_equilibria_are_the_profiles_from_which_nobody_gains_by_switching(game):
    assert_pure_complete(game, game.pure_equilibria())


@given(strategic_games(players=(3, 4), max_actions=2, payoffs=fractions))
def test_three_and_four_players_are_answered_with_all_pure_equilibria(game):
    assert_pure_complete(game, game.equilibria())


@given(strategic_games(players=1, max_actions=6))
def test_a_single_player_is_answered_with_all_his_best_actions(game):
    best = max(game.payoffs[0])
    answer = game.equilibria()
    assert {labels_of(game, own.profile) for own in answer.equilibria} == {
        (label,) for label, payoff in zip(game.actions[0], game.payoffs[0], strict=True) if payoff == best
    }
    assert_stated_right(game, answer)


def assert_extreme(game, answer):
    """What every answer for two players owes, degenerate or not: all extreme equilibria, the pure ones among them, at least one."""
    assert_stated_right(game, answer)
    found = {own.profile for own in answer.equilibria}
    assert found and found == extreme_equilibria(*matrices(game))
    assert {labels_of(game, profile) for profile in found} - {None} == pure_by_definition(game)
    assert answer.kind == "extreme" and answer.complete


@given(two_player_games(max_actions=3, payoffs=st.one_of(zero_or_one, small_integers)))
def test_two_players_with_many_ties_get_extreme_equilibria_with_every_pure_one(game):
    assert_extreme(game, game.equilibria())


@given(two_player_games(max_actions=3, payoffs=fractions))
def test_all_equilibria_of_nondegenerate_games_up_to_three_by_three_are_found(game):
    row, column = matrices(game)
    assume(not is_degenerate(row, column))
    answer = game.equilibria()
    assert_extreme(game, answer)
    assert len(answer.equilibria) % 2 == 1


@given(strategic_games(players=2, max_actions=4, payoffs=st.integers(-50, 50).map(Fraction)))
def test_all_equilibria_of_games_up_to_four_by_four_are_found(game):
    assert_extreme(game, game.equilibria())


@given(st.integers(2, 4), st.data())
def test_all_equilibria_of_coordination_games_are_found(size, data):
    """Own actions matched to the other's: every common support carries one, 2^size - 1 in all."""
    values = st.integers(1, 9).map(Fraction)
    diagonals = [data.draw(st.lists(values, min_size=size, max_size=size)) for _ in range(2)]
    arrays = [[[d[i] if i == j else 0 for j in range(size)] for i in range(size)] for d in diagonals]
    game = StrategicGame.from_arrays(*arrays)
    found = {own.profile for own in game.equilibria().equilibria}
    assert len(found) == 2**size - 1
    for x, y in found:
        shared = [i for i in range(size) if x[i] > 0]
        assert shared == [i for i in range(size) if y[i] > 0]
        assert len({x[i] * diagonals[1][i] for i in shared}) == 1 and len({y[i] * diagonals[0][i] for i in shared}) == 1
