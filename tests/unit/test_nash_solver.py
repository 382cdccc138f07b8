"""Pure and two-player mixed equilibria: games that other libraries get wrong, degenerate ones, numbers of any size, limits."""

import itertools
import random
from fractions import Fraction

import pytest

from games.core.nash import is_nash, mixed_profile
from games.core.solution import NashEquilibria, Status
from games.core.strategic import StrategicGame
from games.errors import LimitReached, Unsupported
from games.solvers import proposed_equilibria
from games.solvers.lemke_howson import lemke_howson
from games.solvers.nash import nash_equilibria
from games.solvers.pure import pure_equilibria


def bimatrix(row, column):
    return StrategicGame.from_arrays(row, column)


def zero_sum(row):
    return bimatrix(row, [[-payoff for payoff in own] for own in row])


def profiles(answer):
    """The equilibria as text, one string a strategy."""
    return [tuple(" ".join(map(str, strategy)) for strategy in own.profile) for own in answer.equilibria]


def random_game(seed, *shape, values=range(-2, 3)):
    draw = random.Random(seed)
    cells = 1
    for size in shape:
        cells *= size
    actions = tuple(tuple(f"a{k}" for k in range(size)) for size in shape)
    payoffs = tuple(tuple(draw.choice(values) for _ in range(cells)) for _ in shape)
    return StrategicGame(tuple(f"p{i}" for i in range(len(shape))), actions, payoffs)


# Known wrong answers elsewhere


def test_both_ends_of_a_segment_of_equilibria_are_found():
    answer = nash_equilibria(bimatrix([[-3, 3], [-3, 5]], [[2, 7], [4, 2]]))
    assert profiles(answer) == [("2/7 5/7", "1 0"), ("0 1", "1 0")]


@pytest.mark.parametrize("order", [1, -1])
def test_the_degenerate_three_by_two_game_has_three_extreme_equilibria_whatever_the_order_of_rows(order):
    row, column = [[3, 3], [2, 5], [0, 6]][::order], [[3, 3], [2, 6], [3, 1]][::order]
    found = {(tuple(x.split()[::order]), y) for x, y in profiles(nash_equilibria(bimatrix(row, column)))}
    assert found == {
        (("1", "0", "0"), "1 0"),
        (("1", "0", "0"), "2/3 1/3"),
        (("0", "1/3", "2/3"), "1/3 2/3"),
    }


def test_in_the_game_of_zeros_the_four_pure_profiles_are_the_extreme_equilibria():
    answer = nash_equilibria(bimatrix([[0, 0], [0, 0]], [[0, 0], [0, 0]]))
    assert profiles(answer) == [("1 0", "1 0"), ("1 0", "0 1"), ("0 1", "1 0"), ("0 1", "0 1")]


def test_the_zero_sum_game_of_value_zero():
    answer = nash_equilibria(zero_sum([[0, -1, 1, 1], [1, 0, -1, -1], [-1, 1, 0, -1], [-1, 1, 1, 0]]))
    assert profiles(answer) == [("1/3 1/3 0 1/3", "1/3 1/3 0 1/3")]
    assert answer.equilibria[0].payoffs == (0, 0)


@pytest.mark.parametrize("number", [Fraction, float])
def test_uniform_play_in_the_cyclic_game_with_tenths_is_not_lost(number):
    x, y, z = (number(Fraction(k, 10)) for k in (1, 2, 3))
    answer = nash_equilibria(bimatrix([[x, y, z], [z, x, y], [y, z, x]], [[x, z, y], [y, x, z], [z, y, x]]))
    assert ("1/3 1/3 1/3", "1/3 1/3 1/3") in profiles(answer)


# Two players


def test_a_mixed_answer_says_what_it_is():
    answer = nash_equilibria(bimatrix([[2, 0], [0, 1]], [[1, 0], [0, 2]]), method="nashpy")
    assert isinstance(answer, NashEquilibria)
    assert (answer.kind, answer.complete, answer.status) == ("mixed", False, Status.DECIDED)
    assert "the default method lists all" in answer.reason
    assert profiles(answer) == [("1 0", "1 0"), ("2/3 1/3", "1/3 2/3"), ("0 1", "0 1")]
    mixed = answer.equilibria[1]
    assert mixed.payoffs == (Fraction(2, 3), Fraction(2, 3))
    assert [own.gain for own in mixed.gains] == [0, 0, 0, 0]


@pytest.mark.parametrize("seed", range(30))
def test_every_answer_is_an_equilibrium_stated_once_and_the_pure_ones_are_among_them(seed):
    shape = (1 + seed % 5, 1 + seed // 5 % 5)
    game = random_game(seed, *shape, values=range(-1 - seed % 3, 2 + seed % 3))
    answer = nash_equilibria(game)
    found = [own.profile for own in answer.equilibria]
    assert found
    assert len(set(found)) == len(found)
    assert all(is_nash(game, mixed) for mixed in found)
    assert {own.profile for own in pure_equilibria(game).equilibria} <= set(found)


@pytest.mark.parametrize("seed", range(20))
def test_generic_games_have_an_odd_number_of_equilibria(seed):
    game = random_game(seed, 4, 5, values=range(-(10**6), 10**6))
    assert len(nash_equilibria(game).equilibria) % 2 == 1


@pytest.mark.parametrize("shape", [(1, 4), (4, 1), (1, 1)])
def test_a_player_with_one_action_leaves_the_other_his_best_ones(shape):
    game = random_game(1, *shape, values=range(2))
    answer = nash_equilibria(game)
    assert [own.profile for own in answer.equilibria] == [own.profile for own in pure_equilibria(game).equilibria]


def test_dominated_and_duplicated_actions():
    base = nash_equilibria(zero_sum([[1, 0], [0, 1]]))
    with_dominated = nash_equilibria(zero_sum([[1, 0], [0, 1], [-1, -1]]))
    assert [x for x, _ in profiles(with_dominated)] == [x + " 0" for x, _ in profiles(base)]
    duplicated = nash_equilibria(zero_sum([[1, 0], [0, 1], [0, 1]]))
    assert profiles(duplicated) == [("1/2 1/2 0", "1/2 1/2"), ("1/2 0 1/2", "1/2 1/2")]


@pytest.mark.parametrize(
    "unit",
    [Fraction(10**9), Fraction(1, 10**12), 2.0**-1000, 2.0**1000, Fraction(10) ** 400, Fraction(1, 10) ** 400],
    ids=["1e9", "1e-12", "float 2**-1000", "float 2**1000", "1e400", "1e-400"],
)
def test_the_unit_of_payoffs_does_not_matter(unit):
    row, column = [[3, 3], [2, 5], [0, 6]], [[3, 3], [2, 6], [3, 1]]
    scaled = bimatrix([[unit * payoff for payoff in own] for own in row], column)
    assert profiles(nash_equilibria(scaled)) == profiles(nash_equilibria(bimatrix(row, column)))


@pytest.mark.parametrize("seed", range(8))
def test_stakes_that_differ_by_the_opponents_action_only_rescale_his_probabilities(seed):
    """Adding to and stretching the payoffs against one action of the opponent keeps supports and best replies."""
    game = random_game(seed, 3, 3, values=range(-50, 50))
    sizes = [Fraction(1, 10**9), Fraction(1), Fraction(10**9)]
    row = [size * (x + 10**6) for x, size in zip(game.payoffs[0], itertools.cycle(sizes))]
    stretched = StrategicGame(game.players, game.actions, (tuple(row), game.payoffs[1]))

    def supports(answer):
        return sorted(tuple(tuple(p > 0 for p in own) for own in e.profile) for e in answer.equilibria)

    assert supports(nash_equilibria(stretched)) == supports(nash_equilibria(game))


def test_large_games_have_an_equilibrium_too(capfd):
    game = random_game(3, 20, 20, values=range(1000))
    assert nash_equilibria(game, method="nashpy").equilibria
    with pytest.raises(LimitReached, match=r"more than .* vertices") as caught:
        nash_equilibria(game)
    assert not caught.value.partial.complete
    assert caught.value.partial.equilibria
    assert capfd.readouterr() == ("", "")


def test_without_proposals_an_exact_path_still_finds_one(monkeypatch):
    monkeypatch.setattr(proposed_equilibria, "proposals", lambda row, column: iter(()))
    answer = nash_equilibria(zero_sum([[1, -1], [-1, 1]]), method="nashpy")
    assert profiles(answer) == [("1/2 1/2", "1/2 1/2")]


def test_a_time_limit_raises_with_what_was_found():
    game = random_game(5, 11, 11, values=range(1000))
    with pytest.raises(LimitReached, match="time limit of 0 s") as caught:
        nash_equilibria(game, time_limit=0)
    partial = caught.value.partial
    assert isinstance(partial, NashEquilibria)
    assert not partial.complete
    assert all(is_nash(game, own.profile) for own in partial.equilibria)


def test_symbols_are_named_and_the_remedy_too():
    game = bimatrix([["R", 0], ["T", 1]], [["R", "T"], [0, 1]])
    for solve in (nash_equilibria, pure_equilibria):
        with pytest.raises(Unsupported, match=r"the symbols R, T in the payoffs.*game\.substitute"):
            solve(game)


# The exact path


@pytest.mark.parametrize("seed", range(20))
def test_every_label_of_the_exact_path_ends_in_an_equilibrium(seed):
    shape = (1 + seed % 4, 1 + seed // 4)
    game = random_game(seed, *shape, values=range(3))
    row, column = (
        [[int(x) for x in own[k : k + shape[1]]] for k in range(0, len(own), shape[1])] for own in game.payoffs
    )
    for label in range(sum(shape)):
        assert is_nash(game, mixed_profile(game, lemke_howson(row, column, label)))


# Any number of players


@pytest.mark.parametrize("shape", [(2, 3), (1, 3), (2, 2, 2), (3, 1, 2), (2, 2, 2, 2), (4,)])
@pytest.mark.parametrize("seed", range(5))
def test_pure_equilibria_are_the_pure_profiles_that_the_definition_accepts(shape, seed):
    game = random_game(seed, *shape, values=(0, Fraction(1, 3), 0.5))
    accepted = [mixed for mixed in (mixed_profile(game, list(own)) for own in game.profiles()) if is_nash(game, mixed)]
    answer = pure_equilibria(game)
    assert [own.profile for own in answer.equilibria] == accepted
    assert (answer.kind, answer.complete, answer.status) == ("pure", True, Status.DECIDED)
    assert all(deviation.gain <= 0 for own in answer.equilibria for deviation in own.gains)


def test_no_pure_equilibrium_is_an_answer():
    answer = pure_equilibria(zero_sum([[1, -1], [-1, 1]]))
    assert answer.equilibria == ()
    assert answer.complete


def test_payoffs_without_a_short_common_denominator_are_compared_too():
    primes = [p for p in range(2, 4000) if all(p % d for d in range(2, int(p**0.5) + 1))]
    row = [Fraction(1, p) for p in primes]
    game = StrategicGame(("only",), (tuple(map(str, primes)),), (tuple(row),))
    assert profiles(pure_equilibria(game))[0][0].startswith("1 0 0")


def test_three_players_get_their_pure_equilibria():
    game = random_game(2, 2, 3, 2)
    answer = nash_equilibria(game)
    assert (answer.kind, answer.complete) == ("pure", True)
    assert answer == pure_equilibria(game)
