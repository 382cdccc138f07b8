"""Thousands of random two-player games beside pygambit, QuantEcon and nashpy: every difference is explained, theirs or ours.

pygambit's `enummixed_solve` in rational arithmetic must list the same extreme equilibria. The others compute in floats: each pair that
they give is read exactly, and must be an extreme equilibrium of our list, a mixture within one of our maximal subsets, or no equilibrium by
the definition. What they lose is counted and shown to be an equilibrium.
"""

from __future__ import annotations

import random
import warnings
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest

from games.core.nash import is_nash
from games.core.solution import NashEquilibria
from games.core.strategic import StrategicGame
from games.solvers.linear_program import Infeasible, maximise
from games.solvers.nash import nash_equilibria

Matrix = list[list[int]]


def random_games(seed: int, number: int) -> Iterator[tuple[Matrix, Matrix]]:
    """Small whole payoffs with many ties, duplicated and dominated actions, all payoffs equal, one row, wide ranges."""
    draw = random.Random(seed)
    for k in range(number):
        rows, columns = draw.randint(1, 5), draw.randint(1, 5)
        top = (1, 2, 3, 10, 1000)[k % 5]
        row, column = ([[draw.randrange(top) for _ in range(columns)] for _ in range(rows)] for _ in range(2))
        if k % 7 == 1:  # an action twice
            row.append(list(row[0]))
            column.append(list(column[0]))
        if k % 7 == 2:  # a dominated action
            row.append([own - 1 for own in row[-1]])
            column.append([draw.randrange(top) for _ in range(columns)])
        if k % 7 == 3:  # the column player never cares
            column = [[0] * columns for _ in row]
        yield row, column


def solved(row: Matrix, column: Matrix) -> NashEquilibria:
    answer = nash_equilibria(StrategicGame.from_arrays(row, column))
    assert answer.complete
    return answer


def profiles(answer: NashEquilibria) -> set[Any]:
    return {own.profile for own in answer.equilibria}


def in_hull(point: tuple[Fraction, ...], corners: list[tuple[Fraction, ...]]) -> bool:
    """Whether the point is a convex combination of the corners."""
    rows = [([corner[a] for corner in corners], own) for a, own in enumerate(point)]
    try:
        maximise([Fraction(0)] * len(corners), equal=[*rows, ([Fraction(1)] * len(corners), Fraction(1))])
    except Infeasible:
        return False
    return True


def in_a_component(answer: NashEquilibria, pair: tuple[tuple[Fraction, ...], ...]) -> bool:
    first, second = answer.strategies
    return any(
        in_hull(pair[0], [first[x] for x in xs]) and in_hull(pair[1], [second[y] for y in ys])
        for xs, ys in answer.components
    )


def read(weights: Any) -> tuple[Fraction, ...]:
    """A float strategy as the fractions nearest to it that a small game may have."""
    near = [Fraction(float(own)).limit_denominator(100_000) for own in weights]
    total = sum(near)
    return tuple(own / total for own in near)


def verdicts(row: Matrix, column: Matrix, pairs: list[Any], answer: NashEquilibria) -> Counter[str]:
    """What each pair of float strategies is, and how many of our extreme equilibria are not among them."""
    found: Counter[str] = Counter()
    known, listed = profiles(answer), set()
    for x, y in pairs:
        pair = (read(x), read(y))
        if pair in known:
            listed.add(pair)
            found["extreme"] += 1
        elif is_nash(answer.game, pair):
            assert in_a_component(answer, pair), (row, column, pair)
            found["a mixture of extreme ones"] += 1
        else:
            found["no equilibrium"] += 1
    for lost in known - listed:
        assert is_nash(answer.game, lost)
        found["lost"] += 1
    return found


def test_pygambit_lists_the_same_extreme_equilibria() -> None:
    gambit = pytest.importorskip("pygambit", reason="pygambit is not installed: extreme equilibria are not compared")
    import numpy as np

    for row, column in random_games(1, 2_000):
        game = gambit.Game.from_arrays(np.array(row, dtype=object), np.array(column, dtype=object))
        theirs = set()
        for own in gambit.nash.enummixed_solve(game, rational=True).equilibria:
            weights = [[Fraction(str(own[strategy])) for strategy in player.strategies] for player in game.players]
            theirs.add((tuple(weights[0]), tuple(weights[1])))
        assert theirs == profiles(solved(row, column)), (row, column)


def test_what_quantecon_gives_is_explained() -> None:
    quantecon = pytest.importorskip("quantecon", reason="quantecon is not installed: its equilibria are not compared")
    import numpy as np

    total: Counter[str] = Counter()
    for row, column in random_games(2, 1_000):
        if min(len(row), len(row[0])) < 2:  # Qhull needs two dimensions
            continue
        players = [
            quantecon.game_theory.Player(np.array(own, dtype=float)) for own in (row, list(zip(*column, strict=True)))
        ]
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                pairs = quantecon.game_theory.vertex_enumeration(quantecon.game_theory.NormalFormGame(players))
        except Exception as error:  # noqa: BLE001  scipy's Qhull gives up on some degenerate games
            total[type(error).__name__] += 1
            continue
        total += verdicts(row, column, pairs, solved(row, column))
    print(f"QuantEcon: {dict(total)}")
    assert total["extreme"] > 500


@pytest.mark.parametrize("method", ["support_enumeration", "vertex_enumeration"])
def test_what_nashpy_gives_is_explained(method: str) -> None:
    import nashpy
    import numpy as np

    total: Counter[str] = Counter()
    for row, column in random_games(3, 300):
        if min(len(row), len(row[0])) < 2:
            continue
        peer = nashpy.Game(np.array(row, dtype=float), np.array(column, dtype=float))
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                pairs = [(x, y) for x, y in getattr(peer, method)() if min(*x, *y) > -1e-9]
        except Exception as error:  # noqa: BLE001  numpy or Qhull gives up
            total[type(error).__name__] += 1
            continue
        total += verdicts(row, column, pairs, solved(row, column))
    print(f"nashpy, {method}: {dict(total)}")
    assert total["extreme"] > 200


def test_the_verdicts_tell_what_is_wrong() -> None:
    """The comparison itself: a pair that is no equilibrium, a mixture, and one that is lost."""
    row, column = [[3, 3], [2, 5], [0, 6]], [[3, 3], [2, 6], [3, 1]]
    answer = solved(row, column)
    pairs = [([1.0, 0, 0], [1.0, 0]), ([1.0, 0, 0], [0.75, 0.25]), ([0, 1.0, 0], [1.0, 0])]
    assert verdicts(row, column, pairs, answer) == {
        "extreme": 1,
        "a mixture of extreme ones": 1,
        "no equilibrium": 1,
        "lost": 2,
    }
