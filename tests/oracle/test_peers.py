"""Two-player equilibria beside nashpy, and beside pygambit and quantecon where they are installed.

Peers compute in floats, so they propose: their supports are solved again in Fractions, and what that gives is compared.
"""

import warnings
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from games import StrategicGame
from games.core.nash import is_nash
from games.testing import small_integers, two_player_games
from tests.best_reply_polytopes import is_degenerate, is_equilibrium, matrices, solved, transposed

CLOSE = 1e-9  # a float below it is a zero of the support; the support is then solved exactly


def on_support(own_support, other_support, payoffs, size):
    """The strategy on one support that makes the other's actions indifferent, payoffs[own][other] the other's; None if not unique."""
    if len(own_support) != len(other_support):
        return None
    rows = [[payoffs[i][j] for i in own_support] + [-1] for j in other_support] + [[1] * len(own_support) + [0]]
    point = solved(rows, [0] * len(other_support) + [1])
    if point is None:
        return None
    weights = dict(zip(own_support, point, strict=False))
    return tuple(weights.get(i, Fraction(0)) for i in range(size))


def exactly(row, column, x, y):
    """The exact equilibrium on the supports of a pair of float strategies, or None where they do not decide one."""
    supports = [[i for i, weight in enumerate(own) if weight > CLOSE] for own in (x, y)]
    first = on_support(supports[0], supports[1], column, len(x))
    second = on_support(supports[1], supports[0], transposed(row), len(y))
    if first is None or second is None or min(first + second) < 0 or not is_equilibrium(row, column, first, second):
        return None
    return first, second


def nashpy_pairs(row, column, method="support_enumeration"):
    import nashpy
    import numpy as np

    peer = nashpy.Game(np.array(row, dtype=float), np.array(column, dtype=float))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return [(tuple(x), tuple(y)) for x, y in getattr(peer, method)()]


games = st.one_of(
    two_player_games(max_actions=3),
    two_player_games(max_actions=4, payoffs=st.integers(-20, 20).map(Fraction)),
)


@given(games)
def test_what_nashpy_finds_in_nondegenerate_games_is_among_ours(game):
    row, column = matrices(game)
    assume(not is_degenerate(row, column))
    found = {own.profile for own in game.equilibria().equilibria}
    theirs = {exactly(row, column, x, y) for x, y in nashpy_pairs(row, column)} - {None}
    assert theirs <= found


@given(two_player_games(max_actions=3, payoffs=st.one_of(small_integers, st.integers(0, 1).map(Fraction))))
def test_what_nashpy_finds_in_degenerate_games_and_is_one_exactly_is_an_equilibrium_here_too(game):
    row, column = matrices(game)
    for x, y in nashpy_pairs(row, column):
        own = exactly(row, column, x, y)
        if own is not None:
            assert is_nash(game, own)


@given(two_player_games(max_actions=3, payoffs=st.integers(-9, 9).map(Fraction)))
def test_where_nashpys_lemke_howson_ends_in_a_nondegenerate_game_is_among_ours(game):
    import nashpy
    import numpy as np

    row, column = matrices(game)
    assume(min(game.shape) > 1 and not is_degenerate(row, column))
    peer = nashpy.Game(np.array(row, dtype=float), np.array(column, dtype=float))
    found = {own.profile for own in game.equilibria().equilibria}
    for label in range(sum(game.shape)):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            x, y = peer.lemke_howson(initial_dropped_label=label)
        own = exactly(row, column, x, y)
        assert own is None or own in found


FIXED = [
    ([[3, 3], [2, 5], [0, 6]], [[3, 2], [2, 6], [3, 1]]),
    ([[1, -1], [-1, 1]], [[-1, 1], [1, -1]]),
    ([[0, -1, 1], [1, 0, -1], [-1, 1, 0]], [[0, 1, -1], [-1, 0, 1], [1, -1, 0]]),
    ([[4, 1, 0], [2, 3, 1], [0, 2, 5]], [[3, 1, 0], [1, 4, 2], [2, 0, 6]]),
]


@pytest.mark.parametrize(("row", "column"), FIXED)
def test_gambit_finds_the_same_equilibria(row, column):
    gambit = pytest.importorskip(
        "pygambit", reason="pygambit is not installed: its extreme equilibria are not compared"
    )
    import numpy as np

    result = gambit.nash.enummixed_solve(gambit.Game.from_arrays(np.array(row), np.array(column)), rational=True)
    theirs = set()
    for own in result.equilibria:
        flat = [Fraction(str(weight)) for _, weight in own] if not isinstance(own, list) else own
        theirs.add((tuple(flat[: len(row)]), tuple(flat[len(row) :])))
    assert theirs == {own.profile for own in StrategicGame.from_arrays(row, column).equilibria().equilibria}


@pytest.mark.parametrize(("row", "column"), FIXED)
def test_quantecon_finds_the_same_equilibria(row, column):
    quantecon = pytest.importorskip("quantecon", reason="quantecon is not installed: its equilibria are not compared")
    import numpy as np

    players = (quantecon.game_theory.Player(np.array(row)), quantecon.game_theory.Player(np.array(column).T))
    pairs = quantecon.game_theory.support_enumeration(quantecon.game_theory.NormalFormGame(players))
    theirs = {exactly(row, column, x, y) for x, y in pairs} - {None}
    assert theirs == {own.profile for own in StrategicGame.from_arrays(row, column).equilibria().equilibria}


@pytest.mark.parametrize(("row", "column"), FIXED)
def test_nashpy_finds_the_same_equilibria_in_known_games(row, column):
    pairs = [
        own for method in ("support_enumeration", "vertex_enumeration") for own in nashpy_pairs(row, column, method)
    ]
    theirs = {exactly(row, column, x, y) for x, y in pairs} - {None}
    assert theirs == {own.profile for own in StrategicGame.from_arrays(row, column).equilibria().equilibria}
    assert not is_degenerate(row, column)


def test_an_equilibrium_that_nashpys_support_enumeration_loses_is_found():
    """Supports that skip an action, as {1, 3}: nondegenerate games with one and with seven equilibria."""
    half, row, column = Fraction(1, 2), [[0, 0, 1], [0, 0, 0], [1, 3, 0]], [[0, 1, 0], [0, 0, 1], [0, 0, 1]]
    assert not is_degenerate(row, column)
    (own,) = StrategicGame.from_arrays(row, column).equilibria().equilibria
    assert own.profile == ((half, 0, half), (0, Fraction(1, 4), Fraction(3, 4)))
    assert len(StrategicGame.from_arrays(*FIXED[-1]).equilibria().equilibria) == 7


def test_the_exact_reading_of_a_float_pair_is_checked_itself():
    row, column = [[1, -1], [-1, 1]], [[-1, 1], [1, -1]]
    half = (Fraction(1, 2),) * 2
    assert exactly(row, column, (0.5, 0.5), (0.5000001, 0.4999999)) == (half, half)
    for x, y in product([(1.0, 0.0), (0.0, 1.0)], repeat=2):
        assert exactly(row, column, x, y) is None
