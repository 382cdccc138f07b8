"""Rationalizable actions: where independent beliefs say more, and where the search must not say more than it knows."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given

from games import StrategicGame
from games.core.rationalizability import Better, Cut, Rationalizable, is_best_reply_to_product, is_never_best, joint
from games.core.solution import Status
from games.errors import InvalidGame, LimitReached, Unsupported
from games.solvers.dominance import iterated_dominance
from games.solvers.nash import nash_equilibria
from games.solvers.rationalizability import rationalizable
from games.testing import small_integers, strategic_games
from proofs import certify
from tests.unit.test_dominance import tied

ONE, HALF = Fraction(1), Fraction(1, 2)


def third_pays(**gains: object) -> StrategicGame:
    """Two players choose U or D and L or R at will; the third gets, by action, a function of the chances p of U and q of L.

    Each function is a table: its values at (U, L), (U, R), (D, L), (D, R).
    """
    cells = [("U", "L"), ("U", "R"), ("D", "L"), ("D", "R")]
    table = {
        (*cell, action): (0, 0, values[place])  # type: ignore[index]
        for place, cell in enumerate(cells)
        for action, values in gains.items()
    }
    return StrategicGame.from_table(("A", "B", "C"), table, actions=[("U", "D"), ("L", "R"), tuple(gains)])


def shown(answer: Rationalizable) -> None:
    """The evidence holds by definition."""
    left = [list(own) for own in answer.game.actions]
    for own in answer.removed:
        assert is_never_best(answer.game, own.player, own.action, own.cover, left)
        left[answer.game.player_index(own.player)].remove(own.action)
    assert tuple(map(tuple, left)) == answer.surviving
    sure = [
        [action for action in own if action not in open_ones]
        for own, open_ones in zip(answer.surviving, answer.undecided, strict=True)
    ]
    told = [(own.player, own.action) for own in answer.justified]
    assert told == [(player, action) for player, own in zip(answer.game.players, sure, strict=True) for action in own]
    for own in answer.justified:
        assert is_best_reply_to_product(answer.game, own.player, own.action, own.belief)
        others = [own_sure for player, own_sure in zip(answer.game.players, sure, strict=True) if player != own.player]
        assert all({label for label, _ in part} <= set(may) for part, may in zip(own.belief, others, strict=True))


def test_correlated_beliefs_are_iterated_strict_dominance() -> None:
    answer = rationalizable(tied())
    assert answer.surviving == iterated_dominance(tied()).surviving == tied().actions
    assert answer.complete


def test_independent_beliefs_cannot_tie_the_others_together() -> None:
    answer = rationalizable(tied(), independent=True)
    assert answer.surviving[2] == ("M1", "M3", "M4")
    assert answer.complete
    shown(answer)
    assert certify(answer).status is Status.PROVED


def test_what_falls_with_it_falls_too() -> None:
    """The first player's action that only pays against M2 goes after M2."""
    table = {}
    for one, two, box in tied().profiles():
        wins = {("U", "M2"): HALF, ("D", "M2"): 0}.get((one, box), -HALF if one == "U" else 0)
        table[one, two, box] = (wins, 0, tied().payoff((one, two, box))[2])
    answer = rationalizable(StrategicGame.from_table(("A", "B", "C"), table), independent=True)
    assert answer.surviving[0] == ("D",)
    assert answer.surviving[2] == ("M3", "M4")
    shown(answer)
    assert certify(answer).status is Status.PROVED


def test_two_players_believe_the_same_either_way() -> None:
    game = StrategicGame.from_arrays([[4, 0], [0, 4], [1, 1]], [[0, 1], [0, 1], [9, 0]])
    one, other = rationalizable(game), rationalizable(game, independent=True)
    assert one.surviving == other.surviving == (("2",), ("2",))
    assert other.complete
    shown(other)


def test_a_best_reply_to_one_rational_belief_only_is_found() -> None:
    """x is best only where p = 1/3 and q = 1: against less or more of either something else pays."""
    game = third_pays(x=(0, 0, 0, 0), low=(2, 2, -1, -1), high=(-2, -2, 1, 1), right=(-1, 1, -1, 1))
    answer = rationalizable(game, independent=True)
    assert answer.complete
    assert answer.surviving == game.actions
    shown(answer)


def test_a_best_reply_to_one_irrational_belief_only_is_left_open() -> None:
    """x is best only where p = q and p q = 1/2; no rational belief is that, and no cover can be."""
    game = third_pays(
        x=(0, 0, 0, 0),
        more=(1, -1, -1, -1),
        less=(-1, 1, 1, 1),
        up=(0, 1, -1, 0),
        left=(0, -1, 1, 0),
    )
    answer = rationalizable(game, independent=True)
    assert not answer.complete
    assert answer.status is Status.UNKNOWN
    assert answer.undecided == ((), (), ("x",))
    assert "neither" in answer.reason
    assert answer.surviving == game.actions
    shown(answer)
    assert certify(answer).certificate is None
    with pytest.raises(InvalidGame, match="shown to be rationalizable"):
        answer.belief("C", "x")


def test_nearly_best_is_not_best() -> None:
    """As before, but every other action pays a little more: then a cover is found."""
    little = Fraction(1, 50)
    raise_by = lambda values: tuple(own + little for own in values)  # noqa: E731
    game = third_pays(
        x=(0, 0, 0, 0),
        more=raise_by((1, -1, -1, -1)),
        less=raise_by((-1, 1, 1, 1)),
        up=raise_by((0, 1, -1, 0)),
        left=raise_by((0, -1, 1, 0)),
    )
    answer = rationalizable(game, independent=True)
    assert answer.complete
    assert "x" not in answer.surviving[2]
    shown(answer)
    assert certify(answer).status is Status.PROVED


def test_joint_beliefs_and_refusals() -> None:
    answer = rationalizable(tied(), independent=True)
    assert answer.belief("C", "M1") == ((("U", "L"), ONE),)
    assert joint(((("a", HALF), ("b", HALF)), (("c", ONE),))) == ((("a", "c"), HALF), (("b", "c"), HALF))
    assert rationalizable(tied()).belief("C", "M1") == ((("U", "L"), ONE),)
    with pytest.raises(Unsupported, match="symbol x"):
        rationalizable(StrategicGame.from_arrays([["x", 0]], [[0, 1]]), independent=True)


def test_a_cover_must_be_the_whole_and_pay_more_everywhere() -> None:
    answer = rationalizable(tied(), independent=True)
    (own,) = answer.removed
    cut, first, second = own.cover
    assert isinstance(cut, Cut)
    assert isinstance(first, Better)
    assert isinstance(second, Better)
    for cover in ((cut, first), (first, second), (cut, second, first), (first,), (), (*own.cover, second)):
        assert not is_never_best(tied(), "C", "M2", cover)
    assert not is_never_best(tied(), "C", "M2", (cut, replace(first, least=-first.least), second))


def test_a_time_limit_hands_back_what_is_known() -> None:
    with pytest.raises(LimitReached) as stopped:
        rationalizable(tied(), independent=True, time_limit=1e-9)
    assert stopped.value.partial.surviving == tied().actions
    assert not stopped.value.partial.complete


@given(strategic_games(players=3, max_actions=3, payoffs=small_integers))
def test_whatever_is_said_is_shown(game: StrategicGame) -> None:
    answer = rationalizable(game, independent=True)
    shown(answer)
    outer = iterated_dominance(game).surviving
    assert all(set(fewer) <= set(more) for fewer, more in zip(answer.surviving, outer, strict=True))
    if answer.complete:
        assert certify(answer).status is Status.PROVED


@given(strategic_games(players=3, max_actions=3, payoffs=small_integers))
def test_equilibria_are_rationalizable(game: StrategicGame) -> None:
    left = rationalizable(game, independent=True).surviving
    for equilibrium in nash_equilibria(game).equilibria:
        for labels, own, stay in zip(game.actions, equilibrium.profile, left, strict=True):
            assert {label for label, weight in zip(labels, own, strict=True) if weight} <= set(stay)
