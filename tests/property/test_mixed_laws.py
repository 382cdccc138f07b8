"""Laws of mixed equilibria of small games with three players: symmetries of the definition, and that every one listed meets it."""

from __future__ import annotations

import itertools
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from games import StrategicGame
from games.core import algebraic_profile
from games.core.boxes import at_most, holds_one
from games.core.covering import Stage, is_empty, is_worse, split, whole_cell, without
from games.core.mixed import AlgebraicProfile, BoxProfile, MixedEquilibria
from games.core.nash import deviations, is_nash
from games.core.solution import Enclosure
from games.core.subdivision import Drop, Empty, Only, Split
from games.solvers.covering import bounds_of
from games.solvers.mixed import mixed_equilibria
from proofs.certification import certify

SHAPES = st.sampled_from([(2, 2, 2), (3, 2, 2), (2, 2, 3)])
FEW = settings(max_examples=15)  # a game is solved twice an example


@st.composite
def games(draw: st.DrawFn, most: int = 12) -> StrategicGame:
    """Small whole payoffs, ties among them."""
    shape = draw(SHAPES)
    cells = shape[0] * shape[1] * shape[2]
    payoffs = st.lists(st.integers(-most, most), min_size=cells, max_size=cells)
    rows = tuple(tuple(map(Fraction, draw(payoffs))) for _ in shape)
    actions = tuple(tuple("abc"[:size]) for size in shape)
    return StrategicGame(("1", "2", "3"), actions, rows)


def solved(game: StrategicGame) -> MixedEquilibria:
    """All equilibria; games whose list is not shown to be complete are not drawn."""
    answer = mixed_equilibria(game, cells=600)
    assume(answer.complete)
    return answer


def points(answer: MixedEquilibria) -> list[tuple[tuple[str, ...], ...]]:
    """Every equilibrium to nine digits, with labels, sorted."""
    rows = []
    for own in answer.equilibria:
        players = []
        for labels, weights in zip(answer.game.actions, own.probabilities, strict=True):
            values = [float((w.lo + w.hi) / 2) if isinstance(w, Enclosure) else float(w) for w in weights]
            players.append(tuple(sorted(f"{label} {value:.9f}" for label, value in zip(labels, values, strict=True))))
        rows.append(tuple(players))
    return sorted(rows)


@given(games())
def test_every_listed_equilibrium_meets_the_definition(game: StrategicGame) -> None:
    answer = mixed_equilibria(game, cells=300)
    stage = Stage.of(game)
    for own in answer.equilibria:
        if isinstance(own.point, AlgebraicProfile):
            assert algebraic_profile.is_equilibrium(game, own.point)
        elif isinstance(own.point, BoxProfile):
            assert holds_one(stage, own.point)
            middle = tuple(tuple((lo + hi) / 2 for lo, hi in player) for player in own.point.bounds)
            exact = tuple(tuple(w / sum(player) for w in player) for player in middle)
            assert max(found.gain for found in deviations(game, exact)) < Fraction(1, 10**9)
        else:
            assert is_nash(game, own.point)


@given(games())
def test_the_checker_accepts_what_the_solver_says(game: StrategicGame) -> None:
    answer = mixed_equilibria(game, cells=300)
    assume(answer.complete or answer.equilibria)
    assert certify(answer).status == "proved"


@given(games())
def test_a_complete_list_holds_all_pure_equilibria_and_the_steps_cover_by_the_definition(game: StrategicGame) -> None:
    answer = solved(game)
    listed = {own.point for own in answer.equilibria if own.is_pure}
    for chosen in itertools.product(*(range(size) for size in game.shape)):
        pure = tuple(
            tuple(Fraction(int(a == b)) for b in range(size)) for a, size in zip(chosen, game.shape, strict=True)
        )
        assert is_nash(game, pure) == (pure in listed)
    stage, stack = Stage.of(game), [whole_cell(game.shape)]
    for step in answer.covering:
        cell = stack.pop()
        replies = [stage.replies(i, cell) for i in range(3)]
        if isinstance(step, Split):
            stack.extend(reversed(split(cell, step)))
        elif isinstance(step, Drop):
            assert is_worse(replies[step.player], step.action, step.better)
            left = without(cell, step.player, step.action)
            stack.extend([] if left is None else [left])
        elif isinstance(step, Empty):
            assert is_empty(cell, replies, step)
        else:
            assert isinstance(step, Only)
            assert at_most(stage, cell, replies, bounds_of(answer.equilibria[step.equilibrium]))
    assert not stack


@FEW
@given(games(), st.permutations(range(3)))
def test_players_may_change_places(game: StrategicGame, order: list[int]) -> None:
    answer = solved(game)
    table = {tuple(own[i] for i in order): tuple(game.payoff(own)[i] for i in order) for own in game.profiles()}
    turned = StrategicGame.from_table(
        tuple(game.players[i] for i in order), table, actions=[game.actions[i] for i in order]
    )
    expected = sorted(tuple(own[i] for i in order) for own in points(answer))
    assert points(solved(turned)) == expected


@FEW
@given(games(), st.randoms(use_true_random=False))
def test_actions_may_change_places(game: StrategicGame, chance: object) -> None:
    answer = solved(game)
    actions = [chance.sample(own, len(own)) for own in game.actions]  # type: ignore[attr-defined]  # random.Random
    table = {own: game.payoff(own) for own in game.profiles()}
    assert points(solved(StrategicGame.from_table(game.players, table, actions=actions))) == points(answer)


@FEW
@given(games(), st.integers(1, 9), st.integers(-9, 9))
def test_the_unit_and_the_zero_of_payoffs_say_nothing(game: StrategicGame, unit: int, zero: int) -> None:
    answer = solved(game)
    rows = (tuple(unit * own / 7 + zero for own in game.payoffs[0]), *game.payoffs[1:])
    assert points(solved(StrategicGame(game.players, game.actions, rows))) == points(answer)


@FEW
@given(games())
def test_a_strictly_dominated_action_changes_nothing(game: StrategicGame) -> None:
    answer = solved(game)
    first = game.actions[0][0]
    table = {own: game.payoff(own) for own in game.profiles()}
    for own in list(table):
        if own[0] == first:
            table["worse", *own[1:]] = (table[own][0] - 1, 5, -5)
    more = StrategicGame.from_table(game.players, table)
    expected = sorted((tuple(sorted((*own[0], "worse 0.000000000"))), *own[1:]) for own in points(answer))
    assert points(solved(more)) == expected
